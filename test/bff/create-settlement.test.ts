import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Payment } from '@portone/server-sdk/payment';
import {
  metricsHeaders,
  paymentRequest,
  startCheckout,
} from '../support/server/checkout-server.ts';

test('a payment that PortOne takes back stays what it was, and a person is told once, in the log and by a number', async (t) => {
  const checkout = await startCheckout();
  t.after(() => checkout.stop());
  checkout.sandbox.setWebhooksLost(true);
  const order = await checkout.order();
  const { paymentId } = order;
  await checkout.sandbox.pay(paymentRequest(order), { result: 'approve' });
  await checkout.settlePayment(paymentId);

  const payment = checkout.sandbox.payment(paymentId) as Payment;
  const later = new Date(Date.now() + 60_000).toISOString();
  checkout.sandbox.recordPayment({
    ...payment,
    status: 'READY',
    statusChangedAt: later,
  } as Payment);
  const result = await checkout.settlePayment(paymentId);
  assert.ok(result.found === 'payment' && !result.changed);
  assert.equal(result.order.settlement?.status, 'PAID');
  await checkout.settlePayment(paymentId);
  const [alert, ...more] = checkout.logged.filter(({ code }) => code === 'RANK_REGRESSION');
  assert.deepEqual(more, [], 'a regression that is seen again causes no second alert');
  assert.equal(alert?.level, 50);
  assert.equal(alert.paymentId, paymentId);
  const numbers = await (
    await fetch(`${checkout.url}/metrics`, { headers: metricsHeaders })
  ).text();
  assert.match(numbers, /^checkout_rank_regressions_total 1$/m);
});
