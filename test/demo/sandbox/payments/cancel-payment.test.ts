import assert from 'node:assert/strict';
import { test } from 'node:test';
import { aRequest, startSandbox } from '../../support/start-sandbox.ts';

/** The server SDK's errors carry PortOne's error unchanged. */
const rejectedWith = (type: string) => (error: Error & { data?: { type?: string } }) => {
  assert.equal(error.data?.type, type);
  return true;
};

test('cancels a part, then the rest, through the API', async (t) => {
  const { sandbox, client } = await startSandbox(t);
  await sandbox.pay(aRequest(), { result: 'approve' });
  const { cancellation } = await client.cancelPayment({
    paymentId: 'order1',
    amount: 300,
    reason: '변심',
  });
  assert.ok(cancellation.status === 'SUCCEEDED');
  assert.equal(cancellation.totalAmount, 300);
  const partly = await client.getPayment({ paymentId: 'order1' });
  assert.ok(partly?.status === 'PARTIAL_CANCELLED');
  assert.equal(partly.amount.cancelled, 300);
  await client.cancelPayment({ paymentId: 'order1', reason: '변심' });
  const wholly = await client.getPayment({ paymentId: 'order1' });
  assert.ok(wholly?.status === 'CANCELLED');
  assert.equal(wholly.amount.cancelled, 1000);
  assert.equal(wholly.cancellations.length, 2);
});

test('refunds no more than is left, and nothing that was never paid', async (t) => {
  const { sandbox, client } = await startSandbox(t);
  const cancel = (amount?: number) =>
    client.cancelPayment({ paymentId: 'order1', reason: 'x', ...(amount && { amount }) });
  await assert.rejects(cancel(), rejectedWith('PAYMENT_NOT_FOUND'));
  await sandbox.pay(aRequest(), { result: 'cancel' });
  await assert.rejects(cancel(), rejectedWith('PAYMENT_NOT_PAID'));
  await sandbox.pay(aRequest(), { result: 'approve' });
  await assert.rejects(cancel(1001), rejectedWith('CANCEL_AMOUNT_EXCEEDS_CANCELLABLE_AMOUNT'));
  await assert.rejects(
    client.cancelPayment({ paymentId: 'order1', reason: 'x', currentCancellableAmount: 999 }),
    rejectedWith('CANCELLABLE_AMOUNT_CONSISTENCY_BROKEN'),
  );
  await sandbox.cancel('order1');
  await assert.rejects(cancel(), rejectedWith('PAYMENT_ALREADY_CANCELLED'));
});
