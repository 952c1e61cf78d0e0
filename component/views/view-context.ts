import type { Buyer, CheckoutMethod, Currency } from '../api/contract.ts';
import type { Messages } from '../i18n/message-types.ts';

/** What the views of one element share. */
export type ViewContext = {
  messages: Messages;
  /** A BCP 47 tag */
  locale: string;
  /** @param amount in the minor unit */
  price(amount: number, currency?: Currency): string;
};

/** What the purchase options read and call of a checkout, at the time of use. */
export type PurchaseSource = {
  /** The page's fixed choices, and what it knows about its buyer. */
  readonly host: HTMLElement & {
    readonly layout?: 'card' | 'button' | undefined;
    requestUpdate(): void;
    readonly updateComplete: Promise<unknown>;
    readonly method: string | undefined;
    readonly quantity: number | undefined;
    readonly buyer: Buyer | undefined;
    readonly disabled: boolean;
  };
  /** The method in force. */
  readonly method: CheckoutMethod | undefined;
  readonly messages: Messages;
  readonly bff: { readonly server: string };
  readonly clock: { wait(milliseconds: number, signal: AbortSignal): Promise<void> };
  /** Lets the buyer pick an address; `undefined` where that cannot be had, or is given up. */
  findAddress(
    place: HTMLElement,
    signal: AbortSignal,
  ): Promise<{ zipcode: string; address: string } | undefined>;
  /** Requests an order ahead of the click. */
  prepare(): void;
};
