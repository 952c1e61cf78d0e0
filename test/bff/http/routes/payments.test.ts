import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import type { PaidPayment } from '@portone/server-sdk/payment';
import type { OrderAnswer } from '../../../../component/contract.ts';
import {
  type Checkout,
  paymentRequest,
  startCheckout,
} from '../../../support/server/checkout-server.ts';

let checkout: Checkout;
before(async () => {
  checkout = await startCheckout();
});
after(() => checkout.stop());

// A buyer's page is alone here: nothing may depend on webhooks.
beforeEach(() => {
  checkout.sandbox.setWebhooksLost(true);
  checkout.sandbox.setFault(undefined);
});

async function paidOrder(): Promise<OrderAnswer> {
  const order = await checkout.order();
  await checkout.sandbox.pay(paymentRequest(order), { result: 'approve' });
  return order;
}

test('answers the same however often it is asked, and asks PortOne only until it is paid', async () => {
  const { paymentId } = await paidOrder();
  await checkout.complete({ paymentId });
  const calls = checkout.sandbox.calls('getPayment');
  const { status, body } = await checkout.complete({ paymentId });
  assert.equal(status, 200);
  assert.deepEqual(body, { paymentId, status: 'PAID' });
  assert.equal(checkout.sandbox.calls('getPayment'), calls);
});

test('answers 409 PAYMENT_FAILED with the gateway’s own code', async () => {
  const order = await checkout.order();
  await checkout.sandbox.pay(paymentRequest(order), { result: 'fail', pgCode: 'LACK_BALANCE' });
  const { status, body } = await checkout.complete(order);
  assert.equal(status, 409);
  assert.equal(body.code, 'PAYMENT_FAILED');
  const { pgMessage, ...failure } = body.failure as Record<string, unknown>;
  assert.deepEqual(failure, {
    kind: 'INSUFFICIENT_FUNDS',
    retryable: true,
    code: 'FAILURE_TYPE_PG',
    pgCode: 'LACK_BALANCE',
    pgProvider: 'KAKAOPAY',
  });
  assert.equal(typeof pgMessage, 'string');
  assert.equal((await checkout.status(order.paymentId)).body.status, 'FAILED');
});

test('counts and logs a code that its table does not list, so that the table can grow', async () => {
  for (const seen of [1, 2]) {
    const order = await checkout.order();
    const request = paymentRequest(order);
    await checkout.sandbox.pay(request, { result: 'fail', pgCode: 'BRAND_NEW', pgMessage: '?' });
    const { body } = await checkout.complete(order);
    assert.equal((body.failure as { kind: string }).kind, 'UNKNOWN');
    const told = checkout.logged.filter(({ pgCode }) => pgCode === 'BRAND_NEW').at(-1);
    assert.equal(told?.seen, seen);
  }
});

test('says that the buyer cancelled', async () => {
  const order = await checkout.order();
  await checkout.sandbox.pay(paymentRequest(order), { result: 'cancel' });
  const { status, body } = await checkout.complete(order);
  assert.equal(status, 409);
  assert.equal((body.failure as { kind: string }).kind, 'USER_CANCELLED');
});

test('answers what is stored without asking PortOne', async () => {
  const { paymentId } = await paidOrder();
  await checkout.complete({ paymentId });
  const calls = checkout.sandbox.calls('getPayment');
  const { status, body } = await checkout.status(paymentId);
  assert.equal(status, 200);
  assert.deepEqual(body, { paymentId, status: 'PAID' });
  assert.equal(checkout.sandbox.calls('getPayment'), calls);
  assert.equal((await checkout.status('48bbbe86bae0046d')).status, 404);
  assert.equal((await checkout.status('a.b')).body.code, 'INVALID_PAYMENT_ID');
});

/** A payment with a receipt there, refunded wholly or not at all. */
async function withReceipt(receiptUrl: string, isRefunded = false) {
  const { paymentId } = await paidOrder();
  const payment = checkout.sandbox.payment(paymentId) as PaidPayment;
  checkout.sandbox.recordPayment({ ...payment, receiptUrl });
  await checkout.complete({ paymentId });
  if (isRefunded) {
    await checkout.sandbox.cancel(paymentId);
    await checkout.settlePayment(paymentId);
  }
  return (await checkout.status(paymentId)).body;
}

test('gives the address of the receipt with what is paid', async () => {
  const receiptUrl = 'https://receipts.example/1?id=2';
  assert.equal((await withReceipt(receiptUrl)).receiptUrl, receiptUrl);
});

for (const receiptUrl of ['http://receipts.example/1', 'javascript:alert(1)', 'receipt 1', '']) {
  test(`keeps a receipt to itself that no page should link to: "${receiptUrl}"`, async () => {
    const { status, ...body } = await withReceipt(receiptUrl);
    assert.equal(status, 'PAID');
    assert.ok(!('receiptUrl' in body));
  });
}

test('gives no receipt for a payment that was given back', async () => {
  const { status, ...body } = await withReceipt('https://receipts.example/1', true);
  assert.equal(status, 'CANCELLED');
  assert.ok(!('receiptUrl' in body));
});
