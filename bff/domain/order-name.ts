import { type CatalogItem, productsOf } from './catalog.ts';
import { gateways } from './gateways/all.ts';

/** What the buyer reads in the payment window. */
export function orderNameOf(
  item: Pick<CatalogItem, 'id' | 'name' | 'price' | 'products'>,
  quantity: number,
  pgProvider: string,
): string {
  const isOfProduct = gateways
    .get(pgProvider)
    ?.rules.some((rule) => rule.kind === 'set' && rule.option === 'orderName');
  const [first] = productsOf(item);
  if (isOfProduct && first) return first.name;
  return quantity === 1 ? item.name : `${item.name} x${quantity}`;
}
