import type { PaymentConfirmation } from './confirm-payment.ts';
import type { Order } from './order.ts';
import type { PaymentLister } from './reconciliation.ts';

/** What the server asks of PortOne. */
export type PortOne = PaymentConfirmation &
  PaymentLister & {
    /**
     * Pins an order's amount at PortOne, so that a payment window for another one does not open. Where
     * PortOne is asked too often (429), the order goes on without: its payment is compared all the same.
     *
     * @throws {CheckoutError} `UPSTREAM_UNAVAILABLE`
     */
    preRegister(order: Order): Promise<void>;
    close(): Promise<void>;
  };
