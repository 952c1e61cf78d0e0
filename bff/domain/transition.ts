import { classifyFailure } from './classify-failure.ts';
import { findMismatches, type Mismatch } from './find-mismatches.ts';
import type { ObservedPayment } from './observed-payment.ts';
import type { Hold, Order, PortOneStatus, Settlement } from './order.ts';

/** Money only moves forward: a status of a lower rank never replaces one of a higher. */
const moneyRank: Readonly<Record<PortOneStatus, number>> = {
  READY: 0,
  PAY_PENDING: 0,
  VIRTUAL_ACCOUNT_ISSUED: 0,
  FAILED: 0,
  PAID: 1,
  PARTIAL_CANCELLED: 2,
  CANCELLED: 3,
};

/** Whether a settled order can only change by a refund, so that a buyer's question needs no call to PortOne. */
export function isPaidOrBeyond(settlement: Settlement): boolean {
  return moneyRank[settlement.status] > 0;
}

/**
 * What an order becomes when a payment has been seen, or `undefined` where the
 * sight adds nothing: it is older than what is known, or the same.
 *
 * @param now RFC 3339; when the order counts as fulfilled, if it is by this
 */
export function transition(
  order: Order,
  observed: ObservedPayment,
  now: string,
): Settlement | undefined {
  const known = order.settlement;
  if (known && !supersedes(observed, known)) return undefined;

  const held = holdFor(order, observed);
  const fulfilledAt = known?.fulfilledAt ?? (observed.status === 'PAID' && !held ? now : undefined);
  return {
    status: observed.status,
    transactionId: observed.transactionId,
    statusChangedAt: observed.statusChangedAt,
    ...(observed.paidAmount !== undefined && { paidAmount: observed.paidAmount }),
    ...(observed.cancelledAmount !== undefined && { cancelledAmount: observed.cancelledAmount }),
    ...(observed.cancellations.length > 0 && {
      cancellationIds: observed.cancellations.map(({ id }) => id),
    }),
    ...(observed.paidAt !== undefined && { paidAt: observed.paidAt }),
    ...(observed.receiptUrl !== undefined && { receiptUrl: observed.receiptUrl }),
    ...(observed.virtualAccount && { virtualAccount: observed.virtualAccount }),
    ...(observed.status === 'FAILED' && {
      failure: classifyFailure(observed.pgProvider, order.payMethod, observed.failure ?? {}),
    }),
    ...(held && { hold: held }),
    ...(fulfilledAt !== undefined && { fulfilledAt }),
  };
}

/** What an order becomes whose payment is stopped before it is made, since it is not what was ordered. */
export function hold(observed: ObservedPayment, evidence: Mismatch[]): Settlement {
  const { status, transactionId, statusChangedAt } = observed;
  return { status, transactionId, statusChangedAt, hold: { reason: 'MISMATCH', evidence } };
}

function supersedes(observed: ObservedPayment, known: Settlement): boolean {
  const gain = moneyRank[observed.status] - moneyRank[known.status];
  if (gain !== 0) return gain > 0;
  // PortOne allows another attempt with the same paymentId after a failure or an
  // unused account; within one attempt, READY is only ever its beginning.
  const sameAttempt = observed.transactionId === known.transactionId;
  if (sameAttempt && observed.status === 'READY') return false;
  // A second partial refund leaves the status as it is.
  return (
    observed.statusChangedAt > known.statusChangedAt ||
    (observed.status === known.status &&
      (observed.cancelledAmount ?? 0) > (known.cancelledAmount ?? 0))
  );
}

function holdFor(order: Order, observed: ObservedPayment): Hold | undefined {
  switch (observed.status) {
    case 'READY':
    case 'PAY_PENDING':
    case 'FAILED':
    case 'CANCELLED':
      return undefined;
    case 'PAID':
    case 'VIRTUAL_ACCOUNT_ISSUED':
    case 'PARTIAL_CANCELLED': {
      const known = order.settlement;
      // A hold is for a person to lift; a second look at the same attempt does not.
      if (known?.hold && known.transactionId === observed.transactionId) return known.hold;
      const evidence = findMismatches(order, observed.claims);
      if (evidence.length > 0) return { reason: 'MISMATCH', evidence };
      if (observed.status === 'PARTIAL_CANCELLED' && known?.fulfilledAt === undefined) {
        return { reason: 'PARTIAL_CANCELLED_UNSEEN' };
      }
      return undefined;
    }
  }
}
