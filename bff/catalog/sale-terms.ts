import type { Agreement } from '../../component/api/contract.ts';
import type { SaleTerms } from '../domain/sale/sale-terms.ts';
import type { ItemSource, StoreSource } from './catalog-input.ts';

/** What the store says of all its items. */
export type StoreTerms = Pick<StoreSource, 'delivery' | 'agreements'>;

/** What an item asks of its buyer: its own, and what the store says for it. */
export function saleTermsOf(item: ItemSource, store: StoreTerms): SaleTerms {
  const delivery = item.delivery ?? store.delivery;
  const agreements: Agreement[] = [...(store.agreements ?? []), ...(item.agreements ?? [])];
  const { options, variants, amount, fields, soldOut, stock, showLeft, holdForDeposit, afterPaid } =
    item;
  return {
    ...(options && options.length > 0 && { options }),
    ...(variants && variants.length > 0 && { variants }),
    ...(amount && { amount }),
    ...(fields && fields.length > 0 && { fields }),
    ...(delivery && { delivery }),
    ...(agreements.length > 0 && { agreements }),
    ...(soldOut && { soldOut }),
    ...(stock !== undefined && { stock }),
    ...(showLeft !== undefined && { showLeft }),
    ...(holdForDeposit && { holdForDeposit }),
    ...(afterPaid && { afterPaid }),
  };
}

/** What of an item's source {@link saleTermsOf} reads. */
export const saleKeys: ReadonlySet<string> = new Set<keyof ItemSource>([
  'options',
  'variants',
  'amount',
  'fields',
  'delivery',
  'agreements',
  'soldOut',
  'stock',
  'showLeft',
  'holdForDeposit',
  'afterPaid',
]);
