import { type PaymentRequest, type PaymentResponse, requestPayment } from '@portone/browser-sdk/v2';

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
 * Opens PortOne's window and waits for its end; never rejects. `window.PortOne` must be there, so
 * that nothing but a microtask lies between the click and the window. A second call
 * takes the window away from the first, whose promise PortOne then leaves pending for ever: here
 * the first ends as `silent`.
 */
export function openPayment(request: PaymentRequest, pgProvider: string): Promise<WindowEnd> {
  giveUpCurrent?.();
  return new Promise((resolve) => {
    giveUpCurrent = () => resolve('silent');
    requestPayment(request).then(
      (resolved) => resolve({ resolved, pgProvider }),
      (rejected: unknown) => resolve({ rejected, pgProvider }),
    );
  });
}
