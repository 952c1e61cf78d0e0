import type { Kysely } from 'kysely';
import { type Expiry, UNOPENED_ORDER_LIFE_MS } from '../domain/expiry.ts';
import { rfc3339 } from '../time/rfc3339.ts';
import { CHANGES } from './reconcile-store.ts';
import { withStoreErrors } from './store-error.ts';
import type { Tables } from './tables.ts';

/** Rows of one statement, so that none takes long, whatever has piled up. */
const BATCH_SIZE = 500;

/** For how long after it was placed PortOne's list must have been read before an order is deleted. */
const READ_ON_MS = 24 * 60 * 60_000;

export function expiryStore(database: Kysely<Tables>): Expiry {
  return {
    deleteUnopened: (now) =>
      withStoreErrors(async () => {
        await database.deleteFrom('order_keys').where('expires_at', '<', rfc3339(now)).execute();
        const reading = await database
          .selectFrom('watermarks')
          .select('completed_until')
          .where('name', '=', CHANGES)
          .executeTakeFirst();
        const readUntil = Date.parse(reading?.completed_until ?? '');
        if (Number.isNaN(readUntil)) return 0;
        const before = rfc3339(Math.min(now - UNOPENED_ORDER_LIFE_MS, readUntil - READ_ON_MS));
        const { numDeletedRows } = await database
          .deleteFrom('orders')
          .where('payment_id', 'in', (old) =>
            old
              .selectFrom('orders')
              .select('payment_id')
              .where('status', 'is', null)
              .where('poll_at', 'is', null)
              .where('created_at', '<', before)
              .where('polls', '>', 0)
              .where('returned_at', 'is', null)
              .where('approval', 'is', null)
              .orderBy('created_at')
              .limit(BATCH_SIZE),
          )
          // PostgreSQL checks these again where it had to wait for what has become of an order.
          .where('status', 'is', null)
          .where('poll_at', 'is', null)
          .where('returned_at', 'is', null)
          .where('approval', 'is', null)
          .executeTakeFirstOrThrow();
        return Number(numDeletedRows);
      }),
  };
}
