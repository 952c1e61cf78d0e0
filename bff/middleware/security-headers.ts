import type { Middleware } from 'koa';
import helmet from 'koa-helmet';

/**
 * What an answer that is data, not a page, tells a browser: run nothing, show it
 * in no frame, believe its type, let no other site load it in passing. A route
 * that serves something else says so itself, and its word is the last.
 *
 * `Strict-Transport-Security` is left to the proxy that has the certificate: it
 * speaks for the whole host.
 */
export function securityHeaders(): Middleware {
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] },
    },
    crossOriginOpenerPolicy: false,
    crossOriginResourcePolicy: { policy: 'same-origin' },
    originAgentCluster: false,
    referrerPolicy: { policy: 'no-referrer' },
    strictTransportSecurity: false,
    xDnsPrefetchControl: false,
    xDownloadOptions: false,
    xFrameOptions: { action: 'deny' },
    xPermittedCrossDomainPolicies: false,
    xXssProtection: false,
  });
}

/**
 * The same, for data that is prepared before anybody asks, and only what means
 * something for data: no frame and nothing to run, whoever opens it as a page,
 * and no other type than the one it says. Each header costs as much as the
 * routing of a request.
 */
export const preparedSecurityHeaders = {
  'Content-Security-Policy': "default-src 'none';frame-ancestors 'none'",
  'X-Content-Type-Options': 'nosniff',
} as const;
