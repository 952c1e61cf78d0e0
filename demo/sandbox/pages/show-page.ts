import type { Context } from 'koa';

/** Answers with a page, and forbids caches to store it. */
export function showPage(ctx: Context, html: string, contentSecurityPolicy: string): void {
  ctx.type = 'html';
  ctx.set('Cache-Control', 'no-store');
  ctx.set('Content-Security-Policy', contentSecurityPolicy);
  ctx.body = html;
}
