import type { ReactiveController } from 'lit';
import { type BffClient, BffError, bffClient } from '../api/checkout-api.ts';
import type { Buyer, CheckoutMethod, FailureKind, ItemAnswer } from '../api/contract.ts';
import { type CustomMessages, withCustomMessages } from '../i18n/custom-messages.ts';
import { formatPrice } from '../i18n/format-price.ts';
import { languageOf, localeOf } from '../i18n/locale.ts';
import type { Messages } from '../i18n/message-types.ts';
import { messages } from '../i18n/messages.ts';
import { ownOrigin } from '../script-url.ts';
import type { CheckoutState } from '../state/checkout-state.ts';
import type { WindowEnd } from '../state/window-result.ts';
import { createPurchaseOptions, type PurchaseOptions } from '../views/purchase-options.ts';
import { type Confirmation, createConfirmation } from './confirm.ts';
import { CheckoutReadyEvent } from './events.ts';
import { createPayFlow, type PayFlow } from './pay.ts';
import { claimRedirectReturn, returns } from './return-url.ts';

/** The element's attributes and properties that a checkout reads, at the time of use. */
export type CheckoutHost = HTMLElement & {
  itemId: string | undefined;
  bff: string | undefined;
  quantity: number | undefined;
  method: string | undefined;
  locale: string | undefined;
  redirectUrl: string | undefined;
  disabled: boolean;
  buyer: Buyer | undefined;
  messages?: CustomMessages | undefined;
  requestUpdate(): void;
  addController(controller: ReactiveController): void;
  readonly updateComplete: Promise<unknown>;
};

/** The clocks of a checkout. `wait` resolves early once the signal is aborted. */
export type Clock = {
  /**
   * Milliseconds, from any start: measures what passes between two calls, and is never set. Only on
   * Windows it counts the sleep of the device (https://github.com/w3c/hr-time/issues/115).
   */
  now(): number;
  /** Milliseconds since 1970 by the buyer's device, which may be wrong by any amount and set at any time. */
  wall(): number;
  wait(milliseconds: number, signal: AbortSignal): Promise<void>;
};

const browserClock: Clock = {
  now: () => performance.now(),
  wall: () => Date.now(),
  wait: (milliseconds, signal) =>
    new Promise((resolve) => {
      const end = () => {
        clearTimeout(timer);
        signal.removeEventListener('abort', end);
        resolve();
      };
      const timer = setTimeout(end, milliseconds);
      signal.addEventListener('abort', end);
    }),
};

/** After this long the buyer reads that it takes longer than usual. */
const SLOW_AFTER_MS = 5_000;

/** Runs one checkout, from loading the item to the result. It renders nothing. */
export class CheckoutController implements ReactiveController {
  readonly host: CheckoutHost;
  readonly clock: Clock;
  /** Places orders and opens payment windows. */
  readonly payFlow: PayFlow;
  /** What follows the payment window. */
  readonly confirmation: Confirmation;
  #state: CheckoutState = { name: 'idle' };
  #itemAnswer: ItemAnswer | undefined;
  #choices: PurchaseOptions | undefined;
  #messages: Messages = messages.ko;
  /** The page's messages that `#messages` were made with. */
  #custom: CustomMessages | undefined;
  #itemKey = '';
  #locale = '';
  #load = new AbortController();

  constructor(host: CheckoutHost, clock: Clock = browserClock) {
    this.host = host;
    this.clock = clock;
    this.payFlow = createPayFlow(this);
    this.confirmation = createConfirmation(this);
  }

  get state(): CheckoutState {
    return this.#state;
  }

  /** The item and its server, as of the last update. */
  get itemKey(): string {
    return this.#itemKey;
  }

  /** The item and how it can be paid for, once loaded. */
  get itemAnswer(): ItemAnswer | undefined {
    return this.#itemAnswer;
  }

  /** What the buyer chooses and fills in; `undefined` where the page or the item leaves no choice. */
  get choices(): PurchaseOptions | undefined {
    return this.#choices;
  }

  /** In the buyer's language. */
  get messages(): Messages {
    return this.#messages;
  }

  /** The amount to pay, in the minor unit: from the order once there is one, from the item before. */
  get total(): number | undefined {
    if (!this.#itemAnswer) return undefined;
    const known = this.#state.name === 'issued' ? this.#state.totalAmount : undefined;
    return (
      known ?? this.payFlow.usableOrder?.totalAmount ?? this.#itemAnswer.item.price * this.quantity
    );
  }

  /** How many: as the page says, else as the buyer chooses. */
  get quantity(): number {
    return this.host.quantity ?? this.#choices?.quantity ?? 1;
  }

  /** How the buyer would pay: as the page says, else as the buyer chooses, else the server's first. */
  get method(): CheckoutMethod | undefined {
    const methods = this.#itemAnswer?.checkout.methods ?? [];
    const wanted = this.host.method ?? this.#choices?.methodId;
    return wanted ? methods.find(({ id }) => id === wanted) : methods[0];
  }

  /** Whether PayPal's own buttons take the place of ours. */
  get paysByPaypal(): boolean {
    return this.method?.payMethod === 'PAYPAL';
  }

  /** The buyer's, as of the last update: a BCP 47 tag. */
  get locale(): string {
    return this.#locale;
  }

  /** Aborted when the element turns to another item: requests for the old one are dropped. */
  get loadSignal(): AbortSignal {
    return this.#load.signal;
  }

  hostConnected(): void {
    this.payFlow.reconnect();
    returns.addEventListener('offered', this.#confirmReturn);
    const state = this.#state;
    if (state.name === 'loading') void this.#loadItem();
    else void this.#confirmReturn();
    if (state.name === 'confirming') this.confirm(state.paymentId, state.end);
    if (state.name === 'pending' || state.name === 'issued') this.confirmation.resumePolling();
  }

  hostDisconnected(): void {
    this.payFlow.disconnect();
    returns.removeEventListener('offered', this.#confirmReturn);
    this.confirmation.stop();
    if (this.#state.name === 'loading') this.#load.abort();
  }

  hostUpdate(): void {
    const { itemId, bff } = this.host;
    this.#updateMessages();
    const itemKey = JSON.stringify([itemId, bff]);
    if (itemKey !== this.#itemKey) {
      this.#itemKey = itemKey;
      this.load();
    } else if (this.#itemAnswer && this.#mayChoose(this.#itemAnswer)) {
      this.addChoices();
    }
  }

  hostUpdated(): void {
    this.payFlow.showPaypal();
  }

  /** Starts from the beginning, with whatever item the host names now. */
  load(): void {
    this.#load.abort();
    this.confirmation.stop();
    this.#itemAnswer = undefined;
    this.forgetOrder();
    this.#choices = undefined;
    const { itemId } = this.host;
    if (!itemId) {
      this.setState({ name: 'idle' });
      this.confirmation.checkPage();
      return;
    }
    this.setState({ name: 'loading' });
    void this.#loadItem();
  }

  /** Requests an order ahead of the click, so that the click does not wait. */
  prepare(): void {
    this.payFlow.prepare();
  }

  /** Opens the payment window, once, if the checkout is at a point where paying makes sense. */
  pay(): void {
    if (!this.#itemAnswer || this.host.disabled || !this.mayPay) return;
    this.payFlow.pay();
  }

  /** Shows the item again, without a message. */
  startOver(): void {
    if (this.#itemAnswer) this.setState({ name: 'ready' });
    else this.load();
  }

  setState(state: CheckoutState): void {
    this.#state = state;
    this.host.requestUpdate();
  }

  /** Polls the server for the result of a payment. */
  confirm(paymentId: string, end: WindowEnd): void {
    this.setState({ name: 'confirming', paymentId, end });
    this.confirmation.confirm(paymentId, end);
  }

  /** Asks about a payment that the page's address names, where no other one is under way; never rejects. */
  #confirmReturn = async (): Promise<void> => {
    const { itemId } = this.host;
    const back = itemId && this.isIdle && claimRedirectReturn(itemId);
    if (back) await this.confirmation.confirmReturn(back, this.#load.signal);
  };

  /** Shows after a while that the present state takes longer than usual. */
  async noteIfSlow(): Promise<void> {
    const state = this.#state;
    await this.clock.wait(SLOW_AFTER_MS, this.#load.signal);
    if (this.#state === state) this.setState({ ...state, isSlow: true } as CheckoutState);
  }

  /** Removes the payment window. */
  closeWindow(): void {
    this.payFlow.closeWindow();
  }

  /** The next attempt needs another order. */
  forgetOrder(): void {
    this.payFlow.forgetOrder();
  }

  /** Ends an attempt before its window could open, or the load of the item. */
  fail(stage: 'item' | 'prepare' | 'load', reason: unknown, kind: FailureKind = 'UNKNOWN'): void {
    console.error('<portone-checkout>', reason);
    const code = reason instanceof BffError ? reason.code : undefined;
    const failure = {
      stage: stage === 'item' ? 'load' : stage,
      kind,
      code,
      retryable: true,
    } as const;
    this.confirmation.fail(
      stage === 'item' ? { name: 'load-failed', code } : { name: 'failed', ...failure },
      failure,
    );
  }

  async #loadItem(): Promise<void> {
    const { itemId } = this.host;
    if (!itemId) return;
    const load = new AbortController();
    this.#load = load;
    // An item is not offered to a buyer who has paid for it.
    const known = this.#confirmReturn();
    void this.noteIfSlow();
    this.payFlow.claimPayment();
    // Formatting the first price takes a browser as long as rendering the rest of the item. It does so
    // here, while the request is under way.
    setTimeout(formatPrice, 0, 0, 'KRW', this.#locale);
    try {
      const path = `items/${encodeURIComponent(itemId)}`;
      const itemAnswer = await this.bff.ask<ItemAnswer>(path, load.signal);
      this.payFlow.loadScript(itemAnswer).catch(this.warn);
      await known;
      if (load.signal.aborted) return;
      this.#itemAnswer = itemAnswer;
    } catch (reason) {
      await known;
      // A return that is being confirmed matters more than an item that failed to load.
      if (!load.signal.aborted && this.#state.name === 'loading') this.fail('item', reason);
      return;
    }
    if (this.#mayChoose(this.#itemAnswer)) this.addChoices();
    this.#showItem(this.#itemAnswer);
  }

  #showItem({ item }: ItemAnswer): void {
    if (this.#state.name === 'loading') this.setState({ name: 'ready' });
    else this.host.requestUpdate();
    this.host.dispatchEvent(new CheckoutReadyEvent({ item }));
    this.confirmation.checkPage();
  }

  /** Follows the buyer's language and the page's custom messages. */
  #updateMessages(): void {
    const locale = localeOf(this.host);
    const { messages: custom } = this.host;
    if (locale === this.#locale && custom === this.#custom) return;
    this.#locale = locale;
    this.#custom = custom;
    const language = languageOf(locale);
    const ofPage =
      custom ?? document.querySelector('script[data-portone-checkout=messages]')?.textContent;
    this.#messages = ofPage
      ? withCustomMessages(messages[language], ofPage, locale, language)
      : messages[language];
  }

  /** Whether the buyer may have something to choose or to fill in. */
  #mayChoose({ item, checkout }: ItemAnswer): boolean {
    const { method, quantity } = this.host;
    return (
      (method === undefined && checkout.methods.length > 1) ||
      (quantity === undefined && (item.maxQuantity ?? 1) > 1) ||
      checkout.methods.some(({ buyerFields: { pc, mobile } }) => pc.length + mobile.length > 0)
    );
  }

  /** Adds the form for choices and buyer's details, where there was none. */
  addChoices(): void {
    if (this.#itemAnswer) this.#choices ??= createPurchaseOptions(this, this.#itemAnswer);
  }

  get mayPay(): boolean {
    const state = this.#state;
    return (
      state.name === 'ready' ||
      state.name === 'cancelled' ||
      (state.name === 'failed' && state.retryable)
    );
  }

  /** Whether no payment is shown. */
  get isIdle(): boolean {
    return ['loading', 'ready', 'load-failed'].includes(this.#state.name);
  }

  get bff(): BffClient {
    const { bff } = this.host;
    return bffClient(bff ? new URL(bff, document.baseURI).href : ownOrigin());
  }

  warn = (reason: unknown): void => console.warn('<portone-checkout>', reason);
}
