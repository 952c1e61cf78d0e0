import type { ObservedPayment } from '../../../bff/domain/observed-payment.ts';
import type { Order } from '../../../bff/domain/order.ts';
import type { PortOneStatus } from '../../../bff/domain/portone-status.ts';

export const NOW = '2026-11-23T00:00:00.000Z';

/** As the domain is given it, which has no clock of its own. */
export const secondsOf = (time: string) => Date.parse(time) / 1_000;

/** An order as it is placed. */
export function anOrder(change: Partial<Order> = {}): Order {
  return {
    paymentId: 'payment0001',
    itemId: 'shoes',
    itemName: '신발',
    quantity: 1,
    methodId: 'kakaopay',
    payMethod: 'EASY_PAY',
    orderName: '신발',
    totalAmount: 1000,
    currency: 'KRW',
    products: [],
    storeId: 'store-1',
    channelKey: 'channel-key-1',
    channelType: 'TEST',
    environment: 'test',
    createdAt: NOW,
    expiresAt: NOW,
    version: 0,
    ...change,
  };
}

/** A payment of exactly what {@link anOrder} asks for. */
export function seen(
  status: PortOneStatus,
  second = 0,
  change: Partial<ObservedPayment> = {},
): ObservedPayment {
  return {
    paymentId: 'payment0001',
    status,
    transactionId: 'transaction-1',
    cancellations: [],
    statusChangedAt: `2026-11-23T00:00:${String(second).padStart(2, '0')}.000000000Z`,
    claims: {
      storeId: 'store-1',
      channelType: 'TEST',
      channelKey: 'channel-key-1',
      orderName: '신발',
      totalAmount: 1000,
      currency: 'KRW',
      customData: '{"item":"shoes"}',
    },
    ...change,
  };
}
