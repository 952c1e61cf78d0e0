import Router from '@koa/router';
import Koa from 'koa';
import type { Logger } from 'pino';
import type { Metrics } from '../observability/metrics.ts';
import { errorResponder } from './middleware/error-responder.ts';
import { securityHeaders } from './middleware/security-headers.ts';
import { getMetrics, hasToken, isNear } from './routes/metrics.ts';

/**
 * `/metrics` and nothing else, for a port of its own.
 *
 * @param token that a client has to send; without one it has to be in a private network
 */
export function metricsApp(
  metrics: Pick<Metrics, 'write'>,
  token: string | undefined,
  log: Logger,
): Koa {
  const mayRead = token === undefined ? isNear : hasToken(token);
  const router = new Router().get('/metrics', getMetrics(metrics, mayRead));
  const app = new Koa();
  app.on('error', (error: Error) => log.info({ reason: error.message }, 'connection lost'));
  app.use(securityHeaders());
  app.use(errorResponder(log));
  app.use(router.routes());
  app.use(router.allowedMethods());
  return app;
}
