import {
  combinationsOf,
  countCombinations,
  pieceOf,
  variantOf,
} from '../domain/sale/combinations.ts';
import type { ChoiceSource, ItemSource, VariantSource } from './catalog-input.ts';
import { nearestOf } from './nearest-name.ts';
import { type Report, repeated } from './report.ts';

/** More would make an answer that a page waits for, and a card that a buyer does not read. */
const MAX_COMBINATIONS = 1_000;

/** What is wrong with an item's options and variants. */
export function problemsOfChoices(item: ItemSource, report: Report): void {
  const { options, variants } = item;
  if (options?.length === 0) report(['options'], 'is empty. Leave it out.');
  for (const id of repeated(options ?? [])) {
    report(['options'], `has the id "${id}" more than once.`);
  }
  for (const [index, option] of (options ?? []).entries()) {
    if (option.values.length === 0) {
      report(['options', index, 'values'], 'is empty: name what a buyer can choose.');
    }
    for (const id of repeated(option.values)) {
      report(['options', index, 'values'], `has the id "${id}" more than once.`);
    }
    for (const label of repeatedLabels(option)) {
      report(
        ['options', index, 'values'],
        `has the label "${label}" more than once: a buyer could not tell them apart.`,
      );
    }
  }
  if (variants && !options?.length) {
    report(
      ['variants'],
      'is about combinations of options, and the item has none. Add the options, or leave it out.',
    );
    return;
  }
  if (!options?.length) return;
  const count = countCombinations({ options });
  if (count > MAX_COMBINATIONS) {
    report(
      ['options'],
      `can be combined in ${count} ways; ${MAX_COMBINATIONS} is the most. Split the item.`,
    );
    return;
  }
  const isSound = (variants ?? [])
    .map((variant, index) => isSoundVariant(variant, options, index, report))
    .every((sound) => sound);
  if (isSound) problemsOfCombinations(item, options, variants ?? [], report);
}

function repeatedLabels({ values }: ChoiceSource): string[] {
  return repeated(values.map(({ label }) => ({ id: label })));
}

/** Whether it names a value of each option, and nothing else. */
function isSoundVariant(
  { options: named }: VariantSource,
  options: readonly ChoiceSource[],
  index: number,
  report: Report,
): boolean {
  const ids = options.map(({ id }) => id);
  const path = ['variants', index, 'options'];
  let isSound = true;
  const wrong = (key: string | undefined, text: string) => {
    report(key === undefined ? path : [...path, key], text);
    isSound = false;
  };
  for (const [key, value] of Object.entries(named)) {
    const option = options.find(({ id }) => id === key);
    if (!option) {
      wrong(key, `is no option of this item.${meant(key, ids)} There is ${ids.join(', ')}.`);
      continue;
    }
    const values = option.values.map(({ id }) => id);
    if (!values.includes(value)) {
      wrong(
        key,
        `"${value}" is no value of that option.${meant(value, values)} There is ${values.join(', ')}.`,
      );
    }
  }
  const missing = ids.filter((id) => !Object.hasOwn(named, id));
  if (isSound && missing.length > 0) {
    wrong(undefined, `leaves out ${missing.join(', ')}: name one value of each option.`);
  }
  return isSound;
}

const meant = (word: string, words: readonly string[]) => {
  const near = nearestOf(word, [...words]);
  return near ? ` Did you mean "${near}"?` : '';
};

function problemsOfCombinations(
  item: ItemSource,
  options: readonly ChoiceSource[],
  variants: readonly VariantSource[],
  report: Report,
): void {
  const keyOf = (named: VariantSource['options']) => options.map(({ id }) => named[id]).join(' ');
  for (const key of repeated(variants.map((variant) => ({ id: keyOf(variant.options) })))) {
    report(['variants'], `has the combination ${key} more than once. Leave one.`);
  }
  for (const [index, variant] of variants.entries()) {
    const { price, code, stock, soldOut } = variant;
    if ([price, code, stock, soldOut].every((part) => part === undefined)) {
      report(
        ['variants', index],
        'says nothing of its combination: give it a price, a code, a stock or soldOut, or leave it out.',
      );
    }
  }
  const combinations = combinationsOf({ options });
  const words = (combination: (typeof combinations)[number]) =>
    combination.map(({ id }) => id).join(' ');
  if (item.price !== undefined) {
    const base = item.price;
    const free = combinations.find(
      (combination) =>
        pieceOf(base, combination, variantOf({ options, variants }, combination)) < 1,
    );
    if (free) {
      const piece = pieceOf(base, free, variantOf({ options, variants }, free));
      report(['options'], `make the price of ${words(free)} ${piece}; it must be more than 0.`);
    }
  }
  // What is not counted is sold without an end.
  if (item.stock !== undefined || !variants.some(({ stock }) => stock !== undefined)) return;
  const uncounted = combinations.find((combination) => {
    const variant = variantOf({ options, variants }, combination);
    return variant?.stock === undefined && !variant?.soldOut;
  });
  if (uncounted) {
    report(
      ['variants'],
      `count the stock of some combinations and not of ${words(uncounted)}. Give it a stock, or soldOut.`,
    );
  }
}
