import { parseArgs } from 'node:util';
import { type Order, type PortOneStatus, portOneStatuses, type Release } from '../domain/order.ts';
import { type ReleaseRefusal, releaseOrder } from '../domain/release-order.ts';
import type { OrderStore, UnmatchedPayment } from '../domain/settle-payment.ts';
import { type OrderFacts, orderFacts } from './order-facts.ts';
import { heldText, listText, orderText, strayText } from './orders-text.ts';

/** Something that was to be told to the owner, and how far it has come. */
export type StoredEvent = {
  id: string;
  type: string;
  createdAt: string;
  attempts: number;
  /** When it is sent next; absent once it is delivered, given up, or if it is owed to nobody. */
  dueAt?: string;
  deliveredAt?: string;
  lastError?: string;
};

/** Money that came in without an order. */
export type Stray = UnmatchedPayment & {
  firstSeenAt: string;
  seen?: Pick<Release, 'at' | 'by' | 'note'>;
};

export type StatusFilter = PortOneStatus | 'HELD';

/** What an operator may see and do in the database of a server, while it runs. */
export type OperatorStore = Pick<OrderStore, 'find' | 'settle'> & {
  /**
   * The newest orders first.
   *
   * @param filter `since` in milliseconds since 1970
   */
  list(filter: { status?: StatusFilter; since?: number; limit: number }): Promise<Order[]>;
  held(): Promise<Order[]>;
  /** Those whose money is still here, and that nobody has marked as seen. */
  strays(): Promise<Stray[]>;
  findStray(paymentId: string): Promise<Stray | undefined>;
  markSeen(paymentId: string, seen: Pick<Release, 'at' | 'by' | 'note'>): Promise<void>;
  events(paymentId: string): Promise<StoredEvent[]>;
  /**
   * Makes events due at once, with all their attempts before them: those of an
   * id, their own or a payment's; those that were given up; or those that were
   * never owed, since nobody was told then.
   *
   * @param now RFC 3339
   * @returns how many there are
   */
  redeliver(which: { id: string } | 'dead' | 'unsent', now: string): Promise<number>;
  close(): Promise<void>;
};

/** What the operator reads, and whether it came off: 0, 1 where it did not, 2 where nobody knows what was wanted. */
export type CommandResult = { text: string; exitCode: 0 | 1 | 2 };

const STATUSES: readonly StatusFilter[] = [...portOneStatuses, 'HELD'];

export const usage = `Usage: npm run --silent orders -- <command> [--json]

  list [--status STATUS] [--since TIME] [--limit N]
      The newest orders, 20 unless told. STATUS is one of
      ${STATUSES.join(', ')}.
      TIME is 90m, 24h or 7d ago, or a time such as 2026-11-24 or 2026-11-24T09:00+09:00;
      times without a zone are UTC.
  show <paymentId>
      What was ordered, what came of it, and what was told of it.
  held
      Payments that a person has to look at, with the evidence: held orders, and
      money without an order.
  release <paymentId> [--note TEXT] [--by NAME]
      Takes a held payment as it stands: the order is fulfilled. Money without an
      order is marked as seen.
  redeliver <event id> | <paymentId> | --dead | --unsent
      Sends events again: one, all of a payment, all that were given up, or all
      that were written while nobody was told.

DATABASE_URL is the server's. --json prints the same for machines.
Exit code: 0, 1 where it could not be done, 2 where the command is not understood.`;

class UsageError extends Error {}
/** What cannot be done, and why. */
class Refusal extends Error {}

export type CommandDependencies = {
  openStore: () => Promise<OperatorStore>;
  /** Milliseconds since 1970. */
  now: number;
  /** Who is at it, as far as the machine knows. */
  user: string;
};

/**
 * Does what an operator types.
 *
 * @param args what stands behind the name of the program
 * @throws {CheckoutError} `STORE_UNAVAILABLE`
 */
export async function runOrdersCommand(
  args: readonly string[],
  { openStore, now, user }: CommandDependencies,
): Promise<CommandResult> {
  try {
    const command = parseCommand(args, now, user);
    if (command === 'help') return { text: usage, exitCode: 0 };
    const store = await openStore();
    try {
      const { facts, text } = await command.run(store);
      return { text: command.isJson ? JSON.stringify(facts, null, 2) : text, exitCode: 0 };
    } finally {
      await store.close();
    }
  } catch (error) {
    if (error instanceof UsageError) return { text: `${error.message}\n\n${usage}`, exitCode: 2 };
    if (error instanceof Refusal) return { text: error.message, exitCode: 1 };
    throw error;
  }
}

/** The same twice: for machines, and for people. */
type Answer = { facts: unknown; text: string };
type Run = (store: OperatorStore) => Promise<Answer>;

const options = {
  status: { type: 'string' },
  since: { type: 'string' },
  limit: { type: 'string' },
  note: { type: 'string' },
  by: { type: 'string' },
  dead: { type: 'boolean' },
  unsent: { type: 'boolean' },
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
};

function parseCommand(
  args: readonly string[],
  now: number,
  user: string,
): 'help' | { run: Run; isJson: boolean } {
  const { values, positionals } = readOptions(args);
  const [name, ...rest] = positionals;
  if (values.help || name === 'help') return 'help';
  const allowed = name === undefined ? undefined : optionsOf[name];
  if (name === undefined) throw new UsageError('Which command?');
  if (!allowed) throw new UsageError(`There is no command "${name}".`);
  for (const option of Object.keys(values) as (keyof Options)[]) {
    if (option !== 'json' && !allowed.includes(option)) {
      throw new UsageError(`${name} does not take --${option}.`);
    }
  }
  return { run: commandOf(name, rest, values, now, user), isJson: values.json ?? false };
}

function commandOf(
  name: string,
  rest: readonly string[],
  values: Options,
  now: number,
  user: string,
): Run {
  const at = new Date(now).toISOString();
  switch (name) {
    case 'list': {
      none(rest);
      const filter = listFilter(values, now);
      return (store) => list(store, filter);
    }
    case 'show': {
      const paymentId = one(rest, 'a paymentId');
      return (store) => show(store, paymentId);
    }
    case 'held':
      none(rest);
      return held;
    case 'release': {
      const paymentId = one(rest, 'a paymentId');
      const { note, by = user } = values;
      return (store) => release(store, paymentId, { at, by, ...(note && { note }) });
    }
    default: {
      const { dead = false, unsent = false } = values;
      if (Number(dead) + Number(unsent) + rest.length !== 1) {
        throw new UsageError(
          'redeliver takes one of an event’s id, a paymentId, --dead, --unsent.',
        );
      }
      const which = dead ? 'dead' : unsent ? 'unsent' : { id: one(rest, 'an id') };
      return (store) => redeliver(store, which, at);
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

async function list(
  store: OperatorStore,
  filter: Parameters<OperatorStore['list']>[0],
): Promise<Answer> {
  const orders = (await store.list(filter)).map(orderFacts);
  return { facts: orders, text: listText(orders) };
}

async function show(store: OperatorStore, paymentId: string): Promise<Answer> {
  const order = await store.find(paymentId);
  if (order) {
    const facts: OrderFacts & { events: StoredEvent[] } = {
      ...orderFacts(order),
      events: await store.events(paymentId),
    };
    return { facts, text: orderText(facts) };
  }
  const stray = await store.findStray(paymentId);
  if (!stray) throw new Refusal(`There is no payment ${paymentId} here.`);
  return { facts: { stray }, text: strayText(stray) };
}

async function held(store: OperatorStore): Promise<Answer> {
  const orders = (await store.held()).map(orderFacts);
  const strays = await store.strays();
  return { facts: { orders, strays }, text: heldText(orders, strays) };
}

const reasons: Readonly<Record<ReleaseRefusal, string>> = {
  NOT_SEEN: 'nobody has paid it',
  NOT_HELD: 'it is not held',
  UNPAID: 'no money has come in yet. Once it has, it is compared again, and can be released then',
  CANCELLED: 'the money has been given back',
};

async function release(
  store: OperatorStore,
  paymentId: string,
  word: Pick<Release, 'at' | 'by' | 'note'>,
): Promise<Answer> {
  // The server may be moving the order at the same time: whoever is slower looks again.
  for (;;) {
    const order = await store.find(paymentId);
    if (!order) break;
    const result = releaseOrder(order, word);
    if ('refusal' in result) {
      throw new Refusal(`${paymentId} cannot be released: ${reasons[result.refusal]}.`);
    }
    const settled = await store.settle(order, result.settlement, result.events);
    if (!settled) continue;
    const isFulfilled = result.events.length > 0;
    return {
      facts: orderFacts(settled),
      text: isFulfilled
        ? `${paymentId} is released and fulfilled; payment.paid will be sent.`
        : `${paymentId} is released; it had been fulfilled before.`,
    };
  }
  const stray = await store.findStray(paymentId);
  if (!stray) throw new Refusal(`There is no payment ${paymentId} here.`);
  await store.markSeen(paymentId, word);
  return {
    facts: { stray: { ...stray, seen: word } },
    text: `${paymentId} has no order, so nothing is fulfilled; it is marked as seen.`,
  };
}

async function redeliver(
  store: OperatorStore,
  which: Parameters<OperatorStore['redeliver']>[0],
  at: string,
): Promise<Answer> {
  const count = await store.redeliver(which, at);
  if (count === 0 && typeof which !== 'string') {
    throw new Refusal(`There is no event, and no payment with events, of the id ${which.id}.`);
  }
  return {
    facts: { redelivered: count },
    text: count === 1 ? '1 event is due now.' : `${count} events are due now.`,
  };
}
