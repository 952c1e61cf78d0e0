import { type FulfilmentEvent, fulfilmentEvents } from './fulfilment-event.ts';
import type { Order, Release, Settlement } from './order.ts';
import { isPaidOrBeyond } from './transition.ts';

export type ReleaseError = 'NOT_SEEN' | 'NOT_HELD' | 'UNPAID' | 'CANCELLED';

export type ReleaseResult =
  | { error: ReleaseError }
  | { settlement: Settlement; events: FulfilmentEvent[] };

/**
 * What an order becomes when a person takes its held payment as it stands: the
 * hold is lifted, and the order is fulfilled unless it was before. Only money
 * that is here can be taken; what is not paid yet is compared again once it is.
 */
export function releaseOrder(
  order: Order,
  { at, by, note }: Pick<Release, 'at' | 'by' | 'note'>,
): ReleaseResult {
  if (!order.settlement) return { error: 'NOT_SEEN' };
  const { hold, ...rest } = order.settlement;
  if (rest.status === 'CANCELLED') return { error: 'CANCELLED' };
  if (!hold) return { error: 'NOT_HELD' };
  if (!isPaidOrBeyond(rest)) return { error: 'UNPAID' };
  const settlement: Settlement = {
    ...rest,
    fulfilledAt: rest.fulfilledAt ?? at,
    released: {
      at,
      by,
      ...(note !== undefined && { note }),
      transactionId: rest.transactionId,
      hold,
    },
  };
  return { settlement, events: fulfilmentEvents(order, settlement, { cancellations: [] }, at) };
}
