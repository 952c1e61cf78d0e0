import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { PaymentRequest } from '@portone/browser-sdk/v2';
import { isPaymentError } from '@portone/browser-sdk/v2';
import { aBuyer, aRequest, startSandbox } from '../../support/start-sandbox.ts';

const approve = { result: 'approve' } as const;

const rejections: [string, Partial<PaymentRequest>, { code: string; message: RegExp }][] = [
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
    'a script as redirectUrl',
    { redirectUrl: 'javascript:alert(1)' },
    { code: 'RequestParseFailed', message: /redirectUrl/ },
  ],
];

for (const [what, overrides, expected] of rejections) {
  test(`rejects ${what} before the window opens, and keeps no payment`, async (t) => {
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

test('accepts the long forms of a currency and an easy-pay provider', async (t) => {
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
  test(`rejects another ${Object.keys(overrides)} than was pre-registered`, async (t) => {
    const { sandbox, client } = await startSandbox(t);
    const paymentId = 'order1';
    await client.preRegisterPayment({ paymentId, totalAmount: 1000, taxFreeAmount: 0 });
    await assert.rejects(sandbox.pay(aRequest(overrides), approve), {
      code: 'AmountNotEqualToPredefined',
    });
    assert.equal((await sandbox.pay(aRequest(), approve)).code, undefined);
  });
}

test('rejects another currency than was pre-registered', async (t) => {
  const { sandbox, client } = await startSandbox(t);
  await client.preRegisterPayment({ paymentId: 'order1', totalAmount: 1000, currency: 'KRW' });
  const request = aRequest({ channelKey: 'channel-smartro', payMethod: 'CARD', currency: 'USD' });
  request.customer = aBuyer;
  await assert.rejects(sandbox.pay(request, approve), { code: 'AmountNotEqualToPredefined' });
});

test('opens no window for a paid payment, refunded or not', async (t) => {
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

test('keeps a request exactly as it arrived, also where no window opens', async (t) => {
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
