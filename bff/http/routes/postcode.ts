import type { Context, Middleware } from 'koa';
import type { Catalog } from '../../domain/catalog.ts';
import { CheckoutError } from '../../domain/checkout-error.ts';
import { type OriginSettings, originRule } from '../middleware/origin-policy.ts';
import { languages } from '../pages/page-words.ts';
import { postcodePage } from '../pages/postcode-page.ts';

export const POSTCODE_ROUTE = '/postcode';

/** Kakao's free service; it needs no key, and has no version that could be pinned. */
const KAKAO_SCRIPT_URL = 'https://t1.kakaocdn.net/mapjsapi/bundle/postcode/prod/postcode.v2.js';

/** Where its search is, by the page's own scheme. */
const KAKAO_SEARCH = 'postcode.map.kakao.com';

export type PostcodeOptions = OriginSettings & {
  currentCatalog: () => Catalog;
  /** Where the service's script is, if not at Kakao. */
  postcodeUrl?: string;
};

/**
 * Answers `GET /postcode?origin=…&lang=…`: Kakao's search for addresses, for a frame in a page that may
 * use this checkout. `origin` is that page's: it alone is told what the buyer picks. There is no such
 * page where no item is sent to a buyer.
 *
 * Kakao's script changes without notice, so no page of a shop's runs it. This page holds nothing that it
 * could read, and its policy lets it reach Kakao's search and nothing else.
 */
export function getPostcode(options: PostcodeOptions): Middleware {
  const { currentCatalog, postcodeUrl, allowedOrigins } = options;
  const isAllowed = originRule(options);
  const policy = policyFor(allowedOrigins, postcodeUrl);
  return (ctx) => {
    if (![...currentCatalog().items.values()].some(({ delivery }) => delivery)) {
      throw new CheckoutError('NOT_FOUND', 'There is nothing at this address');
    }
    const origin = askingOrigin(ctx);
    if (!isAllowed(ctx, origin)) {
      throw new CheckoutError(
        'ORIGIN_FORBIDDEN',
        'This page may not use this checkout. Its origin has to be in ALLOWED_ORIGINS.',
      );
    }
    ctx.set('Content-Security-Policy', policy);
    // It knows one page only, or none, and goes before `frame-ancestors` in old browsers.
    ctx.remove('X-Frame-Options');
    // A page with Cross-Origin-Embedder-Policy may have it in a frame.
    ctx.set('Cross-Origin-Resource-Policy', 'cross-origin');
    // Kakao is told the origin by its script anyway.
    ctx.set('Referrer-Policy', 'strict-origin');
    ctx.set('Cache-Control', 'private, no-cache');
    const asked = String(ctx.query.lang).toLowerCase().split('-')[0];
    const language = languages.find((known) => known === asked) ?? 'en';
    ctx.set('Content-Language', language);
    ctx.type = 'text/html; charset=utf-8';
    ctx.body = postcodePage({ language, origin, scriptUrl: postcodeUrl ?? KAKAO_SCRIPT_URL });
  };
}

/** Of the page that asks, as browsers write it: anything else would be no target of a message. */
function askingOrigin({ query }: Context): string {
  const { origin } = query;
  const url = typeof origin === 'string' ? URL.parse(origin) : null;
  if (!url || url.origin !== origin || !/^https?:$/.test(url.protocol)) {
    throw new CheckoutError(
      'INVALID_REQUEST',
      'origin has to be that of the page, e.g. ?origin=https://shop.example',
    );
  }
  return origin;
}

/**
 * The service writes its search's frame with inline scripts and styles, which it has no nonce for. The
 * page has no text of others that could become one. `sandbox` keeps the frames within from leading the
 * shop's page elsewhere.
 */
function policyFor(
  allowedOrigins: OriginSettings['allowedOrigins'],
  postcodeUrl: string | undefined,
): string {
  const [script, search] =
    postcodeUrl === undefined
      ? [new URL(KAKAO_SCRIPT_URL).origin, KAKAO_SEARCH]
      : [new URL(postcodeUrl).origin, new URL(postcodeUrl).origin];
  const pages = allowedOrigins === '*' ? ['*'] : ["'self'", ...allowedOrigins];
  return [
    "default-src 'none'",
    `script-src 'unsafe-inline' ${script}`,
    "style-src 'unsafe-inline'",
    `img-src data: ${script}`,
    `frame-src ${search}`,
    `form-action ${search}`,
    "base-uri 'none'",
    'sandbox allow-scripts allow-same-origin allow-forms allow-modals allow-popups allow-popups-to-escape-sandbox',
    `frame-ancestors ${pages.join(' ')}`,
  ].join(';');
}
