import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { PaymentRequest } from '@portone/browser-sdk/v2';
import { aBuyer, aRequest, startSandbox, webhookSecret } from '../../support/start-sandbox.ts';
import { startReceiver } from '../../support/webhook-receiver.ts';

function accountRequest(
  accountExpiry: NonNullable<PaymentRequest['virtualAccount']>['accountExpiry'],
): PaymentRequest {
  return aRequest({
    channelKey: 'channel-toss',
    payMethod: 'VIRTUAL_ACCOUNT',
    customer: aBuyer,
    virtualAccount: { accountExpiry, bankCode: 'KOOKMIN_BANK' },
  });
}

test('issues an account, and is paid by the deposit', async (t) => {
  const receiver = await startReceiver(t);
  const { sandbox, client } = await startSandbox(t, {
    webhook: { url: receiver.url, secret: webhookSecret },
  });
  const answer = await sandbox.pay(accountRequest({ validHours: 3 }), { result: 'issue' });
  assert.equal(answer.code, undefined);
  const issued = await client.getPayment({ paymentId: 'order1' });
  assert.ok(issued?.status === 'VIRTUAL_ACCOUNT_ISSUED');
  assert.ok(issued.method?.type === 'PaymentMethodVirtualAccount');
  const { accountNumber, expiredAt, issuedAt, ...method } = issued.method;
  assert.match(accountNumber, /^562\d{11}$/);
  assert.equal(
    Date.parse(expiredAt ?? '') - Date.parse(issuedAt?.replace(/\d{6}Z$/, 'Z') ?? ''),
    3 * 3_600_000,
  );
  assert.deepEqual(method, {
    type: 'PaymentMethodVirtualAccount',
    bank: 'KOOKMIN',
    accountType: 'NORMAL',
    remitteeName: '신발 가게',
    remitterName: '김구매',
  });
  assert.equal(issued.amount.paid, 0);

  await sandbox.deposit('order1');
  const paid = await client.getPayment({ paymentId: 'order1' });
  assert.ok(paid?.status === 'PAID');
  assert.deepEqual(paid.method, issued.method);
  assert.equal(paid.transactionId, answer.txId);
  assert.equal(paid.amount.paid, 1000);
  await sandbox.webhooksSettled();
  assert.deepEqual(receiver.types().sort(), [
    'Transaction.Paid',
    'Transaction.Ready',
    'Transaction.VirtualAccountIssued',
  ]);
  await assert.rejects(sandbox.deposit('order1'), { type: 'PAYMENT_NOT_WAITING_FOR_DEPOSIT' });
});

test('takes a deposit until the account ends, by its own clock', async (t) => {
  let now = Date.parse('2026-11-23T00:00:00Z');
  const { sandbox } = await startSandbox(t, { now: () => now });
  const pay = (paymentId: string) =>
    sandbox.pay({ ...accountRequest({ validHours: 3 }), paymentId }, { result: 'issue' });
  await pay('order1');
  await pay('order2');
  now += 3 * 3_600_000 - 1_000;
  await sandbox.deposit('order1');
  assert.equal(sandbox.payment('order1')?.status, 'PAID');
  now += 2_000;
  await assert.rejects(sandbox.deposit('order2'), { type: 'PAYMENT_NOT_WAITING_FOR_DEPOSIT' });
});

test('accepts no deposit once the account has expired, and does not change the payment', async (t) => {
  t.mock.timers.enable({ apis: ['Date'], now: Date.parse('2026-01-01T00:00:00Z') });
  const { sandbox } = await startSandbox(t);
  await sandbox.pay(accountRequest({ validHours: 1 }), { result: 'issue' });
  t.mock.timers.setTime(Date.parse('2026-01-01T01:00:01Z'));
  await assert.rejects(sandbox.deposit('order1'), /입금 기한이 지난/);
  assert.equal(sandbox.payment('order1')?.status, 'VIRTUAL_ACCOUNT_ISSUED');
});

test('leaves a payment pending until the gateway approves it', async (t) => {
  const receiver = await startReceiver(t);
  const { sandbox, client } = await startSandbox(t, {
    webhook: { url: receiver.url, secret: webhookSecret },
  });
  const answer = await sandbox.pay(aRequest(), { result: 'pending' });
  assert.equal(answer.code, undefined);
  const pending = await client.getPayment({ paymentId: 'order1' });
  assert.ok(pending?.status === 'PAY_PENDING');
  assert.equal(pending.amount.paid, 0);
  await sandbox.finishPending('order1', 'approve');
  assert.equal((await client.getPayment({ paymentId: 'order1' }))?.status, 'PAID');
  await sandbox.webhooksSettled();
  assert.deepEqual(receiver.types().sort(), [
    'Transaction.Paid',
    'Transaction.PayPending',
    'Transaction.Ready',
  ]);
});

test('fails a pending payment with the gateway’s own message', async (t) => {
  const { sandbox } = await startSandbox(t);
  await sandbox.pay(aRequest(), { result: 'pending' });
  await sandbox.finishPending('order1', { fail: 'LACK_BALANCE' });
  const payment = sandbox.payment('order1');
  assert.ok(payment?.status === 'FAILED');
  assert.equal(payment.failure.pgMessage, '잔액이 부족합니다.');
  await assert.rejects(sandbox.finishPending('order1', 'approve'), { type: 'INVALID_REQUEST' });
});
