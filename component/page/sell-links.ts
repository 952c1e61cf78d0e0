/** What a link may decide, as its `data-portone-…`: not where the server is, nor where a payment leads. */
const DECIDED = ['quantity', 'method', 'layout', 'locale', 'report-height'];

/** What of its style is the element's. */
const THEME = '--portone-checkout-';

/** What is being edited, and elements that have their link inside already. */
const LEFT_ALONE = '[contenteditable]:not([contenteditable=false]), portone-checkout';

/**
 * Puts an element in the place of each `<a data-portone-item="shoes" href="…">`, once the page is ready,
 * and in that of later ones where the script's tag has `data-watch`. Editors of sites let such a link
 * through, which leads to the server's page where no script runs. It stays inside of its element: what
 * removes unknown tags leaves it.
 */
export function sellLinks(): void {
  if (document.readyState === 'loading') {
    document.addEventListener('DOMContentLoaded', sellLinks);
    return;
  }
  replaceLinks();
  if (document.querySelector('script[data-watch][src*=portone-checkout]')) {
    new MutationObserver(replaceLinks).observe(document, { childList: true, subtree: true });
  }
}

function replaceLinks(): void {
  for (const link of document.querySelectorAll<HTMLElement>('a[data-portone-item]')) {
    const itemId = link.dataset.portoneItem?.trim();
    if (!itemId || link.isContentEditable !== false || link.closest(LEFT_ALONE)) continue;
    const element = document.createElement('portone-checkout');
    element.setAttribute('item-id', itemId);
    for (const name of DECIDED) {
      const value = link.getAttribute(`data-portone-${name}`);
      if (value !== null) element.setAttribute(name, value);
    }
    for (const name of link.style) {
      if (!name.startsWith(THEME)) continue;
      element.style.setProperty(name, link.style.getPropertyValue(name));
    }
    const hadFocus = link === document.activeElement;
    link.replaceWith(element);
    element.append(link);
    if (hadFocus) void element.updateComplete.then(() => element.focus());
  }
}
