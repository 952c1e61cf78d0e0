import type { PaymentRequest, PaymentResponse } from '@portone/browser-sdk/v2';
import type { PortOneScript } from './load-portone.ts';

/** What came back from a payment window, unread. */
export type WindowEnd =
  | { resolved: PaymentResponse | undefined; pgProvider?: string }
  | { rejected: unknown; pgProvider?: string }
  /** The query of a redirect. */
  | { query: URLSearchParams }
  /** Nothing was heard: another window took its place, or it never will settle. */
  | 'silent';

/** PortOne shows one window per page, so there is one of these per page. */
let giveUpCurrent: (() => void) | undefined;

/**
 * Opens PortOne's window, within the call, and waits for its end; never rejects. A second call
 * takes the window away from the first, whose promise PortOne then leaves pending for ever: here
 * the first ends as `silent`.
 */
export function openPayment(
  portOne: PortOneScript,
  request: PaymentRequest,
  pgProvider: string,
): Promise<WindowEnd> {
  giveUpCurrent?.();
  return new Promise((resolve) => {
    giveUpCurrent = () => resolve('silent');
    portOne.requestPayment(request).then(
      (resolved) => resolve({ resolved, pgProvider }),
      (rejected: unknown) => resolve({ rejected, pgProvider }),
    );
  });
}
