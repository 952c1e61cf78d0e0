/** How a payment window ends, and what the page learns of it. */
import type { PaymentResponse } from '@portone/browser-sdk/v2';
import type { ReturnAddress } from './redirect-fault.ts';

/**
 * What a buyer does in the window.
 *
 * - `approve`, `cancel`, `fail`: the page gets the result. Where the method is not paid at once,
 *   `approve` does what the gateway can do at once: it issues a virtual account, or a slip of a
 *   convenience store, which stays pending.
 * - `issue`: another name for that, where the method is VIRTUAL_ACCOUNT.
 * - `pending`: the gateway has not decided yet (`PAY_PENDING`); the page gets a success.
 * - `fail-at-confirm`: on a channel with manual approval, the gateway declines when the shop's
 *   server confirms; the page gets a success. On any other channel, the same as `fail`.
 * - `close`: the buyer closes the window before a decision; PortOne's script asks for the status,
 *   finds nothing and reports a cancellation.
 * - `close-after-approval`: the buyer closes the window when it is paid; the status check finds a
 *   success.
 * - `status-check-fails`: as before, but the status check fails: `UnknownError`, though it is paid.
 * - `approve-silently`: it is paid, and the browser is gone: the page gets nothing.
 * - `abandon`: the buyer leaves the window open, undecided.
 */
export type Outcome =
  | { result: 'approve' }
  | { result: 'issue' }
  | { result: 'pending' }
  | { result: 'cancel' }
  | { result: 'fail'; pgCode: string; pgMessage?: string }
  | { result: 'fail-at-confirm'; pgCode: string; pgMessage?: string }
  | { result: 'close' }
  | { result: 'close-after-approval' }
  | { result: 'status-check-fails' }
  | { result: 'approve-silently' }
  | { result: 'abandon' };

/** An outcome that ends the window. */
export type WindowOutcome = Exclude<Outcome, { result: 'abandon' }>;

/** What the page gets: through the promise, or, with a `returnUrl`, by being sent there. */
export type Settlement = Partial<ReturnAddress> & {
  response: PaymentResponse;
  /** The buyer cancelled; PayPal's buttons report that in another way than a decline. */
  cancelled?: true;
};

/**
 * `settled` with a result for the page, `closed` without one, or `vanished`: the page learns
 * nothing.
 */
export type WindowResult =
  | { kind: 'settled'; settlement: Settlement }
  | { kind: 'closed' }
  | { kind: 'vanished' };
