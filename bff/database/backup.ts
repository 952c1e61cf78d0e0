import { execFile } from 'node:child_process';
import {
  closeSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { join, resolve } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { promisify } from 'node:util';
import { ConfigError } from '../config.ts';

/** Of this program's backups: nothing else in the folder is ever deleted. */
const NAME = /^checkout-\d{4}-\d\d-\d\dT\d\d-\d\d-\d\dZ\.(db|dump)$/;

export type Backup = {
  file: string;
  bytes: number;
  /** Older ones, that were deleted. */
  deleted: string[];
};

/**
 * Writes a copy of the database beside the server that goes on using it, and reads the copy: one that
 * is broken or half written never counts as a backup.
 *
 * @param databaseUrl of a database that is there
 * @param options `keep`: how many backups stay in the folder; `now`: milliseconds since 1970; `env`:
 * where `pg_dump` is found, and what it reads
 * @throws {ConfigError} with what to do
 */
export async function backUp(
  databaseUrl: string,
  { folder, keep, now, env }: { folder: string; keep: number; now: number; env: NodeJS.ProcessEnv },
): Promise<Backup> {
  const isSqlite = databaseUrl.startsWith('sqlite:');
  const time = new Date(now).toISOString().slice(0, 19).replaceAll(':', '-');
  const file = join(resolve(folder), `checkout-${time}Z.${isSqlite ? 'db' : 'dump'}`);
  const unfinished = `${file}.part`;
  try {
    mkdirSync(resolve(folder), { recursive: true, mode: 0o700 });
    // What was sold to whom: only this user reads it.
    closeSync(openSync(unfinished, 'w', 0o600));
  } catch (error) {
    throw new ConfigError([`--to: ${file} cannot be written (${(error as Error).message}).`]);
  }
  try {
    if (isSqlite) copySqlite(resolve(databaseUrl.slice('sqlite:'.length)), unfinished);
    else await dumpPostgres(databaseUrl, unfinished, env);
    sync(unfinished);
    renameSync(unfinished, file);
  } catch (error) {
    rmSync(unfinished, { force: true });
    if (error instanceof ConfigError) throw error;
    throw new ConfigError([`No backup was made: ${(error as Error).message}`]);
  }
  const backups = readdirSync(resolve(folder)).filter((name) => NAME.test(name));
  const deleted = backups.toSorted().slice(0, -keep);
  for (const name of deleted) rmSync(join(resolve(folder), name));
  return { file, bytes: statSync(file).size, deleted };
}

/** One state of the file, whatever is written meanwhile; nothing waits for it. */
function copySqlite(file: string, copy: string): void {
  const database = new DatabaseSync(file, { timeout: 10_000 });
  try {
    database.prepare('VACUUM INTO ?').run(copy);
  } finally {
    database.close();
  }
  const copied = new DatabaseSync(copy, { readOnly: true });
  try {
    const [answer] = copied.prepare('PRAGMA quick_check(1)').all();
    const said = Object.values(answer ?? {})[0];
    if (said !== 'ok') throw new Error(`the copy is damaged (${said})`);
    copied.prepare('select count(*) from kysely_migration').get();
  } finally {
    copied.close();
  }
}

async function dumpPostgres(url: string, file: string, env: NodeJS.ProcessEnv): Promise<void> {
  // What a program is started with, all users of the machine can read.
  const [, start = '', password] = /^(postgres(?:ql)?:\/\/[^/:@?]*):([^/?@]*)@/.exec(url) ?? [];
  const address = password === undefined ? url : url.replace(`${start}:${password}@`, `${start}@`);
  const withPassword = {
    ...env,
    ...(password !== undefined && { PGPASSWORD: decodeURIComponent(password) }),
  };
  await run('pg_dump', ['--no-unlogged-table-data', '-Fc', '-f', file, address], withPassword);
  const list = await run('pg_restore', ['--list', file], env);
  if (!/ TABLE DATA \S+ orders /.test(list)) throw new Error('the dump has no orders in it');
}

async function run(program: string, args: string[], env: NodeJS.ProcessEnv): Promise<string> {
  try {
    const { stdout } = await promisify(execFile)(program, args, {
      env,
      maxBuffer: 64 * 1024 * 1024,
    });
    return stdout;
  } catch (error) {
    const { code, stderr = '', message } = error as NodeJS.ErrnoException & { stderr?: string };
    throw new ConfigError([
      code === 'ENOENT'
        ? `${program} is not on this machine. Install PostgreSQL’s client programs, as new as the server (on Debian: apt install postgresql-client).`
        : `No backup was made: ${program} says: ${stderr.trim() || message}`,
    ]);
  }
}

function sync(file: string): void {
  const descriptor = openSync(file, 'r+');
  fsyncSync(descriptor);
  closeSync(descriptor);
}
