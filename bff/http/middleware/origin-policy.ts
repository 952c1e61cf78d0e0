import cors from '@koa/cors';
import type { Context, Middleware } from 'koa';
import { CheckoutError } from '../../domain/checkout-error.ts';
import { isOwnPage } from '../own-origin.ts';

/** How long a browser may remember a preflight's answer: the most that Chromium keeps. */
const PREFLIGHT_SECONDS = 7_200;

/** What a page may read of an answer besides its body. */
const READABLE = 'Retry-After,X-Request-Id';

/** The owner's settings of who may ask: `publicOrigin` is the server's own. */
export type OriginSettings = {
  allowedOrigins: readonly string[] | '*';
  publicOrigin?: string | undefined;
};

/**
 * Whether a request may be answered, as far as the page is concerned that makes it.
 *
 * @param origin the page's, if not the request's
 */
export type AllowsOrigin = (ctx: Context, origin?: string) => boolean;

/**
 * Pages of the named origins may call the API, and so may the server's own. A
 * request without an origin (a server, the address bar) comes from no page.
 */
export function originRule({ allowedOrigins, publicOrigin }: OriginSettings): AllowsOrigin {
  const allowed = new Set(allowedOrigins);
  return (ctx, origin = ctx.get('Origin')) => {
    if (origin === '' || allowedOrigins === '*' || allowed.has(origin)) return true;
    return isOwnPage(ctx, publicOrigin, origin);
  };
}

/** What an allowed origin is answered with, for an answer that is prepared ahead of the request. */
export function corsHeaders(
  origin: string,
  allowedOrigins: readonly string[] | '*',
): Record<string, string> {
  return origin === ''
    ? {}
    : {
        'Access-Control-Allow-Origin': allowedOrigins === '*' ? '*' : origin,
        'Access-Control-Expose-Headers': READABLE,
      };
}

/**
 * Keeps pages of other origins out. Credentials are never allowed, since
 * nothing here uses a cookie. A preflight is answered with whatever headers it asks for: instrumentation
 * of the page (Sentry, Datadog, New Relic, OpenTelemetry …) adds its own to each request, under names
 * that no list could keep up with. It opens nothing: every other client may send any header anyway.
 *
 * @param isForPages which paths the policy is about
 * @param onRefused called with each origin that is refused
 */
export function originPolicy(
  settings: OriginSettings,
  isForPages: (path: string) => boolean,
  onRefused: (origin: string) => void = () => {},
): Middleware {
  const { allowedOrigins } = settings;
  const isAllowed = originRule(settings);
  const answer = cors({
    origin: (ctx: Context) => (allowedOrigins === '*' ? '*' : ctx.get('Origin')),
    allowMethods: 'GET,POST',
    exposeHeaders: READABLE,
    maxAge: PREFLIGHT_SECONDS,
    keepHeadersOnError: false,
  });
  return async (ctx, next) => {
    if (!isForPages(ctx.path)) return next();
    ctx.vary('Origin');
    if (!isAllowed(ctx)) {
      onRefused(ctx.get('Origin'));
      throw new CheckoutError(
        'ORIGIN_FORBIDDEN',
        'This page may not use this checkout. Its origin has to be in ALLOWED_ORIGINS, or PUBLIC_ORIGIN where it is the server’s own.',
      );
    }
    if (ctx.get('Origin') === '') return next();
    await answer(ctx, next);
  };
}

/** Answers the preflight of what any page may ask. */
export function openPreflight(): Middleware {
  return cors({ origin: '*', maxAge: PREFLIGHT_SECONDS });
}
