import type { CountedShelf } from '../database/stock-store.ts';
import type { Order, Release } from '../domain/order.ts';
import { type ReleaseError, releaseOrder } from '../domain/release-order.ts';
import type { Translate } from '../i18n/translate.ts';
import type { Command } from './command-line.ts';
import type { OperatorStore, StoredEvent } from './operator-store.ts';
import { type OrderFacts, orderFacts } from './order-facts.ts';
import {
  forgottenText,
  heldText,
  listText,
  orderText,
  type ShelfFacts,
  stockText,
  unmatchedText,
  withUnreadable,
} from './orders-text.ts';
import { type Sale, saleOf, salesCsv } from './sales-csv.ts';

/** A command that cannot be carried out; the message says why. */
export class CommandError extends Error {}

/** The same answer twice: for machines, and for people. */
export type Answer = { facts: unknown; text: string };

/**
 * Carries a command out.
 *
 * @throws {CommandError}
 * @throws {CheckoutError} `STORE_UNAVAILABLE`
 */
export async function carryOut(
  command: Exclude<Command, { name: 'help' }>,
  store: OperatorStore,
  translate: Translate = (text) => text,
): Promise<Answer> {
  switch (command.name) {
    case 'list':
      return list(store, command.filter, translate);
    case 'show':
      return show(store, command.paymentId, translate);
    case 'held':
      return held(store, translate);
    case 'release':
      return release(store, command.paymentId, command.word, translate);
    case 'stock':
      return stock(store, command.at, translate);
    case 'sales':
      return sales(store, command);
    case 'forget':
      return forget(store, command.paymentId, translate);
    case 'redeliver':
      return redeliver(store, command.which, command.at, translate);
  }
}

async function list(
  store: OperatorStore,
  filter: Parameters<OperatorStore['list']>[0],
  translate: Translate,
): Promise<Answer> {
  const { readable, unreadable } = await store.list(filter);
  const orders = readable.map(orderFacts);
  return {
    facts: [...orders, ...unreadable.map(unreadableFacts)],
    text: withUnreadable(listText(orders, translate), unreadable, translate),
  };
}

async function show(
  store: OperatorStore,
  paymentId: string,
  translate: Translate,
): Promise<Answer> {
  const order = await store.find(paymentId);
  if (order) {
    const facts: OrderFacts & { events: StoredEvent[] } = {
      ...orderFacts(order),
      events: await store.events(paymentId),
    };
    return { facts, text: orderText(facts, translate) };
  }
  const payment = await store.findUnmatched(paymentId);
  if (!payment) throw new CommandError(`There is no payment ${paymentId} here.`);
  return { facts: { stray: payment }, text: unmatchedText(payment, translate) };
}

async function held(store: OperatorStore, translate: Translate): Promise<Answer> {
  const held = await store.held();
  const orders = held.readable.map(orderFacts);
  const strays = await store.listUnmatched();
  return {
    facts: {
      orders: [...orders, ...held.unreadable.map(unreadableFacts)],
      strays: [...strays.readable, ...strays.unreadable.map(unreadableFacts)],
    },
    text: withUnreadable(
      heldText(orders, strays.readable, translate),
      [...held.unreadable, ...strays.unreadable],
      translate,
    ),
  };
}

async function stock(store: OperatorStore, at: string, translate: Translate): Promise<Answer> {
  const shelves = (await store.shelves(Date.parse(at))).map(shelfFacts);
  return { facts: shelves, text: stockText(shelves, translate) };
}

function shelfFacts({ shelf, stock, sold, held }: CountedShelf): ShelfFacts {
  return {
    shelf,
    ...(stock !== null && { stock }),
    sold,
    held,
    ...(stock !== null && { left: Math.max(0, stock - sold - held) }),
  };
}

/** What a release has sold that there is not, in words: nothing stands in a person's way. */
async function oversoldText(store: OperatorStore, order: Order, at: string): Promise<string> {
  const claim = order.sale?.stock;
  if (!claim) return '';
  const shelves = await store.shelves(Date.parse(at));
  const { stock = null, sold = 0 } = shelves.find(({ shelf }) => shelf === claim.shelf) ?? {};
  return stock !== null && sold > stock
    ? ` Of ${claim.shelf} ${sold} are sold now, and the catalog counts ${stock}.`
    : '';
}

const unreadableFacts = (paymentId: string) => ({ paymentId, isUnreadable: true });

const reasons: Readonly<Record<ReleaseError, string>> = {
  NOT_SEEN: 'it has not been paid',
  NOT_HELD: 'it is not held',
  UNPAID: 'no money has come in yet. Once it has, it is compared again, and can be released then',
  CANCELLED: 'the money has been given back',
};

async function release(
  store: OperatorStore,
  paymentId: string,
  word: Pick<Release, 'at' | 'by' | 'note'>,
  translate: Translate,
): Promise<Answer> {
  // The server may change the order at the same time. The slower one reads it again.
  for (;;) {
    const order = await store.find(paymentId);
    if (!order) break;
    const result = releaseOrder(order, word);
    if ('error' in result) {
      throw new CommandError(`${paymentId} cannot be released: ${reasons[result.error]}.`);
    }
    const settled = await store.settle(order, result.settlement, result.events);
    if (!settled) continue;
    const isFulfilled = result.events.length > 0;
    const oversold = await oversoldText(store, settled, word.at);
    return {
      facts: orderFacts(settled),
      text: translate(
        isFulfilled
          ? `${paymentId} is released and fulfilled; payment.paid will be sent.${oversold}`
          : `${paymentId} is released; it had been fulfilled before.`,
      ),
    };
  }
  const payment = await store.findUnmatched(paymentId);
  if (!payment) throw new CommandError(`There is no payment ${paymentId} here.`);
  await store.markSeen(paymentId, word);
  return {
    facts: { stray: { ...payment, seen: word } },
    text: translate(`${paymentId} has no order, so nothing is fulfilled; it is marked as seen.`),
  };
}

/** Orders of one statement. */
const PAGE_SIZE = 500;

async function sales(
  store: OperatorStore,
  { zone, from, to }: Extract<Command, { name: 'sales' }>,
): Promise<Answer> {
  const sold: Sale[] = [];
  const unreadable: string[] = [];
  for (let after: string | undefined, isLast = false; !isLast; ) {
    const page = await store.sales(PAGE_SIZE, after);
    const found = page.readable.map((one) => saleOf(one, zone));
    sold.push(
      ...found.filter(({ paidAt }) => {
        const day = paidAt.slice(0, 'YYYY-MM-DD'.length);
        return (from === undefined || day >= from) && (to === undefined || day <= to);
      }),
    );
    unreadable.push(...page.unreadable);
    after = page.last;
    isLast = after === undefined;
  }
  sold.sort((one, other) => one.paidAt.localeCompare(other.paidAt));
  return {
    facts: [...sold, ...unreadable.map(unreadableFacts)],
    text: salesCsv(sold, zone, unreadable),
  };
}

async function forget(
  store: OperatorStore,
  paymentId: string,
  translate: Translate,
): Promise<Answer> {
  const order = await store.find(paymentId);
  const isErased = await store.forget(paymentId);
  if (!order && !isErased) throw new CommandError(`There is no order ${paymentId} here.`);
  return { facts: { paymentId, isErased }, text: translate(forgottenText(paymentId, isErased)) };
}

async function redeliver(
  store: OperatorStore,
  which: Parameters<OperatorStore['redeliver']>[0],
  at: string,
  translate: Translate,
): Promise<Answer> {
  const count = await store.redeliver(which, at);
  if (count === 0 && typeof which !== 'string') {
    throw new CommandError(`There is no event, and no payment with events, of the id ${which.id}.`);
  }
  return {
    facts: { redelivered: count },
    text: translate(count === 1 ? '1 event is due now.' : `${count} events are due now.`),
  };
}
