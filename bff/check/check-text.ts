import type { CheckLine } from './check-line.ts';

const SIGNS: Readonly<Record<CheckLine['verdict'], string>> = {
  good: '✓',
  doubtful: '?',
  wrong: '✗',
};

/** A line for a person: what is wrong begins with ✗, what is doubtful with ?. */
export function checkText({ subject, verdict, text }: CheckLine): string {
  return `${SIGNS[verdict]} ${subject}: ${text}`;
}
