import { html, type TemplateResult } from 'lit';
import type { AfterPaid } from '../api/contract.ts';
import type { CheckoutState } from '../state/checkout-state.ts';
import type { Clipboard } from './clipboard.ts';
import { icon, icons } from './icons.ts';
import type { ViewContext } from './view-context.ts';

/**
 * What a buyer keeps of a payment: its number, and where to transfer the money to.
 *
 * @param itemId what is shown beside it: another item is named
 */
export function renderSummary(
  context: ViewContext,
  state: CheckoutState,
  clipboard: Clipboard,
  itemId: string | undefined,
): TemplateResult | undefined {
  const { messages } = context;
  const mustBeKnown =
    state.name === 'paid' ||
    state.name === 'issued' ||
    state.name === 'pending' ||
    (state.name === 'failed' && !state.retryable);
  if (!mustBeKnown || !state.paymentId) return undefined;
  const isNamed = 'itemName' in state && state.itemName && state.itemId !== itemId;
  return html`<dl part="summary">
    ${isNamed ? renderRow(messages.ordered, state.itemName ?? '') : undefined}
    ${state.name === 'issued' ? renderAccount(context, state, clipboard) : undefined}
    ${renderRow(messages.orderNumber, state.paymentId)}
    ${state.name === 'paid' ? renderReceipt(context, state.receiptUrl) : undefined}
  </dl>
  ${state.name === 'paid' ? renderAfterPaid(context, state.afterPaid) : undefined}`;
}

/** The gateway's own page, in another tab, so that the shop's page stays open. */
function renderReceipt({ messages }: ViewContext, url: string | undefined) {
  // The server passes on no other address; a link checks again.
  if (!url?.startsWith('https:')) return undefined;
  return html`<div class="account">
    <dt>${messages.receipt}</dt>
    <dd>
      <a part="receipt" class="receipt" href=${url} target="_blank" rel="noopener">
        ${messages.receiptOpen}
        ${icon(icons.outside)}
      </a>
    </dd>
  </div>`;
}

/** What the item hands over. The text and the address are the owner's. */
function renderAfterPaid(
  { messages }: ViewContext,
  { text, url }: AfterPaid = {},
): TemplateResult | undefined {
  const isAddress = url !== undefined && /^https?:/.test(url);
  if (!text && !isAddress) return undefined;
  return html`<div part="after-paid" class="elsewhere">
    ${text ? html`<p class="said">${text}</p>` : undefined}
    ${
      isAddress
        ? html`<a class="receipt" href=${url} target="_blank" rel="noopener"
            >${messages.sale.open} ${icon(icons.outside)}</a
          >`
        : undefined
    }
  </div>`;
}

function renderAccount(
  context: ViewContext,
  { virtualAccount, totalAmount, currency }: Extract<CheckoutState, { name: 'issued' }>,
  clipboard: Clipboard,
): TemplateResult | undefined {
  if (!virtualAccount) return undefined;
  const { messages } = context;
  const { bank, accountNumber, holder, dueAt } = virtualAccount;
  return html`${renderRow(messages.bank, messages.banks[bank] ?? bank)}
    <div class="account">
      <dt>${messages.accountNumber}</dt>
      <dd>
        <strong>${accountNumber}</strong>
        <button part="copy" type="button" @click=${() => clipboard.copy(accountNumber, messages)}>
          ${clipboard.copied === accountNumber ? messages.copyDone : messages.copy}
        </button>
      </dd>
    </div>
    ${holder ? renderRow(messages.holder, holder) : undefined}
    ${
      totalAmount === undefined
        ? undefined
        : renderRow(messages.amountDue, context.price(totalAmount, currency))
    }
    ${dueAt ? renderRow(messages.dueAt, formatTime(dueAt, context.locale)) : undefined}`;
}

export function renderRow(term: string, description: string): TemplateResult {
  return html`<div>
    <dt>${term}</dt>
    <dd class="id">${description}</dd>
  </div>`;
}

/** In the buyer's time zone, which it names: not every buyer of a Korean shop is in Korea. */
function formatTime(rfc3339: string, locale: string): string {
  return new Intl.DateTimeFormat(locale, {
    year: 'numeric',
    month: 'short',
    day: 'numeric',
    hour: 'numeric',
    minute: '2-digit',
    timeZoneName: 'short',
  }).format(new Date(rfc3339));
}
