import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, test } from 'node:test';
import { databaseDialect } from '../../../bff/database/dialects.ts';
import { openStore, type Store } from '../../../bff/database/open-store.ts';
import { engines, testDatabases } from '../../support/server/database.ts';
import { anOrder, NOW, seen } from '../../support/server/seen-payment.ts';

const databases = testDatabases();
const placed = Date.parse(NOW);
const due = placed + 15_000;
const ids = Array.from({ length: 100 }, (_, index) => `payment${1000 + index}`);

for (const engine of engines) {
  describe(`two servers on one ${engine}`, () => {
    let one: Store;
    let other: Store;
    beforeEach(async () => {
      const url = await databases.empty(engine);
      one = await openStore(databaseDialect(url), { sendsEvents: true });
      other = await openStore(databaseDialect(url), { sendsEvents: true });
    });
    afterEach(async () => {
      await one.close();
      await other.close();
    });

    test('share the orders that are due, each leased once', async () => {
      for (const paymentId of ids) await one.orders.insert(anOrder({ paymentId }));
      const taken = await Promise.all(
        [one, other, one, other, one, other].map(({ openOrders }) =>
          openOrders.acquireDue(due, due + 30_000, 20),
        ),
      );
      let rest = 100 - taken.flat().length;
      while (rest > 0) {
        const more = await one.openOrders.acquireDue(due, due + 30_000, 20);
        assert.ok(more.length > 0, 'none is lost');
        taken.push(more);
        rest -= more.length;
      }
      const paymentIds = taken.flat().map(({ paymentId }) => paymentId);
      assert.deepEqual(paymentIds.toSorted(), ids);
      assert.deepEqual(await other.openOrders.acquireDue(due, due + 30_000, 20), []);
      assert.equal(await one.openOrders.countDue(due), 0);
      assert.equal(await one.openOrders.countDue(due + 30_000), 100, 'when their leases end');
    });

    test('put back only what is still theirs', async () => {
      for (const paymentId of ids.slice(0, 3)) await one.orders.insert(anOrder({ paymentId }));
      const until = due + 30_000;
      const before = await one.openOrders.acquireDue(due, until, 20);
      await one.openOrders.reschedule(
        before.map(({ paymentId }) => ({ paymentId, polls: 3, at: due })),
        until,
      );
      const taken = await one.openOrders.acquireDue(due, until, 20);
      assert.deepEqual(
        taken.map(({ polls }) => polls),
        [3, 3, 3],
      );
      const [asked, moved, over] = taken.map(({ order }) => order);
      assert.ok(asked && moved && over);
      const { statusChangedAt } = seen('FAILED');
      const failed = { status: 'FAILED', transactionId: 'transaction-1', statusChangedAt } as const;
      await other.orders.settle(moved, failed, []);
      await one.openOrders.reschedule(
        [
          { paymentId: asked.paymentId, polls: 1, at: due + 60_000 },
          { paymentId: moved.paymentId, polls: 1 },
          { paymentId: over.paymentId, polls: 1 },
        ],
        until,
      );
      const soon = await other.openOrders.acquireDue(due, until, 20);
      assert.deepEqual(
        soon.map(({ paymentId, polls }) => [paymentId, polls]),
        [[moved.paymentId, 0]],
      );
      assert.equal(await other.openOrders.countDue(due + 365 * 24 * 3_600_000), 2);
    });

    test('take turns at reading', async () => {
      const turns = await Promise.all(
        [one, other, one, other].map(({ watermark }) => watermark.acquire(due, due + 30_000)),
      );
      assert.equal(turns.filter((turn) => turn !== undefined).length, 1);
    });

    test('know the same payments', async () => {
      await one.orders.insert(anOrder());
      await one.unmatched.hold(seen('PAID', 1, { paymentId: 'unmatched1' }), NOW);
      const order = await other.orders.find('payment0001');
      assert.ok(order);
      await other.orders.settle(
        order,
        {
          status: 'PARTIAL_CANCELLED',
          transactionId: 'transaction-1',
          statusChangedAt: seen('PAID', 2).statusChangedAt,
          cancelledAmount: 300,
        },
        [],
      );
      await one.orders.insert(anOrder({ paymentId: 'payment0002' }));
      assert.deepEqual(
        await one.findKnown(['payment0001', 'payment0002', 'unmatched1', 'unknown001']),
        new Map([
          [
            'unmatched1',
            { isOrder: false, status: 'PAID', statusChangedAt: seen('PAID', 1).statusChangedAt },
          ],
          [
            'payment0001',
            {
              isOrder: true,
              status: 'PARTIAL_CANCELLED',
              statusChangedAt: seen('PAID', 2).statusChangedAt,
              cancelledAmount: 300,
            },
          ],
          ['payment0002', { isOrder: true }],
        ]),
      );
    });
  });
}
