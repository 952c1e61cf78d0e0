import type { Hold, Order, PortOneStatus, Release } from '../domain/order.ts';

/** An order as an operator sees it, field by field: nothing in it says who the buyer is. */
export type OrderFacts = {
  paymentId: string;
  createdAt: string;
  expiresAt: string;
  itemId: string;
  quantity: number;
  orderName: string;
  totalAmount: number;
  currency: string;
  methodId: string;
  storeId: string;
  channelKey?: string;
  channelType: string;
  /** Absent until PortOne has reported an attempt. */
  status?: PortOneStatus;
  transactionId?: string;
  /** When the buyer asked PortOne for it. */
  requestedAt?: string;
  statusChangedAt?: string;
  paidAmount?: number;
  cancelledAmount?: number;
  paidAt?: string;
  /** The gateway's own code. */
  pgCode?: string;
  /** Of a virtual account; its number and holder are the buyer's. */
  dueAt?: string;
  fulfilledAt?: string;
  hold?: Hold;
  released?: Release;
};

export function orderFacts({ settlement, ...order }: Order): OrderFacts {
  const { hold, released } = settlement ?? {};
  return {
    paymentId: order.paymentId,
    createdAt: order.createdAt,
    expiresAt: order.expiresAt,
    itemId: order.itemId,
    quantity: order.quantity,
    orderName: order.orderName,
    totalAmount: order.totalAmount,
    currency: order.currency,
    methodId: order.methodId,
    storeId: order.storeId,
    ...given('channelKey', order.channelKey),
    channelType: order.channelType,
    ...given('status', settlement?.status),
    ...given('transactionId', settlement?.transactionId),
    ...given('requestedAt', settlement?.requestedAt),
    ...given('statusChangedAt', settlement?.statusChangedAt),
    ...given('paidAmount', settlement?.paidAmount),
    ...given('cancelledAmount', settlement?.cancelledAmount),
    ...given('paidAt', settlement?.paidAt),
    ...given('pgCode', settlement?.failure?.pgCode),
    ...given('dueAt', settlement?.virtualAccount?.dueAt),
    ...given('fulfilledAt', settlement?.fulfilledAt),
    ...(hold && { hold: withoutPageData(hold) }),
    ...(released && { released: { ...released, hold: withoutPageData(released.hold) } }),
  };
}

function given<Name extends string, Value>(name: Name, value: Value | undefined) {
  return (value === undefined ? {} : { [name]: value }) as { [Key in Name]?: Value };
}

/** What an item is called; anything else in its place is what the buyer's page put there. */
const ITEM_ID = /^[A-Za-z0-9_-]{1,64}$/;

/** A page's `customData` without an item of ours may hold anything, personal data too. */
function withoutPageData(hold: Hold): Hold {
  if (hold.reason !== 'MISMATCH') return hold;
  const evidence = hold.evidence.map((mismatch) => {
    const { field, actual } = mismatch;
    const isTelling =
      field !== 'customData.item' ||
      actual === undefined ||
      (typeof actual === 'string' && ITEM_ID.test(actual));
    return isTelling ? mismatch : { ...mismatch, actual: '(something else)' };
  });
  return { ...hold, evidence };
}
