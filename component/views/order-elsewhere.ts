import { html, type TemplateResult } from 'lit';
import type { PaymentResult } from '../state/payment-result.ts';
import { formatTime, renderRow } from './payment-details.ts';
import type { ViewContext } from './view-context.ts';

/** An account that waits for a deposit, of an order that was not begun in this browser. */
export type Elsewhere = Extract<PaymentResult, { name: 'issued' }>;

/**
 * Says that such an order exists, and what it is for; its account is shown after the buyer asks for
 * it: a link can bring the account of another person to a page that the buyer trusts.
 */
export function renderElsewhere(
  context: ViewContext,
  { itemName, quantity, totalAmount, currency, orderedAt }: Elsewhere,
  showAccount: () => void,
): TemplateResult {
  const { messages } = context;
  const { title, text } = messages.elsewhere;
  const pieces = quantity > 1 ? ` · ${messages.quantity.replace('{count}', `${quantity}`)}` : '';
  return html`<div part="elsewhere" class="elsewhere" role="group" aria-labelledby="elsewhere">
    <strong id="elsewhere">${title}</strong>
    <p>${text}</p>
    <dl>
      ${renderRow(messages.ordered, `${itemName}${pieces}`)}
      ${renderRow(messages.amountDue, context.price(totalAmount, currency))}
      ${orderedAt ? renderRow(messages.orderedAt, formatTime(orderedAt, context.locale)) : undefined}
    </dl>
    <button part="reveal" type="button" @click=${showAccount}>${messages.showAccount}</button>
  </div>`;
}
