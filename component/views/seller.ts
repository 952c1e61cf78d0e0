import { html, nothing, type TemplateResult } from 'lit';
import type { SellerFacts } from '../api/contract.ts';
import type { ViewContext } from './view-context.ts';

/** Who sells, and under which terms, where the owner wants it said beside the button. */
export function renderSeller(
  { messages: { sale } }: ViewContext,
  seller: SellerFacts | undefined,
): TemplateResult | typeof nothing {
  if (!seller) return nothing;
  const { mailOrderNumber } = seller;
  const links = (['terms', 'refund', 'privacy'] as const).flatMap((name) => {
    const url = seller[name];
    return url && /^https?:/.test(url)
      ? html`<a href=${url} target="_blank" rel="noopener">${sale.seller[name]}</a> `
      : [];
  });
  return html`<p part="seller" class="seller">
    ${links}${
      mailOrderNumber
        ? html`<span>${sale.seller.mailOrderNumber} ${mailOrderNumber}</span>`
        : nothing
    }
  </p>`;
}
