import type { ApprovePayment } from '../domain/approve-payment.ts';
import { CheckoutError } from '../domain/checkout-error.ts';
import { LONGEST_POLL_SECONDS, nextPoll } from '../domain/next-poll.ts';
import type { DueOrder, OpenOrders } from '../domain/reconciliation.ts';
import type { SettlePayment } from '../domain/settle-payment.ts';
import { secondsOf } from '../time/rfc3339.ts';

/** Orders that are polled at the same time. */
const CONCURRENT_POLLS = 20;
/** After this another server may poll the order. */
const POLL_LEASE_MS = 30_000;
const LONGEST_WAIT_MS = LONGEST_POLL_SECONDS * 1_000;
/** An order that PortOne could not be asked about is due again after this part of its age, so that an outage of a day is not followed by a flood of requests. */
const AGE_PART = 100;

/**
 * Makes a pass over the open orders that are due: asks PortOne about each. A
 * question that PortOne did not answer does not count as asked.
 *
 * @returns how many were answered, so that the caller can go on while there are more
 * @throws the first error where PortOne answered about none of them
 */
export function orderPolling(dependencies: {
  openOrders: OpenOrders;
  settlePayment: SettlePayment;
  approvePayment?: ApprovePayment;
  clock: () => number;
}): () => Promise<number> {
  const { openOrders, settlePayment, approvePayment, clock } = dependencies;

  async function ask({ paymentId, polls, order, error: unreadable }: DueOrder) {
    if (!order)
      return { next: { paymentId, polls, at: clock() + LONGEST_WAIT_MS }, error: unreadable };
    const { createdAt } = order;
    try {
      if (order.approval) await approvePayment?.(order);
      const result = await settlePayment(paymentId);
      const now = clock();
      if (result.found === 'no order') return {};
      const at = nextPoll(result.order, polls, now / 1_000, secondsOf);
      return { next: { paymentId, polls: polls + 1, ...(at !== undefined && { at: at * 1_000 }) } };
    } catch (error) {
      const retryAfterMs = error instanceof CheckoutError ? (error.retryAfter ?? 0) * 1_000 : 0;
      const now = clock();
      const age = now - Date.parse(createdAt);
      const wait = Math.max(POLL_LEASE_MS, retryAfterMs, age / AGE_PART);
      const at = now + Math.min(wait, LONGEST_WAIT_MS);
      return { next: { paymentId, polls, at }, error };
    }
  }

  return async () => {
    const now = clock();
    const until = now + POLL_LEASE_MS;
    const due = await openOrders.acquireDue(now, until, CONCURRENT_POLLS);
    const asked = await Promise.all(due.map(ask));
    await openOrders.reschedule(
      asked.flatMap(({ next }) => next ?? []),
      until,
    );
    const failed = asked.filter(({ error }) => error !== undefined);
    if (failed.length > 0 && failed.length === due.length) throw failed[0]?.error;
    return due.length - failed.length;
  };
}
