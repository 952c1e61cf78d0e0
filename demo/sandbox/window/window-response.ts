/**
 * The answer to the page: through the promise, or in the query of the address that it returns to.
 */
import type { PaymentResponse } from '@portone/browser-sdk/v2';
import type { Settlement } from './outcome.ts';
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
  return { response, returnUrl: returnUrlOf(redirectUrl, response) };
}

/** Appends the answer to the query of the page's `redirectUrl`. */
function returnUrlOf(redirectUrl: string, response: PaymentResponse): string {
  const hashAt = redirectUrl.indexOf('#');
  const address = hashAt === -1 ? redirectUrl : redirectUrl.slice(0, hashAt);
  const hash = hashAt === -1 ? '' : redirectUrl.slice(hashAt);
  const { paymentId, transactionType, txId, paymentToken, ...failure } = response;
  const { code, message, pgCode, pgMessage } = failure;
  const query = new URLSearchParams({ paymentId, transactionType, txId });
  const optional = { paymentToken, code, message, pgCode, pgMessage };
  for (const [name, value] of Object.entries(optional)) {
    if (value !== undefined) query.append(name, value);
  }
  return `${address}${address.includes('?') ? '&' : '?'}${query}${hash}`;
}
