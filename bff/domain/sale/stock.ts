import type { FieldProblem } from '../../../component/api/contract.ts';
import { CheckoutError } from '../checkout-error.ts';
import type { Order, Settlement } from '../order.ts';
import type { Sale, StockClaim } from './sale.ts';

/** An order of something that there are only so many of. */
export type CountedOrder = Order & { sale: Sale & { stock: StockClaim } };

export function isCounted(order: Order): order is CountedOrder {
  return order.sale?.stock !== undefined;
}

/** How long an order that is not paid keeps its pieces from others, in milliseconds. */
export const HOLD_MS = 10 * 60_000;

/** Where a client calls from: too few bits of a hash to find an address by, other ones for each shelf. */
export type HoldingClient = {
  network: string;
  /** The networks around it, where one customer may have many of them: of IPv6. */
  around?: string;
};

/** What holding an order's pieces needs to know. Times are milliseconds since 1970. */
export type HoldTerms = {
  /** How many there are on the shelf, as the catalog says now. */
  stock: number;
  now: number;
  /** Absent where clients are not limited. */
  client?: HoldingClient;
  /** An order of the same browser, which this one takes the place of: its hold ends. */
  instead?: string;
};

/** Of a shelf, in pieces. */
export type ShelfCount = { sold: number; held: number };

/** Counts the pieces of items that there are only so many of. */
export type StockStore = {
  /**
   * Holds the pieces of an order that is stored: for as long as {@link HOLD_MS} from now, unless it
   * holds them already or is paid.
   *
   * @returns whether it holds them, which its client's ceiling may forbid
   * @throws {CheckoutError} `SOLD_OUT` where others have them; `STORE_UNAVAILABLE`, as all of these
   */
  hold(order: CountedOrder, terms: HoldTerms): Promise<boolean>;
  /** @param now milliseconds since 1970 */
  count(now: number): Promise<Map<string, ShelfCount>>;
  /** Writes down what the catalog says of its shelves, for the operator to read. */
  note(shelves: ReadonlyMap<string, number>): Promise<void>;
  /**
   * Erases the holds whose time is over.
   *
   * @param now milliseconds since 1970
   * @returns how many
   */
  sweep(now: number): Promise<number>;
};

/** Of a shelf's stock, the part that one client may hold by several orders. */
const CLIENT_PART = 1 / 10;
/** The same for all networks of one customer together. */
const AROUND_PART = 4 / 10;

/** What is on a shelf as an order sees it, in pieces. `ofClient` and `around` are parts of `held`. */
export type ShelfSight = ShelfCount & { ofClient: number; around: number };

/**
 * Decides whether an order gets its pieces, and whether it keeps them from others until it is paid. One
 * order of a client's does; more do only as far as they take a small part of the shelf, so that emptying
 * it for nothing takes many addresses. Who is above that can pay all the same.
 *
 * @returns whether it holds them
 * @throws {CheckoutError} `SOLD_OUT`
 */
export function judgeHold(
  order: CountedOrder,
  { stock, client }: HoldTerms,
  { sold, held, ofClient, around }: ShelfSight,
): boolean {
  const { quantity } = order.sale.stock;
  const left = stock - sold - held;
  if (left < quantity) throw soldOut(order, left);
  const fits = (other: number, part: number) => other === 0 || other + quantity <= stock * part;
  return (
    client === undefined ||
    (fits(ofClient, CLIENT_PART) && (client.around === undefined || fits(around, AROUND_PART)))
  );
}

/** @param left in pieces; less than none where the catalog counts fewer than are sold */
export function soldOut(order: Pick<Order, 'sale'>, left: number): CheckoutError {
  const option = order.sale?.options?.at(-1)?.id;
  const path = left > 0 || option === undefined ? 'quantity' : `options.${option}`;
  const fields: FieldProblem[] = [{ path, reason: 'sold-out' }];
  return new CheckoutError(
    'SOLD_OUT',
    left > 0 ? `Only ${left} of this can be had` : 'This is sold out',
    { fields, left: Math.max(0, left) },
  );
}

/** What a settlement does to the pieces of its order. */
export type StockChange =
  /** They are sold. */
  | 'sell'
  /** They were sold, and the money has been given back. */
  | 'return'
  /** Nothing comes of it any more: what it held is free. */
  | 'free'
  /** An account waits for its deposit, for which the owner lets it hold them. */
  | 'hold for deposit'
  /** That account has ended. */
  | 'end of deposit';

/** @returns `undefined` where the settlement changes nothing about pieces, or none are counted */
export function stockChangeOf(order: Order, settlement: Settlement): StockChange | undefined {
  if (!isCounted(order)) return undefined;
  const before = order.settlement;
  if (settlement.status === 'CANCELLED') {
    if (before?.status === 'CANCELLED') return undefined;
    return before?.fulfilledAt === undefined ? 'free' : 'return';
  }
  if (settlement.fulfilledAt !== undefined) {
    return before?.fulfilledAt === undefined ? 'sell' : undefined;
  }
  if (!order.sale.stock.holdForDeposit) return undefined;
  if (settlement.status === 'VIRTUAL_ACCOUNT_ISSUED') {
    return settlement.virtualAccount?.dueAt === undefined || settlement.hold
      ? undefined
      : 'hold for deposit';
  }
  return before?.status === 'VIRTUAL_ACCOUNT_ISSUED' ? 'end of deposit' : undefined;
}

/** What becomes of a payment whose pieces others have by now: a person gives the money back, or finds some. */
export function heldAsSoldOut({ fulfilledAt: _, ...settlement }: Settlement): Settlement {
  return { ...settlement, hold: { reason: 'SOLD_OUT' } };
}
