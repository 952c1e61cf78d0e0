import { ExponentialBackoff, handleWhen, retry } from 'cockatiel';
import { type Dialect, Kysely, sql } from 'kysely';
import { ConfigError } from '../config.ts';
import type { Backlogs } from '../domain/backlogs.ts';
import type { Expiry } from '../domain/expiry.ts';
import type { ReturnStore } from '../domain/order-return.ts';
import type { Outbox } from '../domain/outbox.ts';
import type { RateLimiter } from '../domain/rate-limiter.ts';
import type { FindKnown, OpenOrders, Watermark } from '../domain/reconciliation.ts';
import { type Buyers, KEEP_BUYERS_DAYS } from '../domain/sale/buyers.ts';
import type { StockStore } from '../domain/sale/stock.ts';
import type { OrderStore, UnmatchedStore } from '../domain/settle-payment.ts';
import type { WebhookRecord } from '../domain/webhook.ts';
import { backlogs } from './backlogs.ts';
import { buyerStore } from './buyer-store.ts';
import { expiryStore } from './expiry-store.ts';
import { migrate } from './migrate.ts';
import { isPostgres } from './migrations.ts';
import { orderStore, type StoreOptions } from './order-store.ts';
import { outbox } from './outbox.ts';
import { memoryRateLimiter, sharedRateLimiter } from './rate-limiter.ts';
import { readiness } from './readiness.ts';
import { knownPayments, openOrders, watermark } from './reconcile-store.ts';
import { returnStore } from './return-store.ts';
import { stockStore } from './stock-store.ts';
import type { Tables } from './tables.ts';
import { unmatchedStore } from './unmatched-store.ts';
import { webhookRecord } from './webhook-record.ts';

/** Everything that lasts. */
export type Store = {
  orders: OrderStore;
  buyers: Buyers;
  returns: ReturnStore;
  outbox: Outbox;
  openOrders: OpenOrders;
  watermark: Watermark;
  findKnown: FindKnown;
  unmatched: UnmatchedStore;
  backlogs: Backlogs;
  expiry: Expiry;
  webhooks: WebhookRecord;
  stock: StockStore;
  /**
   * Counts for all servers on this database: there may be several on PostgreSQL.
   *
   * @param windowMs milliseconds that the limit is of, a day at most; a minute where absent
   */
  rateLimiter(limit: number, windowMs?: number): RateLimiter;
  /** What works, and should be set up better, in words. */
  warning?: string;
  /** @throws {CheckoutError} `STORE_UNAVAILABLE` where an order could not be written now */
  ping(): Promise<void>;
  close(): Promise<void>;
};

/** What the tables themselves are wrong for is wrong for the next attempt, too. */
const isTemporary = handleWhen((error) => !(error instanceof ConfigError));

/**
 * Opens a database and brings its tables up to date.
 *
 * @param options `version`: of the server, which the database remembers with the changes that it makes
 * @throws {ConfigError} where the tables are a newer server's, or were moved elsewhere
 * @throws where the tables cannot be brought up to date
 */
export async function openStore(
  dialect: Dialect,
  options: StoreOptions & { version?: string },
): Promise<Store> {
  const database = new Kysely<Tables>({ dialect });
  let warning: string | undefined;
  try {
    // A server that waits for another one's migrations on the same SQLite file may get
    // the error that it is locked; the next attempt finds the tables up to date.
    await retry(isTemporary, { maxAttempts: 3, backoff: new ExponentialBackoff() }).execute(() =>
      migrate(dialect, database, options.version),
    );
    // Kysely closes only what a statement has opened.
    warning = await timeoutWarning(database);
    if (!isPostgres(database)) await sql`select 1`.execute(database);
  } catch (error) {
    await database.destroy();
    throw error;
  }
  return {
    orders: orderStore(database, options),
    buyers: buyerStore(database, options.keepBuyersDays ?? KEEP_BUYERS_DAYS),
    returns: returnStore(database),
    outbox: outbox(database),
    openOrders: openOrders(database),
    watermark: watermark(database),
    findKnown: knownPayments(database),
    unmatched: unmatchedStore(database, options),
    backlogs: backlogs(database),
    expiry: expiryStore(database),
    webhooks: webhookRecord(database),
    stock: stockStore(database),
    rateLimiter: (limit, windowMs) =>
      isPostgres(database)
        ? sharedRateLimiter(database, limit, windowMs)
        : memoryRateLimiter(limit, windowMs),
    ...(warning !== undefined && { warning }),
    ping: readiness(database),
    close: () => database.destroy(),
  };
}

/** Where statements end only here: see postgresPool. */
async function timeoutWarning(database: Kysely<Tables>): Promise<string | undefined> {
  if (!isPostgres(database)) return undefined;
  const { rows } = await sql<{ statement: string; lock: string }>`
    select current_setting('statement_timeout') as statement, current_setting('lock_timeout') as lock`.execute(
    database,
  );
  const { statement, lock } = rows[0] as (typeof rows)[number];
  if (statement !== '0' && lock !== '0') return undefined;
  return "DATABASE_URL leads to a pooler that takes no statement_timeout and lock_timeout. Set them for the role, or the database goes on with what nothing waits for any more: ALTER ROLE … SET statement_timeout = '5s'; ALTER ROLE … SET lock_timeout = '2s'";
}
