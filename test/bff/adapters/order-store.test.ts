import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, test } from 'node:test';
import { databaseDialect } from '../../../bff/adapters/database.ts';
import { openNodeSqlite } from '../../../bff/adapters/node-sqlite-database.ts';
import { type OpenOrderStore, openOrderStore } from '../../../bff/adapters/order-store.ts';
import type { Order, Settlement } from '../../../bff/domain/order.ts';
import { engines, testDatabases } from '../../support/database.ts';

const databases = testDatabases();

const order: Order = {
  paymentId: 'payment0001',
  itemId: 'shoes',
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
    let store: OpenOrderStore;
    const open = () => openOrderStore(databaseDialect(url));
    beforeEach(async () => {
      url = await databases.empty(engine);
      store = await open();
    });
    afterEach(() => store.close());

    test('gives back an order as it was agreed', async () => {
      await store.insert(order);
      assert.deepEqual(await store.find(order.paymentId), order);
      assert.equal(await store.find('payment0002'), undefined);
    });

    test('gives back what came of it', async () => {
      await store.insert(order);
      const settled = await store.settle(order, paid);
      assert.deepEqual(settled, { ...order, settlement: paid, version: 1 });
      assert.deepEqual(await store.find(order.paymentId), settled);
    });

    test('does not take the same paymentId twice', async () => {
      await store.insert(order);
      await assert.rejects(store.insert({ ...order, totalAmount: 1 }));
      assert.equal((await store.find(order.paymentId))?.totalAmount, 2000);
    });

    test('lets only one of two writers win who read the same order', async () => {
      await store.insert(order);
      const settlements = [paid, { ...paid, status: 'CANCELLED' as const }];
      const results = await Promise.all(
        settlements.map((settlement) => store.settle(order, settlement)),
      );
      assert.equal(results.filter((settled) => settled !== undefined).length, 1);
      assert.equal((await store.find(order.paymentId))?.version, 1);
    });

    test('keeps everything when it is closed and opened again', async () => {
      await store.insert(order);
      await store.settle(order, paid);
      await store.close();
      store = await open();
      assert.equal((await store.find(order.paymentId))?.settlement?.status, 'PAID');
    });

    test('comes up when two servers start at once on an empty database', async () => {
      url = await databases.empty(engine);
      const servers = await Promise.all([open(), open()]);
      await servers[0].insert(order);
      assert.deepEqual(await servers[1].find(order.paymentId), order);
      await Promise.all(servers.map((server) => server.close()));
    });

    test('says STORE_UNAVAILABLE once the database is gone', async () => {
      const gone = await open();
      await gone.close();
      await assert.rejects(gone.ping(), { code: 'STORE_UNAVAILABLE' });
      await assert.rejects(gone.find(order.paymentId), { code: 'STORE_UNAVAILABLE' });
    });
  });
}

test('lets only one of two servers on one PostgreSQL win that read the same order', async () => {
  const url = await databases.empty('PostgreSQL');
  const [first, second] = await Promise.all([
    openOrderStore(databaseDialect(url)),
    openOrderStore(databaseDialect(url)),
  ]);
  await first.insert(order);
  const results = await Promise.all([first.settle(order, paid), second.settle(order, paid)]);
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
