import type { SecondsOf } from '../judge-start.ts';
import type { Order } from '../order.ts';
import { isPaidOrBeyond } from '../transition.ts';
import type { PrivateDetails } from './private-details.ts';

/** What is personal about orders. One module reads and writes it, {@link OrderStore.insert} beside. */
export type Buyers = {
  /** @throws {CheckoutError} `STORE_UNAVAILABLE`, as all of these */
  find(paymentIds: readonly string[]): Promise<Map<string, PrivateDetails>>;
  /** @returns whether there was something to erase */
  forget(paymentId: string): Promise<boolean>;
  /**
   * Erases some of what has been kept for long enough.
   *
   * @param now milliseconds since 1970
   * @returns for how many orders; 0 once none is left
   */
  sweep(now: number): Promise<number>;
};

/**
 * For how many days sellers have to keep the records of contracts and of payment and supply: five years.
 * Source: 전자상거래 등에서의 소비자보호에 관한 법률 시행령 제6조 제1항.
 */
export const KEEP_BUYERS_DAYS = 1_826;

const DAY_SECONDS = 24 * 60 * 60;

/** For how long after the payment what was written is kept that no record of a sale needs. */
const KEEP_FIELDS_SECONDS = 90 * DAY_SECONDS;

/** For how long after an order's end PortOne's changes are read before the order counts as unpaid. */
const READ_ON_SECONDS = DAY_SECONDS;

/** Between two looks at an order on which PortOne or the gateway has not decided. */
const LOOK_AGAIN_SECONDS = 60 * 60;

/** What becomes of the personal data of an order. Times are seconds since 1970. */
export type Fate =
  | { what: 'forget' }
  | { what: 'keep'; paidAt: number; lookAt: number }
  | { what: 'shorten'; paidAt: number }
  | { what: 'look again'; lookAt: number };

/** When the row of a new order is first looked at, in seconds since 1970. */
export function firstLook({ expiresAt }: Pick<Order, 'expiresAt'>, secondsOf: SecondsOf): number {
  return secondsOf(expiresAt) + READ_ON_SECONDS;
}

/**
 * Decides on the personal data of an order. An unpaid order's goes as soon as it is certain that no
 * payment of it will still be learnt of. A refund shortens nothing: the law asks for records of
 * withdrawals for as long.
 *
 * @param isAsked whether PortOne is still asked about the order
 * @param times in seconds since 1970; `readUntil` is how far PortOne's changes have been read, if at all
 */
export function fateOf(
  order: Order,
  isAsked: boolean,
  { now, readUntil }: { now: number; readUntil: number | undefined },
  secondsOf: SecondsOf,
): Fate {
  const { settlement } = order;
  if (settlement && isPaidOrBeyond(settlement)) {
    const paidAt = secondsOf(settlement.paidAt ?? settlement.statusChangedAt);
    const lookAt = paidAt + KEEP_FIELDS_SECONDS;
    return now < lookAt ? { what: 'keep', paidAt, lookAt } : { what: 'shorten', paidAt };
  }
  const isCertain =
    !isAsked && firstLook(order, secondsOf) <= Math.min(now, readUntil ?? Number.NEGATIVE_INFINITY);
  return isCertain ? { what: 'forget' } : { what: 'look again', lookAt: now + LOOK_AGAIN_SECONDS };
}

/** What records of a sale need: not what the buyer wrote into fields, nor the words for the courier. */
export function shortened({ fields: _, delivery, ...rest }: PrivateDetails): PrivateDetails {
  if (!delivery) return rest;
  const { message: __, ...address } = delivery;
  return { ...rest, delivery: address };
}
