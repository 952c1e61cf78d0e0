/** Whatever buyers, PortOne and the owner do, and in whatever order: no more are sold than there are. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import fc from 'fast-check';
import { databaseDialect } from '../../../bff/database/dialects.ts';
import { openStore, type Store } from '../../../bff/database/open-store.ts';
import { CheckoutError } from '../../../bff/domain/checkout-error.ts';
import type { ObservedPayment } from '../../../bff/domain/observed-payment.ts';
import type { Order } from '../../../bff/domain/order.ts';
import type { PortOneStatus } from '../../../bff/domain/portone-status.ts';
import type { CountedOrder } from '../../../bff/domain/sale/stock.ts';
import { paymentSettler } from '../../../bff/domain/settle-payment.ts';
import { engines, testDatabases } from '../../support/server/database.ts';
import { anOrder, secondsOf, seen } from '../../support/server/seen-payment.ts';

const databases = testDatabases();

type Step =
  | { do: 'order'; quantity: number; isAhead: boolean; client: number }
  | { do: 'press' | 'pay' | 'refund' | 'refund a part' | 'fail' | 'end'; order: number }
  | { do: 'wait'; minutes: number }
  | { do: 'count anew'; stock: number };

const which = fc.nat({ max: 9 });
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('order' as const),
      quantity: fc.integer({ min: 1, max: 3 }),
      isAhead: fc.boolean(),
      client: fc.nat({ max: 2 }),
    }),
  },
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constantFrom('press', 'pay', 'pay', 'refund', 'refund a part', 'fail', 'end'),
      order: which,
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant('wait' as const), minutes: fc.nat({ max: 12 }) }),
  },
);
const recount = fc.record({ do: fc.constant('count anew' as const), stock: fc.nat({ max: 6 }) });

for (const engine of engines) {
  describe(`stock on ${engine}`, () => {
    let servers: Store[];
    before(async () => {
      const url = await databases.empty(engine);
      const open = () => openStore(databaseDialect(url), { sendsEvents: true });
      // A SQLite file is of one server; while that writes, this process waits for nothing else.
      servers = engine === 'SQLite' ? [await open()] : [await open(), await open()];
    });
    after(async () => {
      for (const store of servers) await store.close();
    });

    let runs = 0;
    /** Steps of one round happen at the same time, at two servers in turns. */
    async function play(rounds: Step[][], first: number) {
      runs += 1;
      const run = runs;
      const shelf = `shelf-${run}`;
      let stock = first;
      let isRecounted = false;
      let soldBefore = 0;
      let now = Date.parse('2026-11-23T00:00:00.000Z');
      let steps = 0;
      const placed: CountedOrder[] = [];
      const payments = new Map<string, ObservedPayment>();
      const at = (index: number) => servers[index % servers.length] as Store;
      const settlers = servers.map(({ orders }) =>
        paymentSettler({
          orders,
          portOne: { getPayment: async (paymentId) => payments.get(paymentId) },
          now: () => new Date(now).toISOString(),
          secondsOf,
          stockOf: () => stock,
          onSettled: () => {},
          onRegression: () => {},
          recordUnmatched: async () => {},
        }),
      );
      const terms = (client = 0) => ({
        stock,
        now,
        client: { network: `network-${client}` },
      });

      async function take({ ...step }: Step, index: number): Promise<void> {
        steps += 1;
        const second = steps;
        if (step.do === 'order') {
          const order = anOrder({
            paymentId: `payment-${run}-${steps}`,
            quantity: step.quantity,
            createdAt: new Date(now).toISOString(),
            expiresAt: new Date(now + 30 * 60_000).toISOString(),
            sale: { lines: [], stock: { shelf, quantity: step.quantity } },
          }) as CountedOrder;
          await at(index).orders.insert(
            order,
            undefined,
            undefined,
            step.isAhead ? undefined : terms(step.client),
          );
          placed.push(order);
          return;
        }
        if (step.do === 'wait' || step.do === 'count anew') return;
        const order = placed[step.order % Math.max(1, placed.length)];
        if (!order) return;
        const { paymentId } = order;
        if (step.do === 'press') {
          await at(index).stock.hold(order, terms());
          return;
        }
        const before = payments.get(paymentId)?.status;
        const isPaid = before === 'PAID' || before === 'PARTIAL_CANCELLED';
        const statuses: Partial<Record<Step['do'], PortOneStatus | undefined>> = {
          pay: isPaid || before === 'CANCELLED' ? undefined : 'PAID',
          refund: isPaid ? 'CANCELLED' : undefined,
          'refund a part': before === 'PAID' ? 'PARTIAL_CANCELLED' : undefined,
          fail: before === undefined ? 'FAILED' : undefined,
          end: before === 'FAILED' ? 'CANCELLED' : undefined,
        };
        const status = statuses[step.do];
        if (status) {
          const time = new Date(now + second).toISOString().replace('Z', '000000Z');
          const claims = seen('PAID').claims;
          payments.set(
            paymentId,
            seen(status, 0, {
              paymentId,
              statusChangedAt: time,
              requestedAt: order.createdAt,
              claims,
            }),
          );
        }
        // Both servers hear of it.
        await Promise.all(settlers.map((settle) => settle(paymentId)));
      }

      for (const round of rounds) {
        for (const step of round) {
          if (step.do === 'wait') now += step.minutes * 60_000;
          if (step.do === 'count anew') {
            stock = step.stock;
            isRecounted = true;
          }
        }
        const results = await Promise.allSettled(round.map(take));
        for (const result of results) {
          const isRefused =
            result.status === 'rejected' &&
            result.reason instanceof CheckoutError &&
            result.reason.code === 'SOLD_OUT';
          if (result.status === 'rejected' && !isRefused) throw result.reason;
        }
        const orders = await Promise.all(
          placed.map(({ paymentId }) => at(0).orders.find(paymentId)),
        );
        const sold = orders.filter((order) => isDelivered(order as Order));
        const pieces = sold.reduce((sum, order) => sum + (order?.quantity ?? 0), 0);
        const count = (await at(1).stock.count(now)).get(shelf) ?? { sold: 0, held: 0 };
        assert.equal(count.sold, pieces, 'what is counted as sold is what is to be delivered');
        // Fewer may be counted than are sold. None is sold then.
        const most = Math.max(stock, soldBefore);
        assert.ok(pieces <= most, `sold ${pieces} of ${most}`);
        soldBefore = pieces;
        if (!isRecounted) {
          const { sold, held } = count;
          assert.ok(sold + held <= stock, `sold ${sold}, held ${held} of ${stock}`);
        }
        // Money that has no pieces is a person's to decide about.
        for (const order of orders) {
          const { status, hold, fulfilledAt } = order?.settlement ?? {};
          if (status === 'PAID') assert.ok(fulfilledAt || hold?.reason === 'SOLD_OUT');
        }
      }
    }

    test('[J1] no more are sold than there are: any orders, payments, ends and refunds', async () => {
      await fc.assert(
        fc.asyncProperty(
          fc.array(fc.array(step, { minLength: 1, maxLength: 5 }), { minLength: 1, maxLength: 8 }),
          fc.integer({ min: 1, max: 4 }),
          play,
        ),
        { numRuns: 40 },
      );
    });

    test('[J1] no more are sold than there are: the catalog counts anew meanwhile', async () => {
      await fc.assert(
        fc.asyncProperty(
          fc.array(fc.array(fc.oneof(step, recount), { minLength: 1, maxLength: 4 }), {
            minLength: 1,
            maxLength: 8,
          }),
          fc.integer({ min: 0, max: 4 }),
          play,
        ),
        { numRuns: 30 },
      );
    });
  });
}

function isDelivered({ settlement }: Order): boolean {
  return settlement?.fulfilledAt !== undefined && settlement.status !== 'CANCELLED';
}
