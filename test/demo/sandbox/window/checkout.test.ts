import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { PaymentRequest } from '@portone/browser-sdk/v2';
import { isPaymentError } from '@portone/browser-sdk/v2';
import { aBuyer, aRequest, startSandbox } from '../../support/start-sandbox.ts';

const approve = { result: 'approve' } as const;

const refusals: [string, Partial<PaymentRequest>, { code: string; message: RegExp }][] = [
  ['an unknown store', { storeId: 'store-x' }, { code: 'StoreNotFound', message: /store-x/ }],
  ['an unknown channel', { channelKey: 'ch-x' }, { code: 'ChannelNotFound', message: /ch-x/ }],
  [
    'KakaoPay by card',
    { payMethod: 'CARD' },
    { code: 'BadRequest', message: /payMethod violates the rule EQUALS\("EASY_PAY"\)/ },
  ],
  [
    'KakaoPay in dollars',
    { currency: 'USD' },
    { code: 'BadRequest', message: /currency violates the rule EQUALS\("KRW"\)/ },
  ],
  [
    'Toss easy pay without a provider',
    { channelKey: 'channel-toss' },
    { code: 'BadRequest', message: /간편 결제 수단은 필수 입력입니다/ },
  ],
  [
    'a window that the gateway does not have',
    { windowType: { pc: 'POPUP' } },
    { code: 'UnknownError', message: /조건에 맞는 드라이버\(.*\)가 없습니다/ },
  ],
  ['half a won', { totalAmount: 0.5 }, { code: 'RequestParseFailed', message: /totalAmount/ }],
  [
    'a script to return to',
    { redirectUrl: 'javascript:alert(1)' },
    { code: 'RequestParseFailed', message: /redirectUrl/ },
  ],
];

for (const [what, overrides, expected] of refusals) {
  test(`refuses ${what} before the window opens, and keeps no payment`, async (t) => {
    const { sandbox } = await startSandbox(t);
    await assert.rejects(sandbox.pay(aRequest(overrides), approve), (error) => {
      assert.ok(isPaymentError(error));
      assert.equal(error.code, expected.code);
      assert.match(error.message, /^결제 창 호출에 실패하였습니다\. /);
      assert.match(error.message, expected.message);
      return true;
    });
    assert.equal(sandbox.payment('order1'), undefined);
  });
}

test('takes the long forms of a currency and an easy-pay provider', async (t) => {
  const { sandbox } = await startSandbox(t);
  const request = aRequest({
    channelKey: 'channel-toss',
    currency: 'CURRENCY_KRW' as 'KRW',
    easyPay: { easyPayProvider: 'EASY_PAY_PROVIDER_TOSSPAY' as 'TOSSPAY' },
  });
  await sandbox.pay(request, approve);
  const payment = sandbox.payment('order1');
  assert.ok(payment?.status === 'PAID');
  assert.equal(payment.currency, 'KRW');
  assert.deepEqual(payment.method, {
    type: 'PaymentMethodEasyPay',
    provider: 'TOSSPAY',
    easyPayMethod: { type: 'PaymentMethodEasyPayMethodCharge' },
  });
});

for (const overrides of [{ totalAmount: 999 }, { taxFreeAmount: 1 }] as const) {
  test(`refuses another ${Object.keys(overrides)} than was registered before`, async (t) => {
    const { sandbox, client } = await startSandbox(t);
    const paymentId = 'order1';
    await client.preRegisterPayment({ paymentId, totalAmount: 1000, taxFreeAmount: 0 });
    await assert.rejects(sandbox.pay(aRequest(overrides), approve), {
      code: 'AmountNotEqualToPredefined',
    });
    assert.equal((await sandbox.pay(aRequest(), approve)).code, undefined);
  });
}

test('refuses another currency than was registered before', async (t) => {
  const { sandbox, client } = await startSandbox(t);
  await client.preRegisterPayment({ paymentId: 'order1', totalAmount: 1000, currency: 'KRW' });
  const request = aRequest({ channelKey: 'channel-smartro', payMethod: 'CARD', currency: 'USD' });
  request.customer = aBuyer;
  await assert.rejects(sandbox.pay(request, approve), { code: 'AmountNotEqualToPredefined' });
});

test('refuses to open a window for what is paid, also after it was given back', async (t) => {
  const { sandbox } = await startSandbox(t);
  await sandbox.pay(aRequest(), approve);
  await assert.rejects(sandbox.pay(aRequest(), approve), { code: 'PaymentAlreadyPaid' });
  await sandbox.cancel('order1');
  await assert.rejects(sandbox.pay(aRequest(), approve), { code: 'PaymentAlreadyPaid' });
});

test('allows another attempt after a failure, as a new transaction', async (t) => {
  const { sandbox } = await startSandbox(t);
  const first = await sandbox.pay(aRequest(), { result: 'fail', pgCode: '-780' });
  const second = await sandbox.pay(aRequest(), approve);
  assert.notEqual(first.txId, second.txId);
  assert.match(second.txId, /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
  const payment = sandbox.payment('order1');
  assert.ok(payment?.status === 'PAID');
  assert.equal(payment.transactionId, second.txId);
});

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

test('is paid by one of several open windows only, and not failed by another', async (t) => {
  const { sandbox } = await startSandbox(t);
  const open = () => sandbox.pay(aRequest(), { result: 'abandon' });
  const [paid, late, given] = [await open(), await open(), await open()];
  const press = async ({ txId }: { txId: string }, outcome: string) => {
    const body = new URLSearchParams({ outcome });
    const answer = await fetch(`${sandbox.url}/window/${txId}`, { method: 'POST', body });
    return answer.text();
  };
  assert.doesNotMatch(await press(paid, 'approve'), /&quot;code&quot;/);
  assert.match(await press(late, 'approve'), /&quot;code&quot;:&quot;PaymentAlreadyPaid&quot;/);
  assert.match(await press(given, 'cancel'), /&quot;pgCode&quot;:&quot;CANCEL&quot;/);
  const payment = sandbox.payment('order1');
  assert.ok(payment?.status === 'PAID');
  assert.equal(payment.transactionId, paid.txId);
});

test('counts the first outcome of a window only', async (t) => {
  const { sandbox } = await startSandbox(t);
  const { txId } = await sandbox.pay(aRequest(), { result: 'cancel' });
  const body = new URLSearchParams({ outcome: 'approve' });
  await fetch(`${sandbox.url}/window/${txId}`, { method: 'POST', body });
  assert.equal(sandbox.payment('order1')?.status, 'FAILED');
});

test('takes the window’s time before it opens', async (t) => {
  const { sandbox } = await startSandbox(t, { windowDelay: 60_000 });
  const asked = fetch(`${sandbox.url}/api/prepare/v2`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ data: aRequest() }),
  });
  const quick = await fetch(`${sandbox.url}/v2/browser-sdk.js`);
  assert.equal(quick.status, 200);
  assert.equal(sandbox.payment('order1'), undefined);
  await Promise.all([assert.rejects(asked), sandbox.close()]);
});

test('refuses a request that is not JSON as BadRequest', async (t) => {
  const { sandbox } = await startSandbox(t);
  const answer = await fetch(`${sandbox.url}/api/prepare/v2`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{oops',
  });
  assert.equal(answer.status, 400);
  assert.equal((await answer.json()).code, 'BadRequest');
});

test('keeps a request exactly as it arrived, also where it is refused', async (t) => {
  const { sandbox } = await startSandbox(t);
  const request = {
    ...aRequest({ currency: 'CURRENCY_KRW' as 'KRW', customData: { cart: [7] } }),
    invented: 'kept',
  };
  await sandbox.pay(request, approve);
  assert.deepEqual(sandbox.lastRequest('order1'), request);
  await assert.rejects(sandbox.pay(aRequest({ paymentId: 'order2', payMethod: 'CARD' }), approve));
  assert.equal(sandbox.lastRequest('order2')?.payMethod, 'CARD');
  assert.equal(sandbox.lastRequest('order3'), undefined);
});
