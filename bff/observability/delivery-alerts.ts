import type { Logger } from 'pino';
import type { OutgoingEvent } from '../domain/outbox.ts';
import { lineLimit } from './line-limit.ts';

/** Failures of one event before the operator is told: 35 seconds, in which a receiver may start anew. */
const TOLD_AFTER = 3;

/** Failures of one event, 43 minutes, after which it is no restart any more. */
const SERIOUS_AFTER = 5;

/** One line for all events in this time: a receiver that is down fails every one of them. */
const QUIET_MS = 10 * 60_000;

/**
 * Logs that the receiver does not accept events, long before they are given up.
 *
 * @param clock milliseconds since 1970
 * @param receiver its name
 */
export function deliveryAlerts(log: Logger, clock: () => number, receiver = '') {
  const limit = lineLimit(clock, QUIET_MS);
  let untold = 0;

  /** Called with each delivery that failed and is to be repeated. */
  function failed({ id, type, paymentId, attempts }: OutgoingEvent, error: string): void {
    if (attempts < TOLD_AFTER) return;
    const level = attempts < SERIOUS_AFTER ? 'warn' : 'error';
    if (limit(level) === undefined) {
      untold += 1;
      return;
    }
    log[level](
      { receiver, id, type, paymentId, attempts, error, furtherFailures: untold },
      receiver.startsWith('mail:')
        ? 'the mail server does not take a mail, which is sent again: look at SMTP_URL and MAIL_FROM'
        : 'the receiver does not accept an event, which is sent again: look at FULFILMENT_URL, FULFILMENT_SECRET and the receiver’s log, or at what onPaid and onEvent throw',
    );
    untold = 0;
  }

  return { failed };
}
