import { CheckoutError } from '../domain/checkout-error.ts';
import type { ChannelType } from '../domain/order.ts';
import type {
  FindKnown,
  KnownPayment,
  ListedPayment,
  OpenOrders,
  PaymentLister,
  Watermark,
} from '../domain/reconciliation.ts';
import { movedMoney, type SettlePayment, type UnmatchedPayment } from '../domain/settle-payment.ts';
import { isStorableKey } from '../domain/storable-text.ts';
import { rfc3339 } from '../time/rfc3339.ts';

/** A payment in the list whose status may differ from what is stored. */
type ListedChange = { payment: ListedPayment; isOrder: boolean };

/** Milliseconds by which spans overlap: PortOne may write a change down after a later one. */
const OVERLAP_MS = 10 * 60_000;
/** Milliseconds in which a step of a scan is over, or another server may read on. */
const READING_LEASE_MS = 30_000;
/** How far back the first scan of a new database looks, in milliseconds. */
const FIRST_SPAN_MS = 24 * 60 * 60_000;
/** PortOne's own span where none is asked for, in milliseconds; a shop without a sale for longer reads no further back. */
const LONGEST_SPAN_MS = 90 * 24 * 60 * 60_000;
/** A limit on memory. */
const MAX_UNREADABLE = 1_000;
/** Payments that are settled at once: each is over within PortOne's deadline, and so a step within its lease. */
const CONCURRENT_SETTLEMENTS = 10;

/**
 * Reads on in what changed at PortOne: late deposits, refunds at the console,
 * payments whose webhook and whose buyer were both lost, and payments that are
 * not ours. Each call reads one page and stores the cursor, so that a killed
 * server loses one page at most, and stopping waits for one page at most.
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
  recordUnmatched: (payment: UnmatchedPayment) => Promise<void>;
  /** The kind of channel that this server sells through; absent where both kinds count as money. */
  channelType?: ChannelType;
  clock: () => number;
  /**
   * Called with a payment that cannot be settled now. Reading continues with the others.
   * An order is polled again; a payment without one is stored as the list has it,
   * since reading may never return to it.
   */
  onUnsettled: (paymentId: string, error: unknown) => void;
  /** Called with a payment that no database can keep, once. Reading continues with the others. */
  onUnreadable?: (payment: ListedPayment, error: unknown) => void;
}): (signal?: AbortSignal) => Promise<number> {
  const { store, portOne, settlePayment, recordUnmatched, channelType, clock, onUnsettled } =
    dependencies;
  const { watermark, findKnown, openOrders } = store;
  /** Every reading sees a payment again for ten minutes. */
  const unreadable = new Set<string>();

  function passOver(payment: ListedPayment, error: unknown): void {
    if (unreadable.has(payment.paymentId)) return;
    if (unreadable.size === MAX_UNREADABLE) unreadable.clear();
    unreadable.add(payment.paymentId);
    dependencies.onUnreadable?.(payment, error);
  }

  /** One payment whose text the database refuses must not keep the others from being read. */
  async function recordOrPassOver(payment: ListedPayment): Promise<void> {
    try {
      await recordUnmatched(payment);
    } catch (error) {
      if (!(error instanceof CheckoutError && error.isAboutOneRow)) throw error;
      passOver(payment, error);
    }
  }

  /** Whether a payment in the list may differ from what is stored. */
  function hasChanged(listed: ListedPayment, known: KnownPayment | undefined): boolean {
    return known ? differs(listed, known) : movedMoney(listed, channelType);
  }

  async function findChanged(payments: readonly ListedPayment[]): Promise<ListedChange[]> {
    const storable = payments.filter(({ paymentId }) => isStorableKey(paymentId));
    for (const payment of payments) {
      if (storable.includes(payment) || !movedMoney(payment, channelType)) continue;
      passOver(payment, new Error('Its id is a text that no database keeps'));
    }
    const known = await findKnown(storable.map(({ paymentId }) => paymentId));
    return storable
      .filter((payment) => hasChanged(payment, known.get(payment.paymentId)))
      .map((payment) => ({ payment, isOrder: known.get(payment.paymentId)?.isOrder === true }));
  }

  async function settle(changes: readonly ListedChange[]): Promise<void> {
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
    for (const { payment, isOrder } of unsettled) if (!isOrder) await recordOrPassOver(payment);
  }

  return async (signal) => {
    const now = clock();
    let lease = await watermark.acquire(now, now + READING_LEASE_MS);
    if (!lease) return 0;
    const { cursor } = lease;
    const { readUntil, scan } = cursor;
    const until = scan?.until ?? now;
    const from = scan?.at ?? scanStart(readUntil, now);

    let newest = from;
    let isLast = false;
    // More payments than a page has may have changed in one millisecond: only those pages are counted.
    for (let number = 0; newest === from && !isLast; number += 1) {
      const page = await portOne.listChanges({
        from: rfc3339(from),
        until: rfc3339(until),
        number,
      });
      const changes = await findChanged(page.payments);
      for (let index = 0; index < changes.length; index += CONCURRENT_SETTLEMENTS) {
        if (signal?.aborted) {
          await watermark.release(lease, cursor);
          return 0;
        }
        lease = await watermark.renew(lease, clock() + READING_LEASE_MS);
        if (!lease) return 0;
        await settle(changes.slice(index, index + CONCURRENT_SETTLEMENTS));
      }
      // A time that PortOne was not asked for must not take the others with it.
      newest = Math.max(from, ...page.payments.map(changedAt).filter((time) => time <= until));
      isLast = page.isLast;
    }

    if (!isLast) {
      await watermark.release(lease, {
        ...(readUntil !== undefined && { readUntil }),
        scan: { at: newest, until },
      });
      return 1;
    }
    // No further than the scan's beginning, so that what PortOne wrote down late while it went on is within the overlap.
    const readNow = Math.max(readUntil ?? from, Math.min(newest, until));
    await watermark.release(lease, { readUntil: readNow }, until);
    return 0;
  };
}

/** Where a scan begins, in milliseconds since 1970. */
function scanStart(readUntil: number | undefined, now: number): number {
  // What lies ahead was written by a clock that ran ahead, and says nothing of what has been read.
  return readUntil === undefined || readUntil > now + OVERLAP_MS
    ? now - FIRST_SPAN_MS
    : Math.max(readUntil - OVERLAP_MS, now - LONGEST_SPAN_MS);
}

function differs(listed: ListedPayment, known: KnownPayment): boolean {
  if (known.statusChangedAt === undefined) return true;
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
