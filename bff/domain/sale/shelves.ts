/** What of an item says how many pieces there are. */
export type CountedItem = {
  id: string;
  /** Those that are sold included. */
  stock?: number;
  variants?: readonly { options: Readonly<Record<string, string>>; stock?: number }[];
};

/** Pieces that are counted together: an item's, or those of a variant with a number of its own. */
export type Shelf = { id: string; stock: number };

/**
 * The shelf that a combination of values is taken from.
 *
 * @param chosen by the ids of the options, the ids of the values
 * @returns `undefined` where nothing is counted
 */
export function shelfOf(
  item: CountedItem,
  chosen: Readonly<Record<string, string>> = {},
): Shelf | undefined {
  const own = item.variants?.find(
    ({ options, stock }) =>
      stock !== undefined &&
      Object.entries(options).every(([option, value]) => chosen[option] === value),
  );
  if (own?.stock !== undefined)
    return { id: variantShelfId(item.id, own.options), stock: own.stock };
  return item.stock === undefined ? undefined : { id: item.id, stock: item.stock };
}

/** All shelves of some items, by their ids. */
export function shelvesOf(items: Iterable<CountedItem>): Map<string, number> {
  const shelves = new Map<string, number>();
  for (const { id, stock, variants = [] } of items) {
    if (stock !== undefined) shelves.set(id, stock);
    for (const variant of variants) {
      if (variant.stock !== undefined)
        shelves.set(variantShelfId(id, variant.options), variant.stock);
    }
  }
  return shelves;
}

/** The same in whichever order the catalog writes the options. No item has an id with a slash. */
function variantShelfId(itemId: string, options: Readonly<Record<string, string>>): string {
  const values = Object.entries(options)
    .map(([option, value]) => `${option}=${value}`)
    .sort();
  return `${itemId}/${values.join(',')}`;
}
