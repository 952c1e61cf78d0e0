import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

/** A connection on which a test writes what no HTTP client would. */
export async function openConnection(url: string): Promise<Socket> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  await once(socket, 'connect');
  // A reset is one of the ways in which a server can end this.
  socket.on('error', () => {});
  return socket;
}

/** What a server says until it closes the connection. */
export function everythingFrom(socket: Socket): Promise<string> {
  const chunks: Buffer[] = [];
  socket.on('data', (chunk) => chunks.push(chunk));
  return new Promise((done) =>
    socket.on('close', () => done(Buffer.concat(chunks).toString('latin1'))),
  );
}

/** Sends these very bytes, and returns what comes back until the server closes the connection. */
export async function sendRaw(url: string, bytes: string | Uint8Array): Promise<string> {
  const socket = await openConnection(url);
  const answer = everythingFrom(socket);
  socket.write(bytes);
  return answer;
}

/** Status and JSON body of an answer as it came. */
export function readRaw(answer: string): { status: number; body: Record<string, unknown> } {
  const [head = '', body = ''] = answer.split('\r\n\r\n');
  const isChunked = /^transfer-encoding: chunked/im.test(head);
  return {
    status: Number(/^HTTP\/1\.1 (\d+)/.exec(head)?.[1]),
    body: JSON.parse(isChunked ? (body.split('\r\n')[1] ?? '') : body),
  };
}
