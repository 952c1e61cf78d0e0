import * as Payment from '@portone/server-sdk/payment';
import {
  ConsecutiveBreaker,
  circuitBreaker,
  ExponentialBackoff,
  handleWhen,
  type IPolicy,
  isBrokenCircuitError,
  noop,
  retry,
  wrap,
} from 'cockatiel';
import { z } from 'zod';
import { CheckoutError } from '../domain/checkout-error.ts';
import type { ConfirmResult } from '../domain/confirm-payment.ts';
import type { ObservedPayment } from '../domain/observed-payment.ts';
import { portOneStatuses } from '../domain/order.ts';
import type { PortOne } from '../domain/portone.ts';
import type { ListedPayment } from '../domain/reconciliation.ts';
import { type CallRecord, guardOrigin } from './guarded-fetch.ts';

export type PortOneOptions = {
  apiSecret: string;
  /** PortOne's API, e.g. `https://api.portone.io`. */
  apiUrl: string;
  storeId: string;
  /** Milliseconds that an answer may take, connecting, reading and asking again included. */
  deadline?: number;
  /** Milliseconds for which it is left alone once it keeps failing. */
  rest?: number;
  /** Hears, once, of what only the operator can mend. */
  alert?: (message: string) => void;
  /** Hears of each attempt that PortOne’s API was asked. */
  onAnswered?: OnUpstreamAnswered;
};

export type OnUpstreamAnswered = (attempt: {
  operation: string;
  /** `ok`, the HTTP status of an error, or `no_answer`. */
  result: string;
  seconds: number;
}) => void;

const DEADLINE = 8_000;

/** Payments in one page of PortOne's list. */
const PAGE_SIZE = 64;

/** In how many parts a page is asked for that is too large to be read. */
const PAGE_PARTS = 4;

const REST = 5_000;

/** Failures in a row after which PortOne counts as failing. */
const REST_AFTER = 10;

/** An attempt that brought no answer, with what HTTP said of it. */
class UpstreamFailure extends Error {
  readonly status: number | undefined;
  readonly retryAfter: number | undefined;
  readonly isTooLarge: boolean;

  constructor({ status, retryAfter, isTooLarge }: CallRecord, cause: unknown) {
    super('PortOne gave no answer', { cause });
    this.status = status;
    this.retryAfter = retryAfter;
    this.isTooLarge = isTooLarge === true;
  }

  /** Whether the next moment may bring another answer. PortOne’s own wish to wait is the caller’s to grant. */
  get isPassing(): boolean {
    return this.status === undefined || this.status >= 500;
  }
}

const passing = handleWhen((error) => error instanceof UpstreamFailure && error.isPassing);

/** Up to three attempts with jitter; none while PortOne keeps failing. */
function repeatedly(rest: number): IPolicy {
  return wrap(
    retry(passing, {
      maxAttempts: 2,
      backoff: new ExponentialBackoff({ initialDelay: 100, maxDelay: 1_000 }),
    }),
    circuitBreaker(passing, {
      halfOpenAfter: rest,
      breaker: new ConsecutiveBreaker(REST_AFTER),
    }),
  );
}

/** For what must not be done twice by asking again. */
const once: IPolicy = noop;

function unavailable(
  operation: string,
  what: string,
  details: { cause: unknown; retryAfter?: number },
): CheckoutError {
  return new CheckoutError('UPSTREAM_UNAVAILABLE', `PortOne ${what} (${operation})`, details);
}

/** PortOne's REST API through PortOne's own SDK, with the limits that the SDK lacks. */
export function portOneClient(options: PortOneOptions): PortOne {
  const { apiSecret, apiUrl, storeId, deadline = DEADLINE, rest = REST } = options;
  const client = Payment.PaymentClient({ secret: apiSecret, baseUrl: apiUrl, storeId });
  const guard = guardOrigin(new URL(apiUrl).origin);
  const repeat = repeatedly(rest);
  let isRefused = false;
  const unknownStatuses = new Set<string>();

  /** Nothing can be done with a status that is new at PortOne; the operator is told, once for each. */
  function reportUnknownStatus(payment: unknown): void {
    const unknown = unknownStatusOf(payment);
    if (unknown === undefined || unknownStatuses.has(unknown)) return;
    unknownStatuses.add(unknown);
    options.alert?.(
      `PortOne says ${JSON.stringify(unknown)} of a payment, a status that this version does not know: nothing was changed. Look for a newer version`,
    );
  }

  /** One SDK call, asked again where that can help; every failure becomes `UPSTREAM_UNAVAILABLE`. */
  async function ask<Value>(
    operation: string,
    call: () => Promise<Value>,
    policy: IPolicy = repeat,
  ): Promise<Value> {
    const end = performance.now() + deadline;
    const whole = new AbortController();
    const timer = setTimeout(() => whole.abort(), deadline);
    try {
      const value = await policy.execute(
        () =>
          attempt(operation, call, Math.max(0, Math.min(deadline / 2, end - performance.now()))),
        whole.signal,
      );
      isRefused = false;
      return value;
    } catch (error) {
      if (isBrokenCircuitError(error)) {
        throw unavailable(operation, 'has been failing and is left alone for a while', {
          cause: error,
          retryAfter: Math.ceil(rest / 1_000),
        });
      }
      if (!(error instanceof UpstreamFailure))
        throw unavailable(operation, 'took too long', { cause: error });
      const { status, retryAfter, cause } = error;
      // Asking again with a wrong secret helps nobody: the operator is told, once.
      if ((status === 401 || status === 403) && !isRefused) {
        isRefused = true;
        options.alert?.(
          `PortOne answers ${status}: check V2_API_SECRET and the catalog’s store id`,
        );
      }
      if (error.isTooLarge) throw unavailable(operation, 'answered too much', { cause: error });
      throw unavailable(operation, status === undefined ? 'did not answer' : `answered ${status}`, {
        cause,
        ...(retryAfter !== undefined && { retryAfter }),
      });
    } finally {
      clearTimeout(timer);
    }
  }

  async function attempt<Value>(
    operation: string,
    call: () => Promise<Value>,
    limit: number,
  ): Promise<Value> {
    const start = performance.now();
    const answer = await guard.run(call, limit);
    options.onAnswered?.({
      operation,
      result: answer.ok ? 'ok' : String(answer.status ?? 'no_answer'),
      seconds: (performance.now() - start) / 1_000,
    });
    if (answer.ok) return answer.value;
    throw new UpstreamFailure(answer, answer.error);
  }

  async function getPayment(paymentId: string): Promise<ObservedPayment | undefined> {
    const payment = await ask('getPayment', async () => {
      try {
        return await client.getPayment({ paymentId });
      } catch (error) {
        // Only PortOne's own word counts: a 404 of some proxy has no such type.
        if (isPaymentNotFound(error)) return undefined;
        throw error;
      }
    });
    if (payment === undefined) return undefined;
    reportUnknownStatus(payment);
    return observe(paymentId, payment);
  }

  /**
   * A page of the list. One payment can be as large as its page liked to make
   * it, and must not keep the others from being read: what is too large is asked
   * for in parts, and one that is too large by itself is left out.
   */
  async function listPage(
    filter: Payment.PaymentFilterInput,
    number: number,
    size: number,
  ): Promise<{ payments: ListedPayment[]; totalCount: number }> {
    let answer: unknown;
    try {
      answer = await ask('getPayments', () =>
        client.getPayments({ filter, page: { number, size } }),
      );
    } catch (error) {
      if (!isTooLarge(error)) throw error;
      if (size === 1) {
        options.alert?.('PortOne’s list has a payment that is too large to be read');
        return { payments: [], totalCount: Number.POSITIVE_INFINITY };
      }
      const parts = [];
      for (let part = 0; part < PAGE_PARTS; part += 1) {
        parts.push(await listPage(filter, number * PAGE_PARTS + part, size / PAGE_PARTS));
      }
      return {
        payments: parts.flatMap(({ payments }) => payments),
        totalCount: Math.min(...parts.map(({ totalCount }) => totalCount)),
      };
    }
    return readList(answer, reportUnknownStatus);
  }

  return {
    getPayment,
    async preRegister(order) {
      await ask('preRegisterPayment', () =>
        client.preRegisterPayment({
          paymentId: order.paymentId,
          storeId: order.storeId,
          totalAmount: order.totalAmount,
          ...(order.taxFreeAmount !== undefined && { taxFreeAmount: order.taxFreeAmount }),
          currency: order.currency,
        }),
      );
    },
    async listChanges({ from, until, number }) {
      const filter = {
        storeId,
        timestampType: 'STATUS_CHANGED_AT',
        from,
        until,
        sortBy: 'STATUS_CHANGED_AT',
        sortOrder: 'ASC',
      } as const;
      const { payments, totalCount } = await listPage(filter, number, PAGE_SIZE);
      return { payments, isLast: (number + 1) * PAGE_SIZE >= totalCount };
    },
    confirmPayment: (order, { paymentToken, txId }) =>
      ask(
        'confirmPayment',
        async (): Promise<ConfirmResult> => {
          try {
            await client.confirmPayment({
              paymentId: order.paymentId,
              storeId: order.storeId,
              paymentToken,
              ...(txId !== undefined && { txId }),
              currency: order.currency,
              totalAmount: order.totalAmount,
              ...(order.taxFreeAmount !== undefined && { taxFreeAmount: order.taxFreeAmount }),
              isTest: order.channelType === 'TEST',
            });
            return { confirmed: true };
          } catch (error) {
            const result = readConfirmError(error);
            if (result) return result;
            throw error;
          }
        },
        once,
      ),
    close: () => guard.close(),
  };
}

function isTooLarge(error: unknown): boolean {
  return (
    error instanceof CheckoutError &&
    error.cause instanceof UpstreamFailure &&
    error.cause.isTooLarge
  );
}

/** What PortOne says against a confirmation; `undefined` where it said nothing that decides it. */
function readConfirmError(error: unknown): ConfirmResult | undefined {
  if (!(error instanceof Payment.ConfirmPaymentError)) return undefined;
  const { data } = error;
  switch (data.type) {
    case 'ALREADY_PAID':
      return { confirmed: true };
    case 'PG_PROVIDER': {
      const { pgCode, pgMessage } = data as { pgCode?: string; pgMessage?: string };
      return {
        confirmed: false,
        refusal: { ...(pgCode && { pgCode }), ...(pgMessage && { pgMessage }) },
      };
    }
    case 'INFORMATION_MISMATCH':
    case 'INVALID_PAYMENT_TOKEN':
    case 'INVALID_REQUEST':
    case 'PAYMENT_NOT_FOUND':
      return { confirmed: false, refusal: { reason: data.type } };
    default:
      return undefined;
  }
}

function isPaymentNotFound(error: unknown): boolean {
  return error instanceof Payment.GetPaymentError && error.data.type === 'PAYMENT_NOT_FOUND';
}

const text = z.string().optional().catch(undefined);
const time = z.iso.datetime({ offset: true });
/** Compared with the order as it comes, so anything passes, and so does nothing. */
const claim = z.unknown().optional();
const amount = z.int().nonnegative().optional().catch(undefined);

/** In its filter, and there alone as far as we know, PortOne says `PENDING` of a payment that is PAY_PENDING. */
const status = z.preprocess(
  (value) => (value === 'PENDING' ? 'PAY_PENDING' : value),
  z.enum(portOneStatuses),
);

/**
 * What has to be right for an answer to be a payment at all. The rest is
 * optional, and what is compared with the order is taken as it comes.
 */
const paymentShape = z.object({
  id: z.string(),
  status,
  transactionId: z.string(),
  statusChangedAt: time,
  // Needed for few payments: one without it is judged by its other times.
  requestedAt: time.optional().catch(undefined),
  storeId: claim,
  channel: z.object({ type: claim, key: claim, pgProvider: text }).optional().catch(undefined),
  orderName: claim,
  amount: z.object({ total: claim, paid: amount, cancelled: amount }).optional().catch(undefined),
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
  method: z
    .object({
      type: text,
      bank: text,
      accountNumber: text,
      remitteeName: text,
      expiredAt: text,
    })
    .optional()
    .catch(undefined),
});

/** What is read of a list; the payment itself is then asked for by its id. */
const listedShape = paymentShape.pick({
  id: true,
  status: true,
  statusChangedAt: true,
  amount: true,
});
const paymentListShape = z.object({
  items: z.array(z.unknown()),
  page: z.object({ totalCount: z.int().nonnegative() }),
});

const statusText = z.object({ status: z.string() });

/** A payment's status where it is one that this version does not know. */
function unknownStatusOf(payment: unknown): string | undefined {
  const named = statusText.safeParse(payment);
  if (!named.success || status.safeParse(named.data.status).success) return undefined;
  return named.data.status.slice(0, 50);
}

function readList(
  answer: unknown,
  report: (payment: unknown) => void,
): { payments: ListedPayment[]; totalCount: number } {
  const list = paymentListShape.safeParse(answer);
  if (!list.success) {
    throw unavailable('getPayments', 'answered with something that is not a list of payments', {
      cause: list.error,
    });
  }
  const payments = list.data.items.flatMap((item) => {
    const payment = listedShape.safeParse(item);
    if (!payment.success) {
      report(item);
      return [];
    }
    const { id, status, statusChangedAt, amount } = payment.data;
    return [
      defined({
        paymentId: id,
        status,
        statusChangedAt: withNanoseconds(statusChangedAt),
        cancelledAmount: amount?.cancelled,
      }),
    ];
  });
  return { payments, totalCount: list.data.page.totalCount };
}

function observe(paymentId: string, answer: unknown): ObservedPayment {
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
  const { channel, failure, method } = payment;
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
    },
    pgProvider: channel?.pgProvider,
    paidAmount: payment.amount?.paid,
    cancelledAmount: payment.amount?.cancelled,
    cancellations: (payment.cancellations ?? [])
      .filter(({ status }) => status === 'SUCCEEDED')
      .toSorted((one, other) => secondsOf(one) - secondsOf(other) || 0)
      .flatMap(({ id, totalAmount }) =>
        id === undefined ? [] : [{ id, amount: totalAmount ?? 0 }],
      ),
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

function secondsOf(cancellation: {
  cancelledAt?: string | undefined;
  requestedAt?: string | undefined;
}): number {
  return Date.parse(cancellation.cancelledAt ?? cancellation.requestedAt ?? '') / 1_000;
}

/** RFC 3339 in UTC with a fixed number of digits, so that two of them compare as texts. */
function withNanoseconds(time: string): string {
  const fraction = /\.(\d+)/.exec(time)?.[1] ?? '';
  const seconds = new Date(time.replace(/\.\d+/, '')).toISOString().slice(0, 19);
  return `${seconds}.${fraction.slice(0, 9).padEnd(9, '0')}Z`;
}

type Defined<Shape> = {
  [Key in keyof Shape as undefined extends Shape[Key] ? never : Key]: Shape[Key];
} & {
  [Key in keyof Shape as undefined extends Shape[Key] ? Key : never]?: NonNullable<Shape[Key]>;
};

/** The same without the fields that are `undefined`. */
function defined<Shape extends object>(shape: Shape): Defined<Shape> {
  return Object.fromEntries(
    Object.entries(shape).filter(([, value]) => value !== undefined),
  ) as Defined<Shape>;
}
