import type { Context, Middleware } from 'koa';
import { koaBody } from 'koa-body';
import { z } from 'zod';
import { CheckoutError } from '../domain/checkout-error.ts';

const JSON_LIMIT = 4 * 1024;
const WEBHOOK_LIMIT = 64 * 1024;

/** The errors of koa-body's readers, as far as they are the sender's. */
const readErrorShape = z.object({ status: z.int().min(400).max(499) });

/** Reads a JSON object of at most 4 kB into `ctx.request.body`. */
export function jsonBody(): Middleware {
  const read = koaBody({ jsonLimit: JSON_LIMIT, text: false, urlencoded: false, onError: refuse });
  return async (ctx, next) => {
    requireJson(ctx);
    await read(ctx, async () => {
      const { body } = ctx.request;
      if (typeof body !== 'object' || body === null || Array.isArray(body)) {
        throw new CheckoutError('INVALID_JSON', 'The body has to be a JSON object');
      }
      await next();
    });
  };
}

/**
 * Reads a webhook of at most 64 kB into `ctx.request.body` as the very text
 * that PortOne signed: parsing and writing JSON again would change it.
 */
export function rawJsonBody(): Middleware {
  const read = koaBody({
    textTypes: ['application/json'],
    textLimit: WEBHOOK_LIMIT,
    json: false,
    urlencoded: false,
    onError: refuse,
  });
  return async (ctx, next) => {
    requireJson(ctx);
    await read(ctx, next);
  };
}

function requireJson(ctx: Context): void {
  // `ctx.is` answers null where there is no body at all: that is not JSON, rather than another type.
  if (ctx.is('application/json') === false) {
    throw new CheckoutError('UNSUPPORTED_MEDIA_TYPE', 'Send the body as application/json');
  }
}

function refuse(error: Error): never {
  const sender = readErrorShape.safeParse(error);
  if (!sender.success) throw error;
  if (sender.data.status === 413) {
    throw new CheckoutError('BODY_TOO_LARGE', 'The body is too large');
  }
  if (sender.data.status === 415) {
    throw new CheckoutError('UNSUPPORTED_MEDIA_TYPE', 'The body’s encoding is not supported');
  }
  throw new CheckoutError('INVALID_JSON', 'The body is not JSON');
}
