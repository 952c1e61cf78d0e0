import type { Middleware } from 'koa';
import type { Logger } from 'pino';

/**
 * One line for each request: what was asked and what came of it, never who
 * asked. Reads that went well are only worth a line when debugging.
 */
export function requestLog(log: Logger): Middleware {
  return async (ctx, next) => {
    const start = performance.now();
    await next();
    const level = ctx.method === 'GET' && ctx.status < 400 ? 'debug' : 'info';
    if (!log.isLevelEnabled(level)) return;
    log[level](
      {
        method: ctx.method,
        path: ctx.path,
        status: ctx.status,
        milliseconds: Math.round(performance.now() - start),
      },
      'request',
    );
  };
}
