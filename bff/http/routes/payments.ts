import type { Middleware } from 'koa';
import { z } from 'zod';
import type { ErrorCode, Failure } from '../../../component/api/contract.ts';
import type { ApprovePayment } from '../../domain/approve-payment.ts';
import { CheckoutError } from '../../domain/checkout-error.ts';
import type { ConfirmPayment } from '../../domain/confirm-payment.ts';
import type { Order } from '../../domain/order.ts';
import type { ReturnStore } from '../../domain/order-return.ts';
import { type Level, levelOf } from '../../domain/order-secret.ts';
import { isPaymentId } from '../../domain/payment-id.ts';
import type { PaymentToken } from '../../domain/payment-token.ts';
import type { RateLimiter } from '../../domain/rate-limiter.ts';
import type { OrderStore, SettlePayment } from '../../domain/settle-payment.ts';
import { singleFlight } from '../../domain/single-flight.ts';
import { isPaidOrBeyond } from '../../domain/transition.ts';
import { adviceFor, type RefusedWindow, windowCodeOf } from '../../observability/window-alerts.ts';
import { refuseAfter, requireWithinLimit } from '../middleware/rate-limit.ts';
import { presentFailure, presentPayment, presentRefused } from '../present-payment.ts';

const completeRequestShape = z.object({
  paymentId: z.string().refine(isPaymentId),
  txId: z.string().max(100).optional().catch(undefined),
  paymentToken: z.string().min(1).max(1_000).optional().catch(undefined),
  secret: z.string().max(100).optional().catch(undefined),
  windowCode: z.string().min(1).max(60).optional().catch(undefined),
  quiet: z.boolean().optional().catch(undefined),
});

export type CompleteDependencies = {
  orders: OrderStore;
  settlePayment: SettlePayment;
  confirmPayment: ConfirmPayment;
  approvePayment: ApprovePayment;
  returns: Pick<ReturnStore, 'keepOwnToken'>;
  /** For calls with an order's secret, which its buyer's address does not limit. */
  orderLimiter?: RateLimiter;
  /** Called where the browser that ordered says that its window did not open, and PortOne has no payment. */
  onWindowRefused?: (refused: RefusedWindow) => void;
  /** Milliseconds since 1970. */
  clock: () => number;
};

/** Answers `POST /api/payment/complete`: the status of a payment, after asking PortOne. */
export function completePayment({
  orders,
  settlePayment,
  confirmPayment,
  approvePayment,
  returns: { keepOwnToken },
  orderLimiter,
  onWindowRefused,
  clock,
}: CompleteDependencies): Middleware {
  const findSettled = settledOrder(orders, settlePayment);
  return async (ctx) => {
    const request = parse(ctx.request.body);
    const { paymentId, txId, paymentToken, secret, windowCode } = request;
    const refuse = (error: CheckoutError) =>
      Object.assign(error, { isQuiet: request.quiet ?? false });
    // Only a secret can let a client pass that has sent too many requests.
    if (secret === undefined) requireWithinLimit(ctx);
    const known = await orders.find(paymentId);
    const level = known && levelOf(known, secret, Date.parse(known.createdAt), clock());
    if (level === 'private') refuseAfter(await orderLimiter?.consume(`order ${paymentId}`));
    else requireWithinLimit(ctx);
    if (!known || !level) throw refuse(paymentNotFound());

    const token =
      paymentToken !== undefined && level !== 'public'
        ? { paymentToken, ...(txId !== undefined && { txId }) }
        : undefined;
    // The page's own comes first: those of the returns may have been forged.
    const own = token && (await confirmOwn(known, token, level));
    const isOpen = known.approval && (!token || own !== undefined);
    const refused = isOpen ? await approvePayment(known) : undefined;
    const failure = isOpen ? refused && (own ?? refused) : own;
    const order = await findSettled(paymentId, token || known.approval ? undefined : known);
    const isUnpaid = (order?.settlement?.status ?? 'READY') === 'READY';
    const refusedWindow =
      windowCode !== undefined && isUnpaid && level === 'private'
        ? { methodId: known.methodId, code: windowCodeOf(windowCode) }
        : undefined;
    if (refusedWindow) onWindowRefused?.(refusedWindow);
    if (!order?.settlement) throw refuse(explained(notSeen(order, level, clock()), refusedWindow));

    const answer = presentPayment(order, level, clock());
    const error = errorFor(order, level, failure, clock());
    if (error) throw refuse(explained(error, refusedWindow));
    ctx.set('Cache-Control', 'no-store');
    ctx.status = answer.status === 'PAY_PENDING' ? 202 : 200;
    ctx.body = answer;
  };

  /** @throws {CheckoutError} `UPSTREAM_UNAVAILABLE`, and a token that came with the secret is kept for another time */
  async function confirmOwn(order: Order, token: PaymentToken, level: Level) {
    try {
      return await confirmPayment(order.paymentId, token, order);
    } catch (error) {
      const isAway = error instanceof CheckoutError && error.code === 'UPSTREAM_UNAVAILABLE';
      if (isAway && level === 'private') await keepOwnToken(order.paymentId, token);
      throw error;
    }
  }
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
    const now = clock();
    ctx.set('Cache-Control', 'no-store');
    ctx.body = presentPayment(
      order,
      levelOf(order, undefined, Date.parse(order.createdAt), now),
      now,
    );
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
): (paymentId: string, known?: Order) => Promise<Order | undefined> {
  return singleFlight(async (paymentId, read?: Order) => {
    const known = read ?? (await orders.find(paymentId));
    // Once the money is here only a refund can change it, and PortOne reports those by itself.
    if (!known || (known.settlement && isPaidOrBeyond(known.settlement))) return known;
    const result = await settlePayment(paymentId, known);
    return result.found === 'no order' ? undefined : result.order;
  });
}

/** An error as the page's developer reads it in the console. */
function explained(error: CheckoutError, refused: RefusedWindow | undefined): CheckoutError {
  if (refused) error.message += `: ${adviceFor(refused)}`;
  return error;
}

/** PortOne knows no such payment. The browser that ordered hears as well whether that is being checked. */
function notSeen(order: Order | undefined, level: Level, now: number): CheckoutError {
  if (!order || level !== 'private') return paymentNotFound();
  return new CheckoutError('PAYMENT_NOT_FOUND', 'There is no such payment', {
    subject: presentRefused(order, level, now),
  });
}

/** The error of a payment that is not paid or pending. The evidence of a hold is not sent. */
function errorFor(
  order: Order,
  level: Level,
  failedConfirmation: Failure | undefined,
  now: number,
): CheckoutError | undefined {
  const { settlement } = order;
  const paymentError = (code: ErrorCode, message: string, cause?: Failure) => {
    const failure = presentFailure(cause, level);
    return new CheckoutError(code, message, {
      subject: presentRefused(order, level, now),
      ...(failure && { failure }),
    });
  };
  switch (settlement?.hold?.reason) {
    case 'MISMATCH':
      return paymentError('VERIFICATION_FAILED', 'The payment is not the one that was ordered');
    case 'EXPIRED':
    case 'PARTIAL_CANCELLED_UNSEEN':
      return paymentError('PAYMENT_HELD', 'The payment is held for the shop to look at');
    case 'SOLD_OUT':
      // Stopped before any money moved, there is nothing for the shop to look at.
      return settlement && isPaidOrBeyond(settlement)
        ? paymentError('PAYMENT_HELD', 'The payment is held for the shop to look at')
        : paymentError('SOLD_OUT', 'Others have the pieces, and the payment was not taken');
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

export function paymentNotFound(): CheckoutError {
  return new CheckoutError('PAYMENT_NOT_FOUND', 'There is no such payment');
}
