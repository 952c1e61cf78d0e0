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

/** The same, for an answer that is prepared before anybody asks. */
export const preparedSecurityHeaders = {
  'Content-Security-Policy': "default-src 'none';frame-ancestors 'none'",
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
} as const;
