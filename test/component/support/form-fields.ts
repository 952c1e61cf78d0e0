import type { PortoneCheckout } from '../../../component/portone-checkout.ts';

/** The fields of an element, in the buyer's order. */
export function inputs(element: PortoneCheckout, selector = 'input'): HTMLInputElement[] {
  return [...(element.shadowRoot?.querySelectorAll<HTMLInputElement>(selector) ?? [])];
}

export function input(element: PortoneCheckout, selector: string): HTMLInputElement {
  const [found] = inputs(element, selector);
  if (!found) throw new Error(`no ${selector}`);
  return found;
}

/** The field with an id, which may have a dot in it. */
export function field(element: PortoneCheckout, id: string): HTMLInputElement {
  return input(element, `[id="${id}"]`);
}

/** Types into a field, or chooses in a list, and goes on to the next. */
export function enter(element: PortoneCheckout, selector: string, value: string): void {
  const written = input(element, selector);
  written.value = value;
  written.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }));
  written.dispatchEvent(new Event('change', { bubbles: true }));
}

/** What a screen reader says of a field beside its label. */
export function describedBy(element: PortoneCheckout, selector: string): string {
  const ids = element.shadowRoot?.querySelector(selector)?.getAttribute('aria-describedby') ?? '';
  return ids
    .split(' ')
    .map((id) => element.shadowRoot?.getElementById(id)?.textContent ?? '')
    .join(' ');
}
