import { hash } from 'node:crypto';
import { type CompiledQuery, type Kysely, type RawBuilder, sql } from 'kysely';
import type { FulfilmentEvent } from '../domain/fulfilment-event.ts';
import { FIRST_POLL } from '../domain/next-poll.ts';
import type { Order, Settlement } from '../domain/order.ts';
import type { OrderStore } from '../domain/settle-payment.ts';
import { isPaidOrBeyond } from '../domain/transition.ts';
import { inGroups } from './in-groups.ts';
import { isPostgres } from './migrations.ts';
import { guarded, type StoreOptions, type Tables } from './store.ts';

type Change = {
  order: Order;
  settlement: Settlement;
  events: readonly FulfilmentEvent[];
};

/**
 * Groups that may be under way at once. On PostgreSQL one that waits for
 * another server's lock does not keep the next from going; SQLite has one writer.
 */
const LANES = 4;

/** Orders, their fulfilments and what is owed to the owner, changed together. */
export function orderStore(database: Kysely<Tables>, { owesEvents }: StoreOptions): OrderStore {
  const statements = orderStatements(database, owesEvents);
  const options = { lanes: LANES, isOfOneEntry: isOfOneRow };

  const find = inGroups(async (paymentIds: readonly string[]) => {
    const { rows } = await database.executeQuery(statements.find(paymentIds));
    const found = new Map(rows.map((row) => [row.payment_id, orderIn(row)]));
    return paymentIds.map((paymentId) => found.get(paymentId));
  }, options);

  /** Stores changes, of one order each, and returns the rows of those that nobody forestalled. */
  const store = async (changes: readonly Change[]): Promise<readonly { payment_id: string }[]> => {
    // One statement is a transaction by itself, and one way to the database
    // instead of five. Only SQLite, which is no way off, cannot do it.
    if (isPostgres(database)) return (await database.executeQuery(statements.settle(changes))).rows;
    return database.transaction().execute(async (transaction) => {
      const { rows } = await transaction.executeQuery(statements.moveOn(changes));
      const moved = new Set(rows.map(({ payment_id }) => payment_id));
      const won = changes.filter(({ order }) => moved.has(order.paymentId));
      if (won.some(isFulfilment)) await transaction.executeQuery(statements.fulfil(won));
      if (won.some(isNews)) await transaction.executeQuery(statements.owe(won));
      return rows;
    });
  };

  const settle = inGroups(async (changes: readonly Change[]) => {
    // Of two changes of one order, one wins. The other is told so, and looks again.
    const first = new Map(changes.toReversed().map((change) => [change.order.paymentId, change]));
    const moved = await store([...first.values()]);
    const won = new Set(moved.map(({ payment_id }) => first.get(payment_id)));
    return changes.map((change) =>
      won.has(change)
        ? { ...change.order, settlement: change.settlement, version: change.order.version + 1 }
        : undefined,
    );
  }, options);

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
            poll_at: soonAfter(order.createdAt),
            polls: 0,
            ...columnsOf(settlement),
          })
          .execute();
      }),
    find: (paymentId) => guarded(() => find(paymentId)),
    settle: (order, settlement, events) => guarded(() => settle({ order, settlement, events })),
  };
}

/** The first settlement of an order that fulfils it. */
function isFulfilment({ order, settlement }: Change): boolean {
  return settlement.fulfilledAt !== undefined && order.settlement?.fulfilledAt === undefined;
}

function isNews({ events }: Change): boolean {
  return events.length > 0;
}

/**
 * The statements for any number of orders. Their rows come as one text, a JSON
 * array of objects, so that the statement is the same for each number of them:
 * it is compiled once, and SQLite keeps it prepared.
 */
function orderStatements(database: Kysely<Tables>, owesEvents: boolean) {
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
  }>`
    select payment_id, terms, settlement, version from orders
    where payment_id in (select payment_id from ${table({ payment_id: 'text' })})`;
  const moveOn = sql<{ payment_id: string }>`
    update orders set
      status = given.status,
      hold_reason = given.hold_reason,
      settlement = given.settlement,
      version = orders.version + 1,
      poll_at = given.poll_at,
      polls = 0
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
  const owe = (condition: RawBuilder<unknown>) => sql`
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
  const ofMoved = sql`payment_id in (select payment_id from moved)`;
  const settle = sql<{ payment_id: string }>`
    with moved as (${moveOn}), fulfilled as (${fulfil(ofMoved)}), owed as (${owe(ofMoved)})
    select payment_id from moved`;

  const compiled = {
    find: given(find),
    moveOn: given(moveOn),
    fulfil: given(fulfil(everything)),
    owe: given(owe(everything)),
    settle: given(settle),
  };
  return {
    find: (paymentIds: readonly string[]) =>
      compiled.find(paymentIds.map((payment_id) => ({ payment_id }))),
    moveOn: (changes: readonly Change[]) => compiled.moveOn(changes.map(movedRow)),
    fulfil: (changes: readonly Change[]) => compiled.fulfil(fulfilledRows(changes)),
    owe: (changes: readonly Change[]) => compiled.owe(owedRows(changes, owesEvents)),
    settle: (changes: readonly Change[]) =>
      compiled.settle(changes.map(movedRow), fulfilledRows(changes), owedRows(changes, owesEvents)),
  };
}

function movedRow({ order, settlement }: Change) {
  return {
    payment_id: order.paymentId,
    version: order.version,
    ...columnsOf(settlement),
    poll_at: isPaidOrBeyond(settlement) ? null : soonAfter(settlement.statusChangedAt),
  };
}

function fulfilledRows(changes: readonly Change[]) {
  return changes.filter(isFulfilment).map(({ order, settlement }) => ({
    payment_id: order.paymentId,
    transaction_id: settlement.transactionId,
    fulfilled_at: settlement.fulfilledAt,
  }));
}

function owedRows(changes: readonly Change[], owesEvents: boolean) {
  return changes
    .flatMap(({ events }) => events)
    .map(({ key, type, paymentId, timestamp, data }) => ({
      id: messageId(key),
      payment_id: paymentId,
      type,
      body: JSON.stringify({ type, timestamp, data }),
      created_at: timestamp,
      due_at: owesEvents ? timestamp : null,
    }));
}

/**
 * Whether a failure is about a row, not about the database: a rule that it
 * breaks, a text that cannot be stored, a lock that somebody holds on it.
 */
function isOfOneRow(error: unknown): boolean {
  const { code, errcode } = error as { code?: unknown; errcode?: unknown };
  if (typeof errcode === 'number') return (errcode & 0xff) === SQLITE_CONSTRAINT;
  return typeof code === 'string' && /^(22|23|40)|^55P03$/.test(code);
}

const SQLITE_CONSTRAINT = 19;

/** The same for the same fact, on any server, after any crash and after a restored backup. */
function messageId(key: string): string {
  return `msg_${hash('sha256', key, 'base64url').slice(0, 32)}`;
}

function columnsOf(settlement: Settlement | undefined) {
  return {
    status: settlement?.status ?? null,
    hold_reason: settlement?.hold?.reason ?? null,
    settlement: settlement ? JSON.stringify(settlement) : null,
  };
}

/** When to ask about an order of which something has just been heard; a refund of what is paid is found among PortOne's changes. */
function soonAfter(time: string): string {
  return new Date(Date.parse(time) + FIRST_POLL * 1_000).toISOString();
}

/** The order in a row of `orders`. */
export function orderIn(row: { terms: string; settlement: string | null; version: number }): Order {
  return {
    ...completed(JSON.parse(row.terms)),
    ...(row.settlement !== null && { settlement: JSON.parse(row.settlement) as Settlement }),
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
