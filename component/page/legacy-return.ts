/**
 * Returns as 0.1 had them, with the result in the page's own address. They are read for some
 * time after 0.3: from servers that are still older, and of payments that left a page of 0.1. This file can
 * go on 2026-12-31.
 */
import { attempt } from '../api/attempt.ts';
import type { WindowEnd } from '../state/window-result.ts';
import { replaceAddress } from './return-mark.ts';

/** What an address claims. Any site can link to it: only what the server says of the payment is shown. */
export type LegacyReturn = { itemId: string; paymentId: string; end: WindowEnd };

const ITEM = 'portone-checkout';
const OPEN = 'portone-checkout-open';

/** What PortOne adds to `redirectUrl`, and 0.1's own. */
const PARAMETERS = new Set([
  ITEM,
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

/** Where 0.1 kept the orders of a browser, or of a tab where there was no more room. */
const ORDERS = 'portone-checkout:orders';
type LegacyOrder = { paymentId: string; itemId: string; until: number };

/** Where a payment comes back to whose server has no route for returns: the page, with its item. */
export function legacyRedirectUrl(itemId: string, page: string): string {
  const url = withoutReturn(new URL(page));
  url.hash = '';
  url.search += `${url.search ? '&' : '?'}${ITEM}=${encodeURIComponent(itemId)}`;
  return url.href;
}

/** Whether this browser took an order of this item to its window under 0.1. */
export function isLegacyOrder(paymentId: string, itemId: string): boolean {
  return [() => localStorage, () => sessionStorage].some((storage) =>
    attempt(() => {
      const orders: LegacyOrder[] = JSON.parse(storage().getItem(ORDERS) ?? '[]');
      return orders.some(
        (order) =>
          order.paymentId === paymentId && order.itemId === itemId && order.until > Date.now(),
      );
    }, false),
  );
}

/** Takes it out of the page's address, before anything of the page reads it. A frame gets none. */
export function takeLegacyReturn(): LegacyReturn | undefined {
  const url = new URL(location.href);
  const query = url.searchParams;
  const itemId = query.get(ITEM);
  const paymentId = query.get('paymentId') ?? '';
  if (!itemId || !/^[\w-]{1,64}$/.test(paymentId)) return undefined;
  replaceAddress(withoutReturn(url).href);
  // A buyer who left the window by going back, or by a reload, brings no result along.
  const end: WindowEnd = query.has(OPEN) ? 'silent' : { query };
  return window.top === window ? { itemId, paymentId, end } : undefined;
}

/** Every other character stays as it was. */
function withoutReturn(url: URL): URL {
  const clean = new URL(url);
  clean.search = url.search
    .slice(1)
    .split('&')
    .filter((pair) => {
      const [name = ''] = new URLSearchParams(pair).keys();
      return !PARAMETERS.has(name);
    })
    .join('&');
  return clean;
}
