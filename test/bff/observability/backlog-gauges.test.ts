import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { databaseDialect } from '../../../bff/database/dialects.ts';
import { openStore } from '../../../bff/database/open-store.ts';
import { fulfilmentEvents } from '../../../bff/domain/fulfilment-event.ts';
import type { ObservedPayment } from '../../../bff/domain/observed-payment.ts';
import type { Settlement } from '../../../bff/domain/order.ts';
import type { OutgoingEvent } from '../../../bff/domain/outbox.ts';
import type { ReadingLease } from '../../../bff/domain/reconciliation.ts';
import { transition } from '../../../bff/domain/transition.ts';
import { watchBacklogs } from '../../../bff/observability/backlog-gauges.ts';
import { prometheusMetrics } from '../../../bff/observability/metrics.ts';
import { engines, testDatabases } from '../../support/server/database.ts';
import { anOrder, NOW, secondsOf, seen } from '../../support/server/seen-payment.ts';

const databases = testDatabases();
const start = Date.parse(NOW);

for (const engine of engines) {
  describe(`what waits, in ${engine}`, () => {
    test('is in the metrics, as it is when they are read', async () => {
      const store = await openStore(databaseDialect(await databases.empty(engine)), {
        sendsEvents: true,
      });
      const metrics = prometheusMetrics();
      let now = start;
      watchBacklogs(metrics, store, () => now);
      const figures = async () => {
        const { text } = await metrics.write();
        const value = (name: string) => {
          const found = new RegExp(`^checkout_${name} (\\S+)$`, 'm').exec(text);
          return found ? Number(found[1]?.replace('+Inf', 'Infinity')) : undefined;
        };
        return {
          pending: value('outbox_backlog'),
          oldest: value('outbox_oldest_seconds'),
          failing: value('outbox_failing'),
          dead: value('outbox_dead'),
          held: value('held_orders'),
          unmatched: value('strays'),
          open: value('reconcile_backlog'),
          lag: value('reconcile_lag_seconds'),
        };
      };
      const nothing = {
        pending: 0,
        oldest: 0,
        failing: 0,
        dead: 0,
        held: 0,
        unmatched: 0,
        open: 0,
        lag: Number.POSITIVE_INFINITY,
      };
      assert.deepEqual(await figures(), nothing);

      const settle = async (paymentId: string, payment: ObservedPayment) => {
        const order = anOrder({ paymentId });
        await store.orders.insert(order);
        const settlement = transition(order, payment, NOW, secondsOf) as Settlement;
        await store.orders.settle(
          order,
          settlement,
          fulfilmentEvents(order, settlement, payment, NOW),
        );
      };
      await settle('payment0001', seen('PAID'));
      const claims = { ...seen('PAID').claims, currency: 'USD' };
      await settle('payment0002', seen('PAID', 0, { claims }));
      await store.orders.insert(anOrder({ paymentId: 'payment0003' }));
      await store.unmatched.hold(seen('PAID', 0, { paymentId: 'fromelsewhere' }), NOW);
      const turn = await store.watermark.acquire(now, now);
      await store.watermark.release(turn as ReadingLease, {}, now);
      now = start + 30_000;
      assert.deepEqual(await figures(), {
        pending: 2,
        oldest: 30,
        failing: 0,
        dead: 0,
        held: 1,
        unmatched: 1,
        open: 1,
        lag: 30,
      });

      const later = new Date(now).toISOString();
      const [first, second] = await store.outbox.acquire(later, later, 10);
      await store.outbox.failed(first as OutgoingEvent, 'the receiver answered 500', later);
      assert.equal((await figures()).failing, 1);
      const [again] = await store.outbox.acquire(later, later, 1);
      await store.outbox.failed(again as OutgoingEvent, 'the receiver answered 500');
      await store.outbox.delivered(second as OutgoingEvent, later);
      const { pending, oldest, failing, dead } = await figures();
      assert.deepEqual(
        { pending, oldest, failing, dead },
        { pending: 0, oldest: 0, failing: 0, dead: 1 },
      );
      await store.close();
    });
  });
}
