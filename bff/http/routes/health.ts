import type { Middleware } from 'koa';
import { version } from '../../observability/version.ts';

/** Answers `GET /healthz`: the process is alive, and which version it is. */
export function getHealth(): Middleware {
  return (ctx) => {
    ctx.set('Cache-Control', 'no-store');
    ctx.body = { status: 'ok', version };
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
