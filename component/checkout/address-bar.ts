/** As return-url.ts reads them. */
const MARKERS = /^(portone-checkout(-open)?|paymentId)(=|$)/;

/**
 * Keeps a payment in the address while it is on its way: a page reloaded, or opened in another
 * browser, finds it there as a return without a result. Without an item, removes it. The address
 * holds one payment, the first.
 *
 * @param isOpen while it is in its window, and may still be cancelled
 * @returns the address, where it is another one now
 */
export function markedAddress(
  paymentId: string,
  itemId?: string,
  isOpen?: boolean,
): URL | undefined {
  const page = new URL(location.href);
  const marked = page.searchParams.has('portone-checkout') && page.searchParams.get('paymentId');
  if (marked ? marked !== paymentId : !itemId) return undefined;
  const pairs = page.search ? page.search.slice(1).split('&') : [];
  const kept = pairs.filter((pair) => !MARKERS.test(pair));
  if (itemId) {
    kept.push(`portone-checkout=${encodeURIComponent(itemId)}`, `paymentId=${paymentId}`);
    if (isOpen) kept.push('portone-checkout-open');
  }
  page.search = kept.join('&');
  return page.href === location.href ? undefined : page;
}
