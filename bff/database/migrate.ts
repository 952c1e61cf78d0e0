import { type Dialect, Kysely, sql } from 'kysely';
import { Migrator } from 'kysely/migration';
import { ConfigError } from '../config.ts';
import { lockMigrations, PooledPostgresDialect } from './dialects.ts';
import { isPostgres, migrationNames, migrationProvider } from './migrations.ts';
import type { Tables } from './tables.ts';

/** Stands among the migrations of a SQLite file whose orders are in PostgreSQL now, so that no server uses it. */
export const MOVED_AWAY = '9999-moved-to-postgresql';

/**
 * Brings the tables up to date, all in one transaction.
 *
 * @param version of this server
 * @throws {ConfigError} where the tables are a newer server's, or were moved elsewhere
 */
export async function migrate(
  dialect: Dialect,
  database: Kysely<Tables>,
  version?: string,
): Promise<void> {
  if (!(dialect instanceof PooledPostgresDialect)) return migrateToLatest(database, version);
  await withPatientPostgres(dialect, (transaction) => migrateToLatest(transaction, version));
}

/**
 * Works in a transaction of PostgreSQL's that may take its time, and in which no other server
 * migrates.
 *
 * @throws where the database cannot keep every letter
 */
export async function withPatientPostgres<Value>(
  dialect: PooledPostgresDialect,
  work: (transaction: Kysely<Tables>) => Promise<Value>,
): Promise<Value> {
  const own = new Kysely<Tables>({ dialect: dialect.withoutStatementTimeout() });
  try {
    await assertEncoding(own);
    return await own.transaction().execute(async (transaction) => {
      await lockMigrations(transaction);
      return work(transaction);
    });
  } finally {
    await own.destroy();
  }
}

/** The same in a transaction of the caller's. */
export async function migrateToLatest(database: Kysely<Tables>, version?: string): Promise<void> {
  await assertKnownTables(database, version);
  const migrator = new Migrator({ db: database, provider: migrationProvider });
  const { error, results = [] } = await migrator.migrateToLatest();
  if (error) throw error;
  if (version === undefined || results.length === 0) return;
  const rows = results.map(({ migrationName: migration }) => ({ migration, version }));
  await database
    .insertInto('versions')
    .values(rows)
    .onConflict((known) => known.doNothing())
    .execute();
}

/**
 * @param version of this server
 * @throws {ConfigError} with what to do, where the tables are a newer server's, or were moved elsewhere
 */
export async function assertKnownTables(database: Kysely<Tables>, version?: string): Promise<void> {
  if (!(await hasTable(database, 'kysely_migration'))) return;
  const executed = await database
    .selectFrom('kysely_migration')
    .select(['name', 'timestamp'])
    .orderBy('name', 'desc')
    .execute();
  const [unknown] = executed.filter(({ name }) => !migrationNames.includes(name));
  if (!unknown) return;
  if (unknown.name === MOVED_AWAY) {
    throw new ConfigError([
      `DATABASE_URL: the orders of this database were moved to PostgreSQL at ${unknown.timestamp}, and no server may write here any more. Set DATABASE_URL to where they are, postgres://…`,
    ]);
  }
  const writer = (await hasTable(database, 'versions'))
    ? await database
        .selectFrom('versions')
        .select('version')
        .where('migration', '=', unknown.name)
        .executeTakeFirst()
    : undefined;
  const ours = version === undefined ? 'this one' : `this one, ${version}`;
  const [maker, remedy] = writer
    ? [`version ${writer.version}`, `Start version ${writer.version} or a newer one`]
    : ['a version', 'Start the version that ran last, or a newer one'];
  throw new ConfigError([
    `DATABASE_URL: the tables were made by ${maker} that is newer than ${ours} (${unknown.name}). ${remedy}. To stay with ${ours}, restore the backup that was taken before the upgrade: orders placed since then are not in it.`,
  ]);
}

/** Of those that a statement finds without naming a schema. */
async function hasTable(database: Kysely<Tables>, name: string): Promise<boolean> {
  const { rows } = await (isPostgres(database)
    ? sql`select 1 where to_regclass(${name}) is not null`
    : sql`select 1 from sqlite_master where type = 'table' and name = ${name}`
  ).execute(database);
  return rows.length > 0;
}

/** @throws where the database cannot keep every letter: an order's name in another script would fail its sale */
async function assertEncoding(database: Kysely<Tables>): Promise<void> {
  const { rows } = await sql<{ name: string; encoding: string }>`
    select current_database() as name, current_setting('server_encoding') as encoding`.execute(
    database,
  );
  const { name, encoding } = rows[0] as (typeof rows)[number];
  if (encoding === 'UTF8') return;
  throw new Error(
    `the database ${name} keeps texts in ${encoding}, and not every letter can be written in that. Make one in UTF-8: CREATE DATABASE checkout ENCODING 'UTF8' LOCALE 'C' TEMPLATE template0`,
  );
}
