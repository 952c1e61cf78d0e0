import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { Order } from '../domain/order.ts';
import { type Buyers, type Fate, fateOf, firstLook, shortened } from '../domain/sale/buyers.ts';
import type { PrivateDetails } from '../domain/sale/private-details.ts';
import { rfc3339, secondsOf } from '../time/rfc3339.ts';
import { orderIn } from './order-row.ts';
import { CHANGES } from './reconcile-store.ts';
import { withStoreErrors } from './store-error.ts';
import type { Tables } from './tables.ts';

/** Rows of one pass, so that none takes long, whatever has piled up. */
const BATCH_SIZE = 500;
const DAY_MS = 24 * 60 * 60_000;

/** The row of an order's buyer, to be inserted in the transaction of the order. */
export function buyerRow(
  order: Pick<Order, 'paymentId' | 'expiresAt'>,
  details: PrivateDetails,
): Tables['buyers'] {
  return {
    payment_id: order.paymentId,
    details: JSON.stringify(details),
    paid_at: null,
    look_at: rfc3339(firstLook(order, secondsOf) * 1_000),
  };
}

/** What is personal about an order that another statement reads, in that statement. */
export function detailsOf(paymentId: string): RawBuilder<string | null> {
  return sql<string | null>`(
    select details from buyers where buyers.payment_id = ${sql.ref(paymentId)})`;
}

/** The details in such a column. */
export function detailsIn(json: string | null): { details?: PrivateDetails } {
  return json === null ? {} : { details: JSON.parse(json) as PrivateDetails };
}

/**
 * Who bought what, where to: the only place that reads and writes it.
 *
 * @param keepDays after the payment
 */
export function buyerStore(database: Kysely<Tables>, keepDays: number): Buyers {
  /** Looks at the rows whose time to be looked at has come. */
  async function lookAtDue(now: number): Promise<number> {
    const rows = await database
      .selectFrom('buyers')
      .leftJoin('orders', 'orders.payment_id', 'buyers.payment_id')
      .select([
        'buyers.payment_id',
        'details',
        'terms',
        'settlement',
        'version',
        'poll_at',
        'look_at',
      ])
      .where('look_at', '<=', rfc3339(now))
      .orderBy('look_at')
      .limit(BATCH_SIZE)
      .execute();
    if (rows.length === 0) return 0;
    const reading = await database
      .selectFrom('watermarks')
      .select('completed_until')
      .where('name', '=', CHANGES)
      .executeTakeFirst();
    const readUntil = reading?.completed_until ? secondsOf(reading.completed_until) : undefined;
    const times = { now: now / 1_000, readUntil };

    await database.transaction().execute(async (transaction) => {
      for (const { payment_id: paymentId, details, ...row } of rows) {
        const fate = fateOfRow(row, times);
        if (fate.what === 'forget') {
          await transaction.deleteFrom('buyers').where('payment_id', '=', paymentId).execute();
        } else {
          await transaction
            .updateTable('buyers')
            .set(changeOf(fate, details))
            .where('payment_id', '=', paymentId)
            .where('details', '=', details)
            .execute();
        }
      }
    });
    return rows.length;
  }

  async function forgetOld(now: number): Promise<number> {
    const { numDeletedRows } = await database
      .deleteFrom('buyers')
      .where('payment_id', 'in', (old) =>
        old
          .selectFrom('buyers')
          .select('payment_id')
          .where('paid_at', '<', rfc3339(now - keepDays * DAY_MS))
          .limit(BATCH_SIZE),
      )
      .executeTakeFirstOrThrow();
    return Number(numDeletedRows);
  }

  return {
    find: (paymentIds) =>
      withStoreErrors(async () => {
        if (paymentIds.length === 0) return new Map();
        const rows = await database
          .selectFrom('buyers')
          .select(['payment_id', 'details'])
          .where('payment_id', 'in', paymentIds)
          .execute();
        return new Map(
          rows.map(({ payment_id, details }) => [
            payment_id,
            JSON.parse(details) as PrivateDetails,
          ]),
        );
      }),

    forget: (paymentId) =>
      withStoreErrors(async () => {
        const { numDeletedRows } = await database
          .deleteFrom('buyers')
          .where('payment_id', '=', paymentId)
          .executeTakeFirstOrThrow();
        return numDeletedRows > 0n;
      }),

    sweep: (now) => withStoreErrors(async () => (await lookAtDue(now)) + (await forgetOld(now))),
  };
}

/** A row that cannot be read is for a person to look at, and keeps none of the others. */
function fateOfRow(
  {
    terms,
    poll_at: pollAt,
    ...row
  }: { [Column in 'terms' | 'settlement' | 'poll_at']: string | null } & {
    version: number | null;
  },
  times: Parameters<typeof fateOf>[2],
): Fate {
  if (terms === null) return { what: 'forget' };
  try {
    const order = orderIn({ ...row, terms, version: row.version ?? 0 });
    return fateOf(order, pollAt !== null, times, secondsOf);
  } catch {
    return { what: 'look again', lookAt: times.now + DAY_MS / 1_000 };
  }
}

function changeOf(
  fate: Exclude<Fate, { what: 'forget' }>,
  details: string,
): Partial<Tables['buyers']> {
  switch (fate.what) {
    case 'keep':
      return { paid_at: rfc3339(fate.paidAt * 1_000), look_at: rfc3339(fate.lookAt * 1_000) };
    case 'shorten':
      return {
        paid_at: rfc3339(fate.paidAt * 1_000),
        look_at: null,
        details: JSON.stringify(shortened(JSON.parse(details) as PrivateDetails)),
      };
    case 'look again':
      return { look_at: rfc3339(fate.lookAt * 1_000) };
  }
}
