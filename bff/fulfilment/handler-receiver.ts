import type { FulfilmentEvent } from '../domain/fulfilment-event.ts';
import { bodyWithDetails, type ToldDetails } from '../domain/sale/told-sale.ts';
import { withTimeLimit } from '../time/with-time-limit.ts';
import type { Deliver } from './deliver-events.ts';

/** The event for the owner's own code, as it would be sent to `FULFILMENT_URL`. */
export type OwnerEvent = Pick<FulfilmentEvent, 'type' | 'timestamp'> & {
  /** What was sold and, until it is erased, to whom and where to. */
  data: FulfilmentEvent['data'] & ToldDetails;
  /** The same when an event comes again: keep it with what was done. */
  id: string;
};

export type OwnerHandlers = {
  /**
   * Delivers what was paid for. An event counts as delivered once this has returned,
   * or its promise is fulfilled; after a throw, or 50 seconds, the event comes again.
   */
  onPaid?: (event: OwnerEvent) => void | Promise<void>;
  /** Called with every other event: accounts issued, refunds, payments that are held. */
  onEvent?: (event: OwnerEvent) => void | Promise<void>;
};

/** Shorter than the lease of an event, after which another server may acquire it. */
const HANDLER_TIMEOUT_MS = 50_000;

/** Hands events to functions of the owner's instead of an address. */
export function fulfilmentHandler({ onPaid, onEvent }: OwnerHandlers): Deliver {
  return async ({ id, body, details }) => {
    const message = JSON.parse(bodyWithDetails(body, details)) as Omit<OwnerEvent, 'id'>;
    const event: OwnerEvent = { id, ...message };
    const handle = event.type === 'payment.paid' ? onPaid : onEvent;
    await withTimeLimit(handle?.(event), HANDLER_TIMEOUT_MS, tooLate);
  };
}

function tooLate(): Error {
  return new Error(`the handler was not done within ${HANDLER_TIMEOUT_MS / 1_000} seconds`);
}
