import { mkdirSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { type Dialect, PostgresDialect, SqliteDialect } from 'kysely';
import { Pool } from 'pg';
import { ConfigError } from '../config.ts';
import { openNodeSqlite } from './node-sqlite-database.ts';

/** Connections of one server. Its work is short statements, so few of them keep PostgreSQL busy. */
const POOL_SIZE = 10;

/** Milliseconds that a statement may wait for a connection, or for a lock, before the caller hears 503. */
const PATIENCE = 5_000;

/**
 * The way to the database that `DATABASE_URL` names.
 *
 * @param url `sqlite:` and a path, or `postgres://…`
 * @throws {ConfigError} where the SQLite file cannot be opened for writing. A
 * PostgreSQL that does not answer is noticed with the first statement
 */
export function databaseDialect(url: string): Dialect {
  return url.startsWith('sqlite:')
    ? new SqliteDialect({ database: openSqliteFile(url.slice('sqlite:'.length)) })
    : new PostgresDialect({ pool: postgresPool(url) });
}

function openSqliteFile(path: string) {
  const file = path === ':memory:' ? path : resolve(path);
  try {
    mkdirSync(dirname(file), { recursive: true });
    return openNodeSqlite(file);
  } catch (error) {
    throw new ConfigError([
      `DATABASE_URL: ${file} cannot be opened for writing (${(error as Error).message}).`,
    ]);
  }
}

function postgresPool(url: string): Pool {
  const pool = new Pool({
    connectionString: url,
    max: POOL_SIZE,
    connectionTimeoutMillis: PATIENCE,
    statement_timeout: PATIENCE,
    lock_timeout: PATIENCE,
    application_name: 'portone-checkout',
  });
  // An idle connection that breaks is replaced by the next statement; without
  // a listener it would end the process.
  pool.on('error', () => {});
  return pool;
}
