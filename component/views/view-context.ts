import type { TemplateResult } from 'lit/html.js';
import type { Buyer, CheckoutMethod, Currency } from '../api/contract.ts';
import type { Messages } from '../i18n/message-types.ts';

/** What the views of one element share. */
export type ViewContext = {
  words: Messages;
  /** A BCP 47 tag */
  locale: string;
  /** @param amount in the minor unit */
  price(amount: number, currency?: Currency): string;
};

/** What choosing needs of a checkout; all of it is read when it is needed. */
export type PurchaseSource = {
  /** What the page has fixed, and what it knows about its buyer. */
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
  /** Orders ahead of the click. */
  prepare(): void;
};

/** What the one button does. */
export type Action = {
  label: string | TemplateResult;
  act: (() => void) | undefined;
  /** `main` is the shop's aim, `quiet` a way out of trouble, `busy` takes no clicks. */
  look: 'main' | 'quiet' | 'busy';
};
