import { DatabaseSync } from 'node:sqlite';
import { Client } from 'pg';
import { databaseDialect } from '../../bff/database/dialects.ts';
import { openStore } from '../../bff/database/open-store.ts';
import type { Order } from '../../bff/domain/order.ts';

/** Runs one statement on the database of a `DATABASE_URL`. */
export async function runStatement(
  databaseUrl: string,
  statement: string,
): Promise<Record<string, unknown>[]> {
  if (databaseUrl.startsWith('sqlite:')) {
    const database = new DatabaseSync(databaseUrl.slice('sqlite:'.length), { timeout: 30_000 });
    const rows = database.prepare(statement).all();
    database.close();
    return rows;
  }
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  const { rows } = await client.query(statement);
  await client.end();
  return rows;
}

/** The id of the nth order that is made. They sort as they are counted, as real ones sort by time. */
export function seededId(n: number): string {
  return `bench${String(n).padStart(20, '0')}`;
}

/**
 * Stores orders by the thousand: one through the store, the others as copies of
 * its rows, made by the database itself.
 *
 * @param order what each of them is, but for its id
 * @param from the number of the first
 * @param prepare brings the first one on, through the store
 */
export async function seedOrders(
  databaseUrl: string,
  order: Order,
  from: number,
  count: number,
  prepare: (store: Awaited<ReturnType<typeof openStore>>, order: Order) => Promise<void> = nothing,
): Promise<void> {
  const first = { ...order, paymentId: seededId(from) };
  const store = await openStore(databaseDialect(databaseUrl), { sendsEvents: true });
  await store.orders.insert(first);
  await prepare(store, first);
  await store.close();
  if (count === 1) return;
  for (const table of ['orders', 'fulfilments', 'fulfilment_events']) {
    await copyRows(databaseUrl, table, first.paymentId, from + 1, from + count - 1);
  }
}

const nothing = async (): Promise<void> => {};

/** Copies a table's rows that are about a payment, once for each of the numbers. */
async function copyRows(databaseUrl: string, table: string, id: string, from: number, to: number) {
  const isSqlite = databaseUrl.startsWith('sqlite:');
  const [row] = await runStatement(
    databaseUrl,
    `SELECT * FROM ${table} WHERE payment_id = '${id}'`,
  );
  if (!row) return;
  const number = "substr('00000000000000000000' || n, -20)";
  const padded = isSqlite ? number : "lpad(n::text, 20, '0')";
  const copied = Object.entries(row).map(([column, value]) => {
    if (column === 'id') return `'msg_' || ${padded}`;
    return typeof value === 'string' && value.includes(id)
      ? `replace(${column}, '${id}', 'bench' || ${padded})`
      : column;
  });
  const numbers = isSqlite
    ? `WITH RECURSIVE numbers(n) AS (SELECT ${from} UNION ALL SELECT n + 1 FROM numbers WHERE n < ${to})`
    : `WITH numbers(n) AS (SELECT generate_series(${from}, ${to}))`;
  await runStatement(
    databaseUrl,
    `${numbers} INSERT INTO ${table} (${Object.keys(row).join(', ')})
     SELECT ${copied.join(', ')} FROM numbers, ${table} WHERE payment_id = '${id}'`,
  );
}
