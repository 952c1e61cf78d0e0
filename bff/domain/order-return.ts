import type { Order } from './order.ts';
import type { PaymentToken } from './payment-token.ts';

/** For how long a return gives marks, from its first visit on. */
export const RETURN_OPEN_MS = 10 * 60_000;
/** How long after the order's end a first visit still counts: a window may have been open until then. */
export const RETURN_GRACE_MS = 60 * 60_000;
/** How long a mark can be redeemed. */
export const MARK_LIFE_MS = 10 * 60_000;
/** How long the address of the buyer's page is kept. It may hold the shop's own tokens. */
export const PAGE_LIFE_MS = 24 * 60 * 60_000;

/** Marks of one return. */
export const MAX_MARKS = 8;

/** What an order is kept with and only its own browser is told, hashed, and where its buyer was. */
export type OrderKeys = { secretHash: string; returnHash: string; page: BuyerPage };

/**
 * The address of a page, or one of this server's own as a path; `undefined` for the item's hosted page.
 */
export type BuyerPage = string | undefined;

/** An order and its way back. All times in milliseconds since 1970. */
export type OrderReturn = {
  order: Order;
  returnHash?: string;
  page: BuyerPage;
  returnedAt?: number;
  closedAt?: number;
};

/** One visit of the return's address. */
export type ReturnVisit = {
  /** Whether PortOne appended a code, which it does where a payment failed. */
  withCode: boolean;
  token?: PaymentToken;
  mark: { hash: string; origin: string };
  now: number;
};

export type ReturnStore = {
  /** @throws {CheckoutError} `STORE_UNAVAILABLE`, as all of these */
  find(paymentId: string): Promise<OrderReturn | undefined>;
  /**
   * Keeps what a visit brought, and the hash of its mark while the return is open.
   *
   * @returns whether the mark counts, or `undefined` where another visit was faster
   */
  visit(found: OrderReturn, visit: ReturnVisit): Promise<{ isMarked: boolean } | undefined>;
  /**
   * Takes a mark and closes its return: of any number of calls one gets the order.
   *
   * @param origins of the page that has the mark
   */
  redeem(markHash: string, origins: readonly string[], now: number): Promise<Order | undefined>;
  /** Makes ready for a return, or another one of the same order, to this page. */
  reopen(paymentId: string, page: BuyerPage): Promise<void>;
  /** Keeps a payment token of the browser that ordered, until PortOne can be asked. */
  keepOwnToken(paymentId: string, token: PaymentToken): Promise<void>;
  /** Notes that the visit with this mark, and its payment token, was of the browser that ordered. */
  noteOwnVisit(paymentId: string, markHash: string): Promise<void>;
  /** Forgets a payment token that was refused, and with the last one that the return was a success. */
  dropToken(paymentId: string, token: PaymentToken): Promise<void>;
  /**
   * Forgets some of the pages, payment tokens and marks whose time is over.
   *
   * @returns how many; 0 once none is left
   */
  sweep(now: number): Promise<number>;
};

/** Whether a visit at this time counts, as a first one or a further one. */
export function countsVisit(found: OrderReturn, expiresAt: number, now: number): boolean {
  return found.returnedAt !== undefined || now <= expiresAt + RETURN_GRACE_MS;
}

export function isOpen({ returnedAt, closedAt }: OrderReturn, now: number): boolean {
  return closedAt === undefined && (returnedAt === undefined || now < returnedAt + RETURN_OPEN_MS);
}

/**
 * What the return hinted at, while that helps: for minutes after a success PortOne may still say
 * `READY`, and nothing is to be called cancelled then.
 *
 * @param returnedAt of the order, as `now` in milliseconds since 1970
 */
export function hintOf(
  { returned, settlement }: Order,
  returnedAt: number,
  now: number,
): 'success' | 'code' | undefined {
  const isUnpaid = settlement === undefined || settlement.status === 'READY';
  if (!returned || !isUnpaid || settlement?.hold || now >= returnedAt + RETURN_OPEN_MS) {
    return undefined;
  }
  return returned.withCode ? 'code' : 'success';
}
