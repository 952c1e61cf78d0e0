import { render } from 'lit';
import { PortoneCheckout } from './portone-checkout.ts';
import { renderItemSkeleton } from './views/item.ts';

/**
 * Registers the element, as `<portone-checkout>` or under another name, as often as you like: each
 * name has a class of its own, and all work on one page. Does nothing where the name is taken
 * already (a second copy of the script on one page) and where there is no document (a server).
 *
 * @param name with a hyphen, as HTML asks of custom elements; the browser throws at others
 */
export function definePortoneCheckout(name = 'portone-checkout'): void {
  if (typeof document === 'undefined' || customElements.get(name)) return;
  // A registry takes a class once.
  const isOurs = name === 'portone-checkout';
  customElements.define(name, isOurs ? PortoneCheckout : class extends PortoneCheckout {});
}

/** Has the browser read the styles and compile what draws, which the first element would otherwise wait for. */
export function warmUp(): void {
  // Lit collects a class's styles when it is asked for its attributes.
  void PortoneCheckout.observedAttributes;
  for (const style of PortoneCheckout.elementStyles)
    void ('styleSheet' in style && style.styleSheet);
  render(renderItemSkeleton(), document.createDocumentFragment());
}
