/**
 * A payment as PortOne records it in each status. The order of statuses is READY → PAID →
 * PARTIAL_CANCELLED → CANCELLED, with VIRTUAL_ACCOUNT_ISSUED or PAY_PENDING between READY and PAID
 * where the gateway does not settle at once, or READY → FAILED → READY again under a new
 * transaction. Pure: each function gets the time, and returns the REST representation. No HTTP, no
 * clock, no store.
 */
import type {
  CancelledPayment,
  FailedPayment,
  PaidPayment,
  PartialCancelledPayment,
  PaymentAmount,
  PaymentFailure,
  PayPendingPayment,
  ReadyPayment,
  VirtualAccountIssuedPayment,
} from '@portone/server-sdk/payment';
import { defined } from '../../../bff/domain/defined.ts';
import type { Gateway } from '../gateways/gateway.ts';
import type { PreparedRequest } from '../request/payment-request.ts';
import { paymentMethod, virtualAccountMethod } from './payment-methods.ts';

/** A payment that is neither paid nor failed yet. */
export type OpenPayment = ReadyPayment | VirtualAccountIssuedPayment | PayPendingPayment;

export type SandboxPayment =
  | OpenPayment
  | PaidPayment
  | FailedPayment
  | PartialCancelledPayment
  | CancelledPayment;

/** A payment that can be refunded. */
export type CancellablePayment = PaidPayment | PartialCancelledPayment;

/** One payment attempt: a request with its channel and gateway, under a transaction of its own. */
export type Attempt = {
  request: PreparedRequest;
  gateway: Gateway;
  merchantId: string;
  storeName: string;
  channel: NonNullable<ReadyPayment['channel']>;
  /** The group from which the channel was picked, if the request named one. */
  channelGroup: ReadyPayment['channelGroup'];
  transactionId: string;
};

function amountOf({ totalAmount, taxFreeAmount, vatAmount, currency }: PreparedRequest) {
  const taxFree = taxFreeAmount ?? 0;
  // PortOne computes VAT for the won only: an eleventh of the taxed amount.
  const vat = vatAmount ?? (currency === 'KRW' ? Math.round((totalAmount - taxFree) / 11) : 0);
  return {
    total: totalAmount,
    taxFree,
    vat,
    supply: totalAmount - taxFree - vat,
    discount: 0,
    paid: 0,
    cancelled: 0,
    cancelledTaxFree: 0,
  } satisfies PaymentAmount;
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
    amount: amountOf(request),
    currency: request.currency,
    customer: customerOf(request),
    promotionId: request.promotionId ?? '',
    isCulturalExpense: request.isCulturalExpense ?? false,
    ...(request.products && {
      products: request.products.map(({ id, name, tag, code, amount, quantity, link }) =>
        defined({ id, name, tag, code, amount, quantity, link }),
      ),
    }),
    ...(request.customData && { customData: JSON.stringify(request.customData) }),
    ...(request.country && { country: request.country.replace(/^COUNTRY_/, '') }),
  };
}

export function issuedPayment(
  payment: ReadyPayment,
  { request, gateway, channel, storeName }: Attempt,
  at: string,
): VirtualAccountIssuedPayment {
  return {
    ...payment,
    status: 'VIRTUAL_ACCOUNT_ISSUED',
    method: virtualAccountMethod(request, storeName, at),
    channel,
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
    ...payment,
    status: 'PAY_PENDING',
    method: paymentMethod(request, gateway.wallet, now),
    channel,
    updatedAt: at,
    statusChangedAt: at,
    pgTxId: gateway.approval(request, now).pgTxId,
  };
}

export function paidPayment(
  payment: OpenPayment,
  { request, gateway, channel }: Attempt,
  at: string,
): PaidPayment {
  const now = new Date(at);
  const { pgTxId, pgResponse } = gateway.approval(request, now);
  return {
    ...payment,
    status: 'PAID',
    method:
      payment.status !== 'READY' && payment.method
        ? payment.method
        : paymentMethod(request, gateway.wallet, now),
    channel,
    updatedAt: at,
    statusChangedAt: at,
    amount: { ...payment.amount, paid: payment.amount.total - payment.amount.discount },
    paidAt: at,
    pgTxId,
    pgResponse: JSON.stringify(pgResponse),
    disputes: [],
  };
}

export function failedPayment(
  payment: OpenPayment,
  failure: PaymentFailure,
  at: string,
): FailedPayment {
  return {
    ...payment,
    status: 'FAILED',
    updatedAt: at,
    statusChangedAt: at,
    failedAt: at,
    failure,
  };
}
