import type { Context, Middleware } from 'koa';
import { CheckoutError } from '../../domain/checkout-error.ts';
import type { RateLimiter } from '../../domain/rate-limiter.ts';
import { clientAddressOf } from './client-address.ts';

/**
 * Lets each address make so many requests a minute, counted for each route by
 * itself: a page that asks for a payment's status too often does not keep its
 * buyer from completing it.
 *
 * @param route a name for what is counted together
 */
export function rateLimit(limiter: RateLimiter, route: string): Middleware {
  return async (ctx, next) => {
    refuseAfter(await limiter.consume(keyOf(ctx, route)));
    await next();
  };
}

/**
 * Counts like {@link rateLimit}, and leaves the error to the route, which answers some clients all the
 * same: {@link requireWithinLimit} throws it.
 */
export function noteLimit(limiter: RateLimiter, route: string): Middleware {
  return async (ctx, next) => {
    ctx.state.retryAfter = await limiter.consume(keyOf(ctx, route));
    await next();
  };
}

/** @throws {CheckoutError} `RATE_LIMITED` where {@link noteLimit} has counted too many */
export function requireWithinLimit(ctx: Context): void {
  refuseAfter(ctx.state.retryAfter);
}

/** @throws {CheckoutError} `RATE_LIMITED` where there is something to wait for */
export function refuseAfter(retryAfter: number | undefined): void {
  if (retryAfter === undefined) return;
  throw new CheckoutError('RATE_LIMITED', 'Too many requests from this address', { retryAfter });
}

function keyOf(ctx: Context, route: string): string {
  return `${route} ${clientAddressOf(ctx.ip)}`;
}
