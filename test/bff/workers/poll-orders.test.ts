import assert from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'node:test';
import type { Payment } from '@portone/server-sdk/payment';
import { orderPolling } from '../../../bff/workers/poll-orders.ts';
import {
  type Checkout,
  paymentRequest,
  startCheckout,
} from '../../support/server/checkout-server.ts';

const DAY_MS = 24 * 3_600_000;

let checkout: Checkout;
let now: number;
beforeEach(async () => {
  now = Date.now();
  checkout = await startCheckout({ clock: () => now });
  // The server is told nothing: no webhook, and no page that comes back.
  checkout.sandbox.setWebhooksLost(true);
});
afterEach(() => checkout.stop());

const settlementOf = async (paymentId: string) =>
  (await checkout.orders.find(paymentId))?.settlement;
const calls = (operation: string) => checkout.sandbox.calls(operation);

async function paid() {
  const order = await checkout.order();
  await checkout.sandbox.pay(paymentRequest(order), { result: 'approve' });
  return order;
}

test('an order whose webhook and whose buyer were both lost is found paid when it is due', async () => {
  const { paymentId } = await paid();
  assert.equal(await checkout.poll(), 0, 'not at once: the page is still at it');
  now += 15_000;
  assert.equal(await checkout.poll(), 1);
  assert.equal((await settlementOf(paymentId))?.status, 'PAID');
  now += 30 * DAY_MS;
  assert.equal(await checkout.poll(), 0, 'nothing is left to find out');
});

test('an order that the buyer’s page has settled is not asked about', async () => {
  const order = await paid();
  await checkout.complete(order);
  const before = calls('getPayment');
  now += 30 * DAY_MS;
  assert.equal(await checkout.poll(), 0);
  assert.equal(calls('getPayment'), before);
});

test('a PortOne that is down for days costs no question, and is not flooded', async () => {
  const { paymentId } = await paid();
  now += 15_000;
  checkout.sandbox.setFault({ kind: 'status', status: 401 });
  for (const end = now + 3 * DAY_MS; now < end; now += 300_000) {
    const due = await checkout.store.openOrders.countDue(now);
    if (due > 0) await assert.rejects(checkout.poll(), { code: 'UPSTREAM_UNAVAILABLE' });
  }
  assert.ok(calls('getPayment') < 500, 'less and less often');
  checkout.sandbox.setFault(undefined);
  now += DAY_MS / 20;
  await checkout.poll();
  assert.equal((await settlementOf(paymentId))?.status, 'PAID');
});

test('an outage of ten minutes is over for an order within a minute after it', async () => {
  const { paymentId } = await paid();
  checkout.sandbox.setFault({ kind: 'status', status: 403 });
  for (const end = now + 600_000; now < end; now += 5_000) {
    await checkout.poll().catch(() => {});
  }
  checkout.sandbox.setFault(undefined);
  const healed = now;
  while ((await checkout.poll()) === 0) now += 5_000;
  assert.ok(now - healed <= 60_000);
  assert.equal((await settlementOf(paymentId))?.status, 'PAID');
});

test('waits as long as PortOne asked to', async () => {
  await paid();
  now += 15_000;
  checkout.sandbox.setFault({ kind: 'status', status: 429, retryAfter: 120 });
  await assert.rejects(checkout.poll());
  checkout.sandbox.setFault(undefined);
  now += 119_000;
  assert.equal(await checkout.poll(), 0);
  now += 1_000;
  assert.equal(await checkout.poll(), 1);
});

test('one order that PortOne cannot be asked about keeps no other one waiting', async () => {
  const broken = await paid();
  checkout.sandbox.recordPayment({
    ...(checkout.sandbox.payment(broken.paymentId) as object),
    status: 'TELEPORTED',
  } as unknown as Payment);
  const { paymentId } = await paid();
  now += 15_000;
  assert.equal(await checkout.poll(), 1);
  assert.equal((await settlementOf(paymentId))?.status, 'PAID');
});

test('an order that has just changed is asked about soon again, however long nothing had happened before', async () => {
  const order = await checkout.order();
  for (const end = now + 10 * DAY_MS; now < end; now += 3_600_000) await checkout.poll();
  assert.equal(await checkout.store.openOrders.countDue(now + 30 * DAY_MS), 0, 'given up');
  await checkout.sandbox.pay(paymentRequest(order), { result: 'fail', pgCode: '-780' });
  await checkout.complete(order);
  await checkout.sandbox.pay(paymentRequest(order), { result: 'approve' });
  now += 30_000;
  assert.equal(await checkout.poll(), 1);
  assert.equal((await settlementOf(order.paymentId))?.status, 'PAID');
});

test('a payment that is pending for three weeks is found when it is paid in the end', async () => {
  const order = await checkout.order();
  await checkout.sandbox.pay(paymentRequest(order), { result: 'pending' });
  for (const end = now + 21 * DAY_MS; now < end; now += 6 * 3_600_000) await checkout.poll();
  await checkout.sandbox.finishPending(order.paymentId, 'approve');
  now += 1_800_000;
  await checkout.poll();
  assert.equal((await settlementOf(order.paymentId))?.status, 'PAID');
});

test('an order is due again when the lease of a dead server ends', async () => {
  const { paymentId } = await paid();
  now += 15_000;
  const [taken] = await checkout.store.openOrders.acquireDue(now, now + 30_000, 1);
  assert.equal(taken?.paymentId, paymentId);
  assert.equal(await checkout.poll(), 0);
  now += 30_000;
  assert.equal(await checkout.poll(), 1);
});

test('what an order did while it was asked about is not put back', async () => {
  const order = await checkout.order();
  now += 15_000;
  const { openOrders } = checkout.store;
  const asking = orderPolling({
    openOrders,
    clock: () => now,
    settlePayment: async (paymentId) => {
      const result = await checkout.settlePayment(paymentId);
      await checkout.sandbox.pay(paymentRequest(order), { result: 'approve' });
      await checkout.complete(order);
      return result;
    },
  });
  assert.equal(await asking(), 1);
  assert.equal(await openOrders.countDue(now + 30 * DAY_MS), 0);
});

test('says how many orders are due', async () => {
  const { openOrders } = checkout.store;
  await paid();
  await paid();
  assert.equal(await openOrders.countDue(now), 0);
  now += 15_000;
  assert.equal(await openOrders.countDue(now), 2);
  await checkout.poll();
  assert.equal(await openOrders.countDue(now), 0);
});
