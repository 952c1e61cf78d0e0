import { html, type TemplateResult } from 'lit';
import type { OrderAnswer, OrderLine } from '../api/contract.ts';
import { renderRow } from './payment-details.ts';
import type { ViewContext } from './view-context.ts';

/** The order as the server has it, before it is paid for: what, where to, and what that adds up to. */
export function renderOrder(
  context: ViewContext,
  order: OrderAnswer,
  answers: { label: string; value: string }[],
): TemplateResult {
  const { sale } = context.messages;
  const { itemName, orderName, quantity, totalAmount, currency } = order;
  const whole = {
    kind: 'item',
    name: itemName ?? orderName,
    quantity,
    amount: totalAmount,
  } as const;
  return html`<dl part="lines">
      ${(order.lines ?? [whole]).map((line) =>
        renderRow(nameOf(line, context), context.price(line.amount, currency)),
      )}
      <div class="total">
        <dt>${sale.total}</dt>
        <dd><strong>${context.price(totalAmount, currency)}</strong></dd>
      </div>
    </dl>
    ${
      answers.length > 0
        ? html`<dl part="answers">${answers.map(({ label, value }) => renderRow(label, value))}</dl>`
        : undefined
    }`;
}

function nameOf({ kind, name, quantity }: OrderLine, { messages }: ViewContext): string {
  if (kind === 'delivery') return messages.sale.deliveryFee;
  return quantity > 1 ? `${name} · ${messages.quantity.replace('{count}', `${quantity}`)}` : name;
}
