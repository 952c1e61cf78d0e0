import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, test } from 'node:test';
import { databaseDialect } from '../../../bff/database/dialects.ts';
import { openNodeSqlite } from '../../../bff/database/node-sqlite.ts';
import { openStore, type Store } from '../../../bff/database/open-store.ts';
import type { Order, Settlement } from '../../../bff/domain/order.ts';
import { engines, testDatabases } from '../../support/server/database.ts';

const databases = testDatabases();

const order: Order = {
  paymentId: 'payment0001',
  itemId: 'shoes',
  itemName: '신발',
  quantity: 2,
  methodId: 'kakaopay',
  payMethod: 'EASY_PAY',
  orderName: '신발 x2',
  totalAmount: 2000,
  taxFreeAmount: 100,
  currency: 'KRW',
  products: [{ id: 'shoes', name: '신발', amount: 1000, quantity: 2 }],
  storeId: 'store-1',
  channelKey: 'channel-key-1',
  channelType: 'TEST',
  environment: 'test',
  createdAt: '2026-11-23T00:00:00.000Z',
  expiresAt: '2026-11-23T00:30:00.000Z',
  version: 0,
};
const paid: Settlement = {
  status: 'PAID',
  transactionId: 'transaction-1',
  statusChangedAt: '2026-11-23T00:01:00.000000000Z',
  paidAmount: 2000,
  fulfilledAt: '2026-11-23T00:01:01.000Z',
};

for (const engine of engines) {
  describe(`orders in ${engine}`, () => {
    let url: string;
    let store: Store;
    const open = () => openStore(databaseDialect(url), { sendsEvents: true });
    beforeEach(async () => {
      url = await databases.empty(engine);
      store = await open();
    });
    afterEach(() => store.close());

    test('gives back an order as it was agreed', async () => {
      await store.orders.insert(order);
      assert.deepEqual(await store.orders.find(order.paymentId), order);
      assert.equal(await store.orders.find('payment0002'), undefined);
    });

    for (const [orderName, quantity, itemName] of [
      ['신발', 1, '신발'],
      ['신발 x2', 2, '신발'],
      ['신발 x2 x2', 2, '신발 x2'],
      ['신발 x1', 1, '신발 x1'],
      ['신발 x12', 1, '신발 x12'],
      ['신발 x12', 12, '신발'],
    ] as const) {
      test(`knows the item's name of an order of 0.1.0: ${quantity} as "${orderName}"`, async () => {
        const { itemName: _, environment: __, ...stored } = { ...order, orderName, quantity };
        await store.orders.insert(stored as Order);
        const found = await store.orders.find(order.paymentId);
        assert.deepEqual(found, { ...stored, itemName, environment: 'test' });
      });
    }

    test('knows the environment of an order of 0.1.0 by its kind of channel', async () => {
      const { environment: _, ...stored } = { ...order, channelType: 'LIVE' };
      await store.orders.insert(stored as Order);
      assert.equal((await store.orders.find(order.paymentId))?.environment, 'live');
    });

    test('returns the order as it is stored', async () => {
      await store.orders.insert(order);
      const settled = await store.orders.settle(order, paid, []);
      assert.deepEqual(settled, { ...order, settlement: paid, version: 1 });
      assert.deepEqual(await store.orders.find(order.paymentId), settled);
    });

    test('does not take the same paymentId twice', async () => {
      await store.orders.insert(order);
      await assert.rejects(store.orders.insert({ ...order, totalAmount: 1 }));
      assert.equal((await store.orders.find(order.paymentId))?.totalAmount, 2000);
    });

    test('lets only one of two writers win who read the same order', async () => {
      await store.orders.insert(order);
      const settlements = [paid, { ...paid, status: 'CANCELLED' as const }];
      const results = await Promise.all(
        settlements.map((settlement) => store.orders.settle(order, settlement, [])),
      );
      assert.equal(results.filter((settled) => settled !== undefined).length, 1);
      assert.equal((await store.orders.find(order.paymentId))?.version, 1);
    });

    test('settles many at once, and returns each its result', async () => {
      const orders = Array.from({ length: 250 }, (_, n) => ({
        ...order,
        paymentId: `payment1${n}`,
      }));
      await Promise.all(orders.map((one) => store.orders.insert(one)));
      const [overtaken] = orders as [Order];
      await store.orders.settle(overtaken, { ...paid, status: 'CANCELLED' }, []);

      const settled = await Promise.all(orders.map((one) => store.orders.settle(one, paid, [])));
      assert.deepEqual(settled, [
        undefined,
        ...orders.slice(1).map((one) => ({ ...one, settlement: paid, version: 1 })),
      ]);
      assert.deepEqual(
        await Promise.all(orders.slice(1).map(({ paymentId }) => store.orders.find(paymentId))),
        settled.slice(1),
      );
    });

    test('keeps an order that cannot be settled from taking others with it', async () => {
      const [fulfilled, other] = [order, { ...order, paymentId: 'payment0002' }];
      await store.orders.insert(fulfilled);
      await store.orders.insert(other);
      await store.orders.settle(fulfilled, paid, []);
      // Without its settlement it looks unfulfilled: the database rejects the second fulfilment.
      const forgotten = { ...fulfilled, version: 1 };

      const [refused, settled] = await Promise.allSettled([
        store.orders.settle(forgotten, { ...paid, transactionId: 'transaction-2' }, []),
        store.orders.settle(other, paid, []),
      ]);
      assert.equal(refused.status === 'rejected' && refused.reason.code, 'STORE_UNAVAILABLE');
      assert.equal(settled.status, 'fulfilled');
      assert.equal((await store.orders.find(other.paymentId))?.settlement?.status, 'PAID');
      assert.equal(
        (await store.orders.find(fulfilled.paymentId))?.settlement?.transactionId,
        paid.transactionId,
      );
    });

    test('keeps everything when it is closed and opened again', async () => {
      await store.orders.insert(order);
      await store.orders.settle(order, paid, []);
      await store.close();
      store = await open();
      assert.equal((await store.orders.find(order.paymentId))?.settlement?.status, 'PAID');
    });

    test('comes up when two servers start at once on an empty database', async () => {
      url = await databases.empty(engine);
      const servers = await Promise.all([open(), open()]);
      await servers[0].orders.insert(order);
      assert.deepEqual(await servers[1].orders.find(order.paymentId), order);
      await Promise.all(servers.map((server) => server.close()));
    });

    test('says STORE_UNAVAILABLE once the database is gone', async () => {
      const gone = await open();
      await gone.close();
      await assert.rejects(gone.ping(), { code: 'STORE_UNAVAILABLE' });
      await assert.rejects(gone.orders.find(order.paymentId), { code: 'STORE_UNAVAILABLE' });
    });
  });
}

test('lets only one of two servers on one PostgreSQL win that read the same order', async () => {
  const url = await databases.empty('PostgreSQL');
  const [first, second] = await Promise.all([
    openStore(databaseDialect(url), { sendsEvents: true }),
    openStore(databaseDialect(url), { sendsEvents: true }),
  ]);
  await first.orders.insert(order);
  const results = await Promise.all([
    first.orders.settle(order, paid, []),
    second.orders.settle(order, paid, []),
  ]);
  assert.equal(results.filter((settled) => settled !== undefined).length, 1);
  await Promise.all([first.close(), second.close()]);
});

test('SQLite commits only once the disk has it', async () => {
  const url = await databases.empty('SQLite');
  const database = openNodeSqlite(url.slice('sqlite:'.length));
  const pragma = (name: string) =>
    database.prepare(`PRAGMA ${name}`).all([])[0] as Record<string, unknown>;
  assert.equal(pragma('synchronous').synchronous, 2);
  assert.equal(pragma('journal_mode').journal_mode, 'wal');
  database.close();
});
