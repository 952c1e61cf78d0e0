/** What was begun under 0.1 ends well after an upgrade: rows as its tables held them. */
import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import type { Payment } from '@portone/server-sdk/payment';
import { Kysely, sql } from 'kysely';
import { Migrator } from 'kysely/migration';
import { createSettlement } from '../../../bff/create-settlement.ts';
import { databaseDialect } from '../../../bff/database/dialects.ts';
import { migrationProvider } from '../../../bff/database/migrations.ts';
import { openStore } from '../../../bff/database/open-store.ts';
import { checkoutLog } from '../../../bff/observability/log.ts';
import { prometheusMetrics } from '../../../bff/observability/metrics.ts';
import { orderPolling } from '../../../bff/workers/poll-orders.ts';
import { changeReading } from '../../../bff/workers/read-changes.ts';
import { paymentRequest, startCheckout } from '../../support/server/checkout-server.ts';
import { engines, testDatabases } from '../../support/server/database.ts';

const databases = testDatabases();

/** The last migration of each version. */
const versions = { '0.1.0': '0003-reconcile', '0.1.1': '0005-reading-place' };

for (const engine of engines) {
  for (const [version, migration] of Object.entries(versions)) {
    describe(`after ${version} on ${engine}`, async () => {
      const checkout = await startCheckout();
      checkout.sandbox.setWebhooksLost(true);
      after(() => checkout.stop());
      const { sandbox, portOne } = checkout;

      test('[E13] orders begun under 0.1, after an upgrade', async () => {
        const url = await databases.empty(engine);
        const old = new Kysely<unknown>({ dialect: databaseDialect(url) });
        const { error } = await new Migrator({ db: old, provider: migrationProvider }).migrateTo(
          migration,
        );
        assert.equal(error, undefined);
        const start = new Date(Date.now() - 60_000).toISOString();

        /** An order of then, and its payment at PortOne as it is now. */
        async function begun(
          settlement: object | null,
          now: object,
          promotionId = '',
        ): Promise<string> {
          const order = await checkout.order();
          await sandbox.pay(paymentRequest(order), { result: 'approve' });
          const stored = await checkout.orders.find(order.paymentId);
          assert.ok(stored);
          const {
            itemName,
            environment,
            asked,
            secretHash,
            version: _,
            settlement: __,
            ...terms
          } = stored;
          const columns = {
            ...terms,
            ...(version !== '0.1.0' && { itemName, environment }),
          };
          const { status = null } = (settlement ?? {}) as { status?: string };
          await sql`insert into orders (payment_id, terms, status, settlement, version, created_at, poll_at, polls)
            values (${order.paymentId}, ${JSON.stringify(columns)}, ${status},
              ${settlement && JSON.stringify(settlement)}, ${settlement ? 1 : 0}, ${start}, ${start}, 0)`.execute(
            old,
          );
          const payment = sandbox.payment(order.paymentId) as Payment;
          sandbox.recordPayment({ ...payment, promotionId, ...now } as Payment);
          return order.paymentId;
        }
        const seenAs = (status: string) => ({
          status,
          transactionId: 'of-then',
          statusChangedAt: '2025-01-01T00:00:00.000000000Z',
          cancellationIds: [],
        });
        const paid = await begun(null, {});
        // Its catalog had a promotion, which an order of then does not remember.
        const promoted = await begun(seenAs('READY'), { transactionId: 'of-then' }, 'spring');
        const deposited = await begun(seenAs('VIRTUAL_ACCOUNT_ISSUED'), {
          transactionId: 'of-then',
        });
        await old.destroy();

        const store = await openStore(databaseDialect(url), { sendsEvents: true });
        after(() => store.close());
        const settle = createSettlement({
          store,
          portOne,
          log: checkoutLog('silent'),
          metrics: prometheusMetrics(),
          channelType: 'TEST',
          clock: Date.now,
        });
        const poll = orderPolling({ ...settle, openOrders: store.openOrders, clock: Date.now });
        while ((await poll()) > 0);
        const statusOf = async (id: string) => {
          const settlement = (await store.orders.find(id))?.settlement;
          return [settlement?.status, settlement?.hold, settlement?.fulfilledAt !== undefined];
        };
        for (const id of [paid, promoted, deposited]) {
          assert.deepEqual(await statusOf(id), ['PAID', undefined, true]);
        }
        await sandbox.cancel(paid);
        const read = changeReading({
          ...settle,
          store,
          portOne,
          clock: () => Date.now() + 1_000,
          onUnsettled: () => {},
        });
        while ((await read()) > 0);
        assert.deepEqual(await statusOf(paid), ['CANCELLED', undefined, true]);
        const later = new Date(Date.now() + 60_000).toISOString();
        const events = await store.outbox.acquire(later, later, 100);
        assert.deepEqual(events.map(({ type }) => type).toSorted(), [
          'payment.cancelled',
          'payment.paid',
          'payment.paid',
          'payment.paid',
        ]);
      });
    });
  }
}
