import { outcomeOfQuery, type WindowOutcome } from './payment-outcome.ts';

/** Added to `redirectUrl`: says which element a return belongs to. */
const MARKER = 'portone-checkout';

/** What PortOne adds to `redirectUrl`, and our own marker. */
const RESULT_PARAMETERS = new Set([
  MARKER,
  'paymentId',
  'transactionType',
  'txId',
  'code',
  'message',
  'pgCode',
  'pgMessage',
  'paymentToken',
]);

export type RedirectReturn = {
  /** Absent where the marker got lost on the way; the server then says whether the payment is ours. */
  itemId: string | undefined;
  paymentId: string;
  outcome: WindowOutcome;
};

/** Recognises a payment's redirect back. A page's own `?code=` (OAuth, coupons) is no return. */
export function readRedirectReturn(url: URL): RedirectReturn | undefined {
  const query = url.searchParams;
  const itemId = query.get(MARKER) ?? undefined;
  const paymentId = query.get('paymentId');
  if (!paymentId) return undefined;
  if (itemId === undefined && query.get('transactionType') !== 'PAYMENT') return undefined;
  return { itemId, paymentId, outcome: outcomeOfQuery(query) };
}

/** Where the payment window is to come back to. */
export function redirectUrlFor(itemId: string, page: URL): string {
  const url = withoutResult(page);
  url.hash = '';
  const separator = url.search ? '&' : '?';
  url.search = `${url.search}${separator}${MARKER}=${encodeURIComponent(itemId)}`;
  return url.href;
}

/** Takes the result out of an address and leaves every other character of it as it was. */
export function withoutResult(url: URL): URL {
  const clean = new URL(url);
  clean.search = url.search
    .slice(1)
    .split('&')
    .filter((pair) => {
      const [name = ''] = new URLSearchParams(pair).keys();
      return !RESULT_PARAMETERS.has(name);
    })
    .join('&');
  return clean;
}

/** Takes a return out of the address bar, so that reloading or sharing the page does not repeat it. */
export function cleanAddressBar(): void {
  history.replaceState(history.state, '', withoutResult(new URL(location.href)));
}

/**
 * The return that this page was opened with, until an element claims it. Read as the script is
 * evaluated, before any element is there and before a sign-in library can take `?code=` for its own.
 */
let unclaimed: RedirectReturn | undefined;

if (typeof document !== 'undefined') {
  unclaimed = readRedirectReturn(new URL(location.href));
  // Without our marker it may be another integration's return: the address stays until we know.
  if (unclaimed?.itemId !== undefined) cleanAddressBar();
}

/** Hands the page's return over to the first element that sells its item. */
export function claimRedirectReturn(itemId: string): RedirectReturn | undefined {
  if (!unclaimed || (unclaimed.itemId !== undefined && unclaimed.itemId !== itemId)) {
    return undefined;
  }
  const claimed = unclaimed;
  unclaimed = undefined;
  return claimed;
}
