import { type BffClient, BffError } from '../api/checkout-api.ts';
import type { PaymentAnswer, ReturnAnswer, ReturnRequest } from '../api/contract.ts';
import type { PaymentState } from '../state/checkout-state.ts';
import { type KnownSubject, subjectOf } from '../state/payment-result.ts';
import { allows } from '../state/reduce-checkout.ts';
import { bringIntoView } from './bring-into-view.ts';
import {
  isOfThisTab,
  type KeptOrder,
  keptOrder,
  keptOrders,
  watchKeptOrders,
} from './kept-orders.ts';
import { isLegacyOrder, type LegacyReturn } from './legacy-return.ts';
import { type PagePayment, page, paymentKeyOf } from './page.ts';
import { type FollowedPayment, followPayment } from './page-payment.ts';
import { type ToldReturn, toldReturn } from './told-return.ts';

type Server = Pick<FollowedPayment, 'bff' | 'clock'>;

/** An item waits no longer than this for what is known of its payment, in milliseconds. */
const MEETING_MS = 4_000;
/** What this browser ordered itself waits no longer than this for the mark that it came back with, in milliseconds. */
const KEPT_MS = 1_000;
/** Between two tries to redeem a mark while the server cannot be asked: a mark is good for ten minutes. */
const REDEEM_MS = [1_000, 2_000, 4_000, 8_000, 15_000, 30_000, 60_000, 120_000];
/** How many orders a mark is shown to. */
const MAX_PROOFS = 8;

/**
 * Looks, once for a page, for a payment of an item that is on its way: the page may have been opened
 * by a return, or again by a buyer who had left it.
 *
 * @returns once it is known, or has taken too long
 */
export async function meetPayment(server: Server, itemId: string): Promise<void> {
  const key = paymentKeyOf(server.bff.server, itemId);
  const known =
    page.meetings.get(key) ??
    // Whatever goes wrong here, the item can be sold.
    meet(server, itemId, key).catch((reason) => console.warn('<portone-checkout>', reason));
  page.meetings.set(key, known);
  await Promise.race([known, wait(server, MEETING_MS)]);
}

/**
 * Takes the return that the page was opened with, whatever its item. For a page without an element.
 *
 * @returns its payment; `undefined` where there is none
 */
export function takePageReturn({ bff, clock }: Server): Promise<PagePayment | undefined> {
  const known = page.redemptions.get(bff.server) ?? redeemMark({ bff, clock }, othersDone());
  page.redemptions.set(bff.server, known);
  return known;
}

/** The latest payment of this tab, for a page without an item that is reloaded, or whose mark has been lost on the way. */
export function meetLatest(server: Server): PagePayment | undefined {
  const latest = keptOrders().find(
    (order) => order.server === server.bff.server && isOfThisTab(order.paymentId),
  );
  const view = latest && viewOf(latest);
  if (view && view !== 'hidden') {
    return (
      page.payments[paymentKeyOf(latest.server, latest.itemId)] ?? follow(server, latest, view)
    );
  }
  const told = toldReturn(server.bff.server);
  if (!told) return undefined;
  return page.payments[paymentKeyOf(told.server, told.itemId)] ?? followTold(server, told);
}

async function meet(server: Server, itemId: string, key: string): Promise<void> {
  const back = takePageReturn(server);
  // This browser needs no mark for what it has ordered itself.
  await (hasOwn(server, itemId) ? Promise.race([back, wait(server, KEPT_MS)]) : back);
  watch(server, itemId, key);
  if (page.payments[key]) return;
  const { legacy } = page;
  if (legacy?.itemId === itemId) {
    page.legacy = undefined;
    if (await meetLegacy(server, legacy, key)) return;
  }
  if (!page.payments[key]) meetKept(server, itemId);
}

/** Another tab of this browser may place an order, or hear the end of one. */
function watch(server: Server, itemId: string, key: string): void {
  watchKeptOrders(() => {
    const known = page.payments[key];
    if (known?.isHere && known.view === 'note') known.leave();
    // A buyer who has put it away here sees no more than a mention of it.
    if (!page.payments[key]) meetKept(server, itemId, 'note');
    if (known?.view !== 'shown' || known.state.name === 'paying') return;
    const { paymentId, state } = known;
    const kept = keptOrder(paymentId, server.bff.server);
    // The buyer has removed the account from this browser.
    if (known.isHere && !kept && state.name === 'issued') known.leave();
    // What seemed over here may have been told otherwise there.
    const told = kept?.announced;
    if (told && told !== state.name) known.send({ type: 'ended', paymentId, end: 'silent' });
  });
}

/** A mark is one server's, and it does not say whose: a page may have elements of several. */
function othersDone(): Promise<unknown> {
  return Promise.all(page.redemptions.values());
}

/** @returns the payment that the page's mark is of */
async function redeemMark(
  { bff, clock }: Server,
  othersDone: Promise<unknown>,
): Promise<PagePayment | undefined> {
  await othersDone;
  const { mark } = page;
  if (!mark) return undefined;
  // Of the copies of this script on a page one asks.
  page.mark = undefined;
  await untilVisible();
  const orders = keptOrders()
    .filter(({ server }) => server === bff.server)
    .flatMap(({ paymentId, secret }) => (secret ? [{ paymentId, secret }] : []))
    .slice(0, MAX_PROOFS);
  const request = { mark, orders } satisfies ReturnRequest;
  const { signal } = new AbortController();
  for (const delay of [0, ...REDEEM_MS]) {
    if (delay > 0) await wait({ bff, clock }, delay);
    try {
      const answer = await bff.ask<ReturnAnswer>('returns', signal, request);
      return followReturn({ bff, clock }, answer);
    } catch (reason) {
      if (!(reason instanceof BffError)) throw reason;
      if (reason.code === 'RETURN_UNKNOWN' || reason.code === 'NOT_FOUND') {
        // It may be another server's.
        page.mark ??= mark;
        return undefined;
      }
      console.warn('<portone-checkout>', reason);
    }
  }
  page.mark ??= mark;
  return undefined;
}

function followReturn(server: Server, answer: ReturnAnswer): PagePayment | undefined {
  const key = paymentKeyOf(server.bff.server, answer.itemId);
  const known = page.payments[key];
  if (known?.isHere && known.paymentId === answer.paymentId) {
    // The browser's own storage was quicker.
    known.isArriving = true;
    bringIntoView(known, key);
    if (answer.yours && known.state.name === 'confirming') known.hear(answer);
    return known;
  }
  if (known && isUnderWay(known)) return undefined;
  const order = keptOrder(answer.paymentId, server.bff.server);
  const isHere = answer.yours === true && order !== undefined;
  // A stranger's return hides nothing that waits for this buyer.
  if (!isHere && hasOwn(server, answer.itemId)) return undefined;
  return followPayment({
    ...server,
    itemId: answer.itemId,
    state: { name: 'confirming', paymentId: answer.paymentId, end: 'silent' },
    answer,
    view: 'shown',
    secret: isHere ? order.secret : undefined,
    isHere,
    subject: subjectOf(answer),
    announced: isHere ? announcedOf(order) : undefined,
    isReturned: !isHere && answer.returned === 'success',
    isArriving: true,
  });
}

/** A buyer did not wait for what the page was opened with: nothing takes the place of what they began then. */
function isUnderWay({ isOfThisPage, state }: PagePayment): boolean {
  return isOfThisPage && !allows(state, { type: 'press' });
}

/** A payment that was said to be over may have been tried again meanwhile. */
function announcedOf({ phase, announced }: KeptOrder): KeptOrder['announced'] {
  return phase === 'open' ? undefined : announced;
}

function hasOwn(server: Server, itemId: string): boolean {
  return ordersOf(server, itemId).some((order) => viewOf(order) === 'shown');
}

function ordersOf({ bff }: Server, itemId: string): KeptOrder[] {
  return keptOrders().filter((order) => order.server === bff.server && order.itemId === itemId);
}

/** What this browser keeps of an item's orders: those of this tab are gone on with, others are mentioned. */
function meetKept(server: Server, itemId: string, as?: 'note'): void {
  const orders = ordersOf(server, itemId);
  for (const view of ['shown', 'note', 'hidden'] as const) {
    const order = orders.find((kept) => viewOf(kept) === view);
    if (order) {
      follow(server, order, view === 'shown' && as ? as : view);
      return;
    }
  }
  const told = toldReturn(server.bff.server, itemId);
  if (told) followTold(server, told);
}

function followTold(server: Server, { itemId, result, isReturned }: ToldReturn): PagePayment {
  return followPayment({
    ...server,
    itemId,
    state: result as PaymentState,
    view: result.name === 'issued' ? 'note' : 'shown',
    isHere: false,
    subject: subjectOf(result),
    announced: result.name,
    isReturned,
  });
}

function viewOf(order: KeptOrder): PagePayment['view'] | undefined {
  const { phase, announced, paymentId } = order;
  const isEnded = announced === 'cancelled' || announced === 'failed';
  const isOurs = isOfThisTab(paymentId);
  switch (phase) {
    case 'open':
      if (isEnded) return isOurs ? 'hidden' : undefined;
      return isOurs ? 'shown' : 'note';
    case 'waits':
      return isOurs ? 'shown' : 'note';
    case 'told':
      return 'note';
  }
}

function follow(server: Server, order: KeptOrder, view: PagePayment['view']): PagePayment {
  return followPayment({
    ...server,
    itemId: order.itemId,
    state: view === 'note' ? keptState(order) : confirming(order),
    view,
    secret: order.secret,
    isHere: true,
    subject: subjectOf(order),
    announced: announcedOf(order),
  });
}

function confirming({ paymentId }: { paymentId: string }): PaymentState {
  return { name: 'confirming', paymentId, end: 'silent' };
}

/** As far as it is kept: enough to be mentioned. */
function keptState(order: KeptOrder): PaymentState {
  const { paymentId } = order;
  const subject = subjectOf(order);
  if (order.phase === 'told') return { name: 'paid', paymentId, ...subject };
  return order.announced === 'issued'
    ? { name: 'issued', paymentId, virtualAccount: undefined, ...subject }
    : confirming(order);
}

/** @returns whether the server knows it, and of this item */
async function meetLegacy(server: Server, back: LegacyReturn, key: string): Promise<boolean> {
  const { paymentId, itemId } = back;
  const { signal } = new AbortController();
  const kept = ordersOf(server, itemId).find((order) => order.paymentId === paymentId);
  // The secret says more of it than an address.
  if (kept?.secret) return false;
  const isLegacy = isLegacyOrder(paymentId, itemId);
  const isHere = isLegacy || kept !== undefined;
  let subject: KnownSubject | undefined = kept && subjectOf(kept);
  if (!isHere) {
    if (hasOwn(server, itemId)) return false;
    try {
      subject = subjectOf(await askLegacy(server.bff, back, signal));
    } catch (reason) {
      if (!(reason instanceof BffError)) throw reason;
      // What the server refuses to say of a payment may still say what it is for.
      subject = subjectOf(reason);
    }
    if (subject.itemId !== itemId || page.payments[key]) return false;
  }
  followPayment({
    ...server,
    itemId,
    state: { name: 'confirming', paymentId, end: back.end },
    view: 'shown',
    isHere,
    subject,
    announced: kept && announcedOf(kept),
    isArriving: true,
  });
  return true;
}

/** A server of 0.2 answers for what is really one of 0.1's orders; a server of 0.1 has no such route. */
async function askLegacy(
  bff: BffClient,
  { paymentId, itemId }: LegacyReturn,
  signal: AbortSignal,
): Promise<PaymentAnswer> {
  try {
    return await bff.ask<PaymentAnswer>('returns', signal, { paymentId, itemId });
  } catch (reason) {
    if (!(reason instanceof BffError) || reason.code !== 'NOT_FOUND') throw reason;
    return bff.ask<PaymentAnswer>('payment/complete', signal, { paymentId, quiet: true });
  }
}

function wait({ clock }: Server, milliseconds: number): Promise<void> {
  return clock.wait(milliseconds, new AbortController().signal);
}

/** What only a page that is looked at may do: previews and pages rendered ahead redeem nothing. */
async function untilVisible(): Promise<void> {
  while (document.visibilityState !== 'visible') {
    await new Promise((seen) =>
      document.addEventListener('visibilitychange', seen, { once: true }),
    );
  }
}
