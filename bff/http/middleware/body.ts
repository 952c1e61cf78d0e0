import type { Context, Middleware } from 'koa';
import { koaBody } from 'koa-body';
import { z } from 'zod';
import { CheckoutError } from '../../domain/checkout-error.ts';
import { withTimeLimit } from '../../time/with-time-limit.ts';

const JSON_LIMIT = 4 * 1024;
/** Of an order where items ask for an address and for texts: each letter may be of four bytes. */
const LARGE_JSON_LIMIT = 16 * 1024;
/** PortOne's have less than 1 kB. */
const WEBHOOK_LIMIT = 16 * 1024;

/** How deep a body may nest. What is asked for here is three levels deep: buyer, address, line. */
const DEPTH_LIMIT = 10;

/** Milliseconds in which a body has to be here. A phone on a slow network needs far less for 4 kB. */
const BODY_TIMEOUT_MS = 8_000;

/** The errors of koa-body's readers, as far as they are the sender's. */
const readErrorShape = z.object({ status: z.int().min(400).max(499) });

export type BodyOptions = {
  /** Milliseconds in which a body has to be here. */
  timeoutMs?: number;
};

/**
 * Reads a JSON object of at most 4 kB into `ctx.request.body`.
 *
 * @param isLarge whether 16 kB are taken now
 */
export function jsonBody(
  { timeoutMs = BODY_TIMEOUT_MS }: BodyOptions = {},
  isLarge: () => boolean = () => false,
): Middleware {
  const reader = (jsonLimit: number) =>
    koaBody({ jsonLimit, text: false, urlencoded: false, onError: rejectBody });
  const [readSmall, readLarge] = [reader(JSON_LIMIT), reader(LARGE_JSON_LIMIT)];
  return async (ctx, next) => {
    requireJson(ctx);
    const read = isLarge() ? readLarge : readSmall;
    await withTimeLimit(read(ctx, doNotContinue), timeoutMs, tooLate);
    const { body } = ctx.request;
    if (typeof body !== 'object' || body === null || Array.isArray(body)) {
      throw new CheckoutError('INVALID_JSON', 'The body has to be a JSON object');
    }
    if (isDeeper(body, DEPTH_LIMIT)) {
      throw new CheckoutError('INVALID_JSON', `The body nests deeper than ${DEPTH_LIMIT} levels`);
    }
    await next();
  };
}

/**
 * Reads a webhook of at most 16 kB into `ctx.request.body` as the very text
 * that PortOne signed: parsing and writing JSON again would change it.
 *
 * @param check throws where the headers say that the body need not be read
 */
export function rawJsonBody(
  check: (ctx: Context) => void,
  { timeoutMs = BODY_TIMEOUT_MS }: BodyOptions = {},
): Middleware {
  const read = koaBody({
    textTypes: ['application/json'],
    textLimit: WEBHOOK_LIMIT,
    json: false,
    urlencoded: false,
    onError: rejectBody,
  });
  return async (ctx, next) => {
    requireJson(ctx);
    if ((ctx.request.length ?? 0) > WEBHOOK_LIMIT) throw tooLarge();
    check(ctx);
    await withTimeLimit(read(ctx, doNotContinue), timeoutMs, tooLate);
    await next();
  };
}

/** A form, as PortOne or a gateway may post it. */
const FORM_LIMIT = 16 * 1024;

/**
 * Reads a form of at most 16 kB, for an address that a buyer has to get through: what is no form,
 * too large or too slow counts as none.
 */
export async function readForm(
  ctx: Context,
  { timeoutMs = BODY_TIMEOUT_MS }: BodyOptions = {},
): Promise<Record<string, unknown>> {
  if (ctx.is('application/x-www-form-urlencoded') === false) return {};
  try {
    await withTimeLimit(readFields(ctx, doNotContinue), timeoutMs, tooLate);
  } catch {
    return {};
  }
  const { body } = ctx.request;
  return typeof body === 'object' && body !== null ? { ...(body as object) } : {};
}

const readFields = koaBody({
  formLimit: FORM_LIMIT,
  text: false,
  json: false,
  onError: rejectBody,
});

/** Reading and answering are two steps: a body that comes too late must not start anything. */
const doNotContinue = async (): Promise<void> => {};

function requireJson(ctx: Context): void {
  // `ctx.is` answers null where there is no body at all: that is not JSON, rather than another type.
  if (ctx.is('application/json') === false) {
    throw new CheckoutError('UNSUPPORTED_MEDIA_TYPE', 'Send the body as application/json');
  }
  // A few compressed bytes can be very many. Clients do not compress 4 kB.
  if (!['', 'identity'].includes(ctx.get('Content-Encoding'))) {
    throw new CheckoutError('UNSUPPORTED_MEDIA_TYPE', 'Send the body uncompressed');
  }
}

function tooLarge(): CheckoutError {
  return new CheckoutError('BODY_TOO_LARGE', 'The body is too large');
}

function tooLate(): CheckoutError {
  return new CheckoutError('REQUEST_TIMEOUT', 'The body took too long to arrive');
}

function isDeeper(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return levels === 0 || Object.values(value).some((inner) => isDeeper(inner, levels - 1));
}

function rejectBody(error: Error): never {
  const sender = readErrorShape.safeParse(error);
  if (!sender.success) throw error;
  if (sender.data.status === 413) {
    throw tooLarge();
  }
  throw new CheckoutError('INVALID_JSON', 'The body is not JSON');
}
