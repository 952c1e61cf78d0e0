/** A server's clock ran two days ahead, and is right again: nothing waits for those two days. */
import assert from 'node:assert/strict';
import { after, describe, mock, test } from 'node:test';
import type { Payment } from '@portone/server-sdk/payment';
import { databaseDialect } from '../../../bff/database/dialects.ts';
import { openStore, type Store } from '../../../bff/database/open-store.ts';
import { memoryRateLimiter } from '../../../bff/database/rate-limiter.ts';
import { changeReading } from '../../../bff/workers/read-changes.ts';
import { paymentRequest, startCheckout } from '../../support/server/checkout-server.ts';
import { engines, testDatabases } from '../../support/server/database.ts';
import { anOrder, seen } from '../../support/server/seen-payment.ts';

const databases = testDatabases();
const DAY_MS = 24 * 60 * 60_000;
const now = Date.UTC(2026, 10, 23);
const text = (milliseconds: number) => new Date(milliseconds).toISOString();

for (const engine of engines) {
  describe(`after a clock that ran ahead, on ${engine}`, async () => {
    const store: Store = await openStore(databaseDialect(await databases.empty(engine)), {
      sendsEvents: true,
    });
    after(() => store.close());

    test('[E12] a clock that ran ahead for days and is right again: orders', async () => {
      for (const [paymentId, ahead] of [
        ['ordered-while-ahead', 2 * DAY_MS],
        ['ordered-in-another-age', 20_000 * DAY_MS],
      ] as const) {
        await store.orders.insert(anOrder({ paymentId, createdAt: text(now + ahead) }));
      }
      assert.equal(await store.openOrders.countDue(now), 2);
      const due = await store.openOrders.acquireDue(now, now + 30_000, 20);
      assert.equal(due.length, 2);
      assert.deepEqual(await store.openOrders.acquireDue(now, now + 30_000, 20), []);
      // The longest wait that there is stays a wait.
      await store.openOrders.reschedule(
        due.map(({ paymentId, polls }) => ({ paymentId, polls, at: now + DAY_MS })),
        now + 30_000,
      );
      assert.equal(await store.openOrders.countDue(now), 0);
      assert.equal(await store.openOrders.countDue(now + DAY_MS), 2);
    });

    test('[E12] a clock that ran ahead for days and is right again: events', async () => {
      const order = anOrder({ paymentId: 'paid-while-ahead' });
      await store.orders.insert(order);
      const later = text(now + 2 * DAY_MS);
      const { paymentId } = order;
      const { status, transactionId, statusChangedAt } = seen('PAID');
      await store.orders.settle(order, { status, transactionId, statusChangedAt } as never, [
        { key: 'event', type: 'payment.paid', paymentId, timestamp: later, data: {} as never },
      ]);
      assert.ok((await store.backlogs.ageOfOldestPending(now)) > 900);
      const events = await store.outbox.acquire(text(now), text(now + 60_000), 20);
      assert.equal(events.length, 1);
      assert.deepEqual(await store.outbox.acquire(text(now), text(now + 60_000), 20), []);
      const [event] = events;
      assert.ok(event);
      await store.outbox.failed(event, 'no', text(now + 12 * 60 * 60_000));
      assert.deepEqual(await store.outbox.acquire(text(now + 1_000), text(now), 20), []);
    });

    test('[E12] a clock that ran ahead for days and is right again: PortOne’s changes', async () => {
      const ahead = now + 2 * DAY_MS;
      const lease = await store.watermark.acquire(ahead, ahead + 30_000);
      assert.ok(lease);
      await store.watermark.release(lease, { readUntil: now }, ahead);
      // Another server dies in the middle of its step, while its clock is still ahead.
      assert.ok(await store.watermark.acquire(ahead, ahead + 30_000));
      assert.equal(await store.watermark.lag(now), Number.POSITIVE_INFINITY);
      assert.ok(await store.watermark.acquire(now, now + 30_000));
      assert.equal(await store.watermark.acquire(now, now + 30_000), undefined);
    });

    test('[E12] a clock that ran ahead for days and is right again: limits', async (t) => {
      t.after(() => mock.timers.reset());
      const limiter = store.rateLimiter(1);
      const key = `address ${engine}`;
      const real = Date.now();
      mock.timers.enable({ apis: ['Date'], now: real + 2 * DAY_MS });
      assert.equal(await limiter.consume(key), undefined);
      assert.ok(await limiter.consume(key));
      mock.timers.setTime(real);
      assert.equal(await limiter.consume(key), undefined);
      assert.equal(await memoryRateLimiter(1).consume(key), undefined);
    });
  });
}

test('a new database whose first readings were ahead finds a payment after that', async (t) => {
  const checkout = await startCheckout();
  t.after(() => checkout.stop());
  checkout.sandbox.setWebhooksLost(true);
  await checkout.readChanges(Date.now() + 20 * DAY_MS);
  const order = await checkout.order();
  await checkout.sandbox.pay(paymentRequest(order), { result: 'approve' });
  await checkout.readChanges(Date.now() + 1_000);
  assert.equal((await checkout.orders.find(order.paymentId))?.settlement?.status, 'PAID');
});

test('a payment of a time that PortOne was not asked for takes no others with it', async (t) => {
  const checkout = await startCheckout();
  t.after(() => checkout.stop());
  checkout.sandbox.setWebhooksLost(true);
  const order = await checkout.order();
  await checkout.sandbox.pay(paymentRequest(order), { result: 'approve' });
  const payment = checkout.sandbox.payment(order.paymentId) as Payment & {
    statusChangedAt: string;
  };
  const listed = {
    paymentId: order.paymentId,
    status: 'PAID',
    statusChangedAt: payment.statusChangedAt,
  };
  const asked: string[] = [];
  const read = changeReading({
    ...checkout,
    clock: () => Date.now() + 1_000,
    onUnsettled: () => {},
    portOne: {
      async listChanges({ from, number }) {
        asked.push(from);
        if (number === 0) {
          const odd = {
            paymentId: 'from-the-future',
            status: 'READY',
            statusChangedAt: '9998-01-01T00:00:00.000000000Z',
          };
          return { payments: [odd as never], isLast: false };
        }
        return { payments: [listed as never], isLast: true };
      },
    },
  });
  await read();
  assert.equal(new Set(asked).size, 1);
  assert.equal((await checkout.orders.find(order.paymentId))?.settlement?.status, 'PAID');
});
