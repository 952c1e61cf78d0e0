import { html, type TemplateResult } from 'lit';
import { icon, icons } from './icons.ts';
import type { ViewContext } from './view-context.ts';

/**
 * How many: a number with a button on either side.
 *
 * @param most the largest that can be had
 */
export function renderQuantity(
  { messages }: ViewContext,
  isLocked: boolean,
  current: () => number,
  most: number,
  take: (quantity: number) => void,
): TemplateResult {
  const quantity = current();
  const within = (wanted: number) => Math.min(Math.max(Math.trunc(wanted) || 1, 1), most);
  const type = (event: Event) => {
    const field = event.target as HTMLInputElement;
    const next = within(field.valueAsNumber);
    take(next);
    field.value = String(next);
  };
  // At its end a button stays where it is and keeps the focus.
  return html`<fieldset part="quantity" class="counter" ?disabled=${isLocked}>
    <label for="quantity">${messages.pieces}</label>
    <div class="stepper">
      <button
        type="button"
        aria-label=${messages.fewer}
        aria-disabled=${quantity <= 1}
        @click=${() => take(within(current() - 1))}
      >
        ${icon(icons.fewer)}</button
      ><input
        id="quantity"
        type="number"
        inputmode="numeric"
        min="1"
        max=${most}
        .value=${String(quantity)}
        @change=${type}
      /><button
        type="button"
        aria-label=${messages.more}
        aria-disabled=${quantity >= most}
        @click=${() => take(within(current() + 1))}
      >
        ${icon(icons.more)}
      </button>
    </div>
  </fieldset>`;
}
