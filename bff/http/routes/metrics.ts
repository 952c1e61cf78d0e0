import type { Context, Middleware } from 'koa';
import { CheckoutError } from '../../domain/checkout-error.ts';
import type { Metrics } from '../../observability/metrics.ts';
import { isPrivate } from './private-network.ts';

/**
 * Answers `GET /metrics` to an operator's Prometheus, and 404 to the public: the
 * numbers name no buyer, but a shop's turnover is private. A client
 * of the operator's is in a private network and connects directly, not through the
 * proxy before the server.
 */
export function getMetrics(metrics: Metrics): Middleware {
  return async (ctx) => {
    if (isForwarded(ctx) || !isPrivate(ctx.req.socket.remoteAddress)) {
      throw new CheckoutError('NOT_FOUND', 'There is nothing at this address');
    }
    const { type, text } = await metrics.write();
    ctx.set('Cache-Control', 'no-store');
    ctx.set('Content-Type', type);
    ctx.body = text;
  };
}

function isForwarded(ctx: Context): boolean {
  return ['Forwarded', 'X-Forwarded-For', 'X-Real-IP', 'Via'].some((name) => ctx.get(name) !== '');
}
