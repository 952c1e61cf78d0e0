import type { ReactiveController } from 'lit';
import type { Aftermath, MainFile } from './aftermath.ts';
import { type BffClient, BffError, bffClient } from './bff-client.ts';
import type { CheckoutState } from './checkout-state.ts';
import type { Choices } from './choices.ts';
import type { Buyer, CheckoutMethod, FailureKind, ItemAnswer } from './contract.ts';
import {
  CheckoutCancelledEvent,
  CheckoutFailedEvent,
  CheckoutIssuedEvent,
  CheckoutPaidEvent,
  CheckoutPendingEvent,
  CheckoutReadyEvent,
  CheckoutStartEvent,
} from './events.ts';
import { formatPrice } from './format-price.ts';
import { type Language, languageOf, localeOf } from './locale.ts';
import { type FirstMessages, fetchMessages, type Messages, messagesIn } from './messages.ts';
import type { WindowEnd } from './open-payment.ts';
import type { OwnMessages } from './own-messages.ts';
import { ownOrigin } from './own-script.ts';
import { part } from './part.ts';
import {
  claimRedirectReturn,
  cleanAddressBar,
  markAddressBar,
  redirectUrlFor,
} from './redirect-return.ts';
import type { Till, TillMainFile } from './till.ts';
import type { Whereabouts } from './whereabouts.ts';

/** Fetched where they are used; see part.ts. */
const paymentPart = part('payment', () => import('./payment.ts'));
const afterWindow = part('after-window', () => import('./after-window.ts'));
const ownMessages = part('own-messages', () => import('./own-messages.ts'));

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
  messages?: OwnMessages | undefined;
  requestUpdate(): void;
  addController(controller: ReactiveController): void;
  readonly updateComplete: Promise<unknown>;
  /** Adds the styles of a part. */
  adopt(css: string): void;
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

/** After this long a buyer who waits is told that it takes its time. */
const SLOW = 5_000;

/** What the parts work with. */
const mainFile: MainFile & TillMainFile = {
  BffError,
  StartEvent: CheckoutStartEvent,
  part,
  redirectUrlFor,
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
  #till: Till | undefined;
  #choices: Choices | undefined;
  #aftermath: Aftermath | undefined;
  /** What is spoken: what was last wanted and could be had. Nothing until there are words. */
  #voice: { locale: string; language: Language; own?: Messages | undefined } | undefined;
  /** What the page last wanted to be said in other words. */
  #own: OwnMessages | undefined;
  #subject = '';
  #locale = '';
  #visit = new AbortController();

  constructor(host: CheckoutHost, clock: Clock = browserClock) {
    this.host = host;
    this.clock = clock;
  }

  get state(): CheckoutState {
    return this.#state;
  }

  /** Where the page is shown, if anywhere that payments do not get on well with. */
  get whereabouts(): Whereabouts | undefined {
    return this.#till?.whereabouts();
  }

  /** The page that the item is sold on, once the part for paying is here. */
  get page(): string | undefined {
    return this.#till?.page;
  }

  /** What is sold, and where, as of the last update. */
  get subject(): string {
    return this.#subject;
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
    const words = this.#voice && (this.#voice.own ?? messagesIn(this.#voice.language));
    return words && this.#voice && { words, locale: this.#voice.locale };
  }

  /** What there is to pay, in the minor unit: the order's word once there is one, the item's before. */
  get total(): number | undefined {
    if (!this.#offer) return undefined;
    const known = this.#state.name === 'issued' ? this.#state.totalAmount : undefined;
    return known ?? this.#till?.usableOrder?.totalAmount ?? this.#offer.item.price * this.quantity;
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

  /** The buyer's, as of the last update; what is shown may still be in another. */
  get locale(): string {
    return this.#locale;
  }

  /** Aborted when the element turns to another item: whatever belonged to the old one is dropped. */
  get visit(): AbortSignal {
    return this.#visit.signal;
  }

  hostConnected(): void {
    this.#till?.comeBack();
    const state = this.#state;
    if (state.name === 'loading') void this.#loadItem();
    if (state.name === 'confirming') {
      void this.confirm(state.paymentId, state.end, state.maybeForeign);
    }
    if (state.name === 'pending' || state.name === 'issued') this.#aftermath?.goOn();
  }

  hostDisconnected(): void {
    this.#till?.leave();
    this.#aftermath?.stop();
    if (this.#state.name === 'loading') this.#visit.abort();
  }

  hostUpdate(): void {
    const { itemId, bff } = this.host;
    const subject = JSON.stringify([itemId, bff]);
    if (subject !== this.#subject) {
      this.#subject = subject;
      this.load();
    } else if (this.#offer && !this.#choices && this.#mayChoose(this.#offer)) {
      this.fetchChoices(this.#offer).catch(this.warn);
    }
    const isNew = localeOf(this.host) !== this.#locale || this.host.messages !== this.#own;
    if (itemId && isNew) void this.#speak();
  }

  hostUpdated(): void {
    if (this.#till) {
      void this.#till.showPaypal();
    } else if (this.paysByPaypal && this.#state.name === 'ready') {
      this.#fetchTill().catch((reason: unknown) => this.fail('load', reason));
    }
  }

  /** Starts from the beginning, with whatever item the host names now. */
  load(): void {
    this.#visit.abort();
    this.#aftermath?.stop();
    this.#offer = undefined;
    this.forgetOrder();
    this.#choices = undefined;
    const { itemId } = this.host;
    if (!itemId) {
      this.enter({ name: 'idle' });
      this.#checkPage();
      return;
    }
    this.enter({ name: 'loading' });
    void this.#loadItem();
    const back = claimRedirectReturn(itemId);
    if (back) void this.confirm(back.paymentId, back.end, back.itemId === undefined);
  }

  /** Asks for an order ahead of the click, so that the click has nothing left to wait for. */
  prepare(): void {
    if (this.#till) this.#till.prepare();
    else this.#fetchTill().then((till) => till.prepare(), this.warn);
  }

  /** Opens the payment window, once, if the checkout is at a point where paying makes sense. */
  pay(): void {
    if (!this.#offer || this.host.disabled || !this.mayPay) return;
    if (this.#till) this.#till.pay();
    else void this.#fetchTillAndPay();
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
        this.warn(reason);
        await this.clock.wait(FETCH_INTERVAL, this.#visit.signal);
      }
    }
  }

  /** Says that what is under way takes its time, where it still does after a while. */
  async noteIfSlow(): Promise<void> {
    const state = this.#state;
    await this.clock.wait(SLOW, this.#visit.signal);
    if (this.#state === state) this.enter({ ...state, isSlow: true } as CheckoutState);
  }

  /** Takes away what is left of the payment window. */
  closeWindow(): void {
    this.#till?.closeWindow();
  }

  /** The next attempt needs another order. */
  forgetOrder(): void {
    this.#till?.forgetOrder();
  }

  /**
   * Ends an attempt before its window could open, or the load of the item. In general words where
   * the particular ones are out of reach as well.
   */
  async fail(
    stage: 'item' | 'prepare' | 'load',
    reason: unknown,
    kind: FailureKind = 'UNKNOWN',
  ): Promise<void> {
    console.error('<portone-checkout>', reason);
    const { signal } = this.#visit;
    await Promise.race([
      this.#fetchAftermath().catch(this.warn),
      this.clock.wait(WORDS_PATIENCE, signal),
    ]);
    if (signal.aborted) return;
    const code = reason instanceof BffError ? reason.code : undefined;
    const failure = {
      stage: stage === 'item' ? 'load' : stage,
      kind,
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
  }

  async #loadItem(): Promise<void> {
    const { itemId } = this.host;
    if (!itemId) return;
    const visit = new AbortController();
    this.#visit = visit;
    const words = this.#speak();
    void this.noteIfSlow();
    // Alongside: PortOne's script can then be asked for as soon as the item says where it is.
    this.#fetchTill().then((till) => till.takeUp(), this.warn);
    // A browser's first price takes it as long as all the rest of an item. Here it has the time.
    setTimeout(formatPrice, 0, 0, 'KRW', this.#locale);
    try {
      const path = `items/${encodeURIComponent(itemId)}`;
      const offer = await this.bff.ask<ItemAnswer>(path, visit.signal);
      this.#fetchTill()
        .then((till) => till.loadScript(offer))
        .catch(this.warn);
      if (this.#mayChoose(offer)) await this.fetchChoices(offer);
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

  #showItem({ item }: ItemAnswer): void {
    if (this.#state.name === 'loading') this.enter({ name: 'ready' });
    else this.host.requestUpdate();
    this.host.dispatchEvent(new CheckoutReadyEvent({ item }));
    this.#checkPage();
  }

  /** In the background, so that the part that can is here before anybody can have paid. */
  #checkPage(): void {
    this.#fetchAftermath().then((aftermath) => aftermath.checkPage(), this.warn);
  }

  /** Turns to the buyer's language once its words are here; never rejects. */
  async #speak(): Promise<void> {
    const locale = localeOf(this.host);
    this.#locale = locale;
    const language = languageOf(locale);
    const { messages } = this.host;
    this.#own = messages;
    const theirs =
      messages ?? document.querySelector('script[data-portone-checkout=messages]')?.textContent;
    let own: Messages | undefined;
    // The first words of Korean are here from the start. Whatever else is said needs them all.
    if (language !== 'ko' || this.#voice || theirs) {
      try {
        await fetchMessages(language).catch(() => fetchMessages(language));
        if (theirs) {
          const { withOwnMessages } = await ownMessages.load();
          own = withOwnMessages(messagesIn(language) as Messages, theirs, locale, language);
        }
      } catch (reason) {
        this.warn(reason);
        this.#voice ??= { locale: 'ko', language: 'ko' };
        return;
      }
    }
    if (this.#locale !== locale || this.#own !== messages) return;
    this.#voice = { locale, language, own };
    this.host.requestUpdate();
  }

  #fetchAllWords(): Promise<unknown> {
    return fetchMessages(this.#voice?.language ?? languageOf(localeOf(this.host)));
  }

  async #fetchTillAndPay(): Promise<void> {
    const { signal } = this.#visit;
    const before = this.#state;
    this.enter({ name: 'paying' });
    try {
      const till = await this.#fetchTill();
      if (signal.aborted) return;
      this.enter(before);
      till.pay();
    } catch (reason) {
      if (!signal.aborted) await this.fail('load', reason);
    }
  }

  async #fetchTill(): Promise<Till> {
    const { createTill } = await paymentPart.load();
    if (!this.#till) {
      this.#till = createTill(this, mainFile);
      this.host.requestUpdate();
    }
    return this.#till;
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

  /** @internal */
  async fetchChoices(offer: ItemAnswer): Promise<void> {
    const { signal } = this.#visit;
    const load = async () => (await this.#fetchTill()).fetchChoices(offer);
    const [{ choices, css }] = await Promise.all([load().catch(load), this.#fetchAllWords()]);
    if (signal.aborted || this.#choices) return;
    this.#choices = choices;
    this.host.adopt(css);
  }

  get mayPay(): boolean {
    const state = this.#state;
    return (
      state.name === 'ready' ||
      state.name === 'cancelled' ||
      (state.name === 'failed' && state.retryable)
    );
  }

  get bff(): BffClient {
    const { bff } = this.host;
    return bffClient(bff ? new URL(bff, document.baseURI).href : ownOrigin());
  }

  warn = (reason: unknown): void => console.warn('<portone-checkout>', reason);
}
