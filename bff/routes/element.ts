import type { Middleware } from 'koa';
import type { ElementScript } from '../adapters/element-script.ts';

const FOR_EVER = 'public, max-age=31536000, immutable';
const REVALIDATED = 'public, max-age=300, stale-while-revalidate=86400';

/** Answers with the element's module, at its plain name or at the one that its content gives it. */
export function getElement(script: ElementScript, lifetime: 'plain' | 'immutable'): Middleware {
  const cacheControl = lifetime === 'immutable' ? FOR_EVER : REVALIDATED;
  return (ctx) => {
    // Modules of another origin are always fetched with CORS, by pages that need no permission to read them.
    ctx.set('Access-Control-Allow-Origin', '*');
    ctx.set('Cross-Origin-Resource-Policy', 'cross-origin');
    ctx.set('Cache-Control', cacheControl);
    ctx.set('ETag', script.etag);
    ctx.vary('Accept-Encoding');
    if (ctx.get('If-None-Match') === script.etag) {
      ctx.status = 304;
      return;
    }
    // One at a time: asked for both, negotiation would take whichever the browser names first, gzip.
    const encoding = (['br', 'gzip'] as const).find((name) => ctx.acceptsEncodings(name));
    if (encoding) ctx.set('Content-Encoding', encoding);
    ctx.type = 'text/javascript; charset=utf-8';
    ctx.body = script.encoded[encoding ?? 'identity'];
  };
}

/** Answers `GET /portone-checkout.json`: what a page needs for a `<script>` with `integrity`. */
export function getElementVersion(script: ElementScript): Middleware {
  return (ctx) => {
    ctx.set('Access-Control-Allow-Origin', '*');
    ctx.set('Cache-Control', REVALIDATED);
    ctx.body = { src: `/${script.immutableName}`, integrity: script.integrity };
  };
}
