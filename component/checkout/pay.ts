import type { PaymentRequest } from '@portone/browser-sdk/v2';
import { type BffClient, BffError } from '../api/checkout-api.ts';
import type {
  Buyer,
  CheckoutMethod,
  ItemAnswer,
  OrderAnswer,
  OrderRequest,
} from '../api/contract.ts';
import { CheckoutStartEvent } from '../page/events.ts';
import { holdAhead } from '../page/intent.ts';
import { keptOrder } from '../page/kept-orders.ts';
import { type PagePayment, paymentKeyOf } from '../page/page.ts';
import { followPayment } from '../page/page-payment.ts';
import { areFramesBlocked } from '../portone/blocked-frames.ts';
import { loadedSdk, loadSdk, type PortOneScript, sdkUrlOf } from '../portone/load-sdk.ts';
import { buildPaymentRequest } from '../portone/payment-request.ts';
import { closeWindow, findBlocker, giveUpWindow, openPayment } from '../portone/payment-window.ts';
import { createPaypalButtons, type PaypalButtons } from '../portone/paypal-buttons.ts';
import { sdkLocaleOf } from '../portone/sdk-locale.ts';
import { ownOrigin } from '../script-url.ts';
import type { CheckoutState, PaymentState } from '../state/checkout-state.ts';
import type { CheckoutEvent } from '../state/reduce-checkout.ts';
import type { WindowEnd } from '../state/window-result.ts';
import type { PurchaseOptions } from '../views/purchase-options.ts';
import type { PurchaseSource } from '../views/view-context.ts';
import { createOrders, saleKeyOf } from './orders.ts';
import type { OrderClock } from './prepared-order.ts';
import { redirectUrlOf, returnAddressOf } from './return-address.ts';

/** What the payment flow reads of a checkout, at the time of use, and what it tells it. */
export type PayFlowSource = PurchaseSource & {
  readonly host: HTMLElement & {
    readonly itemId: string | undefined;
    readonly disabled: boolean;
    readonly redirectUrl: string | undefined;
    readonly buyer: Buyer | undefined;
    requestUpdate(): void;
  };
  readonly clock: OrderClock & { wait(milliseconds: number, signal: AbortSignal): Promise<void> };
  readonly state: CheckoutState;
  readonly itemAnswer: ItemAnswer | undefined;
  readonly method: CheckoutMethod | undefined;
  readonly quantity: number;
  readonly locale: string;
  readonly choices: PurchaseOptions | undefined;
  readonly dialog: { readonly isChecking: boolean };
  readonly bff: BffClient;
  /** The server's page for the item. */
  readonly hostedPage: string;
  /** Whether the checkout is at a point where paying makes sense. */
  readonly mayPay: boolean;
  readonly paysByPaypal: boolean;
  /** Aborted when the element turns to another item: requests for the old one are dropped. */
  readonly loadSignal: AbortSignal;
  dispatch(event: CheckoutEvent): void;
  /** Keeps in mind that this element was pressed for a payment. */
  keepPressed(payment: PagePayment): void;
  /** Ends an attempt before its window could open. */
  fail(stage: 'prepare' | 'load', reason: unknown, kind?: 'INVALID_REQUEST'): void;
  /** Adds the form for choices and buyer's details, where there was none. */
  addChoices(): void;
  noteIfSlow(): Promise<void>;
  /** Shows the item again, without a message. */
  startOver(): void;
  /** Loads the item anew; a payment that is shown stays. */
  load(): void;
  warn(reason: unknown): void;
};

/** Where a checkout's orders are placed and its payment windows opened. */
export function createPayFlow(checkout: PayFlowSource) {
  const { host } = checkout;
  const orders = createOrders(checkout);
  const held = {
    letGo(): void {
      orders.letGo();
      host.requestUpdate();
    },
  };
  let paypal: PaypalButtons | undefined;

  const flow = {
    /** Whether all that an order needs is known and the time is right for one. */
    get canOrder(): boolean {
      const { choices, dialog } = checkout;
      const isTime = !choices?.hasSteps || dialog.isChecking;
      const isComplete = choices?.isComplete() ?? true;
      return !!checkout.method && !host.disabled && isTime && isComplete && checkout.mayPay;
    },

    /** The order for the present choice, if a press may take it into a window at once. */
    get usableOrder(): OrderAnswer | undefined {
      const request = currentChoice();
      return request && orders.ready(request);
    },

    /** The order for the present choice, if PayPal's buttons may be shown for it. */
    get paypalOrder(): OrderAnswer | undefined {
      const request = currentChoice();
      return request && orders.readyForButtons(request);
    },

    /** Whether the present choice is better given an order now than at the press. */
    get wantsOrder(): boolean {
      const request = currentChoice();
      return !!request && orders.isWanted(request);
    },

    /** Asks for an order ahead of the click, so that the click has nothing left to wait for. */
    prepare(): void {
      if (!flow.canOrder) return;
      // PayPal's buttons need their order before a press, and request it themselves.
      if (checkout.paysByPaypal) host.requestUpdate();
      if (checkout.paysByPaypal || !flow.wantsOrder) return;
      holdAhead(held);
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
      if (choices && !choices.isComplete()) {
        choices.reveal();
        host.requestUpdate();
        return;
      }
      if (areFramesBlocked) {
        location.assign(`${checkout.hostedPage}?method=${method.id}&quantity=${quantity}`);
        return;
      }
      if (checkout.paysByPaypal) {
        // Only PayPal's buttons open its window: shows them again.
        orders.retry();
        paypal?.take();
        checkout.startOver();
        return;
      }
      // Locks first: a second click must not come in between.
      checkout.dispatch({ type: 'press' });
      if (!host.dispatchEvent(new CheckoutStartEvent({ itemId, quantity, methodId: method.id }))) {
        checkout.dispatch({ type: 'stopped', back: state });
        return;
      }
      choices?.remember();
      const order = flow.usableOrder;
      const pressedAt = checkout.clock.now();
      if (order && flow.script) open(order, method, pressedAt);
      else void prepareAndOpen(method, pressedAt);
    },

    /**
     * Places the order, and loads what its window needs, so that the next press has nothing to wait for.
     * Shows an error.
     *
     * @returns whether all of it is there
     */
    async place(): Promise<boolean> {
      const { loadSignal, state } = checkout;
      if (state.name === 'failed') checkout.dispatch({ type: 'over' });
      holdAhead(held);
      const [script, order] = await Promise.allSettled([flow.loadScript(), orderAtPress()]);
      if (loadSignal.aborted || !host.isConnected) return false;
      if (order.status === 'rejected') flow.fail('prepare', order.reason);
      else if (script.status === 'rejected') flow.fail('load', script.reason);
      else return true;
      return false;
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

    /** Whether another element of the page has PayPal's buttons, which are in one place only. */
    get isPaypalElsewhere(): boolean {
      return !!paypal?.areElsewhere;
    },

    removePaypal(): void {
      paypal?.remove();
    },

    /** The next attempt needs another order. */
    forgetOrder(): void {
      orders.forget();
    },

    /** PortOne's script, once it is here. */
    get script(): PortOneScript | undefined {
      return loadedSdk();
    },

    /** @throws before the item is loaded */
    async loadScript(itemAnswer = checkout.itemAnswer): Promise<PortOneScript> {
      if (!itemAnswer) throw new Error('there is no item to pay for');
      return loadSdk(sdkUrlOf(itemAnswer.checkout, checkout.bff.server, ownOrigin()));
    },

    /** @throws before the item is loaded, and without a method of payment */
    paymentRequest(order: OrderAnswer): PaymentRequest {
      const { itemAnswer, method, bff } = checkout;
      if (!itemAnswer || !method) throw new Error('there is no method to pay with');
      const address = returnAddressOf(host.redirectUrl);
      return buildPaymentRequest({
        checkout: itemAnswer.checkout,
        method,
        order,
        buyer: buyer(),
        delivery: checkout.choices?.sale.delivery,
        redirectUrl: redirectUrlOf(order, bff.server, address, checkout.hostedPage),
        locale: sdkLocaleOf(checkout.locale),
      });
    },

    /** PayPal's buttons have had their window already, which no page sees. */
    windowEnded(order: OrderAnswer, end: WindowEnd): void {
      checkout.choices?.remember();
      const { paymentId } = order;
      follow(order, { name: 'confirming', paymentId, end });
    },

    /** Shows an error from before the window, at the fields where it concerns the buyer's details. */
    fail(stage: 'prepare' | 'load', reason: unknown): void {
      if (followPaid(reason)) return;
      const isMarked = markRejected(reason);
      checkout.fail(stage, reason, isMarked ? 'INVALID_REQUEST' : undefined);
      if (isMarked) checkout.choices?.focusProblem();
    },
  };

  return flow;

  async function prepareAndOpen(method: CheckoutMethod, pressedAt: number): Promise<void> {
    const { loadSignal } = checkout;
    void checkout.noteIfSlow();
    const [script, order] = await Promise.allSettled([flow.loadScript(), orderAtPress()]);
    // Meanwhile the element may have turned to another item, left the page, or learnt that all is paid.
    if (loadSignal.aborted || !host.isConnected || checkout.state.name !== 'paying') return;
    if (order.status === 'rejected') flow.fail('prepare', order.reason);
    else if (script.status === 'rejected') flow.fail('load', script.reason);
    else open(order.value, method, pressedAt);
  }

  /**
   * Shows the payment where another tab, or an earlier visit, has paid for this very choice.
   *
   * @returns whether that is why there is no order
   */
  function followPaid(reason: unknown): boolean {
    // By now another tab may have heard of it, too.
    const paid =
      reason instanceof BffError && reason.code === 'ALREADY_PAID'
        ? keptOrder(reason.paymentId ?? '', checkout.bff.server)
        : undefined;
    if (!paid) return false;
    const { paymentId } = paid;
    checkout.dispatch({ type: 'stopped', back: { name: 'ready' } });
    orders.forget();
    const payment = followPayment({
      bff: checkout.bff,
      clock: checkout.clock,
      itemId: paid.itemId,
      state: { name: 'confirming', paymentId, end: 'silent' },
      view: 'shown',
      secret: paid.secret,
      isHere: true,
      pressed: host,
    });
    checkout.keepPressed(payment);
    return true;
  }

  /** Nothing is awaited in here: popups are allowed only as the direct consequence of a click. */
  function open(order: OrderAnswer, { pgProvider }: CheckoutMethod, pressedAt: number): void {
    const { paymentId } = order;
    const request = flow.paymentRequest(order);
    const key = paymentKeyOf(checkout.bff.server, order.itemId);
    const press = { element: host, at: pressedAt, now: checkout.clock.now(), key };
    const by = findBlocker(request, pgProvider, press);
    if (by) {
      checkout.dispatch({ type: 'blocked', by });
      // As the direct consequence of a click, unless the page around forbids it.
      if (by === 'framed' && navigator.userActivation?.isActive !== false) {
        const { page } = returnAddressOf(undefined);
        window.open(page ?? checkout.hostedPage, '_top');
      }
      return;
    }
    orders.press(order, () => {
      giveUpWindow(press);
      checkout.load();
    });
    const end = openPayment(request, pgProvider, press);
    follow(order, { name: 'paying', paymentId }, { end, close: () => closeWindow(press) });
  }

  /** The payment is the page's from here on. */
  function follow(
    order: OrderAnswer,
    state: PaymentState,
    window?: { end: Promise<WindowEnd>; close(): void },
  ): void {
    const { itemAnswer, bff } = checkout;
    const { paymentId, itemId, quantity, totalAmount, currency, secret, returnToken } = order;
    // PayPal's window may end once the element sells something else.
    const environment = itemAnswer?.checkout.environment;
    const itemName = order.itemName ?? itemAnswer?.item.name;
    const subject = { itemId, itemName, quantity, totalAmount, currency, environment };
    checkout.dispatch({ type: 'opened', paymentId });
    const payment = followPayment({
      bff,
      clock: checkout.clock,
      itemId,
      state,
      view: 'shown',
      secret,
      returnToken,
      methodId: checkout.method?.id,
      choice: saleKeyOf(checkout.choices?.sale ?? {}),
      isHere: true,
      isBeginning: true,
      subject,
      pressed: host,
      window,
    });
    checkout.keepPressed(payment);
  }

  /** The choice; an order for it that is out of date is forgotten. */
  function currentChoice(): OrderRequest | undefined {
    const request = choice();
    if (request) orders.giveWay(request);
    return request;
  }

  /** Marks the fields that the server has not accepted. */
  function markRejected(reason: unknown): boolean {
    if (!(reason instanceof BffError) || !checkout.itemAnswer) return false;
    const { fields = [], buyerFields = [], left } = reason;
    const ofBuyer = buyerFields.map((path) => ({ path, reason: 'wrong' }) as const);
    if (fields.length + ofBuyer.length === 0 && left === undefined) return false;
    checkout.addChoices();
    return !!checkout.choices?.markRejected([...ofBuyer, ...fields], left);
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
    const sale = checkout.choices?.sale;
    if (!itemId || !method) return undefined;
    return {
      itemId,
      ...(quantity !== 1 && { quantity }),
      methodId: method.id,
      ...(known && { buyer: known }),
      ...sale,
      // In which mail to the buyer is written.
      ...((known?.email || sale?.delivery || sale?.fields) && { locale: checkout.locale }),
    };
  }

  /** What the page knows about its buyer, with what they have filled in. */
  function buyer(): Buyer | undefined {
    return checkout.choices ? checkout.choices.buyer : host.buyer;
  }
}

export type PayFlow = ReturnType<typeof createPayFlow>;
