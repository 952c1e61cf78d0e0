/** What gateways decide after an answer of theirs: over real webhooks of the sandbox. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import {
  type Checkout,
  paymentRequest,
  startCheckout,
} from '../../support/server/checkout-server.ts';

let checkout: Checkout;
before(async () => {
  checkout = await startCheckout();
});
after(() => checkout.stop());

const settlementOf = async (paymentId: string) =>
  (await checkout.orders.find(paymentId))?.settlement;

test('delivers once what had failed and is approved in the same transaction', async () => {
  const { sandbox } = checkout;
  const order = await checkout.order();
  const { paymentId } = order;
  await sandbox.pay(paymentRequest(order), { result: 'fail', pgCode: '-780' });
  await sandbox.webhooksSettled();
  const failed = await settlementOf(paymentId);
  assert.equal(failed?.status, 'FAILED');
  await sandbox.approveFailed(paymentId);
  await sandbox.webhooksSettled();
  const paid = await settlementOf(paymentId);
  assert.equal(paid?.status, 'PAID');
  assert.equal(paid.transactionId, failed.transactionId);
  assert.equal(paid.failure, undefined);
  assert.equal(paid.hold, undefined);
  assert.deepEqual(await checkout.eventTypesOf(paymentId), ['payment.paid']);
});

test('keeps a payment paid while it is disputed, and until its refund has gone through', async () => {
  const { sandbox } = checkout;
  const order = await checkout.order();
  const { paymentId } = order;
  await sandbox.pay(paymentRequest(order), { result: 'approve' });
  await sandbox.openDispute(paymentId);
  await sandbox.resolveDispute(paymentId);
  await sandbox.requestCancellation(paymentId);
  await sandbox.finishCancellation(paymentId, 'fail');
  await sandbox.requestCancellation(paymentId);
  await sandbox.webhooksSettled();
  assert.equal((await settlementOf(paymentId))?.status, 'PAID');
  assert.deepEqual((await checkout.eventTypesOf(paymentId)).sort(), [
    'payment.cancellation_failed',
    'payment.dispute_created',
    'payment.dispute_resolved',
    'payment.paid',
  ]);
  await sandbox.finishCancellation(paymentId, 'succeed');
  await sandbox.webhooksSettled();
  const settlement = await settlementOf(paymentId);
  assert.equal(settlement?.status, 'CANCELLED');
  assert.equal(settlement.cancellationIds?.length, 1);
});
