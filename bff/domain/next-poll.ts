import { type SecondsOf, START_GRACE_SECONDS } from './judge-start.ts';
import type { Order } from './order.ts';
import { isPaidOrBeyond } from './transition.ts';

const MINUTE_SECONDS = 60;
const HOUR_SECONDS = 60 * MINUTE_SECONDS;
const DAY_SECONDS = 24 * HOUR_SECONDS;

/** Seconds from an order, or from what was last seen of it, until PortOne is asked about it, where neither a page nor a webhook has caused that. */
export const FIRST_POLL_SECONDS = 15;

/**
 * Seconds between one question that brought nothing new and the next. It widens quickly: what happens
 * later is found by reading PortOne's changes.
 */
const SCHEDULE_SECONDS: readonly number[] = [
  15,
  30,
  MINUTE_SECONDS,
  5 * MINUTE_SECONDS,
  30 * MINUTE_SECONDS,
  3 * HOUR_SECONDS,
  DAY_SECONDS,
];

/** The longest time until an order is asked about again. */
export const LONGEST_POLL_SECONDS = DAY_SECONDS;

/** The longest pause between two questions about a payment that is on its way: a deposit, or a gateway's own time. */
const PENDING_INTERVAL_SECONDS = 30 * MINUTE_SECONDS;
/** How long after its due time a deposit may still come to light. */
const DEPOSIT_GRACE_SECONDS = DAY_SECONDS;
/** For how many days after the schedule a gateway may still decide on a refund. */
const REFUND_DAYS = 30;
/** For what is on its way with no due time. */
const PENDING_LIMIT_SECONDS = 30 * DAY_SECONDS;

/**
 * When to ask PortOne about an order again.
 *
 * @param polls how often that has brought nothing new since the order last changed
 * @param secondsOf reads an RFC 3339 time as seconds since 1970
 * @param now seconds since 1970
 * @returns seconds since 1970, or `undefined` where there is nothing left to find out
 */
export function nextPoll(
  order: Order,
  polls: number,
  now: number,
  secondsOf: SecondsOf,
): number | undefined {
  const { settlement } = order;
  const wait = SCHEDULE_SECONDS[polls];
  if (settlement && isPaidOrBeyond(settlement)) {
    // PortOne sends no webhook of a refund that the gateway refuses, and the payment's status stays.
    const isLast = polls >= SCHEDULE_SECONDS.length + REFUND_DAYS;
    return settlement.pendingCancellationIds && !isLast ? now + (wait ?? DAY_SECONDS) : undefined;
  }
  if (!settlement && !order.returned && !order.approval) {
    return lookAtUnopened(order, polls, now, secondsOf);
  }
  if (settlement?.status === 'VIRTUAL_ACCOUNT_ISSUED' || settlement?.status === 'PAY_PENDING') {
    const dueAt = settlement.virtualAccount?.dueAt;
    const end = dueAt
      ? secondsOf(dueAt) + DEPOSIT_GRACE_SECONDS
      : secondsOf(order.createdAt) + PENDING_LIMIT_SECONDS;
    return now >= end
      ? undefined
      : now + Math.min(wait ?? PENDING_INTERVAL_SECONDS, PENDING_INTERVAL_SECONDS);
  }
  return wait === undefined ? undefined : now + wait;
}

/**
 * Most orders are never taken to a payment window. One that PortOne does not know is asked about once
 * more, when no attempt that may still begin would be taken, and never again.
 */
function lookAtUnopened(
  { expiresAt }: Order,
  polls: number,
  now: number,
  secondsOf: SecondsOf,
): number | undefined {
  if (polls > 0) return undefined;
  return Math.max(secondsOf(expiresAt) + START_GRACE_SECONDS, now + FIRST_POLL_SECONDS);
}
