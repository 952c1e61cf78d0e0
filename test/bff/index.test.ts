import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import {
  type Checkout,
  type CheckoutOptions,
  ConfigError,
  createCheckout,
  type OwnerEvent,
} from '../../bff/index.ts';
import type { ItemAnswer, OrderAnswer } from '../../component/api/contract.ts';
import { createSandbox } from '../../demo/sandbox/sandbox.ts';
import {
  aCatalog,
  anItem,
  apiSecret,
  paymentRequest,
  webhookSecret,
} from '../support/server/checkout-server.ts';

const folder = mkdtempSync(join(tmpdir(), 'index-'));
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
        { key: 'channel-key-kakaopay-tests', name: 'test', pgProvider: 'KAKAOPAY', type: 'TEST' },
      ],
    },
  ],
});
let env: Record<string, string>;
before(async () => {
  env = {
    V2_API_SECRET: apiSecret,
    V2_WEBHOOK_SECRET: webhookSecret,
    CATALOG: catalog,
    DATABASE_URL: `sqlite:${join(folder, 'checkout.db')}`,
    PORTONE_API_URL: await sandbox.listen(),
    LOG_LEVEL: 'silent',
  };
});
after(async () => {
  await sandbox.close();
  rmSync(folder, { recursive: true, force: true });
});

/** The server inside another one, as an owner would mount it, and one payment made there. */
async function payAt(options: Omit<CheckoutOptions, 'env'>) {
  const checkout = await createCheckout({ env, ...options });
  const server = createServer(checkout.app.callback());
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  sandbox.setWebhook({ url: `${url}/api/payment/webhook`, secret: webhookSecret });
  const post = async (path: string, body: unknown) => {
    const answer = await fetch(`${url}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    return answer.json();
  };
  const order: OrderAnswer = await post('/api/orders', { itemId: 'shoes' });
  await sandbox.pay(paymentRequest(order), { result: 'approve' });
  await post('/api/payment/complete', { paymentId: order.paymentId });
  return { order, stop: () => stop(checkout, server) };
}

function stop(checkout: Checkout, server: ReturnType<typeof createServer>): Promise<void> {
  server.closeAllConnections();
  return checkout.close(new Promise((closed) => server.close(closed)));
}

test('hands what is paid to the owner’s code', async () => {
  const heard = Promise.withResolvers<OwnerEvent>();
  const { order, stop } = await payAt({ onPaid: heard.resolve });
  const { id, type, data } = await heard.promise;
  assert.match(id, /^msg_/);
  assert.equal(type, 'payment.paid');
  assert.equal(data.paymentId, order.paymentId);
  assert.equal(data.totalAmount, 1000);
  await stop();
});

test('tells of refunds by onEvent, and not by onPaid', async () => {
  const paid: string[] = [];
  const cancelled = Promise.withResolvers<OwnerEvent>();
  const { order, stop } = await payAt({
    onPaid: ({ type }) => void paid.push(type),
    onEvent: cancelled.resolve,
  });
  await sandbox.cancel(order.paymentId);
  assert.equal((await cancelled.promise).type, 'payment.cancelled');
  assert.deepEqual(paid, ['payment.paid']);
  await stop();
});

test('refuses to tell both an address and the owner’s code', async () => {
  await assert.rejects(
    createCheckout({
      env: { ...env, FULFILMENT_URL: 'https://shop.example/', FULFILMENT_SECRET: webhookSecret },
      onPaid: () => {},
    }),
    (error) => error instanceof ConfigError && /FULFILMENT_URL/.test(error.message),
  );
});

test('names everything that is wrong with the settings', async () => {
  await assert.rejects(
    createCheckout({ env: { PORT: 'eighty' } }),
    (error) => error instanceof ConfigError && error.problems.length >= 3,
  );
});

/** The next line of a kind that the server logs, in words. */
function nextLine(checkout: Checkout, kind: 'info' | 'error'): Promise<string> {
  const logged = Promise.withResolvers<string>();
  checkout.log[kind] = (...line: unknown[]) => logged.resolve(JSON.stringify(line));
  return logged.promise;
}

test('[L5] another store.id while the server runs: the price before it is taken, and the one after', async (t) => {
  const current = join(folder, 'current');
  for (const [release, source] of [
    ['one', aCatalog()],
    ['two', aCatalog({ items: [anItem({ price: 2000 })] })],
    [
      'three',
      aCatalog({ store: { id: 'store-other', name: 'x' }, items: [anItem({ price: 3000 })] }),
    ],
    ['four', aCatalog({ items: [anItem({ price: 4000 })] })],
  ] as const) {
    mkdirSync(join(folder, release));
    writeFileSync(join(folder, release, 'catalog.json'), source);
  }
  const turnTo = (release: string) => {
    symlinkSync(release, `${current}.new`);
    renameSync(`${current}.new`, current);
  };
  turnTo('one');
  const checkout = await createCheckout({
    env: { ...env, CATALOG: join(current, 'catalog.json'), DATABASE_URL: 'sqlite::memory:' },
  });
  const server = createServer(checkout.app.callback());
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  t.after(() => stop(checkout, server));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/items/shoes`;
  const offered = async () => {
    const { item, checkout }: ItemAnswer = await (await fetch(url)).json();
    return [item.price, checkout.storeId];
  };
  assert.deepEqual(await offered(), [1000, 'store-tests']);

  const reloaded = nextLine(checkout, 'info');
  turnTo('two');
  assert.match(await reloaded, /catalog reloaded/);
  assert.deepEqual(await offered(), [2000, 'store-tests']);

  const refused = nextLine(checkout, 'error');
  turnTo('three');
  assert.match(await refused, /store-other.*store-tests.*Start it again.*catalog not reloaded/);
  assert.deepEqual(await offered(), [2000, 'store-tests']);

  const reloadedAgain = nextLine(checkout, 'info');
  turnTo('four');
  assert.match(await reloadedAgain, /catalog reloaded/);
  assert.deepEqual(await offered(), [4000, 'store-tests']);
});

test('answers for the checkout within a server that has more to do', async (t) => {
  const checkout = await createCheckout({ env });
  const server = createServer((request, response) =>
    checkout.middleware(request, response, () => response.end('the shop')),
  );
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  t.after(() => stop(checkout, server));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const isShops = async (path: string, method = 'GET') =>
    (await (await fetch(url + path, { method })).text()) === 'the shop';
  for (const path of [
    '/',
    '/api',
    '/checkout',
    '/shoes/portone-checkout.js',
    '/healthz',
    '/return/policy',
  ]) {
    assert.ok(await isShops(path), path);
  }
  for (const path of [
    '/api/items',
    '/api/items/shoes',
    '/api/previews/shoes',
    '/api/payment/p1?',
    '/api/payment/webhook',
    '/portone-checkout.js',
    '/portone-checkout.json?from=/a/b',
    '/portone-checkout.payment.js?v=1',
    '/checkout/shoes?lang=en',
    `/return/${'a'.repeat(51)}&paymentId=x`,
    '/api/orders/page',
  ]) {
    assert.ok(!(await isShops(path)), path);
  }
  assert.ok(!(await isShops('/api/orders', 'POST')));
  assert.ok(!(await isShops('/api/returns', 'POST')));
});
