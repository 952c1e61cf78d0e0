import type { BffError } from '../api/checkout-api.ts';
import type { CompleteRequest, PaymentAnswer } from '../api/contract.ts';
import { type PaymentResult, readPaymentResult } from '../state/payment-result.ts';
import type { WindowEnd } from '../state/window-result.ts';
import { readWindowEnd, type WindowResult } from '../state/window-result.ts';

/** What following a payment needs of the world. */
export type Follower = {
  /** Asks the server; never rejects. */
  complete(request: CompleteRequest): Promise<PaymentAnswer | BffError>;
  /** Resolves early once the signal is aborted. */
  wait(milliseconds: number, signal: AbortSignal): Promise<void>;
  /** Ends the following. */
  signal: AbortSignal;
  /**
   * The item that the payment has to be of, where only an address has named it: nothing is concluded
   * before the server has said that it is.
   */
  itemId?: string | undefined;
};

/** Between one question and the next, in milliseconds; then the last for good. */
const SCHEDULES = {
  unconfirmed: [1_000, 2_000, 4_000, 8_000, 60_000],
  processing: [5_000, 10_000, 20_000, 30_000, 60_000],
} as const;
const LONGEST_DELAY = 60_000;

/** What there is to say of a payment that only an address has named, as long as that is nothing. */
export type NoConclusion =
  /** The server could not be asked. */
  | { name: 'unproved' }
  /** Unknown to the server, or of another item, whose id it is. */
  | { name: 'foreign'; itemId?: string | undefined };

/**
 * Asks the server what has become of a payment until there is nothing more to come. Gives each
 * answer that says something new; ends after the one that is final, after `foreign`, and with
 * nothing once `signal` is aborted.
 */
export async function* pollPayment(
  paymentId: string,
  end: WindowEnd,
  { complete, wait, signal, itemId }: Follower,
): AsyncGenerator<PaymentResult | NoConclusion, void> {
  const outcome = readWindowEnd(end);
  const request = completeRequest(paymentId, outcome);
  let known: PaymentResult | undefined;
  let asked = 0;
  let isProved = itemId === undefined;
  while (!signal.aborted) {
    const word = await complete(request);
    if (signal.aborted) return;
    isProved ||= word.itemId === itemId;
    const news = readPaymentResult(paymentId, word, outcome);
    const isWaiting = news.name === 'pending' || news.name === 'issued';
    const saysNothing = news.name === 'pending' && news.why === 'unconfirmed';
    if (!isProved) {
      // Also an older server's word, which does not say what it is about.
      if (word.itemId !== undefined || !saysNothing) {
        yield { name: 'foreign', itemId: word.itemId };
        return;
      }
      yield { name: 'unproved' };
    } else if (!known || !saysNothing) {
      // What was known stays so while the server cannot be asked.
      if (known && pace(known) !== pace(news)) asked = 0;
      known = news;
      yield news;
    }
    if (!isWaiting) return;
    const schedule = SCHEDULES[pace(known ?? news)];
    const delay = schedule[Math.min(asked++, schedule.length - 1)] ?? LONGEST_DELAY;
    const wished = ('retryAfter' in word && word.retryAfter) || 0;
    await visibleWait(Math.min(Math.max(delay, wished), LONGEST_DELAY), wait, signal);
  }
}

function pace(result: PaymentResult): keyof typeof SCHEDULES {
  return result.name === 'pending' ? result.why : 'processing';
}

function completeRequest(paymentId: string, outcome: WindowResult): CompleteRequest {
  const { txId } = outcome;
  const paymentToken = outcome.name === 'returned' ? outcome.paymentToken : undefined;
  return { paymentId, ...(txId && { txId }), ...(paymentToken && { paymentToken }) };
}

/** Waits while somebody is looking. Ends at once when they come back to the page, or the network does. */
async function visibleWait(
  milliseconds: number,
  wait: Follower['wait'],
  signal: AbortSignal,
): Promise<void> {
  const round = new AbortController();
  const end = () => round.abort();
  const onVisibility = () => {
    if (document.visibilityState === 'visible') end();
  };
  signal.addEventListener('abort', end);
  document.addEventListener('visibilitychange', onVisibility);
  window.addEventListener('online', end);
  try {
    await wait(milliseconds, round.signal);
    if (!round.signal.aborted && document.visibilityState === 'hidden') {
      await new Promise((resolve) => round.signal.addEventListener('abort', resolve));
    }
  } finally {
    signal.removeEventListener('abort', end);
    document.removeEventListener('visibilitychange', onVisibility);
    window.removeEventListener('online', end);
  }
}
