import assert from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'node:test';
import type { Payment } from '@portone/server-sdk/payment';
import { changeReading } from '../../../bff/workers/read-changes.ts';
import {
  type Checkout,
  paymentRequest,
  startCheckout,
} from '../../support/server/checkout-server.ts';

let checkout: Checkout;
let now: number;
let unsettled: string[];
beforeEach(async () => {
  now = Date.now();
  unsettled = [];
  checkout = await startCheckout({ clock: () => now });
  // The server is told nothing: no webhook, and no page that comes back.
  checkout.sandbox.setWebhooksLost(true);
});
afterEach(() => checkout.stop());

/** Reading page by page, on the server's store and PortOne or on others. */
const reading = (change: Partial<Parameters<typeof changeReading>[0]> = {}) =>
  changeReading({
    ...checkout,
    clock: () => now,
    onUnsettled: (paymentId) => unsettled.push(paymentId),
    ...change,
  });
const settlementOf = async (paymentId: string) =>
  (await checkout.orders.find(paymentId))?.settlement;
const calls = (operation: string) => checkout.sandbox.calls(operation);

async function paid() {
  const order = await checkout.order();
  await checkout.sandbox.pay(paymentRequest(order), { result: 'approve' });
  return order;
}

/** This many orders that are paid, and were last changed at the times that `at` gives, in the order of their ids. */
async function paidAt(count: number, at: (index: number) => string): Promise<string[]> {
  const paymentIds: string[] = [];
  for (let index = 0; index < count; index += 1) {
    const { paymentId } = await paid();
    const payment = checkout.sandbox.payment(paymentId) as Payment;
    checkout.sandbox.recordPayment({ ...payment, statusChangedAt: at(index) } as Payment);
    paymentIds.push(paymentId);
  }
  return paymentIds;
}

test('reading what changed finds a payment, and its refund at the console', async () => {
  const { paymentId } = await paid();
  await checkout.readChanges(Date.now() + 1_000);
  assert.equal((await settlementOf(paymentId))?.status, 'PAID');
  await checkout.sandbox.cancel(paymentId, 400);
  await checkout.readChanges(Date.now() + 1_000);
  assert.equal((await settlementOf(paymentId))?.status, 'PARTIAL_CANCELLED');
  await checkout.sandbox.cancel(paymentId);
  await checkout.readChanges(Date.now() + 1_000);
  assert.equal((await settlementOf(paymentId))?.status, 'CANCELLED');
  const before = calls('getPayment');
  await checkout.readChanges(Date.now() + 1_000);
  assert.equal(calls('getPayment'), before, 'and asks no more about what is known');
});

test('reading finds a second refund that leaves the time of the first, and asks of nothing that is known to be newer', async () => {
  const { paymentId } = await paid();
  await checkout.readChanges(Date.now() + 1_000);
  await checkout.sandbox.cancel(paymentId, 400);
  await checkout.readChanges(Date.now() + 1_000);
  const first = checkout.sandbox.payment(paymentId) as Payment & { statusChangedAt: string };
  await checkout.sandbox.cancel(paymentId, 100);
  const second = checkout.sandbox.payment(paymentId) as Payment;
  const { statusChangedAt } = first;
  checkout.sandbox.recordPayment({ ...second, statusChangedAt } as Payment);
  await checkout.readChanges(Date.now() + 2_000);
  assert.equal((await settlementOf(paymentId))?.cancelledAmount, 500);

  const before = calls('getPayment');
  const older = new Date(Date.parse(statusChangedAt) - 1_000).toISOString();
  checkout.sandbox.recordPayment({ ...second, statusChangedAt: older } as Payment);
  await checkout.readChanges(Date.now() + 3_000);
  assert.equal(calls('getPayment'), before);
});

test('reads on page after page, each at once after the other', async () => {
  const paymentIds = await paidAt(150, () => new Date().toISOString());
  now = Date.now() + 1_000;
  const read = reading();
  let pages = 1;
  while ((await read()) > 0) pages += 1;
  assert.ok(pages > 1);
  for (const paymentId of paymentIds) {
    assert.equal((await settlementOf(paymentId))?.status, 'PAID');
  }
});

test('misses no payment when payments move within the list while it is read', async () => {
  const start = now;
  const paymentIds = await paidAt(150, (index) => new Date(start - 600_000 + index).toISOString());
  now += 10_000;
  const read = reading({
    settlePayment: async (paymentId) => {
      // Those that were read are changed at once: all that come after them move up.
      const payment = checkout.sandbox.payment(paymentId) as Payment;
      const result = await checkout.settlePayment(paymentId);
      const statusChangedAt = new Date(start).toISOString();
      checkout.sandbox.recordPayment({ ...payment, statusChangedAt } as Payment);
      return result;
    },
  });
  while ((await read()) > 0);
  for (const paymentId of paymentIds) {
    assert.equal((await settlementOf(paymentId))?.status, 'PAID');
  }
});

test('reads more payments of one moment than a page has', async () => {
  const moment = new Date(now).toISOString();
  const paymentIds = await paidAt(150, () => moment);
  now += 1_000;
  const read = reading();
  while ((await read()) > 0);
  for (const paymentId of paymentIds) {
    assert.equal((await settlementOf(paymentId))?.status, 'PAID');
  }
});

test('a server that is killed after every page comes to the end all the same', async () => {
  const paymentIds = await paidAt(150, () => new Date().toISOString());
  now = Date.now() + 1_000;
  for (let life = 0; life < 3; life += 1) {
    await reading()();
    // The next one is killed in the middle of a page, and its lease has to run out.
    await checkout.store.watermark.acquire(now, now + 30_000);
    now += 30_000;
  }
  for (const paymentId of paymentIds) {
    assert.equal((await settlementOf(paymentId))?.status, 'PAID');
  }
});

test('begins again where it broke off, and loses nothing', async () => {
  const { paymentId } = await paid();
  now = Date.now() + 1_000;
  checkout.sandbox.setFault({ kind: 'status', status: 403 });
  await assert.rejects(reading()());
  checkout.sandbox.setFault(undefined);
  now += 60_000;
  await checkout.readChanges();
  assert.equal((await settlementOf(paymentId))?.status, 'PAID');
});

test('a payment that cannot be settled now does not stop the reading, and its order is asked about again', async () => {
  const first = await paid();
  const second = await paid();
  now = Date.now() + 1_000;
  const read = reading({
    settlePayment: async (paymentId) => {
      if (paymentId === first.paymentId) throw new Error('not now');
      return checkout.settlePayment(paymentId);
    },
  });
  await read();
  assert.equal((await settlementOf(second.paymentId))?.status, 'PAID');
  assert.deepEqual(unsettled, [first.paymentId]);
  await checkout.poll();
  assert.equal((await settlementOf(first.paymentId))?.status, 'PAID');
});

test('finds what PortOne wrote down ten minutes late', async () => {
  await paid();
  await checkout.readChanges(Date.now() + 1_000);
  const [late] = await paidAt(1, () => new Date(Date.now() - 590_000).toISOString());
  await checkout.readChanges(Date.now() + 2_000);
  assert.equal((await settlementOf(late as string))?.status, 'PAID');
});

test('a clock that is an hour fast makes it miss nothing', async () => {
  await paid();
  await checkout.readChanges(Date.now() + 3_600_000);
  const { paymentId } = await paid();
  await checkout.readChanges(Date.now() + 3_660_000);
  assert.equal((await settlementOf(paymentId))?.status, 'PAID');
});

test('reading is done by one server at a time', async () => {
  await paid();
  now = Date.now() + 1_000;
  const { watermark } = checkout.store;
  assert.ok(await watermark.acquire(now, now + 30_000));
  const before = calls('getPayments');
  assert.equal(await reading()(), 0);
  assert.equal(calls('getPayments'), before, 'another server is at it');
  now += 30_000;
  await reading()();
  assert.equal(calls('getPayments'), before + 1, 'unless it died');
});

test('a server whose lease has ended does not overwrite the next one’s cursor', async () => {
  const { watermark } = checkout.store;
  const slow = await watermark.acquire(now, now + 1_000);
  now += 1_000;
  const next = await watermark.acquire(now, now + 1_000);
  assert.ok(slow && next);
  assert.equal(await watermark.renew(slow, now + 60_000), undefined);
  await watermark.release(slow, { readUntil: 1 });
  await watermark.release(next, { readUntil: 2_000 });
  assert.deepEqual((await watermark.acquire(now, now + 1_000))?.cursor, { readUntil: 2_000 });
});

test('ends before its next payments when the server stops, and keeps its cursor', async () => {
  const { paymentId } = await paid();
  now = Date.now() + 1_000;
  const stopping = AbortSignal.abort();
  assert.equal(await reading()(stopping), 0);
  assert.equal(await settlementOf(paymentId), undefined);
  assert.equal(await reading()(), 0, 'the lease is released at once');
  assert.equal((await settlementOf(paymentId))?.status, 'PAID');
});

test('finds an unmatched payment, and asks about it once', async () => {
  const { paymentId } = await paid();
  const payment = checkout.sandbox.payment(paymentId) as Payment;
  checkout.sandbox.recordPayment({ ...payment, id: 'fromelsewhere0000000' } as Payment);
  checkout.sandbox.recordPayment({
    ...payment,
    id: 'fromelsewhere0000001',
    status: 'FAILED',
  } as Payment);
  await checkout.readChanges(Date.now() + 1_000);
  const alert = checkout.logged.find((line) => line.paymentId === 'fromelsewhere0000000');
  assert.equal(alert?.level, 50);
  const before = calls('getPayment');
  await checkout.readChanges(Date.now() + 2_000);
  assert.equal(calls('getPayment'), before);
});

test('keeps an unmatched payment as the list has it, where PortOne cannot be asked about it', async () => {
  const { paymentId } = await paid();
  const payment = checkout.sandbox.payment(paymentId) as Payment;
  const unmatched = 'fromelsewhere0000000';
  checkout.sandbox.recordPayment({ ...payment, id: unmatched } as Payment);
  now = Date.now() + 1_000;
  const read = reading({
    settlePayment: async (paymentId) => {
      if (paymentId === unmatched) throw new Error('not now');
      return checkout.settlePayment(paymentId);
    },
  });
  await read();
  assert.deepEqual(unsettled, [unmatched]);
  assert.equal(await checkout.store.backlogs.countUnmatched(), 1);
  assert.equal(checkout.logged.find((line) => line.paymentId === unmatched)?.level, 50);
});

test('finds out that an unmatched payment was refunded, or failed', async () => {
  const { paymentId } = await paid();
  const payment = checkout.sandbox.payment(paymentId) as Payment;
  const ends = { fromelsewhere0000000: 'CANCELLED', fromelsewhere0000001: 'FAILED' };
  for (const id of Object.keys(ends)) checkout.sandbox.recordPayment({ ...payment, id } as Payment);
  await checkout.readChanges(Date.now() + 1_000);
  assert.equal(await checkout.store.backlogs.countUnmatched(), 2);
  const statusChangedAt = new Date().toISOString();
  for (const [id, status] of Object.entries(ends)) {
    checkout.sandbox.recordPayment({ ...payment, id, status, statusChangedAt } as Payment);
  }
  await checkout.readChanges(Date.now() + 2_000);
  assert.equal(await checkout.store.backlogs.countUnmatched(), 0);
  const before = calls('getPayment');
  await checkout.readChanges(Date.now() + 3_000);
  assert.equal(calls('getPayment'), before, 'what is known is not asked about');
});

test('says by how much it is behind', async () => {
  const { watermark } = checkout.store;
  assert.equal(await watermark.lag(now), Number.POSITIVE_INFINITY, 'nothing was ever read');
  await checkout.readChanges();
  assert.equal(await watermark.lag(now + 5_000), 5);
  await paidAt(80, (index) => new Date(now + 60_000 + index).toISOString());
  now += 600_000;
  await reading()();
  const behind = await watermark.lag(now);
  assert.ok(behind > 500 && behind < 540, `${behind}: as far as the page came`);
  await reading()();
  assert.equal(await watermark.lag(now), 0);
});
