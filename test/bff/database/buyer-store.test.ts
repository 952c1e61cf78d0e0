import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, test } from 'node:test';
import { Kysely } from 'kysely';
import { databaseDialect } from '../../../bff/database/dialects.ts';
import { openStore, type Store } from '../../../bff/database/open-store.ts';
import type { Tables } from '../../../bff/database/tables.ts';
import type { Settlement } from '../../../bff/domain/order.ts';
import { engines, testDatabases } from '../../support/server/database.ts';
import { someDetails } from '../../support/server/private-details.ts';
import { anOrder, NOW } from '../../support/server/seen-payment.ts';

const databases = testDatabases();
const DAY_MS = 24 * 60 * 60_000;
const start = Date.parse(NOW);
const KEEP_DAYS = 400;

for (const engine of engines) {
  describe(`what is personal about an order, in ${engine}`, () => {
    let url: string;
    let store: Store;
    beforeEach(async () => {
      url = await databases.empty(engine);
      store = await openStore(databaseDialect(url), {
        sendsEvents: false,
        keepBuyersDays: KEEP_DAYS,
      });
    });
    afterEach(() => store.close());

    const order = anOrder();
    const { paymentId } = order;
    const kept = async () => (await store.buyers.find([paymentId])).get(paymentId);
    const settled = (change: Partial<Settlement>) =>
      store.orders.settle(
        order,
        { status: 'PAID', transactionId: 't', statusChangedAt: NOW, ...change } as Settlement,
        [],
      );
    /** PortOne's changes have been read on until then. */
    async function readUntil(time: number): Promise<void> {
      const lease = await store.watermark.acquire(time, time + 1_000);
      assert.ok(lease);
      await store.watermark.release(lease, {}, time);
    }
    /** PortOne is asked about no order any more. */
    async function endPolls(): Promise<void> {
      const far = start + 100 * DAY_MS;
      const due = await store.openOrders.acquireDue(far, far, 10);
      await store.openOrders.reschedule(
        due.map(({ paymentId: id, polls }) => ({ paymentId: id, polls: polls + 1 })),
        far,
      );
    }

    test('is there with its order', async () => {
      await store.orders.insert(order, undefined, someDetails());
      assert.deepEqual(await kept(), someDetails());
      assert.deepEqual(await store.orders.find(paymentId), order, 'and no part of it');
    });

    test('is not kept of an order that is not placed', async () => {
      await store.orders.insert(order);
      await assert.rejects(store.orders.insert(order, undefined, someDetails()));
      assert.equal(await kept(), undefined);
    });

    test('is forgotten once', async () => {
      await store.orders.insert(order, undefined, someDetails());
      assert.equal(await store.buyers.forget(paymentId), true);
      assert.equal(await kept(), undefined);
      assert.equal(await store.buyers.forget(paymentId), false);
    });

    test('[T8] an order that is never paid: its buyer goes when no payment can be learnt of any more', async () => {
      await store.orders.insert(order, undefined, someDetails());
      await endPolls();
      await readUntil(start + DAY_MS / 2);
      await store.buyers.sweep(start + 1.5 * DAY_MS);
      assert.ok(await kept(), 'PortOne’s changes have not been read on for a day');
      await readUntil(start + 2 * DAY_MS);
      await store.buyers.sweep(start + 2 * DAY_MS);
      assert.equal(await kept(), undefined);
    });

    test('of an order that PortOne is still asked about stays', async () => {
      await store.orders.insert(order, undefined, someDetails());
      await settled({ status: 'VIRTUAL_ACCOUNT_ISSUED' });
      await readUntil(start + 3 * DAY_MS);
      await store.buyers.sweep(start + 3 * DAY_MS);
      assert.deepEqual(await kept(), someDetails());
    });

    for (const [what, change] of Object.entries({
      'a paid order': { paidAt: NOW },
      'a refunded order': { status: 'CANCELLED', paidAt: NOW },
      'an order that is held with its money': { hold: { reason: 'PARTIAL_CANCELLED_UNSEEN' } },
    } satisfies Record<string, Partial<Settlement>>)) {
      test(`[T9] a sale of years ago: ${what} loses fields and message after 90 days, and the rest in its time`, async () => {
        await store.orders.insert(order, undefined, someDetails());
        await settled(change);
        await store.buyers.sweep(start + 2 * DAY_MS);
        await store.buyers.sweep(start + 89 * DAY_MS);
        assert.deepEqual(await kept(), someDetails());
        await store.buyers.sweep(start + 90 * DAY_MS);
        const { buyer, delivery: { message, ...address } = {}, locale } = someDetails();
        assert.ok(message);
        assert.deepEqual(await kept(), { buyer, delivery: address, locale });
        await store.buyers.sweep(start + KEEP_DAYS * DAY_MS);
        assert.ok(await kept());
        await store.buyers.sweep(start + KEEP_DAYS * DAY_MS + 1);
        assert.equal(await kept(), undefined);
      });
    }

    test('goes with the order that is deleted', async () => {
      await store.orders.insert(order, undefined, someDetails());
      const database = new Kysely<Tables>({ dialect: databaseDialect(url) });
      await database.deleteFrom('orders').execute();
      await database.destroy();
      await store.buyers.sweep(start + DAY_MS);
      assert.equal(await kept(), undefined);
    });
  });
}
