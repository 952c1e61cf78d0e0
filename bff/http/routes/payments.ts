import type { Middleware } from 'koa';
import { z } from 'zod';
import type {
  ErrorCode,
  Failure,
  PaymentAnswer,
  VirtualAccount,
} from '../../../component/api/contract.ts';
import { CheckoutError } from '../../domain/checkout-error.ts';
import type { ConfirmPayment } from '../../domain/confirm-payment.ts';
import { type Order, type Settlement, subjectOf } from '../../domain/order.ts';
import { isPaymentId } from '../../domain/payment-id.ts';
import type { OrderStore, SettlePayment } from '../../domain/settle-payment.ts';
import { singleFlight } from '../../domain/single-flight.ts';
import { isPaidOrBeyond } from '../../domain/transition.ts';

const completeRequestShape = z.object({
  paymentId: z.string().refine(isPaymentId),
  txId: z.string().max(100).optional().catch(undefined),
  paymentToken: z.string().min(1).max(1_000).optional().catch(undefined),
});

export type CompleteDependencies = {
  orders: OrderStore;
  settlePayment: SettlePayment;
  confirmPayment: ConfirmPayment;
  /** Milliseconds since 1970. */
  clock: () => number;
};

/**
 * How long after its due time an account is not yet called past due. The clocks of banks, PortOne
 * and this server differ, and what a buyer sends in time may be booked a little later. A bank
 * rejects a deposit that is too late, so that waiting costs nothing. In milliseconds.
 */
const DEPOSIT_MARGIN_MS = 10 * 60_000;

/** Answers `POST /api/payment/complete`: the status of a payment, after asking PortOne. */
export function completePayment({
  orders,
  settlePayment,
  confirmPayment,
  clock,
}: CompleteDependencies): Middleware {
  const findSettled = settledOrder(orders, settlePayment);
  return async (ctx) => {
    const { paymentId, txId, paymentToken } = parse(ctx.request.body);
    const failure =
      paymentToken === undefined
        ? undefined
        : await confirmPayment(paymentId, { paymentToken, ...(txId !== undefined && { txId }) });
    const order = await findSettled(paymentId);
    if (!order?.settlement) throw paymentNotFound();

    const answer = presentPayment(order, clock());
    const error = errorFor(order, failure);
    if (error) throw error;
    ctx.set('Cache-Control', 'no-store');
    ctx.status = answer.status === 'PAY_PENDING' ? 202 : 200;
    ctx.body = answer;
  };
}

/** Answers `GET /api/payment/:paymentId`: what is known here, without asking PortOne. */
export function getPayment({
  orders,
  clock,
}: Pick<CompleteDependencies, 'orders' | 'clock'>): Middleware {
  return async (ctx) => {
    const { paymentId } = ctx.params;
    if (!isPaymentId(paymentId)) throw invalidPaymentId();
    const order = await orders.find(paymentId);
    if (!order) throw paymentNotFound();
    ctx.set('Cache-Control', 'no-store');
    ctx.body = presentPayment(order, clock());
  };
}

/**
 * The order as it is after asking PortOne, where asking can still change it.
 * A request that arrives while another one is answered waits for a second read of
 * the store, and finds there what the first request has stored.
 */
function settledOrder(
  orders: OrderStore,
  settlePayment: SettlePayment,
): (paymentId: string) => Promise<Order | undefined> {
  return singleFlight(async (paymentId) => {
    const known = await orders.find(paymentId);
    // Once the money is here only a refund can change it, and PortOne reports those by itself.
    if (!known || (known.settlement && isPaidOrBeyond(known.settlement))) return known;
    const result = await settlePayment(paymentId, known);
    return result.found === 'no order' ? undefined : result.order;
  });
}

/** @param now milliseconds since 1970 */
function presentPayment(order: Order, now: number): PaymentAnswer {
  const { paymentId, settlement } = order;
  const about = { paymentId, ...subjectOf(order) };
  if (!settlement) return { ...about, status: 'READY' };
  if (settlement.hold) return { ...about, status: 'HELD' };
  return {
    ...about,
    status: settlement.status,
    ...(settlement.virtualAccount &&
      settlement.status === 'VIRTUAL_ACCOUNT_ISSUED' && {
        virtualAccount: {
          ...settlement.virtualAccount,
          isPastDue: isPastDue(settlement.virtualAccount, now),
        },
        orderedAt: order.createdAt,
      }),
    ...(showsReceipt(settlement) && { receiptUrl: settlement.receiptUrl }),
    ...(settlement.failure && { failure: settlement.failure }),
  };
}

function isPastDue({ dueAt }: VirtualAccount, now: number): boolean {
  return dueAt !== undefined && now > Date.parse(dueAt) + DEPOSIT_MARGIN_MS;
}

/** A page links to the receipt, so it has to be a web page; a refunded payment has none. */
function showsReceipt({ status, receiptUrl }: Settlement): boolean {
  return (
    (status === 'PAID' || status === 'PARTIAL_CANCELLED') &&
    receiptUrl !== undefined &&
    URL.parse(receiptUrl)?.protocol === 'https:'
  );
}

/** The error of a payment that is not paid or pending. The evidence of a hold is not sent. */
function errorFor(
  order: Order,
  failedConfirmation: Failure | undefined,
): CheckoutError | undefined {
  const { settlement } = order;
  const paymentError = (code: ErrorCode, message: string, failure?: Failure) =>
    new CheckoutError(code, message, { subject: subjectOf(order), ...(failure && { failure }) });
  switch (settlement?.hold?.reason) {
    case 'MISMATCH':
      return paymentError('VERIFICATION_FAILED', 'The payment is not the one that was ordered');
    case 'EXPIRED':
    case 'PARTIAL_CANCELLED_UNSEEN':
      return paymentError('PAYMENT_HELD', 'The payment is held for the shop to look at');
  }
  switch (settlement?.status) {
    case 'FAILED':
      return paymentError('PAYMENT_FAILED', 'The payment failed', settlement.failure);
    case 'CANCELLED':
      return paymentError('PAYMENT_CANCELLED', 'The payment was cancelled');
    case 'READY':
      return failedConfirmation
        ? paymentError(
            'PAYMENT_FAILED',
            'The payment was refused at its confirmation',
            failedConfirmation,
          )
        : paymentError('NOT_PAID', 'The payment has not been made');
    default:
      return undefined;
  }
}

function parse(body: unknown): z.infer<typeof completeRequestShape> {
  const parsed = completeRequestShape.safeParse(body);
  if (!parsed.success) throw invalidPaymentId();
  return parsed.data;
}

function invalidPaymentId(): CheckoutError {
  return new CheckoutError(
    'INVALID_PAYMENT_ID',
    'paymentId has to be 6 to 64 letters, digits, - or _',
  );
}

function paymentNotFound(): CheckoutError {
  return new CheckoutError('PAYMENT_NOT_FOUND', 'There is no such payment');
}
