import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { Kysely, sql } from 'kysely';
import { databaseDialect } from '../../../bff/database/dialects.ts';
import { moveToPostgres } from '../../../bff/database/move-to-postgres.ts';
import { openStore } from '../../../bff/database/open-store.ts';
import { testDatabases } from '../../support/server/database.ts';
import { anOrder, NOW } from '../../support/server/seen-payment.ts';

const databases = testDatabases();
const options = { version: '0.3.0', now: NOW };
const fileOf = (url: string) => url.slice('sqlite:'.length);

async function open(url: string) {
  return openStore(databaseDialect(url), { sendsEvents: true, version: '0.3.0' });
}

// biome-ignore lint/suspicious/noExplicitAny: its tables are those that are there.
type AnyDatabase = Kysely<any>;

async function withDatabase<Value>(url: string, work: (database: AnyDatabase) => Promise<Value>) {
  const database: AnyDatabase = new Kysely({ dialect: databaseDialect(url) });
  try {
    return await work(database);
  } finally {
    await database.destroy();
  }
}

/** Every table of the server's with its rows, as text and sorted: numbers are strings in one of the engines. */
function contentOf(url: string) {
  return withDatabase(url, async (database) => {
    const tables = await database.introspection.getTables();
    const content: Record<string, string[]> = {};
    for (const { name } of tables) {
      const rows = await database.selectFrom(name).selectAll().execute();
      content[name] = rows
        .map((row) =>
          JSON.stringify(
            Object.entries(row)
              .map(([column, value]) => [column, value === null ? null : String(value)])
              .toSorted(),
          ),
        )
        .toSorted();
    }
    return content;
  });
}

/** A SQLite file with rows in all of its tables, whichever the migrations make. */
async function fullFile(orders = 3): Promise<string> {
  const url = await databases.empty('SQLite');
  const store = await open(url);
  for (let index = 0; index < orders; index += 1) {
    await store.orders.insert(
      anOrder({ paymentId: `payment${index}`, orderName: `신발 '"; -- ${index} 😀` }),
    );
  }
  await store.close();
  await withDatabase(url, async (database) => {
    for (const { name, columns } of await database.introspection.getTables()) {
      const { count } = await database
        .selectFrom(name)
        .select(({ fn }) => fn.countAll<number>().as('count'))
        .executeTakeFirstOrThrow();
      if (count > 0) continue;
      const row = columns.map(({ name: column, dataType }) => [
        column,
        column === 'payment_id' ? 'payment0' : /int/i.test(dataType) ? 7 : `${column} of ${name}`,
      ]);
      await database.insertInto(name).values(Object.fromEntries(row)).execute();
    }
  });
  return url;
}

describe('a move from SQLite to PostgreSQL', () => {
  test('[E15] from SQLite to PostgreSQL: every row of every table, in more than one batch', async () => {
    const from = await fullFile(1_200);
    const to = await databases.empty('PostgreSQL');
    const before = await contentOf(from);
    assert.deepEqual(
      Object.values(before).filter(({ length }) => length === 0),
      [],
    );
    const moved = await moveToPostgres(fileOf(from), to, options);
    assert.deepEqual(
      Object.fromEntries(moved.map(({ table, rows }) => [table, rows])),
      Object.fromEntries(Object.entries(before).map(([table, { length }]) => [table, length])),
    );
    assert.deepEqual(await contentOf(to), before);
    const store = await open(to);
    assert.equal((await store.orders.find('payment1199'))?.orderName, `신발 '"; -- 1199 😀`);
    await store.ping();
    await store.close();
  });

  test('lets no server write into the file afterwards, which would be a second history', async () => {
    const from = await fullFile();
    await moveToPostgres(fileOf(from), await databases.empty('PostgreSQL'), options);
    await assert.rejects(open(from), /were moved to PostgreSQL at 2026-11-23T00:00:00\.000Z/);
    const again = moveToPostgres(fileOf(from), await databases.empty('PostgreSQL'), options);
    await assert.rejects(again, /were moved to PostgreSQL/);
  });

  test('is refused while a server has the file open, which goes on selling', async () => {
    const from = await fullFile();
    const server = await open(from);
    const to = await databases.empty('PostgreSQL');
    await assert.rejects(moveToPostgres(fileOf(from), to, options), /Stop the server/);
    await server.orders.insert(anOrder({ paymentId: 'payment-later' }));
    await server.close();
    assert.deepEqual(await contentOf(to), {});
  });

  test('is refused into a database that has a table, and leaves both as they were', async () => {
    const from = await fullFile();
    const to = await databases.empty('PostgreSQL');
    await withDatabase(to, (database) => sql`create table invoices (id text)`.execute(database));
    const before = await contentOf(from);
    await assert.rejects(moveToPostgres(fileOf(from), to, options), /not empty.* invoices/);
    assert.deepEqual(await contentOf(to), { invoices: [] });
    const server = await open(from);
    await server.close();
    assert.deepEqual(await contentOf(from), before);
  });

  test('that fails at a row leaves nothing behind, and says which table it was', async () => {
    const from = await fullFile();
    await withDatabase(from, (database) =>
      database.updateTable('strays').set({ details: 'no \u0000 in PostgreSQL' }).execute(),
    );
    const to = await databases.empty('PostgreSQL');
    await assert.rejects(moveToPostgres(fileOf(from), to, options), /^ConfigError: strays: a row/);
    assert.deepEqual(await contentOf(to), {});
    await (await open(from)).close();
  });

  test('names tables of other programs in the file, which it would leave behind', async () => {
    const from = await fullFile();
    await withDatabase(from, (database) => sql`create table notes (id text)`.execute(database));
    const to = await databases.empty('PostgreSQL');
    await assert.rejects(moveToPostgres(fileOf(from), to, options), /not the server’s: notes/);
  });
});
