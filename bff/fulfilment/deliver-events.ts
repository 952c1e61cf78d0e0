import {
  LONGEST_DELIVERY_WAIT_SECONDS,
  type Outbox,
  type OutgoingEvent,
} from '../domain/outbox.ts';
import { withoutDetails } from '../domain/sale/told-sale.ts';
import { rfc3339 } from '../time/rfc3339.ts';

/** Hands an event to the owner. Rejects unless the owner has accepted it. */
export type Deliver = (event: OutgoingEvent) => Promise<void>;

/** Who is told of events: an address, the owner's code, or a kind of mail. */
export type Receiver = {
  /** The same after a restart: what is not delivered yet is kept under it. It tells no secret. */
  name: string;
  deliver: Deliver;
  /** How many events it takes at a time; 20 where absent. */
  concurrency?: number;
};

export type DeliveryDependencies = {
  outbox: Pick<Outbox, 'acquire' | 'delivered' | 'failed'>;
  deliver: Deliver;
  /** Whose events are sent; those of all where absent. */
  receiver?: { name: string; isOnly: boolean };
  /** How many at a time. */
  concurrency?: number;
  /** Milliseconds since 1970. */
  clock: () => number;
  /** Called for each delivery that failed, of an event that is sent again. */
  onFailed?: (event: OutgoingEvent, error: string) => void;
  /** Called for an event whose every delivery failed. */
  onGivenUp: (event: OutgoingEvent, error: string) => void;
  /** Seconds to wait after each attempt that failed. */
  schedule?: readonly number[];
};

const MINUTE_SECONDS = 60;
const HOUR_SECONDS = 60 * MINUTE_SECONDS;

/** Nearly 28 hours in all: a receiver may be down for a day without losing anything. */
const RETRY_SCHEDULE_SECONDS: readonly number[] = [
  5,
  30,
  2 * MINUTE_SECONDS,
  10 * MINUTE_SECONDS,
  30 * MINUTE_SECONDS,
  HOUR_SECONDS,
  2 * HOUR_SECONDS,
  4 * HOUR_SECONDS,
  8 * HOUR_SECONDS,
  LONGEST_DELIVERY_WAIT_SECONDS,
];

/** How long a worker keeps an event, in seconds. A delivery ends well within it. */
const LEASE_SECONDS = 60;
const CONCURRENT_DELIVERIES = 20;

/**
 * Makes a pass over the outbox: sends what is due, once each. Each receiver has passes of its own, so
 * that one that fails or is slow delays none of the others.
 *
 * @returns how many it sent, so that the caller can go on while there are more
 */
export function fulfilmentDelivery(dependencies: DeliveryDependencies): () => Promise<number> {
  const { outbox, deliver, receiver, clock, onFailed, onGivenUp } = dependencies;
  const { schedule = RETRY_SCHEDULE_SECONDS, concurrency = CONCURRENT_DELIVERIES } = dependencies;
  const at = (seconds: number) => rfc3339(clock() + seconds * 1_000);

  async function send(event: OutgoingEvent): Promise<void> {
    try {
      await deliver(event);
    } catch (reason) {
      const said = reason instanceof Error ? reason.message : String(reason);
      // It is stored and logged.
      const error = withoutDetails(said, event.details);
      const wait = schedule[event.attempts - 1];
      await outbox.failed(event, error, wait === undefined ? undefined : at(wait));
      if (wait === undefined) onGivenUp(event, error);
      else onFailed?.(event, error);
      return;
    }
    await outbox.delivered(event, at(0));
  }

  return async () => {
    const events = await outbox.acquire(at(0), at(LEASE_SECONDS), concurrency, receiver);
    await Promise.all(events.map(send));
    return events.length;
  };
}
