import { hash, timingSafeEqual } from 'node:crypto';
import type { Context, Middleware } from 'koa';
import { CheckoutError } from '../../domain/checkout-error.ts';
import type { Metrics } from '../../observability/metrics.ts';
import { isPrivate } from './private-network.ts';

/** Whether a client may read the numbers. */
export type MayRead = (ctx: Context) => boolean;

/**
 * Answers `GET /metrics` to an operator's Prometheus, and 404 to the public: the
 * numbers name no buyer, but a shop's turnover is private.
 */
export function getMetrics(metrics: Pick<Metrics, 'write'>, mayRead: MayRead): Middleware {
  return async (ctx) => {
    if (!mayRead(ctx)) throw new CheckoutError('NOT_FOUND', 'There is nothing at this address');
    const { type, text } = await metrics.write();
    ctx.set('Cache-Control', 'no-store');
    ctx.set('Content-Type', type);
    ctx.body = text;
  };
}

/** Whether a client sends the token, in a time that says nothing about it. Without a token none does. */
export function hasToken(token: string | undefined): MayRead {
  if (token === undefined) return () => false;
  const expected = digestOf(`Bearer ${token}`);
  return (ctx) => timingSafeEqual(digestOf(ctx.get('Authorization')), expected);
}

/** Whether a client is in a private network and connects directly, and not through a proxy that says so. */
export function isNear(ctx: Context): boolean {
  return !isForwarded(ctx) && isPrivate(ctx.req.socket.remoteAddress);
}

function isForwarded(ctx: Context): boolean {
  return ['Forwarded', 'X-Forwarded-For', 'X-Real-IP', 'Via'].some((name) => ctx.get(name) !== '');
}

function digestOf(text: string): Buffer {
  return hash('sha256', text, 'buffer');
}
