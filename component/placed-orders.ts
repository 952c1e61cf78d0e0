import type { KnownSubject } from './conclusion.ts';
import type { PaymentSubject } from './contract.ts';

/**
 * The orders that this browser took to a payment window. An address can name any order, and not one
 * of these: whoever opens it either began the payment here, or did not.
 */
type KeptOrder = { paymentId: string; itemId: string; until: number };

const KEY = 'portone-checkout:orders';

/** So many, the latest, and so long: an account may wait for weeks. In milliseconds. */
const MOST = 20;
const KEPT_MS = 31 * 24 * 60 * 60_000;

/** Where they are kept, and where else if that is full or forbidden. */
const storages = [() => localStorage, () => sessionStorage];

/** Those of this very page, whatever the browser lets a page keep. */
const ofThisPage = new Map<string, PaymentSubject>();

/** @param now in milliseconds since 1970 */
export function rememberOrder(paymentId: string, subject: PaymentSubject, now: number): void {
  ofThisPage.set(paymentId, subject);
  const order: KeptOrder = { paymentId, itemId: subject.itemId, until: now + KEPT_MS };
  for (const storage of storages) {
    try {
      const others = keptIn(storage, now).filter((other) => other.paymentId !== paymentId);
      storage().setItem(KEY, JSON.stringify([order, ...others].slice(0, MOST)));
      return;
    } catch (reason) {
      console.debug('<portone-checkout>', reason);
    }
  }
}

/**
 * What is known here of an order that this browser took to a window: all of it on the page that did,
 * later its item. Nothing of any other order.
 */
export function placedOrder(paymentId: string, now: number): KnownSubject | undefined {
  const kept = storages
    .flatMap((storage) => keptIn(storage, now))
    .find((order) => order.paymentId === paymentId);
  return ofThisPage.get(paymentId) ?? (kept && { itemId: kept.itemId });
}

/** None where something else stands in their place: a page may put there what it likes. */
function keptIn(storage: () => Storage, now: number): KeptOrder[] {
  try {
    const kept: KeptOrder[] = JSON.parse(storage().getItem(KEY) ?? '[]');
    return kept.filter(({ until }) => until > now);
  } catch (reason) {
    console.debug('<portone-checkout>', reason);
    return [];
  }
}
