import { hash } from 'node:crypto';
import { type CompiledQuery, type Kysely, type RawBuilder, sql } from 'kysely';
import type { FulfilmentEvent } from '../domain/fulfilment-event.ts';
import { FIRST_POLL_SECONDS } from '../domain/next-poll.ts';
import type { Order, Settlement } from '../domain/order.ts';
import type { OrderKeys } from '../domain/order-return.ts';
import {
  type CountedOrder,
  isCounted,
  type StockChange,
  stockChangeOf,
} from '../domain/sale/stock.ts';
import type { CountedTerms, OrderStore } from '../domain/settle-payment.ts';
import { isPaidOrBeyond } from '../domain/transition.ts';
import { rfc3339 } from '../time/rfc3339.ts';
import { batch } from './batch.ts';
import { buyerRow } from './buyer-store.ts';
import { holdAtOnce } from './hold-at-once.ts';
import { isPostgres } from './migrations.ts';
import { orderIn } from './order-row.ts';
import { changeStockIn, holdIn } from './stock-store.ts';
import { isFaultOfOneRow, withStoreErrors } from './store-error.ts';
import type { Tables } from './tables.ts';

export type StoreOptions = {
  /** Whether a receiver is configured. Without one, events are stored and never become due. */
  sendsEvents: boolean;
  /** Whether the owner is told by mail of money without an order. */
  mailsOwner?: boolean;
  /** For how many days after the payment the law wants the buyers to be known; its own number where absent. */
  keepBuyersDays?: number;
};

type Change = {
  order: Order;
  settlement: Settlement;
  events: readonly FulfilmentEvent[];
};

/**
 * Batches that may run at the same time. On PostgreSQL a batch that waits for another server's lock
 * does not block the next one; SQLite has one writer.
 */
const CONCURRENT_BATCHES = 4;

/** Orders, their fulfilments and the events for the owner, changed in one transaction. */
export function orderStore(database: Kysely<Tables>, { sendsEvents }: StoreOptions): OrderStore {
  const statements = orderStatements(database, sendsEvents);
  const options = { concurrency: CONCURRENT_BATCHES, isFaultOfOneEntry: isFaultOfOneRow };

  const find = batch(async (paymentIds: readonly string[]) => {
    const { rows } = await database.executeQuery(statements.find(paymentIds));
    const found = new Map(rows.map((row) => [row.payment_id, row]));
    return paymentIds.map((paymentId) => found.get(paymentId));
  }, options);

  /** Stores changes, of one order each, and returns the ids whose version still matched. */
  const store = async (changes: readonly Change[]): Promise<readonly { payment_id: string }[]> => {
    // One statement is a transaction by itself, and one round trip to the database
    // instead of five. Only SQLite, which runs in this process, cannot do it.
    return isPostgres(database)
      ? storeIn(database, changes)
      : database.transaction().execute((transaction) => storeIn(transaction, changes));
  };

  const storeIn = async (connection: Kysely<Tables>, changes: readonly Change[]) => {
    if (isPostgres(database)) {
      return (await connection.executeQuery(statements.settle(changes))).rows;
    }
    const { rows } = await connection.executeQuery(statements.update(changes));
    const updated = new Set(rows.map(({ payment_id }) => payment_id));
    const applied = changes.filter(({ order }) => updated.has(order.paymentId));
    if (applied.some(isFulfilment)) await connection.executeQuery(statements.fulfil(applied));
    if (applied.some(hasEvents)) await connection.executeQuery(statements.enqueue(applied));
    return rows;
  };

  /** An order whose pieces are counted, by itself: whether there are enough decides what is stored. */
  const settleCounted = async (
    wanted: Change & { order: CountedOrder },
    what: StockChange,
    counted?: CountedTerms,
  ) => {
    try {
      return await database.transaction().execute(async (transaction) => {
        const isToBeHad = await changeStockIn(transaction, wanted, what, counted);
        const change = isToBeHad || !counted ? wanted : { ...wanted, ...counted.soldOut };
        const updated = await storeIn(transaction, [change]);
        if (updated.length === 0) throw OVERTAKEN;
        return withSettlement(change);
      });
    } catch (error) {
      if (error === OVERTAKEN) return undefined;
      throw error;
    }
  };

  const settle = batch(async (changes: readonly Change[]) => {
    // Of two changes of one order, the first is applied. The other caller gets `undefined` and reads again.
    const first = new Map(changes.toReversed().map((change) => [change.order.paymentId, change]));
    const updated = await store([...first.values()]);
    const applied = new Set(updated.map(({ payment_id }) => first.get(payment_id)));
    return changes.map((change) => (applied.has(change) ? withSettlement(change) : undefined));
  }, options);

  return {
    insert: (order, keys, details, hold) =>
      withStoreErrors(async () => {
        const row = orderRow(order, keys);
        const buyer = details && buyerRow(order, details);
        if (!hold || !isCounted(order)) {
          await insert(database, row, buyer);
          return false;
        }
        // The usual order, in one statement.
        if (isPostgres(database)) {
          const rows = { orders: row, ...(buyer && { buyers: buyer }) };
          if (await holdAtOnce(database, order, hold, rows)) return true;
        }
        return database.transaction().execute(async (transaction) => {
          if (!isPostgres(database) && (await holdAtOnce(transaction, order, hold))) {
            await insert(transaction, row, buyer);
            return true;
          }
          const { isHeld, write } = await holdIn(transaction, order, hold);
          await insert(transaction, row, buyer);
          await write();
          return isHeld;
        });
      }),
    find: (paymentId) =>
      withStoreErrors(async () => {
        // Outside of the batch: a row that cannot be read is no failure of the others.
        const row = await find(paymentId);
        return row && orderIn(row);
      }),
    settle: (order, settlement, events, counted) =>
      withStoreErrors(() => {
        const what = stockChangeOf(order, settlement);
        return what && isCounted(order)
          ? settleCounted({ order, settlement, events }, what, counted)
          : settle({ order, settlement, events });
      }),
  };
}

/** Rolls back what was done for an order that another writer has changed since it was read. */
const OVERTAKEN = new Error('The order has changed');

function orderRow(order: Order, keys: OrderKeys | undefined) {
  const { settlement, version, secretHash, returned, approval, ...terms } = order;
  return {
    payment_id: order.paymentId,
    terms: JSON.stringify(terms),
    version,
    created_at: order.createdAt,
    poll_at: firstPollAfter(order.createdAt),
    polls: 0,
    ...columnsOf(settlement),
    ...(keys && {
      secret_hash: keys.secretHash,
      return_hash: keys.returnHash,
      page: keys.page ?? null,
    }),
  };
}

/** One statement where nothing is personal, and on PostgreSQL, where it is a transaction by itself. */
async function insert(
  connection: Kysely<Tables>,
  order: ReturnType<typeof orderRow>,
  buyer: Tables['buyers'] | undefined,
): Promise<void> {
  if (buyer && !isPostgres(connection) && !connection.isTransaction) {
    await connection.transaction().execute((transaction) => insert(transaction, order, buyer));
    return;
  }
  const place = connection.insertInto('orders').values(order);
  if (buyer && isPostgres(connection)) {
    await connection
      .with('placed', () => place)
      .insertInto('buyers')
      .values(buyer)
      .execute();
    return;
  }
  await place.execute();
  if (buyer) await connection.insertInto('buyers').values(buyer).execute();
}

function withSettlement({ order, settlement }: Change): Order {
  const { approval, ...rest } = order;
  const isOver = isPaidOrBeyond(settlement);
  const { version } = order;
  return { ...rest, ...(approval && !isOver && { approval }), settlement, version: version + 1 };
}

/** The first settlement of an order that fulfils it. */
function isFulfilment({ order, settlement }: Change): boolean {
  return settlement.fulfilledAt !== undefined && order.settlement?.fulfilledAt === undefined;
}

function hasEvents({ events }: Change): boolean {
  return events.length > 0;
}

/**
 * The statements for any number of orders. Their rows come as one text, a JSON
 * array of objects, so that the statement is the same for each number of them:
 * it is compiled once, and SQLite keeps it prepared.
 */
function orderStatements(database: Kysely<Tables>, sendsEvents: boolean) {
  /** The rows of such a text as a table. PostgreSQL reads each of them once, not once for each column. */
  const table = (columns: Record<string, 'text' | 'integer'>) => {
    const named = Object.entries(columns);
    if (isPostgres(database)) {
      const types = named.map(([name, type]) => sql`${sql.ref(name)} ${sql.raw(type)}`);
      return sql`json_to_recordset(cast(${''} as json)) as given (${sql.join(types)})`;
    }
    const fields = named.map(
      ([name, type]) =>
        sql`cast(value ->> ${sql.lit(name)} as ${sql.raw(type)}) as ${sql.ref(name)}`,
    );
    return sql`(select ${sql.join(fields)} from json_each(${''})) as given`;
  };
  const given = <Row>(statement: RawBuilder<Row>) => {
    const compiled = statement.compile(database);
    return (...values: readonly object[][]): CompiledQuery<Row> => ({
      ...compiled,
      parameters: values.map((rows) => JSON.stringify(rows)),
    });
  };

  const find = sql<{
    payment_id: string;
    terms: string;
    settlement: string | null;
    version: number;
    secret_hash: string | null;
    returned_at: string | null;
    returned_with_code: number | null;
    approval: string | null;
  }>`
    select payment_id, terms, settlement, version, secret_hash, returned_at, returned_with_code, approval
    from orders
    where payment_id in (select payment_id from ${table({ payment_id: 'text' })})`;
  const update = sql<{ payment_id: string }>`
    update orders set
      status = given.status,
      hold_reason = given.hold_reason,
      settlement = given.settlement,
      version = orders.version + 1,
      poll_at = given.poll_at,
      polls = 0,
      approval = case when given.poll_at is null then null else orders.approval end
    from ${table({
      payment_id: 'text',
      version: 'integer',
      status: 'text',
      hold_reason: 'text',
      settlement: 'text',
      poll_at: 'text',
    })}
    where orders.payment_id = given.payment_id and orders.version = given.version
    returning orders.payment_id`;
  const fulfil = (condition: RawBuilder<unknown>) => sql`
    insert into fulfilments (payment_id, transaction_id, fulfilled_at)
    select payment_id, transaction_id, fulfilled_at
    from ${table({ payment_id: 'text', transaction_id: 'text', fulfilled_at: 'text' })}
    where ${condition}`;
  // An event that is there already is not told again. SQLite needs the `where`
  // to see that `on conflict` is not a join's.
  const enqueue = (condition: RawBuilder<unknown>) => sql`
    insert into fulfilment_events
      (id, payment_id, type, body, created_at, attempts, due_at)
    select id, payment_id, type, body, created_at, 0, due_at
    from ${table({
      id: 'text',
      payment_id: 'text',
      type: 'text',
      body: 'text',
      created_at: 'text',
      due_at: 'text',
    })}
    where ${condition}
    on conflict (id) do nothing`;
  const everything = sql`true`;
  const ofUpdated = sql`payment_id in (select payment_id from updated)`;
  const settle = sql<{ payment_id: string }>`
    with updated as (${update}), fulfilled as (${fulfil(ofUpdated)}), enqueued as (${enqueue(ofUpdated)})
    select payment_id from updated`;

  const compiled = {
    find: given(find),
    update: given(update),
    fulfil: given(fulfil(everything)),
    enqueue: given(enqueue(everything)),
    settle: given(settle),
  };
  return {
    find: (paymentIds: readonly string[]) =>
      compiled.find(paymentIds.map((payment_id) => ({ payment_id }))),
    update: (changes: readonly Change[]) => compiled.update(changes.map(updatedRow)),
    fulfil: (changes: readonly Change[]) => compiled.fulfil(fulfilledRows(changes)),
    enqueue: (changes: readonly Change[]) => compiled.enqueue(eventRows(changes, sendsEvents)),
    settle: (changes: readonly Change[]) =>
      compiled.settle(
        changes.map(updatedRow),
        fulfilledRows(changes),
        eventRows(changes, sendsEvents),
      ),
  };
}

function updatedRow({ order, settlement }: Change) {
  return {
    payment_id: order.paymentId,
    version: order.version,
    ...columnsOf(settlement),
    poll_at:
      isPaidOrBeyond(settlement) && !settlement.pendingCancellationIds
        ? null
        : firstPollAfter(settlement.statusChangedAt),
  };
}

function fulfilledRows(changes: readonly Change[]) {
  return changes.filter(isFulfilment).map(({ order, settlement }) => ({
    payment_id: order.paymentId,
    transaction_id: settlement.transactionId,
    fulfilled_at: settlement.fulfilledAt,
  }));
}

function eventRows(changes: readonly Change[], sendsEvents: boolean) {
  return changes
    .flatMap(({ events }) => events)
    .map(({ key, type, paymentId, timestamp, data }) => ({
      id: messageId(key),
      payment_id: paymentId,
      type,
      body: JSON.stringify({ type, timestamp, data }),
      created_at: timestamp,
      due_at: sendsEvents ? timestamp : null,
    }));
}

/** The orders that a person has to look at; a hold of what is not paid yet costs nothing. */
export const heldWithMoney = sql<boolean>`hold_reason is not null and status in ('PAID', 'PARTIAL_CANCELLED')`;

/** The same for the same fact, on any server, after any crash and after a restored backup. */
export function messageId(key: string): string {
  return `msg_${hash('sha256', key, 'base64url').slice(0, 32)}`;
}

function columnsOf(settlement: Settlement | undefined) {
  return {
    status: settlement?.status ?? null,
    hold_reason: settlement?.hold?.reason ?? null,
    settlement: settlement ? JSON.stringify(settlement) : null,
  };
}

/** When to poll an order that has just changed; a refund of a paid order is found by reading PortOne's changes. */
function firstPollAfter(time: string): string {
  return rfc3339(Date.parse(time) + FIRST_POLL_SECONDS * 1_000);
}
