import { attempt } from '../api/attempt.ts';

/**
 * The mark that the server puts last into the query of a page that a payment comes back to. It opens
 * nothing by itself: the server says for it, once, what became of the payment.
 */
const MARK = /[?&]portone-checkout=([a-z2-7]{26})(?=&|$)/g;

/** @returns the mark of an address, and the address as it was before: every other character stays */
export function readMark(href: string): { mark: string; href: string } | undefined {
  // What only the page's own fragment has is the page's.
  const hashAt = href.indexOf('#');
  const address = hashAt === -1 ? href : href.slice(0, hashAt);
  // The server's is the last: an earlier one was left in the address of a page without this script.
  const found = [...address.matchAll(MARK)].at(-1);
  if (!found) return undefined;
  const [pair, mark = ''] = found;
  const before = address.slice(0, found.index);
  const after = address.slice(found.index + pair.length);
  // A pair after it takes its place; else its `?` or `&` goes with it.
  const query = pair.startsWith('?') && after ? `?${after.slice(1)}` : after;
  // The server writes a fragment in any case, so that the page inherits none of the gateway's.
  const fragment = href.slice(address.length).replace(/^#$/, '');
  return { mark, href: before + query + fragment };
}

/** Takes the mark out of the page's address, before anything of the page reads it. A frame gets none. */
export function takeMark(): string | undefined {
  const found = readMark(location.href);
  if (!found) {
    // A return that has been redeemed leads here without a mark, but with the server's empty fragment.
    if (/#$/.test(location.href) && !document.referrer) replaceAddress(location.href.slice(0, -1));
    return undefined;
  }
  replaceAddress(found.href);
  return window.top === window ? found.mark : undefined;
}

/** Changes the address of this entry of the history, and nothing else of it. */
export function replaceAddress(href: string): void {
  // A frame without an address of its own has none to change.
  attempt(() => history.replaceState(history.state, '', href), undefined);
}
