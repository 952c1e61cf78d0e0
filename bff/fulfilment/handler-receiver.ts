import type { FulfilmentEvent } from '../domain/fulfilment-event.ts';
import type { Deliver } from './deliver-events.ts';

/** What the owner's own code hears, as it would be sent to `FULFILMENT_URL`. */
export type OwnerEvent = Pick<FulfilmentEvent, 'type' | 'timestamp' | 'data'> & {
  /** The same when an event comes again: keep it with what was done. */
  id: string;
};

export type OwnerHandlers = {
  /**
   * Delivers what was paid for. An event counts as taken once this has returned,
   * or its promise is fulfilled; a throw, or more than 50 seconds, and it comes again.
   */
  onPaid?: (event: OwnerEvent) => void | Promise<void>;
  /** Hears every other event: accounts issued, refunds, payments that are held. */
  onEvent?: (event: OwnerEvent) => void | Promise<void>;
};

/** Milliseconds in which a handler has to be done, before another server may take its event. */
const DEADLINE = 50_000;

/** Hands events to functions of the owner's instead of an address. */
export function fulfilmentHandler({ onPaid, onEvent }: OwnerHandlers): Deliver {
  return async ({ id, body }) => {
    const event: OwnerEvent = { id, ...(JSON.parse(body) as Omit<OwnerEvent, 'id'>) };
    const handle = event.type === 'payment.paid' ? onPaid : onEvent;
    await inTime(handle?.(event));
  };
}

async function inTime(handling: void | Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<never>((_, reject) => {
    const error = new Error(`the handler was not done within ${DEADLINE / 1_000} seconds`);
    timer = setTimeout(reject, DEADLINE, error);
  });
  try {
    await Promise.race([handling, tooLate]);
  } finally {
    clearTimeout(timer);
  }
}
