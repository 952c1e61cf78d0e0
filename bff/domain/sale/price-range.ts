import { combinationsOf, pieceOf, variantOf } from './combinations.ts';
import { feeFor } from './delivery-fee.ts';
import type { SaleTerms } from './sale-terms.ts';

type Priced = Pick<SaleTerms, 'options' | 'variants' | 'amount' | 'delivery'> & {
  price: number;
  maxQuantity: number;
};

/** No price that can come up is below `least` or above `most`. */
export type Range = { least: number; most: number };

/** Of a piece: over all that a buyer can choose. */
export function pieceRange(item: Omit<Priced, 'maxQuantity' | 'delivery'>): Range {
  const { amount } = item;
  if (amount) return { least: amount.min, most: amount.max };
  let [least, most] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const combination of combinationsOf(item)) {
    const piece = pieceOf(item.price, combination, variantOf(item, combination));
    least = Math.min(least, piece);
    most = Math.max(most, piece);
  }
  return { least, most };
}

/** Of an order's total: over all that a buyer can choose, every quantity and every place. */
export function totalRange(item: Priced): Range {
  const { least, most } = pieceRange(item);
  const { delivery, maxQuantity } = item;
  const goods = most * maxQuantity;
  if (!delivery) return { least, most: goods };
  const { fee, freeFrom = Number.POSITIVE_INFINITY, zones = [] } = delivery;
  const surcharge = Math.max(0, ...zones.map((zone) => zone.fee));
  const withFee = least + feeFor(delivery, least);
  return {
    // Goods for `freeFrom` are sent without the fee, and may cost less than fewer goods with it.
    least: freeFrom <= goods ? Math.min(withFee, Math.max(least, freeFrom)) : withFee,
    most: goods + fee + surcharge,
  };
}
