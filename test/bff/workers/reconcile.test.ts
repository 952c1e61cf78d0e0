import assert from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'node:test';
import type { Payment } from '@portone/server-sdk/payment';
import { changeReading, orderPolling } from '../../../bff/workers/reconcile.ts';
import { type Checkout, paymentRequest, startCheckout } from '../../support/checkout-server.ts';

let checkout: Checkout;
let now: number;
beforeEach(async () => {
  now = Date.now();
  checkout = await startCheckout({ clock: () => now });
  // Nobody tells the server anything: no webhook, and no page that comes back.
  checkout.sandbox.setWebhooksLost(true);
});
afterEach(() => checkout.stop());

const polling = () => {
  const { store, settlePayment } = checkout;
  return orderPolling({ openOrders: store.openOrders, settlePayment, clock: () => now });
};
const reading = () => {
  const { store, portOne, settlePayment, orders } = checkout;
  return changeReading({
    watermark: store.watermark,
    portOne,
    findOrder: orders.find,
    settlePayment,
    clock: () => now,
  });
};
const settlementOf = async (paymentId: string) =>
  (await checkout.orders.find(paymentId))?.settlement;

async function paid() {
  const order = await checkout.order();
  await checkout.sandbox.pay(paymentRequest(order), { result: 'approve' });
  return order;
}

test('an order whose webhook and whose buyer were both lost is found paid when it is due', async () => {
  const { paymentId } = await paid();
  const pass = polling();
  assert.equal(await pass(), 0, 'not at once: the page is still at it');
  now += 15_000;
  assert.equal(await pass(), 1);
  assert.equal((await settlementOf(paymentId))?.status, 'PAID');
  now += 30 * 24 * 3_600_000;
  await pass();
  const calls = checkout.sandbox.calls('getPayment');
  await pass();
  assert.equal(checkout.sandbox.calls('getPayment'), calls, 'nothing is left to find out');
});

test('an order that PortOne cannot be asked about now is due again', async () => {
  const { paymentId } = await paid();
  now += 15_000;
  checkout.sandbox.setFault({ kind: 'status', status: 401 });
  await polling()();
  checkout.sandbox.setFault(undefined);
  now += 15_000;
  await polling()();
  assert.equal((await settlementOf(paymentId))?.status, 'PAID');
});

test('reading what changed finds a payment, and its refund at the console', async () => {
  const { paymentId } = await paid();
  now = Date.now() + 1_000;
  assert.equal(await reading()(), 1);
  assert.equal((await settlementOf(paymentId))?.status, 'PAID');
  await checkout.sandbox.cancel(paymentId, 400);
  now = Date.now() + 1_000;
  assert.equal(await reading()(), 1);
  assert.equal((await settlementOf(paymentId))?.status, 'PARTIAL_CANCELLED');
  await checkout.sandbox.cancel(paymentId);
  now = Date.now() + 1_000;
  assert.equal(await reading()(), 1);
  assert.equal((await settlementOf(paymentId))?.status, 'CANCELLED');
  now = Date.now() + 1_000;
  assert.equal(await reading()(), 0);
});

test('reads on page after page', async () => {
  const orders = [];
  for (let count = 0; count < 60; count += 1) orders.push(await paid());
  now = Date.now() + 1_000;
  assert.equal(await reading()(), 60);
  for (const { paymentId } of orders) {
    assert.equal((await settlementOf(paymentId))?.status, 'PAID');
  }
});

test('begins again where it began when it breaks off, and loses nothing', async () => {
  const { paymentId } = await paid();
  now = Date.now() + 1_000;
  checkout.sandbox.setFault({ kind: 'status', status: 403 });
  await assert.rejects(reading()());
  checkout.sandbox.setFault(undefined);
  now += 60_000;
  assert.equal(await reading()(), 1);
  assert.equal((await settlementOf(paymentId))?.status, 'PAID');
});

test('is made by one server at a time', async () => {
  await paid();
  now = Date.now() + 1_000;
  const turn = await checkout.store.watermark.take(now, now + 60_000);
  assert.ok(turn);
  assert.equal(await reading()(), 0, 'another server is at it');
  now += 60_000;
  assert.equal(await reading()(), 1, 'unless it died');
});

test('finds money that no order is behind', async () => {
  const { paymentId } = await paid();
  const payment = checkout.sandbox.payment(paymentId) as Payment;
  checkout.sandbox.recordPayment({ ...payment, id: 'somebodyelses0000000' } as Payment);
  now = Date.now() + 1_000;
  await reading()();
  const alert = checkout.logged.find(({ paymentId }) => paymentId === 'somebodyelses0000000');
  assert.equal(alert?.level, 50);
});
