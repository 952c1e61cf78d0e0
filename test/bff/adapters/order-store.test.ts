import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { after, beforeEach, test } from 'node:test';
import { SqliteDialect } from 'kysely';
import { openNodeSqlite } from '../../../bff/adapters/node-sqlite-database.ts';
import { type OpenOrderStore, openOrderStore } from '../../../bff/adapters/order-store.ts';
import type { Order, Settlement } from '../../../bff/domain/order.ts';

const folder = mkdtempSync(join(tmpdir(), 'order-store-'));
after(() => rmSync(folder, { recursive: true }));

let path: string;
let store: OpenOrderStore;
const open = () => openOrderStore(new SqliteDialect({ database: openNodeSqlite(path) }));
let files = 0;
beforeEach(async () => {
  path = join(folder, `${files++}.db`);
  store = await open();
});

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

const rows = (table: string) => {
  const database = new DatabaseSync(path, { readOnly: true });
  const found = database.prepare(`SELECT * FROM ${table}`).all();
  database.close();
  return found;
};

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

test('lets only one of two writers win who read the same order', async () => {
  await store.insert(order);
  assert.ok(await store.settle(order, paid));
  assert.equal(await store.settle(order, { ...paid, status: 'CANCELLED' }), undefined);
  assert.equal((await store.find(order.paymentId))?.settlement?.status, 'PAID');
});

test('records a fulfilment once, with the settlement that earned it', async () => {
  await store.insert(order);
  const settled = (await store.settle(order, paid)) as Order;
  await store.settle(settled, { ...paid, status: 'CANCELLED' });
  assert.deepEqual(
    rows('fulfilments').map((row) => row.payment_id),
    [order.paymentId],
  );
});

test('keeps neither settlement nor fulfilment where one of them cannot be written', async () => {
  await store.insert(order);
  const other = new DatabaseSync(path);
  other.exec(
    "INSERT INTO fulfilments VALUES ('payment0001', 'transaction-0', '2026-11-22T00:00:00.000Z')",
  );
  other.close();
  await assert.rejects(store.settle(order, paid), { code: 'STORE_UNAVAILABLE' });
  assert.equal((await store.find(order.paymentId))?.settlement, undefined);
});

test('keeps everything when it is closed and opened again', async () => {
  await store.insert(order);
  await store.settle(order, paid);
  await store.close();
  store = await open();
  assert.equal((await store.find(order.paymentId))?.settlement?.status, 'PAID');
});

test('commits only once the disk has it', () => {
  const database = openNodeSqlite(path);
  const pragma = (name: string) =>
    database.prepare(`PRAGMA ${name}`).all([])[0] as Record<string, unknown>;
  assert.equal(pragma('synchronous').synchronous, 2);
  assert.equal(pragma('journal_mode').journal_mode, 'wal');
  database.close();
});

test('says STORE_UNAVAILABLE once the database is gone', async () => {
  await store.close();
  await assert.rejects(store.ping(), { code: 'STORE_UNAVAILABLE' });
  await assert.rejects(store.find(order.paymentId), { code: 'STORE_UNAVAILABLE' });
});
