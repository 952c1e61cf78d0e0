/** Pages, webhooks and the server's own questions at the same time: one payment, fulfilled once. */
import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { pino } from 'pino';
import { createSettlement } from '../../../bff/create-settlement.ts';
import { prometheusMetrics } from '../../../bff/observability/metrics.ts';
import { portOneClient } from '../../../bff/portone/portone-client.ts';
import {
  anEvent,
  apiSecret,
  aSubject,
  type Checkout,
  paymentRequest,
  startCheckout,
} from '../../support/server/checkout-server.ts';
import { slowPortOne } from '../../support/server/slow-portone.ts';

let checkout: Checkout;
before(async () => {
  checkout = await startCheckout();
});
after(() => checkout.stop());
beforeEach(() => checkout.sandbox.setWebhooksLost(true));

async function paidOrder(): Promise<string> {
  const order = await checkout.order();
  await checkout.sandbox.pay(paymentRequest(order), { result: 'approve' });
  return order.paymentId;
}

const times = <Value>(count: number, act: () => Promise<Value>) =>
  Promise.all(Array.from({ length: count }, act));

test('[C1] complete ×100 parallel', async () => {
  const paymentId = await paidOrder();
  const calls = checkout.sandbox.calls('getPayment');
  const answers = await times(100, () => checkout.complete({ paymentId }));
  for (const { status, body } of answers) {
    assert.deepEqual([status, body], [200, { paymentId, ...aSubject(), status: 'PAID' }]);
  }
  assert.ok(checkout.sandbox.calls('getPayment') - calls <= 2);
  assert.equal((await checkout.orders.find(paymentId))?.version, 1);
  assert.deepEqual(await checkout.eventTypesOf(paymentId), ['payment.paid']);
});

test('[C3] 50 C + 50 W + reconcile', async () => {
  const paymentId = await paidOrder();
  const later = Date.now() + 60_000;
  const event = anEvent('Transaction.Paid', paymentId);
  const [pages, webhooks] = await Promise.all([
    times(50, () => checkout.complete({ paymentId })),
    times(50, () => checkout.webhook(event)),
    checkout.poll(later),
    checkout.readChanges(later),
  ]);
  assert.deepEqual(new Set([...pages, ...webhooks].map(({ status }) => status)), new Set([200]));
  assert.equal((await checkout.orders.find(paymentId))?.version, 1);
  assert.deepEqual(await checkout.eventTypesOf(paymentId), ['payment.paid']);
});

const taken = ['payment.cancelled', 'payment.paid'];
const stale: Array<[title: string, seenBefore: boolean, readBefore: boolean, events: string[]]> = [
  ['[C4] slow stale PAID read finishing after CANCELLED: never seen paid', false, false, []],
  ['[C4] slow stale PAID read finishing after CANCELLED: delivered before', true, false, taken],
  ['an order that was read before PortOne’s slow answer: never seen paid', false, true, []],
  ['an order that was read before PortOne’s slow answer: delivered before', true, true, taken],
];
for (const [title, seenBefore, readBefore, events] of stale) {
  test(title, async (t) => {
    const slow = await slowPortOne(checkout.sandbox.url);
    t.after(() => slow.close());
    const portOne = portOneClient({ apiSecret, apiUrl: slow.url, storeId: 'store-tests' });
    t.after(() => portOne.close());
    const { store } = checkout;
    const log = pino({ level: 'silent' });
    const metrics = prometheusMetrics();
    // Of another server: one asks only once at a time about a payment.
    const other = createSettlement({ store, portOne, log, metrics, clock: Date.now });

    const paymentId = await paidOrder();
    if (seenBefore) await checkout.complete({ paymentId });
    const known = readBefore ? await store.orders.find(paymentId) : undefined;
    const held = slow.hold();
    const late = other.settlePayment(paymentId, known);
    await held;
    await checkout.sandbox.cancel(paymentId);
    await checkout.webhook(anEvent('Transaction.Cancelled', paymentId));
    slow.release();
    const result = await late;
    assert.ok(result.found === 'payment' && !result.changed);
    assert.equal(result.order.settlement?.status, 'CANCELLED');
    assert.equal((await checkout.status(paymentId)).body.status, 'CANCELLED');
    assert.deepEqual((await checkout.eventTypesOf(paymentId)).toSorted(), events);
  });
}
