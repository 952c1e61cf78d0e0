import { html, nothing, type TemplateResult } from 'lit';
import type { DeliveryTerms, Item } from '../api/contract.ts';
import { pageBase } from '../api/page-base.ts';
import type { ViewContext } from './view-context.ts';

/** What is sold: image, name, description, and the price of all pieces together. */
export function renderItem(
  context: ViewContext,
  item: Item,
  {
    total,
    quantity,
    hasOwnMedia,
    left,
  }: {
    /** In the minor unit. */
    total: number;
    quantity: number;
    /** Whether the page fills the slot for the image. */
    hasOwnMedia: boolean;
    /** How many can still be had, where that is known. */
    left: number | undefined;
  },
): TemplateResult {
  const { messages, price } = context;
  const { delivery } = item;
  const { sale } = messages;
  // What changes as the buyer chooses is read out.
  const isChosen = item.options || item.amount;
  const leftWords = left ? sale.left.replace('{count}', `${left}`) : sale.soldOut;
  const deliveryWords = delivery && deliveryOf(context, delivery);
  return html`<div class="item">
    ${
      item.image || hasOwnMedia
        ? html`<div part="media" class="media">
            <slot name="media"><img
                src=${addressOf(item.image) ?? nothing}
                alt=""
                @load=${showIfLoaded}
                @error=${showIfLoaded}
            /></slot>
          </div>`
        : nothing
    }
    <div class="facts">
      <p part="name" class="name" id="name">${item.name}</p>
      ${
        item.description
          ? html`<p part="description" class="description">${item.description}</p>`
          : nothing
      }
      <p part="price" class="price" id="price" aria-live=${isChosen ? 'polite' : nothing}>
        ${price(total)}
        ${
          quantity > 1
            ? html`<span>${messages.quantity.replace('{count}', `${quantity}`)}</span>`
            : nothing
        }
        ${left === undefined ? nothing : html`<span>${leftWords}</span>`}
      </p>
      ${delivery ? html`<p class="description">${deliveryWords}</p>` : nothing}
    </div>
  </div>`;
}

/** What sending it costs, before it is known where to. */
function deliveryOf(
  { messages: { sale }, price }: ViewContext,
  { fee, freeFrom }: DeliveryTerms,
): string {
  const free =
    freeFrom === undefined ? '' : ` (${sale.freeFrom.replace('{price}', () => price(freeFrom))})`;
  return `${sale.deliveryFee} ${price(fee)}${fee > 0 ? free : ''}`;
}

/** A picture that fails leaves its frame, without the sign of a broken one. */
function showIfLoaded({ target, type }: Event): void {
  (target as HTMLElement).style.visibility = type === 'error' ? 'hidden' : '';
}

/** As it is, unless the page's `<base>` would lead it to another host. */
function addressOf(image: string | undefined): string | undefined {
  const base = pageBase();
  return image && base !== document.baseURI ? new URL(image, base).href : image;
}

/** The item's place while it loads: the card keeps its height. */
export function renderItemSkeleton(): TemplateResult {
  return html`<div class="item">
    <div class="media skeleton"></div>
    <div class="facts">
      <div class="name skeleton"></div>
      <div class="description skeleton"></div>
      <div class="price skeleton"></div>
    </div>
  </div>`;
}
