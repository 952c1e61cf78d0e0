import type { BffError } from '../api/checkout-api.ts';
import type { CompleteRequest, PaymentAnswer } from '../api/contract.ts';
import { type PaymentResult, readPaymentResult } from '../state/payment-result.ts';
import type { WindowEnd } from '../state/window-result.ts';
import { readWindowEnd, type WindowResult } from '../state/window-result.ts';

/** What polling needs: the server, a clock, and a signal to stop. */
export type Follower = {
  /** Asks the server; never rejects. */
  complete(request: CompleteRequest): Promise<PaymentAnswer | BffError>;
  /** Resolves early once the signal is aborted. */
  wait(milliseconds: number, signal: AbortSignal): Promise<void>;
  /** Stops the polling. */
  signal: AbortSignal;
};

/** The delays between one request and the next; the last one repeats. */
const SCHEDULES_MS = {
  unconfirmed: [1_000, 2_000, 4_000, 8_000, 60_000],
  processing: [5_000, 10_000, 20_000, 30_000, 60_000],
} as const;
const LONGEST_DELAY_MS = 60_000;

/** The delays at which an open window, and one that is said to be cancelled, is asked about. */
const WINDOW_INTERVAL_MS = 4_000;
/** What a window that has just closed needs to report its end, in milliseconds: then nothing is asked twice. */
const REPORT_MS = 500;
const CANCELLED_MS = [4_000, 8_000, 16_000, 32_000, 60_000, 60_000];

/**
 * Polls the server for a payment until its result is final. Yields each result that is new; ends
 * after a final one, and without a result once `signal` is aborted.
 */
export async function* pollPayment(
  paymentId: string,
  end: WindowEnd,
  { complete, wait, signal }: Follower,
): AsyncGenerator<PaymentResult, void> {
  const windowResult = readWindowEnd(end);
  // What the browser blocks is none of the shop's mistakes.
  const windowCode =
    windowResult.name === 'refused' && !windowResult.mayBeBlocked && windowResult.code;
  const request = {
    ...completeRequest(paymentId, windowResult),
    ...(windowCode && { windowCode }),
  };
  let known: PaymentResult | undefined;
  let delays = 0;
  while (!signal.aborted) {
    const answer = await complete(request);
    if (signal.aborted) return;
    const result = readPaymentResult(paymentId, answer, windowResult);
    const isWaiting = result.name === 'pending' || result.name === 'issued';
    const isUnconfirmed = result.name === 'pending' && result.why === 'unconfirmed';
    // The last result stays while the server cannot be asked.
    if (!known || !isUnconfirmed) {
      if (known && scheduleOf(known) !== scheduleOf(result)) delays = 0;
      known = result;
      yield result;
    }
    if (!isWaiting) {
      // The server says to the page's developer what to check.
      if (windowCode) console.error('<portone-checkout>', answer, end);
      return;
    }
    const schedule = SCHEDULES_MS[scheduleOf(known ?? result)];
    const delay = schedule[Math.min(delays++, schedule.length - 1)] ?? LONGEST_DELAY_MS;
    const retryAfter = ('retryAfter' in answer && answer.retryAfter) || 0;
    await visibleWait(Math.min(Math.max(delay, retryAfter), LONGEST_DELAY_MS), wait, signal);
  }
}

/**
 * Asks about a payment whose window is open, every few seconds and whenever the buyer comes back to
 * the page: a window's own report may be lost. Yields what the server says.
 */
export async function* watchWindow(
  paymentId: string,
  follower: Follower,
): AsyncGenerator<PaymentResult, void> {
  yield* look(paymentId, follower, function* () {
    for (;;) yield WINDOW_INTERVAL_MS;
  });
}

/**
 * Looks again at a payment that is said to be cancelled, for three minutes and whenever the buyer
 * comes back: a page that is cut off from its popup hears that this one is closed while the buyer
 * still pays in it.
 */
export async function* watchCancelled(
  paymentId: string,
  follower: Follower,
): AsyncGenerator<PaymentResult, void> {
  yield* look(paymentId, follower, function* () {
    yield* CANCELLED_MS;
    for (;;) yield Number.POSITIVE_INFINITY;
  });
}

async function* look(
  paymentId: string,
  { complete, wait, signal }: Follower,
  delays: () => Iterable<number>,
): AsyncGenerator<PaymentResult, void> {
  for (const delay of delays()) {
    await buyerOr(delay, wait, signal);
    if (signal.aborted) return;
    const answer = await complete({ paymentId });
    if (signal.aborted) return;
    yield readPaymentResult(paymentId, answer, { name: 'silent' });
  }
}

function scheduleOf(result: PaymentResult): keyof typeof SCHEDULES_MS {
  return result.name === 'pending' ? result.why : 'processing';
}

function completeRequest(paymentId: string, windowResult: WindowResult): CompleteRequest {
  const { txId } = windowResult;
  const paymentToken = windowResult.name === 'returned' ? windowResult.paymentToken : undefined;
  return { paymentId, ...(txId && { txId }), ...(paymentToken && { paymentToken }) };
}

/** Waits while the page is visible. Ends at once when the buyer comes back to the page, or the network does. */
async function visibleWait(
  milliseconds: number,
  wait: Follower['wait'],
  signal: AbortSignal,
): Promise<void> {
  await waitFor(milliseconds, wait, signal, 0, [
    [document, 'visibilitychange'],
    [window, 'online'],
  ]);
}

/** The same, and a moment after the buyer has come back from another window, as a popup is. */
async function buyerOr(
  milliseconds: number,
  wait: Follower['wait'],
  signal: AbortSignal,
): Promise<void> {
  await waitFor(milliseconds, wait, signal, REPORT_MS, [
    [document, 'visibilitychange'],
    [window, 'online'],
    [window, 'focus'],
  ]);
}

async function waitFor(
  milliseconds: number,
  wait: Follower['wait'],
  signal: AbortSignal,
  graceMs: number,
  ends: [EventTarget, string][],
): Promise<void> {
  const round = new AbortController();
  const end = () => {
    if (document.visibilityState === 'visible') setTimeout(stop, graceMs);
  };
  const stop = () => round.abort();
  signal.addEventListener('abort', stop);
  for (const [target, name] of ends) target.addEventListener(name, end, { signal: round.signal });
  try {
    if (Number.isFinite(milliseconds)) await wait(milliseconds, round.signal);
    const isOver = Number.isFinite(milliseconds) && document.visibilityState !== 'hidden';
    if (!round.signal.aborted && !isOver) {
      await new Promise((resolve) => round.signal.addEventListener('abort', resolve));
    }
  } finally {
    round.abort();
    signal.removeEventListener('abort', stop);
  }
}
