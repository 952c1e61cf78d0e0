import { resolve } from 'node:path';
import { readCatalog } from '../../bff/catalog/catalog-file.ts';
import type { CatalogItem, Method } from '../../bff/domain/catalog.ts';
import { type Order, placeOrder } from '../../bff/domain/order.ts';
import type { UpstreamPayment } from './processes.ts';
import { seededId } from './seed.ts';

const catalog = readCatalog(resolve(import.meta.dirname, '../../demo/catalog.json'));
const item = catalog.items.get('shoes') as CatalogItem;
const method = catalog.methods.get(item.methods[0] as string) as Method;

const HOUR_MS = 60 * 60_000;

/**
 * The order that every part of the benchmark is about. It is made in an hour, so
 * that the server does not ask about it by itself meanwhile.
 */
export const benchOrder: Order = placeOrder({
  paymentId: seededId(0),
  item,
  method,
  store: catalog.store,
  channelType: 'TEST',
  environment: 'test',
  quantity: 1,
  createdAt: new Date(Date.now() + HOUR_MS).toISOString(),
  expiresAt: new Date(Date.now() + 2 * HOUR_MS).toISOString(),
});

/** The payment of {@link benchOrder}, as the upstream has it. */
export const benchPayment: UpstreamPayment = {
  storeId: benchOrder.storeId,
  channel: { type: benchOrder.channelType, key: benchOrder.channelKey as string },
  orderName: benchOrder.orderName,
  amount: { total: benchOrder.totalAmount, paid: benchOrder.totalAmount },
  currency: benchOrder.currency,
  customData: JSON.stringify({ item: benchOrder.itemId }),
};
