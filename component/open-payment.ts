import { type PaymentRequest, requestPayment } from '@portone/browser-sdk/v2';
import { outcomeOfRejection, outcomeOfResponse, type WindowOutcome } from './payment-outcome.ts';

/** PortOne shows one window per page, so there is one of these per page. */
let giveUpCurrent: (() => void) | undefined;

/**
 * Opens PortOne's window and waits for its end; never rejects. `window.PortOne` must be there.
 * A second call takes the window away from the first, whose promise PortOne then leaves pending
 * for ever: here the first ends as `silent`.
 */
export function openPayment(request: PaymentRequest): Promise<WindowOutcome> {
  giveUpCurrent?.();
  return new Promise((resolve) => {
    giveUpCurrent = () => resolve({ name: 'silent' });
    requestPayment(request).then(outcomeOfResponse, outcomeOfRejection).then(resolve);
  });
}
