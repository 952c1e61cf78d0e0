import type { Logger } from 'pino';
import { ADVICE } from '../observability/webhook-alerts.ts';

/** Lines of one reason in a minute. */
const MAX_LINES = 10;
const MINUTE_MS = 60_000;

/** Logs a refused webhook, and returns whether it has: of one reason ten in a minute have a line each. */
export type LogRefusal = (code: string, reason: string) => boolean;

/**
 * Anybody can send a webhook that is refused. The log has the first ten of each reason in a minute,
 * and at its end how many more there were.
 */
export function refusalLog(log: Pick<Logger, 'warn'>): LogRefusal {
  const refused = new Map<string, { code: string; reason: string; count: number }>();

  function endMinute(): void {
    for (const { code, reason, count } of refused.values()) {
      const more = count - MAX_LINES;
      if (more > 0) log.warn({ code, reason, more }, 'more webhooks refused in this minute');
    }
    refused.clear();
  }

  return (code, reason) => {
    if (refused.size === 0) setTimeout(endMinute, MINUTE_MS).unref();
    const key = `${code} ${reason}`;
    const count = (refused.get(key)?.count ?? 0) + 1;
    refused.set(key, { code, reason, count });
    if (count > MAX_LINES) return false;
    const isUnproven = code === 'WEBHOOK_INVALID';
    log.warn({ code, reason, ...(isUnproven && { ifFromPortOne: ADVICE }) }, 'webhook refused');
    return true;
  };
}
