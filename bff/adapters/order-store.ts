import { ExponentialBackoff, handleAll, retry } from 'cockatiel';
import { type Dialect, Kysely } from 'kysely';
import { Migrator } from 'kysely/migration';
import { CheckoutError } from '../domain/checkout-error.ts';
import type { Order, Settlement } from '../domain/order.ts';
import type { OrderStore } from '../domain/settle-payment.ts';
import { migrationProvider } from './migrations.ts';

/**
 * What was agreed (`terms`) and what came of it (`settlement`) are each read and
 * written whole, as JSON; what is asked for by name has a column of its own.
 */
type Tables = {
  orders: {
    payment_id: string;
    terms: string;
    status: string | null;
    hold_reason: string | null;
    settlement: string | null;
    version: number;
    created_at: string;
  };
  fulfilments: { payment_id: string; transaction_id: string; fulfilled_at: string };
};

export type OpenOrderStore = OrderStore & {
  /** @throws {CheckoutError} `STORE_UNAVAILABLE` where the database does not answer */
  ping(): Promise<void>;
  close(): Promise<void>;
};

/**
 * Orders in a database that Kysely speaks to.
 *
 * @throws where the tables cannot be brought up to date
 */
export async function openOrderStore(dialect: Dialect): Promise<OpenOrderStore> {
  const database = new Kysely<Tables>({ dialect });
  try {
    // Two servers that start at once on one SQLite file get in each other's way;
    // who loses finds the work done when it looks again.
    await retry(handleAll, { maxAttempts: 3, backoff: new ExponentialBackoff() }).execute(() =>
      migrate(database),
    );
  } catch (error) {
    await database.destroy();
    throw error;
  }

  return {
    insert: (order) =>
      guarded(async () => {
        const { settlement, version, ...terms } = order;
        await database
          .insertInto('orders')
          .values({
            payment_id: order.paymentId,
            terms: JSON.stringify(terms),
            version,
            created_at: order.createdAt,
            ...columnsOf(settlement),
          })
          .execute();
      }),

    find: (paymentId) =>
      guarded(async () => {
        const row = await database
          .selectFrom('orders')
          .select(['terms', 'settlement', 'version'])
          .where('payment_id', '=', paymentId)
          .executeTakeFirst();
        return row && orderIn(row);
      }),

    settle: (order, settlement) =>
      guarded(() =>
        database.transaction().execute(async (transaction) => {
          const version = order.version + 1;
          const { numUpdatedRows } = await transaction
            .updateTable('orders')
            .set({ ...columnsOf(settlement), version })
            .where('payment_id', '=', order.paymentId)
            .where('version', '=', order.version)
            .executeTakeFirst();
          if (numUpdatedRows === 0n) return undefined;
          if (settlement.fulfilledAt !== undefined && !order.settlement?.fulfilledAt) {
            await transaction
              .insertInto('fulfilments')
              .values({
                payment_id: order.paymentId,
                transaction_id: settlement.transactionId,
                fulfilled_at: settlement.fulfilledAt,
              })
              .execute();
          }
          return { ...order, settlement, version };
        }),
      ),

    ping: () =>
      guarded(async () => {
        await database.selectFrom('orders').select('payment_id').limit(1).execute();
      }),

    close: () => database.destroy(),
  };
}

async function migrate(database: Kysely<Tables>): Promise<void> {
  const migrator = new Migrator({ db: database, provider: migrationProvider });
  const { error } = await migrator.migrateToLatest();
  if (error) throw error;
}

function columnsOf(settlement: Settlement | undefined) {
  return {
    status: settlement?.status ?? null,
    hold_reason: settlement?.hold?.reason ?? null,
    settlement: settlement ? JSON.stringify(settlement) : null,
  };
}

function orderIn(row: { terms: string; settlement: string | null; version: number }): Order {
  return {
    ...(JSON.parse(row.terms) as Omit<Order, 'settlement' | 'version'>),
    ...(row.settlement !== null && { settlement: JSON.parse(row.settlement) as Settlement }),
    version: row.version,
  };
}

/** A database that is locked, full or gone is a passing state of ours, not a mistake of the caller's. */
async function guarded<Value>(work: () => Promise<Value>): Promise<Value> {
  try {
    return await work();
  } catch (cause) {
    throw new CheckoutError('STORE_UNAVAILABLE', 'The database is not available', {
      cause,
      retryAfter: 5,
    });
  }
}
