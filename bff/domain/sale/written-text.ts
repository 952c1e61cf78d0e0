import type { FieldProblem } from '../../../component/api/contract.ts';
import { canonicalText } from '../canonical-text.ts';

type Reason = FieldProblem['reason'];

/** Letters in a text, as a reader's machine counts them: neither bytes nor halves of a letter. */
export function lettersIn(text: string): number {
  return [...text].length;
}

/**
 * A line that a buyer wrote, in the form that is kept and compared.
 *
 * @param maxLength in letters
 * @returns the text, '' where nothing was written, or why it cannot be taken
 */
export function writtenText(value: unknown, maxLength: number): { text: string } | Reason {
  if (value === undefined || value === null) return { text: '' };
  // What is too long by far is not looked at: forms of letters take no more than four for one.
  if (typeof value !== 'string') return 'wrong';
  if (value.length > 8 * maxLength + 64) return 'too-long';
  if (!value.isWellFormed() || hasControl(value.trim())) return 'wrong';
  const text = canonicalText(value);
  return lettersIn(text) > maxLength ? 'too-long' : { text };
}

/** A line has no line breaks in it. */
function hasControl(text: string): boolean {
  return /\p{Cc}|\p{Zl}|\p{Zp}/u.test(text);
}
