/** Ends payments that still wait when their window is gone: for a deposit, or for the gateway. */
import { ApiError } from '../payments/api-error.ts';
import { failureOf, refusalOf } from '../payments/gateway-failure.ts';
import { isOpen, type PaymentBook } from '../payments/payment-book.ts';
import type { OpenPayment } from '../payments/payments.ts';
import type { Checkout } from './checkout.ts';

/**
 * The buyer pays into the account that was issued to them.
 *
 * @throws ApiError `PAYMENT_NOT_WAITING_FOR_DEPOSIT`, also once the account has expired: the bank
 *   sends the money back, and PortOne never hears of it
 */
export function deposit(book: PaymentBook, checkout: Checkout, paymentId: string): void {
  const { payment, session } = waiting(book, checkout, paymentId, 'VIRTUAL_ACCOUNT_ISSUED');
  const method = payment.status === 'VIRTUAL_ACCOUNT_ISSUED' ? payment.method : undefined;
  const limit = method && 'expiredAt' in method ? method.expiredAt : undefined;
  if (limit !== undefined && Date.parse(limit) < Date.now()) {
    throw new ApiError('PAYMENT_NOT_WAITING_FOR_DEPOSIT', '입금 기한이 지난 가상계좌입니다.');
  }
  book.approve(payment, session);
}

/** @throws ApiError `INVALID_REQUEST` where nothing is pending */
export function finishPending(
  book: PaymentBook,
  checkout: Checkout,
  paymentId: string,
  result: 'approve' | { fail: string },
): void {
  const { payment, session } = waiting(book, checkout, paymentId, 'PAY_PENDING');
  if (result === 'approve') book.approve(payment, session);
  else book.fail(payment, failureOf(refusalOf(session.gateway, { pgCode: result.fail })));
}

function waiting(
  book: PaymentBook,
  checkout: Checkout,
  paymentId: string,
  status: OpenPayment['status'],
) {
  const payment = book.find(paymentId);
  const session = payment && 'transactionId' in payment && checkout.session(payment.transactionId);
  if (payment && session && isOpen(payment) && payment.status === status) {
    return { payment, session };
  }
  const type = status === 'PAY_PENDING' ? 'INVALID_REQUEST' : 'PAYMENT_NOT_WAITING_FOR_DEPOSIT';
  throw new ApiError(type, `결제 건(${paymentId})이 ${status} 상태가 아닙니다.`);
}
