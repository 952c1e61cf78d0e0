import { ExponentialBackoff, handleAll, retry } from 'cockatiel';
import { type Dialect, type Generated, Kysely, sql } from 'kysely';
import { Migrator } from 'kysely/migration';
import { CheckoutError } from '../domain/checkout-error.ts';
import type { OrderStore, StrayStore } from '../domain/settle-payment.ts';
import type { Outbox } from '../fulfilment/deliver-events.ts';
import type { FindKnown, OpenOrders, Watermark } from '../workers/reconcile.ts';
import { type Backlogs, backlogs } from './backlogs.ts';
import { PooledPostgresDialect } from './dialects.ts';
import { isPostgres, migrationProvider } from './migrations.ts';
import { orderStore } from './order-store.ts';
import { outbox } from './outbox.ts';
import { memoryRateLimiter, type RateLimiter, sharedRateLimiter } from './rate-limiter.ts';
import { readiness } from './readiness.ts';
import { knownPayments, openOrders, watermark } from './reconcile-store.ts';
import { strayStore } from './stray-store.ts';

/**
 * What was agreed (`terms`) and what came of it (`settlement`) are each read and
 * written whole, as JSON; what is asked for by name has a column of its own.
 * Times are RFC 3339 texts in UTC, which compare as times.
 */
export type Tables = {
  orders: {
    payment_id: string;
    terms: string;
    status: string | null;
    hold_reason: string | null;
    settlement: string | null;
    version: number;
    created_at: string;
    poll_at: string | null;
    polls: number;
  };
  watermarks: {
    name: string;
    taken_until: string;
    read_until: Generated<string | null>;
    pass_at: Generated<string | null>;
    pass_until: Generated<string | null>;
    completed_until: Generated<string | null>;
  };
  strays: {
    payment_id: string;
    status: string;
    status_changed_at: string;
    details: string;
    first_seen_at: string;
    seen: string | null;
  };
  fulfilments: { payment_id: string; transaction_id: string; fulfilled_at: string };
  fulfilment_events: {
    id: string;
    payment_id: string;
    type: string;
    body: string;
    created_at: string;
    attempts: number;
    due_at: string | null;
    delivered_at: string | null;
    last_error: string | null;
  };
  rate_limits: { key: string; points: number; expire: number | string | null };
  readiness: { written_at: string };
  kysely_migration: { name: string };
};

/** Everything that lasts. */
export type Store = {
  orders: OrderStore;
  outbox: Outbox;
  openOrders: OpenOrders;
  watermark: Watermark;
  findKnown: FindKnown;
  strays: StrayStore;
  backlogs: Backlogs;
  /** Counts for all servers on this database: there may be several on PostgreSQL. */
  rateLimiter(perMinute: number): RateLimiter;
  /** @throws {CheckoutError} `STORE_UNAVAILABLE` where an order could not be written now */
  ping(): Promise<void>;
  close(): Promise<void>;
};

/** Whether anybody is told of fulfilments. If not, events are kept, and owed to nobody. */
export type StoreOptions = { owesEvents: boolean };

/**
 * Opens a database and brings its tables up to date.
 *
 * @throws where that cannot be done
 */
export async function openStore(dialect: Dialect, options: StoreOptions): Promise<Store> {
  const database = new Kysely<Tables>({ dialect });
  try {
    // Who waits for another server's migrations on one SQLite file may be told that
    // it is locked, and finds the work done when it looks again.
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
    outbox: outbox(database),
    openOrders: openOrders(database),
    watermark: watermark(database),
    findKnown: knownPayments(database),
    strays: strayStore(database),
    backlogs: backlogs(database),
    rateLimiter: (perMinute) =>
      isPostgres(database) ? sharedRateLimiter(database, perMinute) : memoryRateLimiter(perMinute),
    ping: readiness(database),
    close: () => database.destroy(),
  };
}

/**
 * A database that is locked, full or gone is a passing state of ours, not a mistake of the caller's.
 *
 * @throws {CheckoutError} `STORE_UNAVAILABLE`
 */
export async function guarded<Value>(work: () => Promise<Value>): Promise<Value> {
  try {
    return await work();
  } catch (cause) {
    throw new CheckoutError('STORE_UNAVAILABLE', 'The database is not available', {
      cause,
      retryAfter: 5,
    });
  }
}

async function migrate(dialect: Dialect, database: Kysely<Tables>): Promise<void> {
  const own =
    dialect instanceof PooledPostgresDialect
      ? new Kysely<Tables>({ dialect: dialect.unhurried() })
      : undefined;
  try {
    const migrator = new Migrator({ db: own ?? database, provider: migrationProvider });
    const { error } = await migrator.migrateToLatest();
    if (error) throw error;
  } finally {
    await own?.destroy();
  }
}
