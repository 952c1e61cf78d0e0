/** Finish payments that wait after their window has closed: for a deposit, or for the gateway. */
import { ApiError } from '../payments/api-error.ts';
import { paymentFailure, pgFailureOf } from '../payments/gateway-failure.ts';
import { isOpen, type PaymentStore } from '../payments/payment-store.ts';
import type { OpenPayment } from '../payments/rest-payment.ts';
import type { Checkout } from './checkout.ts';

/**
 * Deposits the amount into the issued account, as the buyer would.
 *
 * @param now RFC 3339
 * @throws ApiError `PAYMENT_NOT_WAITING_FOR_DEPOSIT`, also once the account has expired: the bank
 *   then returns the money, and PortOne learns nothing of it
 */
export function deposit(
  payments: PaymentStore,
  checkout: Checkout,
  paymentId: string,
  now: string,
): void {
  const { payment, session } = findWaiting(payments, checkout, paymentId, 'VIRTUAL_ACCOUNT_ISSUED');
  const method = payment.status === 'VIRTUAL_ACCOUNT_ISSUED' ? payment.method : undefined;
  const expiredAt = method && 'expiredAt' in method ? method.expiredAt : undefined;
  if (expiredAt !== undefined && Date.parse(expiredAt) < Date.parse(now)) {
    throw new ApiError('PAYMENT_NOT_WAITING_FOR_DEPOSIT', '입금 기한이 지난 가상계좌입니다.');
  }
  payments.approve(payment, session);
}

/**
 * Approves or declines a pending payment, as the gateway would.
 *
 * @throws ApiError `INVALID_REQUEST` where it is not pending
 */
export function finishPending(
  payments: PaymentStore,
  checkout: Checkout,
  paymentId: string,
  result: 'approve' | { fail: string },
): void {
  const { payment, session } = findWaiting(payments, checkout, paymentId, 'PAY_PENDING');
  if (result === 'approve') payments.approve(payment, session);
  else {
    const failure = pgFailureOf(session.gateway, { pgCode: result.fail });
    payments.fail(payment, session, paymentFailure(failure));
  }
}

/**
 * Pays a payment that had failed, in the same transaction: a few gateways (Eximbay) approve later
 * what they had declined.
 *
 * @throws ApiError `INVALID_REQUEST` where it has not failed
 */
export function approveFailed(payments: PaymentStore, checkout: Checkout, paymentId: string): void {
  const payment = payments.find(paymentId);
  const session = payment && checkout.session(payment.transactionId);
  if (!session || payment.status !== 'FAILED') {
    throw new ApiError('INVALID_REQUEST', `결제 건(${paymentId})이 FAILED 상태가 아닙니다.`);
  }
  payments.approve(payment, session);
}

function findWaiting(
  payments: PaymentStore,
  checkout: Checkout,
  paymentId: string,
  status: OpenPayment['status'],
) {
  const payment = payments.find(paymentId);
  const session = payment && checkout.session(payment.transactionId);
  if (payment && session && isOpen(payment) && payment.status === status) {
    return { payment, session };
  }
  const type = status === 'PAY_PENDING' ? 'INVALID_REQUEST' : 'PAYMENT_NOT_WAITING_FOR_DEPOSIT';
  throw new ApiError(type, `결제 건(${paymentId})이 ${status} 상태가 아닙니다.`);
}
