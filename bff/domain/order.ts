import type {
  Currency,
  Environment,
  Failure,
  PayMethod,
  PaymentSubject,
  Product,
  VirtualAccount,
} from '../../component/api/contract.ts';
import { type CatalogItem, type Method, optionsOf, type Store } from './catalog.ts';
import { CheckoutError } from './checkout-error.ts';
import type { LaterEvents } from './dispute.ts';
import type { KeptToken } from './payment-token.ts';
import type { PortOneStatus } from './portone-status.ts';
import { agreedSale } from './sale/agreed-sale.ts';
import { pricePurchase } from './sale/price-purchase.ts';
import type { PrivateDetails } from './sale/private-details.ts';
import { type Purchase, plainPurchase } from './sale/purchase.ts';
import type { Sale, StockClaim } from './sale/sale.ts';
import { shelfOf } from './sale/shelves.ts';

/** PortOne's kind of channel: no money moves through a `TEST` one. */
export type ChannelType = 'TEST' | 'LIVE';

/**
 * A sale as it was agreed: the snapshot that a payment is compared with. What
 * the catalog says later changes nothing about it.
 */
export type Order = {
  paymentId: string;
  itemId: string;
  /** The item's name as the catalog had it, without the quantity. */
  itemName: string;
  quantity: number;
  methodId: string;
  payMethod: PayMethod;
  orderName: string;
  totalAmount: number;
  taxFreeAmount?: number;
  vatAmount?: number;
  currency: Currency;
  products: Product[];
  storeId: string;
  channelKey?: string;
  channelType: ChannelType;
  /** Absent in orders of 0.2 and before. */
  asked?: AskedOptions;
  /** Absent in orders of 0.2 and before, and where the item is all that there is to say. */
  sale?: Sale;
  environment: Environment;
  /** RFC 3339, as all times here. */
  createdAt: string;
  expiresAt: string;
  /** Its payment; absent until PortOne has reported one. */
  settlement?: Settlement;
  /** Of the secret that only the browser that ordered knows; absent in orders of 0.1.1 and of its script. */
  secretHash?: string;
  /** When PortOne's redirect first came back, and whether it said that the payment had failed. */
  returned?: { at: string; withCode: boolean };
  /** What manual approval needs and has not been used yet, until the order is paid or over. */
  approval?: KeptToken[];
  /** Counts the changes, so that a writer notices that another one was faster. */
  version: number;
};

/** What the catalog's options ask PortOne for, as far as a payment says it back. */
export type AskedOptions = {
  /** Of which PortOne takes one channel. */
  channelGroupId?: string;
  promotionId?: string;
  isCulturalExpense: boolean;
  isEscrow: boolean;
  /** The numbers of months that a card may be charged in; absent where the buyer may choose any. */
  installmentMonths?: readonly number[];
};

/** A payment as last seen at PortOne, and what that means here. */
export type Settlement = {
  status: PortOneStatus;
  /** PortOne's id of the attempt. */
  transactionId: string;
  /** With nine digits of a second, so that the texts compare as times. */
  statusChangedAt: string;
  /** As PortOne says it, in the same form. */
  requestedAt?: string;
  /** The earliest time at which the attempt is known to have been under way; absent in orders of 0.1.0. */
  startedBy?: string;
  /** What was really paid: a discount makes it less than the order's total. */
  paidAmount?: number;
  cancelledAmount?: number;
  /** PortOne's ids of the refunds that have been told about. */
  cancellationIds?: string[];
  paidAt?: string;
  receiptUrl?: string;
  failure?: Failure;
  virtualAccount?: VirtualAccount;
  /** What PortOne gave back differently from the order although it costs nothing: kept, and no reason to hold. */
  notes?: Mismatch[];
  /** Why an operator has to look at it before anything is fulfilled. */
  hold?: Hold;
  /** When the order was fulfilled: once, whatever happens later. */
  fulfilledAt?: string;
  /** Who lifted a hold, and with it accepted the attempt as it is. */
  released?: Release;
} & LaterEvents;

/** An operator's decision to accept a held payment as it is. */
export type Release = {
  at: string;
  by: string;
  note?: string;
  /** The attempt that it is about; another one is compared anew. */
  transactionId: string;
  /** What was held against it. */
  hold: Hold;
};

/** One way in which a payment is not the one that was ordered. */
export type Mismatch = { field: string; expected: unknown; actual: unknown };

export type Hold =
  /** What PortOne has is not what was ordered. */
  | { reason: 'MISMATCH'; evidence: Mismatch[] }
  /** What was ordered, asked for long after the order's end: its price may be another by now. */
  | { reason: 'EXPIRED'; expiresAt: string; startedBy: string }
  /** Partly refunded before we ever saw it paid: a person decides what to deliver. */
  | { reason: 'PARTIAL_CANCELLED_UNSEEN' }
  /** Paid after its pieces were no longer held, and others have them. */
  | { reason: 'SOLD_OUT' };

export type OrderTerms = {
  paymentId: string;
  item: CatalogItem;
  method: Method;
  store: Store;
  channelType: ChannelType;
  environment: Environment;
  quantity: number;
  /** What was chosen and written, checked; nothing where absent. */
  purchase?: Purchase;
  /** What is kept of it elsewhere. */
  details?: PrivateDetails | undefined;
  createdAt: string;
  expiresAt: string;
};

/**
 * Prices an order. The catalog is the only source of its amounts.
 *
 * @throws {CheckoutError} `QUANTITY_UNAVAILABLE` for more than the item allows
 */
export function placeOrder(terms: OrderTerms): Order {
  const { item, method, quantity, purchase = plainPurchase, details } = terms;
  if (quantity > item.maxQuantity) {
    throw new CheckoutError(
      'QUANTITY_UNAVAILABLE',
      `At most ${item.maxQuantity} of this item can be ordered at once.`,
    );
  }
  const priced = pricePurchase(item, method, quantity, purchase);
  const sale = agreedSale(item, purchase, priced, details, claimOf(item, purchase, quantity));
  return {
    paymentId: terms.paymentId,
    itemId: item.id,
    itemName: item.name,
    quantity,
    methodId: method.id,
    payMethod: method.payMethod,
    orderName: priced.orderName,
    totalAmount: priced.totalAmount,
    ...(priced.taxFreeAmount !== undefined && { taxFreeAmount: priced.taxFreeAmount }),
    ...(priced.vatAmount !== undefined && { vatAmount: priced.vatAmount }),
    currency: item.currency,
    products: priced.products,
    storeId: terms.store.id,
    ...(method.channelKey !== undefined && { channelKey: method.channelKey }),
    channelType: terms.channelType,
    asked: askedOptions(method, item),
    ...(sale && { sale }),
    environment: terms.environment,
    createdAt: terms.createdAt,
    expiresAt: terms.expiresAt,
    version: 0,
  };
}

function claimOf(
  item: CatalogItem,
  { combination }: Purchase,
  quantity: number,
): StockClaim | undefined {
  const chosen = (item.options ?? []).map(({ id }, index) => [id, combination[index]?.id ?? '']);
  const shelf = shelfOf(item, Object.fromEntries(chosen));
  return (
    shelf && { shelf: shelf.id, quantity, ...(item.holdForDeposit && { holdForDeposit: true }) }
  );
}

function askedOptions(method: Method, item: CatalogItem): AskedOptions {
  const options = optionsOf(method, item);
  const { channelGroupId, promotionId, isCulturalExpense, isEscrow } = options;
  const { installment } = (method.payMethod === 'CARD' ? options.card : options.easyPay) ?? {};
  const { fixedMonth, availableMonthList } = installment?.monthOption ?? {};
  const installmentMonths = fixedMonth === undefined ? availableMonthList : [fixedMonth];
  return {
    ...(channelGroupId !== undefined && { channelGroupId }),
    ...(promotionId !== undefined && { promotionId }),
    isCulturalExpense: isCulturalExpense === true,
    isEscrow: isEscrow === true,
    ...(installmentMonths && { installmentMonths }),
  };
}

/** The public part of an order: what a client that has its id may read. */
export function subjectOf(order: Order): PaymentSubject {
  const { itemId, itemName, quantity, totalAmount, currency, environment } = order;
  return { itemId, itemName, quantity, totalAmount, currency, environment };
}
