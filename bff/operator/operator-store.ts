import { type Dialect, Kysely, type Selectable, sql } from 'kysely';
import { buyerStore } from '../database/buyer-store.ts';
import { assertKnownTables } from '../database/migrate.ts';
import { latestMigration } from '../database/migrations.ts';
import { orderIn } from '../database/order-row.ts';
import { heldWithMoney, orderStore } from '../database/order-store.ts';
import { givenUp, unsent } from '../database/outbox.ts';
import { type CountedShelf, countedShelves } from '../database/stock-store.ts';
import { withStoreErrors } from '../database/store-error.ts';
import type { Tables } from '../database/tables.ts';
import { unreviewed } from '../database/unmatched-store.ts';
import type { Order, Release } from '../domain/order.ts';
import { beginningAt } from '../domain/payment-id.ts';
import type { PortOneStatus } from '../domain/portone-status.ts';
import { type Buyers, KEEP_BUYERS_DAYS } from '../domain/sale/buyers.ts';
import type { PrivateDetails } from '../domain/sale/private-details.ts';
import type { OrderStore, UnmatchedPayment } from '../domain/settle-payment.ts';

/** An event for the owner, and the state of its delivery. */
export type StoredEvent = {
  id: string;
  type: string;
  createdAt: string;
  attempts: number;
  /** When it is sent next; absent once it is delivered or given up, and where no receiver was configured. */
  dueAt?: string;
  deliveredAt?: string;
  lastError?: string;
  /** Whose delivery it is, where the server has several receivers. */
  receiver?: string;
};

/** Money that came in without an order. */
export type Unmatched = UnmatchedPayment & {
  firstSeenAt: string;
  seen?: Pick<Release, 'at' | 'by' | 'note'>;
};

/** Rows of the database, and the ids of those that cannot be read: one hides none of the others. */
export type Listed<Value> = { readable: Value[]; unreadable: string[] };

export type StatusFilter = PortOneStatus | 'HELD';

/** What an operator may see and do in the database of a server, while it runs. */
export type OperatorStore = Pick<OrderStore, 'find' | 'settle'> & {
  /**
   * The newest orders first.
   *
   * @param filter `since` in milliseconds since 1970
   */
  list(filter: { status?: StatusFilter; since?: number; limit: number }): Promise<Listed<Order>>;
  /** Those whose money a person has to decide about. */
  held(): Promise<Listed<Order>>;
  /** Payments without an order whose money has not been given back and that no operator has marked as seen. */
  listUnmatched(): Promise<Listed<Unmatched>>;
  findUnmatched(paymentId: string): Promise<Unmatched | undefined>;
  markSeen(paymentId: string, seen: Pick<Release, 'at' | 'by' | 'note'>): Promise<void>;
  events(paymentId: string): Promise<StoredEvent[]>;
  /**
   * Makes events due at once, with all their attempts before them: those of an
   * id, their own or a payment's; those that were given up; or those that were
   * written while no receiver was configured.
   *
   * @param now RFC 3339
   * @returns how many there are
   */
  redeliver(which: { id: string } | 'dead' | 'unsent', now: string): Promise<number>;
  /**
   * Orders that money has moved of, the oldest first, with what is personal about them.
   *
   * @param limit how many at most
   * @param after of which order on; those from the first on where absent
   */
  sales(limit: number, after?: string): Promise<Listed<SoldOrder> & { last?: string }>;
  /** @returns whether there was something to erase */
  forget: Buyers['forget'];
  /**
   * What is counted, by the id of its shelf.
   *
   * @param now milliseconds since 1970
   */
  shelves(now: number): Promise<CountedShelf[]>;
  close(): Promise<void>;
};

/** A sale, and what is kept of its buyer. */
export type SoldOrder = { order: Order; details?: PrivateDetails };

const EVENT = [
  'id',
  'payment_id',
  'type',
  'created_at',
  'attempts',
  'due_at',
  'delivered_at',
  'last_error',
  'receiver',
  'event_id',
] as const;

/**
 * Opens a server's database beside the server. It makes no tables.
 *
 * @throws {CheckoutError} `STORE_UNAVAILABLE` where the database does not answer,
 * or has not the tables of this version, but those of an older or a newer one
 */
export async function openOperatorStore(dialect: Dialect): Promise<OperatorStore> {
  const database = new Kysely<Tables>({ dialect });
  // A command has no receiver of its own; the events that it writes are for the server's.
  const orders = orderStore(database, { sendsEvents: true });
  const buyers = buyerStore(database, KEEP_BUYERS_DAYS);
  try {
    await withStoreErrors(() => assertTables(database));
  } catch (error) {
    await database.destroy();
    throw error;
  }
  return {
    find: orders.find,
    settle: orders.settle,

    list: ({ status, since, limit }) =>
      withStoreErrors(async () => {
        let query = database
          .selectFrom('orders')
          .select(['payment_id', 'terms', 'settlement', 'version'])
          // Ids begin with their time, and the primary key is there anyway.
          .orderBy('payment_id', 'desc')
          .limit(limit);
        if (since !== undefined) query = query.where('payment_id', '>=', beginningAt(since));
        if (status === 'HELD') query = query.where('hold_reason', 'is not', null);
        else if (status === 'PAID') query = query.where('status', '=', status);
        // The words of the index on rare statuses, so that it is used.
        else if (status)
          query = query.where('status', '=', status).where(sql`status`, '<>', sql`'PAID'`);
        return readEach(await query.execute(), orderIn);
      }),

    held: () =>
      withStoreErrors(async () => {
        const rows = await database
          .selectFrom('orders')
          .select(['payment_id', 'terms', 'settlement', 'version'])
          .where(heldWithMoney)
          .orderBy('payment_id')
          .execute();
        return readEach(rows, orderIn);
      }),

    listUnmatched: () =>
      withStoreErrors(async () => {
        const rows = await database
          .selectFrom('strays')
          .selectAll()
          .where(unreviewed)
          .orderBy('first_seen_at')
          .execute();
        return readEach(rows, unmatchedIn);
      }),

    findUnmatched: (paymentId) =>
      withStoreErrors(async () => {
        const row = await database
          .selectFrom('strays')
          .selectAll()
          .where('payment_id', '=', paymentId)
          .executeTakeFirst();
        return row && unmatchedIn(row);
      }),

    markSeen: (paymentId, seen) =>
      withStoreErrors(async () => {
        await database
          .updateTable('strays')
          .set({ seen: JSON.stringify(seen) })
          .where('payment_id', '=', paymentId)
          .execute();
      }),

    events: (paymentId) =>
      withStoreErrors(async () => {
        const rows = await database
          .selectFrom('fulfilment_events')
          .select(EVENT)
          .where('payment_id', '=', paymentId)
          .orderBy('created_at')
          .orderBy('id')
          .execute();
        return rows.map(eventIn);
      }),

    redeliver: (which, now) =>
      withStoreErrors(async () => {
        const again = database
          .updateTable('fulfilment_events')
          .set({ due_at: now, attempts: 0, delivered_at: null });
        const chosen =
          typeof which === 'string'
            ? again.where(which === 'dead' ? givenUp : unsent)
            : again.where(({ or, eb }) =>
                or([
                  eb('id', '=', which.id),
                  eb('event_id', '=', which.id),
                  eb('payment_id', '=', which.id),
                ]),
              );
        const { numUpdatedRows } = await chosen.executeTakeFirst();
        return Number(numUpdatedRows);
      }),

    sales: (limit, after) =>
      withStoreErrors(async () => {
        let query = database
          .selectFrom('orders')
          .select(['payment_id', 'terms', 'settlement', 'version'])
          .where('status', 'in', ['PAID', 'PARTIAL_CANCELLED', 'CANCELLED'])
          // Ids begin with their time.
          .orderBy('payment_id')
          .limit(limit);
        if (after !== undefined) query = query.where('payment_id', '>', after);
        const rows = await query.execute();
        const { readable, unreadable } = readEach(rows, orderIn);
        const details = await buyers.find(readable.map(({ paymentId }) => paymentId));
        const last = rows.at(-1)?.payment_id;
        return {
          readable: readable.map((order) => {
            const kept = details.get(order.paymentId);
            return { order, ...(kept && { details: kept }) };
          }),
          unreadable,
          ...(last !== undefined && { last }),
        };
      }),

    forget: buyers.forget,

    shelves: (now) => withStoreErrors(() => countedShelves(database, now)),

    close: () => database.destroy(),
  };
}

async function assertTables(database: Kysely<Tables>): Promise<void> {
  const tables = await database.introspection.getTables({ withInternalKyselyTables: true });
  if (!tables.some(({ name }) => name === 'kysely_migration')) {
    throw new Error('no server has ever used this database; is DATABASE_URL the server’s?');
  }
  await assertKnownTables(database);
  const latest = await database
    .selectFrom('kysely_migration')
    .select('name')
    .where('name', '=', latestMigration)
    .executeTakeFirst();
  if (!latest) {
    throw new Error('it was made by an older version; start the server of this version first');
  }
}

function eventIn(
  row: Pick<Selectable<Tables['fulfilment_events']>, (typeof EVENT)[number]>,
): StoredEvent {
  return {
    id: row.event_id ?? row.id,
    type: row.type,
    createdAt: row.created_at,
    attempts: row.attempts,
    ...(row.due_at !== null && { dueAt: row.due_at }),
    ...(row.delivered_at !== null && { deliveredAt: row.delivered_at }),
    ...(row.last_error !== null && { lastError: row.last_error }),
    ...(row.receiver !== null && { receiver: row.receiver }),
  };
}

function readEach<Row extends { payment_id: string }, Value>(
  rows: readonly Row[],
  read: (row: Row) => Value,
): Listed<Value> {
  const listed: Listed<Value> = { readable: [], unreadable: [] };
  for (const row of rows) {
    try {
      listed.readable.push(read(row));
    } catch {
      listed.unreadable.push(row.payment_id);
    }
  }
  return listed;
}

function unmatchedIn(row: Tables['strays']): Unmatched {
  return {
    paymentId: row.payment_id,
    status: row.status as Unmatched['status'],
    statusChangedAt: row.status_changed_at,
    firstSeenAt: row.first_seen_at,
    ...(JSON.parse(row.details) as Pick<Unmatched, 'transactionId' | 'paidAmount'>),
    ...(row.seen !== null && {
      seen: JSON.parse(row.seen) as Pick<Release, 'at' | 'by' | 'note'>,
    }),
  };
}
