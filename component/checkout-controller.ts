import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { type BffClient, BffError, bffClient } from './bff-client.ts';
import type { CheckoutState, LoadFailure } from './checkout-state.ts';
import { type Conclusion, concludePayment } from './conclusion.ts';
import type {
  Buyer,
  CheckoutMethod,
  ItemAnswer,
  OrderAnswer,
  OrderRequest,
  PaymentAnswer,
} from './contract.ts';
import {
  CheckoutCancelledEvent,
  CheckoutFailedEvent,
  type CheckoutFailure,
  CheckoutIssuedEvent,
  CheckoutPaidEvent,
  CheckoutPendingEvent,
  CheckoutReadyEvent,
  CheckoutStartEvent,
} from './events.ts';
import { loadPortOne, PORTONE_SCRIPT_URL } from './load-portone.ts';
import { languageOf, localeOf, portOneLocaleOf } from './locale.ts';
import { messages, type Words, wordsForFailure } from './messages.ts';
import { openPayment } from './open-payment.ts';
import type { WindowOutcome } from './payment-outcome.ts';
import { buildPaymentRequest } from './payment-request.ts';
import { claimRedirectReturn, cleanAddressBar, redirectUrlFor } from './redirect-return.ts';

/** What a page says about a checkout; all of it is read when it is needed. */
export type CheckoutHost = ReactiveControllerHost &
  HTMLElement & {
    itemId: string | undefined;
    bff: string | undefined;
    quantity: number;
    method: string | undefined;
    locale: string | undefined;
    redirectUrl: string | undefined;
    disabled: boolean;
    buyer: Buyer | undefined;
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

/** Between one confirmation and the next, in milliseconds; then the buyer decides. */
const CONFIRM_DELAYS = [1_000, 2_000, 4_000, 8_000];
const LONGEST_DELAY = 60_000;

/** An order this near to its end is not taken into the payment window any more. */
const EXPIRY_MARGIN = 30_000;

/** An order asked for ahead of the click. It stands for exactly one choice of the buyer's. */
type PreparedOrder = { choice: string; asked: Promise<OrderAnswer>; answer?: OrderAnswer };

/** One checkout's way from loading to its end. Knows nothing of how it is shown. */
export class CheckoutController implements ReactiveController {
  readonly #host: CheckoutHost;
  readonly #clock: Clock;
  #state: CheckoutState = { name: 'idle' };
  #offer: ItemAnswer | undefined;
  #subject: string | undefined;
  #prepared: PreparedOrder | undefined;
  /** The latest visit to the payment window; what an earlier one still has to say no longer counts. */
  #attempt: symbol | undefined;

  /** Aborted when the element turns to another item: whatever belonged to the old one is dropped. */
  #visit = new AbortController();
  /** Aborted when the element leaves the page, or another confirmation takes over. */
  #confirmation = new AbortController();

  constructor(host: CheckoutHost, clock: Clock = browserClock) {
    this.#host = host;
    this.#clock = clock;
    host.addController(this);
  }

  get state(): CheckoutState {
    return this.#state;
  }

  /** The item and how it can be paid for, once loaded. */
  get offer(): ItemAnswer | undefined {
    return this.#offer;
  }

  /** What there is to pay, in the minor unit: the order's word once there is one, the item's before. */
  get total(): number | undefined {
    if (!this.#offer) return undefined;
    return this.#usableOrder()?.totalAmount ?? this.#offer.item.price * this.#host.quantity;
  }

  /** How the buyer would pay: the method that the page names, else the server's first. */
  get method(): CheckoutMethod | undefined {
    const methods = this.#offer?.checkout.methods ?? [];
    const { method: wanted } = this.#host;
    return wanted ? methods.find(({ id }) => id === wanted) : methods[0];
  }

  hostConnected(): void {
    window.addEventListener('pageshow', this.#onPageShow);
    const state = this.#state;
    if (state.name === 'loading') void this.#loadItem();
    if (state.name === 'confirming' || state.name === 'pending') {
      void this.#confirm(state.paymentId, state.outcome);
    }
  }

  hostDisconnected(): void {
    window.removeEventListener('pageshow', this.#onPageShow);
    this.#confirmation.abort();
    if (this.#state.name === 'loading') this.#visit.abort();
  }

  hostUpdate(): void {
    const subject = JSON.stringify([this.#host.itemId, this.#host.bff]);
    if (subject === this.#subject) return;
    this.#subject = subject;
    this.load();
  }

  /** Starts from the beginning, with whatever item the host names now. */
  load(): void {
    this.#visit.abort();
    this.#confirmation.abort();
    this.#offer = undefined;
    this.#prepared = undefined;
    const { itemId } = this.#host;
    if (!itemId) {
      console.error(
        '<portone-checkout> needs to know what it sells: <portone-checkout item-id="shoes">, ' +
          'with the id of an item in the catalog of your server.',
        this.#host,
      );
      this.#enter({ name: 'idle' });
      return;
    }
    this.#enter({ name: 'loading' });
    void this.#loadItem();
    const back = claimRedirectReturn(itemId);
    if (back) void this.#confirm(back.paymentId, back.outcome, back.itemId === undefined);
  }

  /** Asks for an order ahead of the click, so that the click has nothing left to wait for. */
  prepare(): void {
    if (!this.method || this.#host.disabled || !this.#mayPay()) return;
    const { signal } = this.#visit;
    this.#order().catch((reason: unknown) => {
      // Not yet the buyer's business: the click asks again, and then says so.
      if (!signal.aborted) console.warn('<portone-checkout>', reason);
    });
  }

  /** Opens the payment window, once, if the checkout is at a point where paying makes sense. */
  pay(): void {
    const offer = this.#offer;
    const method = this.method;
    const { itemId, quantity } = this.#host;
    if (!offer || !method || !itemId || this.#host.disabled || !this.#mayPay()) return;
    const before = this.#state;
    // The lock, ahead of everything that a second click could come between.
    this.#enter({ name: 'paying' });
    const start = new CheckoutStartEvent({ itemId, quantity, methodId: method.id });
    if (!this.#host.dispatchEvent(start)) {
      this.#enter(before);
      return;
    }
    const order = this.#usableOrder();
    if (order && window.PortOne) this.#open(offer, method, order);
    else void this.#prepareAndOpen(offer, method);
  }

  /** Asks the server now: after waiting in vain, or where the payment window is gone without a word. */
  checkAgain(): void {
    const state = this.#state;
    if (state.name === 'pending') void this.#confirm(state.paymentId, state.outcome);
    if (state.name === 'paying' && state.paymentId) {
      void this.#confirm(state.paymentId, { name: 'silent' });
    }
  }

  /** Back to the start for another purchase; not while one is under way. */
  reset(): void {
    if (this.#state.name === 'paying' || this.#state.name === 'confirming') return;
    this.#confirmation.abort();
    this.#prepared = undefined;
    if (this.#offer) this.#enter({ name: 'ready' });
    else this.load();
  }

  async #loadItem(): Promise<void> {
    const { itemId } = this.#host;
    if (!itemId) return;
    const visit = new AbortController();
    this.#visit = visit;
    let offer: ItemAnswer;
    try {
      offer = await this.#bff().item(itemId, visit.signal);
    } catch (reason) {
      if (!visit.signal.aborted) this.#failToLoad(reason);
      return;
    }
    if (visit.signal.aborted) return;
    this.#offer = offer;
    this.#loadScript(offer).catch((reason: unknown) => console.warn('<portone-checkout>', reason));
    if (this.#state.name === 'loading') this.#enter({ name: 'ready' });
    else this.#host.requestUpdate();
    if (!this.method) {
      const ids = offer.checkout.methods.map(({ id }) => id).join(', ');
      console.error(
        `<portone-checkout> cannot offer method="${this.#host.method ?? ''}": item ${itemId} has: ${ids}`,
        this.#host,
      );
    }
    this.#host.dispatchEvent(new CheckoutReadyEvent(offer.item));
  }

  #failToLoad(reason: unknown): void {
    console.error('<portone-checkout>', reason);
    const code = reason instanceof BffError ? reason.code : undefined;
    const why: LoadFailure =
      code === 'ITEM_NOT_FOUND' ? 'not-found' : code === 'UNREACHABLE' ? 'unreachable' : 'other';
    // A return being confirmed is more than the item it was for.
    if (this.#state.name !== 'loading') return;
    this.#enter({ name: 'load-failed', why });
    const failure: CheckoutFailure = { stage: 'load', kind: 'UNKNOWN', code, retryable: true };
    const words = this.#messages().loadFailed[why];
    this.#host.dispatchEvent(new CheckoutFailedEvent(failure, inOneLine(words)));
  }

  async #prepareAndOpen(offer: ItemAnswer, method: CheckoutMethod): Promise<void> {
    const { signal } = this.#visit;
    const [script, order] = await Promise.allSettled([this.#loadScript(offer), this.#order()]);
    if (signal.aborted) return;
    if (order.status === 'rejected') {
      const reason: unknown = order.reason;
      const code = reason instanceof BffError ? reason.code : undefined;
      console.error('<portone-checkout>', reason);
      this.#conclude({ name: 'failed', stage: 'prepare', kind: 'UNKNOWN', code, retryable: true });
    } else if (script.status === 'rejected') {
      console.error('<portone-checkout>', script.reason);
      this.#conclude({ name: 'failed', stage: 'load', kind: 'UNKNOWN', retryable: true });
    } else {
      this.#open(offer, method, order.value);
    }
  }

  /** Nothing is awaited in here: popups are allowed only as the direct consequence of a click. */
  #open(offer: ItemAnswer, method: CheckoutMethod, order: OrderAnswer): void {
    const { signal } = this.#visit;
    const { paymentId } = order;
    const attempt = Symbol(paymentId);
    this.#attempt = attempt;
    this.#enter({ name: 'paying', paymentId });
    const page = new URL(this.#host.redirectUrl ?? location.href, document.baseURI);
    const request = buildPaymentRequest({
      checkout: offer.checkout,
      method,
      order,
      buyer: this.#host.buyer,
      redirectUrl: redirectUrlFor(order.itemId, page),
      locale: portOneLocaleOf(localeOf(this.#host)),
    });
    void openPayment(request).then((outcome) => {
      if (signal.aborted || attempt !== this.#attempt || this.#isOver(paymentId)) return;
      void this.#confirm(paymentId, outcome);
    });
  }

  /** Asks the server until it can say, and shows what it says. */
  async #confirm(paymentId: string, outcome: WindowOutcome, maybeForeign = false): Promise<void> {
    this.#confirmation.abort();
    const run = new AbortController();
    this.#confirmation = run;
    const told = this.#state.name === 'pending';
    this.#enter({ name: 'confirming', paymentId, outcome });
    for (let attempt = 0; ; attempt++) {
      const word = await this.#ask(paymentId, outcome, run.signal);
      if (run.signal.aborted) return;
      if (maybeForeign) {
        if (isUnknownPayment(word)) {
          if (this.#offer) this.#enter({ name: 'ready' });
          else this.load();
          return;
        }
        if (!isUnreachable(word)) cleanAddressBar();
      }
      const conclusion = concludePayment(paymentId, word, outcome);
      if (conclusion.name !== 'pending') {
        // PortOne takes further attempts under one `paymentId`, but not once it was paid and given back.
        if (word instanceof BffError && word.code === 'PAYMENT_CANCELLED')
          this.#prepared = undefined;
        this.#conclude(conclusion);
        return;
      }
      this.#enter(conclusion);
      if (attempt === 0 && !told) this.#host.dispatchEvent(new CheckoutPendingEvent(paymentId));
      const delay = CONFIRM_DELAYS[attempt];
      if (delay === undefined || !this.#host.isConnected) return;
      const asked = (word instanceof BffError && word.retryAfter) || 0;
      await this.#clock.wait(Math.min(Math.max(delay, asked), LONGEST_DELAY), run.signal);
      if (run.signal.aborted) return;
    }
  }

  async #ask(
    paymentId: string,
    outcome: WindowOutcome,
    signal: AbortSignal,
  ): Promise<PaymentAnswer | BffError> {
    const { txId } = outcome;
    const paymentToken = outcome.name === 'returned' ? outcome.paymentToken : undefined;
    try {
      const fields = { ...(txId && { txId }), ...(paymentToken && { paymentToken }) };
      return await this.#bff().complete({ paymentId, ...fields }, signal);
    } catch (reason) {
      if (reason instanceof BffError) return reason;
      if (signal.aborted) return new BffError('UNREACHABLE', 'no longer asked for');
      throw reason;
    }
  }

  #conclude(conclusion: Exclude<Conclusion, { name: 'pending' }>): void {
    this.#enter(conclusion);
    this.#host.dispatchEvent(this.#eventOf(conclusion));
  }

  #eventOf(conclusion: Exclude<Conclusion, { name: 'pending' }>): Event {
    switch (conclusion.name) {
      case 'paid':
        return new CheckoutPaidEvent(conclusion.paymentId);
      case 'issued':
        return new CheckoutIssuedEvent(conclusion.paymentId, conclusion.virtualAccount);
      case 'cancelled':
        return new CheckoutCancelledEvent(conclusion);
      case 'failed':
        return new CheckoutFailedEvent(
          conclusion,
          inOneLine(wordsForFailure(conclusion, this.#messages())),
        );
    }
  }

  /** The request for what is chosen now. Equal choices give equal JSON. */
  #choice(): OrderRequest | undefined {
    const { itemId, quantity, buyer } = this.#host;
    const method = this.method;
    if (!itemId || !method) return undefined;
    return {
      itemId,
      ...(quantity !== 1 && { quantity }),
      methodId: method.id,
      ...(buyer && { buyer }),
    };
  }

  #usableOrder(): OrderAnswer | undefined {
    const prepared = this.#prepared;
    if (!prepared?.answer || prepared.choice !== JSON.stringify(this.#choice())) return undefined;
    const left = Date.parse(prepared.answer.expiresAt) - this.#clock.now();
    return left > EXPIRY_MARGIN ? prepared.answer : undefined;
  }

  /** The order for the present choice: the one at hand, the one being asked for, or a new one. */
  #order(): Promise<OrderAnswer> {
    const request = this.#choice();
    if (!request) return Promise.reject(new Error('there is no method to pay with'));
    const choice = JSON.stringify(request);
    const current = this.#prepared;
    if (current?.choice === choice && (!current.answer || this.#usableOrder())) {
      return current.asked;
    }
    const prepared: PreparedOrder = {
      choice,
      asked: this.#bff().order(request, this.#visit.signal),
    };
    this.#prepared = prepared;
    prepared.asked.then(
      (answer) => {
        prepared.answer = answer;
        this.#host.requestUpdate();
      },
      () => {
        // Whoever asked gets the reason; it only must not be kept as an answer.
        if (this.#prepared === prepared) this.#prepared = undefined;
      },
    );
    return prepared.asked;
  }

  #mayPay(): boolean {
    const state = this.#state;
    return (
      state.name === 'ready' ||
      state.name === 'cancelled' ||
      (state.name === 'failed' && state.retryable)
    );
  }

  #isOver(paymentId: string): boolean {
    const state = this.#state;
    return (state.name === 'paid' || state.name === 'issued') && state.paymentId === paymentId;
  }

  #loadScript(offer: ItemAnswer): Promise<unknown> {
    return loadPortOne(offer.checkout.sdkUrl ?? PORTONE_SCRIPT_URL);
  }

  #bff(): BffClient {
    const { bff } = this.#host;
    return bffClient(bff ? new URL(bff, document.baseURI).href : new URL(import.meta.url).origin);
  }

  #messages() {
    return messages[languageOf(localeOf(this.#host))];
  }

  /** Going back from a gateway's page may bring this one out of the cache, waiting for a lost promise. */
  #onPageShow = (event: PageTransitionEvent): void => {
    if (event.persisted) this.checkAgain();
  };

  #enter(state: CheckoutState): void {
    this.#state = state;
    this.#host.requestUpdate();
  }
}

function inOneLine({ title, text }: Words): string {
  return `${title}. ${text}`;
}

function isUnknownPayment(word: PaymentAnswer | BffError): boolean {
  return (
    word instanceof BffError &&
    (word.code === 'PAYMENT_NOT_FOUND' || word.code === 'INVALID_PAYMENT_ID')
  );
}

function isUnreachable(word: PaymentAnswer | BffError): boolean {
  return word instanceof BffError && word.code === 'UNREACHABLE';
}
