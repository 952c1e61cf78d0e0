import type { Order } from './order.ts';
import type { PortOneStatus } from './portone-status.ts';

/**
 * An order that is due, and how often asking about it has brought nothing new; or why its row cannot
 * be read, which is no reason to leave the others.
 */
export type DueOrder = { paymentId: string; polls: number } & (
  | { order: Order; error?: undefined }
  | { order?: undefined; error: unknown }
);

/** When an order is to be asked about next; never again where `at` is absent. Milliseconds since 1970. */
export type NextPoll = { paymentId: string; polls: number; at?: number };

/** Open orders. The server may never get a webhook about one: a buyer's page can keep webhooks away. */
export type OpenOrders = {
  /**
   * Acquires the orders that are due to be polled. Servers on one database share
   * them: each has a lease until `until`. Then the order is due again, so that the
   * order of a server that died is not forgotten.
   *
   * @param now milliseconds since 1970, as `until`
   */
  acquireDue(now: number, until: number, limit: number): Promise<DueOrder[]>;
  /**
   * Releases what was acquired until `until`. An order that has changed since
   * then was given another time with the change, and keeps it.
   */
  reschedule(next: readonly NextPoll[], until: number): Promise<void>;
  /** Makes orders due, whatever their status is. An id without an order is ignored. */
  makeDue(paymentIds: readonly string[], now: number): Promise<void>;
  /** How many are due: the backlog of polling. */
  countDue(now: number): Promise<number>;
};

/** How far PortOne's changes have been read. Milliseconds since 1970. */
export type ReadingCursor = {
  /** By PortOne's clock: the newest change that finished scans have seen. */
  readUntil?: number;
  /** The scan that was interrupted, if one was. */
  scan?: Scan;
};

export type Scan = {
  /** By PortOne's clock: up to which change it has come. */
  at: number;
  /** By ours: when it began. It leaves later changes to the next one. */
  until: number;
};

/** What another server may not touch until the lease ends. */
export type ReadingLease = { until: number; cursor: ReadingCursor };

/** Keeps a {@link ReadingCursor} for all servers on one database, of which one at a time reads on. */
export type Watermark = {
  /**
   * @param now milliseconds since 1970, as `until`: for so long no other server gets the lease
   * @returns `undefined` where another server has the lease
   */
  acquire(now: number, until: number): Promise<ReadingLease | undefined>;
  /** @returns the lease with another end, or `undefined` where another server has taken over */
  renew(lease: ReadingLease, until: number): Promise<ReadingLease | undefined>;
  /**
   * Ends a lease, unless another server has taken over.
   *
   * @param completed by our clock: when the scan that has just ended began; absent while one is running
   */
  release(lease: ReadingLease, cursor: ReadingCursor, completed?: number): Promise<void>;
  /** Seconds by which reading is behind; infinite before anything has been read. */
  lag(now: number): Promise<number>;
};

/** A payment in PortOne's list. */
export type ListedPayment = {
  paymentId: string;
  status: PortOneStatus;
  /** With nine digits of a second. */
  statusChangedAt: string;
  cancelledAmount?: number;
  /** As PortOne says it: `TEST` or `LIVE`. */
  channelType?: unknown;
};

/** What is stored about a payment in the list; only `isOrder` for an order that was never seen at PortOne. */
export type KnownPayment = { isOrder: boolean } & Partial<
  Omit<ListedPayment, 'paymentId' | 'channelType'>
>;

/** Finds those of these payments that have an order here, or are stored as unmatched. */
export type FindKnown = (paymentIds: readonly string[]) => Promise<Map<string, KnownPayment>>;

export type PaymentLister = {
  /**
   * The payments whose status changed in a span of time, both ends included, oldest first.
   *
   * @param number counted from 0
   * @throws {CheckoutError} `UPSTREAM_UNAVAILABLE`
   */
  listChanges(span: {
    from: string;
    until: string;
    number: number;
  }): Promise<{ payments: ListedPayment[]; isLast: boolean }>;
};
