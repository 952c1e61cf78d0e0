import type { ItemField } from '../../component/api/contract.ts';
import { DEFAULT_MAX_LENGTH } from '../domain/sale/check-fields.ts';
import { type Report, repeated } from './report.ts';

/** Of all texts of an item together, in letters: with the rest of an order they have to fit into 16 kB. */
const MAX_LETTERS = 2_000;

/** What is wrong with the fields that an item asks its buyer to fill in. */
export function problemsOfFields(fields: readonly ItemField[], report: Report): void {
  if (fields.length === 0) report([], 'is empty. Leave it out.');
  for (const id of repeated(fields)) report([], `has the id "${id}" more than once.`);
  for (const [index, { type, values, maxLength }] of fields.entries()) {
    if (type === 'select' && !values?.length) {
      report([index, 'values'], 'is missing: name what a buyer can choose.');
    }
    if (type !== 'select' && values) {
      report(
        [index, 'values'],
        `is of a select, and this is a ${type}. Leave it out, or make it a select.`,
      );
    }
    for (const id of repeated(values ?? [])) {
      report([index, 'values'], `has the id "${id}" more than once.`);
    }
    if (type !== 'text' && maxLength !== undefined) {
      report([index, 'maxLength'], `is of a text, and this is a ${type}. Leave it out.`);
    }
  }
  const letters = fields.reduce(
    (sum, { type, maxLength }) => sum + (type === 'text' ? (maxLength ?? DEFAULT_MAX_LENGTH) : 0),
    0,
  );
  if (letters > MAX_LETTERS) {
    report(
      [],
      `may take ${letters} letters together; ${MAX_LETTERS} is the most. Give its texts a lower maxLength (${DEFAULT_MAX_LENGTH} each, where it is left out).`,
    );
  }
}
