import type { BffClient } from '../api/checkout-api.ts';
import type {
  ItemAnswer,
  OrderAnswer,
  OrderHoldRequest,
  OrderPageRequest,
  OrderProof,
  OrderRequest,
} from '../api/contract.ts';
import { type KeptOrder, keptOrders } from '../page/kept-orders.ts';
import { createPreparedOrder, type OrderClock } from './prepared-order.ts';
import { returnAddressOf } from './return-address.ts';

/** What placing orders reads of a checkout, at the time of use. */
export type OrderSource = {
  readonly host: {
    readonly itemId: string | undefined;
    readonly redirectUrl: string | undefined;
    requestUpdate(): void;
  };
  readonly clock: OrderClock;
  readonly itemAnswer: ItemAnswer | undefined;
  readonly bff: BffClient;
  readonly loadSignal: AbortSignal;
  warn(reason: unknown): void;
};

/**
 * The orders of a checkout. What this browser has not paid for yet, as far as it knows, is ordered again
 * under the same `paymentId`, so that PortOne itself refuses a second payment.
 */
export function createOrders(checkout: OrderSource) {
  const prepared = createPreparedOrder(checkout.clock, send, () => checkout.host.requestUpdate());
  /** The page that each order was placed with; the buyer may have moved on since. */
  const pages = new Map<string, string | null>();
  /** Orders that the server has not answered with again: another purchase, or too old. */
  const notAgain = new Set<string>();
  /** The order that keeps pieces for this buyer, or will from a press on, and what it is for. */
  let holding: { proof: OrderProof; what: string } | undefined;

  return {
    ...prepared,

    previous,

    /** An order of this element's gives way to the same one that another element, or tab, took to a window. */
    giveWay(request: OrderRequest): void {
      const order = prepared.readyForButtons(request);
      const earlier = order && previous(request);
      const isSame =
        earlier?.secret !== undefined &&
        earlier.paymentId !== order?.paymentId &&
        earlier.quantity === order?.quantity &&
        earlier.totalAmount === order.totalAmount;
      if (isSame) prepared.forget();
    },

    /**
     * Tells the server of a press, with requests that outlive this page: where the buyer is now, and
     * that pieces which are counted are to be held.
     *
     * @param onSoldOut called where others have them by now
     */
    press({ paymentId, secret, held }: OrderAnswer, onSoldOut: () => void): void {
      const { bff, warn, host } = checkout;
      const { page } = returnAddressOf(host.redirectUrl);
      if (!secret) return;
      if (pages.get(paymentId) !== page) {
        pages.set(paymentId, page);
        const request = { paymentId, secret, page } satisfies OrderPageRequest;
        bff.tell('orders/page', request).catch(warn);
      }
      if (held === undefined) return;
      const request = { paymentId, secret } satisfies OrderHoldRequest;
      bff.tell('orders/hold', request).then((status) => status === 409 && onSoldOut(), warn);
    },
  };

  async function send(request: OrderRequest, isAhead: boolean): Promise<OrderAnswer> {
    const { page } = returnAddressOf(checkout.host.redirectUrl);
    const { itemId, quantity, options, amount } = request;
    const what = JSON.stringify([itemId, quantity, options, amount]);
    // For another choice it holds nothing any more. For the same it may have been paid.
    const given: Partial<KeptOrder> | undefined =
      holding?.what === what ? undefined : holding?.proof;
    const { paymentId, secret, returnToken } = previous(request) ?? given ?? {};
    const order = await checkout.bff.ask<OrderAnswer>('orders', checkout.loadSignal, {
      ...request,
      page,
      ...(paymentId && secret && { previous: { paymentId, secret } }),
      ...(isAhead && checkout.itemAnswer?.item.counted && { ahead: true }),
    } satisfies OrderRequest);
    // The server tells them once. Its way back is opened anew at the press, with the page of then.
    if (order.held !== undefined && order.secret) {
      holding = { proof: { paymentId: order.paymentId, secret: order.secret }, what };
    }
    if (paymentId === order.paymentId) {
      return { ...(secret && { secret }), ...(returnToken && { returnToken }), ...order };
    }
    pages.set(order.paymentId, page);
    if (paymentId) notAgain.add(paymentId);
    return order;
  }

  /** Of the same choice. Another one is another purchase. */
  function previous(request: OrderRequest): KeptOrder | undefined {
    const { quantity: wanted = 1, methodId: method } = request;
    const sale = saleKeyOf(request);
    return keptOrders().find(
      ({ server, itemId, quantity, methodId = method, choice, phase, announced, paymentId }) =>
        server === checkout.bff.server &&
        itemId === request.itemId &&
        quantity === wanted &&
        methodId === method &&
        choice === sale &&
        // What is being checked may be paid: the server knows. While an account waits, another may be bought.
        (phase === 'open' || (phase === 'waits' && announced !== 'issued')) &&
        !notAgain.has(paymentId),
    );
  }
}

/** What tells one purchase of an item from another in what a browser keeps, and nothing personal. */
export function saleKeyOf({
  options,
  amount,
}: Pick<OrderRequest, 'options' | 'amount'>): string | undefined {
  return options || amount ? JSON.stringify([options, amount]) : undefined;
}
