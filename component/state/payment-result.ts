import type { BffError } from '../api/checkout-api.ts';
import type {
  FailureKind,
  PaymentAnswer,
  PaymentSubject,
  VirtualAccount,
} from '../api/contract.ts';
import type { CheckoutFailure, GatewayWords } from './checkout-failure.ts';
import type { WindowResult } from './window-result.ts';

/** What a payment is for, as far as anybody has said: a server that cannot be asked says nothing. */
export type KnownSubject = { [Field in keyof PaymentSubject]?: PaymentSubject[Field] | undefined };

/** What a payment has come to, once the server was asked. */
export type PaymentResult =
  | ({
      name: 'paid';
      paymentId: string;
      /** Always `https:`. */
      receiptUrl?: string | undefined;
    } & PaymentSubject)
  | ({
      name: 'issued';
      paymentId: string;
      virtualAccount: VirtualAccount | undefined;
      /** RFC 3339 */
      orderedAt?: string | undefined;
    } & PaymentSubject)
  | ({
      name: 'pending';
      paymentId: string;
      /** `processing`: the gateway is at work. `unconfirmed`: the server could not say. */
      why: 'processing' | 'unconfirmed';
      /** What the window said that the server has not confirmed. */
      seems?: CheckoutFailure | undefined;
    } & KnownSubject)
  | ({
      name: 'cancelled';
      paymentId: string;
      /** It was paid and given back: PortOne takes no further attempt under this `paymentId`. */
      isSpent?: boolean;
    } & GatewayWords)
  /** `mayBeBlocked`: the browser may have kept the window from opening. */
  | ({ name: 'failed'; mayBeBlocked?: boolean } & CheckoutFailure);

/**
 * Weighs the server's word against what the window said. The server decides; the window only adds
 * the reason where the server says no more than "not paid" or knows of no payment. Whatever leaves
 * open that money has moved is `pending`, never `failed`.
 */
export function readPaymentResult(
  paymentId: string,
  word: PaymentAnswer | BffError,
  outcome: WindowResult,
): PaymentResult {
  const result =
    'status' in word
      ? concludeFromStatus(paymentId, word, outcome)
      : concludeFromError(paymentId, word, outcome);
  return result.name === 'pending' ? { ...result, ...subjectOf(word) } : result;
}

const SUBJECT = [
  'itemId',
  'itemName',
  'quantity',
  'totalAmount',
  'currency',
  'environment',
] as const satisfies (keyof PaymentSubject)[];

/** What is said in it of what a payment is for, and nothing else of it. */
export function subjectOf<Said extends KnownSubject>(said: Said): Pick<Said, keyof PaymentSubject> {
  const known = SUBJECT.filter((field) => said[field] !== undefined);
  return Object.fromEntries(known.map((field) => [field, said[field]])) as Pick<
    Said,
    keyof PaymentSubject
  >;
}

function concludeFromStatus(
  paymentId: string,
  answer: PaymentAnswer,
  outcome: WindowResult,
): PaymentResult {
  const about = subjectOf(answer);
  switch (answer.status) {
    case 'PAID':
    case 'PARTIAL_CANCELLED':
      return { ...about, name: 'paid', paymentId, receiptUrl: answer.receiptUrl };
    case 'VIRTUAL_ACCOUNT_ISSUED': {
      const { virtualAccount, orderedAt } = answer;
      return { ...about, name: 'issued', paymentId, virtualAccount, orderedAt };
    }
    case 'PAY_PENDING':
      return { name: 'pending', paymentId, why: 'processing' };
    case 'READY':
      return notPaid(paymentId, outcome);
    case 'FAILED':
      return failedAtGateway(paymentId, answer.failure ?? unknownFailure);
    case 'CANCELLED':
      return { name: 'cancelled', paymentId, isSpent: true };
    case 'HELD':
      return askTheShop(paymentId, answer.status);
    default: {
      // A status newer than this script: not ours to read anything into.
      answer.status satisfies never;
      return unconfirmed(paymentId, outcome);
    }
  }
}

function concludeFromError(
  paymentId: string,
  error: BffError,
  outcome: WindowResult,
): PaymentResult {
  switch (error.code) {
    case 'PAYMENT_FAILED':
      return failedAtGateway(paymentId, error.failure ?? unknownFailure);
    case 'NOT_PAID':
      return notPaid(paymentId, outcome);
    case 'PAYMENT_CANCELLED':
      return { name: 'cancelled', paymentId, isSpent: true };
    case 'PAYMENT_HELD':
    case 'VERIFICATION_FAILED':
      return askTheShop(paymentId, error.code);
    case 'PAYMENT_NOT_FOUND':
    case 'INVALID_PAYMENT_ID':
      return outcome.name === 'returned'
        ? askTheShop(paymentId, error.code)
        : notPaid(paymentId, outcome);
    default:
      return unconfirmed(paymentId, outcome);
  }
}

/** Nobody can say yet. What the window said is kept as what it is: a first impression. */
function unconfirmed(paymentId: string, outcome: WindowResult): PaymentResult {
  const pending = { name: 'pending', paymentId, why: 'unconfirmed' } as const;
  if (outcome.name === 'cancelled') {
    const seems = { stage: 'pay', kind: 'USER_CANCELLED', retryable: true } as const;
    return { ...pending, seems: { ...seems, ...gatewayWordsOf(outcome) } };
  }
  if (outcome.name === 'refused') {
    const seems = { stage: 'pay', ...verdictOn(outcome) } as const;
    return { ...pending, seems: { ...seems, ...gatewayWordsOf(outcome) } };
  }
  return pending;
}

function notPaid(paymentId: string, outcome: WindowResult): PaymentResult {
  switch (outcome.name) {
    case 'silent':
      return { name: 'cancelled', paymentId };
    case 'cancelled':
      return { name: 'cancelled', paymentId, ...gatewayWordsOf(outcome) };
    case 'refused': {
      const verdict = verdictOn(outcome);
      const words = gatewayWordsOf(outcome);
      return verdict.kind === 'USER_CANCELLED'
        ? { name: 'cancelled', paymentId, ...words }
        : {
            name: 'failed',
            stage: 'pay',
            paymentId,
            ...verdict,
            ...words,
            ...(outcome.mayBeBlocked && { mayBeBlocked: true }),
          };
    }
    case 'returned':
      // The window reports success and the server has not seen it: it may be on its way.
      return unconfirmed(paymentId, outcome);
  }
}

type Verdict = { kind: FailureKind; retryable: boolean };

const unknownFailure: Verdict = { kind: 'UNKNOWN', retryable: true };

function failedAtGateway(paymentId: string, failure: Verdict & GatewayWords): PaymentResult {
  const { kind, retryable } = failure;
  const words = gatewayWordsOf(failure);
  return kind === 'USER_CANCELLED'
    ? { name: 'cancelled', paymentId, ...words }
    : { name: 'failed', stage: 'pay', paymentId, kind, retryable, ...words };
}

function gatewayWordsOf({ code, pgCode, pgMessage, pgProvider }: GatewayWords): GatewayWords {
  return { code, pgCode, pgMessage, pgProvider };
}

/** Money may have moved, and the buyer must not move it again. */
function askTheShop(paymentId: string, code: string): PaymentResult {
  return { name: 'failed', stage: 'confirm', paymentId, kind: 'UNKNOWN', retryable: false, code };
}

function verdictOn({ code, hint }: WindowResult & { name: 'refused' }): Verdict {
  return kindOfCode(code ?? hint);
}

/**
 * What PortOne's own codes mean, for payments that were refused before any gateway (and so before
 * our server) heard of them. A gateway's codes are the server's table.
 */
function kindOfCode(code: string | undefined): Verdict {
  switch (code) {
    case 'StoreNotFound':
    case 'ChannelNotFound':
    case 'ParseChannelFailed':
    case 'AllChannelsNotSatisfied':
    case 'ConfirmUrlRequired':
    case 'Unauthenticated':
    case 'PermissionDenied':
      return { kind: 'MERCHANT_CONFIG', retryable: false };
    case 'BadRequest':
    case 'RequestParseFailed':
    case 'InvalidArgument':
    case 'InvalidEntityState':
    case 'FailedPrecondition':
    case 'AmountNotEqualToPredefined':
      return { kind: 'INVALID_REQUEST', retryable: false };
    case 'PaymentAlreadyPaid':
      return { kind: 'DUPLICATE', retryable: false };
    case 'DeadlineExceeded':
      return { kind: 'EXPIRED_OR_TIMEOUT', retryable: true };
    case 'Unavailable':
    case 'Internal':
    case 'ResourceExhausted':
      return { kind: 'PG_UNAVAILABLE', retryable: true };
    default:
      return unknownFailure;
  }
}
