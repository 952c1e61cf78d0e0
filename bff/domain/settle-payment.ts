import { type FulfilmentEvent, fulfilmentEvents } from './fulfilment-event.ts';
import type { SecondsOf } from './judge-start.ts';
import type { ObservedPayment } from './observed-payment.ts';
import type { ChannelType, Order, Settlement } from './order.ts';
import type { OrderKeys } from './order-return.ts';
import type { PrivateDetails } from './sale/private-details.ts';
import { type HoldTerms, heldAsSoldOut, stockChangeOf } from './sale/stock.ts';
import { singleFlight } from './single-flight.ts';
import { isRankRegression, transition } from './transition.ts';

/** Where orders are kept. Every promise resolves only once the change is durable. */
export type OrderStore = {
  /**
   * @param details what is personal about it, kept apart and in the same transaction
   * @param hold how the order is to hold its pieces, in the same transaction; absent where it holds none
   * @returns whether it holds them
   * @throws {CheckoutError} `SOLD_OUT` where there are not so many; `STORE_UNAVAILABLE`, as all of these
   */
  insert(
    order: Order,
    keys?: OrderKeys,
    details?: PrivateDetails,
    hold?: HoldTerms,
  ): Promise<boolean>;
  find(paymentId: string): Promise<Order | undefined>;
  /**
   * Stores an order's settlement, and with it, in the same transaction, records its
   * fulfilment where the settlement is the first to have one, and what the
   * owner is to be sent. An event whose key is stored already is not sent again.
   * Where pieces are counted, they are sold in that transaction.
   *
   * @param counted absent where an order gets its pieces whatever is left
   * @returns the order as it is now, with the settlement that was stored, or `undefined` where another writer has
   * changed it since it was read
   */
  settle(
    order: Order,
    settlement: Settlement,
    events: readonly FulfilmentEvent[],
    counted?: CountedTerms,
  ): Promise<Order | undefined>;
};

/** What settling an order needs to know whose pieces are counted. */
export type CountedTerms = {
  /** How many there are, as the catalog says now; absent where it counts them no longer. */
  stock?: number;
  /** Milliseconds since 1970. */
  now: number;
  /** What is stored instead where others have the pieces. */
  soldOut: { settlement: Settlement; events: readonly FulfilmentEvent[] };
};

/** A payment of our store with no order of ours behind it, in full or as PortOne's list has it. */
export type UnmatchedPayment = Pick<ObservedPayment, 'paymentId' | 'status' | 'statusChangedAt'> &
  Partial<Pick<ObservedPayment, 'transactionId' | 'paidAmount'>> & {
    /** As PortOne says it: through a `TEST` channel no money moves. */
    channelType?: unknown;
  };

export type UnmatchedStore = {
  /**
   * Stores one for an operator to look at.
   *
   * @param now RFC 3339
   * @returns whether this is new, or has changed since it was stored
   */
  hold(payment: UnmatchedPayment, now: string): Promise<boolean>;
  /** Updates one if it is stored: its money has been given back, or never arrived. */
  note(payment: UnmatchedPayment): Promise<void>;
};

export type PaymentReader = {
  /**
   * @returns the payment as PortOne has it now, or `undefined` where PortOne knows none
   * @throws {CheckoutError} `UPSTREAM_UNAVAILABLE` where PortOne gave no answer that can be trusted
   */
  getPayment(paymentId: string): Promise<ObservedPayment | undefined>;
};

/** What was found: no order of ours, no payment at PortOne, or the order as it is now. */
export type SettleResult =
  | { found: 'no order' }
  | { found: 'no payment'; order: Order }
  | { found: 'payment'; order: Order; changed: boolean };

/** @param known the order, where the caller has just read it: it is not read again unless it has changed since */
export type SettlePayment = (paymentId: string, known?: Order) => Promise<SettleResult>;

export type SettlePaymentDependencies = {
  orders: OrderStore;
  portOne: PaymentReader;
  /** RFC 3339 */
  now: () => string;
  secondsOf: SecondsOf;
  /** How many pieces there are on a shelf; absent where none are counted. */
  stockOf?: ((shelf: string) => number | undefined) | undefined;
  /** Called with each order that has changed, as it was and with its events, once they are stored. */
  onSettled: (order: Order, before: Order, events: readonly FulfilmentEvent[]) => void;
  /** Called with a payment whose status PortOne has moved backward; the order stays as it is. */
  onRegression: (order: Order, observed: ObservedPayment) => void;
  /** Records a payment without an order, if it moved money. */
  recordUnmatched: (payment: UnmatchedPayment) => Promise<void>;
};

/**
 * The one way in which an order learns of its payment: asked by the buyer's
 * page and by PortOne's webhooks alike, in any order, any number of times.
 * It asks PortOne, compares the answer with the order, and changes the order. However many
 * calls arrive at once, PortOne is asked twice at most.
 */
export function paymentSettler({
  orders,
  portOne,
  now,
  secondsOf,
  stockOf,
  onSettled,
  onRegression,
  recordUnmatched,
}: SettlePaymentDependencies): SettlePayment {
  /** @returns the order as it is now, or `undefined` where another writer has changed it since it was read */
  async function applyChange(
    order: Order,
    observed: ObservedPayment,
  ): Promise<{ order: Order; changed: boolean } | undefined> {
    const time = now();
    const settlement = transition(order, observed, time, secondsOf);
    if (!settlement) return { order, changed: false };
    const events = fulfilmentEvents(order, settlement, observed, time);
    const counted = countedTerms(order, settlement, observed, time);
    const settled = await orders.settle(order, settlement, events, counted);
    if (!settled) return undefined;
    const isSoldOut = counted !== undefined && settled.settlement === counted.soldOut.settlement;
    onSettled(settled, order, isSoldOut ? counted.soldOut.events : events);
    return { order: settled, changed: true };
  }

  function countedTerms(
    order: Order,
    settlement: Settlement,
    observed: ObservedPayment,
    time: string,
  ): CountedTerms | undefined {
    if (!stockChangeOf(order, settlement)) return undefined;
    const stock = stockOf?.(order.sale?.stock?.shelf ?? '');
    const held = heldAsSoldOut(settlement);
    return {
      ...(stock !== undefined && { stock }),
      now: secondsOf(time) * 1_000,
      soldOut: { settlement: held, events: fulfilmentEvents(order, held, observed, time) },
    };
  }

  return singleFlight(async (paymentId, known) => {
    const observed = await portOne.getPayment(paymentId);
    // An order that was read before PortOne's slow answer may have changed since.
    // It is good for one thing, comparing and setting, which fails where it has.
    // Nothing else is concluded from it: not that nothing has changed, and no alarm.
    if (known && observed) {
      const applied = await applyChange(known, observed);
      if (applied?.changed) return { found: 'payment', ...applied };
    }
    // Compare and set: the loser of the race reads the order again and compares anew.
    for (;;) {
      const order = await orders.find(paymentId);
      if (!order) {
        if (observed) {
          await recordUnmatched({ ...observed, channelType: observed.claims.channelType });
        }
        return { found: 'no order' };
      }
      if (!observed) return { found: 'no payment', order };
      const applied = await applyChange(order, observed);
      if (!applied) continue;
      if (!applied.changed && isRankRegression(order, observed)) onRegression(order, observed);
      return { found: 'payment', ...applied };
    }
  });
}

/**
 * Only payments that moved money are recorded. Failed attempts of other systems are ignored; so are
 * virtual accounts that wait for a deposit, since anyone can have one issued for nothing, and on a live
 * server payments through TEST channels: the owner tries something in the same store.
 *
 * @param ours the channels of this server; absent where both kinds count
 */
export function movedMoney(
  { status, channelType }: Pick<UnmatchedPayment, 'status' | 'channelType'>,
  ours?: ChannelType,
): boolean {
  if (ours === 'LIVE' && channelType === 'TEST') return false;
  return status === 'PAID' || status === 'PARTIAL_CANCELLED';
}
