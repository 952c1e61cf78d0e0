import type { MethodRequest, PayMethod } from '../../../component/api/contract.ts';
import type { When } from './gateway.ts';

/** A method, as far as a gateway minds. */
export type CheckedMethod = { payMethod: PayMethod; request: MethodRequest };

/** Whether a rule is about this method. */
export function holds(
  when: When | undefined,
  payMethod: PayMethod,
  request: MethodRequest,
): boolean {
  if (!when) return true;
  if (when.payMethods && !when.payMethods.includes(payMethod)) return false;
  if (when.has !== undefined && !given(request, when.has)) return false;
  if (when.lacks !== undefined && given(request, when.lacks)) return false;
  return Object.entries(when.is ?? {}).every(([option, values]) =>
    listed(valueAt(request, option)).some((value) =>
      (values as readonly unknown[]).includes(short(value)),
    ),
  );
}

/** `isEscrow: false` and its like say what goes without saying. */
export function given(request: MethodRequest, option: string): boolean {
  const value = valueAt(request, option);
  return value !== undefined && !(value === false && /^is[A-Z]/.test(option));
}

/** Of a list's members, the values that are there; none where no member has any. */
export function valueAt(request: MethodRequest, option: string): unknown {
  return option.split('.').reduce<unknown>((value, key) => {
    if (!Array.isArray(value)) return (value as Record<string, unknown> | undefined)?.[key];
    const inside = value.flatMap((member) => member[key] ?? []);
    return inside.length > 0 ? inside : undefined;
  }, request);
}

/** The values of an option, one or many. */
export const listed = (value: unknown): unknown[] =>
  value === undefined ? [] : Array.isArray(value) ? value : [value];

/** PortOne takes `BC_CARD` and `CARD_COMPANY_BC_CARD` for the same. */
export const short = (value: unknown): unknown =>
  typeof value === 'string' ? value.replace(longForm, '') : value;

const longForm =
  /^(CARD_COMPANY|EASY_PAY_PROVIDER|CASH_RECEIPT_TYPE|GIFT_CERTIFICATE_TYPE|PRODUCT_TYPE|CARRIER)_/;
