/**
 * `npm run database`: backs the server's database up, or moves it. Like main.ts it reads the
 * environment and `.env`, and only what says where the database is.
 */
import { resolve } from 'node:path';
import { ConfigError, parseDatabaseUrl } from './config.ts';
import { backUp } from './database/backup.ts';
import { moveToPostgres } from './database/move-to-postgres.ts';
import { readEnvFile, takeEnvFile } from './env-file.ts';
import { existingDatabaseUrl } from './existing-database-url.ts';
import { operatorTranslator } from './i18n/operator-translator.ts';
import { version } from './observability/version.ts';
import { runDatabaseCommand } from './operator/database-command.ts';
import { rfc3339 } from './time/rfc3339.ts';

const { env } = process;

try {
  const { args, file } = takeEnvFile(process.argv.slice(2));
  readEnvFile(file);
  const { text, exitCode } = await runDatabaseCommand(args, {
    backUp: (folder, keep) =>
      backUp(existingDatabaseUrl(env), { folder, keep, now: Date.now(), env }),
    move: (url) =>
      moveToPostgres(sqliteFile(), checkedTarget(url), {
        version,
        now: rfc3339(Date.now()),
      }),
  });
  const translate = await operatorTranslator(env);
  (exitCode === 0 ? console.log : console.error)(translate(text));
  process.exitCode = exitCode;
} catch (error) {
  const translate = await operatorTranslator(env);
  console.error(translate(reasonOf(error as NodeJS.ErrnoException)));
  process.exitCode = 1;
}

function sqliteFile(): string {
  const databaseUrl = existingDatabaseUrl(env);
  if (databaseUrl.startsWith('sqlite:')) return resolve(databaseUrl.slice('sqlite:'.length));
  throw new ConfigError([
    'DATABASE_URL is a PostgreSQL database, and move is for a SQLite file: pg_dump and pg_restore copy a database from one PostgreSQL to another.',
  ]);
}

/** @throws {ConfigError} where the address cannot be one, without quoting it: it has a password in it */
function checkedTarget(url: string): string {
  try {
    return parseDatabaseUrl({ DATABASE_URL: url });
  } catch (error) {
    throw error instanceof ConfigError
      ? new ConfigError(error.problems.map((problem) => problem.replace('DATABASE_URL', '--to')))
      : error;
  }
}

/** What PostgreSQL and its network say names neither password nor rows; several failures at once have no message. */
function reasonOf({ message, code }: NodeJS.ErrnoException): string {
  return message || String(code);
}
