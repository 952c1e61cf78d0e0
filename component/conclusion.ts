import { BffError } from './bff-client.ts';
import type { FailureKind, PaymentAnswer, VirtualAccount } from './contract.ts';
import type { CheckoutFailure, GatewayWords } from './events.ts';
import type { WindowOutcome } from './payment-outcome.ts';

/** What a payment has come to, once the server was asked. */
export type Conclusion =
  | { name: 'paid'; paymentId: string }
  | { name: 'issued'; paymentId: string; virtualAccount: VirtualAccount | undefined }
  | {
      name: 'pending';
      paymentId: string;
      outcome: WindowOutcome;
      /** `processing`: the gateway is at work. `unconfirmed`: the server could not say. */
      why: 'processing' | 'unconfirmed';
    }
  | ({ name: 'cancelled'; paymentId: string } & GatewayWords)
  | ({ name: 'failed' } & CheckoutFailure);

/**
 * Weighs the server's word against what the window said. The server decides; the window only adds
 * the reason where the server says no more than "not paid" or knows of no payment. Whatever leaves
 * open that money has moved is `pending`, never `failed`.
 */
export function concludePayment(
  paymentId: string,
  word: PaymentAnswer | BffError,
  outcome: WindowOutcome,
): Conclusion {
  return word instanceof BffError
    ? concludeFromError(paymentId, word, outcome)
    : concludeFromStatus(paymentId, word, outcome);
}

function concludeFromStatus(
  paymentId: string,
  answer: PaymentAnswer,
  outcome: WindowOutcome,
): Conclusion {
  switch (answer.status) {
    case 'PAID':
    case 'PARTIAL_CANCELLED':
      return { name: 'paid', paymentId };
    case 'VIRTUAL_ACCOUNT_ISSUED':
      return { name: 'issued', paymentId, virtualAccount: answer.virtualAccount };
    case 'PAY_PENDING':
      return { name: 'pending', paymentId, outcome, why: 'processing' };
    case 'READY':
      return notPaid(paymentId, outcome);
    case 'FAILED':
      return failedAtGateway(paymentId, answer.failure ?? unknownFailure);
    case 'CANCELLED':
      return { name: 'cancelled', paymentId };
    case 'HELD':
      return askTheShop(paymentId, answer.status);
    default: {
      // A status newer than this script: not ours to read anything into.
      answer.status satisfies never;
      return { name: 'pending', paymentId, outcome, why: 'unconfirmed' };
    }
  }
}

function concludeFromError(paymentId: string, error: BffError, outcome: WindowOutcome): Conclusion {
  switch (error.code) {
    case 'PAYMENT_FAILED':
      return failedAtGateway(paymentId, error.failure ?? unknownFailure);
    case 'NOT_PAID':
      return notPaid(paymentId, outcome);
    case 'PAYMENT_CANCELLED':
      return { name: 'cancelled', paymentId };
    case 'PAYMENT_HELD':
    case 'VERIFICATION_FAILED':
      return askTheShop(paymentId, error.code);
    case 'PAYMENT_NOT_FOUND':
    case 'INVALID_PAYMENT_ID':
      return outcome.name === 'returned'
        ? askTheShop(paymentId, error.code)
        : notPaid(paymentId, outcome);
    default:
      return { name: 'pending', paymentId, outcome, why: 'unconfirmed' };
  }
}

function notPaid(paymentId: string, outcome: WindowOutcome): Conclusion {
  switch (outcome.name) {
    case 'silent':
      return { name: 'cancelled', paymentId };
    case 'cancelled': {
      const { code, pgCode, pgMessage } = outcome;
      return { name: 'cancelled', paymentId, code, pgCode, pgMessage };
    }
    case 'refused': {
      const { code, pgCode, pgMessage } = outcome;
      return {
        name: 'failed',
        stage: 'pay',
        paymentId,
        ...kindOfCode(code),
        code,
        pgCode,
        pgMessage,
      };
    }
    case 'returned':
      // The window reports success and the server has not seen it: it may be on its way.
      return { name: 'pending', paymentId, outcome, why: 'unconfirmed' };
  }
}

type Verdict = { kind: FailureKind; retryable: boolean };

const unknownFailure: Verdict = { kind: 'UNKNOWN', retryable: true };

function failedAtGateway(paymentId: string, failure: Verdict & GatewayWords): Conclusion {
  const { kind, retryable, code, pgCode, pgMessage } = failure;
  return kind === 'USER_CANCELLED'
    ? { name: 'cancelled', paymentId, code, pgCode, pgMessage }
    : { name: 'failed', stage: 'pay', paymentId, kind, retryable, code, pgCode, pgMessage };
}

/** Money may have moved, and the buyer must not move it again. */
function askTheShop(paymentId: string, code: string): Conclusion {
  return { name: 'failed', stage: 'confirm', paymentId, kind: 'UNKNOWN', retryable: false, code };
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
