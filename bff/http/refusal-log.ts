import type { Logger } from 'pino';
import { lineLimit } from '../observability/line-limit.ts';
import { ADVICE } from '../observability/webhook-alerts.ts';

/** Lines of one reason in a minute. */
const MAX_LINES = 10;
const MINUTE_MS = 60_000;

/** Logs a refused webhook, and returns whether it has: of one reason ten in a minute have a line each. */
export type LogRefusal = (code: string, reason: string) => boolean;

/**
 * Anybody can send a webhook that is refused. The log has the first ten of each reason in a minute, and
 * the first of another minute says how many more there were.
 *
 * @param now milliseconds
 */
export function refusalLog(
  log: Pick<Logger, 'warn'>,
  now: () => number = () => performance.now(),
): LogRefusal {
  const limit = lineLimit(now, MINUTE_MS, MAX_LINES);
  return (code, reason) => {
    const unsaid = limit(`${code} ${reason}`);
    if (unsaid === undefined) return false;
    const isUnproven = code === 'WEBHOOK_INVALID';
    log.warn(
      { code, reason, ...(unsaid > 0 && { unsaid }), ...(isUnproven && { ifFromPortOne: ADVICE }) },
      'webhook refused',
    );
    return true;
  };
}
