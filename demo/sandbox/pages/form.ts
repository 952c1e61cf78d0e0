import type { Context } from 'koa';
import { koaBody } from 'koa-body';

/** Parses the body of a submitted form. */
export const formBody = koaBody({ json: false, text: false, multipart: false, patchNode: false });

/** A field of the submitted form; `undefined` where it is absent or empty. */
export function formField(ctx: Context, name: string): string | undefined {
  const form: unknown = ctx.request.body;
  const value = form && typeof form === 'object' ? Reflect.get(form, name) : undefined;
  return typeof value === 'string' && value !== '' ? value : undefined;
}
