/**
 * How long after it was placed an order is kept that PortOne does not know: half an hour until its end,
 * and then so long that a shop can still answer its buyer.
 */
export const UNOPENED_ORDER_LIFE_MS = 7 * 24 * 60 * 60_000;

/** What is deleted by itself. */
export type Expiry = {
  /**
   * Deletes some of the orders that were never taken to a payment window: PortOne has been asked about
   * them and knows none, the changes that it lists were read on long after their end, and no buyer has
   * come back. Keys whose time is over go with them.
   *
   * @param now milliseconds since 1970
   * @returns how many orders; 0 once none is left
   * @throws {CheckoutError} `STORE_UNAVAILABLE`
   */
  deleteUnopened(now: number): Promise<number>;
};
