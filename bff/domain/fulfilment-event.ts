import type { PaymentSubject, VirtualAccount } from '../../component/api/contract.ts';
import { defined } from './defined.ts';
import type { ObservedPayment } from './observed-payment.ts';
import { type Hold, type Order, type Settlement, subjectOf } from './order.ts';
import type { PortOneStatus } from './portone-status.ts';
import { isHeldWithMoney } from './transition.ts';

export type FulfilmentEventType =
  /** Deliver: PortOne has the money, and it is what was ordered. Once for each order. */
  | 'payment.paid'
  /** An account waits for its deposit. Nothing is paid yet. */
  | 'payment.virtual_account_issued'
  /** Part of what was delivered has been refunded: one for each refund. */
  | 'payment.partial_cancelled'
  /** All that was left has been refunded: take the delivery back. */
  | 'payment.cancelled'
  /** A person has to look at it; nothing is to be delivered. Not before money has moved. */
  | 'payment.held'
  /** What was held has been refunded, or came to no payment: nothing is left to look at or to deliver. */
  | 'payment.hold_ended';

/** What the owner's own system is sent. It has no data about the buyer. */
export type FulfilmentEvent = {
  /** The same for the same fact, however often it is learnt: a receiver can tell repetitions by it. */
  key: string;
  type: FulfilmentEventType;
  paymentId: string;
  /** RFC 3339 */
  timestamp: string;
  data: PaymentSubject & {
    paymentId: string;
    orderName: string;
    status: PortOneStatus;
    transactionId: string;
    /** What was really paid: less than the total where the gateway gave a discount. */
    paidAmount?: number;
    paidAt?: string;
    /** Of this refund; with `payment.paid`, of all before it. */
    cancelledAmount?: number;
    cancellationId?: string;
    virtualAccount?: VirtualAccount;
    reason?: Hold['reason'];
  };
};

/**
 * The events that an order's change causes.
 *
 * @param order as it was before
 * @param now RFC 3339
 */
export function fulfilmentEvents(
  order: Order,
  settlement: Settlement,
  observed: Pick<ObservedPayment, 'cancellations'>,
  now: string,
): FulfilmentEvent[] {
  const before = order.settlement;
  const events: FulfilmentEvent[] = [];
  const add = (
    type: FulfilmentEventType,
    data: Partial<FulfilmentEvent['data']> = {},
    what = settlement.transactionId,
  ) => {
    events.push({
      key: `${type}/${order.paymentId}/${what}`,
      type,
      paymentId: order.paymentId,
      timestamp: now,
      data: { ...factsOf(order, settlement), ...data },
    });
  };

  // Before money has moved there is nothing to look at, and a tampered page could raise the alarm for nothing.
  const isKnown = isHeldWithMoney(before) && before?.transactionId === settlement.transactionId;
  if (settlement.hold && isHeldWithMoney(settlement) && !isKnown) {
    add('payment.held', { reason: settlement.hold.reason });
  }
  // What is delivered after all is told below.
  if (before?.hold && isHeldWithMoney(before) && !settlement.hold && !settlement.fulfilledAt) {
    add('payment.hold_ended', { reason: before.hold.reason }, before.transactionId);
  }
  if (settlement.fulfilledAt !== undefined && before?.fulfilledAt === undefined) {
    const { status, cancelledAmount } = settlement;
    // Only after a hold was released: this event includes what had been refunded by then.
    const isRefunded = status === 'PARTIAL_CANCELLED' && cancelledAmount !== undefined;
    add('payment.paid', isRefunded ? { cancelledAmount } : {});
  }
  if (settlement.status === 'VIRTUAL_ACCOUNT_ISSUED' && !settlement.hold) {
    const { virtualAccount } = settlement;
    add('payment.virtual_account_issued', { ...(virtualAccount && { virtualAccount }) });
  }
  if (settlement.fulfilledAt !== undefined) {
    const unreported = observed.cancellations.filter(
      ({ id }) => !before?.cancellationIds?.includes(id),
    );
    for (const [index, { id, amount }] of unreported.entries()) {
      const isLast = settlement.status === 'CANCELLED' && index === unreported.length - 1;
      const type = isLast ? 'payment.cancelled' : 'payment.partial_cancelled';
      add(type, { cancellationId: id, cancelledAmount: amount }, id);
    }
    // PortOne listed no refund, but the delivery has to be taken back all the same.
    if (settlement.status === 'CANCELLED' && unreported.length === 0) add('payment.cancelled');
  }
  return events;
}

function factsOf(order: Order, settlement: Settlement): FulfilmentEvent['data'] {
  return defined({
    paymentId: order.paymentId,
    ...subjectOf(order),
    orderName: order.orderName,
    status: settlement.status,
    transactionId: settlement.transactionId,
    paidAmount: settlement.paidAmount,
    paidAt: settlement.paidAt,
  });
}
