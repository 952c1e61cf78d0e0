import type { Order } from './order.ts';
import type { Sale } from './sale/sale.ts';
import { isPaidOrBeyond } from './transition.ts';

/** An order with less time than this is not offered again. The element opens no window for one either. */
const MIN_LEFT_MS = 5 * 60_000;

/**
 * Whether a buyer who has paid this order would pay for the same thing once more. What was written does
 * not matter: who has paid unnoticed, and corrects the address, is not to pay twice.
 */
export function isSamePurchase(order: Order, wanted: Order): boolean {
  return (
    order.itemId === wanted.itemId &&
    order.quantity === wanted.quantity &&
    JSON.stringify(choiceOf(order)) === JSON.stringify(choiceOf(wanted))
  );
}

function choiceOf({ sale }: Order) {
  return [sale?.options?.map(({ id, value }) => [id, value.id]) ?? [], sale?.amount ?? null];
}

/** Whether money is here that has not all been given back. A hold does not change that. */
export function holdsMoney({ settlement }: Order): boolean {
  return (
    settlement !== undefined && isPaidOrBeyond(settlement) && settlement.status !== 'CANCELLED'
  );
}

/**
 * Whether an order can be paid in place of a new one: what is wanted, at today's price, by the same
 * method, with nothing under way and time left. PortOne lets one id be paid once.
 *
 * @param expiresAt of the order, as `now` in milliseconds since 1970
 */
export function isReusable(order: Order, wanted: Order, expiresAt: number, now: number): boolean {
  const { settlement } = order;
  const isFree =
    settlement === undefined ||
    (!settlement.hold && (settlement.status === 'READY' || settlement.status === 'FAILED'));
  return isFree && expiresAt - now >= MIN_LEFT_MS && termsOf(order) === termsOf(wanted);
}

/** Everything that a payment is compared with, and what its window is opened with. */
function termsOf(order: Order): string {
  return JSON.stringify([
    order.itemId,
    order.quantity,
    order.methodId,
    order.payMethod,
    order.orderName,
    order.totalAmount,
    order.taxFreeAmount ?? null,
    order.vatAmount ?? null,
    order.currency,
    order.products,
    order.storeId,
    order.channelKey ?? null,
    order.channelType,
    order.asked ?? null,
    order.sale ? agreedTerms(order.sale) : null,
  ]);
}

/** What was agreed, whenever it was. What was written is compared by its seal. */
function agreedTerms({ agreements, detailsSeal: _, ...sale }: Sale) {
  return [sale, agreements?.map(({ at: _at, ...agreement }) => agreement) ?? null];
}
