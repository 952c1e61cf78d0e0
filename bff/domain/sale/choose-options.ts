import type { FieldProblem } from '../../../component/api/contract.ts';
import { type Combination, isSoldOut, variantOf } from './combinations.ts';
import { memberOf, strangersIn } from './said.ts';
import type { SaleTerms, ValueTerms, VariantTerms } from './sale-terms.ts';

export type ChosenCombination = { combination: Combination; variant?: VariantTerms };

/** The values that the buyer has chosen, one of each option, and what is wrong with them. */
export function chooseOptions(
  item: Pick<SaleTerms, 'options' | 'variants'>,
  said: unknown,
): { chosen: ChosenCombination; problems: FieldProblem[] } {
  const { options = [] } = item;
  const problems = strangersIn(said, 'options', options);
  const combination: ValueTerms[] = [];
  for (const option of options) {
    const path = `options.${option.id}`;
    const id = memberOf(said, option.id);
    const value = option.values.find((one) => one.id === id);
    if (value?.soldOut) problems.push({ path, reason: 'sold-out' });
    if (value) combination.push(value);
    else problems.push({ path, reason: id === undefined ? 'missing' : 'unknown' });
  }
  if (combination.length < options.length) return { chosen: { combination }, problems };
  const variant = options.length > 0 ? variantOf(item, combination) : undefined;
  if (variant?.soldOut && !isSoldOut(combination)) {
    problems.push({ path: 'options', reason: 'sold-out' });
  }
  return { chosen: { combination, ...(variant && { variant }) }, problems };
}
