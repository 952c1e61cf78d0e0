import type { CheckoutMethod, ItemAnswer } from '../api/contract.ts';

/**
 * Attributes that need no explanation, as `name=value`. Others are examined by explain-attributes.ts,
 * which may find them right.
 */
const PLAIN =
  /^((item-id|method)=.|quantity=[1-9]\d*$|locale=(?!kr|jp)[a-z]{2}(-|$)|layout=(card|button)$|(disabled|outcome)=$|(bff|redirect-url)=(https:|[/.?])|(class|id|style|slot|lang|dir|part|hidden|title|role|tabindex)=|aria|data|on)/;

/** Whether what a page has written at its element is plainly right. */
export function areAttributesPlain(checkout: {
  readonly host: Element;
  readonly itemAnswer: ItemAnswer | undefined;
  readonly method: CheckoutMethod | undefined;
}): boolean {
  return (
    (!checkout.itemAnswer || !!checkout.method) &&
    [...checkout.host.attributes].every(({ name, value }) => PLAIN.test(`${name}=${value}`))
  );
}
