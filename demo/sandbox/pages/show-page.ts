import type { Context } from 'koa';

/** Answers with a page that no cache keeps. */
export function showPage(ctx: Context, html: string, contentSecurityPolicy: string): void {
  ctx.type = 'html';
  ctx.set('Cache-Control', 'no-store');
  ctx.set('Content-Security-Policy', contentSecurityPolicy);
  ctx.body = html;
}
