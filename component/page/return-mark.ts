/**
 * The mark that the server puts last into the query of a page that a payment comes back to. It opens
 * nothing by itself: the server says for it, once, what became of the payment.
 */
const MARK = /([?&])portone-checkout=([a-z2-7]{26})(&|#|$)/;

/** @returns the mark of an address, and the address as it was before: every other character stays */
export function readMark(href: string): { mark: string; href: string } | undefined {
  const found = MARK.exec(href);
  if (!found) return undefined;
  const [pair, before = '', mark = '', after = ''] = found;
  const hashAt = href.indexOf('#');
  // One that only the page's own fragment has is the page's.
  if (hashAt !== -1 && hashAt < found.index) return undefined;
  // A pair after it takes its place; else its `?` or `&` goes with it.
  const kept = after === '&' ? before : after;
  const cleaned = href.slice(0, found.index) + kept + href.slice(found.index + pair.length);
  // The server writes a fragment in any case, so that the page inherits none of the gateway's.
  return { mark, href: cleaned.replace(/#$/, '') };
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
  try {
    history.replaceState(history.state, '', href);
  } catch (reason) {
    // A frame without an address of its own has none to change.
    console.debug('<portone-checkout>', reason);
  }
}
