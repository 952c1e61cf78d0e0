import { attempt } from '../api/attempt.ts';
import type { PaymentSubject } from '../api/contract.ts';
import type { PaymentResult } from '../state/payment-result.ts';

/** An order that this browser took to a payment window. Only the server's own answer gets here. */
export type KeptOrder = {
  v: 1;
  /** Its address. */
  server: string;
  paymentId: string;
  /** Absent where the server is older than 0.2. */
  secret?: string | undefined;
  /** For its `redirectUrl`, which the server tells once. */
  returnToken?: string | undefined;
  /** The way to pay that it was ordered for. */
  methodId?: string | undefined;
  /** Which of the item's options, or what amount, it was ordered with. */
  choice?: string | undefined;
  /** `open`: not paid as far as is known. `waits`: money may be on its way. `told`: it is over. */
  phase: 'open' | 'waits' | 'told';
  /** The result that the page was told last. */
  announced?: PaymentResult['name'] | undefined;
  /** In milliseconds since 1970, by the buyer's clock: says what is latest, and what is tidied up. */
  savedAt: number;
  /** For how many seconds from then. */
  keep: number;
} & PaymentSubject;

type Kept = { orders: KeptOrder[]; ofThisTab: string[] };

const KEY = 'portone-checkout';
const MAX_ORDERS = 8;

/** Where the server does not say how long: two hours in a window, half an hour afterwards; in seconds. */
export const KEEP_SECONDS = {
  open: 2 * 60 * 60,
  waits: 31 * 24 * 60 * 60,
  told: 30 * 60,
} as const satisfies Record<KeptOrder['phase'], number>;

/** Of this page: all that is left where a browser stores nothing. */
const memory: Kept = { orders: [], ofThisTab: [] };

/** The orders of this browser, the latest first. A page may write anything into its storage. */
export function keptOrders(): KeptOrder[] {
  const now = Date.now();
  const orders = new Map<string, KeptOrder>();
  for (const order of [
    ...ordersIn(local),
    ...ordersIn(session),
    ...inHistory().orders,
    ...memory.orders,
  ]) {
    const id = `${order.server} ${order.paymentId}`;
    const known = orders.get(id);
    const isOver = now - order.savedAt > order.keep * 1_000;
    if (!isOver && (!known || known.savedAt <= order.savedAt)) orders.set(id, order);
  }
  return [...orders.values()].sort((one, other) => other.savedAt - one.savedAt);
}

/**
 * @param server that the order is of: another one may name the id as well, and must not get the secret.
 * Any, where absent
 */
export function keptOrder(paymentId: string, server?: string): KeptOrder | undefined {
  return keptOrders().find(is(paymentId, server));
}

/**
 * Keeps an order, in the first place that takes it: this browser's storage, this tab's, the entry of
 * the history, the page's memory. What is over goes first where there is too much.
 */
export function keepOrder(order: KeptOrder): void {
  const isSame = is(order.paymentId, order.server);
  const others = keptOrders().filter((other) => !isSame(other));
  const isTold = ({ phase }: KeptOrder) => Number(phase === 'told');
  others.sort((one, other) => isTold(one) - isTold(other));
  write([order, ...others.slice(0, MAX_ORDERS - 1)]);
}

/** Removes an order from this browser: of the server, or of any where that is absent. */
export function dropOrder(paymentId: string, server?: string): void {
  const isDropped = is(paymentId, server);
  write(keptOrders().filter((order) => !isDropped(order)));
}

function is(paymentId: string, server: string | undefined) {
  return (order: KeptOrder) =>
    order.paymentId === paymentId && (server === undefined || order.server === server);
}

/** Whether this tab, or the one that it is a copy of, took an order to its window. */
export function isOfThisTab(paymentId: string): boolean {
  return [...idsIn(session), ...inHistory().ofThisTab, ...memory.ofThisTab].includes(paymentId);
}

export function keepForThisTab(paymentId: string): void {
  const ids = [paymentId, ...idsIn(session).filter((id) => id !== paymentId)].slice(0, MAX_ORDERS);
  if (store(session, TAB_KEY, ids)) return;
  memory.ofThisTab = ids;
  writeHistory({ ...inHistory(), ofThisTab: ids });
}

/** Calls back when another tab, or another page of this one, has changed what is kept. */
export function watchKeptOrders(changed: () => void): void {
  addEventListener('storage', ({ key }) => {
    if (key === KEY || key === null) changed();
  });
  // A page in the browser's cache hears nothing.
  addEventListener('pageshow', ({ persisted }) => {
    if (persisted) changed();
  });
}

const TAB_KEY = `${KEY}:tab`;
const local = () => localStorage;
const session = () => sessionStorage;

function write(orders: KeptOrder[]): void {
  memory.orders = [];
  for (const storage of [local, session]) {
    for (let count = orders.length; count >= Math.min(orders.length, 1); count--) {
      // Kept in one place only: what another place holds of them is out of date.
      if (!store(storage, KEY, orders.slice(0, count))) continue;
      if (storage === local) store(session, KEY, []);
      writeHistory({ ...inHistory(), orders: [] });
      return;
    }
  }
  if (!writeHistory({ ...inHistory(), orders })) memory.orders = orders;
}

function ordersIn(storage: () => Storage): KeptOrder[] {
  return listIn(storage, KEY).filter(isKeptOrder);
}

function idsIn(storage: () => Storage): string[] {
  return listIn(storage, TAB_KEY).filter((id) => typeof id === 'string');
}

function isKeptOrder(order: unknown): order is KeptOrder {
  const { v, paymentId, server, itemId, secret, savedAt, keep } = (order ??
    {}) as Partial<KeptOrder>;
  return (
    v === 1 &&
    [paymentId, server, itemId, secret ?? ''].every((text) => typeof text === 'string') &&
    [savedAt, keep].every((number) => typeof number === 'number')
  );
}

function listIn(storage: () => Storage, key: string): unknown[] {
  const list = attempt<unknown>(() => JSON.parse(storage().getItem(key) ?? '[]'), []);
  return Array.isArray(list) ? list : [];
}

/** @returns whether it was stored: a storage may be full, or forbidden, which throws */
function store(storage: () => Storage, key: string, list: unknown[]): boolean {
  return attempt(() => {
    if (list.length > 0) storage().setItem(key, JSON.stringify(list));
    else storage().removeItem(key);
    return true;
  }, false);
}

function inHistory(): Kept {
  const { orders, ofThisTab } = (plainState()?.[KEY] ?? {}) as Partial<Record<keyof Kept, unknown>>;
  const listOf = (list: unknown): unknown[] => (Array.isArray(list) ? list : []);
  return {
    orders: listOf(orders).filter(isKeptOrder),
    ofThisTab: listOf(ofThisTab).filter((id) => typeof id === 'string'),
  };
}

/** @returns whether the page's own state leaves room for ours */
function writeHistory(kept: Kept): boolean {
  const state = plainState();
  const isEmpty = kept.orders.length + kept.ofThisTab.length === 0;
  if (!state || (isEmpty && !(KEY in state))) return !!state;
  const { [KEY]: _, ...others } = state;
  return attempt(() => {
    const next = isEmpty ? others : { ...others, [KEY]: kept };
    history.replaceState(Object.keys(next).length > 0 ? next : null, '');
    return true;
  }, false);
}

/** The state of this entry of the history where it is nothing yet, or an object that can take a field. */
function plainState(): Record<string, unknown> | undefined {
  const state: unknown = history.state ?? {};
  const prototype: unknown = typeof state === 'object' && Object.getPrototypeOf(state);
  return prototype === Object.prototype ? (state as Record<string, unknown>) : undefined;
}
