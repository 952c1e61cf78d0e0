import { html, type TemplateResult } from 'lit';
import type { PaymentResult } from '../state/payment-result.ts';
import { formatTime, renderRow } from './payment-details.ts';
import type { ViewContext } from './view-context.ts';

/** An account that waits for a deposit, of an order that was not begun in this browser. */
export type Elsewhere = Extract<PaymentResult, { name: 'issued' }>;

/**
 * Says that there is such an order, and what it is for, and leaves it to the buyer to ask for the
 * account: a link can bring somebody else's to a page that the buyer trusts.
 */
export function renderElsewhere(
  context: ViewContext,
  { itemName, quantity, totalAmount, currency, orderedAt }: Elsewhere,
  showAccount: () => void,
): TemplateResult {
  const { words } = context;
  const { title, text } = words.elsewhere;
  const pieces = quantity > 1 ? ` · ${words.quantity.replace('{count}', `${quantity}`)}` : '';
  return html`<div part="elsewhere" class="elsewhere" role="group" aria-labelledby="elsewhere">
    <strong id="elsewhere">${title}</strong>
    <p>${text}</p>
    <dl>
      ${renderRow(words.ordered, `${itemName}${pieces}`)}
      ${renderRow(words.amountDue, context.price(totalAmount, currency))}
      ${orderedAt ? renderRow(words.orderedAt, formatTime(orderedAt, context.locale)) : undefined}
    </dl>
    <button part="reveal" type="button" @click=${showAccount}>${words.showAccount}</button>
  </div>`;
}
