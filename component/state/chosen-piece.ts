import type { Item, ItemVariant } from '../api/contract.ts';

type Choices = Readonly<Record<string, string | undefined>>;

/** What a piece costs as it is chosen, in the minor unit. For showing: the order states what is paid. */
export function priceOfPiece(item: Item, chosen: Choices): number {
  const added = (item.options ?? []).map(
    ({ id, values }) => values.find((value) => value.id === chosen[id])?.price ?? 0,
  );
  return variantOf(item, chosen)?.price ?? added.reduce((sum, price) => sum + price, item.price);
}

/** What the catalog says of a combination, once one value of each option is chosen. */
export function variantOf({ variants }: Item, chosen: Choices): ItemVariant | undefined {
  return variants?.find(({ options }) =>
    Object.entries(options).every(([option, value]) => chosen[option] === value),
  );
}

/** Whether anything is left with the values that are chosen, whatever is chosen of the other options. */
export function isAvailable(item: Item, chosen: Choices): boolean {
  const open = item.options?.find(({ id }) => chosen[id] === undefined);
  return open
    ? open.values.some(
        ({ id, soldOut }) => !soldOut && isAvailable(item, { ...chosen, [open.id]: id }),
      )
    : !item.soldOut && !variantOf(item, chosen)?.soldOut;
}
