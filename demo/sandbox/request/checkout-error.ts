import type { PaymentError } from '@portone/browser-sdk/v2';

/**
 * An error of the checkout service; `requestPayment` rejects with its code and message. The codes
 * are PortOne's; which code belongs to which cause is partly inferred from their names.
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

/** The error where no window opens: PortOne puts the same sentence before each reason. */
export function windowError(status: number, code: PaymentError['code'], reason: string) {
  return new CheckoutError(status, code, `결제 창 호출에 실패하였습니다. ${reason}`);
}
