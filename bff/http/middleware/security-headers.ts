import type { Middleware } from 'koa';

/**
 * What an answer that is data, not a page, tells a browser: run nothing, show it
 * in no frame, believe its type, let no other site load it in passing. A route
 * that serves something else says so itself, and its word is the last.
 *
 * `Strict-Transport-Security` is left to the proxy that has the certificate: it
 * speaks for the whole host.
 */
export const securityHeaderFields = {
  'Content-Security-Policy': "default-src 'none';frame-ancestors 'none'",
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
} as const;

/** Has them in every answer. */
export function securityHeaders(): Middleware {
  return (ctx, next) => {
    ctx.set(securityHeaderFields);
    return next();
  };
}
