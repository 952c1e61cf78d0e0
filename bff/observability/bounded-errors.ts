import type { Logger } from 'pino';
import { lineLimit } from './line-limit.ts';

/** Logs an error; `key` says which of them are the same one over and over. */
export type LogError = (key: string, fields: object, message: string) => void;

const MINUTE_MS = 60_000;

/**
 * Logs each error so often a minute at its level, and the rest at `debug`: what any visitor can cause
 * again with each request raises a few alarms, not thousands. The first line of another minute says how
 * many there were in between.
 *
 * @param now milliseconds
 */
export function boundedErrors(
  log: Logger,
  perMinute: number,
  now: () => number = () => performance.now(),
): LogError {
  const limit = lineLimit(now, MINUTE_MS, perMinute);
  return (key, fields, message) => {
    const unsaid = limit(key);
    if (unsaid === undefined) log.debug(fields, message);
    else log.error({ ...fields, ...(unsaid > 0 && { unsaid }) }, message);
  };
}
