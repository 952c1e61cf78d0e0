import type { Order } from './order.ts';
import { isPaidOrBeyond } from './transition.ts';

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Seconds from an order until PortOne is first asked about it without anybody having told us to. */
export const FIRST_POLL = 15;

/**
 * Seconds between one question and the next. Most orders are never taken to a
 * payment window, so it widens quickly: what happens later is found by paging
 * through PortOne's changes.
 */
const SCHEDULE: readonly number[] = [15, 30, MINUTE, 5 * MINUTE, 30 * MINUTE, 3 * HOUR, DAY];

/** Between two questions about an account that waits for its deposit. */
const DEPOSIT_PAUSE = 30 * MINUTE;
/** How long after its due time a deposit may still come to light. */
const DEPOSIT_GRACE = DAY;
/** For accounts without a due time. */
const DEPOSIT_LIMIT = 30 * DAY;

/**
 * When to ask PortOne about an order again.
 *
 * @param polls how often that was done before
 * @param secondsOf reads an RFC 3339 time as seconds since 1970
 * @param now seconds since 1970
 * @returns seconds since 1970, or `undefined` where there is nothing left to find out
 */
export function nextPoll(
  order: Order,
  polls: number,
  now: number,
  secondsOf: (time: string) => number,
): number | undefined {
  const { settlement } = order;
  if (settlement && isPaidOrBeyond(settlement)) return undefined;
  if (settlement?.status === 'VIRTUAL_ACCOUNT_ISSUED') {
    const dueAt = settlement.virtualAccount?.dueAt;
    const end = dueAt
      ? secondsOf(dueAt) + DEPOSIT_GRACE
      : secondsOf(order.createdAt) + DEPOSIT_LIMIT;
    return now < end ? now + DEPOSIT_PAUSE : undefined;
  }
  const wait = SCHEDULE[polls];
  return wait === undefined ? undefined : now + wait;
}
