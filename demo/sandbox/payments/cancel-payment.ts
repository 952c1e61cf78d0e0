/**
 * Refunds, in whole or in part: what PortOne allows, and what it then records. Pure but for the id.
 */
import { randomUUID } from 'node:crypto';
import { defined } from '../../../bff/domain/defined.ts';
import { ApiError } from './api-error.ts';
import { cancelledReceipt } from './cash-receipt.ts';
import { baseOf } from './payment-states.ts';
import type {
  CancellablePayment,
  CancelledPayment,
  PartialCancelledPayment,
  PaymentCancellation,
  PaymentMethod,
  SandboxPayment,
} from './rest-payment.ts';

export type CancelRequest = {
  /** The whole remaining amount, if absent. */
  amount?: number;
  taxFreeAmount?: number;
  vatAmount?: number;
  reason: string;
  /** What the shop believes it can still cancel; an error if that is wrong. */
  currentCancellableAmount?: number;
  /** Where the money of a virtual account goes: PortOne does not know the buyer's own account. */
  refundAccount?: object;
  skipWebhook?: boolean;
  /** PortOne's console asks its user for the account of a refund, and the sandbox does not. */
  trigger: 'CONSOLE' | 'API';
};

export type RequestedCancellation = Extract<PaymentCancellation, { status: 'REQUESTED' }>;
export type SucceededCancellation = Extract<PaymentCancellation, { status: 'SUCCEEDED' }>;

/** @throws ApiError `PAYMENT_ALREADY_CANCELLED`, `PAYMENT_NOT_PAID` */
export function cancellable(payment: SandboxPayment): CancellablePayment {
  if (payment.status === 'PAID' || payment.status === 'PARTIAL_CANCELLED') return payment;
  if (payment.status === 'CANCELLED') {
    throw new ApiError('PAYMENT_ALREADY_CANCELLED', '이미 취소된 결제 건입니다.');
  }
  throw new ApiError('PAYMENT_NOT_PAID', '결제가 완료되지 않은 결제 건입니다.');
}

/** What can still be refunded: in all, of it without tax, and the VAT of it. */
function restOf({ amount, cancellations = [] }: CancellablePayment) {
  const undecided = cancellations.filter(({ status }) => status === 'REQUESTED');
  const counted = cancellations.filter(({ status }) => status !== 'FAILED');
  const sum = (
    list: typeof cancellations,
    field: 'totalAmount' | 'taxFreeAmount' | 'vatAmount',
  ): number => list.reduce((total, cancellation) => total + cancellation[field], 0);
  return {
    total: amount.paid - amount.cancelled - sum(undecided, 'totalAmount'),
    taxFree: amount.taxFree - amount.cancelledTaxFree - sum(undecided, 'taxFreeAmount'),
    vat: (amount.vat ?? 0) - sum(counted, 'vatAmount'),
  };
}

/**
 * Checks the amounts against what can still be cancelled, and fills in those that were left out.
 *
 * @throws ApiError where they do not fit
 */
export function requestedCancellation(
  payment: CancellablePayment,
  request: CancelRequest,
  at: string,
): RequestedCancellation {
  const rest = restOf(payment);
  const amount = request.amount ?? rest.total;
  if (
    request.currentCancellableAmount !== undefined &&
    request.currentCancellableAmount !== rest.total
  ) {
    throw new ApiError(
      'CANCELLABLE_AMOUNT_CONSISTENCY_BROKEN',
      `취소 가능 잔액은 ${rest.total}입니다.`,
    );
  }
  if (!Number.isInteger(amount) || amount <= 0) {
    throw new ApiError('INVALID_REQUEST', 'amount: 취소 금액은 0보다 큰 정수여야 합니다.');
  }
  if (amount > rest.total) {
    throw new ApiError(
      'CANCEL_AMOUNT_EXCEEDS_CANCELLABLE_AMOUNT',
      `취소 금액(${amount})이 취소 가능 잔액(${rest.total})보다 큽니다.`,
    );
  }
  const isRest = amount === rest.total;
  // Where no tax-free part is named, PortOne takes all for taxed; the rest is what it is.
  const taxFreeAmount = request.taxFreeAmount ?? (isRest ? Math.min(rest.taxFree, rest.total) : 0);
  const tax = payment.currency === 'KRW' ? Math.round((amount - taxFreeAmount) / 11) : 0;
  const vatAmount = request.vatAmount ?? (isRest ? rest.vat : Math.min(tax, rest.vat));
  checkParts({ amount, taxFreeAmount, vatAmount }, rest);
  if (
    payment.method?.type === 'PaymentMethodVirtualAccount' &&
    request.trigger === 'API' &&
    !request.refundAccount
  ) {
    throw new ApiError(
      'INVALID_REQUEST',
      'refundAccount: 입금된 가상계좌 결제를 취소하려면 환불 계좌가 필요합니다.',
    );
  }
  return {
    status: 'REQUESTED',
    id: randomUUID(),
    totalAmount: amount,
    taxFreeAmount,
    vatAmount,
    reason: request.reason,
    requestedAt: at,
    trigger: request.trigger,
  };
}

/** @throws ApiError where the parts do not fit in the amount, or in what is left of each */
function checkParts(
  parts: { amount: number; taxFreeAmount: number; vatAmount: number },
  rest: ReturnType<typeof restOf>,
): void {
  const { amount, taxFreeAmount, vatAmount } = parts;
  if (taxFreeAmount + vatAmount > amount) {
    throw new ApiError(
      'SUM_OF_PARTS_EXCEEDS_CANCEL_AMOUNT',
      `면세 금액(${taxFreeAmount})과 부가세(${vatAmount})의 합이 취소 금액(${amount})보다 큽니다.`,
    );
  }
  if (taxFreeAmount > rest.taxFree) {
    throw new ApiError(
      'CANCEL_TAX_FREE_AMOUNT_EXCEEDS_CANCELLABLE_TAX_FREE_AMOUNT',
      `취소 면세 금액(${taxFreeAmount})이 취소 가능 면세 금액(${rest.taxFree})보다 큽니다.`,
    );
  }
  const taxed = amount - taxFreeAmount;
  // A promotion's discount is not of one of the two parts.
  const restTaxed = Math.max(rest.total - rest.taxFree, 0);
  if (taxed > restTaxed || vatAmount > rest.vat) {
    throw new ApiError(
      'CANCEL_TAX_AMOUNT_EXCEEDS_CANCELLABLE_TAX_AMOUNT',
      `취소 과세 금액(${taxed})이 취소 가능 과세 금액(${restTaxed})보다 큽니다.`,
    );
  }
}

/** What can still be refunded; what is requested and not decided yet counts as refunded. */
export function cancellableAmount(payment: CancellablePayment): number {
  return restOf(payment).total;
}

/** The payment with this cancellation, in place of its own earlier state if it has one. */
export function withCancellation(
  payment: CancellablePayment,
  cancellation: PaymentCancellation,
  at: string,
): CancellablePayment {
  return { ...payment, updatedAt: at, cancellations: listWith(payment, cancellation) };
}

function listWith(
  { cancellations = [] }: CancellablePayment,
  cancellation: PaymentCancellation,
): PaymentCancellation[] {
  return [...cancellations.filter(({ id }) => id !== cancellation.id), cancellation];
}

/** The money has gone back. */
export function cancelledPayment(
  payment: CancellablePayment,
  requested: RequestedCancellation,
  at: string,
): { payment: PartialCancelledPayment | CancelledPayment; record: SucceededCancellation } {
  const record: SucceededCancellation = {
    ...requested,
    status: 'SUCCEEDED',
    pgCancellationId: requested.id,
    cancelledAt: at,
  };
  const { amount, paidAt, pgTxId, receiptUrl, cashReceipt, cashReceiptIssuanceStatus } = payment;
  const cancelled = amount.cancelled + requested.totalAmount;
  const isAll = cancelled === amount.paid;
  const receipt = isAll && cashReceipt ? cancelledReceipt(cashReceipt, at) : cashReceipt;
  const method = payment.method && refundedMethod(payment.method);
  return {
    record,
    payment: {
      ...baseOf(payment, payment.channel),
      status: isAll ? 'CANCELLED' : 'PARTIAL_CANCELLED',
      ...defined({ method }),
      updatedAt: at,
      statusChangedAt: at,
      amount: {
        ...amount,
        cancelled,
        cancelledTaxFree: amount.cancelledTaxFree + requested.taxFreeAmount,
      },
      ...defined({ paidAt, pgTxId, receiptUrl, cashReceipt: receipt, cashReceiptIssuanceStatus }),
      cancellations: listWith(payment, record),
      cancelledAt: at,
    },
  };
}

function refundedMethod(method: PaymentMethod): PaymentMethod {
  return method.type === 'PaymentMethodVirtualAccount'
    ? { ...method, refundStatus: 'COMPLETED' }
    : method;
}
