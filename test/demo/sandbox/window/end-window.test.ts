import assert from 'node:assert/strict';
import { test } from 'node:test';
import { aRequest, startSandbox } from '../../support/start-sandbox.ts';

test('resolves a cancellation with each gateway’s own code', async (t) => {
  const { sandbox } = await startSandbox(t);
  const kakao = await sandbox.pay(aRequest(), { result: 'cancel' });
  assert.equal(kakao.code, 'FAILURE_TYPE_PG');
  assert.equal(kakao.pgCode, 'CANCEL');
  assert.equal(kakao.message, `[CANCEL] ${kakao.pgMessage}`);
  const toss = await sandbox.pay(aRequest({ channelKey: 'channel-toss', payMethod: 'CARD' }), {
    result: 'cancel',
  });
  assert.equal(toss.pgCode, 'PAY_PROCESS_CANCELED');
});

test('finds a cancellation or a success after the window was closed', async (t) => {
  const { sandbox } = await startSandbox(t);
  const closed = await sandbox.pay(aRequest(), { result: 'close' });
  assert.equal(closed.pgCode, 'CANCEL');
  const { txId, ...paid } = await sandbox.pay(aRequest(), { result: 'close-after-approval' });
  assert.deepEqual(paid, { transactionType: 'PAYMENT', paymentId: 'order1' });
  assert.equal(sandbox.payment('order1')?.status, 'PAID');
});

test('resolves as UnknownError where the status check fails, although it is paid', async (t) => {
  const { sandbox } = await startSandbox(t);
  const response = await sandbox.pay(aRequest(), { result: 'status-check-fails' });
  assert.equal(response.code, 'UnknownError');
  assert.equal(sandbox.payment('order1')?.status, 'PAID');
});

test('lets only one of several open windows pay, and none of the others fail the payment', async (t) => {
  const { sandbox } = await startSandbox(t);
  const open = () => sandbox.pay(aRequest(), { result: 'abandon' });
  const [paid, late, cancelled] = [await open(), await open(), await open()];
  const press = async ({ txId }: { txId: string }, outcome: string) => {
    const body = new URLSearchParams({ outcome });
    const answer = await fetch(`${sandbox.url}/window/${txId}`, { method: 'POST', body });
    return answer.text();
  };
  assert.doesNotMatch(await press(paid, 'approve'), /&quot;code&quot;/);
  assert.match(await press(late, 'approve'), /&quot;code&quot;:&quot;PaymentAlreadyPaid&quot;/);
  assert.match(await press(cancelled, 'cancel'), /&quot;pgCode&quot;:&quot;CANCEL&quot;/);
  const payment = sandbox.payment('order1');
  assert.ok(payment?.status === 'PAID');
  assert.equal(payment.transactionId, paid.txId);
});

test('applies only the first outcome of a window', async (t) => {
  const { sandbox } = await startSandbox(t);
  const { txId } = await sandbox.pay(aRequest(), { result: 'cancel' });
  const body = new URLSearchParams({ outcome: 'approve' });
  await fetch(`${sandbox.url}/window/${txId}`, { method: 'POST', body });
  assert.equal(sandbox.payment('order1')?.status, 'FAILED');
});
