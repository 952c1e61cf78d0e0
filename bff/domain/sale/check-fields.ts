import type { FieldProblem, ItemField } from '../../../component/api/contract.ts';
import type { WrittenField } from './private-details.ts';
import { memberOf, strangersIn } from './said.ts';
import { writtenText } from './written-text.ts';

/** Of a text that the catalog gives no limit, in letters. */
export const DEFAULT_MAX_LENGTH = 200;

type Reason = FieldProblem['reason'];

/** What the buyer wrote in the item's fields, and what is wrong with it. */
export function checkFields(
  fields: readonly ItemField[] = [],
  said: unknown,
): { written: WrittenField[]; problems: FieldProblem[] } {
  const problems = strangersIn(said, 'fields', fields);
  const written: WrittenField[] = [];
  for (const field of fields) {
    const read = readField(field, memberOf(said, field.id));
    if (typeof read === 'string') problems.push({ path: `fields.${field.id}`, reason: read });
    else if (read) written.push({ id: field.id, label: field.label, ...read });
  }
  return { written, problems };
}

type Read = Pick<WrittenField, 'value' | 'choice'> | Reason | undefined;

function readField(field: ItemField, said: unknown): Read {
  const nothing = field.required ? 'missing' : undefined;
  switch (field.type) {
    case 'checkbox': {
      if (said !== undefined && typeof said !== 'boolean') return 'wrong';
      if (field.required && said !== true) return 'missing';
      return { value: said === true };
    }
    case 'select': {
      if (said === undefined || said === '') return nothing;
      const value = field.values?.find(({ id }) => id === said);
      return value ? { value: value.label, choice: value.id } : 'unknown';
    }
    case 'date': {
      if (said === undefined || said === '') return nothing;
      return typeof said === 'string' && isDay(said) ? { value: said } : 'wrong';
    }
    case 'text': {
      const read = writtenText(said, field.maxLength ?? DEFAULT_MAX_LENGTH);
      if (typeof read === 'string') return read;
      return read.text === '' ? nothing : { value: read.text };
    }
  }
}

/** `YYYY-MM-DD`, and a day that the calendar has. */
function isDay(text: string): boolean {
  const [, year = '', month = '', day = ''] = /^(\d{4})-(\d\d)-(\d\d)$/.exec(text) ?? [];
  const [y, m, d] = [Number(year), Number(month), Number(day)];
  const isLeap = (y % 4 === 0 && y % 100 !== 0) || y % 400 === 0;
  const days = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
  return y > 0 && d >= 1 && d <= (days[m - 1] ?? 0);
}
