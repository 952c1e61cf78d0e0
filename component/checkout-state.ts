import type { Conclusion } from './conclusion.ts';
import type { WindowOutcome } from './payment-outcome.ts';

export type LoadFailure = 'not-found' | 'unreachable' | 'other';

/** Where a checkout stands: the one thing that `render()` goes by. */
export type CheckoutState =
  /** There is no item to sell: `item-id` is missing. */
  | { name: 'idle' }
  | { name: 'loading' }
  | { name: 'load-failed'; why: LoadFailure }
  | { name: 'ready' }
  /** `paymentId` is there once the window has been asked for. */
  | { name: 'paying'; paymentId?: string }
  | { name: 'confirming'; paymentId: string; outcome: WindowOutcome }
  | Conclusion;
