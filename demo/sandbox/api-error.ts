/** The refusals of PortOne's REST API that the sandbox knows, with their HTTP statuses. */
const statuses = {
  INVALID_REQUEST: 400,
  UNAUTHORIZED: 401,
  FORBIDDEN: 403,
  PAYMENT_NOT_FOUND: 404,
  WEBHOOK_NOT_FOUND: 404,
  ALREADY_PAID: 409,
  PAYMENT_NOT_PAID: 409,
  PAYMENT_ALREADY_CANCELLED: 409,
  CANCEL_AMOUNT_EXCEEDS_CANCELLABLE_AMOUNT: 409,
  CANCELLABLE_AMOUNT_CONSISTENCY_BROKEN: 409,
} as const;

/** A refusal in the shape that PortOne's server SDK reads: `{ type, message }`. */
export class ApiError extends Error {
  readonly type: keyof typeof statuses;

  constructor(type: keyof typeof statuses, message: string) {
    super(message);
    this.name = 'ApiError';
    this.type = type;
  }

  get status(): number {
    return statuses[this.type];
  }
}
