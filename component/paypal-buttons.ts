import type { LoadPaymentUIRequest, PaymentRequest } from '@portone/browser-sdk/v2';
import type { CheckoutState } from './checkout-state.ts';
import type { WindowEnd } from './open-payment.ts';
import type { Till } from './till.ts';

/** What the buttons need of a checkout. */
export type PaypalHost = {
  readonly host: HTMLElement & { requestUpdate(): void };
  readonly state: CheckoutState;
  readonly paysByPaypal: boolean;
  readonly choices: { remember(): void } | undefined;
  readonly clock: { wait(milliseconds: number, signal: AbortSignal): Promise<void> };
  warn(reason: unknown): void;
  confirm(paymentId: string, end: WindowEnd): Promise<void>;
};

/** The ways in which a payment on this page, by whichever element, can be over. */
const ENDS = ['paid', 'issued', 'pending', 'cancelled', 'failed'].map(
  (name) => `portone-checkout-${name}`,
);

/** Between two looks at whether the buttons need another order. In milliseconds. */
const LOOK_INTERVAL_MS = 60_000;

/**
 * PayPal's own buttons. PortOne looks for their place in the document and so cannot see into a
 * shadow root: it is a child of the element, shown through a slot.
 */
export function createPaypalButtons(checkout: PaypalHost, till: Till) {
  const { host } = checkout;
  let container: HTMLElement | undefined;
  let shown = '';
  let paymentId = '';
  let isPreparing = false;

  /** Aborted when the buttons' place is gone. */
  let standing = new AbortController();

  return {
    /** Brings the buttons in line with what there is to pay. */
    update(): void {
      if (!checkout.paysByPaypal || !host.isConnected) {
        remove();
        return;
      }
      // A failure stays until the buyer asks for another try.
      if (checkout.state.name === 'failed' || !till.canOrder) return;
      const order = till.standingOrder;
      // Nothing here hears of a press before PayPal's window is open.
      if (container) container.inert = !order;
      if (order && till.script) show(till.paymentRequest(order));
      if (till.wantsOrder || !till.script) void prepare();
    },
    remove,
  };

  /** Unlike ours, PayPal's button must know its order before it is pressed. */
  async function prepare(): Promise<void> {
    if (isPreparing) return;
    isPreparing = true;
    const [order, script] = await Promise.allSettled([till.orderAhead(), till.loadScript()]);
    if (order.status === 'rejected') await tell('prepare', order.reason);
    else if (script.status === 'rejected') await tell('load', script.reason);
    // The script may be later than the order, or the buyer may have chosen on meanwhile.
    else host.requestUpdate();
    isPreparing = false;
  }

  async function tell(stage: 'prepare' | 'load', reason: unknown): Promise<void> {
    // Only what is still wanted can fail.
    if (!till.canOrder || !checkout.paysByPaypal || !host.isConnected) return;
    // While the old order stands there is time for another try.
    if (stage === 'prepare' && till.standingOrder) checkout.warn(reason);
    else await till.fail(stage, reason);
  }

  /** Shows the buttons, or has those that are there pay for another order. */
  function show(request: PaymentRequest): void {
    const wanted = { uiType: 'PAYPAL_SPB', ...request } as unknown as LoadPaymentUIRequest;
    const json = JSON.stringify(wanted);
    if (container?.isConnected && json === shown) return;
    shown = json;
    paymentId = request.paymentId;
    const portOne = till.script;
    if (!portOne) return;
    if (container?.isConnected) {
      try {
        portOne.updateLoadPaymentUIRequest(wanted);
      } catch (reason) {
        fail(reason);
      }
      return;
    }
    container = placeFor(wanted.uiType);
    host.append(container);
    standing = new AbortController();
    for (const name of ENDS) document.addEventListener(name, comeBack, standing);
    document.addEventListener('visibilitychange', look, standing);
    void keepLooking(standing.signal);
    if (document.querySelectorAll('.portone-ui-container').length > 1) {
      console.error(
        '<portone-checkout> PortOne shows PayPal in one place of a page only, and this page has ' +
          'several: leave one element with a PayPal method, or fix another method on the others.',
        host,
      );
    }
    portOne
      .loadPaymentUI(wanted, {
        onPaymentSuccess: (resolved) => end(resolved.paymentId, { resolved }),
        onPaymentFail: (rejected) => end(rejected.paymentId, { rejected }),
      })
      .catch(fail);
  }

  /** A page may stay open for longer than an order can be used, and no press asks for another one. */
  async function keepLooking(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      await checkout.clock.wait(LOOK_INTERVAL_MS, signal);
      look();
    }
  }

  function look(): void {
    if (document.visibilityState === 'visible') host.requestUpdate();
  }

  function end(id: string | undefined, how: WindowEnd): void {
    // PortOne swallows what its callbacks throw, so they leave everything to later.
    queueMicrotask(() => {
      checkout.choices?.remember();
      void checkout.confirm(id || paymentId, how);
    });
  }

  function fail(rejected: unknown): void {
    remove();
    end(undefined, { rejected });
  }

  /** PortOne takes the buttons away for any other payment of the page; here they are asked for again. */
  function comeBack(): void {
    if (!container || container.childElementCount > 0) return;
    remove();
    host.requestUpdate();
  }

  function remove(): void {
    standing.abort();
    container?.remove();
    container = undefined;
  }
}

export type PaypalButtons = ReturnType<typeof createPaypalButtons>;

function placeFor(uiType: string): HTMLElement {
  const place = document.createElement('div');
  place.className = 'portone-ui-container';
  place.dataset.portoneUiType = uiType;
  place.slot = 'paypal';
  return place;
}
