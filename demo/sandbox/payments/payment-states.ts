/**
 * A payment as PortOne records it in each status. The order of statuses is READY → PAID →
 * PARTIAL_CANCELLED → CANCELLED, with VIRTUAL_ACCOUNT_ISSUED or PAY_PENDING between READY and PAID
 * where the gateway does not settle at once, or READY → FAILED → READY again under a new
 * transaction. A few gateways approve later what they had declined: FAILED → PAID under the same
 * transaction. Pure: each function gets the time, and returns the REST representation. No HTTP, no
 * clock, no store.
 */
import type { PaymentFailure } from '@portone/server-sdk/payment';
import { defined } from '../../../bff/domain/defined.ts';
import type { Gateway } from '../gateways/gateway.ts';
import type { PreparedRequest } from '../request/payment-request.ts';
import { issuedReceipt } from './cash-receipt.ts';
import { paymentMethod, virtualAccountMethod } from './payment-methods.ts';
import type {
  FailedPayment,
  OpenPayment,
  PaidPayment,
  PaymentOrigin,
  PayPendingPayment,
  ReadyPayment,
  SandboxPayment,
  VirtualAccountIssuedPayment,
} from './rest-payment.ts';

/** One payment attempt: a request with its channel and gateway, under a transaction of its own. */
export type Attempt = {
  request: PreparedRequest;
  gateway: Gateway;
  merchantId: string;
  storeName: string;
  channel: NonNullable<ReadyPayment['channel']>;
  /** The group from which the channel was picked, if the request named one. */
  channelGroup: ReadyPayment['channelGroup'] | undefined;
  transactionId: string;
  origin: PaymentOrigin;
  /** What the request's promotion takes off the amount. */
  discount: number;
  /** The buyer's receipt; absent where the sandbox does not listen. */
  receiptUrl: string | undefined;
  /** Whether the gateway decides on cancellations later: see SandboxChannel. */
  cancelsLater: boolean;
};

/** What a payment has in every status. */
type PaymentBase = Omit<ReadyPayment, 'status' | 'channel'> & {
  channel: NonNullable<ReadyPayment['channel']>;
};

/**
 * What stays when the status changes. The fields are named one by one: PortOne answers the rest in
 * some statuses only, and what is spread along is not checked by the compiler.
 */
export function baseOf(payment: SandboxPayment, channel: PaymentBase['channel']): PaymentBase {
  const { id, transactionId, merchantId, storeId, method, channelGroup, version } = payment;
  const { requestedAt, updatedAt, statusChangedAt, orderName, amount, currency } = payment;
  const { customer, origin, promotionId, isCulturalExpense, escrow, products } = payment;
  const { productCount, customData, country } = payment;
  return {
    id,
    transactionId,
    merchantId,
    storeId,
    ...defined({ method }),
    channel,
    ...defined({ channelGroup }),
    version,
    requestedAt,
    updatedAt,
    statusChangedAt,
    orderName,
    amount,
    currency,
    customer,
    origin,
    ...defined({ promotionId, isCulturalExpense, escrow, products }),
    ...defined({ productCount, customData, country }),
  };
}

function amountOf({ request, discount }: Attempt): ReadyPayment['amount'] {
  const { totalAmount, taxFreeAmount, vatAmount, currency } = request;
  const taxFree = taxFreeAmount ?? 0;
  // PortOne computes VAT for the won only: an eleventh of the taxed amount.
  const vat = vatAmount ?? (currency === 'KRW' ? Math.round((totalAmount - taxFree) / 11) : 0);
  return {
    total: totalAmount,
    taxFree,
    vat,
    supply: totalAmount - taxFree - vat,
    discount,
    paid: 0,
    cancelled: 0,
    cancelledTaxFree: 0,
  };
}

/** The buyer under the REST API's names. */
function customerOf({ customer }: PreparedRequest): ReadyPayment['customer'] {
  if (!customer) return {};
  const { customerId, fullName, firstName, lastName, address } = customer;
  const name = fullName ?? [lastName, firstName].filter(Boolean).join(' ');
  const { phoneNumber, email, gender, birthYear, birthMonth, birthDay, zipcode } = customer;
  return {
    ...(customerId && { id: customerId }),
    ...(name && { name }),
    ...defined({ phoneNumber, email, gender, birthYear, birthMonth, birthDay, zipcode }),
    ...(address && {
      address: {
        type: 'SEPARATED',
        oneLine: `${address.addressLine1} ${address.addressLine2}`,
        addressLine1: address.addressLine1,
        addressLine2: address.addressLine2,
        ...(address.city && { city: address.city }),
        ...(address.province && { province: address.province }),
        ...(address.country && { country: address.country }),
      },
    }),
  };
}

export function readyPayment(attempt: Attempt, at: string): ReadyPayment {
  const { request } = attempt;
  return {
    status: 'READY',
    id: request.paymentId,
    transactionId: attempt.transactionId,
    merchantId: attempt.merchantId,
    storeId: request.storeId,
    channel: attempt.channel,
    ...(attempt.channelGroup && { channelGroup: attempt.channelGroup }),
    version: 'V2',
    requestedAt: at,
    updatedAt: at,
    statusChangedAt: at,
    orderName: request.orderName,
    amount: amountOf(attempt),
    currency: request.currency,
    customer: customerOf(request),
    origin: attempt.origin,
    promotionId: request.promotionId ?? '',
    isCulturalExpense: request.isCulturalExpense ?? false,
    ...(request.isEscrow && { escrow: { status: 'BEFORE_REGISTERED' } }),
    ...(request.products && {
      products: request.products.map(({ id, name, tag, code, amount, quantity, link }) =>
        defined({ id, name, tag, code, amount, quantity, link }),
      ),
    }),
    ...(request.customData && { customData: JSON.stringify(request.customData) }),
    ...(request.country && { country: request.country }),
  };
}

export function issuedPayment(
  payment: ReadyPayment,
  { request, gateway, channel, storeName }: Attempt,
  at: string,
): VirtualAccountIssuedPayment {
  return {
    ...baseOf(payment, channel),
    status: 'VIRTUAL_ACCOUNT_ISSUED',
    method: virtualAccountMethod(request, storeName, at),
    updatedAt: at,
    statusChangedAt: at,
    pgTxId: gateway.approval(request, new Date(at)).pgTxId,
  };
}

/** The buyer has finished, and the gateway has not decided yet. */
export function pendingPayment(
  payment: ReadyPayment,
  { request, gateway, channel }: Attempt,
  at: string,
): PayPendingPayment {
  const now = new Date(at);
  return {
    ...baseOf(payment, channel),
    status: 'PAY_PENDING',
    method: paymentMethod(request, gateway.wallet, now),
    updatedAt: at,
    statusChangedAt: at,
    pgTxId: gateway.approval(request, now).pgTxId,
  };
}

export function paidPayment(
  payment: OpenPayment | FailedPayment,
  { request, gateway, channel, receiptUrl }: Attempt,
  at: string,
): PaidPayment {
  const now = new Date(at);
  const { pgTxId, pgResponse } = gateway.approval(request, now);
  return {
    ...baseOf(payment, channel),
    status: 'PAID',
    method: payment.method ?? paymentMethod(request, gateway.wallet, now),
    updatedAt: at,
    statusChangedAt: at,
    amount: { ...payment.amount, paid: payment.amount.total - payment.amount.discount },
    paidAt: at,
    pgTxId,
    pgResponse: JSON.stringify(pgResponse),
    ...issuedReceipt(request, payment, at),
    ...(receiptUrl && { receiptUrl }),
    disputes: [],
  };
}

export function failedPayment(
  payment: OpenPayment,
  { channel }: Pick<Attempt, 'channel'>,
  failure: PaymentFailure,
  at: string,
): FailedPayment {
  return {
    ...baseOf(payment, channel),
    status: 'FAILED',
    updatedAt: at,
    statusChangedAt: at,
    failedAt: at,
    failure,
  };
}
