import { Payment } from '@portone/server-sdk';
import { z } from 'zod';
import { CheckoutError } from '../domain/checkout-error.ts';
import type { ConfirmResult, PaymentConfirmation } from '../domain/confirm-payment.ts';
import type { ObservedPayment } from '../domain/observed-payment.ts';
import type { Order } from '../domain/order.ts';
import { guardOrigin } from './guarded-dispatcher.ts';
import { singleFlight } from './single-flight.ts';

export type PortOneOptions = {
  apiSecret: string;
  /** PortOne's API, e.g. `https://api.portone.io`. */
  apiUrl: string;
  storeId: string;
  /** Milliseconds that one call may take, connecting and reading included. */
  deadline?: number;
};

export type PortOne = PaymentConfirmation & {
  /**
   * Pins an order's amount at PortOne, so that a payment window for another one does not open.
   *
   * @throws {CheckoutError} `UPSTREAM_UNAVAILABLE`
   */
  preRegister(order: Order): Promise<void>;
  close(): Promise<void>;
};

const DEADLINE = 8_000;

/** PortOne's REST API through PortOne's own SDK, with the limits that the SDK lacks. */
export function portOneClient(options: PortOneOptions): PortOne {
  const { apiSecret, apiUrl, storeId, deadline = DEADLINE } = options;
  const client = Payment.PaymentClient({ secret: apiSecret, baseUrl: apiUrl, storeId });
  const guard = guardOrigin(new URL(apiUrl).origin, deadline);

  /** One SDK call; every way in which it can fail to be an answer becomes `UPSTREAM_UNAVAILABLE`. */
  async function ask<Value>(operation: string, call: () => Promise<Value>): Promise<Value> {
    const answer = await guard.run(call);
    if (answer.ok) return answer.value;
    const said = answer.status === undefined ? 'did not answer' : `answered ${answer.status}`;
    const hint =
      answer.status === 401 || answer.status === 403
        ? ': check V2_API_SECRET and the store id'
        : '';
    throw new CheckoutError('UPSTREAM_UNAVAILABLE', `PortOne ${said} to ${operation}${hint}`, {
      cause: answer.error,
      ...(answer.retryAfter !== undefined && { retryAfter: answer.retryAfter }),
    });
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
    return payment === undefined ? undefined : observe(paymentId, payment);
  }

  return {
    getPayment: singleFlight(getPayment),
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
    confirmPayment: (order, { paymentToken, txId }) =>
      ask('confirmPayment', async (): Promise<ConfirmResult> => {
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
      }),
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
/** Compared with the order as it comes, so anything passes, and so does nothing. */
const claim = z.unknown().optional();
const amount = z.int().nonnegative().optional().catch(undefined);

/**
 * What has to be right for an answer to be a payment at all. The rest is
 * optional, and what is compared with the order is taken as it comes.
 */
const paymentShape = z.object({
  id: z.string(),
  status: z.enum([
    'READY',
    'PAY_PENDING',
    'VIRTUAL_ACCOUNT_ISSUED',
    'FAILED',
    'PAID',
    'PARTIAL_CANCELLED',
    'CANCELLED',
  ]),
  transactionId: z.string(),
  statusChangedAt: z.iso.datetime({ offset: true }),
  storeId: claim,
  channel: z.object({ type: claim, key: claim, pgProvider: text }).optional().catch(undefined),
  orderName: claim,
  amount: z.object({ total: claim, paid: amount, cancelled: amount }).optional().catch(undefined),
  currency: claim,
  customData: claim,
  paidAt: text,
  receiptUrl: text,
  failure: z.object({ reason: text, pgCode: text, pgMessage: text }).optional().catch(undefined),
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
