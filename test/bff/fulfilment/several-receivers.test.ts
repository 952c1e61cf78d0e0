import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, test } from 'node:test';
import { Kysely } from 'kysely';
import { databaseDialect } from '../../../bff/database/dialects.ts';
import { openStore, type Store } from '../../../bff/database/open-store.ts';
import type { Tables } from '../../../bff/database/tables.ts';
import type { FulfilmentEvent } from '../../../bff/domain/fulfilment-event.ts';
import type { Settlement } from '../../../bff/domain/order.ts';
import type { OutgoingEvent } from '../../../bff/domain/outbox.ts';
import { fulfilmentDelivery } from '../../../bff/fulfilment/deliver-events.ts';
import { openOperatorStore } from '../../../bff/operator/operator-store.ts';
import { engines, testDatabases } from '../../support/server/database.ts';
import { someDetails } from '../../support/server/private-details.ts';
import { anOrder, NOW } from '../../support/server/seen-payment.ts';

const databases = testDatabases();
const order = anOrder();
const paid = { status: 'PAID', transactionId: 't', fulfilledAt: NOW } as Settlement;
const event: FulfilmentEvent = {
  key: 'payment.paid/payment0001/t',
  type: 'payment.paid',
  paymentId: order.paymentId,
  timestamp: NOW,
  data: { paymentId: order.paymentId } as FulfilmentEvent['data'],
};
const names = ['shop.example#1', 'hooks.example#2'];

for (const engine of engines) {
  describe(`an event for several receivers, in ${engine}`, () => {
    let url: string;
    let store: Store;
    let now: number;
    let taken: Record<string, OutgoingEvent[]>;
    let failing: Set<string>;
    let givenUp: string[];
    const time = () => new Date(now).toISOString();
    beforeEach(async () => {
      url = await databases.empty(engine);
      store = await openStore(databaseDialect(url), { sendsEvents: true });
      now = Date.parse(NOW);
      taken = Object.fromEntries(names.map((name) => [name, []]));
      failing = new Set();
      givenUp = [];
    });
    afterEach(() => store.close());

    const enqueue = async (details = someDetails()) => {
      await store.orders.insert(order, undefined, details);
      await store.orders.settle(order, paid, [event]);
    };
    const address = () => store.outbox.address(time(), names, 10);
    const deliverTo = (name: string, isOnly = false) =>
      fulfilmentDelivery({
        outbox: store.outbox,
        receiver: { name, isOnly },
        deliver: async (outgoing) => {
          if (failing.has(name)) throw new Error('it is down');
          taken[name]?.push(outgoing);
        },
        clock: () => now,
        onGivenUp: () => givenUp.push(name),
        schedule: [1],
      })();

    test('goes to each of them once, under one id, and with what is personal', async () => {
      await enqueue();
      assert.equal(await address(), 1);
      assert.equal(await address(), 0, 'once');
      for (const name of names) assert.equal(await deliverTo(name), 1);
      for (const name of names) assert.equal(await deliverTo(name), 0);
      const [first, second] = names.map((name) => taken[name]?.[0]);
      assert.match(first?.id ?? '', /^msg_[\w-]{32}$/);
      assert.equal(first?.id, second?.id);
      assert.deepEqual(first?.details, someDetails());
      assert.equal(first?.body, second?.body);
    });

    test('[T6] several receivers, one of which is down: repeated for that one, and given up by itself', async () => {
      await enqueue();
      await address();
      failing.add(names[0] as string);
      for (const name of names) await deliverTo(name);
      now += 1_000;
      for (const name of names) await deliverTo(name);
      assert.equal(taken[names[1] as string]?.length, 1);
      assert.deepEqual(givenUp, [names[0]]);

      failing.clear();
      const operator = await openOperatorStore(databaseDialect(url));
      const events = await operator.events(order.paymentId);
      assert.deepEqual(new Set(events.map(({ receiver }) => receiver)), new Set(names));
      assert.equal(new Set(events.map(({ id }) => id)).size, 1);
      assert.equal(await operator.redeliver('dead', time()), 1);
      await deliverTo(names[0] as string);
      assert.equal(taken[names[0] as string]?.length, 1);
      assert.equal(await operator.redeliver({ id: events[0]?.id as string }, time()), 2);
      await operator.close();
    });

    test('is addressed again where a server died over it', async () => {
      await enqueue();
      await address();
      // The rows of the others are written, and the event itself is not addressed yet.
      const database = new Kysely<Tables>({ dialect: databaseDialect(url) });
      await database
        .updateTable('fulfilment_events')
        .set({ receiver: null })
        .where('event_id', 'is', null)
        .execute();
      await database.destroy();
      assert.equal(await address(), 1);
      for (const name of names) assert.equal(await deliverTo(name), 1);
    });

    test('of a version with one receiver goes on', async () => {
      await enqueue();
      assert.equal(await deliverTo(names[0] as string, true), 1);
      assert.equal(taken[names[0] as string]?.length, 1);
      assert.equal(await address(), 0, 'it is delivered');
    });

    test('[T7] a receiver that the settings lose: given up, and not before another server could have it', async () => {
      await enqueue();
      await address();
      const others = [names[1] as string];
      now += 10 * 60_000;
      assert.equal((await store.outbox.giveUpOthers(others, NOW)).size, 0, 'another server’s');
      const given = await store.outbox.giveUpOthers(others, time());
      assert.deepEqual([...given], [[names[0], 1]]);
      assert.equal(await deliverTo(names[0] as string), 0);
      assert.equal(await deliverTo(names[1] as string), 1);
      assert.equal(await store.backlogs.countGivenUp(), 1);
    });

    test('keeps nothing personal of what a receiver said', async () => {
      await enqueue();
      const pass = fulfilmentDelivery({
        outbox: store.outbox,
        deliver: async ({ details }) => {
          throw new Error(`no courier goes to ${details?.delivery?.address}`);
        },
        clock: () => now,
        onGivenUp: (_event, error) => assert.equal(error, 'no courier goes to …'),
        schedule: [],
      });
      await pass();
      const operator = await openOperatorStore(databaseDialect(url));
      const [stored] = await operator.events(order.paymentId);
      assert.equal(stored?.lastError, 'no courier goes to …');
      await operator.close();
    });
  });
}
