/**
 * A time as text in UTC, with milliseconds: such texts compare as times.
 *
 * @param milliseconds since 1970
 */
export function rfc3339(milliseconds: number): string {
  return new Date(milliseconds).toISOString();
}

/** By how much the clocks of two servers may differ, in milliseconds. */
const CLOCK_DIFFERENCE_MS = 60_000;

/**
 * The latest time that a wait which began by now can end at, in milliseconds since 1970. What is due
 * later was written by a clock that ran ahead, and counts as due now: nothing waits for longer than the
 * longest wait there is.
 *
 * @param now milliseconds since 1970
 * @param longestWaitMs milliseconds
 */
export function endOfWaiting(now: number, longestWaitMs: number): number {
  return now + longestWaitMs + CLOCK_DIFFERENCE_MS;
}

/** An RFC 3339 text as seconds since 1970, with fractions; `NaN` where it is no time. */
export function secondsOf(time: string): number {
  return Date.parse(time) / 1_000;
}
