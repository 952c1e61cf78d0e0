import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { OutgoingEvent } from '../../bff/domain/outbox.ts';
import { paymentRequest, startCheckout } from '../support/server/checkout-server.ts';

for (const [title, broken, ahead] of [
  ['by asking about open orders', 'getPayments', 15_000],
  ['by reading what changed', undefined, 1_000],
] as const) {
  test(`a running server finds ${title} what was not reported to it, and tells the owner`, async (t) => {
    const delivered = Promise.withResolvers<OutgoingEvent>();
    const checkout = await startCheckout({
      clock: () => Date.now() + (isPaid ? ahead : 0),
      deliver: async (event) => delivered.resolve(event),
    });
    t.after(() => checkout.stop());
    let isPaid = false;
    checkout.sandbox.setWebhooksLost(true);
    const order = await checkout.order();
    await checkout.sandbox.pay(paymentRequest(order), { result: 'approve' });
    isPaid = true;
    if (broken) checkout.sandbox.setFault({ only: broken, kind: 'status', status: 403 });
    checkout.startWorkers();
    const { type, paymentId } = await delivered.promise;
    assert.deepEqual([type, paymentId], ['payment.paid', order.paymentId]);
  });
}

test('[M7] a receiver that accepts nothing: a running server warns long before it gives up', async (t) => {
  let ahead = 0;
  let hasFailed = false;
  const checkout = await startCheckout({
    clock: () => {
      // A minute passes at each look, so that the next try is due at the next pass.
      if (hasFailed) ahead += 60_000;
      return Date.now() + ahead;
    },
    deliver: async () => {
      hasFailed = true;
      throw new Error('the receiver answered 401');
    },
  });
  t.after(() => checkout.stop());
  const order = await checkout.order();
  await checkout.sandbox.pay(paymentRequest(order), { result: 'approve' });
  checkout.startWorkers();
  const line = await checkout.logLine(({ msg }) => /does not accept/.test(String(msg)));
  assert.deepEqual(
    [line.level, line.attempts, line.paymentId, line.error],
    [40, 3, order.paymentId, 'the receiver answered 401'],
  );
});
