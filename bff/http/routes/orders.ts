import { randomBytes } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import type { Context, Middleware } from 'koa';
import { z } from 'zod';
import type { Environment, OrderAnswer, OrderProof } from '../../../component/api/contract.ts';
import { type Catalog, customDataOf } from '../../domain/catalog.ts';
import { CheckoutError } from '../../domain/checkout-error.ts';
import { type ChannelType, type Order, placeOrder } from '../../domain/order.ts';
import type { ReturnStore } from '../../domain/order-return.ts';
import { hashOf, isSecret, newSecret, secretEntropy } from '../../domain/order-secret.ts';
import { isPaymentId, newPaymentId, paymentIdEntropy } from '../../domain/payment-id.ts';
import type { PortOne } from '../../domain/portone.ts';
import type { RateLimiter } from '../../domain/rate-limiter.ts';
import { holdsMoney, isReusable, isSamePurchase } from '../../domain/reuse-order.ts';
import { sealedSale, wasSealed } from '../../domain/sale/agreed-sale.ts';
import type { PrivateDetails } from '../../domain/sale/private-details.ts';
import { isCounted } from '../../domain/sale/stock.ts';
import type { OrderStore, SettlePayment } from '../../domain/settle-payment.ts';
import { settleSoon } from '../../domain/settle-soon.ts';
import { rfc3339 } from '../../time/rfc3339.ts';
import { acceptPage, type PageRequest, type PageRule } from '../buyer-page.ts';
import { isOwnPage } from '../own-origin.ts';
import { presentRefused } from '../present-payment.ts';
import type { OrderPieces } from './hold-pieces.ts';
import { itemNotFound } from './items.ts';
import { paymentNotFound } from './payments.ts';
import { readPurchase } from './read-purchase.ts';

/** In this time a payment window can be opened for the order. */
const ORDER_LIFETIME_MS = 30 * 60 * 1_000;

export type OrderDependencies = {
  currentCatalog: () => Catalog;
  orders: OrderStore;
  returns: Pick<ReturnStore, 'reopen'>;
  settlePayment: SettlePayment;
  pieces: OrderPieces;
  allowedOrigins: readonly string[] | '*';
  publicOrigin?: string;
  portOne: Pick<PortOne, 'preRegister'>;
  channelType: ChannelType;
  environment: Environment;
  /** Whether buyers get mail: the address that a page knows of its buyer is then kept. */
  mailsBuyers: boolean;
  /** Milliseconds since 1970. */
  clock: () => number;
  /** For the orders of all clients together; absent where there is no ceiling. */
  orderCeiling?: RateLimiter;
  /** Called for each order that is refused at the ceiling. */
  onCeiling: () => void;
  /** Issues the ids; a test that replays a recorded payment issues the recorded one. */
  issuePaymentId?: () => string;
};

/** An order of the browser that asks, which has proved it. */
type Earlier = { order: Order; secret: string };

/** PortOne may take this long to say whether an earlier order is paid, in milliseconds. */
const PREVIOUS_TIMEOUT_MS = 2_000;

const proofShape = z.object({
  paymentId: z.string().refine(isPaymentId),
  secret: z.string().max(100),
});

const pageRequestShape = proofShape.extend({ page: z.string().nullable() });

const orderRequestShape = z.object({
  itemId: z.string().min(1).max(64),
  quantity: z.int().positive().max(Number.MAX_SAFE_INTEGER).default(1),
  methodId: z.string().optional(),
  // Prefill for the payment window, which the browser hands over itself. What is kept, readPurchase says.
  buyer: z.unknown().optional(),
  options: z.unknown().optional(),
  fields: z.unknown().optional(),
  amount: z.unknown().optional(),
  delivery: z.unknown().optional(),
  agreements: z.unknown().optional(),
  locale: z.unknown().optional(),
  page: z.string().nullable().optional(),
  ahead: z.boolean().optional().catch(undefined),
  previous: proofShape.optional().catch(undefined),
});

/** Answers `POST /api/orders`: prices the order, keeps it, and pins its amount at PortOne. */
export function postOrder(dependencies: OrderDependencies): Middleware {
  const { currentCatalog, orders, portOne, settlePayment, pieces } = dependencies;
  const { channelType, environment, mailsBuyers, clock } = dependencies;
  const issuePaymentId =
    dependencies.issuePaymentId ?? (() => newPaymentId(clock(), randomBytes(paymentIdEntropy)));

  return async (ctx) => {
    const request = parse(orderRequestShape, ctx.request.body);
    const { itemId, quantity, methodId, page, previous, ahead = false } = request;
    const catalog = currentCatalog();
    const item = catalog.items.get(itemId);
    if (!item) throw itemNotFound();
    const chosen = methodId ?? (item.methods[0] as string);
    const method = item.methods.includes(chosen) ? catalog.methods.get(chosen) : undefined;
    if (!method) {
      throw new CheckoutError(
        'INVALID_REQUEST',
        `methodId: this item can be paid by ${item.methods.join(', ')}`,
      );
    }
    const now = clock();
    const { purchase, details } = readPurchase(
      request,
      { item, method, methods: catalog.methods, mailsBuyers },
      ctx.get('User-Agent'),
      rfc3339(now),
    );
    const placed = placeOrder({
      paymentId: issuePaymentId(),
      item,
      method,
      store: catalog.store,
      channelType,
      environment,
      quantity,
      purchase,
      details,
      createdAt: rfc3339(now),
      expiresAt: rfc3339(now + ORDER_LIFETIME_MS),
    });
    const customData = customDataOf(method, item, placed.sale);
    const buyerPage =
      page === undefined
        ? undefined
        : acceptPage(page, pageRequestOf(ctx, dependencies), dependencies);
    const earlier = previous && (await findEarlier(previous));
    const again = earlier && (await findAgain(earlier, placed, details));
    if (again) {
      const isHeld = !ahead && (await pieces.hold(ctx, again));
      // Its way back stays as it is: this may be no more than a look in another tab.
      send(ctx, {
        ...presentOrder(again, customData, clock()),
        ...heldOf(again, isHeld),
        itemName: again.itemName,
      });
      return;
    }
    await requireBelowCeiling();
    const [secret, returnToken] = [issueSecret(), issueSecret()];
    const hasSecret = page !== undefined;
    const sale = hasSecret ? sealedSale(placed.sale, details, secret) : placed.sale;
    const order = { ...placed, ...(sale && { sale }) };
    // What this browser holds already is as good as left.
    if (ahead && !earlier) await pieces.requireLeft(order);
    // Stored first: a payment without a stored order could not be accepted.
    const isHeld = await pieces.toldOf(
      orders.insert(
        order,
        hasSecret
          ? { secretHash: hashOf(secret), returnHash: hashOf(returnToken), page: buyerPage }
          : undefined,
        details,
        ahead ? undefined : pieces.terms(ctx, order, earlier?.order.paymentId),
      ),
    );
    await portOne.preRegister(order);
    send(ctx, {
      ...presentOrder(order, customData, clock()),
      ...heldOf(order, isHeld),
      ...(hasSecret && { itemName: order.itemName, secret, returnToken }),
    });
  };

  /** @throws {CheckoutError} `RATE_LIMITED` where all clients together have placed too many orders */
  async function requireBelowCeiling(): Promise<void> {
    const retryAfter = await dependencies.orderCeiling?.consume('orders');
    if (retryAfter === undefined) return;
    dependencies.onCeiling();
    throw new CheckoutError('RATE_LIMITED', 'This server places no more orders now', {
      retryAfter,
    });
  }

  /** The order of the same browser that the request names. */
  async function findEarlier({ paymentId, secret }: OrderProof): Promise<Earlier | undefined> {
    const order = await orders.find(paymentId);
    return order && isSecret(secret, order.secretHash) ? { order, secret } : undefined;
  }

  /**
   * The earlier order, where it can be paid in place of the wanted one: paid under one id, it is paid once.
   *
   * @throws {CheckoutError} `ALREADY_PAID` where it has been
   */
  async function findAgain(
    { order: known, secret }: Earlier,
    wanted: Order,
    details: PrivateDetails | undefined,
  ) {
    if (!isSamePurchase(known, wanted)) return undefined;
    const now = clock();
    const order = await settleSoon(known, settlePayment, delay(PREVIOUS_TIMEOUT_MS));
    // A gateway that is at work takes the money in a moment.
    if (holdsMoney(order) || order.settlement?.status === 'PAY_PENDING') {
      throw new CheckoutError('ALREADY_PAID', 'This order has been paid, or is being paid', {
        subject: presentRefused(order, 'public', now),
      });
    }
    const isSame = wasSealed(order.sale, details, secret);
    return isSame && isReusable(order, wanted, Date.parse(order.expiresAt), now)
      ? order
      : undefined;
  }
}

/**
 * Answers `POST /api/orders/page`, which a press sends where the order was placed on another page, or has
 * been in a window before: the return is opened anew, and leads there.
 */
export function postOrderPage(
  dependencies: Pick<OrderDependencies, 'orders' | 'returns'> & PageRule,
): Middleware {
  const { orders, returns } = dependencies;
  return async (ctx) => {
    const { paymentId, secret, page } = parse(pageRequestShape, ctx.request.body);
    const order = await orders.find(paymentId);
    if (!isSecret(secret, order?.secretHash)) throw paymentNotFound();
    await returns.reopen(
      paymentId,
      acceptPage(page, pageRequestOf(ctx, dependencies), dependencies),
    );
    ctx.status = 204;
  };
}

/**
 * Answers `POST /api/orders/hold`, which a press sends beside its window where the order was placed ahead
 * of it: from here on the order holds its pieces.
 */
export function postOrderHold({
  orders,
  pieces,
}: Pick<OrderDependencies, 'orders' | 'pieces'>): Middleware {
  return async (ctx) => {
    const { paymentId, secret } = parse(proofShape, ctx.request.body);
    const order = await orders.find(paymentId);
    if (!order || !isSecret(secret, order.secretHash)) throw paymentNotFound();
    await pieces.hold(ctx, order);
    ctx.status = 204;
  };
}

function heldOf(order: Order, held: boolean): Pick<OrderAnswer, 'held'> {
  return isCounted(order) ? { held } : {};
}

function send(ctx: Context, answer: OrderAnswer): void {
  ctx.status = 201;
  ctx.set('Cache-Control', 'no-store');
  ctx.body = answer;
}

function pageRequestOf(
  ctx: Context,
  { publicOrigin }: Pick<PageRule, 'publicOrigin'>,
): PageRequest {
  return { origin: ctx.get('Origin'), isOwn: isOwnPage(ctx, publicOrigin) };
}

function issueSecret(): string {
  return newSecret(randomBytes(secretEntropy));
}

/** Without keeping a process that ends from ending. */
function delay(milliseconds: number): Promise<void> {
  return setTimeout(milliseconds, undefined, { ref: false });
}

function parse<Shape extends z.ZodType>(shape: Shape, body: unknown): z.infer<Shape> {
  const parsed = shape.safeParse(body);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
  throw new CheckoutError('INVALID_REQUEST', problems.join('; '));
}

/** @param now milliseconds since 1970 */
function presentOrder(
  order: Order,
  customData: OrderAnswer['customData'],
  now: number,
): OrderAnswer {
  return {
    paymentId: order.paymentId,
    itemId: order.itemId,
    quantity: order.quantity,
    orderName: order.orderName,
    totalAmount: order.totalAmount,
    ...(order.taxFreeAmount !== undefined && { taxFreeAmount: order.taxFreeAmount }),
    ...(order.vatAmount !== undefined && { vatAmount: order.vatAmount }),
    currency: order.currency,
    products: order.products,
    ...(order.sale && { lines: order.sale.lines }),
    customData,
    expiresAt: order.expiresAt,
    expiresIn: Math.max(0, Math.floor((Date.parse(order.expiresAt) - now) / 1_000)),
  };
}
