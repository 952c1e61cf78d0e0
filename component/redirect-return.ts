import type { WindowEnd } from './open-payment.ts';

/** Added to `redirectUrl`: says which element a return belongs to. */
const MARKER = 'portone-checkout';

/** Added beside it to an address whose payment is still in its window. */
const OPEN = 'portone-checkout-open';

/** What PortOne adds to `redirectUrl`, and our own marker. */
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

const MARKERS = new Set([MARKER, OPEN, 'paymentId']);

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
  const paymentId = query.get('paymentId');
  if (!paymentId) return undefined;
  if (itemId === undefined && query.get('transactionType') !== 'PAYMENT') return undefined;
  // Whoever left the window by going back, or by a reload, brings no outcome along.
  return { itemId, paymentId, end: query.has(OPEN) ? 'silent' : { query } };
}

/** Where the payment window is to come back to. */
export function redirectUrlFor(itemId: string, page: URL): string {
  const url = withoutResult(page);
  url.hash = '';
  addMarker(url, itemId);
  return url.href;
}

/** Takes the result out of an address and leaves every other character of it as it was. */
export function withoutResult(url: URL): URL {
  return without(url, RESULT_PARAMETERS);
}

function without(url: URL, names: Set<string>): URL {
  const clean = new URL(url);
  clean.search = url.search
    .slice(1)
    .split('&')
    .filter((pair) => {
      const [name = ''] = new URLSearchParams(pair).keys();
      return !names.has(name);
    })
    .join('&');
  return clean;
}

/** Takes a return out of the address bar, so that reloading or sharing the page does not repeat it. */
export function cleanAddressBar(): void {
  replaceAddress(withoutResult(new URL(location.href)));
}

/**
 * Keeps a payment in the address while it is on its way: a page reloaded, or opened in another
 * browser, finds it there as a return without an outcome. Without an item, takes it out. There is
 * room for one; it stays with the first.
 *
 * @param isOpen while it is in its window, and may well come to nothing
 */
export function markAddressBar(paymentId: string, itemId?: string, isOpen?: boolean): void {
  const page = new URL(location.href);
  const marked = page.searchParams.has(MARKER) && page.searchParams.get('paymentId');
  if (marked ? marked !== paymentId : !itemId) return;
  const url = without(page, MARKERS);
  const payment = `&paymentId=${encodeURIComponent(paymentId)}`;
  if (itemId) addMarker(url, itemId, isOpen ? `${payment}&${OPEN}` : payment);
  if (url.href !== page.href) replaceAddress(url);
}

function replaceAddress(url: URL): void {
  try {
    history.replaceState(history.state, '', url);
  } catch (reason) {
    // A frame without an address of its own has none to change.
    console.debug('<portone-checkout>', reason);
  }
}

function addMarker(url: URL, itemId: string, more = ''): void {
  const separator = url.search ? '&' : '?';
  url.search = `${url.search}${separator}${MARKER}=${encodeURIComponent(itemId)}${more}`;
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
