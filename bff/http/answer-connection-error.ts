import type { ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { ErrorAnswer, ErrorCode } from '../../component/api/contract.ts';

/**
 * Answers bytes that are no HTTP request, or one that Node gave up on, in the form of every other
 * error. Node's own answer to a `clientError` has no body.
 *
 * A connection that never sent a byte asked nothing, and is closed without a word: load balancers
 * open some ahead, and would hand the answer to whatever request they send next.
 */
export function answerConnectionError(error: NodeJS.ErrnoException, socket: Socket): void {
  // Node keeps it there, and looks at it for the answer that this one replaces.
  const { _httpMessage: answer } = socket as Socket & { _httpMessage?: ServerResponse };
  const isSilent = socket.bytesRead === 0;
  if (error.code === 'ECONNRESET' || isSilent || !socket.writable || answer?.headersSent) {
    socket.destroy();
    return;
  }
  const { status, reason, code, message } = connectionErrors[error.code ?? ''] ?? malformed;
  const body = JSON.stringify({ code, message } satisfies ErrorAnswer);
  socket.end(
    [
      `HTTP/1.1 ${status} ${reason}`,
      'Content-Type: application/json; charset=utf-8',
      `Content-Length: ${Buffer.byteLength(body)}`,
      'Cache-Control: no-store',
      'X-Content-Type-Options: nosniff',
      'Connection: close',
      '',
      body,
    ].join('\r\n'),
  );
}

type ConnectionError = { status: number; reason: string; code: ErrorCode; message: string };

const malformed: ConnectionError = {
  status: 400,
  reason: 'Bad Request',
  code: 'INVALID_REQUEST',
  message: 'This is not an HTTP request',
};

const connectionErrors: Readonly<Record<string, ConnectionError>> = {
  ERR_HTTP_REQUEST_TIMEOUT: {
    status: 408,
    reason: 'Request Timeout',
    code: 'REQUEST_TIMEOUT',
    message: 'The request took too long to arrive',
  },
  HPE_HEADER_OVERFLOW: {
    status: 431,
    reason: 'Request Header Fields Too Large',
    code: 'INVALID_REQUEST',
    message: 'The headers are too large',
  },
};
