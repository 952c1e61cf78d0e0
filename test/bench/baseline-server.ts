/**
 * What a shop writes that follows PortOne's sample: Koa, koa-body, PortOne's
 * server SDK and a Map. It asks PortOne and compares, as the sample does, and
 * remembers what it found for as long as it runs.
 */
import type { AddressInfo } from 'node:net';
import { Payment } from '@portone/server-sdk';
import Koa from 'koa';
import { koaBody } from 'koa-body';

const { PORTONE_API_URL = '', ITEMS = '{}' } = process.env;
const portOne = Payment.PaymentClient({ secret: 'a-secret', baseUrl: PORTONE_API_URL });
const items = new Map<string, { orderName: string; totalAmount: number; currency: string }>(
  Object.entries(JSON.parse(ITEMS)),
);
const statuses = new Map<string, string>();

async function syncPayment(paymentId: string): Promise<string | undefined> {
  const payment = await portOne.getPayment({ paymentId });
  if (payment.status !== 'PAID') return undefined;
  if (!isGenuine(payment as Payment.PaidPayment)) return undefined;
  statuses.set(paymentId, payment.status);
  return payment.status;
}

function isGenuine(payment: Payment.PaidPayment): boolean {
  if (payment.channel?.type !== 'TEST' || payment.customData === undefined) return false;
  const item = items.get(JSON.parse(payment.customData).item);
  return (
    item !== undefined &&
    payment.orderName === item.orderName &&
    payment.amount.total === item.totalAmount &&
    payment.currency === item.currency
  );
}

const app = new Koa();
app.use(koaBody());
app.use(async (ctx) => {
  if (ctx.method !== 'POST' || ctx.path !== '/api/payment/complete') return;
  const { paymentId } = ctx.request.body as Record<string, unknown>;
  if (typeof paymentId !== 'string') {
    ctx.status = 400;
    return;
  }
  const status = await syncPayment(paymentId);
  ctx.status = status === undefined ? 400 : 200;
  ctx.body = { paymentId, status };
});
const server = app.listen(0, '127.0.0.1', () => {
  process.send?.({ port: (server.address() as AddressInfo).port });
});
