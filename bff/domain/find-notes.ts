import { canonicalText } from './canonical-text.ts';
import { evidence } from './find-mismatches.ts';
import type { Claims } from './observed-payment.ts';
import type { Mismatch, Order } from './order.ts';

/**
 * Compares what PortOne gives back of a paid payment with the order where a difference costs the
 * shop nothing. Gateways read these by their own contracts (a tax-exempt shop has every sale tax-free,
 * whatever was asked), so a difference is told and never held. What PortOne leaves out is no difference.
 */
export function findNotes(order: Order, claims: Claims): Mismatch[] {
  const { asked } = order;
  const { escrow, products, installmentMonth } = claims;
  const notes: Mismatch[] = [];
  const note = (field: string, expected: unknown, actual: unknown) => {
    if (actual === undefined || actual === null || actual === expected) return;
    notes.push({ field, expected, actual: evidence(actual) });
  };
  note('amount.taxFree', order.taxFreeAmount ?? 0, claims.taxFreeAmount);
  if (order.vatAmount !== undefined) note('amount.vat', order.vatAmount, claims.vatAmount);
  if (asked) {
    note('isCulturalExpense', asked.isCulturalExpense, claims.isCulturalExpense);
    note('escrow', asked.isEscrow, escrow !== undefined && escrow !== null);
    const months = asked.installmentMonths;
    if (months && !months.some((month) => month === installmentMonth)) {
      note('method.installment.month', months, installmentMonth);
    }
  }
  // The page sent them, and may have put anything there.
  if (Array.isArray(products) && order.products.length > 0) {
    if (!isSame(products, order.products)) note('products', 'those of the order', 'others');
  }
  return notes;
}

function isSame(products: readonly unknown[], ordered: Order['products']): boolean {
  return (
    products.length === ordered.length &&
    ordered.every(({ id, name, amount, quantity }, index) => {
      const product = products[index] as Partial<Order['products'][number]> | null;
      return (
        product?.id === id &&
        typeof product.name === 'string' &&
        canonicalText(product.name) === canonicalText(name) &&
        product.amount === amount &&
        product.quantity === quantity
      );
    })
  );
}
