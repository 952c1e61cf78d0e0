import type { LoadPaymentUIRequest, PaymentRequest } from '@portone/browser-sdk/v2';
import type { OrderAnswer } from '../api/contract.ts';
import type { CheckoutState } from '../state/checkout-state.ts';
import type { WindowEnd } from '../state/window-result.ts';
import type { PortOneScript } from './load-sdk.ts';

/** What the buttons need of a checkout. */
export type PaypalSource = {
  readonly host: HTMLElement & { requestUpdate(): void };
  readonly state: CheckoutState;
  readonly paysByPaypal: boolean;
  readonly clock: { wait(milliseconds: number, signal: AbortSignal): Promise<void> };
  warn(reason: unknown): void;
};

/** The orders that the buttons pay for. */
export type PaypalOrders = {
  readonly canOrder: boolean;
  readonly paypalOrder: OrderAnswer | undefined;
  readonly wantsOrder: boolean;
  readonly script: PortOneScript | undefined;
  orderAhead(): Promise<OrderAnswer>;
  loadScript(): Promise<PortOneScript>;
  paymentRequest(order: OrderAnswer): PaymentRequest;
  /** Their window was open before any page could know. */
  windowEnded(order: OrderAnswer, end: WindowEnd): void;
  fail(stage: 'prepare' | 'load', reason: unknown): void;
};

/** The events that end a payment of this page, by whichever element. */
const ENDS = ['paid', 'issued', 'pending', 'cancelled', 'failed'].map(
  (name) => `portone-checkout-${name}`,
);

/** How PortOne finds the place of its buttons. */
const PLACE = 'portone-ui-container';

/** Before buttons that the page has removed are shown again: it may remove them each time. In milliseconds. */
const RESTORE_MS = 300;

/** Between two checks whether the buttons need another order. In milliseconds. */
const CHECK_INTERVAL_MS = 60_000;

/**
 * PayPal's own buttons. PortOne looks for their place in the document, which may have one only, and
 * cannot see into a shadow root: it is a child of the element, shown through a slot. Of an element
 * inside shadow roots it is a child of the outermost host; a slot in each leads from there to the element.
 */
export function createPaypalButtons(checkout: PaypalSource, orders: PaypalOrders) {
  const { host } = checkout;
  /** The slots that lead to the buttons' place, and the place itself. */
  let places: HTMLElement[] = [];
  let areElsewhere = false;
  let isRestoring = false;
  /** The request that they are shown for, as JSON; empty before. */
  let shown = '';
  /** By their `paymentId`: a press may be about one that has been renewed meanwhile. The latest is the last. */
  const shownOrders = new Map<string, OrderAnswer>();
  let isPreparing = false;

  /** Aborted when the buttons' place is removed. */
  let mounted = new AbortController();

  return {
    /** Whether another element of the page has the buttons. */
    get areElsewhere(): boolean {
      return areElsewhere;
    },

    /** Gets the buttons from the element that has them, for a buyer who wants to pay here. */
    take(): void {
      if (!areElsewhere) return;
      for (const other of document.querySelectorAll(`.${PLACE}`)) other.remove();
      areElsewhere = false;
      mount();
    },

    /** Shows, renews or removes the buttons, as the checkout's state requires. */
    update(): void {
      if (!checkout.paysByPaypal || !host.isConnected) {
        remove();
        return;
      }
      // A failure stays until the buyer asks for another try.
      if (checkout.state.name === 'failed' || !orders.canOrder) return;
      if (places.length > 0 && !places.every(isOurs)) {
        remove();
        restoreSoon();
      }
      noteElsewhere(places.length === 0 && !!document.querySelector(`.${PLACE}`));
      if (areElsewhere || isRestoring) return;
      const order = orders.paypalOrder;
      // PayPal reports a press only after its window is open.
      const place = places.at(-1);
      if (place) place.inert = !order;
      if (order && orders.script) show(order);
      if (orders.wantsOrder || !orders.script) void prepare();
    },
    remove,
  };

  /** Unlike ours, PayPal's button must know its order before it is pressed. */
  async function prepare(): Promise<void> {
    if (isPreparing) return;
    isPreparing = true;
    const [order, script] = await Promise.allSettled([orders.orderAhead(), orders.loadScript()]);
    if (order.status === 'rejected') reportFailure('prepare', order.reason);
    else if (script.status === 'rejected') reportFailure('load', script.reason);
    // The script may be later than the order, or the buyer may have chosen on meanwhile.
    else host.requestUpdate();
    isPreparing = false;
  }

  function reportFailure(stage: 'prepare' | 'load', reason: unknown): void {
    // Only what is still wanted can fail.
    if (!orders.canOrder || !checkout.paysByPaypal || !host.isConnected) return;
    // While the old order can still be paid there is time for another try.
    if (stage === 'prepare' && orders.paypalOrder) checkout.warn(reason);
    else orders.fail(stage, reason);
  }

  /** Shows the buttons, or gives those on the page another order. */
  function show(order: OrderAnswer): void {
    const request: PaymentRequest = orders.paymentRequest(order);
    const wanted = { uiType: 'PAYPAL_SPB', ...request } as unknown as LoadPaymentUIRequest;
    const json = JSON.stringify(wanted);
    if (json === shown) return;
    const isFirst = shown === '';
    shown = json;
    shownOrders.delete(order.paymentId);
    shownOrders.set(order.paymentId, order);
    const portOne = orders.script;
    if (!portOne) return;
    if (!isFirst) {
      try {
        portOne.updateLoadPaymentUIRequest(wanted);
      } catch (reason) {
        fail(reason);
      }
      return;
    }
    mount().dataset.portoneUiType = wanted.uiType;
    mounted = new AbortController();
    for (const name of ENDS) document.addEventListener(name, restore, mounted);
    document.addEventListener('visibilitychange', check, mounted);
    void checkRegularly(mounted.signal);
    portOne
      .loadPaymentUI(wanted, {
        onPaymentSuccess: (resolved) => end({ resolved }, resolved.paymentId),
        onPaymentFail: (rejected) => end({ rejected }, rejected.paymentId),
      })
      .catch(fail);
  }

  /** @returns the place of the buttons, which PortOne needs before it is asked for them */
  function mount(): HTMLElement {
    let around: HTMLElement = host;
    const add = (name: 'slot' | 'div') => {
      const place = document.createElement(name);
      place.slot = 'paypal';
      around.append(place);
      places.push(place);
      return place;
    };
    const mountedBefore = places.at(-1);
    if (mountedBefore) return mountedBefore;
    for (let root = host.getRootNode(); root instanceof ShadowRoot; root = around.getRootNode()) {
      add('slot').setAttribute('name', 'paypal');
      around = root.host as HTMLElement;
    }
    const place = add('div');
    place.className = PLACE;
    return place;
  }

  /** PortOne's buttons are in one place of a page: other elements have a button that gets them. */
  function noteElsewhere(are: boolean): void {
    if (are === areElsewhere) return;
    areElsewhere = are;
    host.requestUpdate();
    if (!are) return;
    console.warn(
      '<portone-checkout> PortOne shows PayPal in one place of a page only, and this page has ' +
        'several: here the buyer presses a button first. Leave one element with a PayPal method, ' +
        'or fix another method on the others.',
      host,
    );
  }

  /** What a page does to its elements' children, as a patch of the page or `replaceChildren()` does. */
  function restoreSoon(): void {
    isRestoring = true;
    setTimeout(() => {
      isRestoring = false;
      host.requestUpdate();
    }, RESTORE_MS);
  }

  /** A page may stay open for longer than an order can be used, and no press requests another one. */
  async function checkRegularly(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      await checkout.clock.wait(CHECK_INTERVAL_MS, signal);
      check();
    }
  }

  function check(): void {
    if (document.visibilityState === 'visible') host.requestUpdate();
  }

  function end(windowEnd: WindowEnd, paymentId?: string): void {
    // PortOne swallows what its callbacks throw, so they leave everything to later.
    queueMicrotask(() => {
      const order = shownOrders.get(paymentId ?? '') ?? [...shownOrders.values()].at(-1);
      if (order) orders.windowEnded(order, windowEnd);
    });
  }

  function fail(rejected: unknown): void {
    remove();
    end({ rejected });
  }

  /** PortOne removes the buttons for any other payment of the page: shows them again. */
  function restore(): void {
    if (places.at(-1)?.childElementCount !== 0) return;
    remove();
    host.requestUpdate();
  }

  function remove(): void {
    mounted.abort();
    // The page may have made something else of it.
    for (const place of places) if (place.slot === 'paypal') place.remove();
    places = [];
    shown = '';
  }
}

export type PaypalButtons = ReturnType<typeof createPaypalButtons>;

function isOurs(place: HTMLElement): boolean {
  return place.isConnected && place.slot === 'paypal';
}
