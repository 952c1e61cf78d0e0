import type { Delivery, FieldProblem } from '../../../component/api/contract.ts';
import { memberOf } from './said.ts';
import { writtenText } from './written-text.ts';

/** Letters that are taken of each. */
const limits = {
  recipient: 50,
  phoneNumber: 20,
  zipcode: 10,
  address: 200,
  detail: 100,
  message: 100,
} as const satisfies Record<keyof Delivery, number>;

const optional: readonly (keyof Delivery)[] = ['detail', 'message'];

const forms: Partial<Record<keyof Delivery, RegExp>> = {
  phoneNumber: /^\+?[\d ()-]{8,20}$/,
  zipcode: /^\d{5}$/,
};

/** Where the goods go to, and what is wrong with it. Nothing else of what the page sent is taken. */
export function checkDelivery(said: unknown): { delivery?: Delivery; problems: FieldProblem[] } {
  const problems: FieldProblem[] = [];
  if (said !== undefined && said !== null && (typeof said !== 'object' || Array.isArray(said))) {
    return { problems: [{ path: 'delivery', reason: 'wrong' }] };
  }
  const delivery: Partial<Delivery> = {};
  for (const [key, maxLength] of Object.entries(limits) as [keyof Delivery, number][]) {
    const problem = (reason: FieldProblem['reason']) =>
      problems.push({ path: `delivery.${key}`, reason });
    const read = writtenText(memberOf(said, key), maxLength);
    if (typeof read === 'string') {
      problem(read);
      continue;
    }
    // Keyboards of Chinese and Japanese write digits as wide as letters.
    const text = forms[key] ? read.text.normalize('NFKC') : read.text;
    if (text === '') {
      if (!optional.includes(key)) problem('missing');
    } else if (forms[key]?.test(text) === false) problem('wrong');
    else delivery[key] = text;
  }
  return problems.length > 0 ? { problems } : { delivery: delivery as Delivery, problems };
}
