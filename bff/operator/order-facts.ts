import { defined } from '../domain/defined.ts';
import type { LaterEvents } from '../domain/dispute.ts';
import type { Hold, Mismatch, Order, Release } from '../domain/order.ts';
import type { PortOneStatus } from '../domain/portone-status.ts';
import type { ChosenOption, Sale } from '../domain/sale/sale.ts';

/** An order as an operator sees it, field by field: nothing in it says who the buyer is. */
export type OrderFacts = {
  paymentId: string;
  createdAt: string;
  expiresAt: string;
  itemId: string;
  quantity: number;
  orderName: string;
  /** What the buyer chose of it. */
  options?: ChosenOption[];
  code?: string;
  /** What adds up to the total, where that is more than the item. */
  lines?: Sale['lines'];
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
  /** Differences from the order that cost nothing. */
  notes?: Mismatch[];
  hold?: Hold;
  released?: Release;
} & LaterEvents;

export function orderFacts({ settlement, ...order }: Order): OrderFacts {
  const { hold, released } = settlement ?? {};
  return defined({
    paymentId: order.paymentId,
    createdAt: order.createdAt,
    expiresAt: order.expiresAt,
    itemId: order.itemId,
    quantity: order.quantity,
    orderName: order.orderName,
    options: order.sale?.options,
    code: order.sale?.code,
    lines: order.sale?.lines,
    totalAmount: order.totalAmount,
    currency: order.currency,
    methodId: order.methodId,
    storeId: order.storeId,
    channelKey: order.channelKey,
    channelType: order.channelType,
    status: settlement?.status,
    transactionId: settlement?.transactionId,
    requestedAt: settlement?.requestedAt,
    statusChangedAt: settlement?.statusChangedAt,
    paidAmount: settlement?.paidAmount,
    cancelledAmount: settlement?.cancelledAmount,
    paidAt: settlement?.paidAt,
    pgCode: settlement?.failure?.pgCode,
    dueAt: settlement?.virtualAccount?.dueAt,
    fulfilledAt: settlement?.fulfilledAt,
    disputes: settlement?.disputes,
    failedCancellations: settlement?.failedCancellations,
    pendingCancellationIds: settlement?.pendingCancellationIds,
    notes: settlement?.notes,
    hold: hold && withoutPageData(hold),
    released: released && { ...released, hold: withoutPageData(released.hold) },
  });
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
