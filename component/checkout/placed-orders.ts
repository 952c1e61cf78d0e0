import type { PaymentSubject } from '../api/contract.ts';
import type { KnownSubject } from '../state/payment-result.ts';

/**
 * The orders that this browser took to a payment window. An address can name any order, and not one
 * of these: this list tells whether the payment began in this browser.
 */
type KeptOrder = { paymentId: string; itemId: string; until: number };

const KEY = 'portone-checkout:orders';

/** The latest orders that are kept. */
const MAX_ORDERS = 20;
/** How long an order is kept, in milliseconds: an account may wait for weeks. */
const KEPT_MS = 31 * 24 * 60 * 60_000;

/** Where they are kept; the second is used where the first is full or forbidden. */
const storages = [() => localStorage, () => sessionStorage];

/** The orders of this page: known even where the browser stores nothing. */
const ofThisPage = new Map<string, PaymentSubject>();

/** @param now in milliseconds since 1970 */
export function rememberOrder(paymentId: string, subject: PaymentSubject, now: number): void {
  ofThisPage.set(paymentId, subject);
  const order: KeptOrder = { paymentId, itemId: subject.itemId, until: now + KEPT_MS };
  for (const storage of storages) {
    try {
      const others = keptIn(storage, now).filter((other) => other.paymentId !== paymentId);
      storage().setItem(KEY, JSON.stringify([order, ...others].slice(0, MAX_ORDERS)));
      return;
    } catch (reason) {
      console.debug('<portone-checkout>', reason);
    }
  }
}

/**
 * What is known here of an order that this browser took to a window: all of it on the page that did,
 * later its item; `undefined` for any other order.
 */
export function placedOrder(paymentId: string, now: number): KnownSubject | undefined {
  const kept = storages
    .flatMap((storage) => keptIn(storage, now))
    .find((order) => order.paymentId === paymentId);
  return ofThisPage.get(paymentId) ?? (kept && { itemId: kept.itemId });
}

/** A page may write anything into its storage. */
function keptIn(storage: () => Storage, now: number): KeptOrder[] {
  try {
    const kept: KeptOrder[] = JSON.parse(storage().getItem(KEY) ?? '[]');
    return kept.filter(({ until }) => until > now);
  } catch (reason) {
    console.debug('<portone-checkout>', reason);
    return [];
  }
}
