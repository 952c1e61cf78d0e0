import { accessSync, constants, existsSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { Kysely } from 'kysely';
import { ConfigError } from '../config.ts';
import { databaseDialect } from '../database/dialects.ts';
import { latestMigration, migrationProvider } from '../database/migrations.ts';
import { openStore, type Store } from '../database/open-store.ts';
import { placeOfDatabase } from '../database/place-of-database.ts';
import type { Tables } from '../database/tables.ts';
import { type CheckLine, linesOf } from './check-line.ts';

const { good, doubtful, wrong } = linesOf('database');

/**
 * Looks at a database and changes nothing in it: no file and no tables are made.
 *
 * @returns the store as well, where the tables are those of this version; the caller closes it
 */
export async function checkDatabase(
  url: string,
): Promise<{ lines: CheckLine[]; store?: Store | undefined }> {
  const place = placeOfDatabase(url);
  if (url === 'sqlite::memory:') {
    return {
      lines: [doubtful('It is in memory only: every order is lost when the server stops.')],
    };
  }
  if (url.startsWith('sqlite:') && !existsSync(resolve(url.slice('sqlite:'.length)))) {
    const problem = problemOfFolder(resolve(url.slice('sqlite:'.length)));
    return {
      lines: [
        problem
          ? wrong(
              `There is no ${place}, and it cannot be made there (${problem}). Let the server’s user write in its folder.`,
            )
          : doubtful(
              `There is no ${place} yet: the first start makes it. If a server has run already, this is another folder or another DATABASE_URL than the server’s.`,
            ),
      ],
    };
  }
  try {
    const state = await stateOfTables(url);
    if (state === 'none') {
      return {
        lines: [doubtful(`${place} has no tables yet: the first start of the server makes them.`)],
      };
    }
    if (state === 'older') {
      return {
        lines: [
          doubtful(
            `${place} has the tables of an older version: the next start brings them up to date. Take a backup before.`,
          ),
        ],
      };
    }
    if (state === 'newer') {
      return {
        lines: [
          wrong(
            `${place} has the tables of a newer version than this one. Run that version, or restore the backup that was taken before it.`,
          ),
        ],
      };
    }
    // The tables are there, so that opening changes nothing.
    const store = await openStore(databaseDialect(url), { sendsEvents: false });
    await store.ping();
    const lines = [good(`${place} answers, can be written, and has the tables of this version.`)];
    if (store.warning !== undefined) lines.push(doubtful(store.warning));
    return { lines, store };
  } catch (error) {
    return { lines: [wrong(reasonOf(error, place))] };
  }
}

async function stateOfTables(url: string): Promise<'none' | 'older' | 'newer' | 'current'> {
  const database = new Kysely<Tables>({ dialect: databaseDialect(url) });
  try {
    const tables = await database.introspection.getTables({ withInternalKyselyTables: true });
    if (!tables.some(({ name }) => name === 'kysely_migration')) return 'none';
    const rows = await database.selectFrom('kysely_migration').select('name').execute();
    const known = await migrationProvider.getMigrations();
    if (rows.some(({ name }) => !Object.hasOwn(known, name))) return 'newer';
    return rows.some(({ name }) => name === latestMigration) ? 'current' : 'older';
  } finally {
    await database.destroy();
  }
}

/** Why a file, and the folders that it lacks, cannot be made by this user. */
function problemOfFolder(file: string): string | undefined {
  let folder = dirname(file);
  while (!existsSync(folder)) folder = dirname(folder);
  if (!statSync(folder).isDirectory()) return `ENOTDIR: ${folder}`;
  try {
    accessSync(folder, constants.W_OK | constants.X_OK);
    return undefined;
  } catch (error) {
    return `${(error as NodeJS.ErrnoException).code}: ${folder}`;
  }
}

function reasonOf(error: unknown, place: string): string {
  if (error instanceof ConfigError) return error.message;
  const { message, cause, code } = error as NodeJS.ErrnoException;
  const inner =
    cause instanceof Error ? cause.message || (cause as NodeJS.ErrnoException).code : '';
  return `${place} cannot be used (${inner || message || code}). Is it running, and are user, password and name in DATABASE_URL right?`;
}
