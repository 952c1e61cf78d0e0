import type {
  BuyerField,
  ErrorCode,
  Failure,
  FieldProblem,
  RefusedPayment,
} from '../../component/api/contract.ts';

type Details = {
  /** With `PAYMENT_FAILED`: what the gateway said. */
  failure?: Failure;
  /** With `INVALID_REQUEST`: what about the buyer is missing or wrong. */
  buyerFields?: BuyerField[];
  /** With `INVALID_REQUEST` and `SOLD_OUT`: what of the order is missing or wrong. */
  fields?: FieldProblem[];
  /** With `SOLD_OUT`: how many can still be had. */
  left?: number;
  /** What the payment is for, where the error is about a payment. */
  subject?: RefusedPayment;
  /** Seconds after which asking again makes sense. */
  retryAfter?: number;
  /** With `STORE_UNAVAILABLE`: the database works, and refuses this one row for what is in it. */
  isAboutOneRow?: boolean;
  cause?: unknown;
};

/** Every error that a client can expect. Its code is stable; its message is for a developer. */
export class CheckoutError extends Error {
  readonly code: ErrorCode;
  readonly failure: Failure | undefined;
  readonly buyerFields: BuyerField[] | undefined;
  readonly fields: FieldProblem[] | undefined;
  readonly left: number | undefined;
  readonly subject: RefusedPayment | undefined;
  readonly retryAfter: number | undefined;
  /** Answered with 200 and the same body: the client asked for it. */
  isQuiet = false;
  readonly isAboutOneRow: boolean;

  constructor(code: ErrorCode, message: string, details: Details = {}) {
    super(message, { cause: details.cause });
    this.name = 'CheckoutError';
    this.code = code;
    this.failure = details.failure;
    this.buyerFields = details.buyerFields;
    this.fields = details.fields;
    this.left = details.left;
    this.subject = details.subject;
    this.retryAfter = details.retryAfter;
    this.isAboutOneRow = details.isAboutOneRow === true;
  }
}
