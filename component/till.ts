import type { PaymentRequest } from '@portone/browser-sdk/v2';
import { markedAddress } from './address-bar.ts';
import type { BffClient, BffError } from './bff-client.ts';
import type { CheckoutState } from './checkout-state.ts';
import type { Choices, ChoicesHost } from './choices.ts';
import type { Buyer, CheckoutMethod, ItemAnswer, OrderAnswer, OrderRequest } from './contract.ts';
import type { CheckoutStartEvent } from './events.ts';
import { isMobile } from './is-mobile.ts';
import { leavePayment, takePayment } from './left-behind.ts';
import { loadedPortOne, loadPortOne, type PortOneScript } from './load-portone.ts';
import { closeWindow, obstacleTo, openPayment, type WindowEnd } from './open-payment.ts';
import type { Part, part } from './part.ts';
import { buildPaymentRequest } from './payment-request.ts';
import type { PaypalButtons } from './paypal-buttons.ts';
import { placedOrder, rememberOrder } from './placed-orders.ts';
import { portOneLocaleOf } from './portone-locale.ts';
import { whereabouts } from './whereabouts.ts';

/** What paying needs of a checkout; all of it is read when it is needed. */
export type TillHost = ChoicesHost & {
  readonly host: HTMLElement & {
    readonly itemId: string | undefined;
    readonly disabled: boolean;
    readonly redirectUrl: string | undefined;
    readonly buyer: Buyer | undefined;
    requestUpdate(): void;
  };
  readonly clock: { now(): number };
  readonly state: CheckoutState;
  readonly offer: ItemAnswer | undefined;
  readonly method: CheckoutMethod | undefined;
  readonly quantity: number;
  readonly locale: string;
  readonly choices: Choices | undefined;
  readonly bff: BffClient;
  /** The item and the server that it is of. */
  readonly subject: string;
  readonly aftermath: { peek(): void; stop(): void } | undefined;
  /** Whether the checkout is at a point where paying makes sense. */
  readonly mayPay: boolean;
  readonly paysByPaypal: boolean;
  /** Aborted when the element turns to another item: whatever belonged to the old one is dropped. */
  readonly visit: AbortSignal;
  enter(state: CheckoutState): void;
  confirm(paymentId: string, end: WindowEnd): Promise<void>;
  /** Ends an attempt before its window could open. */
  fail(stage: 'prepare' | 'load', reason: unknown, kind?: 'INVALID_REQUEST'): Promise<void>;
  fetchChoices(offer: ItemAnswer): Promise<void>;
  noteIfSlow(): Promise<void>;
  /** The item again, with nothing said. */
  startOver(): void;
  warn(reason: unknown): void;
};

/** Handed over, since a part imports nothing of the main file (see part.ts). */
export type TillMainFile = {
  BffError: typeof BffError;
  StartEvent: typeof CheckoutStartEvent;
  part: typeof part;
  redirectUrlFor(itemId: string, page: URL): string;
  replaceAddress(url: URL): void;
};

/** An order this near to its end is not taken into the payment window any more. In milliseconds. */
const EXPIRY_MARGIN = 30_000;

/** An order asked for ahead of the click. It stands for exactly one choice of the buyer's. */
type PreparedOrder = { choice: string; asked: Promise<OrderAnswer>; answer?: OrderAnswer };

let choicesPart: Part<typeof import('./choices.ts')> | undefined;
let paypalPart: Part<typeof import('./paypal-buttons.ts')> | undefined;

/** Where a checkout's orders are placed and its payment windows opened. */
export function createTill(
  checkout: TillHost,
  { BffError, StartEvent, part, redirectUrlFor, replaceAddress }: TillMainFile,
) {
  const { host } = checkout;
  let prepared: PreparedOrder | undefined;
  let paypal: PaypalButtons | undefined;
  /** The latest visit to the payment window; what an earlier one still has to say no longer counts. */
  let attempt: symbol | undefined;
  /** How its window ends. */
  let windowEnd: Promise<WindowEnd> | undefined;

  const till = {
    whereabouts,

    /** The page that the item is sold on: this one, or the server's own where it has no address. */
    get page(): string {
      return /^http/.test(location.protocol)
        ? location.href
        : `${checkout.bff.server}/checkout/${encodeURIComponent(host.itemId ?? '')}`;
    },

    /** Leaves the page: another element for the same item may go on with the payment. */
    leave(): void {
      paypal?.remove();
      leavePayment(checkout.subject, checkout.state, windowEnd, () => {
        attempt = undefined;
        checkout.aftermath?.stop();
        checkout.startOver();
      });
    },

    /** Is back on the page, before anybody else took the payment up. */
    comeBack(): void {
      takePayment(checkout.subject);
    },

    /** Goes on with the payment of an element that has left the page. */
    takeUp(): void {
      if (checkout.state.name !== 'loading' && checkout.state.name !== 'ready') return;
      const payment = takePayment(checkout.subject);
      if (!payment) return;
      payment.letGo();
      follow(payment.paymentId, payment.end);
    },

    /** Whether all that an order needs is known and the time is right for one. */
    get canOrder(): boolean {
      const isComplete = checkout.choices?.isComplete ?? true;
      return !!checkout.method && !host.disabled && isComplete && checkout.mayPay;
    },

    /** The order for the present choice, if it still has its time. */
    get usableOrder(): OrderAnswer | undefined {
      if (!prepared?.answer || prepared.choice !== JSON.stringify(choice())) return undefined;
      const left = Date.parse(prepared.answer.expiresAt) - checkout.clock.now();
      return left > EXPIRY_MARGIN ? prepared.answer : undefined;
    },

    /** Asks for an order ahead of the click, so that the click has nothing left to wait for. */
    prepare(): void {
      if (!till.canOrder) return;
      const { visit } = checkout;
      till.order().catch((reason: unknown) => {
        // Not yet the buyer's business: the click asks again, and then says so.
        if (visit.aborted) return;
        checkout.warn(reason);
        void markRefused(reason);
      });
    },

    /** Opens the payment window, if nothing more is to be known of the buyer. */
    pay(): void {
      const { method, quantity, choices, state } = checkout;
      const { itemId } = host;
      if (!method || !itemId) return;
      if (choices && !choices.isComplete) {
        choices.reveal();
        host.requestUpdate();
        return;
      }
      if (checkout.paysByPaypal) {
        // PayPal's window is opened by its buttons alone: all there is to do is to show them again.
        checkout.enter({ name: 'ready' });
        return;
      }
      // The lock, ahead of everything that a second click could come between.
      checkout.enter({ name: 'paying' });
      if (!host.dispatchEvent(new StartEvent({ itemId, quantity, methodId: method.id }))) {
        checkout.enter(state);
        return;
      }
      choices?.remember();
      const order = till.usableOrder;
      const pressedAt = checkout.clock.now();
      if (order && till.script) open(order, method, pressedAt);
      else void prepareAndOpen(method, pressedAt);
    },

    /** The order for the present choice: the one at hand, the one being asked for, or a new one. */
    order(): Promise<OrderAnswer> {
      const request = choice();
      if (!request) return Promise.reject(new Error('there is no method to pay with'));
      const wanted = JSON.stringify(request);
      if (prepared?.choice === wanted && (!prepared.answer || till.usableOrder)) {
        return prepared.asked;
      }
      const asking: PreparedOrder = {
        choice: wanted,
        asked: checkout.bff.ask<OrderAnswer>('orders', checkout.visit, request),
      };
      prepared = asking;
      asking.asked.then(
        (answer) => {
          asking.answer = answer;
          host.requestUpdate();
        },
        () => {
          // Whoever asked gets the reason; it only must not be kept as an answer.
          if (prepared === asking) prepared = undefined;
        },
      );
      return asking.asked;
    },

    /** What there is to choose and to fill in. */
    async fetchChoices(offer: ItemAnswer): Promise<{ choices: Choices; css: string }> {
      choicesPart ??= part('choices', () => import('./choices.ts'));
      const { createChoices, css } = await choicesPart.load();
      return { choices: createChoices(checkout, offer, isMobile), css };
    },

    /** PayPal's buttons stand where ours would, as long as there is something to pay with them. */
    async showPaypal(): Promise<void> {
      const { state } = checkout;
      // A failure stays until the buyer asks for another try.
      if (!paypal && (!checkout.paysByPaypal || state.name === 'failed')) return;
      const { visit } = checkout;
      try {
        paypalPart ??= part('paypal-buttons', () => import('./paypal-buttons.ts'));
        const { createPaypalButtons } = await paypalPart.load();
        paypal ??= createPaypalButtons(checkout, till);
        paypal.update();
      } catch (reason) {
        if (!visit.aborted && checkout.mayPay) await checkout.fail('load', reason);
      }
    },

    /** The next attempt needs another order. */
    forgetOrder(): void {
      prepared = undefined;
    },

    /** Notes that an order is begun here, ahead of all that its window says. */
    remember({ paymentId, itemId, quantity, totalAmount, currency }: OrderAnswer): void {
      if (!checkout.offer) return;
      const { item, checkout: terms } = checkout.offer;
      const { environment } = terms;
      const subject = { itemId, itemName: item.name, quantity, totalAmount, currency, environment };
      // Kept from page to page: by the calendar.
      rememberOrder(paymentId, subject, Date.now());
    },

    placedOrder: (paymentId: string) => placedOrder(paymentId, Date.now()),

    /** Keeps a payment in the page's address, or takes it out; see address-bar.ts. */
    markAddressBar(paymentId: string, itemId?: string, isOpen?: boolean): void {
      const address = markedAddress(paymentId, itemId, isOpen);
      if (address) replaceAddress(address);
    },

    /** Takes away what is left of the payment window, for a payment that is over. */
    closeWindow(): void {
      closeWindow(host);
    },

    /** PortOne's script, once it is here. */
    get script(): PortOneScript | undefined {
      return loadedPortOne();
    },

    loadScript(offer = checkout.offer): Promise<PortOneScript> {
      return loadPortOne(offer?.checkout.sdkUrl);
    },

    /** @throws where there is nothing to pay for */
    paymentRequest(order: OrderAnswer): PaymentRequest {
      const { offer, method } = checkout;
      if (!offer || !method) throw new Error('there is no method to pay with');
      return buildPaymentRequest({
        checkout: offer.checkout,
        method,
        order,
        buyer: buyer(),
        redirectUrl: redirectUrlFor(order.itemId, returnPage()),
        locale: portOneLocaleOf(checkout.locale),
      });
    },

    /** Says what went wrong before the window, at the fields themselves where it is about the buyer. */
    async fail(stage: 'prepare' | 'load', reason: unknown): Promise<void> {
      const isMarked = await markRefused(reason);
      await checkout.fail(stage, reason, isMarked ? 'INVALID_REQUEST' : undefined);
      if (isMarked) checkout.choices?.focusProblem();
    },
  };

  return till;

  /** Where a payment comes back to, once it has left the page. */
  function returnPage(): URL {
    const { baseURI } = document;
    try {
      return new URL(host.redirectUrl ?? till.page, baseURI);
    } catch (reason) {
      // The attribute is no address. That is no reason not to pay.
      checkout.warn(reason);
      return new URL(till.page, baseURI);
    }
  }

  async function prepareAndOpen(method: CheckoutMethod, pressedAt: number): Promise<void> {
    const { visit } = checkout;
    void checkout.noteIfSlow();
    const [script, order] = await Promise.allSettled([till.loadScript(), till.order()]);
    if (visit.aborted) return;
    if (order.status === 'rejected') await till.fail('prepare', order.reason);
    else if (script.status === 'rejected') await till.fail('load', script.reason);
    else open(order.value, method, pressedAt);
  }

  /** Nothing is awaited in here: popups are allowed only as the direct consequence of a click. */
  function open(order: OrderAnswer, { pgProvider }: CheckoutMethod, pressedAt: number): void {
    const { paymentId } = order;
    const request = till.paymentRequest(order);
    const press = { element: host, at: pressedAt, now: checkout.clock.now() };
    const obstacle = obstacleTo(request, pgProvider, press);
    if (obstacle) {
      checkout.enter({ name: 'ready', obstacle });
      // As the direct consequence of a click, unless the page around forbids it.
      if (obstacle === 'framed' && navigator.userActivation?.isActive !== false) {
        window.open(till.page, '_top');
      }
      return;
    }
    till.remember(order);
    // A page that is reloaded, or thrown away by a phone meanwhile, finds the payment again by it.
    till.markAddressBar(paymentId, order.itemId, true);
    follow(paymentId, openPayment(request, pgProvider, press));
  }

  /** Waits for the end of a window, and keeps an eye on the payment meanwhile. */
  function follow(paymentId: string, end: Promise<WindowEnd>): void {
    const { visit } = checkout;
    const thisOne = Symbol(paymentId);
    attempt = thisOne;
    windowEnd = end;
    checkout.enter({ name: 'paying', paymentId });
    const isOpen = () => attempt === thisOne && !visit.aborted;
    const stopWatching = watchReturns(
      () => {
        if (isOpen()) checkout.aftermath?.peek();
      },
      () => {
        if (isOpen() && checkout.state.name === 'paying')
          void checkout.confirm(paymentId, 'silent');
      },
    );
    void end.then((how) => {
      stopWatching();
      if (!isOpen()) return;
      // The buyer may have asked meanwhile, and been told.
      const { name } = checkout.state;
      if (name === 'paid' || name === 'issued') return;
      void checkout.confirm(paymentId, how);
    });
  }

  /** Shows at the fields themselves what the server has refused about the buyer. */
  async function markRefused(reason: unknown): Promise<boolean> {
    const fields = reason instanceof BffError ? reason.buyerFields : undefined;
    const { offer } = checkout;
    if (!fields?.length || !offer) return false;
    if (!checkout.choices) await checkout.fetchChoices(offer).catch(checkout.warn);
    checkout.choices?.refuse(fields);
    host.requestUpdate();
    return true;
  }

  /** The request for what is chosen now. Equal choices give equal JSON. */
  function choice(): OrderRequest | undefined {
    const { itemId } = host;
    const { method, quantity } = checkout;
    const known = buyer();
    if (!itemId || !method) return undefined;
    return {
      itemId,
      ...(quantity !== 1 && { quantity }),
      methodId: method.id,
      ...(known && { buyer: known }),
    };
  }

  /** What the page knows about its buyer, with what they have filled in. */
  function buyer(): Buyer | undefined {
    return checkout.choices ? checkout.choices.buyer : host.buyer;
  }
}

export type Till = ReturnType<typeof createTill>;

/**
 * Notes when the buyer comes back to the page: from a popup, from the app of a bank, or, with the
 * page as it was before it was left, from the browser's cache.
 *
 * @returns stops it
 */
function watchReturns(look: () => void, isBackFromCache: () => void): () => void {
  const watching = new AbortController();
  const { signal } = watching;
  document.addEventListener(
    'visibilitychange',
    () => {
      if (document.visibilityState === 'visible') look();
    },
    { signal },
  );
  window.addEventListener('focus', look, { signal });
  window.addEventListener(
    'pageshow',
    ({ persisted }) => {
      if (persisted) isBackFromCache();
    },
    { signal },
  );
  return () => watching.abort();
}
