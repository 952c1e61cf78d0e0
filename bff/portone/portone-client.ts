import * as Payment from '@portone/server-sdk/payment';
import { type IPolicy, isBrokenCircuitError } from 'cockatiel';
import type { ConfirmResult } from '../domain/confirm-payment.ts';
import { defined } from '../domain/defined.ts';
import type { ObservedPayment } from '../domain/observed-payment.ts';
import type { PortOne } from '../domain/portone.ts';
import type { ListedPayment } from '../domain/reconciliation.ts';
import { guardedCalls } from './guarded-fetch.ts';
import { parsePayment, parsePaymentList, unknownStatusOf } from './parse-payment.ts';
import { noRetry, retryPolicy } from './retry-policy.ts';
import {
  isTooLarge,
  isTooManyRequests,
  UpstreamError,
  upstreamUnavailable,
} from './upstream-error.ts';

export type PortOneOptions = {
  apiSecret: string;
  /** PortOne's API, e.g. `https://api.portone.io`. */
  apiUrl: string;
  storeId: string;
  /** Milliseconds that an answer may take, connecting, reading and retrying included. */
  timeoutMs?: number;
  /** Milliseconds for which PortOne is not called after too many failures in a row. */
  circuitOpenMs?: number;
  /** Called once for each problem that only the operator can solve. */
  alert?: (message: string) => void;
  /** Called for each entry of PortOne’s list that cannot be read, each time. */
  onUnreadable?: () => void;
  /** Called after each call of PortOne’s API, retries included. */
  onAnswered?: OnUpstreamAnswered;
  /** Called for each order whose amount PortOne was too busy to pin. */
  onPreRegistrationSkipped?: () => void;
};

export type OnUpstreamAnswered = (attempt: {
  operation: string;
  /** `ok`, the HTTP status of an error, or `no_answer`. */
  result: string;
  seconds: number;
}) => void;

const TIMEOUT_MS = 8_000;
const CIRCUIT_OPEN_MS = 5_000;

/** How long PortOne is asked to pin no amount after a 429 without `Retry-After`, and after any at the most. */
const BUSY_MS = 5_000;
const LONGEST_BUSY_MS = 60_000;

/** Payments in one page of PortOne's list. */
const PAGE_SIZE = 64;

/** The number of smaller pages that are read instead of a page that is too large. */
const PAGE_PARTS = 4;

/** PortOne's REST API through PortOne's own SDK, with the limits that the SDK lacks. */
export function portOneClient(options: PortOneOptions): PortOne {
  const { apiSecret, apiUrl, storeId, timeoutMs = TIMEOUT_MS } = options;
  const { circuitOpenMs = CIRCUIT_OPEN_MS } = options;
  const client = Payment.PaymentClient({ secret: apiSecret, baseUrl: apiUrl, storeId });
  const guard = guardedCalls();
  const retrying = retryPolicy(circuitOpenMs);
  // Its own, so that orders, which anyone may place, never keep the server from asking about payments.
  const preRegistering = retryPolicy(circuitOpenMs);
  let busyUntil = 0;
  let isUnauthorized = false;
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

  let isUnreadableTold = false;
  /** The entry is passed over, or one payment would keep all others from being read. */
  function reportUnreadable(payment: unknown): void {
    options.onUnreadable?.();
    if (unknownStatusOf(payment) !== undefined) reportUnknownStatus(payment);
    else if (!isUnreadableTold) {
      isUnreadableTold = true;
      options.alert?.(
        'PortOne’s list has a payment without an id, a status or a time that can be read: it is passed over. Look at checkout_unreadable_payments_total, and at PortOne’s console',
      );
    }
  }

  /** One SDK call, with retries where they can help; every failure becomes `UPSTREAM_UNAVAILABLE`. */
  async function ask<Value>(
    operation: string,
    call: () => Promise<Value>,
    policy: IPolicy = retrying,
  ): Promise<Value> {
    const end = performance.now() + timeoutMs;
    const whole = new AbortController();
    const timer = setTimeout(() => whole.abort(), timeoutMs);
    try {
      const value = await policy.execute(
        () =>
          attempt(operation, call, Math.max(0, Math.min(timeoutMs / 2, end - performance.now()))),
        whole.signal,
      );
      isUnauthorized = false;
      return value;
    } catch (error) {
      if (isBrokenCircuitError(error)) {
        throw upstreamUnavailable(operation, 'has been failing and is left alone for a while', {
          cause: error,
          retryAfter: Math.ceil(circuitOpenMs / 1_000),
        });
      }
      if (!(error instanceof UpstreamError))
        throw upstreamUnavailable(operation, 'took too long', { cause: error });
      const { status, retryAfter, cause } = error;
      // A retry with a wrong secret fails as well: the operator is told, once.
      if ((status === 401 || status === 403) && !isUnauthorized) {
        isUnauthorized = true;
        options.alert?.(
          `PortOne answers ${status}: check V2_API_SECRET and the catalog’s store id`,
        );
      }
      if (error.isTooLarge)
        throw upstreamUnavailable(operation, 'answered too much', { cause: error });
      throw upstreamUnavailable(
        operation,
        status === undefined ? 'did not answer' : `answered ${status}`,
        {
          cause: status === 429 ? error : cause,
          ...(retryAfter !== undefined && { retryAfter }),
        },
      );
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
    throw new UpstreamError(answer, answer.error);
  }

  async function getPayment(paymentId: string): Promise<ObservedPayment | undefined> {
    const payment = await ask('getPayment', async () => {
      try {
        return await client.getPayment({ paymentId });
      } catch (error) {
        // Only PortOne's own error counts: a 404 of a proxy has no such type.
        if (isPaymentNotFound(error)) return undefined;
        throw error;
      }
    });
    if (payment === undefined) return undefined;
    reportUnknownStatus(payment);
    return parsePayment(paymentId, payment);
  }

  /**
   * Reads a page of the list. A shop's page decides how large its payment is, and one large payment
   * must not hide the others: a page of the list that is too large is read in smaller pages, and a
   * payment that is too large by itself is left out.
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
    return parsePaymentList(answer, reportUnreadable);
  }

  return {
    getPayment,
    async preRegister(order) {
      if (performance.now() < busyUntil) {
        options.onPreRegistrationSkipped?.();
        return;
      }
      const preRegister = () =>
        client.preRegisterPayment(
          defined({
            paymentId: order.paymentId,
            storeId: order.storeId,
            totalAmount: order.totalAmount,
            taxFreeAmount: order.taxFreeAmount,
            currency: order.currency,
          }),
        );
      try {
        await ask('preRegisterPayment', preRegister, preRegistering);
      } catch (error) {
        if (!isTooManyRequests(error)) throw error;
        // PortOne takes payments without it, and what was paid is compared with the order in any case.
        const { retryAfter = BUSY_MS / 1_000 } = error;
        busyUntil = performance.now() + Math.min(retryAfter * 1_000, LONGEST_BUSY_MS);
        options.onPreRegistrationSkipped?.();
      }
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
            await client.confirmPayment(
              defined({
                paymentId: order.paymentId,
                storeId: order.storeId,
                paymentToken,
                txId,
                currency: order.currency,
                totalAmount: order.totalAmount,
                taxFreeAmount: order.taxFreeAmount,
                isTest: order.channelType === 'TEST',
              }),
            );
            return { confirmed: true };
          } catch (error) {
            const result = readConfirmError(error);
            if (result) return result;
            throw error;
          }
        },
        noRetry,
      ),
    close: () => guard.close(),
  };
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
        error: { ...(pgCode && { pgCode }), ...(pgMessage && { pgMessage }) },
      };
    }
    case 'INFORMATION_MISMATCH':
    case 'INVALID_PAYMENT_TOKEN':
    case 'INVALID_REQUEST':
    case 'PAYMENT_NOT_FOUND':
      return { confirmed: false, error: { reason: data.type } };
    default:
      return undefined;
  }
}

function isPaymentNotFound(error: unknown): boolean {
  return error instanceof Payment.GetPaymentError && error.data.type === 'PAYMENT_NOT_FOUND';
}
