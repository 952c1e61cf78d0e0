import type { BffError } from '../api/checkout-api.ts';
import type { PaymentResult } from './payment-result.ts';
import type { BlockedBy, WindowEnd } from './window-result.ts';

/** Where a payment of the page is, from its window to its result. */
export type PaymentState =
  | { name: 'paying'; paymentId: string; isSlow?: undefined }
  | { name: 'confirming'; paymentId: string; end: WindowEnd }
  | PaymentResult;

/**
 * The state of a checkout: `render()` depends on it alone. An element has one of its own until its
 * payment window is there; from then on the payment is the page's, and all elements of its item show it.
 */
export type CheckoutState =
  /** There is no item to sell: `item-id` is missing. */
  | { name: 'idle' }
  | { name: 'loading'; isSlow?: boolean }
  | { name: 'load-failed'; code: BffError['code'] | undefined }
  /** `blockedBy`: why no window was opened at the last press. */
  | { name: 'ready'; blockedBy?: BlockedBy }
  /** The window is on its way: the order, or PortOne's script, is still to come. */
  | { name: 'paying'; paymentId?: undefined; isSlow?: boolean }
  | PaymentState;
