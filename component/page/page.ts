import type { PaymentAnswer } from '../api/contract.ts';
import type { PaymentState } from '../state/checkout-state.ts';
import type { CheckoutEvent } from '../state/reduce-checkout.ts';
import { type LegacyReturn, takeLegacyReturn } from './legacy-return.ts';
import { takeMark } from './return-mark.ts';

/** A payment of this page. All elements of its item show it, whatever becomes of the one that was pressed. */
export type PagePayment = {
  readonly paymentId: string;
  /** Its server's address. */
  readonly server: string;
  readonly itemId: string;
  /** Whether this browser has ordered it: others read no more of it than anybody may. */
  readonly isHere: boolean;
  /** Whether an element of this page was pressed for it. */
  readonly isOfThisPage: boolean;
  state: PaymentState;
  /** `shown` in place of the item; as a `note` beside an item on sale; `hidden` until money has moved. */
  view: 'shown' | 'note' | 'hidden';
  /** Came back from its window to this page, and has not been brought into the buyer's view yet. */
  isArriving: boolean;
  send(event: CheckoutEvent): void;
  /** Takes what the server has said of it without being asked by it. */
  hear(answer: PaymentAnswer): void;
  /** Shows a payment that was a note. */
  show(): void;
  /** Shows the item again. The server goes on with the payment. */
  leave(): void;
  /** The same, and removes what this browser keeps of it. */
  forget(): void;
  /** Ends what is under way for it here; another one takes its place. */
  stop(): void;
};

/** An element that shows payments, as long as it is in the page. */
export type PaymentHost = {
  readonly element: HTMLElement;
  /** The key of the payments it shows now. */
  paymentKey(): string | undefined;
  /** What its buyer reads of a state, in one line. */
  messageOf(state: PaymentState): string;
};

/**
 * What all copies of this script on a page share, of whatever version: the names of the fields and
 * what they mean stay as long as `v` does.
 */
type Page = {
  v: 1;
  /** Of the address that the page was opened with, until it is redeemed. */
  mark: string | undefined;
  /** The same of a page of 0.1. */
  legacy: LegacyReturn | undefined;
  /** The mark's payment, by the server that was asked. */
  redemptions: Map<string, Promise<PagePayment | undefined>>;
  /** Of each key: settled once it is known whether a payment is on its way. */
  meetings: Map<string, Promise<void>>;
  payments: Record<string, PagePayment | undefined>;
  hosts: Set<PaymentHost>;
  /** Fires `change` when a payment has changed, or its elements have. */
  news: EventTarget;
};

const KEY = Symbol.for('portone-checkout:page');

export const page: Page = findPage();

export function paymentKeyOf(server: string, itemId: string): string {
  return JSON.stringify([server, itemId]);
}

export function keyOf({ server, itemId }: PagePayment): string {
  return paymentKeyOf(server, itemId);
}

/** Lets all elements of the page look at their payments again. */
export function tellElements(): void {
  page.news.dispatchEvent(new Event('change'));
}

/** The elements that show a payment of this key, in the page's order; those that are to be seen first. */
export function hostsOf(key: string): PaymentHost[] {
  const hosts = [...page.hosts].filter(
    (host) => host.paymentKey() === key && host.element.isConnected,
  );
  hosts.sort(({ element: one }, { element: other }) =>
    one.compareDocumentPosition(other) & Node.DOCUMENT_POSITION_PRECEDING ? 1 : -1,
  );
  return [...hosts.filter(isVisible), ...hosts.filter((host) => !isVisible(host))];
}

export function isVisible({ element }: PaymentHost): boolean {
  // Safari has checkVisibility() since 17.4.
  return element.checkVisibility?.() ?? element.getClientRects().length > 0;
}

function findPage(): Page {
  const shared = globalThis as { [KEY]?: Page };
  if (shared[KEY]?.v === 1) return shared[KEY];
  const made: Page = {
    v: 1,
    mark: undefined,
    legacy: undefined,
    redemptions: new Map(),
    meetings: new Map(),
    payments: {},
    hosts: new Set(),
    news: new EventTarget(),
  };
  // Where another version's store is there already, its script redeems the mark.
  if (shared[KEY] !== undefined || typeof document === 'undefined') return made;
  shared[KEY] = made;
  made.mark = takeMark();
  made.legacy = takeLegacyReturn();
  return made;
}
