import type { MethodRequest, Product } from '../../component/api/contract.ts';

type Naverpay = NonNullable<NonNullable<MethodRequest['bypass']>['naverpay']>;

/** One thing of which NaverPay is told how many are bought. */
export type NaverpayProductItem = Naverpay['productItems'][number];

/** What a catalog says about it: of which kind it is. Of which product it speaks, `uid` says. */
export type NaverpayProductItemSource = Pick<NaverpayProductItem, 'categoryType' | 'categoryId'> &
  Partial<NaverpayProductItem>;

/** NaverPay's words for goods that are no book, no journey, no ticket … */
const ordinary = { categoryType: 'PRODUCT', categoryId: 'GENERAL' };

/**
 * What is sold, as NaverPay reads it. Names, ids and counts are those of the products, whatever
 * the catalog's own entries say: those add what kind of goods each product is.
 */
export function productItemsOf(
  products: readonly Product[],
  entries: readonly NaverpayProductItemSource[] = [],
): NaverpayProductItem[] {
  return products.map(({ id, name, quantity }) => ({
    ...(entryOf(id, entries) ?? ordinary),
    uid: id,
    name,
    count: quantity,
  }));
}

/** The entry that speaks of a product: by its id, else for all products. */
export function entryOf(
  productId: string,
  entries: readonly NaverpayProductItemSource[],
): NaverpayProductItemSource | undefined {
  const all = entries.find(({ uid }) => uid === undefined);
  const only = entries.length === 1 ? entries[0] : undefined;
  return entries.find(({ uid }) => uid === productId) ?? all ?? only;
}
