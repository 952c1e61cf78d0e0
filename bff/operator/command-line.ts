import { parseArgs } from 'node:util';
import type { Release } from '../domain/order.ts';
import { portOneStatuses } from '../domain/portone-status.ts';
import { rfc3339 } from '../time/rfc3339.ts';
import type { OperatorStore, StatusFilter } from './operator-store.ts';

/** What an operator asked for. */
export type Command =
  | { name: 'help' }
  | { name: 'list'; filter: Parameters<OperatorStore['list']>[0] }
  | { name: 'show'; paymentId: string }
  | { name: 'held' }
  | { name: 'release'; paymentId: string; word: Pick<Release, 'at' | 'by' | 'note'> }
  | { name: 'stock'; at: string }
  | { name: 'sales'; zone: string; from?: string; to?: string }
  | { name: 'forget'; paymentId: string }
  | { name: 'redeliver'; which: Parameters<OperatorStore['redeliver']>[0]; at: string };

const STATUSES: readonly StatusFilter[] = [...portOneStatuses, 'HELD'];

export const usage = `Usage: npm run --silent orders -- <command> [--json]

  list [--status STATUS] [--since TIME] [--limit N]
      The newest orders, 20 unless told. STATUS is one of
      ${STATUSES.join(', ')}.
      TIME is 90m, 24h or 7d ago, or a time such as 2026-11-24 or 2026-11-24T09:00+09:00;
      times without a zone are UTC.
  show <paymentId>
      The order, its payment, and the events that were sent.
  held
      Payments that a person has to look at, with the evidence: held orders, and
      money without an order.
  release <paymentId> [--note TEXT] [--by NAME]
      Takes a held payment as it stands: the order is fulfilled. Money without an
      order is marked as seen.
  redeliver <event id> | <paymentId> | --dead | --unsent
      Sends events again: one, all of a payment, all that were given up, or all
      that were written while no receiver was configured.
  stock
      Of each shelf, an item or a combination that is counted: how many there are
      by the catalog, sold, held by orders that are not paid, and left.
  sales --csv [--tz ZONE] [--from DATE] [--to DATE]
      What was sold, to whom, where to, with what was refunded: a file for Excel.
      DATE is such as 2026-11-24, the day of the payment in the ZONE, both days
      included; ZONE is such as Asia/Seoul, UTC unless told.
  forget <paymentId>
      Erases what is kept of the buyer: name, phone, e-mail, address, fields.

DATABASE_URL is the server's. --json prints the same for machines.
Exit code: 0, 1 where it could not be done, 2 where the command is not understood.`;

/** The command line is not understood. */
export class UsageError extends Error {}

const options = {
  status: { type: 'string' },
  since: { type: 'string' },
  limit: { type: 'string' },
  note: { type: 'string' },
  by: { type: 'string' },
  dead: { type: 'boolean' },
  unsent: { type: 'boolean' },
  csv: { type: 'boolean' },
  tz: { type: 'string' },
  from: { type: 'string' },
  to: { type: 'string' },
  json: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const;

type Options = ReturnType<typeof readOptions>['values'];

function readOptions(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true });
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}

/** Which options go with which command. */
const optionsOf: Readonly<Record<string, readonly (keyof Options)[]>> = {
  list: ['status', 'since', 'limit'],
  show: [],
  held: [],
  release: ['note', 'by'],
  redeliver: ['dead', 'unsent'],
  stock: [],
  sales: ['csv', 'tz', 'from', 'to'],
  forget: [],
};

/**
 * @param args what follows the name of the program
 * @param now milliseconds since 1970
 * @param user who releases, where `--by` says nothing else
 * @throws {UsageError}
 */
export function parseCommand(
  args: readonly string[],
  now: number,
  user: string,
): Command & { isJson: boolean } {
  const { values, positionals } = readOptions(args);
  const [name, ...rest] = positionals;
  if (values.help || name === 'help') return { name: 'help', isJson: false };
  const allowed = name === undefined ? undefined : optionsOf[name];
  if (name === undefined) throw new UsageError('Which command?');
  if (!allowed) throw new UsageError(`There is no command "${name}".`);
  for (const option of Object.keys(values) as (keyof Options)[]) {
    if (option !== 'json' && !allowed.includes(option)) {
      throw new UsageError(`${name} does not take --${option}.`);
    }
  }
  return { ...commandOf(name, rest, values, now, user), isJson: values.json ?? false };
}

function commandOf(
  name: string,
  rest: readonly string[],
  values: Options,
  now: number,
  user: string,
): Command {
  const at = rfc3339(now);
  switch (name) {
    case 'list':
      none(rest);
      return { name, filter: listFilter(values, now) };
    case 'show':
      return { name, paymentId: one(rest, 'a paymentId') };
    case 'held':
      none(rest);
      return { name };
    case 'release': {
      const { note, by = user } = values;
      return {
        name,
        paymentId: one(rest, 'a paymentId'),
        word: { at, by, ...(note && { note }) },
      };
    }
    case 'stock':
      none(rest);
      return { name, at };
    case 'sales':
      none(rest);
      return salesCommand(values);
    case 'forget':
      return { name, paymentId: one(rest, 'a paymentId') };
    default: {
      const { dead = false, unsent = false } = values;
      if (Number(dead) + Number(unsent) + rest.length !== 1) {
        throw new UsageError(
          'redeliver takes one of an event’s id, a paymentId, --dead, --unsent.',
        );
      }
      const which = dead ? 'dead' : unsent ? 'unsent' : { id: one(rest, 'an id') };
      return { name: 'redeliver', which, at };
    }
  }
}

function none(rest: readonly string[]): void {
  if (rest.length > 0) throw new UsageError(`What is "${rest[0]}" for?`);
}

function one(rest: readonly string[], what: string): string {
  const [first, ...more] = rest;
  if (first === undefined) throw new UsageError(`This takes ${what}.`);
  none(more);
  return first;
}

function listFilter({ status, since, limit = '20' }: Options, now: number) {
  const asked = status?.toUpperCase() as StatusFilter | undefined;
  if (asked !== undefined && !STATUSES.includes(asked)) {
    throw new UsageError(`There is no status "${status}".`);
  }
  if (!/^[1-9]\d{0,5}$/.test(limit)) {
    throw new UsageError('--limit is how many, 1 to 999999.');
  }
  return {
    limit: Number(limit),
    ...(asked && { status: asked }),
    ...(since !== undefined && { since: timeOf(since, now) }),
  };
}

function salesCommand({ csv, json, tz = 'UTC', from, to }: Options): Command {
  if (!csv && !json) throw new UsageError('sales takes --csv, or --json.');
  try {
    new Intl.DateTimeFormat('en', { timeZone: tz });
  } catch {
    throw new UsageError(`There is no time zone "${tz}": write one such as Asia/Seoul.`);
  }
  for (const [name, day] of Object.entries({ from, to })) {
    if (day !== undefined && !isDay(day)) {
      throw new UsageError(`--${name} is a day such as 2026-11-24, not "${day}".`);
    }
  }
  return {
    name: 'sales',
    zone: tz,
    ...(from !== undefined && { from }),
    ...(to !== undefined && { to }),
  };
}

/** 2026-02-30 is none. */
function isDay(text: string): boolean {
  const time = Date.parse(text);
  return (
    /^\d{4}-\d\d-\d\d$/.test(text) &&
    !Number.isNaN(time) &&
    new Date(time).toISOString().startsWith(text)
  );
}

const UNITS = { m: 60_000, h: 3_600_000, d: 86_400_000 } as const;

function timeOf(text: string, now: number): number {
  const span = /^(\d{1,6})([mhd])$/.exec(text);
  if (span) return now - Number(span[1]) * UNITS[span[2] as keyof typeof UNITS];
  const hasZone = /(Z|[+-]\d\d:?\d\d)$/i.test(text) || !text.includes('T');
  const time = Date.parse(hasZone ? text : `${text}Z`);
  if (Number.isNaN(time) || !/^\d{4}-/.test(text)) {
    throw new UsageError(`--since is a span (90m, 24h, 7d) or a time (2026-11-24), not "${text}".`);
  }
  return time;
}
