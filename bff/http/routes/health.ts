import type { Middleware } from 'koa';

/** Answers `GET /healthz`: the process is alive. */
export function getHealth(): Middleware {
  return (ctx) => {
    ctx.set('Cache-Control', 'no-store');
    ctx.body = { status: 'ok' };
  };
}

/**
 * Answers `GET /readyz`: an order can be taken now.
 *
 * @param ping rejects where the store cannot be used
 */
export function getReadiness(ping: () => Promise<void>): Middleware {
  return async (ctx) => {
    ctx.set('Cache-Control', 'no-store');
    await ping();
    ctx.body = { status: 'ready' };
  };
}
