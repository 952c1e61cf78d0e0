/** `GET /payments`: which payments a filter wants, in which order, on which page. */
import type { Payment } from '@portone/server-sdk/payment';
import { z } from 'zod';
import type { SandboxPayment } from '../payments/payments.ts';

const instant = z.string().refine((value) => !Number.isNaN(Date.parse(value)), 'not RFC 3339');

/** The SDK's `GetPaymentsBody`; fields of its filter that nothing here can tell apart are ignored. */
export const paymentQuery = z.object({
  page: z
    .object({
      number: z.int().nonnegative().default(0),
      size: z.int().positive().max(1000).default(10),
    })
    .prefault({}),
  filter: z
    .looseObject({
      storeId: z.string().optional(),
      timestampType: z.enum(['CREATED_AT', 'STATUS_CHANGED_AT']).default('STATUS_CHANGED_AT'),
      from: instant.optional(),
      until: instant.optional(),
      status: z.array(z.string()).optional(),
      methods: z.array(z.string()).optional(),
      pgProvider: z.array(z.string()).optional(),
      isTest: z.boolean().optional(),
      currency: z.string().optional(),
      sortBy: z.enum(['REQUESTED_AT', 'STATUS_CHANGED_AT']).default('REQUESTED_AT'),
      sortOrder: z.enum(['ASC', 'DESC']).default('DESC'),
    })
    .prefault({}),
});

export type PaymentQuery = z.infer<typeof paymentQuery>;

/** Payments put into the books by hand may lack what a filter looks at; those are not listed. */
function isListable(payment: Payment): payment is SandboxPayment {
  return 'storeId' in payment && 'requestedAt' in payment && 'statusChangedAt' in payment;
}

/** The filter's name of a method: `PaymentMethodEasyPay` is `EASY_PAY`. */
function methodType(payment: SandboxPayment): string {
  const type = 'method' in payment ? payment.method?.type : undefined;
  return String(type ?? '')
    .replace('PaymentMethod', '')
    .replace(/(?<!^)[A-Z]/g, (letter) => `_${letter}`)
    .toUpperCase();
}

function momentOf(
  payment: SandboxPayment,
  kind: 'CREATED_AT' | 'REQUESTED_AT' | 'STATUS_CHANGED_AT',
): bigint {
  return nanoseconds(kind === 'STATUS_CHANGED_AT' ? payment.statusChangedAt : payment.requestedAt);
}

/** PortOne writes moments more finely than JavaScript's dates can tell them apart. */
function nanoseconds(instant: string): bigint {
  const finer = /\.\d{3}(\d{1,6})/.exec(instant)?.[1] ?? '';
  return BigInt(Date.parse(instant)) * 1_000_000n + BigInt(finer.padEnd(6, '0'));
}

const ninetyDays = 90n * 24n * 3_600_000_000_000n;

function matches(payment: SandboxPayment, filter: PaymentQuery['filter'], now: bigint): boolean {
  const at = momentOf(payment, filter.timestampType);
  const until = filter.until === undefined ? now : nanoseconds(filter.until);
  const from = filter.from === undefined ? until - ninetyDays : nanoseconds(filter.from);
  // PortOne's own name of PAY_PENDING, in this filter alone.
  const status: string = payment.status === 'PAY_PENDING' ? 'PENDING' : payment.status;
  const { channel } = payment;
  return (
    at >= from &&
    at <= until &&
    (filter.storeId === undefined || payment.storeId === filter.storeId) &&
    (filter.status?.includes(status) ?? true) &&
    (filter.methods?.includes(methodType(payment)) ?? true) &&
    (filter.pgProvider?.includes(channel?.pgProvider ?? '') ?? true) &&
    (filter.isTest === undefined || (channel?.type === 'TEST') === filter.isTest) &&
    (filter.currency === undefined || payment.currency === filter.currency)
  );
}

/** @returns the page asked for, and how many there are on all pages */
export function listPayments(
  payments: readonly Payment[],
  { page, filter }: PaymentQuery,
  now: string,
) {
  const { sortBy, sortOrder } = filter;
  const found = payments
    .filter(isListable)
    .filter((payment) => matches(payment, filter, nanoseconds(now)))
    .map((payment) => ({ payment, moment: momentOf(payment, sortBy) }))
    .sort((a, b) => (a.moment < b.moment ? -1 : 1))
    .map(({ payment }) => payment);
  if (sortOrder === 'DESC') found.reverse();
  const start = page.number * page.size;
  return {
    items: found.slice(start, start + page.size),
    page: { number: page.number, size: page.size, totalCount: found.length },
  };
}
