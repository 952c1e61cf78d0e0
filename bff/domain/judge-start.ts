import type { ObservedPayment } from './observed-payment.ts';
import type { Order } from './order.ts';

/** An RFC 3339 time as seconds since 1970. */
export type SecondsOf = (time: string) => number;

/** When an attempt began, as far as that is known, and whether that was too late. */
export type Start = { startedBy: string; isTooLate: boolean };

/**
 * Seconds after an order's end in which an attempt may still begin. A window that
 * was asked for in time takes its time to open, and PortOne's clock, which the
 * times of an attempt are of, is not that of the server which placed the order.
 */
export const START_GRACE_SECONDS = 30 * 60;

/** Clocks do not differ by this many seconds: a time that is earlier than its own order by more is wrong. */
const MAX_CLOCK_ERROR_SECONDS = 24 * 60 * 60;

/**
 * Tells whether an attempt at paying an order began after the order's end. What
 * counts is when the buyer asked for it, not when they pay: a payment that takes
 * its time, and a deposit on a later day, are in time. An attempt is a
 * transaction: another `transactionId` is another attempt, with its own start.
 *
 * PortOne documents `requestedAt` no further than as the time of the request. A
 * payment shows its latest attempt, so it is taken for the start of that one,
 * unless PortOne says the very same time of two attempts: then it is that of the
 * first, and says nothing about the second. Where there is no time to go by, the
 * attempt began by the first of its statuses that was seen here. So a sale that
 * is seen in time needs no `requestedAt` at all, and one that is first seen long
 * after the order's end is not taken without it.
 *
 * The `issuedAt` of a virtual account does not count: a fixed account is issued
 * once and used for many orders. Nor does pre-registering, which pins an amount
 * before any buyer has asked for a window.
 */
export function judgeStart(order: Order, observed: ObservedPayment, secondsOf: SecondsOf): Start {
  const startedBy = findStart(order, observed, secondsOf);
  return {
    startedBy,
    isTooLate: secondsOf(startedBy) > secondsOf(order.expiresAt) + START_GRACE_SECONDS,
  };
}

function findStart(order: Order, observed: ObservedPayment, secondsOf: SecondsOf): string {
  const known = order.settlement;
  const { requestedAt, statusChangedAt } = observed;
  const isSameAttempt = known?.transactionId === observed.transactionId;
  const isSameTime = requestedAt === known?.requestedAt;
  if (isSameAttempt && isSameTime && known.startedBy !== undefined) return known.startedBy;

  const isOfAnotherAttempt = !isSameAttempt && isSameTime;
  if (requestedAt !== undefined && !isOfAnotherAttempt) {
    const isWrong = secondsOf(requestedAt) < secondsOf(order.createdAt) - MAX_CLOCK_ERROR_SECONDS;
    if (!isWrong) return requestedAt;
  }
  // An order of 0.1.0 kept no start; its last status is later than that, or the same.
  const seen = isSameAttempt ? (known.startedBy ?? known.statusChangedAt) : undefined;
  return seen !== undefined && seen < statusChangedAt ? seen : statusChangedAt;
}
