import { mkdirSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import {
  CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  PostgresDialect,
  SqliteAdapter,
  type SqliteDatabase,
  SqliteDialect,
  SqliteDriver,
} from 'kysely';
import { Pool } from 'pg';
import { ConfigError } from '../config.ts';
import { openNodeSqlite } from './node-sqlite.ts';

/** Connections of one server. Its work is short statements, so few of them keep PostgreSQL busy. */
const POOL_SIZE = 10;

/** Milliseconds that a statement may take, or wait for a connection, before the client gets 503. */
const STATEMENT_TIMEOUT_MS = 5_000;

/** Milliseconds that it may wait for a lock: the other entries of its batch wait with it. */
const LOCK_TIMEOUT_MS = 2_000;

/**
 * Milliseconds for which code may keep a connection, at most. A PostgreSQL whose machine was
 * switched off never answers, and would hold the connection for ever.
 */
const MAX_CHECKOUT_MS = 8_000;

/**
 * The way to the database that `DATABASE_URL` names.
 *
 * @param url `sqlite:` and a path, or `postgres://…`
 * @throws {ConfigError} where the SQLite file cannot be opened for writing. A
 * PostgreSQL that does not answer is noticed with the first statement
 */
export function databaseDialect(url: string): Dialect {
  return url.startsWith('sqlite:')
    ? new SqliteFileDialect(url.slice('sqlite:'.length))
    : new PooledPostgresDialect(url);
}

/** PostgreSQL through connections that are shared, and given up rather than waited for. */
export class PooledPostgresDialect extends PostgresDialect {
  readonly #url: string;

  constructor(url: string) {
    super({ pool: createPool(url) });
    this.#url = url;
  }

  /** A connection of its own for what may take its time: an index on a million orders does. */
  withoutStatementTimeout(): Dialect {
    return new PostgresDialect({
      pool: withErrorHandlers(
        new Pool({
          connectionString: this.#url,
          max: 1,
          connectionTimeoutMillis: STATEMENT_TIMEOUT_MS,
        }),
      ),
    });
  }
}

function createPool(url: string): Pool {
  const pool = new Pool({
    connectionString: url,
    max: POOL_SIZE,
    connectionTimeoutMillis: STATEMENT_TIMEOUT_MS,
    statement_timeout: STATEMENT_TIMEOUT_MS,
    lock_timeout: LOCK_TIMEOUT_MS,
    application_name: 'portone-checkout',
  });
  const uses = new Map<object, NodeJS.Timeout>();
  pool.on('acquire', (client) => {
    // Ending a connection under a statement breaks it off, and the pool opens another one.
    uses.set(
      client,
      setTimeout(() => client.end(), MAX_CHECKOUT_MS),
    );
  });
  pool.on('release', (_error, client) => clearTimeout(uses.get(client)));
  pool.on('remove', (client) => uses.delete(client));
  return withErrorHandlers(pool);
}

/**
 * A connection that breaks is replaced by the next statement. Without a listener
 * it would end the process: the pool listens to those that are idle, and passes
 * it on, but not to those that are in use.
 */
function withErrorHandlers(pool: Pool): Pool {
  pool.on('error', () => {});
  pool.on('connect', (client) => client.on('error', () => {}));
  return pool;
}

/** A SQLite file, opened at once. */
class SqliteFileDialect extends SqliteDialect {
  readonly #config: { database: SqliteDatabase };

  constructor(path: string) {
    const config = { database: openSqliteFile(path) };
    super(config);
    this.#config = config;
  }

  override createDriver(): SqliteDriver {
    return new ImmediateSqliteDriver(this.#config);
  }

  override createAdapter(): SqliteAdapter {
    return new TransactionalSqliteAdapter();
  }
}

function openSqliteFile(path: string): SqliteDatabase {
  if (path === ':memory:') return openNodeSqlite(path);
  const file = resolve(path);
  try {
    mkdirSync(dirname(file), { recursive: true });
    return assertSameFile(openNodeSqlite(file), file);
  } catch (error) {
    throw new ConfigError([
      `DATABASE_URL: ${file} cannot be opened for writing (${(error as Error).message}).`,
    ]);
  }
}

/**
 * SQLite goes on writing to a file that was moved, deleted or replaced, and all
 * of it is lost once the server stops. Here a statement fails instead;
 * putting the file back is enough.
 */
function assertSameFile(database: SqliteDatabase, file: string): SqliteDatabase {
  const opened = statSync(file);
  return {
    close: () => database.close(),
    prepare(sql) {
      const now = statSync(file, { throwIfNoEntry: false });
      if (now?.ino !== opened.ino || now.dev !== opened.dev) {
        throw new Error(`${file} is not the file that was opened; put it back, or start again`);
      }
      return database.prepare(sql);
    },
  };
}

/** Asks for the right to write at the start: a transaction that asks later fails at once, instead of waiting. */
class ImmediateSqliteDriver extends SqliteDriver {
  override async beginTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('begin immediate'));
  }
}

/** SQLite changes tables in transactions, too; Kysely's own adapter says that it does not. */
class TransactionalSqliteAdapter extends SqliteAdapter {
  override get supportsTransactionalDdl(): boolean {
    return true;
  }
}
