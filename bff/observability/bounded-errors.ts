import type { Logger } from 'pino';

/** Logs an error; `key` says which of them are the same one over and over. */
export type LogError = (key: string, fields: object, message: string) => void;

const MINUTE_MS = 60_000;

/** A limit on memory. */
const MAX_KEYS = 1_000;

/**
 * Logs each error so often a minute at its level, and the rest at `debug`: what any visitor can cause
 * again with each request raises a few alarms, not thousands. The first line of another minute says how
 * many there were in between.
 *
 * @param now milliseconds, from a clock that is never set: one that is may silence an error for days
 */
export function boundedErrors(
  log: Logger,
  perMinute: number,
  now: () => number = () => performance.now(),
): LogError {
  const minutes = new Map<string, { from: number; lines: number }>();
  return (key, fields, message) => {
    const time = now();
    const minute = minutes.get(key);
    if (minute && time - minute.from < MINUTE_MS) {
      minute.lines += 1;
      log[minute.lines <= perMinute ? 'error' : 'debug'](fields, message);
      return;
    }
    if (minutes.size >= MAX_KEYS) minutes.clear();
    minutes.set(key, { from: time, lines: 1 });
    const unsaid = Math.max(0, (minute?.lines ?? 0) - perMinute);
    log.error({ ...fields, ...(unsaid > 0 && { unsaid }) }, message);
  };
}
