import { type CatalogItem, productsOf } from './catalog.ts';

/**
 * What the buyer reads in the payment window.
 *
 * @param isOfProduct whether the gateway takes the first product's name (NaverPay does)
 */
export function orderNameOf(
  item: Pick<CatalogItem, 'id' | 'name' | 'price' | 'products'>,
  quantity: number,
  isOfProduct: boolean | undefined,
): string {
  const [first] = productsOf(item);
  if (isOfProduct && first) return first.name;
  return quantity === 1 ? item.name : `${item.name} x${quantity}`;
}
