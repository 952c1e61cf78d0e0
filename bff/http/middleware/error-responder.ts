import type { Context, Middleware } from 'koa';
import type { Logger } from 'pino';
import type { ErrorAnswer, ErrorCode } from '../../../component/api/contract.ts';
import { CheckoutError } from '../../domain/checkout-error.ts';
import { boundedErrors, type LogError } from '../../observability/bounded-errors.ts';

const statusOf: Readonly<Record<ErrorCode, number>> = {
  INVALID_REQUEST: 400,
  INVALID_JSON: 400,
  INVALID_PAYMENT_ID: 400,
  WEBHOOK_INVALID: 400,
  CONFIRM_DISABLED: 400,
  ORIGIN_FORBIDDEN: 403,
  ITEM_NOT_FOUND: 404,
  PAYMENT_NOT_FOUND: 404,
  NOT_FOUND: 404,
  RETURN_UNKNOWN: 404,
  METHOD_NOT_ALLOWED: 405,
  REQUEST_TIMEOUT: 408,
  QUANTITY_UNAVAILABLE: 409,
  SOLD_OUT: 409,
  NOT_PAID: 409,
  ALREADY_PAID: 409,
  PAYMENT_FAILED: 409,
  PAYMENT_CANCELLED: 409,
  PAYMENT_HELD: 409,
  BODY_TOO_LARGE: 413,
  UNSUPPORTED_MEDIA_TYPE: 415,
  VERIFICATION_FAILED: 422,
  RATE_LIMITED: 429,
  INTERNAL_ERROR: 500,
  UPSTREAM_UNAVAILABLE: 503,
  STORE_UNAVAILABLE: 503,
};

/** Where PortOne or the database said nothing of when to come back. */
const RETRY_AFTER_SECONDS = 3;

/** Of each error. */
const LINES_PER_MINUTE = 5;

/**
 * Writes every error body. What was expected says so by its code; what was not
 * is logged with its stack, and answered without it. Each is logged a few times a minute.
 *
 * @param pageFor the body instead, where a person is to read it
 */
export function errorResponder(
  log: Logger,
  pageFor: (ctx: Context, code: ErrorCode) => string | undefined = () => undefined,
): Middleware {
  const logError = boundedErrors(log, LINES_PER_MINUTE);
  return async (ctx, next) => {
    let error: CheckoutError | undefined;
    try {
      await next();
      if (ctx.status === 404 && ctx.body == null) error = notFound();
      // What the router says of a known address and another method.
      if (ctx.status === 405 || ctx.status === 501) error = methodNotAllowed();
    } catch (thrown) {
      error = thrown instanceof CheckoutError ? thrown : unexpected(thrown, ctx, logError);
    }
    if (!error) return;

    const status = error.isQuiet ? 200 : statusOf[error.code];
    const retryAfter = error.retryAfter ?? (status === 503 ? RETRY_AFTER_SECONDS : undefined);
    if (retryAfter !== undefined) ctx.set('Retry-After', String(retryAfter));
    // The rest of what was too slow is not waited for.
    if (status === 408) ctx.set('Connection', 'close');
    if (status === 503) {
      logError(
        `${error.code} ${error.message}`,
        { code: error.code, reason: error.message, cause: messageOf(error.cause) },
        'unavailable',
      );
    }
    ctx.status = status;
    ctx.body =
      pageFor(ctx, error.code) ??
      ({
        code: error.code,
        message: error.message,
        ...error.subject,
        ...(error.failure && { failure: error.failure }),
        ...(error.buyerFields && { buyerFields: error.buyerFields }),
        ...(error.fields && { fields: error.fields }),
        ...(error.left !== undefined && { left: error.left }),
      } satisfies ErrorAnswer);
    ctx.set('Cache-Control', 'no-store');
  };
}

function notFound(): CheckoutError {
  return new CheckoutError('NOT_FOUND', 'There is nothing at this address');
}

export function methodNotAllowed(): CheckoutError {
  return new CheckoutError('METHOD_NOT_ALLOWED', 'This address does not take this method');
}

function unexpected(thrown: unknown, ctx: Context, logError: LogError): CheckoutError {
  // Not by its message, which may quote the request.
  const name = thrown instanceof Error ? thrown.name : typeof thrown;
  logError(`${name} ${ctx._matchedRoute}`, { err: thrown }, 'unexpected error');
  return new CheckoutError('INTERNAL_ERROR', 'Something went wrong at the server', {
    cause: thrown,
  });
}

/** What may be logged of a cause: a SyntaxError quotes what it could not read, and that may be a buyer's name. */
function messageOf(cause: unknown): string | undefined {
  if (!(cause instanceof Error)) return undefined;
  if (cause instanceof SyntaxError || cause.cause instanceof SyntaxError) return 'SyntaxError';
  return cause.cause instanceof Error ? `${cause.message}: ${cause.cause.message}` : cause.message;
}
