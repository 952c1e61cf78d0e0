import type { Translate } from '../i18n/translate.ts';
import type { CheckLine } from './check-line.ts';

const SIGNS: Readonly<Record<CheckLine['verdict'], string>> = {
  good: '✓',
  doubtful: '?',
  wrong: '✗',
};

/** A line for a person: what is wrong begins with ✗, what is doubtful with ?. */
export function checkText(
  { subject, verdict, text }: CheckLine,
  translate: Translate = (said) => said,
): string {
  return `${SIGNS[verdict]} ${translate(subject, 'subject')}: ${translate(text)}`;
}
