import { type BffClient, BffError } from '../api/checkout-api.ts';
import type { CompleteRequest, PaymentAnswer, PaymentSubject } from '../api/contract.ts';
import type { PaymentState } from '../state/checkout-state.ts';
import {
  type KnownSubject,
  type PaymentResult,
  readPaymentResult,
  SUBJECT,
  subjectOf,
} from '../state/payment-result.ts';
import { type CheckoutEvent, hasMoved, reduceCheckout } from '../state/reduce-checkout.ts';
import type { WindowEnd } from '../state/window-result.ts';
import { dropTyped } from '../views/typed-order.ts';
import { announce } from './announce.ts';
import { bringIntoView } from './bring-into-view.ts';
import {
  dropOrder,
  KEEP_SECONDS,
  type KeptOrder,
  keepForThisTab,
  keepOrder,
  keptOrder,
} from './kept-orders.ts';
import { hostsOf, type PagePayment, page, paymentKeyOf, tellElements } from './page.ts';
import { pollPayment, watchCancelled, watchWindow } from './poll-payment.ts';
import { dropTold, keepTold } from './told-return.ts';

/** What is known of a payment when the page begins to follow it. */
export type FollowedPayment = {
  bff: BffClient;
  clock: { now(): number; wait(milliseconds: number, signal: AbortSignal): Promise<void> };
  itemId: string;
  state: PaymentState;
  view: PagePayment['view'];
  /** Where this browser ordered it. */
  secret?: string | undefined;
  returnToken?: string | undefined;
  methodId?: string | undefined;
  choice?: string | undefined;
  isHere: boolean;
  /** It goes to its window now; what was announced of an earlier attempt is no longer true. */
  isBeginning?: boolean;
  /** What was ordered: servers before 0.1.1 do not say it. */
  subject?: KnownSubject | undefined;
  /** The result that the page was told last. */
  announced?: PaymentResult['name'] | undefined;
  /** Whether another browser's has come back with success. The server says so once, with the return. */
  isReturned?: boolean | undefined;
  /** It has come back to this page from its window. */
  isArriving?: boolean;
  /** The element that was pressed. */
  pressed?: HTMLElement | undefined;
  /** What the server has just said of it. */
  answer?: PaymentAnswer | undefined;
  /** The end of its window, and what removes that. */
  window?: { end: Promise<WindowEnd>; close(): void } | undefined;
};

/** In milliseconds: the server asks PortOne meanwhile. */
const COMPLETE_TIMEOUT_MS = 20_000;

/** How long a window may stay open: the order's half hour, and a while. In milliseconds. */
const WINDOW_MS = 40 * 60_000;

/** How long a success is believed that PortOne knows nothing of yet, in milliseconds; as the server does. */
const RETURNED_MS = 10 * 60_000;

/** How long a payment that is done stays in place of its item once no element shows it any more. */
const LEFT_MS = 1_000;

/** Follows a payment for all elements of its item, until its result is final or another takes its place. */
export function followPayment({ bff, clock, ...known }: FollowedPayment): PagePayment {
  const { itemId, secret, returnToken, isHere, pressed, isReturned = false } = known;
  const { paymentId } = known.state as { paymentId: string };
  const key = paymentKeyOf(bff.server, itemId);
  const returnedUntil = isReturned ? clock.now() + RETURNED_MS : 0;
  let { subject, announced } = known;
  let effect = new AbortController();
  /** What the window has said: it stays true while the server cannot see it yet. */
  let heardEnd: WindowEnd = 'silent';
  let isStopped = false;
  let wasSeen = false;
  let leaving: ReturnType<typeof setTimeout> | undefined;
  /** For how long the server wants this browser to keep it, in seconds. */
  let answeredKeep: number | undefined;

  const payment: PagePayment = {
    paymentId,
    server: bff.server,
    itemId,
    isHere,
    isOfThisPage: pressed !== undefined,
    state: known.state,
    view: known.view,
    isArriving: known.isArriving ?? false,
    send,
    hear: (answer) => take(readPaymentResult(paymentId, heard(answer), { name: 'silent' })),
    show() {
      payment.view = 'shown';
      // What is kept of it says no more than that it is there.
      if (isHere) payment.state = { name: 'confirming', paymentId, end: 'silent' };
      startEffect();
      tellElements();
    },
    leave() {
      // Paid wins, also for a buyer who has gone on: it is looked at again, and shown if money has moved.
      if (effectOf(payment.state) === 'look') payment.view = 'hidden';
      else drop();
      tellElements();
    },
    forget() {
      if (isHere) dropOrder(paymentId, bff.server);
      else dropTold(bff.server, itemId);
      drop();
      tellElements();
    },
    stop() {
      isStopped = true;
      effect.abort();
      clearTimeout(leaving);
      page.news.removeEventListener('change', noteWhenLeft);
    },
  };

  page.payments[key]?.stop();
  page.payments[key] = payment;
  // A page that is reloaded, or thrown away by a phone meanwhile, finds the payment again by it.
  if (known.isBeginning) keep('open');
  page.news.addEventListener('change', noteWhenLeft);
  void known.window?.end.then(hearEnd);
  if (known.answer) payment.hear(known.answer);
  startEffect();
  tellElements();
  bringIntoView(payment, key);
  return payment;

  function send(event: CheckoutEvent): void {
    const before = payment.state;
    if (event.type === 'ended' && event.end !== 'silent') heardEnd = event.end;
    const isUndecided = before.name === 'pending' || before.name === 'confirming';
    const isRepeat = event.type === 'ended' && event.end === 'silent' && isUndecided;
    const state = reduceCheckout(
      before,
      isRepeat ? { ...event, end: heardEnd } : event,
    ) as PaymentState;
    if (state === before) return;
    payment.state = state;
    if (event.type === 'ended' || effectOf(before) !== effectOf(state)) startEffect();
    tellElements();
  }

  function drop(): void {
    payment.stop();
    if (page.payments[key] === payment) delete page.payments[key];
  }

  /** Late ends count as well: one of a window that the buyer had taken for closed may bring a token. */
  function hearEnd(end: WindowEnd): void {
    const { name } = payment.state;
    if (isStopped || name === 'paid' || name === 'issued') return;
    // Another window has taken its place: that is no news of a payment which is looked at again.
    if (end === 'silent' && effectOf(payment.state) === 'look') return;
    send({ type: 'ended', paymentId, end });
  }

  /** Another state ends what the one before has set going. */
  function startEffect(): void {
    effect.abort();
    effect = new AbortController();
    const { state } = payment;
    const { signal } = effect;
    // The tab that shows it asks; another browser's is shown in none of this one.
    if (payment.view === 'note' && isHere) return;
    switch (effectOf(state)) {
      case 'window':
        void followWindow(signal);
        break;
      case 'poll':
        void poll('end' in state ? state.end : heardEnd, signal);
        break;
      case 'look':
        void lookAgain(signal);
        break;
    }
  }

  async function followWindow(signal: AbortSignal): Promise<void> {
    // A page out of the browser's cache has left the window that it went to.
    const back = ({ persisted }: PageTransitionEvent) => {
      if (!persisted) return;
      // Another page of this tab may have told of it meanwhile.
      announced = keptOrder(paymentId, bff.server)?.announced ?? announced;
      send({ type: 'ended', paymentId, end: 'silent' });
    };
    window.addEventListener('pageshow', back, { signal });
    // PortOne's promise may never settle, and no window is open for longer than this.
    const timer = setTimeout(send, WINDOW_MS, { type: 'ended', paymentId, end: 'silent' });
    signal.addEventListener('abort', () => clearTimeout(timer));
    for await (const result of watchWindow(paymentId, follower(signal))) take(result);
  }

  async function poll(end: WindowEnd, signal: AbortSignal): Promise<void> {
    for await (const result of pollPayment(paymentId, end, follower(signal))) {
      take(result);
      // It was over before, and still is.
      if (payment.view === 'hidden') drop();
    }
  }

  async function lookAgain(signal: AbortSignal): Promise<void> {
    for await (const result of watchCancelled(paymentId, follower(signal))) take(result);
  }

  /** Shows, keeps and announces a result. */
  function take(read: PaymentResult): void {
    const readable = isHere ? read : withoutSecrets(read);
    // Where the server cannot be asked, it is mentioned by what was ordered.
    const result = readable.name === 'pending' ? withSubject(readable) : readable;
    const before = payment.state;
    if (payment.view === 'hidden' && !hasMoved(result)) return;
    // An account is shown in the browser that ordered it; others may go on buying until it is paid.
    payment.view = !isHere && result.name === 'issued' ? 'note' : 'shown';
    send({ type: 'answered', result });
    if (payment.state === before) return;
    // What the page was told stands while the server cannot be asked again.
    const isUnknown = result.name === 'pending' && result.why === 'unconfirmed';
    if (isUnknown && (announced === 'paid' || announced === 'issued')) return;
    const isNew = announced !== result.name;
    announced = result.name;
    if (result.name === 'paid' || result.name === 'issued') known.window?.close();
    if (result.name === 'paid') dropTyped(bff.server, itemId);
    keepResult(result);
    if (isNew) announce(payment, key, withSubject(result), pressed);
  }

  function withSubject(result: PaymentResult): PaymentResult & KnownSubject {
    return { ...subject, ...result };
  }

  function keepResult(result: PaymentResult): void {
    if (!isHere) keepTold({ server: bff.server, itemId, result: withSubject(result), isReturned });
    // PortOne takes no further attempt under an id that was paid and given back.
    else if (result.name === 'cancelled' && result.isSpent) dropOrder(paymentId, bff.server);
    else keep(phaseOf(result), result.name);
  }

  /** Keeps the payment in this browser, once it is known what it is for. */
  function keep(phase: KeptOrder['phase'], told?: PaymentResult['name']): void {
    const kept = keptOrder(paymentId, bff.server);
    const order = kept ?? subject;
    if (!order || !isComplete(order)) return;
    // The other tabs look again at what changes.
    if (told && kept?.phase === phase && kept.announced === told) return;
    keepOrder({
      ...order,
      v: 1,
      server: bff.server,
      paymentId,
      ...(secret && { secret }),
      ...(returnToken && { returnToken }),
      ...(known.methodId && { methodId: known.methodId }),
      ...(known.choice && { choice: known.choice }),
      phase,
      announced: told,
      savedAt: Date.now(),
      keep:
        answeredKeep ??
        (told === 'issued' ? KEEP_SECONDS.waits : KEEP_SECONDS[phase === 'told' ? 'told' : 'open']),
    });
    keepForThisTab(paymentId);
  }

  function follower(signal: AbortSignal) {
    return {
      complete: (request: CompleteRequest) => complete(request, signal),
      wait: clock.wait,
      signal,
    };
  }

  /** Never rejects. */
  async function complete(
    request: CompleteRequest,
    signal: AbortSignal,
  ): Promise<PaymentAnswer | BffError> {
    const proven = { ...request, ...(secret && { secret }), quiet: true };
    try {
      const answer = await bff.ask<PaymentAnswer>(
        'payment/complete',
        signal,
        proven,
        COMPLETE_TIMEOUT_MS,
      );
      return heard(answer);
    } catch (reason) {
      if (reason instanceof BffError) return heard(reason);
      if (signal.aborted) return new BffError('UNREACHABLE', 'no longer asked for');
      throw reason;
    }
  }

  function heard<Answer extends PaymentAnswer | BffError>(answer: Answer): Answer {
    answeredKeep = answer.keep;
    if (answer.returned === undefined && clock.now() < returnedUntil) {
      Object.assign(answer, { returned: 'success' });
    }
    subject = { ...subject, ...subjectOf(answer) };
    return answer;
  }

  /** A buyer who has paid, gone on in the page and come back is offered the item again. */
  function noteWhenLeft(): void {
    if (payment.state.name !== 'paid' || payment.view !== 'shown') return;
    if (hostsOf(key).length > 0) {
      wasSeen = true;
      clearTimeout(leaving);
      leaving = undefined;
    } else if (wasSeen) {
      leaving ??= setTimeout(() => {
        payment.view = 'note';
      }, LEFT_MS);
    }
  }
}

function effectOf(state: PaymentState): 'window' | 'poll' | 'look' | undefined {
  switch (state.name) {
    case 'paying':
      return 'window';
    case 'confirming':
    case 'pending':
    case 'issued':
      return 'poll';
    case 'cancelled':
      return state.isSpent ? undefined : 'look';
    case 'failed':
      return state.stage === 'pay' ? 'look' : undefined;
    case 'paid':
      return undefined;
  }
}

/** Of a result that a browser has told its buyer. */
function phaseOf(result: PaymentResult): KeptOrder['phase'] {
  switch (result.name) {
    case 'paid':
      return 'told';
    case 'issued':
    case 'pending':
      return 'waits';
    case 'cancelled':
      return 'open';
    case 'failed':
      return hasMoved(result) ? 'waits' : 'open';
  }
}

function isComplete(subject: KnownSubject): subject is PaymentSubject {
  return Object.values(subjectOf(subject)).length === SUBJECT.length;
}

/** What anybody may read: a server before 0.2 says more. */
function withoutSecrets(result: PaymentResult): PaymentResult {
  switch (result.name) {
    case 'paid':
      return { ...result, receiptUrl: undefined, afterPaid: undefined };
    case 'issued':
      return { ...result, virtualAccount: undefined };
    case 'pending':
      return { ...result, seems: undefined };
    case 'cancelled':
      return {
        name: result.name,
        paymentId: result.paymentId,
        ...(result.isSpent && { isSpent: true }),
      };
    case 'failed': {
      const { name, stage, kind, retryable, paymentId } = result;
      return { name, stage, kind, retryable, paymentId };
    }
  }
}
