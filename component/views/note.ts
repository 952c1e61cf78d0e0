import { html, type TemplateResult } from 'lit';
import type { PaymentState } from '../state/checkout-state.ts';
import type { KnownSubject } from '../state/payment-result.ts';
import { renderRow } from './payment-details.ts';
import type { ViewContext } from './view-context.ts';

/** A payment that is mentioned beside an item on sale. */
export type Note = {
  readonly state: PaymentState & KnownSubject;
  /** Whether this browser has ordered it. */
  readonly isHere: boolean;
};

/**
 * Says that a payment is there, and shows it to a buyer who asks for it. One of another browser says
 * what it is for, and never its account: a link can bring the order of another person to a page that
 * the buyer trusts.
 *
 * @param isOfItem whether it is for the item that is on sale beside it
 */
export function renderNote(
  context: ViewContext,
  { state, isHere }: Note,
  isOfItem: boolean,
  show: () => void,
): TemplateResult {
  const { messages } = context;
  const { itemName, quantity = 1, totalAmount, currency } = state;
  if (isHere) {
    return html`<p part="note" class="elsewhere">
      <span>${isOfItem || !itemName ? undefined : `${itemName} · `}${noteOf(state, context)}</span>
      <button part="show" type="button" @click=${show}>${messages.show}</button>
    </p>`;
  }
  const pieces = quantity > 1 ? ` · ${messages.quantity.replace('{count}', `${quantity}`)}` : '';
  return html`<div part="elsewhere" class="elsewhere" role="group" aria-labelledby="elsewhere">
    <strong id="elsewhere">${messages.elsewhere.title}</strong>
    <p>${messages.elsewhere.text}</p>
    <dl>
      ${itemName ? renderRow(messages.ordered, `${itemName}${pieces}`) : undefined}
      ${
        totalAmount === undefined
          ? undefined
          : renderRow(messages.amountDue, context.price(totalAmount, currency))
      }
    </dl>
  </div>`;
}

function noteOf({ name }: PaymentState, { messages: { notes } }: ViewContext): string {
  switch (name) {
    case 'paid':
      return notes.paid;
    case 'issued':
      return notes.waits;
    default:
      return notes.open;
  }
}
