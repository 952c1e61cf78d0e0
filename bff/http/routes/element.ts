import type { Middleware } from 'koa';
import { CheckoutError } from '../../domain/checkout-error.ts';
import { adviceFor } from '../../observability/refused-origins.ts';
import type { ElementFile, ElementFiles } from '../element-files.ts';
import type { AllowsOrigin } from '../middleware/origin-policy.ts';

const FOR_EVER = 'public, max-age=31536000, immutable';
const REVALIDATED = 'public, max-age=300, stale-while-revalidate=86400';

/**
 * Answers `GET /:file`: the element's module under its plain name or its immutable one, the loader
 * for classic tags, and what cached scripts of an older version ask for.
 */
export function getElement(element: ElementFiles): Middleware {
  const { files, main, immutableName, retired } = element;
  return (ctx) => {
    const { file: name } = ctx.params;
    const isPinned = name === immutableName;
    const file = isPinned ? main : (files.get(name) ?? retired.files.get(name));
    if (!file) throw new CheckoutError('NOT_FOUND', 'There is nothing at this address');
    const isImmutable = isPinned || (!files.has(name) && ctx.query.v === retired.version);
    ctx.set('Cache-Control', isImmutable ? FOR_EVER : REVALIDATED);
    ctx.type = 'text/javascript; charset=utf-8';
    // Modules of another origin are always fetched with CORS, by pages that need no permission to read them.
    ctx.set('Access-Control-Allow-Origin', '*');
    ctx.set('Cross-Origin-Resource-Policy', 'cross-origin');
    sendFile(ctx, file);
  };
}

/**
 * Answers `GET /portone-checkout.json`: what a page needs for a `<script>` with `integrity`, which
 * covers all that runs. `parts` is of the time when the script had any. With `?origin=` it says as well
 * why pages of that origin are refused: the API's own answer cannot be read there, so that an element
 * cannot tell it from a network that is down.
 */
export function getElementVersion(
  { main, immutableName }: ElementFiles,
  isAllowed: AllowsOrigin,
): Middleware {
  return (ctx) => {
    const { origin } = ctx.query;
    const isAsked = typeof origin === 'string' && origin !== '';
    ctx.set('Access-Control-Allow-Origin', '*');
    ctx.set('Cache-Control', isAsked ? 'no-store' : REVALIDATED);
    ctx.body = {
      src: `/${immutableName}`,
      integrity: main.integrity,
      parts: {},
      ...(isAsked && !isAllowed(ctx, origin) && { refused: adviceFor(origin) }),
    };
  };
}

/** Sends a file in an encoding that the browser takes, unless it has it. The route says its type. */
export function sendFile(ctx: Parameters<Middleware>[0], file: ElementFile): void {
  ctx.set('ETag', file.etag);
  ctx.vary('Accept-Encoding');
  if (ctx.get('If-None-Match') === file.etag) {
    ctx.status = 304;
    return;
  }
  // One at a time: asked for both, negotiation would take whichever the browser names first, gzip.
  const encoding = (['br', 'gzip'] as const).find((name) => ctx.acceptsEncodings(name));
  if (encoding) ctx.set('Content-Encoding', encoding);
  ctx.body = file.encoded[encoding ?? 'identity'];
}
