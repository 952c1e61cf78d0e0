import type { Failure } from '../../component/api/contract.ts';
import { classifyFailure, type GatewayError } from './classify-failure.ts';
import { defined } from './defined.ts';
import { fulfilmentEvents } from './fulfilment-event.ts';
import type { SecondsOf } from './judge-start.ts';
import type { ObservedPayment } from './observed-payment.ts';
import type { Order, Settlement } from './order.ts';
import { isSameToken, type PaymentToken } from './payment-token.ts';
import { heldAsSoldOut } from './sale/stock.ts';
import type { OrderStore, PaymentReader } from './settle-payment.ts';
import { isPaidOrBeyond, stopUnpaid } from './transition.ts';

/** `error` is the reason that the gateway, or PortOne, gave. */
export type ConfirmResult = { confirmed: true } | { confirmed: false; error: GatewayError };

export type PaymentConfirmation = PaymentReader & {
  /**
   * Takes the money. What was already taken counts as confirmed.
   *
   * @throws {CheckoutError} `UPSTREAM_UNAVAILABLE` where it is not known whether the money was taken
   */
  confirmPayment(order: Order, token: PaymentToken): Promise<ConfirmResult>;
};

/**
 * @param known the order, where the caller has just read it
 * @returns why the gateway rejected the confirmation, if it did
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
  /**
   * Holds the pieces of an order whose money is about to be taken.
   *
   * @returns whether they are there
   */
  holdPieces?: ((order: Order) => Promise<boolean>) | undefined;
  /** Called with an order that is held instead of confirmed. */
  onSettled: (order: Order) => void;
};

/** What an order becomes whose payment is stopped before it is made, since others have its pieces. */
function stopSoldOut({
  status,
  transactionId,
  statusChangedAt,
  requestedAt,
}: ObservedPayment): Settlement {
  return heldAsSoldOut(defined({ status, transactionId, statusChangedAt, requestedAt }));
}

/**
 * Confirms a payment that PortOne holds until the shop approves it, after
 * comparing it with the order: a wrong amount, an attempt after the order's
 * end, or one whose pieces others have, is stopped here before any money moves. However often a page asks, at
 * once or again, the payment is confirmed once.
 * Of two tokens of one payment the second waits until the result of the first is known.
 */
export function paymentConfirmer(dependencies: ConfirmPaymentDependencies): ConfirmPayment {
  const { orders, portOne, now, secondsOf, holdPieces, onSettled } = dependencies;
  const underWay = new Map<
    string,
    { token: PaymentToken; confirmation: Promise<Failure | undefined> }
  >();

  const confirm: ConfirmPayment = async (paymentId, token, known) => {
    const order = known ?? (await orders.find(paymentId));
    if (!order || order.settlement?.hold) return undefined;
    if (order.settlement && isPaidOrBeyond(order.settlement)) return undefined;
    const observed = await portOne.getPayment(paymentId);
    // Settling the payment handles every other status.
    if (observed?.status !== 'READY' && observed?.status !== 'PAY_PENDING') return undefined;

    const settlement =
      stopUnpaid(order, observed, secondsOf) ??
      ((await holdPieces?.(order)) === false ? stopSoldOut(observed) : undefined);
    if (settlement) {
      const events = fulfilmentEvents(order, settlement, observed, now());
      const held = await orders.settle(order, settlement, events);
      if (held) onSettled(held);
      return undefined;
    }
    const result = await portOne.confirmPayment(order, token);
    return result.confirmed
      ? undefined
      : classifyFailure(observed.pgProvider, order.payMethod, result.error);
  };

  const confirmOnce: ConfirmPayment = (paymentId, token, known) => {
    const current = underWay.get(paymentId);
    if (current && isSameToken(current.token, token)) return current.confirmation;
    if (current) {
      const next = () => confirmOnce(paymentId, token);
      return current.confirmation.then(next, next);
    }
    const confirmation = confirm(paymentId, token, known).finally(() => underWay.delete(paymentId));
    underWay.set(paymentId, { token, confirmation });
    return confirmation;
  };
  return confirmOnce;
}
