import type { PaymentRequest } from '@portone/browser-sdk/v2';
import { type BffClient, BffError } from '../api/checkout-api.ts';
import type {
  Buyer,
  CheckoutMethod,
  ItemAnswer,
  OrderAnswer,
  OrderRequest,
} from '../api/contract.ts';
import { embedding } from '../portone/embedding.ts';
import { loadedSdk, loadSdk, type PortOneScript } from '../portone/load-sdk.ts';
import { buildPaymentRequest } from '../portone/payment-request.ts';
import { closeWindow, findBlocker, openPayment } from '../portone/payment-window.ts';
import { createPaypalButtons, type PaypalButtons } from '../portone/paypal-buttons.ts';
import { sdkLocaleOf } from '../portone/sdk-locale.ts';
import type { CheckoutState } from '../state/checkout-state.ts';
import type { WindowEnd } from '../state/window-result.ts';
import type { PurchaseOptions } from '../views/purchase-options.ts';
import type { PurchaseSource } from '../views/view-context.ts';
import { markedAddress } from './address-bar.ts';
import { CheckoutStartEvent } from './events.ts';
import { claim, handOff } from './payment-handoff.ts';
import { placedOrder, rememberOrder } from './placed-orders.ts';
import { createPreparedOrder, type OrderClock } from './prepared-order.ts';
import { redirectUrlFor, replaceAddress } from './return-url.ts';

/** What the payment flow reads and calls of a checkout, at the time of use. */
export type PayFlowSource = PurchaseSource & {
  readonly host: HTMLElement & {
    readonly itemId: string | undefined;
    readonly disabled: boolean;
    readonly redirectUrl: string | undefined;
    readonly buyer: Buyer | undefined;
    requestUpdate(): void;
  };
  readonly clock: OrderClock;
  readonly state: CheckoutState;
  readonly itemAnswer: ItemAnswer | undefined;
  readonly method: CheckoutMethod | undefined;
  readonly quantity: number;
  readonly locale: string;
  readonly choices: PurchaseOptions | undefined;
  readonly bff: BffClient;
  /** The item and the server that it is of. */
  readonly itemKey: string;
  readonly confirmation: { checkOnce(): void; stop(): void };
  /** Whether the checkout is at a point where paying makes sense. */
  readonly mayPay: boolean;
  readonly paysByPaypal: boolean;
  /** Aborted when the element turns to another item: requests for the old one are dropped. */
  readonly loadSignal: AbortSignal;
  setState(state: CheckoutState): void;
  confirm(paymentId: string, end: WindowEnd): void;
  /** Ends an attempt before its window could open. */
  fail(stage: 'prepare' | 'load', reason: unknown, kind?: 'INVALID_REQUEST'): void;
  /** Adds the form for choices and buyer's details, where there was none. */
  addChoices(): void;
  noteIfSlow(): Promise<void>;
  /** Shows the item again, without a message. */
  startOver(): void;
  warn(reason: unknown): void;
};

/** Where a checkout's orders are placed and its payment windows opened. */
export function createPayFlow(checkout: PayFlowSource) {
  const { host } = checkout;
  const orders = createPreparedOrder(
    checkout.clock,
    (request) => checkout.bff.ask<OrderAnswer>('orders', checkout.loadSignal, request),
    () => host.requestUpdate(),
  );
  let paypal: PaypalButtons | undefined;
  /** The latest payment window; the end of an earlier one no longer counts. */
  let attempt: symbol | undefined;
  /** How its window ends. */
  let windowEnd: Promise<WindowEnd> | undefined;

  const flow = {
    embedding,

    /** The page that the item is sold on: this one, or the server's own where it has no address. */
    get page(): string {
      return /^http/.test(location.protocol)
        ? location.href
        : `${checkout.bff.server}/checkout/${encodeURIComponent(host.itemId ?? '')}`;
    },

    /** Hands its payment off to the next element for the same item. */
    disconnect(): void {
      paypal?.remove();
      handOff(checkout.itemKey, checkout.state, windowEnd, () => {
        attempt = undefined;
        checkout.confirmation.stop();
        checkout.startOver();
      });
    },

    /** Takes back its own payment when it is on the page again before another element has claimed it. */
    reconnect(): void {
      claim(checkout.itemKey);
    },

    /** Takes over the payment of an element that has left the page. */
    claimPayment(): void {
      if (checkout.state.name !== 'loading' && checkout.state.name !== 'ready') return;
      const payment = claim(checkout.itemKey);
      if (!payment) return;
      payment.release();
      follow(payment.paymentId, payment.end);
    },

    /** Whether all that an order needs is known and the time is right for one. */
    get canOrder(): boolean {
      const isComplete = checkout.choices?.isComplete ?? true;
      return !!checkout.method && !host.disabled && isComplete && checkout.mayPay;
    },

    /** The order for the present choice, if a press may take it into a window at once. */
    get usableOrder(): OrderAnswer | undefined {
      const request = choice();
      return request && orders.ready(request);
    },

    /** The order for the present choice, if PayPal's buttons may be shown for it. */
    get paypalOrder(): OrderAnswer | undefined {
      const request = choice();
      return request && orders.readyForButtons(request);
    },

    /** Whether the present choice is better given an order now than at the press. */
    get wantsOrder(): boolean {
      const request = choice();
      return !!request && orders.isWanted(request);
    },

    /** Asks for an order ahead of the click, so that the click has nothing left to wait for. */
    prepare(): void {
      if (!flow.canOrder) return;
      // PayPal's buttons need their order before a press, and request it themselves.
      if (checkout.paysByPaypal) host.requestUpdate();
      if (checkout.paysByPaypal || !flow.wantsOrder) return;
      const { loadSignal } = checkout;
      flow.orderAhead().catch((reason: unknown) => {
        // The buyer sees no error yet: the click requests the order again, and then shows it.
        if (loadSignal.aborted) return;
        checkout.warn(reason);
        markRejected(reason);
      });
    },

    /** Opens the payment window, once the buyer has filled in all required fields. */
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
        // Only PayPal's buttons open its window: shows them again.
        orders.retry();
        checkout.setState({ name: 'ready' });
        return;
      }
      // Locks first: a second click must not come in between.
      checkout.setState({ name: 'paying' });
      if (!host.dispatchEvent(new CheckoutStartEvent({ itemId, quantity, methodId: method.id }))) {
        checkout.setState(state);
        return;
      }
      choices?.remember();
      const order = flow.usableOrder;
      const pressedAt = checkout.clock.now();
      if (order && flow.script) open(order, method, pressedAt);
      else void prepareAndOpen(method, pressedAt);
    },

    /** Rejects without a method of payment. */
    async orderAhead(): Promise<OrderAnswer> {
      return orders.ahead(chosen());
    },

    /** Shows PayPal's buttons in place of ours while the buyer can pay with them. */
    showPaypal(): void {
      // A failure stays until the buyer asks for another try.
      if (!paypal && (!checkout.paysByPaypal || checkout.state.name === 'failed')) return;
      paypal ??= createPaypalButtons(checkout, flow);
      paypal.update();
    },

    /** The next attempt needs another order. */
    forgetOrder(): void {
      orders.forget();
    },

    /** Remembers the order as one of this browser, before its window opens. */
    remember({ paymentId, itemId, quantity, totalAmount, currency }: OrderAnswer): void {
      if (!checkout.itemAnswer) return;
      const { item, checkout: terms } = checkout.itemAnswer;
      const { environment } = terms;
      const subject = { itemId, itemName: item.name, quantity, totalAmount, currency, environment };
      rememberOrder(paymentId, subject, checkout.clock.wall());
    },

    placedOrder: (paymentId: string) => placedOrder(paymentId, checkout.clock.wall()),

    /** Writes a payment into the page's address, or removes it; see address-bar.ts. */
    markAddressBar(paymentId: string, itemId?: string, isOpen?: boolean): void {
      const address = markedAddress(paymentId, itemId, isOpen);
      if (address) replaceAddress(address);
    },

    /** Removes the payment window after its payment has ended. */
    closeWindow(): void {
      closeWindow(host);
    },

    /** PortOne's script, once it is here. */
    get script(): PortOneScript | undefined {
      return loadedSdk();
    },

    loadScript(itemAnswer = checkout.itemAnswer): Promise<PortOneScript> {
      return loadSdk(itemAnswer?.checkout.sdkUrl);
    },

    /** @throws before the item is loaded, and without a method of payment */
    paymentRequest(order: OrderAnswer): PaymentRequest {
      const { itemAnswer, method } = checkout;
      if (!itemAnswer || !method) throw new Error('there is no method to pay with');
      return buildPaymentRequest({
        checkout: itemAnswer.checkout,
        method,
        order,
        buyer: buyer(),
        redirectUrl: redirectUrlFor(order.itemId, returnPage()),
        locale: sdkLocaleOf(checkout.locale),
      });
    },

    /** Shows an error from before the window, at the fields where it concerns the buyer's details. */
    fail(stage: 'prepare' | 'load', reason: unknown): void {
      const isMarked = markRejected(reason);
      checkout.fail(stage, reason, isMarked ? 'INVALID_REQUEST' : undefined);
      if (isMarked) checkout.choices?.focusProblem();
    },
  };

  return flow;

  /** Where a payment comes back to, once it has left the page. */
  function returnPage(): URL {
    const { baseURI } = document;
    try {
      return new URL(host.redirectUrl ?? flow.page, baseURI);
    } catch (reason) {
      // The attribute is no address; the buyer can pay all the same.
      checkout.warn(reason);
      return new URL(flow.page, baseURI);
    }
  }

  async function prepareAndOpen(method: CheckoutMethod, pressedAt: number): Promise<void> {
    const { loadSignal } = checkout;
    void checkout.noteIfSlow();
    const [script, order] = await Promise.allSettled([flow.loadScript(), orderAtPress()]);
    if (loadSignal.aborted) return;
    if (order.status === 'rejected') flow.fail('prepare', order.reason);
    else if (script.status === 'rejected') flow.fail('load', script.reason);
    else open(order.value, method, pressedAt);
  }

  /** Nothing is awaited in here: popups are allowed only as the direct consequence of a click. */
  function open(order: OrderAnswer, { pgProvider }: CheckoutMethod, pressedAt: number): void {
    const { paymentId } = order;
    const request = flow.paymentRequest(order);
    const press = { element: host, at: pressedAt, now: checkout.clock.now() };
    const blockedBy = findBlocker(request, pgProvider, press);
    if (blockedBy) {
      checkout.setState({ name: 'ready', blockedBy });
      // As the direct consequence of a click, unless the page around forbids it.
      if (blockedBy === 'framed' && navigator.userActivation?.isActive !== false) {
        window.open(flow.page, '_top');
      }
      return;
    }
    flow.remember(order);
    // A page that is reloaded, or thrown away by a phone meanwhile, finds the payment again by it.
    flow.markAddressBar(paymentId, order.itemId, true);
    follow(paymentId, openPayment(request, pgProvider, press));
  }

  /** Waits for the end of a window, and checks the payment when the buyer comes back to the page. */
  function follow(paymentId: string, end: Promise<WindowEnd>): void {
    const { loadSignal } = checkout;
    const thisOne = Symbol(paymentId);
    attempt = thisOne;
    windowEnd = end;
    checkout.setState({ name: 'paying', paymentId });
    const isOpen = () => attempt === thisOne && !loadSignal.aborted;
    const stopWatching = watchReturns(
      () => {
        if (isOpen()) checkout.confirmation.checkOnce();
      },
      () => {
        if (isOpen() && checkout.state.name === 'paying') checkout.confirm(paymentId, 'silent');
      },
    );
    void end.then((windowEnd) => {
      stopWatching();
      if (!isOpen()) return;
      // The buyer may have rechecked meanwhile, and seen the result.
      const { name } = checkout.state;
      if (name === 'paid' || name === 'issued') return;
      checkout.confirm(paymentId, windowEnd);
    });
  }

  /** Marks the buyer's fields that the server has not accepted. */
  function markRejected(reason: unknown): boolean {
    const fields = reason instanceof BffError ? reason.buyerFields : undefined;
    const { itemAnswer } = checkout;
    if (!fields?.length || !itemAnswer) return false;
    checkout.addChoices();
    checkout.choices?.markRejected(fields);
    host.requestUpdate();
    return true;
  }

  async function orderAtPress(): Promise<OrderAnswer> {
    return orders.pressed(chosen());
  }

  /** @throws without a method of payment */
  function chosen(): OrderRequest {
    const request = choice();
    if (!request) throw new Error('there is no method to pay with');
    return request;
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

export type PayFlow = ReturnType<typeof createPayFlow>;

/**
 * Calls back when the buyer returns to the page: from a popup, from the app of a bank, or, with the
 * page as it was before it was left, from the browser's cache.
 *
 * @returns stops watching
 */
function watchReturns(check: () => void, isBackFromCache: () => void): () => void {
  const watching = new AbortController();
  const { signal } = watching;
  document.addEventListener(
    'visibilitychange',
    () => {
      if (document.visibilityState === 'visible') check();
    },
    { signal },
  );
  window.addEventListener('focus', check, { signal });
  window.addEventListener(
    'pageshow',
    ({ persisted }) => {
      if (persisted) isBackFromCache();
    },
    { signal },
  );
  return () => watching.abort();
}
