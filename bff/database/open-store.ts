import { ExponentialBackoff, handleAll, retry } from 'cockatiel';
import { type Dialect, Kysely, sql } from 'kysely';
import { Migrator } from 'kysely/migration';
import type { Backlogs } from '../domain/backlogs.ts';
import type { Expiry } from '../domain/expiry.ts';
import type { ReturnStore } from '../domain/order-return.ts';
import type { Outbox } from '../domain/outbox.ts';
import type { RateLimiter } from '../domain/rate-limiter.ts';
import type { FindKnown, OpenOrders, Watermark } from '../domain/reconciliation.ts';
import type { OrderStore, UnmatchedStore } from '../domain/settle-payment.ts';
import { backlogs } from './backlogs.ts';
import { PooledPostgresDialect } from './dialects.ts';
import { expiryStore } from './expiry-store.ts';
import { isPostgres, migrationProvider } from './migrations.ts';
import { orderStore, type StoreOptions } from './order-store.ts';
import { outbox } from './outbox.ts';
import { memoryRateLimiter, sharedRateLimiter } from './rate-limiter.ts';
import { readiness } from './readiness.ts';
import { knownPayments, openOrders, watermark } from './reconcile-store.ts';
import { returnStore } from './return-store.ts';
import type { Tables } from './tables.ts';
import { unmatchedStore } from './unmatched-store.ts';

/** Everything that lasts. */
export type Store = {
  orders: OrderStore;
  returns: ReturnStore;
  outbox: Outbox;
  openOrders: OpenOrders;
  watermark: Watermark;
  findKnown: FindKnown;
  unmatched: UnmatchedStore;
  backlogs: Backlogs;
  expiry: Expiry;
  /** Counts for all servers on this database: there may be several on PostgreSQL. */
  rateLimiter(perMinute: number): RateLimiter;
  /** @throws {CheckoutError} `STORE_UNAVAILABLE` where an order could not be written now */
  ping(): Promise<void>;
  close(): Promise<void>;
};

/**
 * Opens a database and brings its tables up to date.
 *
 * @throws where that cannot be done
 */
export async function openStore(dialect: Dialect, options: StoreOptions): Promise<Store> {
  const database = new Kysely<Tables>({ dialect });
  try {
    // A server that waits for another one's migrations on the same SQLite file may get
    // the error that it is locked; the next attempt finds the tables up to date.
    await retry(handleAll, { maxAttempts: 3, backoff: new ExponentialBackoff() }).execute(() =>
      migrate(dialect, database),
    );
    // Kysely closes only what a statement has opened.
    await sql`select 1`.execute(database);
  } catch (error) {
    await database.destroy();
    throw error;
  }
  return {
    orders: orderStore(database, options),
    returns: returnStore(database),
    outbox: outbox(database),
    openOrders: openOrders(database),
    watermark: watermark(database),
    findKnown: knownPayments(database),
    unmatched: unmatchedStore(database),
    backlogs: backlogs(database),
    expiry: expiryStore(database),
    rateLimiter: (perMinute) =>
      isPostgres(database) ? sharedRateLimiter(database, perMinute) : memoryRateLimiter(perMinute),
    ping: readiness(database),
    close: () => database.destroy(),
  };
}

async function migrate(dialect: Dialect, database: Kysely<Tables>): Promise<void> {
  const own =
    dialect instanceof PooledPostgresDialect
      ? new Kysely<Tables>({ dialect: dialect.withoutStatementTimeout() })
      : undefined;
  try {
    const migrator = new Migrator({ db: own ?? database, provider: migrationProvider });
    const { error } = await migrator.migrateToLatest();
    if (error) throw error;
  } finally {
    await own?.destroy();
  }
}
