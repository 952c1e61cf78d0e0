import type { OrderAnswer } from '../api/contract.ts';

/** What the goods of an order cost, without their delivery, in the minor unit. */
export function priceOfGoods({ totalAmount, lines = [] }: OrderAnswer): number {
  const others = lines.filter(({ kind }) => kind !== 'item');
  return others.reduce((sum, { amount }) => sum - amount, totalAmount);
}
