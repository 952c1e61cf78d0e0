import { PaymentError, type PaymentRequest, type PaymentResponse } from '@portone/browser-sdk/v2';
import type { PaymentStore } from '../payments/payment-store.ts';
import { CheckoutError } from '../request/checkout-error.ts';
import type { Checkout } from './checkout.ts';
import { checkClosedWindow, endWindow } from './end-window.ts';
import type { Outcome, Settlement } from './outcome.ts';
import { idsOf } from './window-response.ts';

/**
 * Opens a window and ends it with `outcome`, through the code that serves the browser script.
 *
 * @returns what `requestPayment` would resolve to; the ids alone where it would never settle
 * @throws PaymentError what `requestPayment` would reject with
 */
export function payWithoutBrowser(
  payments: PaymentStore,
  checkout: Checkout,
  request: PaymentRequest,
  outcome: Outcome,
): PaymentResponse {
  try {
    // As over HTTP, only what JSON can carry arrives.
    const sent: PaymentRequest = JSON.parse(JSON.stringify(request));
    const data = sent.channelGroupId
      ? { ...sent, channelKey: checkout.pickChannelKey(sent) }
      : sent;
    const byUi = sent.payMethod === 'PAYPAL';
    const session = checkout.prepare({ data, mobile: false, pageOrigin: undefined, byUi });
    if (outcome.result === 'abandon') return idsOf(session);
    const result = endWindow(payments, session, outcome);
    if (result.kind === 'vanished') return idsOf(session);
    if (result.kind === 'settled') return result.settlement.response;
    return afterClosing(() => checkClosedWindow(payments, session), idsOf(session));
  } catch (error) {
    if (!(error instanceof CheckoutError)) throw error;
    throw new PaymentError({ code: error.code, message: error.message });
  }
}

/** A failed status check resolves too: PortOne's script does not know whether the buyer paid. */
function afterClosing(check: () => Settlement, ids: PaymentResponse): PaymentResponse {
  try {
    return check().response;
  } catch (error) {
    if (!(error instanceof CheckoutError)) throw error;
    return { ...ids, code: error.code, message: error.message };
  }
}
