import { parseArgs } from 'node:util';
import type { Backup } from '../database/backup.ts';
import type { MovedTable } from '../database/move-to-postgres.ts';
import type { CommandResult } from './orders-command.ts';

/** Backups that stay unless told: two weeks of daily ones. */
const KEPT_BACKUPS = 14;

export const usage = `Usage: portone-checkout-database <command>

  backup --to FOLDER [--keep N]
      Copies the database into a new file of the folder, while the server runs, and
      reads the copy. The newest N backups stay there, ${KEPT_BACKUPS} unless told.
  move --to postgres://…
      Copies everything from SQLite into an empty PostgreSQL database. The server has
      to be stopped. Afterwards no server starts on the SQLite file any more.

DATABASE_URL is the server's, from the environment, or from .env in this folder unless
--env-file names another file.
Exit code: 0, 1 where it could not be done, 2 where the command is not understood.`;

export type DatabaseActions = {
  backUp(folder: string, keep: number): Promise<Backup>;
  move(url: string): Promise<MovedTable[]>;
};

type Asked =
  | { name: 'help' }
  | { name: 'backup'; folder: string; keep: number }
  | { name: 'move'; url: string };

/** @param args what follows the name of the program */
export async function runDatabaseCommand(
  args: readonly string[],
  { backUp, move }: DatabaseActions,
): Promise<CommandResult> {
  const asked = parse(args);
  if (typeof asked === 'string') return { text: `${asked}\n\n${usage}`, exitCode: 2 };
  switch (asked.name) {
    case 'help':
      return { text: usage, exitCode: 0 };
    case 'backup': {
      const { file, bytes, deleted } = await backUp(asked.folder, asked.keep);
      const older = deleted.map((name) => `\nDeleted ${name}.`).join('');
      return { text: `Wrote ${file}, ${bytes} bytes.${older}`, exitCode: 0 };
    }
    case 'move': {
      const moved = await move(asked.url);
      const lines = moved.map(({ table, rows }) => `  ${table}: ${rows}`);
      const next =
        'All of it is in PostgreSQL. Set DATABASE_URL to that database, for the server and for this command, and start the server. The SQLite file stays as it is, for no server.';
      return { text: ['Rows moved, by table:', ...lines, '', next].join('\n'), exitCode: 0 };
    }
  }
}

/** What is asked for, or why that is not understood. */
function parse(args: readonly string[]): Asked | string {
  let parsed: ReturnType<typeof readOptions>;
  try {
    parsed = readOptions(args);
  } catch (error) {
    return (error as Error).message;
  }
  const { values, positionals } = parsed;
  const [name, ...rest] = positionals;
  if (values.help || name === 'help') return { name: 'help' };
  if (name === undefined) return 'Which command?';
  if (rest.length > 0) return `What is "${rest[0]}" for?`;
  const { to = '', keep } = values;
  if (name === 'backup') {
    if (to === '') return 'backup takes --to and a folder.';
    if (keep !== undefined && !/^[1-9]\d{0,4}$/.test(keep))
      return '--keep is how many, 1 to 99999.';
    return { name, folder: to, keep: Number(keep ?? KEPT_BACKUPS) };
  }
  if (name === 'move') {
    if (keep !== undefined) return 'move does not take --keep.';
    if (!/^postgres(ql)?:\/\//.test(to)) return 'move takes --to and an address, postgres://….';
    return { name, url: to };
  }
  return `There is no command "${name}".`;
}

function readOptions(args: readonly string[]) {
  const options = {
    to: { type: 'string' },
    keep: { type: 'string' },
    help: { type: 'boolean', short: 'h' },
  } as const;
  return parseArgs({ args: [...args], options, allowPositionals: true });
}
