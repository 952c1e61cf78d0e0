import type { PaymentError } from '@portone/browser-sdk/v2';

/**
 * A refusal by the checkout service, with what `requestPayment` then rejects with. The codes are
 * PortOne's; which code goes with which cause is partly inferred from their names.
 */
export class CheckoutError extends Error {
  readonly status: number;
  readonly code: PaymentError['code'];

  constructor(status: number, code: PaymentError['code'], message: string) {
    super(message);
    this.name = 'CheckoutError';
    this.status = status;
    this.code = code;
  }
}

/** A refusal before the window opens: PortOne puts the same sentence before each of its reasons. */
export function windowRefused(status: number, code: PaymentError['code'], reason: string) {
  return new CheckoutError(status, code, `결제 창 호출에 실패하였습니다. ${reason}`);
}
