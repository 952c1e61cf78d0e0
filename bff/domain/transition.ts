import { classifyFailure } from './classify-failure.ts';
import { defined } from './defined.ts';
import { findMismatches } from './find-mismatches.ts';
import { findNotes } from './find-notes.ts';
import { judgeStart, type SecondsOf, type Start } from './judge-start.ts';
import { laterEvents, withLaterEvents } from './later-event.ts';
import type { ObservedPayment } from './observed-payment.ts';
import type { Hold, Mismatch, Order, Settlement } from './order.ts';
import type { PortOneStatus } from './portone-status.ts';

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

/** How far an attempt has come. Within one attempt, a status only follows one of a lower step. */
const attemptStep: Readonly<Record<PortOneStatus, number>> = {
  READY: 0,
  PAY_PENDING: 1,
  VIRTUAL_ACCOUNT_ISSUED: 1,
  FAILED: 2,
  PAID: 3,
  PARTIAL_CANCELLED: 4,
  CANCELLED: 5,
};

/** Whether a settled order can only change by a refund, so that a buyer's question needs no call to PortOne. */
export function isPaidOrBeyond(settlement: Settlement): boolean {
  return moneyRank[settlement.status] > 0;
}

/**
 * Whether a person has to look at it. A hold of what is not paid yet stops the payment, but costs its
 * buyer nothing: it raises no alarm until money moves.
 */
export function isHeldWithMoney(settlement: Settlement | undefined): boolean {
  return settlement?.hold !== undefined && isPaidOrBeyond(settlement);
}

/**
 * What an order becomes when a payment has been seen, or `undefined` where the
 * sight adds nothing: it is older than what is known, or the same.
 *
 * @param now RFC 3339; when the order counts as fulfilled, if it is by this
 * @param secondsOf reads an RFC 3339 time as seconds since 1970
 */
export function transition(
  order: Order,
  observed: ObservedPayment,
  now: string,
  secondsOf: SecondsOf,
): Settlement | undefined {
  const known = order.settlement;
  if (known && !supersedes(observed, known)) return withLaterEvents(known, observed);

  const start = judgeStart(order, observed, secondsOf);
  const held = holdFor(order, observed, start);
  // An answer that lists fewer refunds than an earlier one does not make them untold.
  const cancellationIds = [
    ...new Set([...(known?.cancellationIds ?? []), ...observed.cancellations.map(({ id }) => id)]),
  ];
  const fulfilledAt = known?.fulfilledAt ?? (observed.status === 'PAID' && !held ? now : undefined);
  const failure =
    observed.status === 'FAILED'
      ? classifyFailure(observed.pgProvider, order.payMethod, observed.failure ?? {})
      : undefined;
  const notes = observed.status === 'PAID' ? findNotes(order, observed.claims) : known?.notes;
  return defined({
    status: observed.status,
    transactionId: observed.transactionId,
    statusChangedAt: observed.statusChangedAt,
    requestedAt: observed.requestedAt,
    startedBy: start.startedBy,
    paidAmount: observed.paidAmount,
    cancelledAmount: observed.cancelledAmount,
    cancellationIds: cancellationIds.length > 0 ? cancellationIds : undefined,
    paidAt: observed.paidAt,
    receiptUrl: observed.receiptUrl,
    virtualAccount: observed.virtualAccount,
    failure,
    notes: notes && notes.length > 0 ? notes : undefined,
    hold: held,
    fulfilledAt,
    released: known?.released,
    ...laterEvents(known, observed, cancellationIds),
  });
}

/**
 * Whether PortOne says, later than what is known, that less money has moved
 * than it had: that never happens to a payment, so a person has to look. A
 * sight that is merely older arrived late, which is nothing to look at.
 */
export function isRankRegression({ settlement: known }: Order, observed: ObservedPayment): boolean {
  return (
    known !== undefined &&
    moneyRank[observed.status] < moneyRank[known.status] &&
    observed.statusChangedAt > known.statusChangedAt
  );
}

/**
 * What an order becomes whose payment is stopped before it is made, since it is
 * not what was ordered, or comes after the order's end; `undefined` where there
 * is nothing against it.
 */
export function stopUnpaid(
  order: Order,
  observed: ObservedPayment,
  secondsOf: SecondsOf,
): Settlement | undefined {
  const { status, transactionId, statusChangedAt, requestedAt } = observed;
  const start = judgeStart(order, observed, secondsOf);
  // Before it is paid, PortOne may not have recorded the channel; what it has must be right.
  const mismatches = findMismatches(order, observed.claims).filter(
    ({ field, actual }) => actual !== undefined || !field.startsWith('channel'),
  );
  const hold = holdOver(order, mismatches, start);
  return (
    hold &&
    defined({
      status,
      transactionId,
      statusChangedAt,
      requestedAt,
      startedBy: start.startedBy,
      hold,
    })
  );
}

function supersedes(observed: ObservedPayment, known: Settlement): boolean {
  const gain = moneyRank[observed.status] - moneyRank[known.status];
  if (gain !== 0) return gain > 0;
  switch (observed.status) {
    case 'PAID':
    case 'CANCELLED':
      return false;
    case 'PARTIAL_CANCELLED':
      return isRefundedFurther(observed, known);
    case 'READY':
    case 'PAY_PENDING':
    case 'VIRTUAL_ACCOUNT_ISSUED':
    case 'FAILED':
      // PortOne allows another attempt with the same paymentId after one that moved
      // no money; the end of that one may never have been seen.
      return observed.transactionId === known.transactionId
        ? attemptStep[observed.status] > attemptStep[known.status] &&
            observed.statusChangedAt >= known.statusChangedAt
        : observed.statusChangedAt > known.statusChangedAt;
  }
}

/** A refund is never taken back, so more of them is the later sight, whatever the times say. */
function isRefundedFurther(observed: ObservedPayment, known: Settlement): boolean {
  const told = known.cancellationIds ?? [];
  return (
    (observed.cancelledAmount ?? 0) > (known.cancelledAmount ?? 0) ||
    observed.cancellations.some(({ id }) => !told.includes(id))
  );
}

function holdFor(order: Order, observed: ObservedPayment, start: Start): Hold | undefined {
  const known = order.settlement;
  const isSameAttempt = known?.transactionId === observed.transactionId;
  switch (observed.status) {
    case 'FAILED':
    case 'CANCELLED':
      // Nothing is left to hold.
      return undefined;
    case 'READY':
      return isSameAttempt ? known?.hold : undefined;
    case 'PAY_PENDING':
    case 'PAID':
    case 'VIRTUAL_ACCOUNT_ISSUED':
    case 'PARTIAL_CANCELLED': {
      if (known?.released?.transactionId === observed.transactionId) return undefined;
      // What is on its way may not be recorded in full yet. When it was asked for, is.
      const mismatches =
        observed.status === 'PAY_PENDING'
          ? []
          : findMismatches(order, observed.claims, observed.status);
      // A hold is for a person to lift; a second look at the same attempt does not.
      // It may find more: who releases a late payment has to know that it is the right one.
      const isEnough = known?.hold?.reason !== 'EXPIRED' || mismatches.length === 0;
      if (known?.hold && isSameAttempt && isEnough) return known.hold;
      const hold = holdOver(order, mismatches, start);
      if (hold) return hold;
      if (observed.status === 'PARTIAL_CANCELLED' && known?.fulfilledAt === undefined) {
        return { reason: 'PARTIAL_CANCELLED_UNSEEN' };
      }
      return undefined;
    }
  }
}

/** Every reason to hold an attempt, not only the first one. */
function holdOver(order: Order, mismatches: Mismatch[], start: Start): Hold | undefined {
  const { expiresAt, settlement } = order;
  const { startedBy } = start;
  // What was delivered once is not late any more: only refunds can follow.
  const isLate = settlement?.fulfilledAt === undefined && start.isTooLate;
  if (mismatches.length === 0) {
    return isLate ? { reason: 'EXPIRED', expiresAt, startedBy } : undefined;
  }
  const late = { field: 'requestedAt', expected: `before ${expiresAt}`, actual: startedBy };
  return { reason: 'MISMATCH', evidence: [...mismatches, ...(isLate ? [late] : [])] };
}
