import { DatabaseSync, type SQLInputValue } from 'node:sqlite';
import type { SqliteDatabase } from 'kysely';

/** A statement waits so long for another process, and the whole server waits with it. */
const BUSY_TIMEOUT_MS = 2_000;

/** A server that starts waits so long for another one that makes the tables: no buyer waits for it yet. */
const OPEN_TIMEOUT_MS = 30_000;

/** Statements that are kept prepared: more than the server has. */
const MAX_PREPARED = 100;

/**
 * Opens a SQLite file the way that Kysely's dialect wants it (it was made for
 * better-sqlite3): with a write-ahead log, and a commit only when the disk has it. What is deleted is
 * overwritten, since buyers' details may not be left in the file.
 *
 * @param path a file, or `:memory:`
 * @throws what `node:sqlite` throws where the file cannot be opened or written
 */
export function openNodeSqlite(path: string): SqliteDatabase {
  const database = new DatabaseSync(path, { timeout: OPEN_TIMEOUT_MS });
  database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON');
  database.exec('PRAGMA secure_delete = ON');
  database.exec(`PRAGMA busy_timeout = ${BUSY_TIMEOUT_MS}`);
  const prepared = new Map<string, ReturnType<SqliteDatabase['prepare']>>();
  return {
    close: () => database.close(),
    prepare(sql) {
      const known = prepared.get(sql);
      if (known) return known;
      const statement = database.prepare(sql);
      const added = {
        reader: statement.columns().length > 0,
        all: (parameters) => statement.all(...(parameters as SQLInputValue[])),
        run: (parameters) => statement.run(...(parameters as SQLInputValue[])),
        iterate: (parameters) => statement.iterate(...(parameters as SQLInputValue[])),
      } satisfies ReturnType<SqliteDatabase['prepare']>;
      if (prepared.size === MAX_PREPARED) prepared.clear();
      prepared.set(sql, added);
      return added;
    },
  };
}
