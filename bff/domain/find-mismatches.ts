import { canonicalText } from './canonical-text.ts';
import type { Claims } from './observed-payment.ts';
import type { Mismatch, Order } from './order.ts';

/** Longer claims than this are cut in the evidence: a page may send a megabyte of `customData`. */
const EVIDENCE_LENGTH = 500;

/**
 * Compares what PortOne has with what was ordered, all of it, so that the
 * operator reads every difference at once. Empty means genuine.
 */
export function findMismatches(order: Order, claims: Claims): Mismatch[] {
  const expectations: Array<[field: string, expected: unknown, actual: unknown]> = [
    ['storeId', order.storeId, claims.storeId],
    ['channel.type', order.channelType, claims.channelType],
    // A channel group lets PortOne choose among several channels.
    ['channel.key', order.channelKey ?? claims.channelKey, claims.channelKey],
    ['orderName', canonicalText(order.orderName), canonicalClaim(claims.orderName)],
    ['amount.total', order.totalAmount, claims.totalAmount],
    ['currency', order.currency, claims.currency],
    ['customData.item', order.itemId, itemIn(claims.customData)],
  ];
  return expectations
    .filter(([, expected, actual]) => expected !== actual)
    .map(([field, expected, actual]) => ({ field, expected, actual: evidence(actual) }));
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

function evidence(actual: unknown): unknown {
  const text = typeof actual === 'string' ? actual : JSON.stringify(actual);
  return text !== undefined && text.length > EVIDENCE_LENGTH
    ? `${text.slice(0, EVIDENCE_LENGTH)}…`
    : actual;
}
