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

const impossible: [what: string, parts: object, type: string][] = [
  [
    '100 with 150 without tax',
    { amount: 100, taxFreeAmount: 150 },
    'SUM_OF_PARTS_EXCEEDS_CANCEL_AMOUNT',
  ],
  [
    '100 with 90 of VAT and 20 without tax',
    { amount: 100, taxFreeAmount: 20, vatAmount: 90 },
    'SUM_OF_PARTS_EXCEEDS_CANCEL_AMOUNT',
  ],
  [
    'more without tax than was paid without',
    { amount: 500, taxFreeAmount: 301 },
    'CANCEL_TAX_FREE_AMOUNT_EXCEEDS_CANCELLABLE_TAX_FREE_AMOUNT',
  ],
  [
    'more with tax than was paid with',
    { amount: 701, taxFreeAmount: 0 },
    'CANCEL_TAX_AMOUNT_EXCEEDS_CANCELLABLE_TAX_AMOUNT',
  ],
  [
    'a part without a word on tax, which is all taxed',
    { amount: 701 },
    'CANCEL_TAX_AMOUNT_EXCEEDS_CANCELLABLE_TAX_AMOUNT',
  ],
  [
    'more VAT than was paid',
    { amount: 500, vatAmount: 65 },
    'CANCEL_TAX_AMOUNT_EXCEEDS_CANCELLABLE_TAX_AMOUNT',
  ],
];

for (const [what, parts, type] of impossible) {
  test(`does not refund ${what}`, async (t) => {
    const { sandbox, client } = await startSandbox(t);
    await sandbox.pay(aRequest({ taxFreeAmount: 300 }), { result: 'approve' });
    const refund = client.cancelPayment({ paymentId: 'order1', reason: 'x', ...parts });
    await assert.rejects(refund, rejectedWith(type));
    await client.cancelPayment({ paymentId: 'order1', reason: 'x' });
    const payment = sandbox.payment('order1');
    assert.ok(payment?.status === 'CANCELLED');
    assert.equal(payment.amount.cancelledTaxFree, 300);
  });
}

test('refunds a virtual account only to an account that the shop names', async (t) => {
  const { sandbox, client } = await startSandbox(t);
  const request = aRequest({ channelKey: 'channel-toss', payMethod: 'VIRTUAL_ACCOUNT' });
  await sandbox.pay(request, { result: 'issue' });
  await sandbox.deposit('order1');
  const refund = { paymentId: 'order1', reason: 'x' };
  await assert.rejects(client.cancelPayment(refund), rejectedWith('INVALID_REQUEST'));
  assert.equal(sandbox.payment('order1')?.status, 'PAID');
  const refundAccount = { bank: 'SHINHAN', number: '110123456789', holderName: '김구매' };
  await client.cancelPayment({ ...refund, refundAccount });
  const payment = sandbox.payment('order1');
  assert.ok(payment?.status === 'CANCELLED');
  assert.ok(payment.method?.type === 'PaymentMethodVirtualAccount');
  assert.equal(payment.method.refundStatus, 'COMPLETED');
});

test('counts a refund that waits as refunded, until the gateway refuses it', async (t) => {
  const { sandbox, client } = await startSandbox(t);
  await sandbox.pay(aRequest(), { result: 'approve' });
  await sandbox.requestCancellation('order1', 700);
  const rest = { paymentId: 'order1', reason: 'x', amount: 301 };
  await assert.rejects(
    client.cancelPayment(rest),
    rejectedWith('CANCEL_AMOUNT_EXCEEDS_CANCELLABLE_AMOUNT'),
  );
  await sandbox.finishCancellation('order1', 'fail');
  await client.cancelPayment(rest);
  const payment = await client.getPayment({ paymentId: 'order1' });
  assert.ok(payment?.status === 'PARTIAL_CANCELLED');
  assert.deepEqual(
    payment.cancellations.map(({ status }) => status),
    ['FAILED', 'SUCCEEDED'],
  );
});

test('takes a promotion’s discount off, and gives no more than was paid back', async (t) => {
  const channel = { key: 'card', name: 'card', pgProvider: 'TOSSPAYMENTS', type: 'TEST' } as const;
  const promotions = [{ id: 'tenth', percent: 10 }];
  const store = { id: 'store-shoes', name: '신발 가게', channels: [channel], promotions };
  const { sandbox, client } = await startSandbox(t, { stores: [store] });
  const request = { channelKey: 'card', payMethod: 'CARD', promotionId: 'tenth' } as const;
  await sandbox.pay(aRequest(request), { result: 'approve' });
  const paid = await client.getPayment({ paymentId: 'order1' });
  assert.ok(paid?.status === 'PAID');
  assert.equal(paid.amount.discount, 100);
  assert.equal(paid.amount.paid, 900);
  const refund = { paymentId: 'order1', reason: 'x' };
  await assert.rejects(
    client.cancelPayment({ ...refund, amount: 901 }),
    rejectedWith('CANCEL_AMOUNT_EXCEEDS_CANCELLABLE_AMOUNT'),
  );
  await client.cancelPayment(refund);
  assert.equal(sandbox.payment('order1')?.status, 'CANCELLED');
});
