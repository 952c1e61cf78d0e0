import type { CatalogItem } from '../domain/catalog.ts';
import { pieceRange, totalRange } from '../domain/sale/price-range.ts';
import { nearestOf } from './nearest-name.ts';

/** What is wrong with an item, whatever it asks of its buyer. */
export function problemsOfItem(entry: CatalogItem, methods: ReadonlySet<string>): string[] {
  const problems: string[] = [];
  const place = `The catalog’s item "${entry.id}"`;
  if (entry.products && !entry.amount && entry.price !== undefined) {
    const sum = entry.products.reduce(
      (total, { amount, quantity }) => total + amount * quantity,
      0,
    );
    if (sum !== entry.price) {
      problems.push(
        `${place}: its products add up to ${sum}, its price is ${entry.price}. Make them equal.`,
      );
    }
  }
  if (entry.imageSize && entry.image === undefined) {
    problems.push(`${place} has an imageSize, and no image. Add the image, or leave it out.`);
  }
  if ((entry.taxFreeAmount ?? 0) + (entry.vatAmount ?? 0) > entry.price) {
    problems.push(`${place}: taxFreeAmount and vatAmount together are more than the price.`);
  }
  for (const { id, quantity } of entry.products ?? []) {
    if (quantity * entry.maxQuantity <= Number.MAX_SAFE_INTEGER) continue;
    problems.push(
      `${place}: the quantity of its product "${id}" × maxQuantity is more than ${Number.MAX_SAFE_INTEGER}, the most that is counted exactly.`,
    );
  }
  for (const id of entry.methods) {
    if (methods.has(id)) continue;
    const near = nearestOf(id, [...methods]);
    problems.push(
      `${place}: there is no method "${id}".${near ? ` Did you mean "${near}"?` : ''} There is ${[...methods].join(', ')}.`,
    );
  }
  const { from, to } = (entry.request.offerPeriod?.range ?? {}) as { from?: string; to?: string };
  if (from !== undefined && to !== undefined && Date.parse(from) > Date.parse(to)) {
    problems.push(`${place}: offerPeriod.range ends (${to}) before it begins (${from}).`);
  }
  return problems;
}

/** Sums that cannot be counted exactly. The item is sound otherwise. */
export function problemsOfTotal(item: CatalogItem): string[] {
  const total = totalRange(item).most;
  if (total <= Number.MAX_SAFE_INTEGER) return [];
  const { most } = pieceRange(item);
  const fees = total - most * item.maxQuantity;
  const quantity = Math.max(1, Math.floor((Number.MAX_SAFE_INTEGER - fees) / most));
  return [
    `The catalog’s item "${item.id}": price × maxQuantity is more than ${Number.MAX_SAFE_INTEGER}, the most that is counted exactly. Lower its maxQuantity to ${quantity} or less.`,
  ];
}
