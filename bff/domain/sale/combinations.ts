import type { SaleTerms, ValueTerms, VariantTerms } from './sale-terms.ts';

type Choices = Pick<SaleTerms, 'options' | 'variants'>;

/** The values of a combination, in the order of the options. */
export type Combination = readonly ValueTerms[];

/** How many combinations there are; 1 of an item without options. */
export function countCombinations({ options = [] }: Choices): number {
  return options.reduce((product, { values }) => product * values.length, 1);
}

/** Every combination of values; one without any for an item without options. */
export function combinationsOf({ options = [] }: Choices): Combination[] {
  return options.reduce<Combination[]>(
    (some, { values }) => some.flatMap((before) => values.map((value) => [...before, value])),
    [[]],
  );
}

/** What the catalog says of a combination by itself. */
export function variantOf(
  { options = [], variants = [] }: Choices,
  combination: Combination,
): VariantTerms | undefined {
  return variants.find((variant) =>
    options.every(({ id }, index) => variant.options[id] === combination[index]?.id),
  );
}

/** The price of a piece: the variant's own, else the item's with what the values add. */
export function pieceOf(price: number, combination: Combination, variant?: VariantTerms): number {
  return variant?.price ?? combination.reduce((sum, value) => sum + (value.price ?? 0), price);
}

/** Whether the combination, or a value in it, is not to be had. */
export function isSoldOut(combination: Combination, variant?: VariantTerms): boolean {
  return variant?.soldOut === true || combination.some(({ soldOut }) => soldOut);
}

/** Whether the item is not to be had, whichever values are chosen. */
export function isAllSoldOut(item: Choices & Pick<SaleTerms, 'soldOut'>): boolean {
  if (item.soldOut) return true;
  if (!item.options) return false;
  return combinationsOf(item).every((combination) =>
    isSoldOut(combination, variantOf(item, combination)),
  );
}
