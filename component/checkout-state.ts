import type { BffError } from './bff-client.ts';
import type { Conclusion } from './conclusion.ts';
import type { Obstacle, WindowEnd } from './open-payment.ts';

/** Where a checkout stands: the one thing that `render()` goes by. */
export type CheckoutState =
  /** There is no item to sell: `item-id` is missing. */
  | { name: 'idle' }
  | { name: 'loading'; isSlow?: boolean }
  | { name: 'load-failed'; code: BffError['code'] | undefined }
  /** `obstacle`: why no window was opened at the last press. */
  | { name: 'ready'; obstacle?: Obstacle }
  /** `paymentId` is there once the window has been asked for. */
  | { name: 'paying'; paymentId?: string; isSlow?: boolean }
  | { name: 'confirming'; paymentId: string; end: WindowEnd }
  | Conclusion;
