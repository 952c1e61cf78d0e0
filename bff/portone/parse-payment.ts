import { z } from 'zod';
import { CheckoutError } from '../domain/checkout-error.ts';
import { defined } from '../domain/defined.ts';
import type { ObservedPayment } from '../domain/observed-payment.ts';
import { portOneStatuses } from '../domain/portone-status.ts';
import type { ListedPayment } from '../domain/reconciliation.ts';
import { storableText } from '../domain/storable-text.ts';
import { secondsOf } from '../time/rfc3339.ts';
import { upstreamUnavailable } from './upstream-error.ts';

/** Texts of gateways and pages: none of them keeps the rest from being stored. */
const text = z.string().transform(storableText).optional().catch(undefined);
const time = z.iso.datetime({ offset: true }).refine(isWithinYears);
/** Any value, or none: it is compared with the order as it is. */
const claim = z.unknown().optional();
const amount = z.int().nonnegative().optional().catch(undefined);

/** In its filter, and there alone as far as we know, PortOne says `PENDING` of a payment that is PAY_PENDING. */
const status = z.preprocess(
  (value) => (value === 'PENDING' ? 'PAY_PENDING' : value),
  z.enum(portOneStatuses),
);

const installment = z.object({ month: claim }).optional().catch(undefined);

/**
 * Only these fields must be valid for an answer to be a payment. The rest is
 * optional, and what is compared with the order is not checked here.
 */
const paymentShape = z.object({
  id: z.string(),
  status,
  transactionId: z.string().transform(storableText),
  statusChangedAt: time,
  // Needed for few payments: one without it is judged by its other times.
  requestedAt: time.optional().catch(undefined),
  storeId: claim,
  channel: z.object({ type: claim, key: claim, pgProvider: text }).optional().catch(undefined),
  orderName: claim,
  channelGroup: z.object({ id: claim }).optional().catch(undefined),
  amount: z
    .object({
      total: claim,
      paid: claim,
      discount: claim,
      cancelled: claim,
      taxFree: claim,
      vat: claim,
    })
    .optional()
    .catch(undefined),
  promotionId: claim,
  isCulturalExpense: claim,
  escrow: claim,
  products: claim,
  currency: claim,
  customData: claim,
  paidAt: text,
  receiptUrl: text,
  failure: z.object({ reason: text, pgCode: text, pgMessage: text }).optional().catch(undefined),
  cancellations: z
    .array(
      z.object({
        status: text,
        id: text,
        totalAmount: amount,
        cancelledAt: text,
        requestedAt: text,
      }),
    )
    .optional()
    .catch(undefined),
  disputes: z
    .array(z.object({ status: text, pgDisputeId: text, createdAt: text, resolvedAt: text }))
    .optional()
    .catch(undefined),
  method: z
    .object({
      type: text,
      bank: text,
      accountNumber: text,
      remitteeName: text,
      expiredAt: text,
      installment,
      // A card that is charged through a wallet.
      easyPayMethod: z.object({ installment }).optional().catch(undefined),
    })
    .optional()
    .catch(undefined),
});

/** What is read of a list; the payment itself is then asked for by its id. */
const listedShape = paymentShape.pick({
  id: true,
  status: true,
  statusChangedAt: true,
  channel: true,
  amount: true,
});
const paymentListShape = z.object({
  items: z.array(z.unknown()),
  page: z.object({ totalCount: z.int().nonnegative() }),
});

const statusText = z.object({ status: z.string() });

/** A payment's status where it is one that this version does not know. */
export function unknownStatusOf(payment: unknown): string | undefined {
  const named = statusText.safeParse(payment);
  if (!named.success || status.safeParse(named.data.status).success) return undefined;
  return named.data.status.slice(0, 50);
}

/**
 * Reads a page of PortOne's list. An entry that is not a payment is left out.
 *
 * @param onUnreadable hears of each entry that is left out
 * @throws {CheckoutError} `UPSTREAM_UNAVAILABLE` where the answer is not a list
 */
export function parsePaymentList(
  answer: unknown,
  onUnreadable: (payment: unknown) => void,
): { payments: ListedPayment[]; totalCount: number } {
  const list = paymentListShape.safeParse(answer);
  if (!list.success) {
    throw upstreamUnavailable(
      'getPayments',
      'answered with something that is not a list of payments',
      {
        cause: list.error,
      },
    );
  }
  const payments = list.data.items.flatMap((item) => {
    const payment = listedShape.safeParse(item);
    if (!payment.success) {
      onUnreadable(item);
      return [];
    }
    const { id, status, statusChangedAt, amount, channel } = payment.data;
    return [
      defined({
        paymentId: id,
        status,
        statusChangedAt: withNanoseconds(statusChangedAt),
        cancelledAmount: amountIn(amount?.cancelled),
        channelType: channel?.type,
      }),
    ];
  });
  return { payments, totalCount: list.data.page.totalCount };
}

/**
 * Reads PortOne's answer about one payment.
 *
 * @throws {CheckoutError} `UPSTREAM_UNAVAILABLE` where it is not a payment, or another one
 */
export function parsePayment(paymentId: string, answer: unknown): ObservedPayment {
  const parsed = paymentShape.safeParse(answer);
  if (!parsed.success) {
    const problems = parsed.error.issues.map(
      ({ path, message }) => `${path.join('.')}: ${message}`,
    );
    throw new CheckoutError(
      'UPSTREAM_UNAVAILABLE',
      `PortOne answered getPayment with something that is not a payment (${problems.join('; ')})`,
    );
  }
  const payment = parsed.data;
  if (payment.id !== paymentId) {
    throw new CheckoutError(
      'UPSTREAM_UNAVAILABLE',
      'PortOne answered getPayment with another payment than the one asked for',
    );
  }
  const { channel, failure, method, cancellations = [], disputes } = payment;
  return defined({
    paymentId,
    status: payment.status,
    transactionId: payment.transactionId,
    statusChangedAt: withNanoseconds(payment.statusChangedAt),
    requestedAt: payment.requestedAt && withNanoseconds(payment.requestedAt),
    claims: {
      storeId: payment.storeId,
      channelType: channel?.type,
      channelKey: channel?.key,
      orderName: payment.orderName,
      totalAmount: payment.amount?.total,
      currency: payment.currency,
      customData: payment.customData,
      paidAmount: payment.amount?.paid,
      discount: payment.amount?.discount,
      cancelledAmount: payment.amount?.cancelled,
      promotionId: payment.promotionId,
      channelGroupId: payment.channelGroup?.id,
      taxFreeAmount: payment.amount?.taxFree,
      vatAmount: payment.amount?.vat,
      isCulturalExpense: payment.isCulturalExpense,
      escrow: payment.escrow,
      products: payment.products,
      installmentMonth: (method?.installment ?? method?.easyPayMethod?.installment)?.month,
    },
    pgProvider: channel?.pgProvider,
    paidAmount: amountIn(payment.amount?.paid),
    cancelledAmount: amountIn(payment.amount?.cancelled),
    cancellations: cancellations
      .filter(({ status }) => status === 'SUCCEEDED')
      .toSorted((one, other) => secondsOfRefund(one) - secondsOfRefund(other) || 0)
      .flatMap(({ id, totalAmount }) =>
        id === undefined ? [] : [{ id, amount: totalAmount ?? 0 }],
      ),
    undoneCancellations: cancellations.flatMap(({ id, status, totalAmount = 0 }) =>
      id !== undefined && (status === 'FAILED' || status === 'REQUESTED')
        ? [{ id, amount: totalAmount, isFailed: status === 'FAILED' }]
        : [],
    ),
    disputes: disputes?.flatMap(({ status, pgDisputeId, createdAt, resolvedAt }) => {
      const id = pgDisputeId ?? createdAt;
      return id === undefined
        ? []
        : [defined({ id, isResolved: status === 'RESOLVED', createdAt, resolvedAt })];
    }),
    paidAt: payment.paidAt,
    receiptUrl: payment.receiptUrl,
    failure: failure && defined(failure),
    virtualAccount:
      method?.type === 'PaymentMethodVirtualAccount' && method.accountNumber !== undefined
        ? defined({
            bank: method.bank ?? '',
            accountNumber: method.accountNumber,
            holder: method.remitteeName,
            dueAt: method.expiredAt,
          })
        : undefined,
  });
}

/** An amount that can be reckoned with, if it is one. */
function amountIn(claimed: unknown): number | undefined {
  return amount.parse(claimed);
}

function secondsOfRefund(cancellation: {
  cancelledAt?: string | undefined;
  requestedAt?: string | undefined;
}): number {
  return secondsOf(cancellation.cancelledAt ?? cancellation.requestedAt ?? '');
}

/** In UTC a year has four digits here, or the texts would not compare as times. */
function isWithinYears(time: string): boolean {
  const milliseconds = Date.parse(time);
  return milliseconds >= 0 && milliseconds < Date.UTC(9999, 11, 31);
}

/** RFC 3339 in UTC with a fixed number of digits, so that two of them compare as texts. */
function withNanoseconds(time: string): string {
  const fraction = /\.(\d+)/.exec(time)?.[1] ?? '';
  const seconds = new Date(time.replace(/\.\d+/, '')).toISOString().slice(0, 19);
  return `${seconds}.${fraction.slice(0, 9).padEnd(9, '0')}Z`;
}
