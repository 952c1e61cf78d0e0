import type { BffError } from '../api/checkout-api.ts';
import type { PaymentResult } from './payment-result.ts';
import type { BlockedBy, WindowEnd } from './window-result.ts';

/** The state of a checkout: `render()` depends on it alone. */
export type CheckoutState =
  /** There is no item to sell: `item-id` is missing. */
  | { name: 'idle' }
  | { name: 'loading'; isSlow?: boolean }
  | { name: 'load-failed'; code: BffError['code'] | undefined }
  /** `blockedBy`: why no window was opened at the last press. */
  | { name: 'ready'; blockedBy?: BlockedBy }
  /** `paymentId` is there once the window has been asked for. */
  | { name: 'paying'; paymentId?: string; isSlow?: boolean }
  | { name: 'confirming'; paymentId: string; end: WindowEnd }
  | PaymentResult;
