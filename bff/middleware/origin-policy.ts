import cors from '@koa/cors';
import type { Context, Middleware } from 'koa';
import { CheckoutError } from '../domain/checkout-error.ts';

/** How long a browser may remember a preflight's answer: the most that Chromium keeps. */
const PREFLIGHT_SECONDS = 7_200;

/**
 * Lets pages of the named origins call the API, and nobody else's. A request
 * without an origin (a server, the address bar) comes from no page and passes;
 * credentials are never allowed, since nothing here uses a cookie.
 *
 * @param isForPages which paths the policy is about
 */
export function originPolicy(
  allowedOrigins: readonly string[] | '*',
  isForPages: (path: string) => boolean,
): Middleware {
  const allowed = new Set(allowedOrigins);
  const answer = cors({
    origin: (ctx: Context) => (allowedOrigins === '*' ? '*' : ctx.get('Origin')),
    allowMethods: 'GET,POST',
    allowHeaders: 'Content-Type',
    exposeHeaders: 'Retry-After',
    maxAge: PREFLIGHT_SECONDS,
    keepHeadersOnError: false,
  });
  return async (ctx, next) => {
    if (!isForPages(ctx.path)) return next();
    const origin = ctx.get('Origin');
    if (origin === '') {
      ctx.set('Vary', 'Origin');
      return next();
    }
    if (allowedOrigins !== '*' && !allowed.has(origin) && !isOwn(origin, ctx)) {
      throw new CheckoutError(
        'ORIGIN_FORBIDDEN',
        'This page may not use this checkout. Its origin has to be in ALLOWED_ORIGINS.',
      );
    }
    await answer(ctx, next);
  };
}

function isOwn(origin: string, ctx: Context): boolean {
  return URL.canParse(origin) && new URL(origin).host === ctx.host;
}
