import { randomBytes } from 'node:crypto';
import type { Middleware } from 'koa';
import { z } from 'zod';
import type { Environment, OrderAnswer } from '../../../component/api/contract.ts';
import { buyerFieldsFor } from '../../catalog/buyer-fields.ts';
import { type Catalog, customDataOf } from '../../domain/catalog.ts';
import { CheckoutError } from '../../domain/checkout-error.ts';
import { type ChannelType, type Order, placeOrder } from '../../domain/order.ts';
import { newPaymentId, paymentIdEntropy } from '../../domain/payment-id.ts';
import type { PortOne } from '../../domain/portone.ts';
import type { OrderStore } from '../../domain/settle-payment.ts';
import { rfc3339 } from '../../time/rfc3339.ts';
import { checkBuyer } from './check-buyer.ts';
import { itemNotFound } from './items.ts';

/** In this time a payment window can be opened for the order. */
const ORDER_LIFETIME_MS = 30 * 60 * 1_000;

export type OrderDependencies = {
  currentCatalog: () => Catalog;
  orders: OrderStore;
  portOne: Pick<PortOne, 'preRegister'>;
  channelType: ChannelType;
  environment: Environment;
  /** Milliseconds since 1970. */
  clock: () => number;
  /** Issues the ids; a test that replays a recorded payment issues the recorded one. */
  issuePaymentId?: () => string;
};

const orderRequestShape = z.object({
  itemId: z.string().min(1).max(64),
  quantity: z.int().positive().max(Number.MAX_SAFE_INTEGER).default(1),
  methodId: z.string().optional(),
  // Prefill for the payment window: the browser hands it over itself, nothing of it is kept here.
  buyer: z.unknown().optional(),
});

/** Answers `POST /api/orders`: prices the order, keeps it, and pins its amount at PortOne. */
export function postOrder(dependencies: OrderDependencies): Middleware {
  const { currentCatalog, orders, portOne, channelType, environment, clock } = dependencies;
  const issuePaymentId =
    dependencies.issuePaymentId ?? (() => newPaymentId(clock(), randomBytes(paymentIdEntropy)));

  return async (ctx) => {
    const { itemId, quantity, methodId, buyer } = parse(ctx.request.body);
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
    checkBuyer(buyer, buyerFieldsFor(method, item), ctx.get('User-Agent'));
    const now = clock();
    const order = placeOrder({
      paymentId: issuePaymentId(),
      item,
      method,
      store: catalog.store,
      channelType,
      environment,
      quantity,
      createdAt: rfc3339(now),
      expiresAt: rfc3339(now + ORDER_LIFETIME_MS),
    });
    // Stored first: a payment without a stored order could not be accepted.
    await orders.insert(order);
    await portOne.preRegister(order);

    ctx.status = 201;
    ctx.set('Cache-Control', 'no-store');
    ctx.body = presentOrder(order, customDataOf(method, item), clock());
  };
}

function parse(body: unknown): z.infer<typeof orderRequestShape> {
  const parsed = orderRequestShape.safeParse(body);
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
    customData,
    expiresAt: order.expiresAt,
    expiresIn: Math.max(0, Math.floor((Date.parse(order.expiresAt) - now) / 1_000)),
  };
}
