import type { PaymentError } from '@portone/server-sdk/payment';
import type { Known } from './rest-payment.ts';

/**
 * The errors of PortOne's REST API that the sandbox plays, with their HTTP statuses. Their names are
 * of the server SDK's types.
 */
const statuses = {
  INVALID_REQUEST: 400,
  UNAUTHORIZED: 401,
  FORBIDDEN: 403,
  PAYMENT_NOT_FOUND: 404,
  WEBHOOK_NOT_FOUND: 404,
  ALREADY_PAID: 409,
  PAYMENT_NOT_PAID: 409,
  PAYMENT_ALREADY_CANCELLED: 409,
  PAYMENT_CANCELLATION_NOT_PENDING: 409,
  CANCEL_AMOUNT_EXCEEDS_CANCELLABLE_AMOUNT: 409,
  CANCEL_TAX_AMOUNT_EXCEEDS_CANCELLABLE_TAX_AMOUNT: 409,
  CANCEL_TAX_FREE_AMOUNT_EXCEEDS_CANCELLABLE_TAX_FREE_AMOUNT: 409,
  CANCELLABLE_AMOUNT_CONSISTENCY_BROKEN: 409,
  SUM_OF_PARTS_EXCEEDS_CANCEL_AMOUNT: 409,
  PAYMENT_NOT_WAITING_FOR_DEPOSIT: 409,
  INVALID_PAYMENT_TOKEN: 400,
  INFORMATION_MISMATCH: 409,
  PG_PROVIDER: 502,
} as const satisfies Partial<Record<Known<PaymentError['data']>['type'], number>>;

/** What the gateway reported, where the gateway failed the payment. */
export type PgFailure = { pgCode: string; pgMessage: string };

/**
 * An error in the shape that PortOne's server SDK reads: `{ type, message }`, and with
 * `PG_PROVIDER` the gateway's own code and message.
 */
export class ApiError extends Error {
  readonly type: keyof typeof statuses;
  readonly pg: PgFailure | undefined;

  constructor(type: keyof typeof statuses, message: string, pg?: PgFailure) {
    super(message);
    this.name = 'ApiError';
    this.type = type;
    this.pg = pg;
  }

  get status(): number {
    return statuses[this.type];
  }
}
