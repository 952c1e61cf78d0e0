import { createServer, type RequestListener, type Server, type ServerOptions } from 'node:http';
import type { Socket } from 'node:net';
import type { ErrorAnswer } from '../../component/api/contract.ts';
import { answerConnectionError } from './answer-connection-error.ts';

/** In milliseconds. A connection on which no request arrives is closed within ten seconds. */
const limits: ServerOptions = {
  headersTimeout: 8_000,
  requestTimeout: 9_000,
  // Node looks for slow connections at this interval; its default is 30 s.
  connectionsCheckingInterval: 500,
  // Longer than proxies keep an idle connection (60 s at most of them), so that
  // it is never the server that closes one as the proxy sends a request.
  keepAliveTimeout: 65_000,
  // It is required below, where the error has a body.
  requireHostHeader: false,
};

/**
 * Milliseconds in which a connection with a request under way has to move some bytes: longer than any
 * answer takes. A client that does not read its answers is cut off after it.
 */
const IDLE_TIMEOUT_MS = 30_000;

/**
 * Requests of one connection that may be under way at once. Browsers and proxies send the next one
 * after the answer; 64 kB of them sent ahead are more than a thousand, each with an answer in memory.
 */
const MAX_PIPELINED = 16;

/** Milliseconds between two searches of a stopping server for connections that have become idle. */
const SWEEP_INTERVAL_MS = 100;

/**
 * An HTTP server with limits. It does not listen yet.
 *
 * @param idleTimeoutMs milliseconds without a byte after which a connection with a request is cut off
 */
export function httpServer(
  handler: RequestListener,
  change: ServerOptions = {},
  idleTimeoutMs = IDLE_TIMEOUT_MS,
): Server {
  const answer = withoutFloods(handler);
  const server = createServer({ ...limits, ...change }, (request, response) => {
    if (request.headers.host === undefined && request.httpVersion === '1.1') {
      answerConnectionError(new Error('An HTTP/1.1 request names its host'), request.socket);
    } else {
      answer(request, response);
    }
  });
  server.timeout = idleTimeoutMs;
  server.on('clientError', answerConnectionError);
  // Without a listener Node answers 417 without a body; RFC 9110 lets a server disregard what it does not know.
  server.on('checkExpectation', answer);
  return server;
}

/** Answers the first requests of a connection that sends many ahead, refuses the next, and closes it. */
function withoutFloods(handler: RequestListener): RequestListener {
  const underWay = new WeakMap<Socket, number>();
  const refused = new WeakSet<Socket>();
  return (request, response) => {
    const { socket } = request;
    // What comes after the refusal is part of the same flood, and the connection ends with it.
    if (refused.has(socket)) return;
    const count = (underWay.get(socket) ?? 0) + 1;
    underWay.set(socket, count);
    response.once('close', () => underWay.set(socket, (underWay.get(socket) ?? 1) - 1));
    if (count <= MAX_PIPELINED) {
      handler(request, response);
      return;
    }
    refused.add(socket);
    const body: ErrorAnswer = {
      code: 'RATE_LIMITED',
      message: `More than ${MAX_PIPELINED} requests at once on one connection`,
    };
    response
      .writeHead(429, {
        'Content-Type': 'application/json; charset=utf-8',
        'Cache-Control': 'no-store',
        'X-Content-Type-Options': 'nosniff',
        'Retry-After': '1',
        Connection: 'close',
      })
      .end(JSON.stringify(body));
  };
}

/**
 * Stops taking connections, lets requests that are under way finish, and cuts
 * off what has not finished in time.
 *
 * @param timeoutMs milliseconds
 */
export async function closeServer(server: Server, timeoutMs: number): Promise<void> {
  const closed = new Promise((close) => server.close(close));
  // A kept-alive connection is idle only once its answer is out, and is kept open then.
  const sweep = setInterval(() => server.closeIdleConnections(), SWEEP_INTERVAL_MS);
  const timeout = setTimeout(() => server.closeAllConnections(), timeoutMs);
  await closed;
  clearInterval(sweep);
  clearTimeout(timeout);
}
