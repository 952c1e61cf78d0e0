import type { WindowEnd } from '../state/window-result.ts';

/** Added to `redirectUrl`: says which element a return belongs to. */
const MARKER = 'portone-checkout';

/** Added beside it to an address whose payment is still in its window. */
const OPEN = 'portone-checkout-open';

/** What PortOne adds to `redirectUrl`, and our own markers. */
const RESULT_PARAMETERS = new Set([
  MARKER,
  OPEN,
  'paymentId',
  'transactionType',
  'txId',
  'code',
  'message',
  'pgCode',
  'pgMessage',
  'paymentToken',
]);

/** What an address claims. Any site can link to it: only what the server says of the payment is shown. */
export type RedirectReturn = {
  /** Absent where the marker got lost on the way; the server then says whether the payment is ours. */
  itemId: string | undefined;
  paymentId: string;
  end: WindowEnd;
};

/** Recognises a payment's redirect back. A page's own `?code=` (OAuth, coupons) is no return. */
export function readRedirectReturn(url: URL): RedirectReturn | undefined {
  const query = url.searchParams;
  const itemId = query.get(MARKER) ?? undefined;
  const paymentId = query.get('paymentId') ?? '';
  if (!/^[\w-]{1,64}$/.test(paymentId)) return undefined;
  if (itemId === undefined && query.get('transactionType') !== 'PAYMENT') return undefined;
  // A buyer who left the window by going back, or by a reload, brings no result along.
  return { itemId, paymentId, end: query.has(OPEN) ? 'silent' : { query } };
}

/** Where the payment window is to come back to. */
export function redirectUrlFor(itemId: string, page: URL): string {
  const url = withoutResult(page);
  url.hash = '';
  url.search += `${url.search ? '&' : '?'}${MARKER}=${encodeURIComponent(itemId)}`;
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

/** Removes a return from the address bar, so that reloading or sharing the page does not repeat it. */
export function cleanAddressBar(): void {
  replaceAddress(withoutResult(new URL(location.href)));
}

export function replaceAddress(url: URL): void {
  try {
    history.replaceState(history.state, '', url);
  } catch (reason) {
    // A frame without an address of its own has none to change.
    console.debug('<portone-checkout>', reason);
  }
}

/**
 * The return that this page was opened with, until an element claims it. Read as the script is
 * evaluated, before any element is there and before a sign-in library can take `?code=` for its own.
 */
let unclaimed: RedirectReturn | undefined;

/** Fires `offered` when a return becomes free to claim. */
export const returns = new EventTarget();

if (typeof document !== 'undefined') {
  const page = new URL(location.href);
  unclaimed = readRedirectReturn(page);
  // Without our marker it may be another integration's return: the address stays until the server answers.
  if (page.searchParams.has(MARKER) && page.searchParams.has('paymentId')) cleanAddressBar();
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

/** Leaves it to another element, here or to come. */
export function offerRedirectReturn(back: RedirectReturn): void {
  unclaimed = back;
  returns.dispatchEvent(new Event('offered'));
}
