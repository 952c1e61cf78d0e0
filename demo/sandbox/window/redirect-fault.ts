/** What gateways do to a `redirectUrl` on the way back, where the window has replaced the page. */
import type { PaymentResponse } from '@portone/browser-sdk/v2';

/** How the result is sent: in the query, with `&` also where the address has no `?`, or posted. */
export const resultPlaces = ['query', 'ampersand', 'form'] as const;

/** Both may be set at once. What is absent is as PortOne documents it. */
export type RedirectFault = {
  result?: (typeof resultPlaces)[number];
  /** The whole address in lower case, what was appended included. */
  isLowerCase?: boolean;
};

/** Where a buyer is sent, and what is posted there; without `returnFields` it is a redirect. */
export type ReturnAddress = { returnUrl: string; returnFields?: Record<string, string> };

/** The page's `redirectUrl` with the answer, as the gateway sends a buyer there. */
export function returnAddressOf(
  redirectUrl: string,
  response: PaymentResponse,
  { result = 'query', isLowerCase = false }: RedirectFault,
): ReturnAddress {
  const fields = fieldsOf(response);
  const returnUrl = result === 'form' ? redirectUrl : append(redirectUrl, fields, result);
  return {
    returnUrl: isLowerCase ? returnUrl.toLowerCase() : returnUrl,
    ...(result === 'form' && { returnFields: fields }),
  };
}

function fieldsOf(response: PaymentResponse): Record<string, string> {
  const { paymentId, transactionType, txId, paymentToken, ...failure } = response;
  const { code, message, pgCode, pgMessage } = failure;
  const optional = { paymentToken, code, message, pgCode, pgMessage };
  const given = Object.entries(optional).filter(([, value]) => value !== undefined);
  return { paymentId, transactionType, txId, ...Object.fromEntries(given) };
}

function append(
  redirectUrl: string,
  fields: Record<string, string>,
  result: 'query' | 'ampersand',
): string {
  const hashAt = redirectUrl.indexOf('#');
  const address = hashAt === -1 ? redirectUrl : redirectUrl.slice(0, hashAt);
  const hash = hashAt === -1 ? '' : redirectUrl.slice(hashAt);
  const separator = result === 'ampersand' || address.includes('?') ? '&' : '?';
  return `${address}${separator}${new URLSearchParams(fields)}${hash}`;
}
