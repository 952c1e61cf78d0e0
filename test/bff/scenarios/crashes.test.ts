/** Servers that are killed in the middle of it, and two of them on one database: nothing lost, nothing twice. */
import assert from 'node:assert/strict';
import { type ChildProcess, fork } from 'node:child_process';
import { EventEmitter, once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { after, afterEach, before, beforeEach, describe, test } from 'node:test';
import { Webhook } from 'standardwebhooks';
import { databaseDialect } from '../../../bff/database/dialects.ts';
import { openStore } from '../../../bff/database/open-store.ts';
import type { FulfilmentEvent } from '../../../bff/domain/fulfilment-event.ts';
import type { OrderAnswer, PaymentAnswer } from '../../../component/api/contract.ts';
import { createSandbox, type Sandbox } from '../../../demo/sandbox/sandbox.ts';
import { chaosSandbox } from '../../chaos/sandbox.ts';
import type { ServerSettings } from '../../chaos/server.ts';
import { apiSecret, channelKeys, fulfilmentSecret, storeId } from '../../chaos/shop.ts';
import { aSubject, paymentRequest } from '../../support/server/checkout-server.ts';
import { engines, testDatabases } from '../../support/server/database.ts';
import type { Failpoint } from '../../support/server/failpoints.ts';
import { freePort } from '../../support/server/free-port.ts';

const databases = testDatabases();
const script = resolve(import.meta.dirname, '../../chaos/server.ts');

/** Servers start often here: each finds what the ones before it have compiled. */
const compiled = mkdtempSync(join(tmpdir(), 'compiled-'));
after(() => rmSync(compiled, { recursive: true, force: true }));

/** How many times as fast as real ones the servers poll, and the leases of a dead one end. */
const PACE = 20;

type RunningServer = { process: ChildProcess; url: string; ended: Promise<unknown> };

/** The owner's own system: it takes what comes, and does what a message says once for its id. */
type Receiver = {
  url: string;
  /** The ids of all that came, in order. */
  ids: string[];
  /** What was done about a payment. */
  done(paymentId: string): string[];
  /** Resolves once something has been done about each of them. */
  hasAll(paymentIds: readonly string[]): Promise<void>;
  /** Resolves with the next message. */
  next(): Promise<unknown>;
  close(): Promise<unknown>;
};

async function startReceiver(): Promise<Receiver> {
  const webhook = new Webhook(fulfilmentSecret);
  const acted = new Map<string, FulfilmentEvent>();
  const news = new EventEmitter();
  const ids: string[] = [];
  const server: Server = createServer(async (request, response) => {
    const body = Buffer.concat(await request.toArray()).toString();
    const headers = request.headers as Record<string, string>;
    const event = webhook.verify(body, headers) as FulfilmentEvent;
    const id = headers['webhook-id'] as string;
    ids.push(id);
    if (!acted.has(id)) acted.set(id, event);
    response.writeHead(204).end();
    news.emit('event');
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const done = (paymentId: string) =>
    [...acted.values()].filter(({ data }) => data.paymentId === paymentId).map(({ type }) => type);
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    ids,
    done,
    async hasAll(paymentIds) {
      while (!paymentIds.every((paymentId) => done(paymentId).length > 0)) {
        await once(news, 'event');
      }
    },
    next: () => once(news, 'event'),
    close() {
      server.closeAllConnections();
      return new Promise((closed) => server.close(closed));
    },
  };
}

/** PortOne, where the shop's server has to approve each payment of the channel. */
function manualSandbox(): Sandbox {
  const channel = { key: channelKeys.kakaopay, name: 'manual', type: 'TEST' } as const;
  return createSandbox({
    apiSecret,
    windowDelay: 0,
    stores: [
      {
        id: storeId,
        name: '혼돈 상점',
        channels: [{ ...channel, pgProvider: 'KAKAOPAY', manualApproval: true }],
      },
    ],
  });
}

// Mostly they wait for what a dead server had taken: the engines do that at the same time.
describe('servers', { concurrency: engines.length }, () => {
  for (const engine of engines) {
    describe(`on ${engine}`, { concurrency: 1 }, () => {
      let databaseUrl: string;
      let sandbox: Sandbox;
      let apiUrl: string;
      let receiver: Receiver;
      const running = new Set<RunningServer>();

      const prepare = async () => {
        databaseUrl = await databases.empty(engine);
        // It sends no webhooks: only the page tells a server about a payment.
        sandbox = chaosSandbox(PACE);
        apiUrl = await sandbox.listen();
        receiver = await startReceiver();
      };
      const tidyUp = async () => {
        for (const { process: child, ended } of running) {
          child.kill('SIGKILL');
          await ended;
        }
        running.clear();
        await receiver.close();
        await sandbox.close();
      };

      /** A server that dies at a place, if one is named. */
      async function start(change: Partial<ServerSettings> = {}): Promise<RunningServer> {
        const port = await freePort();
        const settings: ServerSettings = {
          databaseUrl,
          apiUrl,
          fulfilmentUrl: receiver.url,
          port,
          pace: PACE,
          ...change,
        };
        const child = fork(script, {
          env: {
            PATH: process.env.PATH,
            CHAOS: JSON.stringify(settings),
            NODE_COMPILE_CACHE: compiled,
          },
          stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
          execArgv: ['--disable-warning=ExperimentalWarning'],
        });
        const server = {
          process: child,
          url: `http://127.0.0.1:${port}`,
          ended: once(child, 'exit'),
        };
        running.add(server);
        await Promise.race([once(child, 'message'), server.ended]);
        return server;
      }
      const startToDieAt = (failpoint: Failpoint) => start({ failpoint });

      async function post<Body>({ url }: RunningServer, path: string, body: unknown) {
        const response = await fetch(`${url}${path}`, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify(body),
        });
        return { status: response.status, body: (await response.json()) as Body };
      }

      async function order(server: RunningServer): Promise<OrderAnswer> {
        return (await post<OrderAnswer>(server, '/api/orders', { itemId: 'shoes' })).body;
      }

      function pay(ordered: OrderAnswer) {
        const { kakaopay: channelKey } = channelKeys;
        return sandbox.pay(paymentRequest(ordered, { storeId, channelKey }), { result: 'approve' });
      }

      async function paidOrder(server: RunningServer): Promise<string> {
        const ordered = await order(server);
        await pay(ordered);
        return ordered.paymentId;
      }

      const complete = (server: RunningServer, paymentId: string) =>
        post<PaymentAnswer>(server, '/api/payment/complete', { paymentId });

      /** The page asks, and the server dies over it. */
      async function diesOver(server: RunningServer, paymentId: string): Promise<void> {
        await assert.rejects(complete(server, paymentId), 'it was answered');
        await server.ended;
      }

      async function stored(paymentId: string) {
        const store = await openStore(databaseDialect(databaseUrl), { sendsEvents: true });
        const found = await store.orders.find(paymentId);
        await store.close();
        return found?.settlement;
      }

      describe('killed', () => {
        beforeEach(prepare);
        afterEach(tidyUp);

        test('[E1] kill -9: K1 before getPayment, K2 before commit', async () => {
          let server = await startToDieAt('K1');
          const paymentId = await paidOrder(server);
          await diesOver(server, paymentId);
          assert.equal(await stored(paymentId), undefined);
          server = await startToDieAt('K2');
          await diesOver(server, paymentId);
          assert.equal(await stored(paymentId), undefined);
          assert.deepEqual(receiver.ids, []);
          server = await start();
          assert.equal((await complete(server, paymentId)).status, 200);
          await receiver.hasAll([paymentId]);
          assert.deepEqual(receiver.done(paymentId), ['payment.paid']);
        });

        test('[E2] K3 after commit before reply', async () => {
          let server = await startToDieAt('K3');
          const paymentId = await paidOrder(server);
          await diesOver(server, paymentId);
          const settlement = await stored(paymentId);
          assert.equal(settlement?.status, 'PAID');
          server = await start();
          const { status, body } = await complete(server, paymentId);
          assert.deepEqual([status, body], [200, { paymentId, ...aSubject(), status: 'PAID' }]);
          await receiver.hasAll([paymentId]);
          assert.deepEqual(receiver.done(paymentId), ['payment.paid']);
          assert.equal((await stored(paymentId))?.fulfilledAt, settlement?.fulfilledAt);
        });

        test('[E3] K4 before notify, K5 after sink 200 before mark', async () => {
          let server = await startToDieAt('K4');
          const paymentId = await paidOrder(server);
          // Answered or not: the event is on its way at the same time.
          await complete(server, paymentId).catch(() => undefined);
          await server.ended;
          assert.deepEqual(receiver.ids, []);
          server = await startToDieAt('K5');
          await receiver.hasAll([paymentId]);
          await server.ended;
          await start();
          while (receiver.ids.length < 2) await receiver.next();
          assert.equal(new Set(receiver.ids).size, 1, 'another id');
          assert.deepEqual(receiver.done(paymentId), ['payment.paid']);
        });

        test('[E4] K6 mid reconcile page, K7 mid migration: K6', async () => {
          const server = await startToDieAt('K6');
          const orders = await Promise.all(Array.from({ length: 5 }, () => order(server)));
          // Paid only once all are placed: the server dies over the first change that it reads.
          await Promise.all(orders.map(pay));
          await server.ended;
          const paymentIds = orders.map(({ paymentId }) => paymentId);
          await start();
          await receiver.hasAll(paymentIds);
          for (const paymentId of paymentIds) {
            assert.equal((await stored(paymentId))?.status, 'PAID');
            assert.deepEqual(receiver.done(paymentId), ['payment.paid']);
          }
        });
      });

      describe('killed behind a return', () => {
        beforeEach(async () => {
          await prepare();
          await sandbox.close();
          sandbox = manualSandbox();
          apiUrl = await sandbox.listen();
          // Or a server would read that the window was opened, and die over that.
          sandbox.setFault({ kind: 'status', status: 503, only: 'getPayments' });
        });
        afterEach(tidyUp);

        for (const failpoint of ['K1', 'K2'] as const) {
          test(`[H11] a return with a paymentToken, then a crash: approval-survives-a-crash-after-the-redirect, at ${failpoint}`, async () => {
            let server = await startToDieAt(failpoint);
            const order = { itemId: 'shoes', page: null };
            const { body: placed } = await post<OrderAnswer>(server, '/api/orders', order);
            const { paymentId, returnToken, secret } = placed;
            const { paymentToken } = await pay(placed);
            const address = `/return/${paymentId}${returnToken}?paymentToken=${paymentToken}`;
            // Answered or not: the server dies at the same time.
            await fetch(server.url + address, { redirect: 'manual' }).catch(() => undefined);
            await server.ended;
            assert.notEqual((await stored(paymentId))?.status, 'PAID');
            server = await start();
            // The page has no token, since it has read no address.
            const { body } = await post<PaymentAnswer>(server, '/api/payment/complete', {
              paymentId,
              secret,
            });
            assert.equal(body.status, 'PAID');
            await receiver.hasAll([paymentId]);
            assert.deepEqual(receiver.done(paymentId), ['payment.paid']);
          });
        }
      });

      describe('two servers', () => {
        let servers: RunningServer[];
        before(async () => {
          await prepare();
          servers = await Promise.all([start(), start()]);
        });
        after(tidyUp);

        test('[C2] complete ×100 over two processes', async () => {
          const paymentId = await paidOrder(servers[0] as RunningServer);
          const answers = await Promise.all(
            Array.from({ length: 100 }, (_, index) =>
              complete(servers[index % 2] as RunningServer, paymentId),
            ),
          );
          for (const { status, body } of answers) {
            assert.deepEqual([status, body], [200, { paymentId, ...aSubject(), status: 'PAID' }]);
          }
          await receiver.hasAll([paymentId]);
          assert.deepEqual(receiver.done(paymentId), ['payment.paid']);
          assert.equal(receiver.ids.length, 1);
        });

        test('[C5] two reconcilers', async () => {
          const before = receiver.ids.length;
          const paymentIds = [];
          for (let made = 0; made < 20; made += 1) {
            paymentIds.push(await paidOrder(servers[made % 2] as RunningServer));
          }
          await receiver.hasAll(paymentIds);
          for (const paymentId of paymentIds) {
            assert.deepEqual(receiver.done(paymentId), ['payment.paid']);
          }
          assert.equal(receiver.ids.length - before, 20);
        });
      });
    });
  }
});
