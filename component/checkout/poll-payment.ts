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
  /**
   * The item that the payment has to be of, where only an address has named it: nothing is concluded
   * before the server has said that it is.
   */
  itemId?: string | undefined;
};

/** The delays between one request and the next; the last one repeats. */
const SCHEDULES_MS = {
  unconfirmed: [1_000, 2_000, 4_000, 8_000, 60_000],
  processing: [5_000, 10_000, 20_000, 30_000, 60_000],
} as const;
const LONGEST_DELAY_MS = 60_000;

/** An answer that shows nothing, about a payment that only an address has named. */
export type NoConclusion =
  /** The server could not be asked. */
  | { name: 'unverified' }
  /** Unknown to the server, or of another item, whose id it is. */
  | { name: 'notOurs'; itemId?: string | undefined };

/**
 * Polls the server for a payment until its result is final. Yields each result that is new; ends
 * after a final one and after `notOurs`, and without a result once `signal` is aborted.
 */
export async function* pollPayment(
  paymentId: string,
  end: WindowEnd,
  { complete, wait, signal, itemId }: Follower,
): AsyncGenerator<PaymentResult | NoConclusion, void> {
  const windowResult = readWindowEnd(end);
  const request = completeRequest(paymentId, windowResult);
  let known: PaymentResult | undefined;
  let delays = 0;
  let isVerified = itemId === undefined;
  while (!signal.aborted) {
    const answer = await complete(request);
    if (signal.aborted) return;
    isVerified ||= answer.itemId === itemId;
    const result = readPaymentResult(paymentId, answer, windowResult);
    const isWaiting = result.name === 'pending' || result.name === 'issued';
    const isUnconfirmed = result.name === 'pending' && result.why === 'unconfirmed';
    if (!isVerified) {
      // Also the answer of an older server, which does not name the item.
      if (answer.itemId !== undefined || !isUnconfirmed) {
        yield { name: 'notOurs', itemId: answer.itemId };
        return;
      }
      yield { name: 'unverified' };
    } else if (!known || !isUnconfirmed) {
      // The last result stays while the server cannot be asked.
      if (known && scheduleOf(known) !== scheduleOf(result)) delays = 0;
      known = result;
      yield result;
    }
    if (!isWaiting) return;
    const schedule = SCHEDULES_MS[scheduleOf(known ?? result)];
    const delay = schedule[Math.min(delays++, schedule.length - 1)] ?? LONGEST_DELAY_MS;
    const retryAfter = ('retryAfter' in answer && answer.retryAfter) || 0;
    await visibleWait(Math.min(Math.max(delay, retryAfter), LONGEST_DELAY_MS), wait, signal);
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
