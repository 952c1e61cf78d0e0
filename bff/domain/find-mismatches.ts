import { canonicalText } from './canonical-text.ts';
import type { Claims } from './observed-payment.ts';
import type { Mismatch, Order } from './order.ts';
import type { PortOneStatus } from './portone-status.ts';

/** Longer claims than this are cut in the evidence: a page may send a megabyte of `customData`. */
const EVIDENCE_LENGTH = 500;

/**
 * Compares what PortOne has with what was ordered, everything that costs money, so that the
 * operator reads every difference at once. Empty means genuine.
 *
 * @param status of the payment: only of one that is PAID the parts have to add up
 */
export function findMismatches(order: Order, claims: Claims, status?: PortOneStatus): Mismatch[] {
  const group = order.asked?.channelGroupId;
  const expectations: Array<[field: string, expected: unknown, actual: unknown]> = [
    ['storeId', order.storeId, claims.storeId],
    ['channel.type', order.channelType, claims.channelType],
    // A channel group lets PortOne choose among several channels.
    ['channel.key', order.channelKey ?? claims.channelKey, claims.channelKey],
    ['orderName', canonicalText(order.orderName), canonicalClaim(claims.orderName)],
    ['amount.total', order.totalAmount, claims.totalAmount],
    ['currency', order.currency, claims.currency],
    ['customData.item', order.itemId, itemIn(claims.customData)],
    // Which group the channel was taken from PortOne says; of one outside of it, it says none.
    ['channelGroup.id', group ?? claims.channelGroupId, claims.channelGroupId],
  ];
  return [
    ...expectations
      .filter(([, expected, actual]) => expected !== actual)
      .map(([field, expected, actual]) => ({ field, expected, actual: evidence(actual) })),
    ...findPromotion(order, claims),
    ...findBrokenAmounts(claims, status),
  ];
}

/** A promotion that the order has not. One that it has and that was not applied costs nothing. */
function findPromotion({ asked }: Order, { promotionId }: Claims): Mismatch[] {
  // PortOne says '' where there is none.
  const isNone = promotionId === undefined || promotionId === null || promotionId === '';
  if (!asked || isNone || promotionId === asked.promotionId) return [];
  return [{ field: 'promotionId', expected: asked.promotionId, actual: evidence(promotionId) }];
}

/** Parts of the amount that are none, and those of a paid one that do not add up to its total. */
function findBrokenAmounts(claims: Claims, status: PortOneStatus | undefined): Mismatch[] {
  const { totalAmount: total, paidAmount: paid, discount, cancelledAmount: cancelled } = claims;
  const broken = Object.entries({ paid, discount, cancelled }).filter(
    ([, actual]) => actual !== undefined && !isAmount(actual),
  );
  if (broken.length > 0) {
    return broken.map(([name, actual]) => ({
      field: `amount.${name}`,
      expected: 'a whole number, not below 0',
      actual: evidence(actual),
    }));
  }
  if (status !== 'PAID' || !isAmount(total) || !isAmount(paid)) return [];
  const due = total - (isAmount(discount) ? discount : 0);
  return paid === due ? [] : [{ field: 'amount.paid', expected: due, actual: paid }];
}

function isAmount(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}

/** A gateway or an older version may have kept a name in another form of the same letters. */
function canonicalClaim(claim: unknown): unknown {
  return typeof claim === 'string' ? canonicalText(claim) : claim;
}

function itemIn(customData: unknown): unknown {
  if (typeof customData !== 'string') return customData;
  try {
    const parsed: unknown = JSON.parse(customData);
    const isRecord = typeof parsed === 'object' && parsed !== null;
    return isRecord && Object.hasOwn(parsed, 'item')
      ? (parsed as { item: unknown }).item
      : customData;
  } catch {
    // Not JSON: the text itself is what the operator has to see.
    return customData;
  }
}

/** Cuts what a page may have made long. */
export function evidence(actual: unknown): unknown {
  const text = typeof actual === 'string' ? actual : JSON.stringify(actual);
  return text !== undefined && text.length > EVIDENCE_LENGTH
    ? `${text.slice(0, EVIDENCE_LENGTH)}…`
    : actual;
}
