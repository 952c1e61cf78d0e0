import type { BffError } from './bff-client.ts';
import type { Conclusion } from './conclusion.ts';
import type { WindowEnd } from './open-payment.ts';

/** Where a checkout stands: the one thing that `render()` goes by. */
export type CheckoutState =
  /** There is no item to sell: `item-id` is missing. */
  | { name: 'idle' }
  | { name: 'loading' }
  | { name: 'load-failed'; code: BffError['code'] | undefined }
  | { name: 'ready' }
  /** `paymentId` is there once the window has been asked for. */
  | { name: 'paying'; paymentId?: string }
  | {
      name: 'confirming';
      paymentId: string;
      end: WindowEnd;
      /** It may be the return of another integration on the page. */
      maybeForeign: boolean;
    }
  | Conclusion;
