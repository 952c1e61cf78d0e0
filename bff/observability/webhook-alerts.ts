import type { Logger } from 'pino';
import { lineLimit } from './line-limit.ts';

/** A webhook that is refused may be anyone's; PortOne repeats its own. */
const ALERT_AFTER = 3;

/** An accepted webhook shows for this long that secret and clock are right; and it is between two alerts. */
const QUIET_MS = 60 * 60_000;

/**
 * Tells an operator that PortOne's webhooks are probably refused. Anyone can send webhooks without a
 * signature: they raise one alert in an hour at most, and none while PortOne's own are accepted.
 *
 * @param clock milliseconds since 1970
 */
export function webhookAlerts(log: Logger, clock: () => number) {
  let refusedInARow = 0;
  let acceptedAt = Number.NEGATIVE_INFINITY;
  const limit = lineLimit(clock, QUIET_MS);

  return {
    accepted(): void {
      refusedInARow = 0;
      acceptedAt = clock();
    },

    refused(reason: string): void {
      refusedInARow += 1;
      // A clock that was set back does not silence it for longer.
      const isQuiet = Math.abs(clock() - acceptedAt) < QUIET_MS;
      if (refusedInARow < ALERT_AFTER || isQuiet || limit('refused') === undefined) return;
      log.error(
        { refusedInARow, reason },
        `webhooks are refused, and none is accepted: ${ADVICE}. Until then payments are found by asking PortOne, later`,
      );
    },
  };
}

/** What to look at where the webhook was PortOne's own. */
export const ADVICE =
  'check the secret of this mode in V2_WEBHOOK_SECRET (PortOne has one for 테스트 and one for 실연동), or the clock of this machine';
