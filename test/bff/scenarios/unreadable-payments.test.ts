/** One payment of another system must not keep the others from being read, whatever texts are in it. */
import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import type { Payment } from '@portone/server-sdk/payment';
import fc from 'fast-check';
import { createSettlement } from '../../../bff/create-settlement.ts';
import { databaseDialect } from '../../../bff/database/dialects.ts';
import { openStore } from '../../../bff/database/open-store.ts';
import type { ListedPayment } from '../../../bff/domain/reconciliation.ts';
import { checkoutLog } from '../../../bff/observability/log.ts';
import { prometheusMetrics } from '../../../bff/observability/metrics.ts';
import { changeReading } from '../../../bff/workers/read-changes.ts';
import { paymentRequest, startCheckout } from '../../support/server/checkout-server.ts';
import { engines, testDatabases } from '../../support/server/database.ts';

const databases = testDatabases();

/** Texts that some database, some index or some encoding does not take. */
const awkward = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.constantFrom(
    '\0',
    'a\u0000b',
    '\ud800',
    '\udc00\ud800',
    '..',
    '.',
    '',
    ' ',
    "'; drop table orders",
    '%00',
    '\\u0000',
  ),
  // Long, and nothing that an index could pack.
  fc.integer({ min: 1, max: 3 }).map((seed) => longText(seed * 1_000)),
);

function longText(length: number): string {
  return Array.from({ length }, (_, index) =>
    String.fromCharCode(0xac00 + ((index * 7_919) % 11_172)),
  ).join('');
}

for (const engine of engines) {
  describe(`payments with any texts, on ${engine}`, async () => {
    const checkout = await startCheckout();
    checkout.sandbox.setWebhooksLost(true);
    const store = await openStore(databaseDialect(await databases.empty(engine)), {
      sendsEvents: true,
    });
    after(async () => {
      await checkout.stop();
      await store.close();
    });
    const { portOne, sandbox } = checkout;
    const passedOver: ListedPayment[] = [];
    const settle = createSettlement({
      store,
      portOne,
      log: checkoutLog('silent'),
      metrics: prometheusMetrics(),
      clock: Date.now,
    });
    const read = async () => {
      const step = changeReading({
        ...settle,
        store,
        portOne,
        clock: () => Date.now() + 1_000,
        onUnsettled: () => {},
        onUnreadable: (payment) => passedOver.push(payment),
      });
      while ((await step()) > 0);
    };
    const order = await checkout.order();
    await sandbox.pay(paymentRequest(order), { result: 'approve' });
    const payment = sandbox.payment(order.paymentId) as Payment & { channel: object };
    let count = 0;
    /** A payment without an order here, which is read after what was recorded before it. */
    function recordPlain(): string {
      count += 1;
      const id = `plain-payment-${count}`;
      sandbox.recordPayment({
        ...payment,
        id,
        statusChangedAt: new Date().toISOString(),
      } as Payment);
      return id;
    }
    const isStored = async (id: string) => (await store.findKnown([id])).has(id);

    test('[E11] a row that no database keeps, in a page of changes: an id with U+0000', async () => {
      const id = `of another system\u0000${engine}`;
      sandbox.recordPayment({
        ...payment,
        id,
        statusChangedAt: new Date().toISOString(),
      } as Payment);
      const next = recordPlain();
      await read();
      assert.equal(await isStored(next), true);
      assert.deepEqual(
        passedOver.map(({ paymentId }) => paymentId),
        [id],
      );
    });

    test('[E11] a row that no database keeps, in a page of changes: any texts', async () => {
      await fc.assert(
        fc.asyncProperty(
          fc.record({
            id: awkward.filter((id) => id !== ''),
            transactionId: awkward,
            orderName: awkward,
            customData: awkward,
            receiptUrl: awkward,
            amount: fc.record({
              total: fc.double(),
              paid: fc.double(),
              cancelled: fc.maxSafeInteger(),
            }),
            failure: fc.record({ reason: awkward, pgCode: awkward, pgMessage: awkward }),
          }),
          async (change) => {
            const statusChangedAt = new Date().toISOString();
            sandbox.recordPayment({ ...payment, ...change, statusChangedAt } as unknown as Payment);
            const next = recordPlain();
            await read();
            assert.equal(await isStored(next), true);
          },
        ),
        { numRuns: 25, endOnFailure: true },
      );
    });

    test('an order is settled, whatever its payment says', async () => {
      await fc.assert(
        fc.asyncProperty(awkward, awkward, async (text, other) => {
          const ordered = await checkout.orders.find(order.paymentId);
          assert.ok(ordered);
          count += 1;
          const paymentId = `ordered-payment-${count}`;
          const { settlement: _, ...terms } = ordered;
          await store.orders.insert({ ...terms, paymentId, version: 0 });
          sandbox.recordPayment({
            ...payment,
            id: paymentId,
            transactionId: text,
            promotionId: text,
            receiptUrl: other,
            pgTxId: other,
            customData: JSON.stringify({ item: 'shoes', more: other }),
            paidAt: other,
          } as unknown as Payment);
          const result = await settle.settlePayment(paymentId);
          assert.ok(result.found === 'payment' && result.changed);
          const stored = (await store.orders.find(paymentId))?.settlement;
          assert.equal(stored?.status, 'PAID');
          assert.equal((await settle.settlePayment(paymentId)).found, 'payment');
          assert.deepEqual((await store.orders.find(paymentId))?.settlement, stored);
        }),
        { numRuns: 25, endOnFailure: true },
      );
    });

    test('a receiver’s own words about an event do not keep it from being tried later', async () => {
      const now = new Date(Date.now() + 60_000).toISOString();
      const [event] = await store.outbox.acquire(now, now, 1);
      assert.ok(event);
      const later = '2999-01-01T00:00:00.000Z';
      for (const said of ['\0', '\ud800', longText(100_000)]) {
        await store.outbox.failed(event, said, later);
      }
    });
  });
}
