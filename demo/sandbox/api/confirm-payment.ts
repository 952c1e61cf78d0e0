import type { ConfirmedPaymentSummary } from '@portone/server-sdk/payment';
import { ApiError } from '../payments/api-error.ts';
import { failureMessage, paymentFailure } from '../payments/gateway-failure.ts';
import type { PaymentStore } from '../payments/payment-store.ts';
import type { Checkout } from '../window/checkout.ts';
import { settleAtGateway } from '../window/end-window.ts';
import type { WindowSession } from '../window/window-session.ts';

/** The claims of `POST /payments/:paymentId/confirm`: each must be right. */
export type ConfirmRequest = {
  paymentToken: string;
  txId?: string | undefined;
  currency?: string | undefined;
  totalAmount?: number | undefined;
  taxFreeAmount?: number | undefined;
  isTest?: boolean | undefined;
};

/**
 * Approves a payment for which the buyer has authenticated; the shop's server asks for it.
 *
 * @throws ApiError of the server SDK's `ConfirmPaymentError`
 */
export function confirmPayment(
  payments: PaymentStore,
  checkout: Checkout,
  paymentId: string,
  request: ConfirmRequest,
): ConfirmedPaymentSummary {
  if (payments.isPaid(paymentId)) {
    throw new ApiError('ALREADY_PAID', '이미 결제된 결제 건입니다.');
  }
  const payment = payments.find(paymentId);
  if (!payment) throw new ApiError('PAYMENT_NOT_FOUND', '결제 건이 존재하지 않습니다.');
  const session = checkout.authenticatedSession(paymentId, request.paymentToken);
  if (!session?.authentication || payment.status !== 'READY') {
    throw new ApiError('INVALID_PAYMENT_TOKEN', '유효하지 않은 결제 토큰입니다.');
  }
  checkClaims(session, request);
  const { failure } = session.authentication;
  if (failure) {
    payments.fail(session.ready, session, paymentFailure(failure));
    throw new ApiError('PG_PROVIDER', failureMessage(failure), failure);
  }
  settleAtGateway(payments, session);
  const settled = payments.find(paymentId);
  const pgTxId = settled && 'pgTxId' in settled ? settled.pgTxId : undefined;
  const paidAt = settled && 'statusChangedAt' in settled ? settled.statusChangedAt : undefined;
  return { pgTxId: String(pgTxId), paidAt: String(paidAt) };
}

/**
 * Compares each claim that the request has.
 *
 * @throws ApiError `INFORMATION_MISMATCH`
 */
function checkClaims({ request, channel, transactionId }: WindowSession, given: ConfirmRequest) {
  const expected = {
    txId: transactionId,
    currency: request.currency,
    totalAmount: request.totalAmount,
    taxFreeAmount: request.taxFreeAmount ?? 0,
    isTest: channel.type === 'TEST',
  };
  for (const [name, value] of Object.entries(expected)) {
    const claimed = given[name as keyof typeof expected];
    if (claimed === undefined || claimed === value) continue;
    throw new ApiError(
      'INFORMATION_MISMATCH',
      `${name} 값(${claimed})이 결제 건의 값(${value})과 일치하지 않습니다.`,
    );
  }
}
