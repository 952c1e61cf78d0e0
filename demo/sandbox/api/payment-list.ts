/** `GET /payments`: filters, sorts and pages. */
import { z } from 'zod';
import { payMethodOf } from '../payments/payment-methods.ts';
import type { SandboxPayment } from '../payments/rest-payment.ts';

const timestamp = z.string().refine((value) => !Number.isNaN(Date.parse(value)), 'not RFC 3339');

/** The SDK's `GetPaymentsBody`; filters on what the sandbox does not record are ignored. */
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
      from: timestamp.optional(),
      until: timestamp.optional(),
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

/** Payments recorded by hand may lack the fields of the filter; those are not listed. */
function isListable(payment: SandboxPayment): boolean {
  return 'storeId' in payment && 'requestedAt' in payment && 'statusChangedAt' in payment;
}

function timeOf(
  payment: SandboxPayment,
  kind: 'CREATED_AT' | 'REQUESTED_AT' | 'STATUS_CHANGED_AT',
): bigint {
  return nanoseconds(kind === 'STATUS_CHANGED_AT' ? payment.statusChangedAt : payment.requestedAt);
}

/** PortOne's times are finer than the milliseconds of JavaScript's dates. */
function nanoseconds(time: string): bigint {
  const finer = /\.\d{3}(\d{1,6})/.exec(time)?.[1] ?? '';
  return BigInt(Date.parse(time)) * 1_000_000n + BigInt(finer.padEnd(6, '0'));
}

const NINETY_DAYS_NS = 90n * 24n * 3_600_000_000_000n;

function matches(payment: SandboxPayment, filter: PaymentQuery['filter'], now: bigint): boolean {
  const at = timeOf(payment, filter.timestampType);
  const until = filter.until === undefined ? now : nanoseconds(filter.until);
  const from = filter.from === undefined ? until - NINETY_DAYS_NS : nanoseconds(filter.from);
  // Only this filter calls PAY_PENDING by another name.
  const status: string = payment.status === 'PAY_PENDING' ? 'PENDING' : payment.status;
  const { channel } = payment;
  return (
    at >= from &&
    at <= until &&
    (filter.storeId === undefined || payment.storeId === filter.storeId) &&
    (filter.status?.includes(status) ?? true) &&
    (filter.methods?.includes(payMethodOf(payment.method)) ?? true) &&
    (filter.pgProvider?.includes(channel?.pgProvider ?? '') ?? true) &&
    (filter.isTest === undefined || (channel?.type === 'TEST') === filter.isTest) &&
    (filter.currency === undefined || payment.currency === filter.currency)
  );
}

/** @returns the requested page, and the count of all pages */
export function listPayments(
  payments: readonly SandboxPayment[],
  { page, filter }: PaymentQuery,
  now: string,
) {
  const { sortBy, sortOrder } = filter;
  const found = payments
    .filter(isListable)
    .filter((payment) => matches(payment, filter, nanoseconds(now)))
    .map((payment) => ({ payment, time: timeOf(payment, sortBy) }))
    .sort((a, b) => (a.time < b.time ? -1 : 1))
    .map(({ payment }) => payment);
  if (sortOrder === 'DESC') found.reverse();
  const start = page.number * page.size;
  return {
    items: found.slice(start, start + page.size),
    page: { number: page.number, size: page.size, totalCount: found.length },
  };
}
