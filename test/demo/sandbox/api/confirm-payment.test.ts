import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ConfirmPaymentError } from '@portone/server-sdk/payment';
import { aRequest, startSandbox, webhookSecret } from '../../support/start-sandbox.ts';
import { startReceiver } from '../../support/webhook-receiver.ts';

const request = aRequest({ channelKey: 'channel-manual', payMethod: 'CARD' });

/** The claims of the shop's server when it confirms the payment. */
const claims = { paymentId: 'order1', currency: 'KRW', totalAmount: 1000, isTest: true } as const;

const rejectedWith = (type: string) => (error: unknown) => {
  assert.ok(error instanceof ConfirmPaymentError);
  assert.equal(error.data.type, type);
  return true;
};

test('only authenticates the buyer, and is paid once the server confirms', async (t) => {
  const receiver = await startReceiver(t);
  const { sandbox, client } = await startSandbox(t, {
    webhook: { url: receiver.url, secret: webhookSecret },
  });
  const { txId, paymentToken = '' } = await sandbox.pay(request, { result: 'approve' });
  assert.notEqual(paymentToken, '');
  assert.equal((await client.getPayment({ paymentId: 'order1' }))?.status, 'READY');

  const confirmed = await client.confirmPayment({ ...claims, paymentToken, txId });
  const payment = await client.getPayment({ paymentId: 'order1' });
  assert.ok(payment?.status === 'PAID');
  assert.deepEqual(confirmed, { pgTxId: payment.pgTxId, paidAt: payment.paidAt });
  await sandbox.webhooksSettled();
  assert.deepEqual(receiver.types().sort(), ['Transaction.Paid', 'Transaction.Ready']);

  const again = client.confirmPayment({ ...claims, paymentToken, txId });
  await assert.rejects(again, rejectedWith('ALREADY_PAID'));
});

test('gives no token on any other channel', async (t) => {
  const { sandbox } = await startSandbox(t);
  const answer = await sandbox.pay(aRequest(), { result: 'approve' });
  assert.ok(!('paymentToken' in answer));
});

for (const wrong of [
  { txId: 'another' },
  { currency: 'USD' },
  { totalAmount: 999 },
  { taxFreeAmount: 1 },
  { isTest: false },
] as const) {
  const [field] = Object.keys(wrong);
  test(`is not confirmed with a wrong ${field}, and can still be`, async (t) => {
    const { sandbox, client } = await startSandbox(t);
    const { paymentToken = '' } = await sandbox.pay(request, { result: 'approve' });
    const confirm = (more: object) => client.confirmPayment({ ...claims, paymentToken, ...more });
    await assert.rejects(confirm(wrong), rejectedWith('INFORMATION_MISMATCH'));
    assert.equal(sandbox.payment('order1')?.status, 'READY');
    await confirm({});
    assert.equal(sandbox.payment('order1')?.status, 'PAID');
  });
}

test('is not confirmed with another payment’s token', async (t) => {
  const { sandbox, client } = await startSandbox(t);
  await sandbox.pay(request, { result: 'approve' });
  const other = await sandbox.pay({ ...request, paymentId: 'order2' }, { result: 'approve' });
  const { paymentToken = '' } = other;
  const confirmed = client.confirmPayment({ ...claims, paymentToken });
  await assert.rejects(confirmed, rejectedWith('INVALID_PAYMENT_TOKEN'));
  const unknown = client.confirmPayment({ ...claims, paymentId: 'order3', paymentToken });
  await assert.rejects(unknown, rejectedWith('PAYMENT_NOT_FOUND'));
});

test('fails at the confirmation with the gateway’s own message', async (t) => {
  const { sandbox, client } = await startSandbox(t);
  const outcome = { result: 'fail-at-confirm', pgCode: 'REJECT_CARD_COMPANY' } as const;
  const answer = await sandbox.pay(request, outcome);
  assert.equal(answer.code, undefined);
  const confirmed = client.confirmPayment({ ...claims, paymentToken: answer.paymentToken ?? '' });
  await assert.rejects(confirmed, (error) => {
    assert.ok(error instanceof ConfirmPaymentError);
    assert.deepEqual(error.data, {
      type: 'PG_PROVIDER',
      message: '[REJECT_CARD_COMPANY] 결제 승인이 거절되었습니다.',
      pgCode: 'REJECT_CARD_COMPANY',
      pgMessage: '결제 승인이 거절되었습니다.',
    });
    return true;
  });
  const payment = sandbox.payment('order1');
  assert.ok(payment?.status === 'FAILED');
  assert.equal(payment.failure.pgCode, 'REJECT_CARD_COMPANY');
});

test('confirms a virtual account by issuing it', async (t) => {
  const { sandbox, client } = await startSandbox(t);
  const { paymentToken = '' } = await sandbox.pay(
    { ...request, payMethod: 'VIRTUAL_ACCOUNT' },
    { result: 'issue' },
  );
  await client.confirmPayment({ ...claims, paymentToken });
  assert.equal(sandbox.payment('order1')?.status, 'VIRTUAL_ACCOUNT_ISSUED');
});
