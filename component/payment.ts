/**
 * The part that knows PortOne's script (see part.ts): it loads it, builds the request and opens the
 * window. It is fetched alongside the item, so that it is here before anybody can press a button.
 */
export { loadPortOne } from './load-portone.ts';
export { openPayment } from './open-payment.ts';
export { buildPaymentRequest } from './payment-request.ts';
