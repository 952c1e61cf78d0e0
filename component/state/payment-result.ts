import type { BffError } from '../api/checkout-api.ts';
import type { AfterPaid, PaymentAnswer, PaymentSubject, VirtualAccount } from '../api/contract.ts';
import type { CheckoutFailure, GatewayDetails } from './checkout-failure.ts';
import { type ErrorKind, kindOfCode, unknownFailure } from './error-kinds.ts';
import type { WindowResult } from './window-result.ts';

/** What a payment is for, as far as it is known: a server that cannot be asked says nothing. */
export type KnownSubject = { [Field in keyof PaymentSubject]?: PaymentSubject[Field] | undefined };

/** The result of a payment, after the server was asked. */
export type PaymentResult =
  | ({
      name: 'paid';
      paymentId: string;
      /** Always `https:`. */
      receiptUrl?: string | undefined;
      /** Handed over to its buyer: no event tells it. */
      afterPaid?: AfterPaid | undefined;
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
    } & GatewayDetails)
  /** `mayBeBlocked`: the browser may have kept the window from opening. */
  | ({ name: 'failed'; mayBeBlocked?: boolean } & CheckoutFailure);

/**
 * Merges the server's answer with what the window said. The server decides; the window only adds
 * the reason where the server says no more than "not paid" or knows of no payment. A result that
 * leaves open whether money has moved is `pending`, never `failed`.
 */
export function readPaymentResult(
  paymentId: string,
  answer: PaymentAnswer | BffError,
  windowResult: WindowResult,
): PaymentResult {
  const result =
    'status' in answer
      ? resultOfStatus(paymentId, answer, windowResult)
      : resultOfError(paymentId, answer, windowResult);
  return result.name === 'pending' ? { ...result, ...subjectOf(answer) } : result;
}

/** The fields that say what a payment is for. */
export const SUBJECT = [
  'itemId',
  'itemName',
  'quantity',
  'totalAmount',
  'currency',
  'environment',
] as const satisfies (keyof PaymentSubject)[];

/** Those fields of an answer that say what the payment is for. */
export function subjectOf<Said extends KnownSubject>(said: Said): Pick<Said, keyof PaymentSubject> {
  const known = SUBJECT.filter((field) => said[field] !== undefined);
  return Object.fromEntries(known.map((field) => [field, said[field]])) as Pick<
    Said,
    keyof PaymentSubject
  >;
}

function resultOfStatus(
  paymentId: string,
  answer: PaymentAnswer,
  windowResult: WindowResult,
): PaymentResult {
  const about = subjectOf(answer);
  switch (answer.status) {
    case 'PAID':
    case 'PARTIAL_CANCELLED': {
      const { receiptUrl, afterPaid } = answer;
      return { ...about, name: 'paid', paymentId, receiptUrl, ...(afterPaid && { afterPaid }) };
    }
    case 'VIRTUAL_ACCOUNT_ISSUED': {
      const { virtualAccount, orderedAt } = answer;
      return { ...about, name: 'issued', paymentId, virtualAccount, orderedAt };
    }
    case 'PAY_PENDING':
      return { name: 'pending', paymentId, why: 'processing' };
    case 'READY':
      return notPaid(paymentId, answer, windowResult);
    case 'FAILED':
      return failedAtGateway(paymentId, answer.failure ?? unknownFailure);
    case 'CANCELLED':
      return { name: 'cancelled', paymentId, isSpent: true };
    case 'HELD':
      return askTheShop(paymentId, answer.status);
    default: {
      // A status newer than this script: it is not interpreted.
      answer.status satisfies never;
      return unconfirmed(paymentId, windowResult);
    }
  }
}

function resultOfError(
  paymentId: string,
  error: BffError,
  windowResult: WindowResult,
): PaymentResult {
  switch (error.code) {
    case 'PAYMENT_FAILED':
      return failedAtGateway(paymentId, error.failure ?? unknownFailure);
    case 'NOT_PAID':
      return notPaid(paymentId, error, windowResult);
    case 'PAYMENT_CANCELLED':
      return { name: 'cancelled', paymentId, isSpent: true };
    case 'PAYMENT_HELD':
    case 'VERIFICATION_FAILED':
      return askTheShop(paymentId, error.code);
    case 'PAYMENT_NOT_FOUND':
    case 'INVALID_PAYMENT_ID':
      return windowResult.name === 'returned'
        ? askTheShop(paymentId, error.code)
        : notPaid(paymentId, error, windowResult);
    default:
      return unconfirmed(paymentId, windowResult);
  }
}

/** The server cannot say yet. What the window said is kept as unconfirmed. */
function unconfirmed(paymentId: string, windowResult: WindowResult): PaymentResult {
  const pending = { name: 'pending', paymentId, why: 'unconfirmed' } as const;
  if (windowResult.name === 'cancelled') {
    const seems = { stage: 'pay', kind: 'USER_CANCELLED', retryable: true } as const;
    return { ...pending, seems: { ...seems, ...gatewayDetailsOf(windowResult) } };
  }
  if (windowResult.name === 'refused') {
    const seems = { stage: 'pay', ...errorKindOf(windowResult) } as const;
    return { ...pending, seems: { ...seems, ...gatewayDetailsOf(windowResult) } };
  }
  return pending;
}

function notPaid(
  paymentId: string,
  { returned }: { returned?: PaymentAnswer['returned'] | undefined },
  windowResult: WindowResult,
): PaymentResult {
  // The server has seen the buyer come back with success a moment ago, which PortOne does not know yet.
  if (returned === 'success') return unconfirmed(paymentId, { name: 'returned' });
  switch (windowResult.name) {
    case 'silent':
      return { name: 'cancelled', paymentId };
    case 'cancelled':
      return { name: 'cancelled', paymentId, ...gatewayDetailsOf(windowResult) };
    case 'refused': {
      const errorKind = errorKindOf(windowResult);
      const details = gatewayDetailsOf(windowResult);
      return errorKind.kind === 'USER_CANCELLED'
        ? { name: 'cancelled', paymentId, ...details }
        : {
            name: 'failed',
            stage: 'pay',
            paymentId,
            ...errorKind,
            ...details,
            ...(windowResult.mayBeBlocked && { mayBeBlocked: true }),
          };
    }
    case 'returned':
      // The window reports success and the server has not seen it: it may be on its way.
      return unconfirmed(paymentId, windowResult);
  }
}

function failedAtGateway(paymentId: string, failure: ErrorKind & GatewayDetails): PaymentResult {
  const { kind, retryable } = failure;
  const details = gatewayDetailsOf(failure);
  return kind === 'USER_CANCELLED'
    ? { name: 'cancelled', paymentId, ...details }
    : { name: 'failed', stage: 'pay', paymentId, kind, retryable, ...details };
}

function gatewayDetailsOf({ code, pgCode, pgMessage, pgProvider }: GatewayDetails): GatewayDetails {
  return { code, pgCode, pgMessage, pgProvider };
}

/** Money may have moved, and the buyer must not move it again. */
function askTheShop(paymentId: string, code: string): PaymentResult {
  return { name: 'failed', stage: 'confirm', paymentId, kind: 'UNKNOWN', retryable: false, code };
}

function errorKindOf({ code, hint }: WindowResult & { name: 'refused' }): ErrorKind {
  return kindOfCode(code ?? hint);
}
