import type { Order, Settlement } from '../domain/order.ts';
import type { KeptToken } from '../domain/payment-token.ts';

/** A row of `orders`, with what its order needs; who has no use for the last four leaves them out. */
export type OrderRow = {
  terms: string;
  settlement: string | null;
  version: number;
  secret_hash?: string | null;
  returned_at?: string | null;
  returned_with_code?: number | null;
  approval?: string | null;
};

/** The order in a row of `orders`. */
export function orderIn(row: OrderRow): Order {
  return {
    ...completed(JSON.parse(row.terms)),
    ...(row.settlement !== null && { settlement: JSON.parse(row.settlement) as Settlement }),
    ...(row.secret_hash && { secretHash: row.secret_hash }),
    ...(row.returned_at && {
      returned: { at: row.returned_at, withCode: row.returned_with_code === 1 },
    }),
    ...(row.approval && { approval: JSON.parse(row.approval) as KeptToken[] }),
    version: row.version,
  };
}

type Terms = Omit<Order, 'settlement' | 'version'>;

/** Orders of version 0.1.0 have neither `itemName`, which their `orderName` begins with, nor `environment`. */
function completed(
  terms: Omit<Terms, 'itemName' | 'environment'> & Partial<Pick<Terms, 'itemName' | 'environment'>>,
): Terms {
  const { orderName, quantity, channelType } = terms;
  const suffix = quantity > 1 ? ` x${quantity}` : '';
  return {
    itemName: orderName.slice(0, orderName.length - suffix.length),
    environment: channelType === 'LIVE' ? 'live' : 'test',
    ...terms,
  };
}
