import type { Failure } from '../../component/api/contract.ts';
import type { ConfirmPayment } from './confirm-payment.ts';
import type { Order } from './order.ts';
import type { ReturnStore } from './order-return.ts';

/**
 * Approves a payment with the tokens that its returns have brought, one after the other. One that is
 * refused is forgotten, so that a forged token does not stand in the way of the genuine one.
 *
 * @param order as it was just read
 * @returns why the last one was refused, if all were
 * @throws {CheckoutError} `UPSTREAM_UNAVAILABLE`; the tokens are kept for another time
 */
export type ApprovePayment = (order: Order) => Promise<Failure | undefined>;

export function paymentApprover({
  confirmPayment,
  dropToken,
}: { confirmPayment: ConfirmPayment } & Pick<ReturnStore, 'dropToken'>): ApprovePayment {
  return async ({ paymentId, approval = [] }) => {
    let failure: Failure | undefined;
    for (const token of approval) {
      failure = await confirmPayment(paymentId, token);
      if (!failure) return undefined;
      await dropToken(paymentId, token);
    }
    return failure;
  };
}
