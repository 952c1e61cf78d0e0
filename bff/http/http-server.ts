import { createServer, type RequestListener, type Server, type ServerOptions } from 'node:http';
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

/** Milliseconds between two searches of a stopping server for connections that have become idle. */
const SWEEP_INTERVAL_MS = 100;

/** An HTTP server with limits. It does not listen yet. */
export function httpServer(handler: RequestListener, change: ServerOptions = {}): Server {
  const server = createServer({ ...limits, ...change }, (request, response) => {
    if (request.headers.host === undefined && request.httpVersion === '1.1') {
      answerConnectionError(new Error('An HTTP/1.1 request names its host'), request.socket);
    } else {
      handler(request, response);
    }
  });
  server.on('clientError', answerConnectionError);
  // Without a listener Node answers 417 without a body; RFC 9110 lets a server disregard what it does not know.
  server.on('checkExpectation', handler);
  return server;
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
