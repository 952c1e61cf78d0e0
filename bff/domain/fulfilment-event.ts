import type { AfterPaid, PaymentSubject, VirtualAccount } from '../../component/api/contract.ts';
import { defined } from './defined.ts';
import type { Dispute } from './dispute.ts';
import { untoldLaterEvents } from './later-event.ts';
import type { ObservedPayment } from './observed-payment.ts';
import { type Hold, type Order, type Settlement, subjectOf } from './order.ts';
import type { PortOneStatus } from './portone-status.ts';
import { type ToldSale, toldSale } from './sale/told-sale.ts';
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
  | 'payment.hold_ended'
  /** The buyer objects at the card company or the wallet: answer there, the money may be taken back. */
  | 'payment.dispute_created'
  /** The objection has ended. Where it was granted, a refund is told of by itself. */
  | 'payment.dispute_resolved'
  /** A refund that was asked for did not go through: the buyer does not have the money. */
  | 'payment.cancellation_failed';

/**
 * What the owner's own system is sent, as it is stored: without what is personal, which is joined when it
 * is delivered.
 */
export type FulfilmentEvent = {
  /** The same for the same fact, however often it is learnt: a receiver can tell repetitions by it. */
  key: string;
  type: FulfilmentEventType;
  paymentId: string;
  /** RFC 3339 */
  timestamp: string;
  data: PaymentSubject &
    ToldSale & {
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
      /** What the refund that failed was to give back. */
      requestedAmount?: number;
      dispute?: Dispute;
      virtualAccount?: VirtualAccount;
      reason?: Hold['reason'];
      /** With `payment.paid`: what the item hands over. */
      afterPaid?: AfterPaid;
    };
};

/** Whether it is about what became of a payment beside its status: a person has to look at most of these. */
export function isLaterEvent({ type }: FulfilmentEvent): boolean {
  return (
    type === 'payment.dispute_created' ||
    type === 'payment.dispute_resolved' ||
    type === 'payment.cancellation_failed'
  );
}

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
    const afterPaid = order.sale?.afterPaid;
    add('payment.paid', {
      ...(isRefunded && { cancelledAmount }),
      ...(afterPaid && { afterPaid }),
    });
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
  // Of a payment that the owner was never told about there is nothing to dispute.
  if (settlement.fulfilledAt !== undefined || isHeldWithMoney(settlement)) {
    const { created, resolved, failed } = untoldLaterEvents(before, settlement);
    for (const dispute of created) add('payment.dispute_created', { dispute }, dispute.id);
    for (const dispute of resolved) add('payment.dispute_resolved', { dispute }, dispute.id);
    for (const { id, amount } of failed) {
      add('payment.cancellation_failed', { cancellationId: id, requestedAmount: amount }, id);
    }
  }
  return events;
}

function factsOf(order: Order, settlement: Settlement): FulfilmentEvent['data'] {
  return defined({
    paymentId: order.paymentId,
    ...subjectOf(order),
    ...toldSale(order.sale),
    orderName: order.orderName,
    status: settlement.status,
    transactionId: settlement.transactionId,
    paidAmount: settlement.paidAmount,
    paidAt: settlement.paidAt,
  });
}
