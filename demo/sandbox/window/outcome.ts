/** How a payment window ends, and what the page gets to know of it. */
import type { PaymentResponse } from '@portone/browser-sdk/v2';

/**
 * What a buyer does in the window.
 *
 * - `approve`, `cancel`, `fail`: the page is told. Where the method takes its time, to approve is
 *   what the gateway can do at once: a virtual account is issued, a convenience store's slip waits.
 * - `issue`: another name for that, where the method is VIRTUAL_ACCOUNT.
 * - `pending`: the gateway takes its time (`PAY_PENDING`); the page is told of a success.
 * - `fail-at-confirm`: on a channel with manual approval, what the gateway says when the shop's
 *   server confirms; the page is told of a success. On any other channel, `fail`.
 * - `close`: the window is closed before a decision; PortOne's script asks for the status, finds
 *   nothing and reports a cancellation.
 * - `close-after-approval`: closed when the money had moved; the status check finds a success.
 * - `status-check-fails`: as before, and the status check fails: `UnknownError`, though it is paid.
 * - `approve-silently`: paid, and the browser is gone: the page never hears of it.
 * - `abandon`: the window is left open, undecided.
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

/** What ends a window. */
export type WindowOutcome = Exclude<Outcome, { result: 'abandon' }>;

/** What the page gets to know: by the promise, or, with a `returnUrl`, by being sent there. */
export type Settlement = {
  response: PaymentResponse;
  returnUrl?: string;
  /** The buyer changed their mind, which PayPal's buttons tell from a refusal. */
  cancelled?: true;
};

/** How the window goes away. */
export type Ending =
  | { kind: 'settled'; settlement: Settlement }
  | { kind: 'closed' }
  | { kind: 'vanished' };
