import type { PrivateDetails } from './sale/private-details.ts';

/** The receivers that a mail goes to by itself; the others are named after an address. */
export const OWNER_MAIL = 'mail:owner';
export const BUYER_MAIL = 'mail:buyer';

/** The longest time until an event that was not accepted is sent again. */
export const LONGEST_DELIVERY_WAIT_SECONDS = 12 * 60 * 60;

/** An event on its way to the owner, under the id that its receiver tells repetitions by. */
export type OutgoingEvent = {
  id: string;
  /** Which delivery of it this is: each receiver has its own. */
  deliveryId: string;
  type: string;
  paymentId: string;
  /** JSON, as it is stored: without what is personal. */
  body: string;
  /** What is personal about the order, if anything is kept of it. */
  details?: PrivateDetails;
  /** How often it has been sent, this time included. */
  attempts: number;
};

/** Events that are not delivered yet. Servers on one database share it without sending twice at the same moment. */
export type Outbox = {
  /**
   * Acquires the events that are due, each with a lease that ends at `until`. Where
   * a server dies, its events are due again at that time, and are sent again under the same id.
   *
   * @param now RFC 3339, as `until`
   * @param receiver whose; those of all where absent. An `only` one has those as well that are
   * addressed to none
   */
  acquire(
    now: string,
    until: string,
    limit: number,
    receiver?: { name: string; isOnly: boolean },
  ): Promise<OutgoingEvent[]>;
  /**
   * Addresses events that are due to each of the receivers.
   *
   * @returns how many events; 0 once none is left
   */
  address(now: string, receivers: readonly string[], limit: number): Promise<number>;
  /**
   * Gives up what is long due for receivers that the settings do not have any more. Another server may
   * have them still, or have them already.
   *
   * @param dueBefore RFC 3339
   * @returns how many, by the receiver
   */
  giveUpOthers(receivers: readonly string[], dueBefore: string): Promise<Map<string, number>>;
  delivered(event: Pick<OutgoingEvent, 'deliveryId'>, now: string): Promise<void>;
  /**
   * Notes a failure, unless the event has been acquired or made due again since.
   *
   * @param dueAt when to try again; absent gives up, for a person to send it again
   */
  failed(
    event: Pick<OutgoingEvent, 'deliveryId' | 'attempts'>,
    error: string,
    dueAt?: string,
  ): Promise<void>;
};
