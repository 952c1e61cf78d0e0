import type { Failure } from '../../component/api/contract.ts';
import { classifyFailure, type GatewayRefusal } from './classify-failure.ts';
import { fulfilmentEvents } from './fulfilment-event.ts';
import type { SecondsOf } from './judge-start.ts';
import type { Order } from './order.ts';
import type { OrderStore, PaymentReader } from './settle-payment.ts';
import { isPaidOrBeyond, stopUnpaid } from './transition.ts';

/** What a channel with manual approval hands to the page once the buyer has agreed to pay. */
export type PaymentToken = { paymentToken: string; txId?: string };

/** `refusal` is what the gateway, or PortOne, said against it. */
export type ConfirmResult = { confirmed: true } | { confirmed: false; refusal: GatewayRefusal };

export type PaymentConfirmation = PaymentReader & {
  /**
   * Takes the money. What was already taken counts as confirmed.
   *
   * @throws {CheckoutError} `UPSTREAM_UNAVAILABLE` where nobody knows whether it was taken
   */
  confirmPayment(order: Order, token: PaymentToken): Promise<ConfirmResult>;
};

/**
 * @param known the order, for whoever has just read it
 * @returns why the payment was refused at its confirmation, if it was
 */
export type ConfirmPayment = (
  paymentId: string,
  token: PaymentToken,
  known?: Order,
) => Promise<Failure | undefined>;

export type ConfirmPaymentDependencies = {
  orders: OrderStore;
  portOne: PaymentConfirmation;
  /** RFC 3339 */
  now: () => string;
  secondsOf: SecondsOf;
  /** Hears of an order that is held instead of confirmed. */
  onSettled: (order: Order) => void;
};

/**
 * Approves a payment that PortOne keeps waiting for the shop's word, after
 * comparing it with the order: here a wrong amount, or a buyer who comes after
 * the order's end, is stopped before any money moves. However often a page asks, at once or again, it is confirmed once.
 * Of two tokens of one payment the second waits until it is known what became of the first.
 */
export function paymentConfirmer(dependencies: ConfirmPaymentDependencies): ConfirmPayment {
  const { orders, portOne, now, secondsOf, onSettled } = dependencies;
  const underWay = new Map<
    string,
    { paymentToken: string; confirmation: Promise<Failure | undefined> }
  >();

  const confirm: ConfirmPayment = async (paymentId, token, known) => {
    const order = known ?? (await orders.find(paymentId));
    if (!order || order.settlement?.hold) return undefined;
    if (order.settlement && isPaidOrBeyond(order.settlement)) return undefined;
    const observed = await portOne.getPayment(paymentId);
    // Whatever else it is by now, settling will say.
    if (observed?.status !== 'READY' && observed?.status !== 'PAY_PENDING') return undefined;

    const settlement = stopUnpaid(order, observed, secondsOf);
    if (settlement) {
      const events = fulfilmentEvents(order, settlement, observed, now());
      const held = await orders.settle(order, settlement, events);
      if (held) onSettled(held);
      return undefined;
    }
    const result = await portOne.confirmPayment(order, token);
    return result.confirmed
      ? undefined
      : classifyFailure(observed.pgProvider, order.payMethod, result.refusal);
  };

  const confirmOnce: ConfirmPayment = (paymentId, token, known) => {
    const current = underWay.get(paymentId);
    if (current?.paymentToken === token.paymentToken) return current.confirmation;
    if (current) {
      const next = () => confirmOnce(paymentId, token);
      return current.confirmation.then(next, next);
    }
    const confirmation = confirm(paymentId, token, known).finally(() => underWay.delete(paymentId));
    underWay.set(paymentId, { paymentToken: token.paymentToken, confirmation });
    return confirmation;
  };
  return confirmOnce;
}
