/**
 * Asks for a line of the log.
 *
 * @param key what the line is about
 * @returns how many lines about it were left out before, or `undefined` where this one is to be left out
 */
export type LineLimit = (key: string) => number | undefined;

/** A limit on memory. */
const MAX_KEYS = 1_000;

/**
 * Keeps what anyone can cause again from filling the log: so many lines about each key in a period, which
 * begins with the first of them.
 *
 * @param now milliseconds, of any clock. One that is set silences nothing for longer than a period
 */
export function lineLimit(now: () => number, periodMs: number, mostLines = 1): LineLimit {
  const periods = new Map<string, { from: number; asked: number }>();
  return (key) => {
    const time = now();
    const period = periods.get(key);
    if (period && Math.abs(time - period.from) < periodMs) {
      period.asked += 1;
      return period.asked <= mostLines ? 0 : undefined;
    }
    if (periods.size >= MAX_KEYS) periods.clear();
    periods.set(key, { from: time, asked: 1 });
    return Math.max(0, (period?.asked ?? 0) - mostLines);
  };
}
