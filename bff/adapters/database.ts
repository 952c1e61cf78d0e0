import { mkdirSync, type Stats, statSync } from 'node:fs';
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
import { openNodeSqlite } from './node-sqlite-database.ts';

/** Connections of one server. Its work is short statements, so few of them keep PostgreSQL busy. */
const POOL_SIZE = 10;

/** Milliseconds that a statement may wait for a connection, or for a lock, before the caller hears 503. */
const PATIENCE = 5_000;

/**
 * Milliseconds that anybody may keep a connection. A PostgreSQL that has gone
 * without a word, as when its machine is switched off, would keep it for ever.
 */
const LONGEST_USE = 8_000;

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
    super({ pool: boundedPool(url) });
    this.#url = url;
  }

  /** A connection of its own for what may take its time: an index on a million orders does. */
  unhurried(): Dialect {
    return new PostgresDialect({
      pool: listenedTo(
        new Pool({ connectionString: this.#url, max: 1, connectionTimeoutMillis: PATIENCE }),
      ),
    });
  }
}

function boundedPool(url: string): Pool {
  const pool = new Pool({
    connectionString: url,
    max: POOL_SIZE,
    connectionTimeoutMillis: PATIENCE,
    statement_timeout: PATIENCE,
    lock_timeout: PATIENCE,
    application_name: 'portone-checkout',
  });
  const uses = new Map<object, NodeJS.Timeout>();
  pool.on('acquire', (client) => {
    // Ending a connection under a statement breaks it off, and the pool opens another one.
    uses.set(
      client,
      setTimeout(() => client.end(), LONGEST_USE),
    );
  });
  pool.on('release', (_error, client) => clearTimeout(uses.get(client)));
  pool.on('remove', (client) => uses.delete(client));
  return listenedTo(pool);
}

/**
 * A connection that breaks is replaced by the next statement. Without a listener
 * it would end the process: the pool listens to those that are idle, and passes
 * it on; nobody listens to one that is in use.
 */
function listenedTo(pool: Pool): Pool {
  pool.on('error', () => {});
  pool.on('connect', (client) => client.on('error', () => {}));
  return pool;
}

/** A SQLite file, opened at once. */
class SqliteFileDialect extends SqliteDialect {
  readonly #file: SqliteFile;

  constructor(path: string) {
    const file = openSqliteFile(path);
    super(file);
    this.#file = file;
  }

  override createDriver(): SqliteDriver {
    return new SqliteFileDriver(this.#file);
  }

  override createAdapter(): SqliteAdapter {
    return new TransactionalSqliteAdapter();
  }
}

type SqliteFile = {
  database: SqliteDatabase;
  /** Nothing for a database in memory. */
  path: string | undefined;
};

function openSqliteFile(path: string): SqliteFile {
  if (path === ':memory:') return { database: openNodeSqlite(path), path: undefined };
  const file = resolve(path);
  try {
    mkdirSync(dirname(file), { recursive: true });
    return { database: openNodeSqlite(file), path: file };
  } catch (error) {
    throw new ConfigError([
      `DATABASE_URL: ${file} cannot be opened for writing (${(error as Error).message}).`,
    ]);
  }
}

class SqliteFileDriver extends SqliteDriver {
  readonly #path: string | undefined;
  readonly #opened: Stats | undefined;

  constructor({ database, path }: SqliteFile) {
    super({ database });
    this.#path = path;
    this.#opened = this.#statOf(path);
  }

  /**
   * SQLite goes on writing to a file that was moved, deleted or replaced, and all
   * of it is lost once the server stops. Putting the file back is enough.
   */
  override acquireConnection(): Promise<DatabaseConnection> {
    const now = this.#statOf(this.#path);
    if (now?.ino !== this.#opened?.ino || now?.dev !== this.#opened?.dev) {
      throw new Error(`${this.#path} is not the file that was opened; put it back, or start again`);
    }
    return super.acquireConnection();
  }

  /** With the right to write from the start: one that asks for it later is refused at once, instead of waiting. */
  override async beginTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('begin immediate'));
  }

  #statOf(path: string | undefined): Stats | undefined {
    return path === undefined ? undefined : statSync(path, { throwIfNoEntry: false });
  }
}

/** SQLite changes tables in transactions, too; Kysely's own adapter has it that it does not. */
class TransactionalSqliteAdapter extends SqliteAdapter {
  override get supportsTransactionalDdl(): boolean {
    return true;
  }
}
