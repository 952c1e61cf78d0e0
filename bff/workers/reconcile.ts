import type { Order, PortOneStatus } from '../domain/order.ts';
import type { SettlePayment } from '../domain/settle-payment.ts';
import { isPaidOrBeyond } from '../domain/transition.ts';

/** Open orders that nobody may ever tell us about: a buyer's page can keep webhooks away. */
export type OpenOrders = {
  /**
   * Takes the orders that are due to be asked about, and makes each due again
   * later. Servers on one database share them.
   *
   * @param now milliseconds since 1970
   */
  takeDue(now: number, limit: number): Promise<Order[]>;
};

/** How far PortOne's changes have been read. One server at a time reads on. */
export type Watermark = {
  /**
   * @param now milliseconds since 1970, as `until`: for so long nobody else gets it
   * @returns how far it was read, RFC 3339, or `undefined` where another server is at it
   */
  take(now: number, until: number): Promise<{ readUntil: string | undefined } | undefined>;
  /** @param readUntil RFC 3339 */
  moveTo(readUntil: string): Promise<void>;
};

/** A payment in PortOne's list. */
export type ListedPayment = {
  paymentId: string;
  status: PortOneStatus;
  /** With nine digits of a second. */
  statusChangedAt: string;
};

export type PaymentLister = {
  /**
   * The payments whose status changed in a span of time, oldest first.
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

const AT_ONCE = 20;

/**
 * Makes a pass over the open orders that are due: asks PortOne about each.
 *
 * @returns how many there were
 */
export function orderPolling(dependencies: {
  openOrders: OpenOrders;
  settlePayment: SettlePayment;
  clock: () => number;
}): () => Promise<number> {
  const { openOrders, settlePayment, clock } = dependencies;
  return async () => {
    const due = await openOrders.takeDue(clock(), AT_ONCE);
    // One that PortOne cannot tell us about now is due again soon enough.
    await Promise.allSettled(due.map(({ paymentId }) => settlePayment(paymentId)));
    return due.length;
  };
}

/** Milliseconds by which spans overlap: PortOne may write a change down after a later one. */
const OVERLAP = 10 * 60_000;
/** Milliseconds in which a pass is over, or another server may make it. */
const LEASE = 60_000;
/** How far back the first pass of a new database looks, in milliseconds. */
const FIRST_SPAN = 24 * 60 * 60_000;

/**
 * Makes a pass over everything that changed at PortOne: late deposits, refunds
 * at the console, payments whose webhook and whose buyer were both lost, and
 * payments that are not ours.
 *
 * @returns how many payments it settled anew
 */
export function changeReading(dependencies: {
  watermark: Watermark;
  portOne: PaymentLister;
  findOrder: (paymentId: string) => Promise<Order | undefined>;
  settlePayment: SettlePayment;
  clock: () => number;
}): () => Promise<number> {
  const { watermark, portOne, findOrder, settlePayment, clock } = dependencies;

  async function isKnown(payment: ListedPayment): Promise<boolean> {
    const settlement = (await findOrder(payment.paymentId))?.settlement;
    return (
      settlement !== undefined &&
      settlement.status === payment.status &&
      settlement.statusChangedAt >= payment.statusChangedAt &&
      // Another partial refund may leave the time as it is.
      !(isPaidOrBeyond(settlement) && payment.status === 'PARTIAL_CANCELLED')
    );
  }

  return async () => {
    const now = clock();
    const turn = await watermark.take(now, now + LEASE);
    if (!turn) return 0;
    const from =
      turn.readUntil === undefined ? now - FIRST_SPAN : Date.parse(turn.readUntil) - OVERLAP;
    const span = { from: rfc3339(from), until: rfc3339(now) };
    let settled = 0;
    for (let number = 0; ; number += 1) {
      const { payments, isLast } = await portOne.listChanges({ ...span, number });
      for (const payment of payments) {
        if (await isKnown(payment)) continue;
        const result = await settlePayment(payment.paymentId);
        if (result.found === 'payment' && result.changed) settled += 1;
      }
      if (isLast) break;
    }
    // Only now: a pass that breaks off is made again from where it began.
    await watermark.moveTo(span.until);
    return settled;
  };
}

function rfc3339(milliseconds: number): string {
  return new Date(milliseconds).toISOString();
}
