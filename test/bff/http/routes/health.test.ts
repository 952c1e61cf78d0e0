import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type Checkout, startCheckout } from '../../../support/server/checkout-server.ts';

let checkout: Checkout;
before(async () => {
  checkout = await startCheckout();
});
after(() => checkout.stop());

test('is alive and ready', async () => {
  assert.equal((await checkout.send('/healthz')).status, 200);
  assert.equal((await checkout.send('/readyz')).status, 200);
});

test('is alive but not ready without its database, and answers 503 to an order', async () => {
  const broken = await startCheckout();
  await broken.store.close();
  assert.equal((await broken.send('/healthz')).status, 200);
  const readiness = await broken.send('/readyz');
  assert.equal(readiness.status, 503);
  assert.equal(readiness.body.code, 'STORE_UNAVAILABLE');
  const complete = await broken.complete({ paymentId: '48bbbe86bae0046d' });
  assert.equal(complete.status, 503);
  assert.equal(complete.body.code, 'STORE_UNAVAILABLE');
  assert.ok(Number(complete.headers.get('retry-after')) > 0);
  await broken.stop();
});
