import assert from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'node:test';
import type { OrderAnswer } from '../../../component/api/contract.ts';
import {
  type Checkout,
  paymentRequest,
  startCheckout,
} from '../../support/server/checkout-server.ts';
import { anOrder } from '../../support/server/seen-payment.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

let checkout: Checkout;
let now: number;
beforeEach(async () => {
  now = Date.now();
  checkout = await startCheckout({ clock: () => now });
  // The server is told nothing: no webhook, and no page that comes back.
  checkout.sandbox.setWebhooksLost(true);
});
afterEach(() => checkout.stop());

/** Lets days pass, in which the server asks PortOne about what is due, and reads what changes there. */
async function live(days: number): Promise<void> {
  for (const end = now + days * DAY_MS; now < end; now += DAY_MS / 2) {
    await checkout.poll();
    await checkout.readChanges();
  }
}

async function sweep(): Promise<number> {
  let deleted = 0;
  for (;;) {
    const more = await checkout.store.expiry.deleteUnopened(now);
    if (more === 0) return deleted;
    deleted += more;
  }
}

const isThere = async ({ paymentId }: OrderAnswer) =>
  (await checkout.status(paymentId)).status === 200;
const pay = (order: OrderAnswer, outcome: Parameters<Checkout['sandbox']['pay']>[1]) =>
  checkout.sandbox.pay(paymentRequest(order), outcome);

test('[N6] an order that is never taken to a window', async () => {
  const order = await checkout.order();
  await live(6.5);
  assert.equal(checkout.sandbox.calls('getPayment'), 2);
  assert.equal(await sweep(), 0);
  assert.ok(await isThere(order));
  await live(1);
  assert.equal(await sweep(), 1);
  assert.ok(!(await isThere(order)));
  assert.equal(checkout.sandbox.calls('getPayment'), 2);
});

test('[N6] an order that is never taken to a window: the second question comes when no attempt is taken any more: half an hour after the order’s end', async () => {
  const order = await checkout.order();
  now += 15_000;
  assert.equal(await checkout.poll(), 1);
  now = Date.parse(order.expiresAt) + 30 * MINUTE_MS - 1_000;
  assert.equal(await checkout.poll(), 0);
  await pay(order, { result: 'approve' });
  now += 1_000;
  assert.equal(await checkout.poll(), 1);
  assert.equal((await checkout.status(order.paymentId)).body.status, 'PAID');
});

const facts: Array<[what: string, happens: (order: OrderAnswer) => Promise<unknown>]> = [
  ['is paid', (order) => pay(order, { result: 'approve' })],
  ['is pending', (order) => pay(order, { result: 'pending' })],
  ['has failed', (order) => pay(order, { result: 'fail', pgCode: '-780' })],
  [
    'is held',
    async (order) => {
      const payment = { orderName: 'another' };
      await pay(order, { result: 'approve' });
      checkout.sandbox.recordPayment({
        ...(checkout.sandbox.payment(order.paymentId) as object),
        ...payment,
      } as never);
    },
  ],
  [
    'has come back',
    async ({ paymentId }) => {
      const found = await checkout.store.returns.find(paymentId);
      assert.ok(found);
      const mark = { hash: 'hash', origin: 'https://shop.example' };
      await checkout.store.returns.visit(found, { withCode: false, mark, now });
    },
  ],
];
for (const [what, happens] of facts) {
  test(`[N6] an order that is never taken to a window: one that ${what} is kept`, async () => {
    const order = await checkout.order();
    await happens(order);
    await live(8);
    assert.equal(await sweep(), 0);
    assert.ok(await isThere(order));
  });
}

test('[N6] an order that is never taken to a window: kept until PortOne could be asked', async () => {
  const order = await checkout.order();
  await checkout.readChanges();
  checkout.sandbox.setFault({ kind: 'status', status: 403, only: 'getPayment' });
  for (const end = now + 10 * DAY_MS; now < end; now += DAY_MS) {
    await checkout.poll().catch(() => {});
    await checkout.readChanges();
  }
  assert.equal(await sweep(), 0);
  assert.ok(await isThere(order));
  checkout.sandbox.setFault(undefined);
  await live(2);
  assert.equal(await sweep(), 1);
});

test('[N6] an order that is never taken to a window: kept while PortOne’s changes are not read', async () => {
  await checkout.order();
  await checkout.readChanges();
  for (const end = now + 10 * DAY_MS; now < end; now += DAY_MS) await checkout.poll();
  assert.equal(await sweep(), 0);
  await checkout.readChanges();
  assert.equal(await sweep(), 1);
});

test('[N6] an order that is never taken to a window: what is paid after all is money without an order', async () => {
  const order = await checkout.order();
  await live(8);
  assert.equal(await sweep(), 1);
  await pay(order, { result: 'approve' });
  await checkout.settlePayment(order.paymentId);
  const alarms = checkout.logged.filter(({ level }) => level === 50);
  assert.deepEqual(
    alarms.map(({ paymentId, status }) => [paymentId, status]),
    [[order.paymentId, 'PAID']],
  );
});

test('deletes a part at a time, however many there are', async () => {
  const { orders, openOrders, expiry } = checkout.store;
  const createdAt = new Date(now).toISOString();
  const ids = Array.from({ length: 501 }, (_, index) => `payment${1_000 + index}`);
  await Promise.all(ids.map((paymentId) => orders.insert(anOrder({ paymentId, createdAt }))));
  now += MINUTE_MS;
  await openOrders.acquireDue(now, now + MINUTE_MS, 600);
  await openOrders.reschedule(
    ids.map((paymentId) => ({ paymentId, polls: 2 })),
    now + MINUTE_MS,
  );
  now += 8 * DAY_MS;
  await checkout.readChanges();
  assert.deepEqual(
    [
      await expiry.deleteUnopened(now),
      await expiry.deleteUnopened(now),
      await expiry.deleteUnopened(now),
    ],
    [500, 1, 0],
  );
});

test('the server does so by itself', async () => {
  const order = await checkout.order();
  await live(8);
  checkout.startWorkers();
  while (await isThere(order));
});
