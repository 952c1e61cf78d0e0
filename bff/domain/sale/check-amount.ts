import type { AmountRange, FieldProblem } from '../../../component/api/contract.ts';

/** What is wrong with the amount that a buyer wants to pay. */
export function problemOfAmount(
  { min, max, step = 1 }: AmountRange,
  said: unknown,
): FieldProblem['reason'] | undefined {
  if (said === undefined || said === null) return 'missing';
  if (typeof said !== 'number' || !Number.isSafeInteger(said)) return 'wrong';
  if (said < min) return 'too-small';
  if (said > max) return 'too-large';
  return isOnStep({ min, step }, said) ? undefined : 'wrong';
}

/** Steps are counted from the least amount, as a browser's own field counts them. */
export function isOnStep({ min, step = 1 }: Pick<AmountRange, 'min' | 'step'>, amount: number) {
  return (amount - min) % step === 0;
}
