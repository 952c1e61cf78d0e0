/** The longest time until an event that was not accepted is sent again. */
export const LONGEST_DELIVERY_WAIT_SECONDS = 12 * 60 * 60;

/** An event on its way to the owner, under the id that its receiver tells repetitions by. */
export type OutgoingEvent = {
  id: string;
  type: string;
  paymentId: string;
  /** JSON, as it is sent and signed. */
  body: string;
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
   */
  acquire(now: string, until: string, limit: number): Promise<OutgoingEvent[]>;
  delivered(id: string, now: string): Promise<void>;
  /**
   * Notes a failure, unless the event has been acquired or made due again since.
   *
   * @param dueAt when to try again; absent gives up, for a person to send it again
   */
  failed(
    event: Pick<OutgoingEvent, 'id' | 'attempts'>,
    error: string,
    dueAt?: string,
  ): Promise<void>;
};
