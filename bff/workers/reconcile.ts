import { CheckoutError } from '../domain/checkout-error.ts';
import { nextPoll } from '../domain/next-poll.ts';
import type { Order, PortOneStatus } from '../domain/order.ts';
import { bringsMoney, type SeenStray, type SettlePayment } from '../domain/settle-payment.ts';

/** An order that is due, and how often asking about it has brought nothing new. */
export type DueOrder = { order: Order; polls: number };

/** When an order is to be asked about next; never again where `at` is absent. Milliseconds since 1970. */
export type NextPoll = { paymentId: string; polls: number; at?: number };

/** Open orders that nobody may ever tell us about: a buyer's page can keep webhooks away. */
export type OpenOrders = {
  /**
   * Takes the orders that are due to be asked about. Servers on one database
   * share them: who takes one has it until `until`. Then it is due again, so
   * that one whose taker died is not forgotten.
   *
   * @param now milliseconds since 1970, as `until`
   */
  takeDue(now: number, until: number, limit: number): Promise<DueOrder[]>;
  /**
   * Puts back what was taken until `until`. An order that has moved on since
   * then was given another time by that, and keeps it.
   */
  putBack(next: readonly NextPoll[], until: number): Promise<void>;
  /** Makes orders due, whatever has become of them. An id that is no order's is passed over. */
  makeDue(paymentIds: readonly string[], now: number): Promise<void>;
  /** How many are due: the backlog of asking. */
  countDue(now: number): Promise<number>;
};

/** How far PortOne's changes have been read. Milliseconds since 1970. */
export type ReadingPlace = {
  /** By PortOne's clock: the newest change that passes which are over have seen. */
  readUntil?: number;
  /** Of the pass that was broken off, if one was. */
  pass?: ReadingPass;
};

export type ReadingPass = {
  /** By PortOne's clock: up to which change it has come. */
  at: number;
  /** By ours: when it began. It leaves later changes to the next one. */
  until: number;
};

/** What another server may not touch until the turn ends. */
export type ReadingTurn = { until: number; place: ReadingPlace };

/** Keeps a {@link ReadingPlace} for all servers on one database, of which one at a time reads on. */
export type Watermark = {
  /**
   * @param now milliseconds since 1970, as `until`: for so long nobody else gets a turn
   * @returns `undefined` where it is another server's turn
   */
  take(now: number, until: number): Promise<ReadingTurn | undefined>;
  /** @returns the turn with another end, or `undefined` where another server has taken over */
  prolong(turn: ReadingTurn, until: number): Promise<ReadingTurn | undefined>;
  /**
   * Ends a turn, unless another server has taken over.
   *
   * @param completed by our clock: when the pass began that is over now; absent where one is under way
   */
  leave(turn: ReadingTurn, place: ReadingPlace, completed?: number): Promise<void>;
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
};

/** What is kept here of a payment in the list; of an order that was never seen at PortOne, nothing but that it is one. */
export type KnownPayment = { isOrder: boolean } & Partial<Omit<ListedPayment, 'paymentId'>>;

/** Those of these payments that are orders of ours, or strays that are kept. */
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

/** A payment about which there may be something to learn. */
type News = { payment: ListedPayment; isOrder: boolean };

/** Orders that are asked about at once. */
const POLLS_AT_ONCE = 20;
/** Milliseconds in which a question is answered, or another server may ask it. */
const POLL_LEASE = 30_000;
/** An order that PortOne could not be asked about is due again after this part of its age, so that a day's outage is not a day's flood. */
const AGE_PART = 100;

/**
 * Makes a pass over the open orders that are due: asks PortOne about each. A
 * question that PortOne did not answer does not count as asked.
 *
 * @returns how many were answered, so that the caller can go on while there are more
 * @throws what stood in the way where none could be asked about
 */
export function orderPolling(dependencies: {
  openOrders: OpenOrders;
  settlePayment: SettlePayment;
  clock: () => number;
}): () => Promise<number> {
  const { openOrders, settlePayment, clock } = dependencies;

  async function ask({ order: { paymentId, createdAt }, polls }: DueOrder) {
    try {
      const result = await settlePayment(paymentId);
      const now = clock();
      if (result.found === 'no order') return {};
      const at = nextPoll(result.order, polls, now / 1_000, secondsOf);
      return { next: { paymentId, polls: polls + 1, ...(at !== undefined && { at: at * 1_000 }) } };
    } catch (error) {
      const patience = error instanceof CheckoutError ? (error.retryAfter ?? 0) * 1_000 : 0;
      const now = clock();
      const age = now - Date.parse(createdAt);
      const at = now + Math.max(POLL_LEASE, patience, age / AGE_PART);
      return { next: { paymentId, polls, at }, error };
    }
  }

  return async () => {
    const now = clock();
    const until = now + POLL_LEASE;
    const due = await openOrders.takeDue(now, until, POLLS_AT_ONCE);
    const asked = await Promise.all(due.map(ask));
    await openOrders.putBack(
      asked.flatMap(({ next }) => next ?? []),
      until,
    );
    const failed = asked.filter(({ error }) => error !== undefined);
    if (failed.length > 0 && failed.length === due.length) throw failed[0]?.error;
    return due.length - failed.length;
  };
}

/** Milliseconds by which spans overlap: PortOne may write a change down after a later one. */
const OVERLAP = 10 * 60_000;
/** Milliseconds in which a step of a pass is over, or another server may read on. */
const READING_LEASE = 30_000;
/** How far back the first pass of a new database looks, in milliseconds. */
const FIRST_SPAN = 24 * 60 * 60_000;
/** PortOne's own span where none is asked for, in milliseconds; a shop without a sale for longer reads no further back. */
const LONGEST_SPAN = 90 * 24 * 60 * 60_000;
/** Payments that are settled at once: each is over within PortOne's deadline, and so a step within its lease. */
const SETTLED_AT_ONCE = 10;

/**
 * Reads on in what changed at PortOne: late deposits, refunds at the console,
 * payments whose webhook and whose buyer were both lost, and payments that are
 * not ours. Each call reads one page and keeps the place, so that a server
 * which is killed loses no more than a page, and stopping waits for no more.
 *
 * A payment leaves its place in the list when it changes again, and those behind
 * it move up. So pages are not counted: the next one begins with the last
 * change that was seen.
 *
 * @returns 1 where there is more to be read now, so that the caller goes on at once
 */
export function changeReading(dependencies: {
  store: { watermark: Watermark; findKnown: FindKnown; openOrders: Pick<OpenOrders, 'makeDue'> };
  portOne: PaymentLister;
  settlePayment: SettlePayment;
  noticeStray: (stray: SeenStray) => Promise<void>;
  clock: () => number;
  /**
   * Hears of a payment that cannot be settled now. The others are read on. If it
   * is an order's, it is asked about again; else it is kept as the list has it,
   * since the reading may never come back to it.
   */
  onUnsettled: (paymentId: string, error: unknown) => void;
}): (signal?: AbortSignal) => Promise<number> {
  const { store, portOne, settlePayment, noticeStray, clock, onUnsettled } = dependencies;
  const { watermark, findKnown, openOrders } = store;

  async function news(payments: readonly ListedPayment[]): Promise<News[]> {
    const known = await findKnown(payments.map(({ paymentId }) => paymentId));
    return payments
      .filter((payment) => isNews(payment, known.get(payment.paymentId)))
      .map((payment) => ({ payment, isOrder: known.get(payment.paymentId)?.isOrder === true }));
  }

  async function settle(changes: readonly News[]): Promise<void> {
    const results = await Promise.allSettled(
      changes.map(({ payment }) => settlePayment(payment.paymentId)),
    );
    const unsettled = changes.filter(({ payment }, index) => {
      const result = results[index];
      if (result?.status !== 'rejected') return false;
      onUnsettled(payment.paymentId, result.reason);
      return true;
    });
    const orders = unsettled.filter(({ isOrder }) => isOrder);
    if (orders.length > 0) {
      await openOrders.makeDue(
        orders.map(({ payment }) => payment.paymentId),
        clock(),
      );
    }
    for (const { payment, isOrder } of unsettled) if (!isOrder) await noticeStray(payment);
  }

  return async (signal) => {
    const now = clock();
    let turn = await watermark.take(now, now + READING_LEASE);
    if (!turn) return 0;
    const { place } = turn;
    const { readUntil, pass } = place;
    const until = pass?.until ?? now;
    const from = pass?.at ?? begin(readUntil, now);

    let newest = from;
    let isLast = false;
    // More payments than a page has may have changed in one millisecond: only those pages are counted.
    for (let number = 0; newest === from && !isLast; number += 1) {
      const page = await portOne.listChanges({
        from: rfc3339(from),
        until: rfc3339(until),
        number,
      });
      const changes = await news(page.payments);
      for (let index = 0; index < changes.length; index += SETTLED_AT_ONCE) {
        if (signal?.aborted) {
          await watermark.leave(turn, place);
          return 0;
        }
        turn = await watermark.prolong(turn, clock() + READING_LEASE);
        if (!turn) return 0;
        await settle(changes.slice(index, index + SETTLED_AT_ONCE));
      }
      newest = Math.max(from, ...page.payments.map(changedAt));
      isLast = page.isLast;
    }

    if (!isLast) {
      await watermark.leave(turn, {
        ...(readUntil !== undefined && { readUntil }),
        pass: { at: newest, until },
      });
      return 1;
    }
    // No further than the pass's beginning, so that what PortOne wrote down late while it went on is within the overlap.
    const readNow = Math.max(readUntil ?? from, Math.min(newest, until));
    await watermark.leave(turn, { readUntil: readNow }, until);
    return 0;
  };
}

/** Where a pass begins, in milliseconds since 1970. */
function begin(readUntil: number | undefined, now: number): number {
  return readUntil === undefined
    ? now - FIRST_SPAN
    : Math.max(readUntil - OVERLAP, now - LONGEST_SPAN);
}

/** Whether asking about a payment in the list can bring anything that is not known. */
function isNews(listed: ListedPayment, known: KnownPayment | undefined): boolean {
  if (!known && !bringsMoney(listed.status)) return false;
  if (known?.statusChangedAt === undefined) return true;
  if (listed.statusChangedAt !== known.statusChangedAt) {
    return listed.statusChangedAt > known.statusChangedAt;
  }
  if (listed.status !== known.status) return true;
  // Another partial refund may leave the time as it is.
  return known.isOrder && (listed.cancelledAmount ?? 0) > (known.cancelledAmount ?? 0);
}

function changedAt({ statusChangedAt }: ListedPayment): number {
  return Date.parse(statusChangedAt);
}

function rfc3339(milliseconds: number): string {
  return new Date(milliseconds).toISOString();
}

function secondsOf(time: string): number {
  return Date.parse(time) / 1_000;
}
