import { chmodSync, closeSync, existsSync, mkdirSync, openSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import {
  CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  PostgresAdapter,
  PostgresDialect,
  type QueryExecutorProvider,
  SqliteAdapter,
  type SqliteDatabase,
  SqliteDialect,
  SqliteDriver,
  sql,
} from 'kysely';
import { ConfigError } from '../config.ts';
import { openNodeSqlite } from './node-sqlite.ts';
import { patientPool, postgresPool } from './postgres-pool.ts';

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
    super({ pool: () => postgresPool(url) });
    this.#url = url;
  }

  override createAdapter(): PostgresAdapter {
    return new LockedPostgresAdapter();
  }

  /** A connection of its own for what may take its time. */
  withoutStatementTimeout(): Dialect {
    const url = this.#url;
    return new (class extends PostgresDialect {
      override createAdapter(): PostgresAdapter {
        return new LockedPostgresAdapter();
      }
    })({ pool: () => Promise.resolve(patientPool(url)) });
  }
}

/**
 * Migrations hold a lock of their transaction ({@link lockMigrations}). Kysely's own is one of the
 * session, and where a pooler gives every transaction another session, it stays behind in one of them.
 */
class LockedPostgresAdapter extends PostgresAdapter {
  override async acquireMigrationLock(): Promise<void> {}
  override async releaseMigrationLock(): Promise<void> {}
}

/** The lock that Kysely takes for migrations: earlier versions of the server wait for it, too. */
const MIGRATION_LOCK = '3853314791062309107';

/** Lets a transaction on PostgreSQL migrate, one at a time, for as long as it takes. */
export async function lockMigrations(transaction: QueryExecutorProvider): Promise<void> {
  await sql`
    select set_config('statement_timeout', '0', true), set_config('lock_timeout', '0', true)`.execute(
    transaction,
  );
  await sql`select pg_advisory_xact_lock(${sql.lit(MIGRATION_LOCK)}::bigint)`.execute(transaction);
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
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    keepPrivate(file);
    return assertSameFile(openNodeSqlite(file), file);
  } catch (error) {
    throw new ConfigError([
      `DATABASE_URL: ${file} cannot be opened for writing (${(error as Error).message}).`,
    ]);
  }
}

/** Only the server's user reads what was sold to whom. SQLite gives its journals the mode of the file. */
function keepPrivate(file: string): void {
  closeSync(openSync(file, 'a', 0o600));
  for (const name of [file, `${file}-wal`, `${file}-shm`, `${file}-journal`]) {
    if (!existsSync(name)) continue;
    try {
      // A file of an earlier version was readable for all.
      chmodSync(name, 0o600);
    } catch {
      // Another user's file: who may read it is for that user to say.
    }
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
