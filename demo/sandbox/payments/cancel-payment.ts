/**
 * Refunds, in whole or in part: what PortOne allows, and what it then records. Pure but for the id.
 */
import { randomUUID } from 'node:crypto';
import type {
  CancelledPayment,
  PartialCancelledPayment,
  Payment,
  SucceededPaymentCancellation,
} from '@portone/server-sdk/payment';
import { ApiError } from './api-error.ts';
import type { CancellablePayment } from './payment-states.ts';

export type CancelRequest = {
  /** The whole remaining amount, if absent. */
  amount?: number;
  taxFreeAmount?: number;
  vatAmount?: number;
  reason: string;
  /** What the shop believes it can still cancel; an error if that is wrong. */
  currentCancellableAmount?: number;
  skipWebhook?: boolean;
  trigger: 'CONSOLE' | 'API';
};

type Cancellation = {
  id: string;
  amount: number;
  taxFreeAmount: number;
  vatAmount: number;
  reason: string;
  trigger: 'CONSOLE' | 'API';
};

/** @throws ApiError `PAYMENT_ALREADY_CANCELLED`, `PAYMENT_NOT_PAID` */
export function cancellable(payment: Payment): CancellablePayment {
  if (payment.status === 'PAID' || payment.status === 'PARTIAL_CANCELLED') return payment;
  if (payment.status === 'CANCELLED') {
    throw new ApiError('PAYMENT_ALREADY_CANCELLED', '이미 취소된 결제 건입니다.');
  }
  throw new ApiError('PAYMENT_NOT_PAID', '결제가 완료되지 않은 결제 건입니다.');
}

/**
 * Checks the amounts against what can still be cancelled, and fills in those that were left out.
 *
 * @throws ApiError where they do not fit
 */
export function cancellationOf(payment: CancellablePayment, request: CancelRequest): Cancellation {
  const left = cancellableAmount(payment);
  const amount = request.amount ?? left;
  if (request.currentCancellableAmount !== undefined && request.currentCancellableAmount !== left) {
    throw new ApiError('CANCELLABLE_AMOUNT_CONSISTENCY_BROKEN', `취소 가능 잔액은 ${left}입니다.`);
  }
  if (!Number.isInteger(amount) || amount <= 0) {
    throw new ApiError('INVALID_REQUEST', 'amount: 취소 금액은 0보다 큰 정수여야 합니다.');
  }
  if (amount > left) {
    throw new ApiError(
      'CANCEL_AMOUNT_EXCEEDS_CANCELLABLE_AMOUNT',
      `취소 금액 ${amount}이 취소 가능 잔액 ${left}보다 큽니다.`,
    );
  }
  const restTaxFree = payment.amount.taxFree - payment.amount.cancelledTaxFree;
  const taxFreeAmount = request.taxFreeAmount ?? (amount === left ? restTaxFree : 0);
  return {
    id: randomUUID(),
    amount,
    taxFreeAmount,
    vatAmount: request.vatAmount ?? Math.round((amount - taxFreeAmount) / 11),
    reason: request.reason,
    trigger: request.trigger,
  };
}

/** What can still be refunded. */
export function cancellableAmount({ amount }: CancellablePayment): number {
  return amount.paid - amount.cancelled;
}

/** The caller has made sure that `amount` is within {@link cancellableAmount}. */
export function cancelledPayment(
  payment: CancellablePayment,
  cancellation: Cancellation,
  at: string,
): { payment: PartialCancelledPayment | CancelledPayment; record: SucceededPaymentCancellation } {
  const record: SucceededPaymentCancellation = {
    status: 'SUCCEEDED',
    id: cancellation.id,
    pgCancellationId: cancellation.id,
    totalAmount: cancellation.amount,
    taxFreeAmount: cancellation.taxFreeAmount,
    vatAmount: cancellation.vatAmount,
    reason: cancellation.reason,
    cancelledAt: at,
    requestedAt: at,
    trigger: cancellation.trigger,
  };
  const { amount } = payment;
  const everything = cancellation.amount === cancellableAmount(payment);
  return {
    record,
    payment: {
      ...payment,
      status: everything ? 'CANCELLED' : 'PARTIAL_CANCELLED',
      updatedAt: at,
      statusChangedAt: at,
      amount: {
        ...amount,
        cancelled: amount.cancelled + cancellation.amount,
        cancelledTaxFree: amount.cancelledTaxFree + cancellation.taxFreeAmount,
      },
      cancellations: [...(payment.cancellations ?? []), record],
      cancelledAt: at,
    },
  };
}
