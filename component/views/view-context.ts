import type { TemplateResult } from 'lit/html.js';
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
    requestUpdate(): void;
    readonly updateComplete: Promise<unknown>;
    readonly method: string | undefined;
    readonly quantity: number | undefined;
    readonly buyer: Buyer | undefined;
    readonly disabled: boolean;
  };
  /** The method in force. */
  readonly method: CheckoutMethod | undefined;
  readonly clock: { wait(milliseconds: number, signal: AbortSignal): Promise<void> };
  /** Requests an order ahead of the click. */
  prepare(): void;
};

/** What the one button does. */
export type Action = {
  label: string | TemplateResult;
  act: (() => void) | undefined;
  /** `main` pays, `quiet` is for any other action, `busy` takes no clicks. */
  look: 'main' | 'quiet' | 'busy';
};
