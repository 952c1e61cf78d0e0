/** A server whose database is lost, and is started again on its last backup. */
import assert from 'node:assert/strict';
import { EventEmitter, once } from 'node:events';
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { backUp } from '../../../bff/database/backup.ts';
import { databaseDialect } from '../../../bff/database/dialects.ts';
import { createCheckout, type OwnerEvent } from '../../../bff/index.ts';
import { openOperatorStore } from '../../../bff/operator/operator-store.ts';
import type { OrderAnswer } from '../../../component/api/contract.ts';
import { createSandbox } from '../../../demo/sandbox/sandbox.ts';
import {
  aCatalog,
  apiSecret,
  paymentRequest,
  webhookSecret,
} from '../../support/server/checkout-server.ts';

const folder = mkdtempSync(join(tmpdir(), 'restore-'));
const file = join(folder, 'checkout.db');
const catalog = join(folder, 'catalog.json');
writeFileSync(catalog, aCatalog());

const sandbox = createSandbox({
  apiSecret,
  windowDelay: 0,
  stores: [
    {
      id: 'store-tests',
      name: '신발가게',
      channels: [
        { key: 'channel-key-kakaopay-tests', name: 'c', pgProvider: 'KAKAOPAY', type: 'TEST' },
      ],
    },
  ],
});
before(() => sandbox.listen());
after(async () => {
  await sandbox.close();
  rmSync(folder, { recursive: true, force: true });
});

/** All that servers have told their owner, who delivers once for each id. */
const told: OwnerEvent[] = [];
const news = new EventEmitter();

async function startServer() {
  const hear = (event: OwnerEvent) => {
    told.push(event);
    news.emit('event');
  };
  const checkout = await createCheckout({
    env: {
      V2_API_SECRET: apiSecret,
      V2_WEBHOOK_SECRET: webhookSecret,
      CATALOG: catalog,
      DATABASE_URL: `sqlite:${file}`,
      PORTONE_API_URL: sandbox.url,
      RATE_LIMIT_PER_MINUTE: '0',
      ORDERS_PER_MINUTE: '0',
      LOG_LEVEL: 'silent',
    },
    onPaid: hear,
    onEvent: hear,
  });
  const server = createServer(checkout.app.callback());
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const post = async <Answer>(path: string, body: object) => {
    const headers = { 'content-type': 'application/json' };
    const answer = await fetch(`${url}${path}`, {
      method: 'POST',
      headers,
      body: JSON.stringify(body),
    });
    assert.ok(answer.ok, `${path} ${answer.status}`);
    return (await answer.json()) as Answer;
  };
  return {
    order: () => post<OrderAnswer>('/api/orders', { itemId: 'shoes' }),
    complete: ({ paymentId }: OrderAnswer) => post('/api/payment/complete', { paymentId }),
    statusOf: async ({ paymentId }: OrderAnswer) =>
      ((await (await fetch(`${url}/api/payment/${paymentId}`)).json()) as { status: string })
        .status,
    stop() {
      server.closeAllConnections();
      return checkout.close(new Promise((closed) => server.close(closed)));
    },
  };
}

const pay = (order: OrderAnswer) => sandbox.pay(paymentRequest(order), { result: 'approve' });
const idsOf = ({ paymentId }: OrderAnswer) =>
  told.filter(({ data }) => data.paymentId === paymentId).map(({ id }) => id);

/** Waits until the owner has heard of a payment so many times. */
async function hears(order: OrderAnswer, times: number): Promise<void> {
  while (idsOf(order).length < times) await once(news, 'event');
}

async function unmatched(): Promise<string[]> {
  const store = await openOperatorStore(databaseDialect(`sqlite:${file}`));
  const { readable } = await store.listUnmatched();
  await store.close();
  return readable.map(({ paymentId }) => paymentId);
}

test('[E16] a backup taken while orders are placed, restored: what was paid since is found, F1', async () => {
  const first = await startServer();
  const delivered = await first.order();
  await pay(delivered);
  await first.complete(delivered);
  await hears(delivered, 1);
  const open = await first.order();

  // Orders are placed before, while and after the copy is made.
  const placed: OrderAnswer[] = [];
  let isBackedUp = false;
  const buyers = (async () => {
    while (!isBackedUp || placed.length < 20) placed.push(await first.order());
  })();
  const options = { folder: join(folder, 'backups'), keep: 1, now: Date.now(), env: process.env };
  const backup = await backUp(`sqlite:${file}`, options);
  isBackedUp = true;
  await buyers;

  const since = await first.order();
  for (const order of [open, since]) {
    await pay(order);
    await first.complete(order);
    await hears(order, 1);
  }
  await first.stop();

  for (const lost of [file, `${file}-wal`, `${file}-shm`]) rmSync(lost, { force: true });
  cpSync(backup.file, file);
  const second = await startServer();
  // The server asks PortOne by itself: no page and no webhook comes.
  await hears(open, 2);
  assert.deepEqual(await Promise.all([delivered, open].map(second.statusOf)), ['PAID', 'PAID']);
  while (!(await unmatched()).includes(since.paymentId)) {
    // An order that the backup lacks is found in PortOne's changes, as money without an order.
  }
  await second.stop();
  assert.deepEqual(await unmatched(), [since.paymentId]);
  assert.equal(new Set(idsOf(open)).size, 1, 'told again under the same id');
  assert.equal(idsOf(delivered).length, 1, 'not told again at all');
});
