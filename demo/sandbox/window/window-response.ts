/**
 * The answer to the page: through the promise, or in the query of the address that it returns to.
 */
import type { PaymentResponse } from '@portone/browser-sdk/v2';
import type { Settlement } from './outcome.ts';
import { returnAddressOf } from './redirect-fault.ts';
import type { WindowSession } from './window-session.ts';

/** The ids alone; an answer without a `code` means success. */
export function idsOf({ transactionId: txId, request }: WindowSession): PaymentResponse {
  return { transactionType: 'PAYMENT', txId, paymentId: request.paymentId };
}

export function settlementOf(session: WindowSession, response: PaymentResponse): Settlement {
  const { redirectUrl, forceRedirect } = session.request;
  // PayPal's buttons never leave the page.
  if (session.windowType === 'UI') return { response };
  if (!redirectUrl || !(forceRedirect || session.windowType === 'REDIRECTION')) return { response };
  // In a window of the page, PortOne's script sends the buyer there itself: no gateway is between.
  const fault = session.windowType === 'REDIRECTION' ? session.redirectFault : {};
  return { response, ...returnAddressOf(redirectUrl, response, fault) };
}
