import type { TemplateResult } from 'lit/html.js';
import type { Canvas } from './canvas.ts';
import type { Conclusion } from './conclusion.ts';
import { formatTime, renderRow } from './summary.ts';

/** An account that waits for a deposit, of an order that was not begun in this browser. */
export type Elsewhere = Extract<Conclusion, { name: 'issued' }>;

/**
 * Says that there is such an order, and what it is for, and leaves it to the buyer to ask for the
 * account: a link can bring somebody else's to a page that the buyer trusts.
 */
export function renderElsewhere(
  canvas: Canvas,
  { itemName, quantity, totalAmount, currency, orderedAt }: Elsewhere,
  showAccount: () => void,
): TemplateResult {
  const { html, words } = canvas;
  const { title, text } = words.elsewhere;
  const pieces = quantity > 1 ? ` · ${words.quantity.replace('{count}', `${quantity}`)}` : '';
  return html`<div part="elsewhere" class="elsewhere" role="group" aria-labelledby="elsewhere">
    <strong id="elsewhere">${title}</strong>
    <p>${text}</p>
    <dl>
      ${renderRow(canvas, words.ordered, `${itemName}${pieces}`)}
      ${renderRow(canvas, words.amountDue, canvas.price(totalAmount, currency))}
      ${orderedAt ? renderRow(canvas, words.orderedAt, formatTime(orderedAt, canvas.locale)) : undefined}
    </dl>
    <button part="reveal" type="button" @click=${showAccount}>${words.showAccount}</button>
  </div>`;
}
