import type { PaymentRequest } from '@portone/browser-sdk/v2';
import type { ReactiveController } from 'lit';
import type { Aftermath, MainFile } from './aftermath.ts';
import { type BffClient, BffError, bffClient } from './bff-client.ts';
import type { CheckoutState } from './checkout-state.ts';
import type { Choices } from './choices.ts';
import type { Buyer, CheckoutMethod, ItemAnswer, OrderAnswer, OrderRequest } from './contract.ts';
import {
  CheckoutCancelledEvent,
  CheckoutFailedEvent,
  CheckoutIssuedEvent,
  CheckoutPaidEvent,
  CheckoutPendingEvent,
  CheckoutReadyEvent,
  CheckoutStartEvent,
} from './events.ts';
import type { PortOneScript } from './load-portone.ts';
import { type Language, languageOf, localeOf, portOneLocaleOf } from './locale.ts';
import { type FirstMessages, fetchMessages, type Messages, messagesIn } from './messages.ts';
import type { WindowEnd } from './open-payment.ts';
import { part } from './part.ts';
import type { PaypalButtons } from './paypal-buttons.ts';
import {
  claimRedirectReturn,
  cleanAddressBar,
  markAddressBar,
  redirectUrlFor,
} from './redirect-return.ts';

/** Fetched where they are used; see part.ts. */
const paymentPart = part('payment', () => import('./payment.ts'));
const afterWindow = part('after-window', () => import('./after-window.ts'));
const choicesPart = part('choices', () => import('./choices.ts'));
const paypalPart = part('paypal-buttons', () => import('./paypal-buttons.ts'));

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
  requestUpdate(): void;
  readonly updateComplete: Promise<unknown>;
  /** Adds the styles of a part. */
  adopt(css: string): void;
};

/** Time, as far as the journey depends on it. `wait` resolves early once the signal is aborted. */
export type Clock = {
  now(): number;
  wait(milliseconds: number, signal: AbortSignal): Promise<void>;
};

const browserClock: Clock = {
  now: () => Date.now(),
  wait: (milliseconds, signal) =>
    new Promise((resolve) => {
      const timer = setTimeout(resolve, milliseconds);
      signal.addEventListener('abort', () => {
        clearTimeout(timer);
        resolve();
      });
    }),
};

/** In milliseconds: how long a failure waits for its own words before general ones do. */
const WORDS_PATIENCE = 2_000;

/** Between one try to fetch the part that a payment's outcome waits for and the next. */
const FETCH_INTERVAL = 4_000;

/** An order this near to its end is not taken into the payment window any more. */
const EXPIRY_MARGIN = 30_000;

type PaymentPart = typeof import('./payment.ts');

/** An order asked for ahead of the click. It stands for exactly one choice of the buyer's. */
type PreparedOrder = { choice: string; asked: Promise<OrderAnswer>; answer?: OrderAnswer };

/** What the part for the time after the window works with. */
const mainFile: MainFile = {
  BffError,
  cleanAddressBar,
  markAddressBar,
  events: {
    paid: CheckoutPaidEvent,
    issued: CheckoutIssuedEvent,
    pending: CheckoutPendingEvent,
    cancelled: CheckoutCancelledEvent,
    failed: CheckoutFailedEvent,
  },
};

/**
 * One checkout's way from loading to its end. Knows nothing of how it is shown. What is not needed
 * on the straight way to the payment window is in parts, which work on this by the narrow types
 * that they name.
 */
export class CheckoutController implements ReactiveController {
  readonly host: CheckoutHost;
  readonly clock: Clock;
  #state: CheckoutState = { name: 'idle' };
  #offer: ItemAnswer | undefined;
  #subject: string | undefined;
  #prepared: PreparedOrder | undefined;
  #choices: Choices | undefined;
  #aftermath: Aftermath | undefined;
  #paypal: PaypalButtons | undefined;
  /** What is spoken: what was last wanted and could be had. Nothing until there are words. */
  #voice: { locale: string; language: Language } | undefined;
  #wantedLocale: string | undefined;
  /** The latest visit to the payment window; what an earlier one still has to say no longer counts. */
  #attempt: symbol | undefined;

  /** Aborted when the element turns to another item: whatever belonged to the old one is dropped. */
  #visit = new AbortController();

  constructor(host: CheckoutHost, clock: Clock = browserClock) {
    this.host = host;
    this.clock = clock;
  }

  get state(): CheckoutState {
    return this.#state;
  }

  /** The item and how it can be paid for, once loaded. */
  get offer(): ItemAnswer | undefined {
    return this.#offer;
  }

  /** What the buyer has to choose, where there is anything. Once it is here, so are all words. */
  get choices(): Choices | undefined {
    return this.#choices;
  }

  /** What comes after the window, once its part is here. So are all words then. */
  get aftermath(): Aftermath | undefined {
    return this.#aftermath;
  }

  /** The words and the locale to show; nothing before they are here. */
  get voice(): { words: FirstMessages & Partial<Messages>; locale: string } | undefined {
    const words = this.#voice && messagesIn(this.#voice.language);
    return words && this.#voice && { words, locale: this.#voice.locale };
  }

  /** What there is to pay, in the minor unit: the order's word once there is one, the item's before. */
  get total(): number | undefined {
    if (!this.#offer) return undefined;
    const known = this.#state.name === 'issued' ? this.#state.totalAmount : undefined;
    return known ?? this.usableOrder?.totalAmount ?? this.#offer.item.price * this.quantity;
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

  hostConnected(): void {
    window.addEventListener('pageshow', this.#onPageShow);
    const state = this.#state;
    if (state.name === 'loading') void this.#loadItem();
    if (state.name === 'confirming') {
      void this.confirm(state.paymentId, state.end, state.maybeForeign);
    }
    if (state.name === 'pending' || state.name === 'issued') this.#aftermath?.goOn();
  }

  hostDisconnected(): void {
    window.removeEventListener('pageshow', this.#onPageShow);
    this.#aftermath?.stop();
    this.#paypal?.remove();
    if (this.#state.name === 'loading') this.#visit.abort();
  }

  hostUpdate(): void {
    const { itemId, bff } = this.host;
    const subject = JSON.stringify([itemId, bff]);
    if (subject !== this.#subject) {
      this.#subject = subject;
      this.load();
    } else if (this.#offer && !this.#choices && this.#mayChoose(this.#offer)) {
      this.#fetchChoices(this.#offer).catch(this.#warn);
    }
    if (itemId && localeOf(this.host) !== this.#wantedLocale) void this.#speak();
  }

  hostUpdated(): void {
    if (this.#paypal || this.paysByPaypal) void this.#showPaypal();
  }

  /** Starts from the beginning, with whatever item the host names now. */
  load(): void {
    this.#visit.abort();
    this.#aftermath?.stop();
    this.#offer = undefined;
    this.#prepared = undefined;
    this.#choices = undefined;
    const { itemId } = this.host;
    if (!itemId) {
      console.error(
        '<portone-checkout> needs the id of an item: <portone-checkout item-id="shoes">',
        this.host,
      );
      this.enter({ name: 'idle' });
      return;
    }
    this.enter({ name: 'loading' });
    void this.#loadItem();
    const back = claimRedirectReturn(itemId);
    if (back) void this.confirm(back.paymentId, back.end, back.itemId === undefined);
  }

  /** Asks for an order ahead of the click, so that the click has nothing left to wait for. */
  prepare(): void {
    if (!this.canOrder) return;
    const { signal } = this.#visit;
    this.order().catch((reason: unknown) => {
      // Not yet the buyer's business: the click asks again, and then says so.
      if (signal.aborted) return;
      this.#warn(reason);
      void this.#markRefused(reason);
    });
  }

  /** Opens the payment window, once, if the checkout is at a point where paying makes sense. */
  pay(): void {
    const { method, quantity } = this;
    const { itemId, disabled } = this.host;
    if (!this.#offer || !method || !itemId || disabled || !this.#mayPay()) return;
    if (this.#choices && !this.#choices.isComplete) {
      this.#choices.reveal();
      this.host.requestUpdate();
      return;
    }
    if (this.paysByPaypal) {
      // PayPal's window is opened by its buttons alone: all there is to do is to show them again.
      this.enter({ name: 'ready' });
      return;
    }
    const before = this.#state;
    // The lock, ahead of everything that a second click could come between.
    this.enter({ name: 'paying' });
    const start = new CheckoutStartEvent({ itemId, quantity, methodId: method.id });
    if (!this.host.dispatchEvent(start)) {
      this.enter(before);
      return;
    }
    this.#choices?.remember();
    const order = this.usableOrder;
    if (order && window.PortOne && paymentPart.now) this.#open(paymentPart.now, order, method);
    else void this.#prepareAndOpen(method);
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
  async confirm(paymentId: string, end: WindowEnd, maybeForeign = false): Promise<void> {
    const state = { name: 'confirming', paymentId, end, maybeForeign } as const;
    this.enter(state);
    while (this.#state === state) {
      try {
        const aftermath = await this.#fetchAftermath();
        if (this.#state === state) aftermath.confirm(paymentId, end, maybeForeign);
        return;
      } catch (reason) {
        // Without this part nobody can tell the buyer anything: for as long as it takes.
        this.#warn(reason);
        await this.clock.wait(FETCH_INTERVAL, this.#visit.signal);
      }
    }
  }

  /** Whether all that an order needs is known and the time is right for one. */
  get canOrder(): boolean {
    const isComplete = this.#choices?.isComplete ?? true;
    return !!this.method && !this.host.disabled && isComplete && this.#mayPay();
  }

  get usableOrder(): OrderAnswer | undefined {
    const prepared = this.#prepared;
    if (!prepared?.answer || prepared.choice !== JSON.stringify(this.#choice())) return undefined;
    const left = Date.parse(prepared.answer.expiresAt) - this.clock.now();
    return left > EXPIRY_MARGIN ? prepared.answer : undefined;
  }

  /** The order for the present choice: the one at hand, the one being asked for, or a new one. */
  order(): Promise<OrderAnswer> {
    const request = this.#choice();
    if (!request) return Promise.reject(new Error('there is no method to pay with'));
    const choice = JSON.stringify(request);
    const current = this.#prepared;
    if (current?.choice === choice && (!current.answer || this.usableOrder)) {
      return current.asked;
    }
    const prepared: PreparedOrder = {
      choice,
      asked: this.bff.order(request, this.#visit.signal),
    };
    this.#prepared = prepared;
    prepared.asked.then(
      (answer) => {
        prepared.answer = answer;
        this.host.requestUpdate();
      },
      () => {
        // Whoever asked gets the reason; it only must not be kept as an answer.
        if (this.#prepared === prepared) this.#prepared = undefined;
      },
    );
    return prepared.asked;
  }

  /** The next attempt needs another order. */
  forgetOrder(): void {
    this.#prepared = undefined;
  }

  /** Loads PortOne's script, and before it the part that can. */
  async loadScript(offer = this.#offer): Promise<PortOneScript> {
    const { loadPortOne } = await paymentPart.load();
    return loadPortOne(offer?.checkout.sdkUrl);
  }

  /** @throws where there is nothing to pay for, or before the script is here */
  paymentRequest(order: OrderAnswer): PaymentRequest {
    const { method } = this;
    if (!this.#offer || !method || !paymentPart.now) {
      throw new Error('there is no method to pay with');
    }
    const page = new URL(this.host.redirectUrl ?? location.href, document.baseURI);
    return paymentPart.now.buildPaymentRequest({
      checkout: this.#offer.checkout,
      method,
      order,
      buyer: this.#buyer(),
      redirectUrl: redirectUrlFor(order.itemId, page),
      locale: portOneLocaleOf(localeOf(this.host)),
    });
  }

  /**
   * Ends an attempt before its window could open, or the load of the item. In general words where
   * the particular ones are out of reach as well.
   */
  async fail(stage: 'item' | 'prepare' | 'load', reason: unknown): Promise<void> {
    console.error('<portone-checkout>', reason);
    const { signal } = this.#visit;
    const isMarked = await this.#markRefused(reason);
    await Promise.race([
      this.#fetchAftermath().catch(this.#warn),
      this.clock.wait(WORDS_PATIENCE, signal),
    ]);
    if (signal.aborted) return;
    const code = reason instanceof BffError ? reason.code : undefined;
    const failure = {
      stage: stage === 'item' ? 'load' : stage,
      kind: isMarked ? 'INVALID_REQUEST' : 'UNKNOWN',
      code,
      retryable: true,
    } as const;
    const state: CheckoutState =
      stage === 'item' ? { name: 'load-failed', code } : { name: 'failed', ...failure };
    if (this.#aftermath) {
      this.#aftermath.fail(state, failure);
    } else {
      this.enter(state);
      const message = this.voice?.words.trouble.title ?? '';
      this.host.dispatchEvent(new CheckoutFailedEvent({ ...failure, message }));
    }
    if (isMarked) this.#choices?.focusProblem();
  }

  async #loadItem(): Promise<void> {
    const { itemId } = this.host;
    if (!itemId) return;
    const visit = new AbortController();
    this.#visit = visit;
    const words = this.#speak();
    // Alongside: PortOne's script can then be asked for as soon as the item says where it is.
    paymentPart.load().catch(this.#warn);
    try {
      const offer = await this.bff.item(itemId, visit.signal);
      this.loadScript(offer).catch(this.#warn);
      if (this.#mayChoose(offer)) await this.#fetchChoices(offer);
      // Nothing is shown in a language that is about to change.
      await words;
      if (visit.signal.aborted) return;
      this.#offer = offer;
    } catch (reason) {
      await words;
      // A return being confirmed is more than the item it was for.
      if (!visit.signal.aborted && this.#state.name === 'loading') await this.fail('item', reason);
      return;
    }
    this.#showItem(this.#offer);
  }

  #showItem({ item, checkout }: ItemAnswer): void {
    if (this.#state.name === 'loading') this.enter({ name: 'ready' });
    else this.host.requestUpdate();
    if (!this.method) {
      const ids = checkout.methods.map(({ id }) => id).join(', ');
      console.error(
        `<portone-checkout> method="${this.host.method ?? ''}" is none of item ${item.id}: ${ids}`,
        this.host,
      );
    }
    this.host.dispatchEvent(new CheckoutReadyEvent({ item }));
    // In the background, so that it is here before anybody can have paid.
    this.#fetchAftermath().catch(this.#warn);
  }

  async #prepareAndOpen(method: CheckoutMethod): Promise<void> {
    const { signal } = this.#visit;
    const [script, order] = await Promise.allSettled([this.loadScript(), this.order()]);
    if (signal.aborted) return;
    if (order.status === 'rejected') await this.fail('prepare', order.reason);
    else if (script.status === 'rejected') await this.fail('load', script.reason);
    else if (paymentPart.now) this.#open(paymentPart.now, order.value, method);
  }

  /** Nothing is awaited in here: popups are allowed only as the direct consequence of a click. */
  #open({ openPayment }: PaymentPart, order: OrderAnswer, { pgProvider }: CheckoutMethod): void {
    const { signal } = this.#visit;
    const { paymentId } = order;
    const attempt = Symbol(paymentId);
    this.#attempt = attempt;
    this.enter({ name: 'paying', paymentId });
    void openPayment(this.paymentRequest(order), pgProvider).then((end) => {
      if (signal.aborted || attempt !== this.#attempt) return;
      // The buyer may have asked meanwhile, and been told.
      if (this.#state.name === 'paid' || this.#state.name === 'issued') return;
      void this.confirm(paymentId, end);
    });
  }

  /** Turns to the buyer's language once its words are here; never rejects. */
  async #speak(): Promise<void> {
    const locale = localeOf(this.host);
    this.#wantedLocale = locale;
    const language = languageOf(locale);
    // The first words of Korean are here from the start. A change of language needs them all.
    if (language !== 'ko' || this.#voice) {
      try {
        await fetchMessages(language).catch(() => fetchMessages(language));
      } catch (reason) {
        this.#warn(reason);
        this.#voice ??= { locale: 'ko', language: 'ko' };
        return;
      }
    }
    if (this.#wantedLocale !== locale) return;
    this.#voice = { locale, language };
    this.host.requestUpdate();
  }

  #fetchAllWords(): Promise<unknown> {
    return fetchMessages(this.#voice?.language ?? languageOf(localeOf(this.host)));
  }

  async #fetchAftermath(): Promise<Aftermath> {
    if (this.#aftermath) return this.#aftermath;
    const [{ createAftermath, css }] = await Promise.all([
      afterWindow.load(),
      this.#fetchAllWords(),
    ]);
    if (!this.#aftermath) this.host.adopt(css);
    this.#aftermath ??= createAftermath(this, mainFile);
    return this.#aftermath;
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

  async #fetchChoices(offer: ItemAnswer): Promise<void> {
    const { signal } = this.#visit;
    const load = () => Promise.all([choicesPart.load(), this.#fetchAllWords()]);
    const [{ createChoices, css }] = await load().catch(load);
    if (signal.aborted || this.#choices) return;
    this.#choices = createChoices(this, offer);
    this.host.adopt(css);
  }

  /** Shows at the fields themselves what the server has refused about the buyer. */
  async #markRefused(reason: unknown): Promise<boolean> {
    const fields = reason instanceof BffError ? reason.buyerFields : undefined;
    if (!fields?.length || !this.#offer) return false;
    if (!this.#choices) await this.#fetchChoices(this.#offer).catch(this.#warn);
    this.#choices?.refuse(fields);
    this.host.requestUpdate();
    return true;
  }

  /** PayPal's buttons stand where ours would, as long as there is something to pay with them. */
  async #showPaypal(): Promise<void> {
    const { signal } = this.#visit;
    try {
      const { createPaypalButtons } = await paypalPart.load();
      this.#paypal ??= createPaypalButtons(this);
      this.#paypal.update();
    } catch (reason) {
      if (!signal.aborted && this.#mayPay()) await this.fail('load', reason);
    }
  }

  /** The request for what is chosen now. Equal choices give equal JSON. */
  #choice(): OrderRequest | undefined {
    const { itemId } = this.host;
    const { method, quantity } = this;
    const buyer = this.#buyer();
    if (!itemId || !method) return undefined;
    return {
      itemId,
      ...(quantity !== 1 && { quantity }),
      methodId: method.id,
      ...(buyer && { buyer }),
    };
  }

  /** What the page knows about its buyer, with what they have filled in. */
  #buyer(): Buyer | undefined {
    return this.#choices ? this.#choices.buyer : this.host.buyer;
  }

  #mayPay(): boolean {
    const state = this.#state;
    return (
      state.name === 'ready' ||
      state.name === 'cancelled' ||
      (state.name === 'failed' && state.retryable)
    );
  }

  get bff(): BffClient {
    const { bff } = this.host;
    return bffClient(bff ? new URL(bff, document.baseURI).href : new URL(import.meta.url).origin);
  }

  /** Going back from a gateway's page may bring this one out of the cache, waiting for a lost promise. */
  #onPageShow = (event: PageTransitionEvent): void => {
    if (event.persisted) this.#aftermath?.checkAgain();
  };

  #warn = (reason: unknown): void => console.warn('<portone-checkout>', reason);
}
