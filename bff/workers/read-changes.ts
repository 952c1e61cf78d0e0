import type {
  FindKnown,
  KnownPayment,
  ListedPayment,
  OpenOrders,
  PaymentLister,
  Watermark,
} from '../domain/reconciliation.ts';
import { bringsMoney, type SeenStray, type SettlePayment } from '../domain/settle-payment.ts';

/** A payment about which there may be something to learn. */
type News = { payment: ListedPayment; isOrder: boolean };

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
