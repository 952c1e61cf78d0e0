/**
 * Servers that are updated one by one: pages with an old script beside pages with a new one, two
 * servers on one database, and a database that a server of 0.1 has left. Every payment ends well.
 */
import assert from 'node:assert/strict';
import { EventEmitter, once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, afterEach, before, beforeEach, describe, test } from 'node:test';
import type { PaymentRequest } from '@portone/browser-sdk/v2';
import { Kysely } from 'kysely';
import { Migrator } from 'kysely/migration';
import { databaseDialect } from '../../../bff/database/dialects.ts';
import { migrationProvider } from '../../../bff/database/migrations.ts';
import { createCheckout, type OwnerEvent } from '../../../bff/index.ts';
import type { OrderAnswer } from '../../../component/api/contract.ts';
import { createSandbox, type Sandbox } from '../../../demo/sandbox/sandbox.ts';
import {
  aCatalog,
  aMethod,
  anItem,
  apiSecret,
  aSubject,
  paymentRequest,
  webhookSecret,
} from '../../support/server/checkout-server.ts';
import { type Engine, engines, testDatabases } from '../../support/server/database.ts';

const SHOP = 'https://shop.example';
const PAGE = `${SHOP}/shoes?color=red#size`;
const MINUTE_MS = 60_000;

const toss = { pgProvider: 'TOSSPAYMENTS', channelKey: 'channel-key-toss' } as const;
const virtualAccount = { accountExpiry: { validHours: 72 } };
const methods = {
  kakaopay: aMethod(),
  account: aMethod({ ...toss, id: 'account', payMethod: 'VIRTUAL_ACCOUNT', virtualAccount }),
  manual: aMethod({ ...toss, id: 'manual', payMethod: 'CARD', channelKey: 'channel-key-manual' }),
};
type MethodId = keyof typeof methods;
const channel = { name: 'c', type: 'TEST' } as const;

const databases = testDatabases();
const folder = mkdtempSync(join(tmpdir(), 'rolling-'));
after(() => rmSync(folder, { recursive: true, force: true }));
const catalog = join(folder, 'catalog.json');
const items = [anItem({ maxQuantity: 3 })];
writeFileSync(catalog, aCatalog({ methods: Object.values(methods), items }));

type Body = Record<string, unknown>;
type Server = {
  post(path: string, body: object): Promise<{ status: number; body: Body }>;
  status(paymentId: string): Promise<Body>;
  /** Follows a return by hand, as a browser does without going on. */
  comeBack(path: string): Promise<{ status: number; location: string }>;
  stop(): Promise<void>;
};

let sandbox: Sandbox;
/** All that the servers of a test have told their owner. */
let told: OwnerEvent[];
const news = new EventEmitter();
const hear = (event: OwnerEvent) => {
  told.push(event);
  news.emit('event');
};

async function startPortOne(): Promise<void> {
  told = [];
  sandbox = createSandbox({
    apiSecret,
    windowDelay: 0,
    stores: [
      {
        id: 'store-tests',
        name: '신발가게',
        channels: [
          { ...channel, pgProvider: 'KAKAOPAY', key: 'channel-key-kakaopay-tests' },
          { ...channel, ...toss, key: toss.channelKey },
          { ...channel, ...toss, key: 'channel-key-manual', manualApproval: true },
        ],
      },
    ],
  });
  await sandbox.listen();
}

/** A server as an owner starts it. Each of a process has another name for PortOne, which it guards. */
async function startServer(databaseUrl: string, portOneName = 'localhost'): Promise<Server> {
  const checkout = await createCheckout({
    env: {
      V2_API_SECRET: apiSecret,
      V2_WEBHOOK_SECRET: webhookSecret,
      CATALOG: catalog,
      DATABASE_URL: databaseUrl,
      PORTONE_API_URL: sandbox.url.replace('localhost', portOneName),
      ALLOWED_ORIGINS: SHOP,
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
  return {
    async post(path, body) {
      const answer = await fetch(`${url}${path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', origin: SHOP },
        body: JSON.stringify(body),
      });
      return { status: answer.status, body: (await answer.json()) as Body };
    },
    async status(paymentId) {
      return (await (await fetch(`${url}/api/payment/${paymentId}`)).json()) as Body;
    },
    async comeBack(path) {
      const { status, headers } = await fetch(`${url}${path}`, { redirect: 'manual' });
      return { status, location: headers.get('location') ?? '' };
    },
    stop() {
      server.closeAllConnections();
      return checkout.close(new Promise((closed) => server.close(closed)));
    },
  };
}

async function place(server: Server, request: object = {}): Promise<Required<OrderAnswer>> {
  const { status, body } = await server.post('/api/orders', { itemId: 'shoes', ...request });
  assert.equal(status, 201, JSON.stringify(body));
  return body as Required<OrderAnswer>;
}

function pay(order: OrderAnswer, methodId: MethodId = 'kakaopay') {
  const { id: _, label: __, pgProvider: ___, ...options } = methods[methodId];
  const request = paymentRequest(order, options as Partial<PaymentRequest>);
  return sandbox.pay(request, { result: 'approve' });
}

const complete = (server: Server, request: object) => server.post('/api/payment/complete', request);

/** Waits until the owner has heard of a payment, and returns the types of all that was told. */
async function heardOf(paymentId: string, type: string): Promise<string[]> {
  const heard = () => told.filter(({ data }) => data.paymentId === paymentId);
  while (!heard().some((event) => event.type === type)) await once(news, 'event');
  return heard().map((event) => event.type);
}

/** A database whose tables are those of 0.1. */
async function oldTables(engine: Engine) {
  const url = await databases.empty(engine);
  // biome-ignore lint/suspicious/noExplicitAny: its tables are not those of today.
  const database = new Kysely<any>({ dialect: databaseDialect(url) });
  const migrator = new Migrator({ db: database, provider: migrationProvider });
  const { error } = await migrator.migrateTo('0005-reading-place');
  assert.equal(error, undefined);
  return { url, database };
}

/** What an order of 0.1 was about, and how far it had come. */
type OldOrder = {
  paymentId: string;
  methodId?: MethodId;
  settlement?: Body & { status: string };
  /** 0.1.0 did not write some of the terms. */
  version?: '0.1.0' | '0.1.1';
};

/** A row as a server of 0.1 has written it, a minute ago: recorded, with other times and ids. */
function rowOf({ paymentId, methodId = 'kakaopay', settlement, version }: OldOrder) {
  const at = (afterNow: number) => new Date(Date.now() + afterNow).toISOString();
  const { payMethod, channelKey } = methods[methodId];
  const [createdAt, expiresAt] = [at(-MINUTE_MS), at(29 * MINUTE_MS)];
  const terms = {
    paymentId,
    itemId: 'shoes',
    ...(version !== '0.1.0' && { itemName: '신발' }),
    quantity: 2,
    methodId,
    payMethod,
    orderName: '신발 x2',
    totalAmount: 2000,
    currency: 'KRW',
    products: [{ id: 'shoes', name: '신발', amount: 1000, quantity: 2 }],
    storeId: 'store-tests',
    channelKey,
    channelType: 'TEST',
    ...(version !== '0.1.0' && { environment: 'sandbox' }),
    createdAt,
    expiresAt,
  };
  return {
    payment_id: paymentId,
    terms: JSON.stringify(terms),
    status: settlement?.status ?? null,
    hold_reason: null,
    settlement: settlement ? JSON.stringify(settlement) : null,
    version: settlement ? 1 : 0,
    created_at: createdAt,
    poll_at: createdAt,
    polls: 0,
  };
}

/** What a page has of such an order. */
const answerOf = (paymentId: string) =>
  ({
    ...aSubject({ quantity: 2, totalAmount: 2000 }),
    paymentId,
    orderName: '신발 x2',
    products: [{ id: 'shoes', name: '신발', amount: 1000, quantity: 2 }],
    customData: { item: 'shoes' },
  }) as unknown as OrderAnswer;

/** Places orders in tables of 0.1, while no server runs, and starts one of today. */
async function upgradeFrom(
  old: Awaited<ReturnType<typeof oldTables>>,
  orders: readonly OldOrder[],
): Promise<Server> {
  await old.database.insertInto('orders').values(orders.map(rowOf)).execute();
  await old.database.destroy();
  return startServer(old.url);
}

for (const engine of engines) {
  describe(`servers that are updated one by one on ${engine}`, () => {
    let url: string;
    const servers: Server[] = [];
    before(async () => {
      await startPortOne();
      url = await databases.empty(engine);
      servers.push(await startServer(url), await startServer(url, '127.0.0.1'));
    });
    after(async () => {
      for (const server of servers) await server.stop();
      await sandbox.close();
    });

    for (const [first, second] of [
      [0, 1],
      [1, 0],
    ] as const) {
      const at = () => [servers[first], servers[second]] as [Server, Server];
      const title = `[H18] servers that are updated one by one: rolling, from server ${first} to ${second}`;

      test(`${title}: an order of an old script`, async () => {
        const [here, there] = at();
        const placed = await place(here);
        assert.ok(!('secret' in placed) && !('returnToken' in placed));
        const { txId } = await pay(placed);
        const { paymentId } = placed;
        const answer = await complete(there, { paymentId, txId });
        const paid = { paymentId, ...aSubject(), status: 'PAID' };
        assert.deepEqual([answer.status, answer.body], [200, paid]);
        assert.deepEqual(await here.status(paymentId), paid);
        assert.deepEqual(await heardOf(paymentId, 'payment.paid'), ['payment.paid']);
      });

      test(`${title}: an account and an approval of an old script`, async () => {
        const [here, there] = at();
        const issued = await place(here, { methodId: 'account' });
        await pay(issued, 'account');
        const told = await complete(there, { paymentId: issued.paymentId });
        assert.ok(told.body.virtualAccount);
        assert.deepEqual(
          (await here.status(issued.paymentId)).virtualAccount,
          told.body.virtualAccount,
        );
        const manual = await place(here, { methodId: 'manual' });
        const { paymentToken } = await pay(manual, 'manual');
        const { paymentId } = manual;
        assert.equal((await complete(there, { paymentId, paymentToken })).body.status, 'PAID');
      });

      test(`${title}: an order of a new script, and its return`, async () => {
        const [here, there] = at();
        const placed = await place(here, { page: PAGE, methodId: 'manual' });
        const { paymentToken } = await pay(placed, 'manual');
        const { paymentId, secret, returnToken } = placed;
        const { status, location } = await there.comeBack(
          `/return/${paymentId}${returnToken}?paymentToken=${paymentToken}`,
        );
        assert.equal(status, 303);
        const [, mark] =
          /^https:\/\/shop\.example\/shoes\?color=red&portone-checkout=(\w+)#size$/.exec(
            location,
          ) ?? [];
        assert.ok(mark, location);
        const orders = [{ paymentId, secret }];
        const redeemed = await here.post('/api/returns', { mark, orders });
        assert.deepEqual([redeemed.body.paymentId, redeemed.body.yours], [paymentId, true]);
        assert.equal((await there.post('/api/returns', { mark, orders })).status, 404);
        assert.equal((await complete(there, { paymentId, secret })).body.orderName, '신발');
        assert.equal((await here.status(paymentId)).status, 'PAID');
        assert.deepEqual(await heardOf(paymentId, 'payment.paid'), ['payment.paid']);
      });

      test(`${title}: a new script presses again, and asks about its account`, async () => {
        const [here, there] = at();
        const placed = await place(here, { page: PAGE });
        const { paymentId, secret } = placed;
        const previous = { paymentId, secret };
        const again = await place(there, { page: PAGE, previous });
        assert.equal(again.paymentId, paymentId);
        await pay(again);
        const refused = await here.post('/api/orders', { itemId: 'shoes', page: PAGE, previous });
        assert.equal(refused.body.code, 'ALREADY_PAID');

        const issued = await place(here, { page: PAGE, methodId: 'account' });
        await pay(issued, 'account');
        const proof = { paymentId: issued.paymentId, secret: issued.secret };
        assert.ok((await complete(there, proof)).body.virtualAccount);
        assert.ok(!('virtualAccount' in (await here.status(issued.paymentId))));
      });
    }

    test('[H18] servers that are updated one by one: both scripts ask both servers at once', async () => {
      const old = await place(servers[0] as Server);
      const young = await place(servers[1] as Server, { page: PAGE });
      await Promise.all([pay(old), pay(young)]);
      const { paymentId, secret } = young;
      const answers = await Promise.all(
        Array.from({ length: 20 }, (_, index) => {
          const server = servers[index % 2] as Server;
          const request = index % 4 < 2 ? { paymentId: old.paymentId } : { paymentId, secret };
          return complete(server, request);
        }),
      );
      for (const { status, body } of answers)
        assert.deepEqual([status, body.status], [200, 'PAID']);
      for (const { paymentId } of [old, young]) {
        assert.deepEqual(await heardOf(paymentId, 'payment.paid'), ['payment.paid']);
      }
    });

    test('[H18] servers that are updated one by one: an order that a server of 0.1 still places', async () => {
      // biome-ignore lint/suspicious/noExplicitAny: it knows the columns of 0.1 only.
      const old = new Kysely<any>({ dialect: databaseDialect(url) });
      const paymentId = '0mx3jrato2kjvj8xzdpl7yeox';
      await old.insertInto('orders').values(rowOf({ paymentId })).execute();
      await old.destroy();
      await pay(answerOf(paymentId));
      for (const server of servers) {
        const { status, body } = await complete(server, { paymentId });
        assert.deepEqual([status, body.status], [200, 'PAID']);
      }
      assert.deepEqual(await heardOf(paymentId, 'payment.paid'), ['payment.paid']);
    });
  });

  describe(`a database of 0.1 on ${engine}`, () => {
    let server: Server | undefined;
    beforeEach(startPortOne);
    afterEach(async () => {
      await server?.stop();
      server = undefined;
      await sandbox.close();
    });
    const paymentId = '0mx3jrato2kjvj8xzdpl7yeox';
    const subject = { paymentId, ...aSubject({ quantity: 2, totalAmount: 2000 }) };

    for (const version of ['0.1.0', '0.1.1'] as const) {
      test(`[H19] a database of 0.1: an order of ${version} that is paid after the update`, async () => {
        server = await upgradeFrom(await oldTables(engine), [{ paymentId, version }]);
        await pay(answerOf(paymentId));
        const { status, body } = await complete(server, { paymentId });
        // 0.1.0 knew its channel's type alone.
        const environment = version === '0.1.0' ? 'test' : 'sandbox';
        assert.deepEqual([status, body], [200, { ...subject, environment, status: 'PAID' }]);
        assert.deepEqual(await heardOf(paymentId, 'payment.paid'), ['payment.paid']);
      });
    }

    test('[H19] a database of 0.1: a payment that nobody asks about any more', async () => {
      const old = await oldTables(engine);
      await pay(answerOf(paymentId));
      server = await upgradeFrom(old, [{ paymentId }]);
      assert.deepEqual(await heardOf(paymentId, 'payment.paid'), ['payment.paid']);
    });

    test('[H19] a database of 0.1: a payment that waits for its approval', async () => {
      const old = await oldTables(engine);
      const { paymentToken } = await pay(answerOf(paymentId), 'manual');
      server = await upgradeFrom(old, [{ paymentId, methodId: 'manual' }]);
      const { status, body } = await complete(server, { paymentId, paymentToken });
      assert.deepEqual([status, body.status], [200, 'PAID']);
    });

    test('[H19] a database of 0.1: an account that was issued, read and paid into', async () => {
      const old = await oldTables(engine);
      await pay(answerOf(paymentId), 'account');
      const settlement = issuedBy01(paymentId);
      server = await upgradeFrom(old, [{ paymentId, methodId: 'account', settlement }]);
      const waiting = await server.status(paymentId);
      assert.equal(waiting.status, 'VIRTUAL_ACCOUNT_ISSUED');
      const { isPastDue, ...account } = waiting.virtualAccount as Body;
      assert.deepEqual([account, isPastDue], [settlement.virtualAccount, false]);
      assert.deepEqual((await complete(server, { paymentId })).body, waiting);
      await sandbox.deposit(paymentId);
      assert.equal((await complete(server, { paymentId })).body.status, 'PAID');
      await heardOf(paymentId, 'payment.paid');
    });

    test('[H19] a database of 0.1: has no way back and no secret, and is ordered anew', async () => {
      server = await upgradeFrom(await oldTables(engine), [{ paymentId }]);
      const guess = 'a'.repeat(26);
      const { status, location } = await server.comeBack(`/return/${paymentId}${guess}`);
      assert.deepEqual([status, location], [404, '']);
      const previous = { paymentId, secret: guess };
      const request = { page: PAGE, quantity: 2, previous };
      assert.notEqual((await place(server, request)).paymentId, paymentId);
    });

    test('[H19] a database of 0.1: two servers at once bring it up to date', async () => {
      const old = await oldTables(engine);
      await old.database.insertInto('orders').values(rowOf({ paymentId })).execute();
      await old.database.destroy();
      await pay(answerOf(paymentId));
      const both = [startServer(old.url), startServer(old.url, '127.0.0.1')] as const;
      const [first, second] = await Promise.all(both);
      server = first;
      assert.equal((await complete(second, { paymentId })).body.status, 'PAID');
      assert.equal((await first.status(paymentId)).status, 'PAID');
      await second.stop();
    });
  });
}

/** What 0.1.1 kept of an account, about the one that the sandbox has issued. */
function issuedBy01(paymentId: string) {
  const payment = sandbox.payment(paymentId);
  assert.ok(payment?.status === 'VIRTUAL_ACCOUNT_ISSUED');
  const { transactionId, statusChangedAt, requestedAt, method } = payment;
  assert.ok(method?.type === 'PaymentMethodVirtualAccount');
  return {
    status: 'VIRTUAL_ACCOUNT_ISSUED',
    transactionId,
    statusChangedAt,
    requestedAt,
    startedBy: requestedAt,
    paidAmount: 0,
    cancelledAmount: 0,
    virtualAccount: {
      bank: method.bank,
      accountNumber: method.accountNumber,
      holder: method.remitteeName,
      dueAt: method.expiredAt,
    },
  };
}
