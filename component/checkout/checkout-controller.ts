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

/** What a page says about a checkout; all of it is read when it is needed. */
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

/** Time, as far as the journey depends on it. `wait` resolves early once the signal is aborted. */
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

/** After this long a buyer who waits is told that it takes its time. */
const SLOW_AFTER_MS = 5_000;

/** One checkout's way from loading to its end. It does not know how it is shown. */
export class CheckoutController implements ReactiveController {
  readonly host: CheckoutHost;
  readonly clock: Clock;
  /** Places orders and opens payment windows. */
  readonly payFlow: PayFlow;
  /** What follows the payment window. */
  readonly confirmation: Confirmation;
  #state: CheckoutState = { name: 'idle' };
  #offer: ItemAnswer | undefined;
  #choices: PurchaseOptions | undefined;
  #messages: Messages = messages.ko;
  /** The page's messages that `#messages` were made with. */
  #custom: CustomMessages | undefined;
  #subject = '';
  #locale = '';
  #visit = new AbortController();

  constructor(host: CheckoutHost, clock: Clock = browserClock) {
    this.host = host;
    this.clock = clock;
    this.payFlow = createPayFlow(this);
    this.confirmation = createConfirmation(this);
  }

  get state(): CheckoutState {
    return this.#state;
  }

  /** What is sold, and where, as of the last update. */
  get subject(): string {
    return this.#subject;
  }

  /** The item and how it can be paid for, once loaded. */
  get offer(): ItemAnswer | undefined {
    return this.#offer;
  }

  /** What the buyer has to choose, where there is anything. */
  get choices(): PurchaseOptions | undefined {
    return this.#choices;
  }

  /** In the buyer's language. */
  get messages(): Messages {
    return this.#messages;
  }

  /** What there is to pay, in the minor unit: the order's word once there is one, the item's before. */
  get total(): number | undefined {
    if (!this.#offer) return undefined;
    const known = this.#state.name === 'issued' ? this.#state.totalAmount : undefined;
    return known ?? this.payFlow.usableOrder?.totalAmount ?? this.#offer.item.price * this.quantity;
  }

  /** How many: as the page says, else as the buyer chooses. */
  get quantity(): number {
    return this.host.quantity ?? this.#choices?.quantity ?? 1;
  }

  /** How the buyer would pay: as the page says, else as the buyer chooses, else the server's first. */
  get method(): CheckoutMethod | undefined {
    const methods = this.#offer?.checkout.methods ?? [];
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

  /** Aborted when the element turns to another item: whatever belonged to the old one is dropped. */
  get visit(): AbortSignal {
    return this.#visit.signal;
  }

  hostConnected(): void {
    this.payFlow.comeBack();
    returns.addEventListener('offered', this.#meetReturn);
    const state = this.#state;
    if (state.name === 'loading') void this.#loadItem();
    else void this.#meetReturn();
    if (state.name === 'confirming') this.confirm(state.paymentId, state.end);
    if (state.name === 'pending' || state.name === 'issued') this.confirmation.resumePolling();
  }

  hostDisconnected(): void {
    this.payFlow.leave();
    returns.removeEventListener('offered', this.#meetReturn);
    this.confirmation.stop();
    if (this.#state.name === 'loading') this.#visit.abort();
  }

  hostUpdate(): void {
    const { itemId, bff } = this.host;
    this.#updateMessages();
    const subject = JSON.stringify([itemId, bff]);
    if (subject !== this.#subject) {
      this.#subject = subject;
      this.load();
    } else if (this.#offer && this.#mayChoose(this.#offer)) {
      this.addChoices();
    }
  }

  hostUpdated(): void {
    this.payFlow.showPaypal();
  }

  /** Starts from the beginning, with whatever item the host names now. */
  load(): void {
    this.#visit.abort();
    this.confirmation.stop();
    this.#offer = undefined;
    this.forgetOrder();
    this.#choices = undefined;
    const { itemId } = this.host;
    if (!itemId) {
      this.enter({ name: 'idle' });
      this.confirmation.checkPage();
      return;
    }
    this.enter({ name: 'loading' });
    void this.#loadItem();
  }

  /** Asks for an order ahead of the click, so that the click has nothing left to wait for. */
  prepare(): void {
    this.payFlow.prepare();
  }

  /** Opens the payment window, once, if the checkout is at a point where paying makes sense. */
  pay(): void {
    if (!this.#offer || this.host.disabled || !this.mayPay) return;
    this.payFlow.pay();
  }

  /** The item again, with nothing said. */
  startOver(): void {
    if (this.#offer) this.enter({ name: 'ready' });
    else this.load();
  }

  enter(state: CheckoutState): void {
    this.#state = state;
    this.host.requestUpdate();
  }

  /** Asks the server what has become of a payment, until it can say. */
  confirm(paymentId: string, end: WindowEnd): void {
    this.enter({ name: 'confirming', paymentId, end });
    this.confirmation.confirm(paymentId, end);
  }

  /** Asks about a payment that the page's address names, where no other one is under way; never rejects. */
  #meetReturn = async (): Promise<void> => {
    const { itemId } = this.host;
    const back = itemId && this.isIdle && claimRedirectReturn(itemId);
    if (back) await this.confirmation.meet(back, this.#visit.signal);
  };

  /** Says that what is under way takes its time, where it still does after a while. */
  async noteIfSlow(): Promise<void> {
    const state = this.#state;
    await this.clock.wait(SLOW_AFTER_MS, this.#visit.signal);
    if (this.#state === state) this.enter({ ...state, isSlow: true } as CheckoutState);
  }

  /** Takes away what is left of the payment window. */
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
    const visit = new AbortController();
    this.#visit = visit;
    // An item is not offered to a buyer who has paid for it.
    const known = this.#meetReturn();
    void this.noteIfSlow();
    this.payFlow.takeUp();
    // A browser's first price takes it as long as all the rest of an item. Here it has the time.
    setTimeout(formatPrice, 0, 0, 'KRW', this.#locale);
    try {
      const path = `items/${encodeURIComponent(itemId)}`;
      const offer = await this.bff.ask<ItemAnswer>(path, visit.signal);
      this.payFlow.loadScript(offer).catch(this.warn);
      await known;
      if (visit.signal.aborted) return;
      this.#offer = offer;
    } catch (reason) {
      await known;
      // A return being confirmed is more than the item it was for.
      if (!visit.signal.aborted && this.#state.name === 'loading') this.fail('item', reason);
      return;
    }
    if (this.#mayChoose(this.#offer)) this.addChoices();
    this.#showItem(this.#offer);
  }

  #showItem({ item }: ItemAnswer): void {
    if (this.#state.name === 'loading') this.enter({ name: 'ready' });
    else this.host.requestUpdate();
    this.host.dispatchEvent(new CheckoutReadyEvent({ item }));
    this.confirmation.checkPage();
  }

  /** Turns to the buyer's language, and to the page's own words. */
  #updateMessages(): void {
    const locale = localeOf(this.host);
    const { messages: custom } = this.host;
    if (locale === this.#locale && custom === this.#custom) return;
    this.#locale = locale;
    this.#custom = custom;
    const language = languageOf(locale);
    const theirs =
      custom ?? document.querySelector('script[data-portone-checkout=messages]')?.textContent;
    this.#messages = theirs
      ? withCustomMessages(messages[language], theirs, locale, language)
      : messages[language];
  }

  /** Whether there is anything to choose or to fill in. */
  #mayChoose({ item, checkout }: ItemAnswer): boolean {
    const { method, quantity } = this.host;
    return (
      (method === undefined && checkout.methods.length > 1) ||
      (quantity === undefined && (item.maxQuantity ?? 1) > 1) ||
      checkout.methods.some(({ buyerFields: { pc, mobile } }) => pc.length + mobile.length > 0)
    );
  }

  /** Adds what there is to choose or to fill in, where there was nothing. */
  addChoices(): void {
    if (this.#offer) this.#choices ??= createPurchaseOptions(this, this.#offer);
  }

  get mayPay(): boolean {
    const state = this.#state;
    return (
      state.name === 'ready' ||
      state.name === 'cancelled' ||
      (state.name === 'failed' && state.retryable)
    );
  }

  /** Whether nothing is said of any payment. */
  get isIdle(): boolean {
    return ['loading', 'ready', 'load-failed'].includes(this.#state.name);
  }

  get bff(): BffClient {
    const { bff } = this.host;
    return bffClient(bff ? new URL(bff, document.baseURI).href : ownOrigin());
  }

  warn = (reason: unknown): void => console.warn('<portone-checkout>', reason);
}
