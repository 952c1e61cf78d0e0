import type { Context, Middleware } from 'koa';
import { CheckoutError } from '../../domain/checkout-error.ts';
import type { RateLimiter } from '../../domain/rate-limiter.ts';
import { clientNetworksOf } from './client-address.ts';

/**
 * Called for each request that exceeds a limit.
 *
 * @param limit of one `address`, of the `network` around it, or of the whole `server`
 */
export type OnLimited = (route: string, limit: 'address' | 'network' | 'server') => void;

/**
 * Lets each address make so many requests a minute, counted for each route by
 * itself: a page that asks for a payment's status too often does not keep its
 * buyer from completing it.
 *
 * @param route a name for what is counted together
 */
export function rateLimit(limiter: RateLimiter, route: string, onLimited: OnLimited): Middleware {
  return async (ctx, next) => {
    refuseAfter(await countRequest(ctx, limiter, route, onLimited));
    await next();
  };
}

/**
 * Counts like {@link rateLimit}, and leaves the error to the route, which answers some clients all the
 * same: {@link requireWithinLimit} throws it.
 */
export function noteLimit(limiter: RateLimiter, route: string, onLimited: OnLimited): Middleware {
  return async (ctx, next) => {
    ctx.state.retryAfter = await countRequest(ctx, limiter, route, onLimited);
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

/** @returns the seconds to wait, where the client or a network around it has made too many requests */
export async function countRequest(
  ctx: Context,
  limiter: RateLimiter,
  route: string,
  onLimited: OnLimited,
): Promise<number | undefined> {
  const keys = clientNetworksOf(ctx.ip).map(({ network, share }) => ({
    key: `${route} ${network}`,
    share,
  }));
  const refuse = (index: number, seconds: number) => {
    onLimited(route, index === 0 ? 'address' : 'network');
    return seconds;
  };
  // Looked at first, so that a network without requests left makes no more keys.
  for (const [index, { key, share }] of keys.entries()) {
    const seconds = limiter.wait(key, share);
    if (seconds !== undefined) return refuse(index, seconds);
  }
  // One after the other: what one address is refused does not use up the share of its neighbours.
  for (const [index, { key, share }] of keys.entries()) {
    const seconds = await limiter.consume(key, share);
    if (seconds !== undefined) return refuse(index, seconds);
  }
  return undefined;
}
