import type {
  Failure,
  PaymentAnswer,
  RefusedPayment,
  VirtualAccount,
} from '../../component/api/contract.ts';
import { type Order, type Settlement, subjectOf } from '../domain/order.ts';
import { hintOf } from '../domain/order-return.ts';
import type { Level } from '../domain/order-secret.ts';

/**
 * How long after its due time an account is not yet called past due. The clocks of banks, PortOne
 * and this server differ, and what a buyer sends in time may be booked a little later. A bank
 * refuses a deposit that is too late, so that waiting costs nothing. In milliseconds.
 */
const DEPOSIT_MARGIN_MS = 10 * 60_000;

/** How long a browser keeps an order in mind, in seconds: one that is open, and one that is told. */
const KEEP_OPEN_SECONDS = 2 * 60 * 60;
const KEEP_TOLD_SECONDS = 30 * 60;
/** After an account's end, or from now on for one without. */
const KEEP_WAITING_SECONDS = 3 * 24 * 60 * 60;

/** What an answer says of a payment to who asks. @param now milliseconds since 1970 */
export function presentPayment(order: Order, level: Level, now: number): PaymentAnswer {
  const { settlement } = order;
  return {
    ...publicPart(order),
    ...privatePart(order, level, now),
    ...(settlement && !settlement.hold && detailsOf(order, settlement, level, now)),
    ...afterPaidOf(order, level),
  };
}

/** What an error says of a payment. Of an order without a secret it says what 0.1.1 said. */
export function presentRefused(order: Order, level: Level, now: number): RefusedPayment {
  return order.secretHash === undefined
    ? subjectOf(order)
    : { ...publicPart(order), ...privatePart(order, level, now) };
}

/** Why a payment failed, as far as who asks may read it: a gateway's words are for its buyer. */
export function presentFailure(failure: Failure | undefined, level: Level): Failure | undefined {
  switch (level) {
    case 'public':
      return undefined;
    case 'returned':
      return failure && { kind: failure.kind, retryable: failure.retryable };
    case 'private':
    case 'legacy':
      return failure;
  }
}

function publicPart(order: Order) {
  const { paymentId, settlement } = order;
  return {
    paymentId,
    ...subjectOf(order),
    status: settlement?.hold ? ('HELD' as const) : (settlement?.status ?? ('READY' as const)),
  };
}

function privatePart(order: Order, level: Level, now: number) {
  if (level === 'public' || level === 'legacy') return {};
  const returned = hintOf(order, order.returned ? Date.parse(order.returned.at) : 0, now);
  return {
    ...(level === 'private' && { orderName: order.orderName }),
    ...(returned && { returned }),
    keep: keepOf(order, now),
  };
}

function detailsOf(order: Order, settlement: Settlement, level: Level, now: number) {
  const { status, virtualAccount, receiptUrl } = settlement;
  const failure = presentFailure(settlement.failure, level);
  const isBuyer = level === 'private' || level === 'legacy';
  return {
    ...(isBuyer &&
      virtualAccount &&
      status === 'VIRTUAL_ACCOUNT_ISSUED' && {
        virtualAccount: { ...virtualAccount, isPastDue: isPastDue(virtualAccount, now) },
        orderedAt: order.createdAt,
      }),
    ...(isBuyer && receiptUrl !== undefined && showsReceipt(settlement) && { receiptUrl }),
    ...(failure && { failure }),
  };
}

/** What was sold is handed over to its buyer alone, and not before it is paid. */
function afterPaidOf({ settlement, sale }: Order, level: Level) {
  const isPaid = settlement?.status === 'PAID' && !settlement.hold;
  return level === 'private' && isPaid && sale?.afterPaid ? { afterPaid: sale.afterPaid } : {};
}

function keepOf({ settlement }: Order, now: number): number {
  if (settlement?.hold) return KEEP_TOLD_SECONDS;
  switch (settlement?.status) {
    case undefined:
    case 'READY':
    case 'PAY_PENDING':
      return KEEP_OPEN_SECONDS;
    case 'VIRTUAL_ACCOUNT_ISSUED': {
      const { dueAt } = settlement.virtualAccount ?? {};
      const left = dueAt === undefined ? 0 : Math.ceil((Date.parse(dueAt) - now) / 1_000);
      return Math.max(0, left) + KEEP_WAITING_SECONDS;
    }
    default:
      return KEEP_TOLD_SECONDS;
  }
}

function isPastDue({ dueAt }: VirtualAccount, now: number): boolean {
  return dueAt !== undefined && now > Date.parse(dueAt) + DEPOSIT_MARGIN_MS;
}

/** A page links to it, so it has to be a page; a payment that was given back has nothing to show for. */
function showsReceipt({ status, receiptUrl }: Settlement): boolean {
  return (
    (status === 'PAID' || status === 'PARTIAL_CANCELLED') &&
    receiptUrl !== undefined &&
    URL.parse(receiptUrl)?.protocol === 'https:'
  );
}
