import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, test } from 'node:test';
import { databaseDialect } from '../../../bff/database/dialects.ts';
import { openStore, type Store } from '../../../bff/database/open-store.ts';
import { CheckoutError } from '../../../bff/domain/checkout-error.ts';
import type { Order } from '../../../bff/domain/order.ts';
import type { CountedOrder, HoldTerms } from '../../../bff/domain/sale/stock.ts';
import { transition } from '../../../bff/domain/transition.ts';
import { engines, testDatabases } from '../../support/server/database.ts';
import { anOrder, NOW, secondsOf, seen } from '../../support/server/seen-payment.ts';
import { watchedDialect } from '../../support/server/watched-dialect.ts';

const databases = testDatabases();
const now = Date.parse(NOW);
const STOCK = 3;
const aHold = (network: string): HoldTerms => ({ stock: STOCK, now, client: { network } });
const aCountedOrder = (paymentId: string) =>
  anOrder({
    paymentId,
    sale: { lines: [], stock: { shelf: 'mug', quantity: 1 } },
  }) as CountedOrder;

for (const engine of engines) {
  describe(`pieces on ${engine}`, () => {
    let store: Store;
    let statements: number;
    beforeEach(async () => {
      const dialect = databaseDialect(await databases.empty(engine));
      const count = () => {
        statements += 1;
      };
      store = await openStore(
        watchedDialect(dialect, count, () => {}),
        { sendsEvents: true },
      );
      await store.stock.note(new Map([['mug', STOCK]]));
    });
    afterEach(() => store.close());

    /** @returns how many statements it took */
    async function counted(work: () => Promise<unknown>): Promise<number> {
      statements = 0;
      await work();
      return statements;
    }

    const details = { buyer: { fullName: '홍길동' } };
    async function buy(order: Order, hold?: HoldTerms) {
      const settlement = transition(order, seen('PAID'), NOW, secondsOf);
      if (!settlement) throw new Error('A payment changes nothing');
      return {
        order: await counted(() => store.orders.insert(order, undefined, details, hold)),
        payment: await counted(() =>
          store.orders.settle(
            order,
            settlement,
            [],
            hold && { ...hold, soldOut: { settlement, events: [] } },
          ),
        ),
      };
    }

    test('holding and selling a piece costs one statement each, and on PostgreSQL holding costs none', async () => {
      const plain = await buy(anOrder({ paymentId: 'plain' }));
      const sold = await buy(aCountedOrder('counted'), aHold('a'));
      assert.deepEqual(
        { order: sold.order - plain.order, payment: sold.payment - plain.payment },
        { order: engine === 'PostgreSQL' ? 0 : 1, payment: 1 },
      );
      assert.deepEqual((await store.stock.count(now)).get('mug'), { sold: 1, held: 0 });
    });

    test('a press that holds the piece of an order placed ahead costs one statement', async () => {
      const order = aCountedOrder('ahead');
      await store.orders.insert(order);
      assert.equal(await counted(() => store.stock.hold(order, aHold('a'))), 1);
      assert.deepEqual((await store.stock.count(now)).get('mug'), { sold: 0, held: 1 });
    });

    test('[J1] no more are sold than there are: of forty orders at once, as many hold as there are pieces, and the others are not stored', async () => {
      const orders = Array.from({ length: 40 }, (_, index) => aCountedOrder(`at-once-${index}`));
      const results = await Promise.all(
        orders.map((order) =>
          store.orders
            .insert(order, undefined, undefined, aHold(order.paymentId))
            .catch((error: unknown) => {
              assert.ok(error instanceof CheckoutError, String(error));
              return error.code;
            }),
        ),
      );
      assert.equal(results.filter((result) => result === true).length, STOCK);
      assert.equal(results.filter((result) => result === 'SOLD_OUT').length, 40 - STOCK);
      const stored = await Promise.all(orders.map(({ paymentId }) => store.orders.find(paymentId)));
      assert.equal(stored.filter(Boolean).length, STOCK);
      assert.deepEqual((await store.stock.count(now)).get('mug'), { sold: 0, held: STOCK });
    });

    test('[J1] no more are sold than there are: of forty presses at once, as many hold as there are pieces', async () => {
      const orders = Array.from({ length: 40 }, (_, index) => aCountedOrder(`press-${index}`));
      await Promise.all(orders.map((order) => store.orders.insert(order)));
      const results = await Promise.allSettled(
        orders.map((order) => store.stock.hold(order, aHold(order.paymentId))),
      );
      assert.equal(results.filter(({ status }) => status === 'fulfilled').length, STOCK);
      assert.deepEqual((await store.stock.count(now)).get('mug'), { sold: 0, held: STOCK });
    });
  });
}
