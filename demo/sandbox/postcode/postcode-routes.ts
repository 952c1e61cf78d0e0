/** Kakao's free service for addresses: the script that pages load, and the search in its frame. */
import Router from '@koa/router';
import type { Context } from 'koa';
import { serveScript } from '../pages/serve-file.ts';
import { showPage } from '../pages/show-page.ts';
import { searchPage } from './search-page.ts';

/** The script is not there, or is never answered with. */
export type PostcodeFault = 'missing' | 'hang';

const PAGE_POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; base-uri 'none'";

const field = (ctx: Context, name: string): string => {
  const value = ctx.query[name];
  return typeof value === 'string' ? value : '';
};

export function postcodeRoutes(fault: () => PostcodeFault | undefined) {
  const script = serveScript(new URL('../browser/postcode.ts', import.meta.url));
  return new Router()
    .get('/postcode/postcode.v2.js', (ctx, next) => {
      if (fault() === undefined) return script(ctx, next);
      if (fault() === 'hang') ctx.respond = false;
    })
    .get(
      '/postcode/search.js',
      serveScript(new URL('../browser/postcode-search.ts', import.meta.url)),
    )
    .get('/postcode/search', (ctx) =>
      showPage(ctx, searchPage(field(ctx, 'origin'), field(ctx, 'q')), PAGE_POLICY),
    )
    .routes();
}
