import { CheckoutError } from '../domain/checkout-error.ts';
import type { CallRecord } from './guarded-fetch.ts';

/** One call of PortOne's API that brought no usable answer, with its HTTP status where it had one. */
export class UpstreamError extends Error {
  readonly status: number | undefined;
  /** Seconds */
  readonly retryAfter: number | undefined;
  readonly isTooLarge: boolean;

  constructor({ status, retryAfter, isTooLarge }: CallRecord, cause: unknown) {
    super('PortOne gave no answer', { cause });
    this.status = status;
    this.retryAfter = retryAfter;
    this.isTooLarge = isTooLarge === true;
  }

  /** Whether a retry may succeed at once. A `Retry-After` of PortOne's is passed on to the client instead. */
  get isTransient(): boolean {
    return this.status === undefined || this.status >= 500;
  }
}

/** Whether an error of the client says that an answer exceeded the size that is read. */
export function isTooLarge(error: unknown): boolean {
  return (
    error instanceof CheckoutError && error.cause instanceof UpstreamError && error.cause.isTooLarge
  );
}

/** Whether an error of the client says that PortOne answered 429. */
export function isTooManyRequests(error: unknown): error is CheckoutError {
  return (
    error instanceof CheckoutError &&
    error.cause instanceof UpstreamError &&
    error.cause.status === 429
  );
}

/** @param what continues "PortOne …", for the log */
export function upstreamUnavailable(
  operation: string,
  what: string,
  details: { cause: unknown; retryAfter?: number },
): CheckoutError {
  return new CheckoutError('UPSTREAM_UNAVAILABLE', `PortOne ${what} (${operation})`, details);
}
