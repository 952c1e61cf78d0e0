import { DatabaseSync } from 'node:sqlite';
import { type Kysely, sql } from 'kysely';
import { ConfigError } from '../config.ts';
import { databaseDialect, type PooledPostgresDialect } from './dialects.ts';
import { MOVED_AWAY, migrateToLatest, withPatientPostgres } from './migrate.ts';
import { openStore } from './open-store.ts';

/** Rows of one statement. PostgreSQL takes 65,535 parameters at most. */
const BATCH_ROWS = 500;
const MAX_PARAMETERS = 65_535;

/** Milliseconds to wait for another program that has the SQLite file open. */
const BUSY_TIMEOUT_MS = 1_000;

/** What was copied of a table. */
export type MovedTable = { table: string; rows: number };

/** Tables whose names are not known when this is compiled: they are whatever the migrations have made. */
type AnyTables = Record<string, Record<string, unknown>>;

/**
 * Copies all tables of a SQLite file into an empty PostgreSQL database, in one transaction, and closes
 * the file to servers. Where it fails, both are as they were.
 *
 * @param version of this program
 * @param now RFC 3339
 * @returns what was copied, in the order of the names
 * @throws {ConfigError} with what to do: a program has the file open, the target is not empty, or a
 * row does not fit
 */
export async function moveToPostgres(
  file: string,
  url: string,
  { version, now }: { version: string; now: string },
): Promise<MovedTable[]> {
  // Only a file that no server uses is brought up to date here.
  openExclusively(file).close();
  const store = await openStore(databaseDialect(`sqlite:${file}`), { sendsEvents: true, version });
  await store.close();
  const source = openExclusively(file);
  try {
    const dialect = databaseDialect(url) as PooledPostgresDialect;
    const moved = await withPatientPostgres(dialect, async (transaction) => {
      const target = transaction as unknown as Kysely<AnyTables>;
      await assertEmpty(target);
      await migrateToLatest(transaction, version);
      return copyTables(source, target);
    });
    const mark = 'insert into kysely_migration (name, timestamp) values (?, ?)';
    source.prepare(mark).run(MOVED_AWAY, now);
    return moved.toSorted((one, other) => (one.table < other.table ? -1 : 1));
  } finally {
    source.close();
  }
}

/**
 * No other program reads or writes the file until it is closed: a file leaves the write-ahead log only
 * where it is open once, and in `locking_mode` exclusive no other connection gets in.
 */
function openExclusively(file: string): DatabaseSync {
  const database = new DatabaseSync(file, { timeout: BUSY_TIMEOUT_MS });
  try {
    database.exec('PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = DELETE');
    // The lock is taken with the first transaction, and kept.
    database.exec('BEGIN EXCLUSIVE; COMMIT');
    return database;
  } catch (error) {
    database.close();
    throw new ConfigError([
      `DATABASE_URL: ${file} cannot be had alone (${(error as Error).message}). Stop the server, and every other program that has it open, then run this again.`,
    ]);
  }
}

async function tablesIn(target: Kysely<AnyTables>): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`
    select table_name as name from information_schema.tables
    where table_schema = current_schema() and table_type = 'BASE TABLE' order by 1`.execute(target);
  return rows.map(({ name }) => name);
}

async function assertEmpty(target: Kysely<AnyTables>): Promise<void> {
  const tables = await tablesIn(target);
  if (tables.length === 0) return;
  const named = tables.slice(0, 3).join(', ') + (tables.length > 3 ? ', …' : '');
  throw new ConfigError([
    `--to: that database is not empty: it has ${tables.length === 1 ? 'the table' : `${tables.length} tables,`} ${named}. Make a new one for the orders: CREATE DATABASE checkout ENCODING 'UTF8' LOCALE 'C' TEMPLATE template0`,
  ]);
}

async function copyTables(source: DatabaseSync, target: Kysely<AnyTables>): Promise<MovedTable[]> {
  const isOurs = (table: string) => !table.startsWith('kysely_') && !table.startsWith('sqlite_');
  const tables = (await tablesIn(target)).filter(isOurs);
  const there = source
    .prepare("select name from sqlite_master where type = 'table' order by name")
    .all()
    .map(({ name }) => String(name))
    .filter(isOurs);
  const unknown = there.filter((table) => !tables.includes(table));
  if (unknown.length > 0) {
    throw new ConfigError([
      `DATABASE_URL: the file has tables that are not the server’s: ${unknown.join(', ')}. Move them elsewhere first: what is left behind would be lost.`,
    ]);
  }
  const moved: MovedTable[] = [];
  for (const table of referencedFirst(source, tables)) {
    moved.push({ table, rows: await copyTable(source, target, table) });
  }
  return moved;
}

/** A row that refers to another one comes after it. */
function referencedFirst(source: DatabaseSync, tables: readonly string[]): string[] {
  const references = new Map(
    tables.map((table) => {
      const keys = source.prepare('select "table" as name from pragma_foreign_key_list(?)');
      const others = keys.all(table).map(({ name }) => String(name));
      return [table, others.filter((other) => other !== table)];
    }),
  );
  const ordered = new Set<string>();
  const add = (table: string) => {
    for (const other of references.get(table) ?? []) if (!ordered.has(other)) add(other);
    ordered.add(table);
  };
  for (const table of tables) add(table);
  return [...ordered];
}

async function copyTable(
  source: DatabaseSync,
  target: Kysely<AnyTables>,
  table: string,
): Promise<number> {
  // Rows with which a migration begins are in the file as well.
  await target.deleteFrom(table).execute();
  const rows = source.prepare(`select * from "${table}"`);
  rows.setReadBigInts(true);
  const batchRows = Math.min(BATCH_ROWS, Math.floor(MAX_PARAMETERS / rows.columns().length));
  let batch: Record<string, unknown>[] = [];
  const flush = async () => {
    if (batch.length > 0) await target.insertInto(table).values(batch).execute();
    batch = [];
  };
  try {
    for (const row of rows.iterate()) {
      batch.push(row);
      if (batch.length === batchRows) await flush();
    }
    await flush();
  } catch (error) {
    throw new ConfigError([
      `${table}: a row does not fit into PostgreSQL (${(error as Error).message}). Nothing was moved.`,
    ]);
  }
  const count = `select count(*) as count from "${table}"`;
  const expected = Number(source.prepare(count).get()?.count);
  const { rows: counted } = await sql.raw<{ count: string }>(count).execute(target);
  if (Number(counted[0]?.count) !== expected) {
    throw new ConfigError([
      `${table}: ${expected} rows are in the file, and ${counted[0]?.count} arrived. Nothing was moved.`,
    ]);
  }
  return expected;
}
