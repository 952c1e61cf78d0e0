import type { Context } from 'koa';

/** A page in another's frame could be clicked without being seen. */
export const UNFRAMED = "base-uri 'none';frame-ancestors 'none'";

/**
 * What runs is what this server wrote, and what that fetches: PortOne's script, and through it the
 * gateways'. Where those then talk, lead and look is not published, so that any address with TLS
 * will do; their scripts put styles on the page as well.
 *
 * @param others origins without TLS: a sandbox in PortOne's place, a shop on its owner's machine
 * @param sources of the page's own pictures and styles
 */
export function paymentPolicy(
  nonce: string,
  others: readonly (string | undefined)[],
  { img = 'data:', style = "'unsafe-inline'" } = {},
): string {
  const anywhere = ['https:', ...new Set(others)]
    .filter((source) => source !== undefined)
    .join(' ');
  return [
    "default-src 'none'",
    `script-src 'nonce-${nonce}' 'strict-dynamic'`,
    `connect-src 'self' ${anywhere}`,
    // The search for addresses is a page of this server's.
    `frame-src 'self' ${anywhere}`,
    `form-action ${anywhere}`,
    `img-src ${img} ${anywhere}`,
    `style-src ${style}`,
    UNFRAMED,
  ].join(';');
}

/** The origin of an address without TLS, which `https:` does not allow. */
export function plainOrigin(address: string | undefined): string | undefined {
  const { protocol, origin } = (address && URL.parse(address)) || {};
  return protocol === 'http:' ? origin : undefined;
}

export function setPageHeaders(ctx: Context, policy: string): void {
  ctx.set('Content-Security-Policy', policy);
  // Gateways look at where a buyer comes from.
  ctx.set('Referrer-Policy', 'strict-origin-when-cross-origin');
  // It is written for this one visit.
  ctx.set('Cache-Control', 'private, no-cache');
  ctx.type = 'text/html; charset=utf-8';
}
