import assert from 'node:assert/strict';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, test } from 'node:test';
import { Webhook } from 'standardwebhooks';
import { databaseDialect } from '../../../bff/database/dialects.ts';
import { openStore, type Store } from '../../../bff/database/open-store.ts';
import type { FulfilmentEvent } from '../../../bff/domain/fulfilment-event.ts';
import type { Order, Settlement } from '../../../bff/domain/order.ts';
import type { OutgoingEvent } from '../../../bff/domain/outbox.ts';
import { fulfilmentDelivery } from '../../../bff/fulfilment/deliver-events.ts';
import { fulfilmentWebhook } from '../../../bff/fulfilment/webhook-receiver.ts';
import { engines, testDatabases } from '../../support/server/database.ts';
import { anOrder } from '../../support/server/seen-payment.ts';

const databases = testDatabases();
const secret = `whsec_${Buffer.from('signs fulfilments in tests').toString('base64')}`;
const START = Date.UTC(2026, 10, 23);

const order = anOrder({ createdAt: new Date(START).toISOString() });
const paid = {
  status: 'PAID',
  transactionId: 'transaction-1',
  fulfilledAt: order.createdAt,
} as Settlement;
const event = (key = 'payment.paid/payment0001/transaction-1'): FulfilmentEvent => ({
  key,
  type: 'payment.paid',
  paymentId: order.paymentId,
  timestamp: order.createdAt,
  data: { paymentId: order.paymentId, orderName: '신발' } as FulfilmentEvent['data'],
});

for (const engine of engines) {
  describe(`pending events, in ${engine}`, () => {
    let url: string;
    let store: Store;
    let receiver: Server;
    let receiverUrl: string;
    let answer: number;
    let received: Array<{ id: string; body: string; headers: Record<string, string> }>;
    let now: number;
    let givenUp: OutgoingEvent[];

    const delivery = (from: Store = store) =>
      fulfilmentDelivery({
        outbox: from.outbox,
        deliver: fulfilmentWebhook(receiverUrl, secret),
        clock: () => now,
        onGivenUp: (given) => givenUp.push(given),
      });
    const enqueue = async (...events: FulfilmentEvent[]) => {
      await store.orders.insert(order);
      await store.orders.settle(order, paid, events);
    };

    beforeEach(async () => {
      url = await databases.empty(engine);
      store = await openStore(databaseDialect(url), { sendsEvents: true });
      answer = 200;
      received = [];
      givenUp = [];
      now = START;
      receiver = createServer(async (request, response) => {
        const chunks: Buffer[] = [];
        for await (const chunk of request) chunks.push(chunk);
        const headers = request.headers as Record<string, string>;
        received.push({
          id: headers['webhook-id'] as string,
          body: Buffer.concat(chunks).toString(),
          headers,
        });
        response.writeHead(answer, answer === 302 ? { location: '/elsewhere' } : {}).end();
      });
      await new Promise<void>((listening) => receiver.listen(0, '127.0.0.1', listening));
      receiverUrl = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/`;
    });
    afterEach(async () => {
      receiver.closeAllConnections();
      await new Promise((closed) => receiver.close(closed));
      await store.close();
    });

    test('is delivered once, and verifies with any library of Standard Webhooks', async () => {
      await enqueue(event());
      assert.equal(await delivery()(), 1);
      assert.equal(await delivery()(), 0);
      assert.equal(received.length, 1);
      const [{ body, headers }] = received as [(typeof received)[0]];
      const verified = new Webhook(secret).verify(body, headers) as { data: { orderName: string } };
      assert.equal(verified.data.orderName, '신발');
    });

    for (const status of [500, 410, 302]) {
      test(`[E9] sink 500/timeout/410: tried again after ${status}, later each time, under the same id`, async () => {
        answer = status;
        await enqueue(event());
        const pass = delivery();
        await pass();
        assert.equal(await pass(), 0, 'not before it is due');
        now += 5_000;
        await pass();
        now += 5_000;
        assert.equal(await pass(), 0, 'the second pause is longer');
        now += 25_000;
        answer = 200;
        await pass();
        assert.equal(received.length, 3);
        assert.equal(new Set(received.map(({ id }) => id)).size, 1);
        now += 48 * 3_600_000;
        assert.equal(await pass(), 0, 'delivered is delivered');
      });
    }

    test('[E9] sink 500/timeout/410: tried again after no answer in time', async () => {
      let isSilent = true;
      receiver.prependListener('request', (_request, response) => {
        // Whatever is written to it from now on goes nowhere.
        if (isSilent) response.writeHead = response.end = () => response;
      });
      await enqueue(event());
      const passWithin = (timeoutMs: number) =>
        fulfilmentDelivery({
          outbox: store.outbox,
          deliver: fulfilmentWebhook(receiverUrl, secret, timeoutMs),
          clock: () => now,
          onGivenUp: (given) => givenUp.push(given),
        });
      assert.equal(await passWithin(50)(), 1);
      isSilent = false;
      now += 5_000;
      // On a busy machine the silent try is over before it has arrived, and an answer takes longer than 50 ms.
      const pass = passWithin(10_000);
      assert.equal(await pass(), 1, 'tried again');
      assert.equal(new Set(received.map(({ id }) => id)).size, 1);
      now += 48 * 3_600_000;
      assert.equal(await pass(), 0, 'delivered is delivered');
    });

    test('[E9] sink 500/timeout/410: given up after more than a day, and the operator hears of it', async () => {
      answer = 500;
      await enqueue(event());
      const pass = delivery();
      while (givenUp.length === 0) {
        await pass();
        now += 900_000;
      }
      assert.ok(now - START > 24 * 3_600_000);
      assert.equal(givenUp[0]?.paymentId, order.paymentId);
      now += 48 * 3_600_000;
      assert.equal(await pass(), 0);
    });

    test('is not told twice, however often it is learnt', async () => {
      await enqueue(event(), event());
      const settled = (await store.orders.find(order.paymentId)) as Order;
      await store.orders.settle(settled, { ...paid, status: 'CANCELLED' }, [event()]);
      assert.equal(await delivery()(), 1);
    });

    test('is sent again, under the same id, where the sender died before it could note the answer', async () => {
      await enqueue(event());
      const taken = await store.outbox.acquire(
        new Date(now).toISOString(),
        new Date(now + 60_000).toISOString(),
        10,
      );
      assert.equal(taken.length, 1);
      const pass = delivery();
      assert.equal(await pass(), 0, 'as long as the other may be at it');
      now += 60_000;
      assert.equal(await pass(), 1);
      assert.equal(received[0]?.id, taken[0]?.id);
    });

    test('what a slow sender notes in the end does not undo what others did meanwhile', async () => {
      await enqueue(event());
      const at = (milliseconds: number) => new Date(milliseconds).toISOString();
      const take = async () => {
        const [taken] = await store.outbox.acquire(at(now), at(now + 60_000), 10);
        return taken as OutgoingEvent;
      };
      const slow = await take();
      now += 60_000;
      const quick = await take();
      await store.outbox.failed(slow, 'no answer');
      now += 60_000;
      const third = await take();
      assert.equal(third?.id, quick.id, 'it was still the quick one’s');
      await store.outbox.delivered(quick, at(now));
      await store.outbox.failed(third, 'no answer', at(now));
      assert.equal(await delivery()(), 0, 'delivered is delivered');
    });

    test('[E8] DB restored from backup: the same fact has the same id', async () => {
      await enqueue(event());
      await delivery()();
      await store.close();
      url = await databases.empty(engine);
      store = await openStore(databaseDialect(url), { sendsEvents: true });
      await enqueue(event());
      await delivery()();
      assert.equal(new Set(received.map(({ id }) => id)).size, 1);
    });

    test('is stored but not sent where no receiver is configured', async () => {
      await store.close();
      store = await openStore(databaseDialect(url), { sendsEvents: false });
      await enqueue(event());
      assert.equal(await delivery()(), 0);
    });

    if (engine === 'PostgreSQL') {
      test('is shared by two servers without being sent twice', async () => {
        const other = await openStore(databaseDialect(url), { sendsEvents: true });
        const events = Array.from({ length: 20 }, (_, index) => event(`event ${index}`));
        await enqueue(...events);
        await Promise.all([delivery()(), delivery(other)()]);
        await Promise.all([delivery()(), delivery(other)()]);
        assert.equal(received.length, 20);
        assert.equal(new Set(received.map(({ id }) => id)).size, 20);
        await other.close();
      });
    }
  });
}
