import { PaymentError, type PaymentRequest, type PaymentResponse } from '@portone/browser-sdk/v2';
import type { PaymentBook } from '../payments/payment-book.ts';
import { CheckoutError } from '../request/checkout-error.ts';
import type { Checkout } from './checkout.ts';
import { checkClosedWindow, endWindow } from './end-window.ts';
import type { Outcome, Settlement } from './outcome.ts';
import { idsOf } from './window-response.ts';

/**
 * Asks for the window and ends it as `outcome` says, through the code that serves the browser
 * script.
 *
 * @returns what `requestPayment` would have resolved to; the bare ids where it would never settle
 * @throws PaymentError what `requestPayment` would have rejected with
 */
export function payWithoutBrowser(
  book: PaymentBook,
  checkout: Checkout,
  request: PaymentRequest,
  outcome: Outcome,
): PaymentResponse {
  try {
    // As over HTTP: what JSON does not carry does not arrive.
    const asked: PaymentRequest = JSON.parse(JSON.stringify(request));
    const data = asked.channelGroupId ? { ...asked, channelKey: checkout.route(asked) } : asked;
    const byUi = asked.payMethod === 'PAYPAL';
    const session = checkout.prepare({ data, mobile: false, pageOrigin: undefined, byUi });
    if (outcome.result === 'abandon') return idsOf(session);
    const ending = endWindow(book, session, outcome);
    if (ending.kind === 'vanished') return idsOf(session);
    if (ending.kind === 'settled') return ending.settlement.response;
    return afterClosing(() => checkClosedWindow(book, session), idsOf(session));
  } catch (error) {
    if (!(error instanceof CheckoutError)) throw error;
    throw new PaymentError({ code: error.code, message: error.message });
  }
}

/** A status check that fails resolves too: PortOne's script cannot tell whether money moved. */
function afterClosing(check: () => Settlement, ids: PaymentResponse): PaymentResponse {
  try {
    return check().response;
  } catch (error) {
    if (!(error instanceof CheckoutError)) throw error;
    return { ...ids, code: error.code, message: error.message };
  }
}
