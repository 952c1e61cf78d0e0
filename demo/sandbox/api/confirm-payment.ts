import type { ConfirmedPaymentSummary } from '@portone/server-sdk/payment';
import { ApiError } from '../payments/api-error.ts';
import { failureOf, messageOf } from '../payments/gateway-failure.ts';
import type { PaymentBook } from '../payments/payment-book.ts';
import type { Checkout } from '../window/checkout.ts';
import { settleAtGateway } from '../window/end-window.ts';
import type { WindowSession } from '../window/window-session.ts';

/** What `POST /payments/:paymentId/confirm` brings: each of it must be right. */
export type ConfirmRequest = {
  paymentToken: string;
  txId?: string | undefined;
  currency?: string | undefined;
  totalAmount?: number | undefined;
  taxFreeAmount?: number | undefined;
  isTest?: boolean | undefined;
};

/**
 * The shop's server approves what the buyer has agreed to.
 *
 * @throws ApiError of the server SDK's `ConfirmPaymentError`
 */
export function confirmPayment(
  book: PaymentBook,
  checkout: Checkout,
  paymentId: string,
  request: ConfirmRequest,
): ConfirmedPaymentSummary {
  if (book.isPaid(paymentId)) {
    throw new ApiError('ALREADY_PAID', '이미 결제된 결제 건입니다.');
  }
  const payment = book.find(paymentId);
  if (!payment) throw new ApiError('PAYMENT_NOT_FOUND', '결제 건이 존재하지 않습니다.');
  const session = checkout.authenticatedSession(paymentId, request.paymentToken);
  if (!session?.consent || payment.status !== 'READY') {
    throw new ApiError('INVALID_PAYMENT_TOKEN', '유효하지 않은 결제 토큰입니다.');
  }
  refuseMismatch(session, request);
  const { refusal } = session.consent;
  if (refusal) {
    book.fail(session.ready, failureOf(refusal));
    throw new ApiError('PG_PROVIDER', messageOf(refusal), refusal);
  }
  settleAtGateway(book, session);
  const settled = book.find(paymentId);
  const pgTxId = settled && 'pgTxId' in settled ? settled.pgTxId : undefined;
  const paidAt = settled && 'statusChangedAt' in settled ? settled.statusChangedAt : undefined;
  return { pgTxId: String(pgTxId), paidAt: String(paidAt) };
}

/** What is given must be right; what is left out is not compared. */
function refuseMismatch({ request, channel, transactionId }: WindowSession, given: ConfirmRequest) {
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
      `${name}(${claimed})이 결제 건의 값(${value})과 일치하지 않습니다.`,
    );
  }
}
