import { combinationsOf, variantOf } from './combinations.ts';
import type { SaleTerms, VariantTerms } from './sale-terms.ts';
import { shelfOf } from './shelves.ts';

/** How many are left on a shelf; `undefined` where that is not known. */
export type LeftOn = (shelf: string) => number | undefined;

/** With what a buyer may read of how many are left. */
export type Available = { left?: number; variants?: readonly (VariantTerms & { left?: number })[] };

/** Whether pieces of it are counted. */
export function isStocked({ stock, variants }: Pick<SaleTerms, 'stock' | 'variants'>): boolean {
  return stock !== undefined || variants?.some((variant) => variant.stock !== undefined) === true;
}

/** An item as it can be had now: a combination of which nothing is left is sold out. */
export function availableNow<Item extends SaleTerms & { id: string }>(
  item: Item,
  leftOn: LeftOn,
): Omit<Item, 'variants'> & Available {
  if (!isStocked(item)) return item;
  const { showLeft = 0 } = item;
  const stateOf = (shelf: string | undefined) => {
    const left = shelf === undefined ? undefined : leftOn(shelf);
    if (left === undefined) return {};
    if (left <= 0) return { soldOut: true };
    return left <= showLeft ? { left } : {};
  };
  if (!item.options) return { ...item, ...stateOf(item.id) };

  const hasOwnShelves = item.variants?.some(({ stock }) => stock !== undefined) === true;
  const shared = item.stock === undefined ? {} : stateOf(item.id);
  if (!hasOwnShelves) return { ...item, ...shared };
  // Combinations that the catalog does not name share the item's shelf, and may be sold out together.
  const variants = combinationsOf(item).flatMap((combination) => {
    const named = variantOf(item, combination);
    const options =
      named?.options ??
      Object.fromEntries(
        (item.options ?? []).map(({ id }, index) => [id, combination[index]?.id ?? '']),
      );
    const state = stateOf(shelfOf(item, options)?.id);
    const isTelling = named !== undefined || Object.keys(state).length > 0;
    return isTelling ? [{ ...named, options, ...state }] : [];
  });
  return { ...item, variants };
}
