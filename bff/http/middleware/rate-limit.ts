import type { Middleware } from 'koa';
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
    const retryAfter = await limiter.consume(`${route} ${clientAddressOf(ctx.ip)}`);
    if (retryAfter !== undefined) {
      throw new CheckoutError('RATE_LIMITED', 'Too many requests from this address', {
        retryAfter,
      });
    }
    await next();
  };
}
