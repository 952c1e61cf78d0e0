import { createServer, type RequestListener, type Server, type ServerOptions } from 'node:http';
import { answerConnectionError } from './answer-connection-error.ts';

/** In milliseconds. A connection on which no request arrives is closed within ten seconds. */
const limits: ServerOptions = {
  headersTimeout: 8_000,
  requestTimeout: 9_000,
  // Node looks for those that are too slow only so often; it does every 30 s by itself.
  connectionsCheckingInterval: 500,
  // Longer than proxies keep an idle connection (60 s at most of them), so that
  // it is never the server that closes one as the proxy sends a request.
  keepAliveTimeout: 65_000,
  // It is required below, where the refusal has a body.
  requireHostHeader: false,
};

/** How often a server that is stopping looks for connections that have become idle. */
const SWEEP = 100;

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
 * @param deadline milliseconds
 */
export async function closeServer(server: Server, deadline: number): Promise<void> {
  const closed = new Promise((close) => server.close(close));
  // A kept-alive connection is idle only once its answer is out, and is kept open then.
  const sweep = setInterval(() => server.closeIdleConnections(), SWEEP);
  const cut = setTimeout(() => server.closeAllConnections(), deadline);
  await closed;
  clearInterval(sweep);
  clearTimeout(cut);
}
