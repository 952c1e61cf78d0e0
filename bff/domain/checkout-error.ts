import type { ErrorCode, Failure } from '../../component/contract.ts';

type Details = {
  /** With `PAYMENT_FAILED`: what the gateway said. */
  failure?: Failure;
  /** Seconds after which asking again makes sense. */
  retryAfter?: number;
  cause?: unknown;
};

/** Every refusal that a caller can expect. Its code is stable; its message is for a developer. */
export class CheckoutError extends Error {
  readonly code: ErrorCode;
  readonly failure: Failure | undefined;
  readonly retryAfter: number | undefined;

  constructor(code: ErrorCode, message: string, details: Details = {}) {
    super(message, { cause: details.cause });
    this.name = 'CheckoutError';
    this.code = code;
    this.failure = details.failure;
    this.retryAfter = details.retryAfter;
  }
}
