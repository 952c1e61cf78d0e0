/** As redirect-return.ts reads them; a part imports nothing of the main file (see part.ts). */
const MARKERS = /^(portone-checkout(-open)?|paymentId)(=|$)/;

/**
 * Keeps a payment in the address while it is on its way: a page reloaded, or opened in another
 * browser, finds it there as a return without an outcome. Without an item, takes it out. There is
 * room for one; it stays with the first.
 *
 * @param isOpen while it is in its window, and may well come to nothing
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
