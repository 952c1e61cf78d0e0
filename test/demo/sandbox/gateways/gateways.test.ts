import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { PaymentRequest } from '@portone/browser-sdk/v2';
import { aBuyer, requestTo, startSandbox, tossPaypal } from '../../support/start-sandbox.ts';

const approve = { result: 'approve' } as const;

const without = (field: keyof typeof aBuyer) => ({ ...aBuyer, [field]: undefined });

const rejections: [string, PaymentRequest, RegExp][] = [
  [
    'Inicis without a name',
    requestTo('inicis', { customer: without('fullName') }),
    /이름은 필수 입력입니다\.$/,
  ],
  [
    'Inicis without a phone number',
    requestTo('inicis', { customer: without('phoneNumber') }),
    /연락처는 필수 입력입니다\.$/,
  ],
  [
    'Inicis without an email address',
    requestTo('inicis', { customer: without('email') }),
    /이메일은 필수 입력입니다\.$/,
  ],
  [
    'Inicis transfers in dollars',
    requestTo('inicis', { payMethod: 'TRANSFER', currency: 'USD' }),
    /USD 결제는 카드 결제만/,
  ],
  ['Toss Payments in dollars', requestTo('toss', { currency: 'USD' }), /EQUALS\("KRW"\)/],
  [
    'a phone bill without a product type',
    requestTo('kpn', { payMethod: 'MOBILE' }),
    /상품 유형 파라미터는 필수 입력입니다/,
  ],
  [
    'a phone bill at KCP without the member’s id',
    requestTo('kcp', { payMethod: 'MOBILE', productType: 'DIGITAL' }),
    /bypass\.kcp_v2\.shop_user_id은\(는\) 필수 입력입니다/,
  ],
  [
    'a gift certificate of no kind at Toss Payments',
    requestTo('toss', { payMethod: 'GIFT_CERTIFICATE' }),
    /상품권 종류는 필수 입력입니다/,
  ],
  [
    'a wallet that Toss Payments does not open',
    requestTo('toss', { payMethod: 'EASY_PAY', easyPay: { easyPayProvider: 'KPAY' } }),
    /easyPayProvider violates the rule IN/,
  ],
  [
    'Naver Pay through NICE without the ways to pay',
    requestTo('nice', { payMethod: 'EASY_PAY', easyPay: { easyPayProvider: 'NAVERPAY' } }),
    /availablePayMethods.*필수 입력입니다/,
  ],
  [
    'Naver Pay points through NICE without a receipt',
    requestTo('nice', {
      payMethod: 'EASY_PAY',
      easyPay: { easyPayProvider: 'NAVERPAY', availablePayMethods: ['CHARGE'] },
    }),
    /현금영수증 발급 유형은 필수 입력입니다/,
  ],
  [
    'a virtual account at NICE without a limit',
    requestTo('nice', { payMethod: 'VIRTUAL_ACCOUNT' }),
    /입금 만료 기한은 필수 입력입니다/,
  ],
  [
    'an order name that is too long for NICE',
    requestTo('nice', { orderName: '가'.repeat(21) }),
    /최대 40Byte까지 허용됩니다. \(42Byte\)/,
  ],
  [
    'a character in the order name that NICE forbids',
    requestTo('nice', { orderName: 'A & B' }),
    /사용할 수 없는 특수문자가 있습니다. \(&\)/,
  ],
  [
    'an order name that is too long for KCP',
    requestTo('kcp', { orderName: 'x'.repeat(101) }),
    /최대 100Byte/,
  ],
  ['a hyphen in KCP’s paymentId', requestTo('kcp', { paymentId: 'order-1' }), /paymentId는/],
  [
    'a paymentId that is too long for KPN',
    requestTo('kpn', { paymentId: 'x'.repeat(33) }),
    /paymentId는 영문\/숫자 32자/,
  ],
  ['a short paymentId at Toss Payments', requestTo('toss', { paymentId: 'five5' }), /6자 이상/],
  [
    'Korean letters in Inicis’s paymentId',
    requestTo('inicis', { paymentId: '주문1' }),
    /ASCII 문자만/,
  ],
  [
    'Smartro without a phone number',
    requestTo('smartro', { customer: without('phoneNumber') }),
    /연락처는 필수 입력입니다/,
  ],
  [
    'a wallet at Smartro without the member’s id',
    requestTo('smartro', { payMethod: 'EASY_PAY', customer: without('customerId') }),
    /고유 ID은\(는\) 필수 입력입니다/,
  ],
  [
    'Welcome Payments without an email address',
    requestTo('welcome', { customer: without('email') }),
    /이메일은 필수 입력입니다/,
  ],
  ['Toss Payments’ PayPal in euros', tossPaypal({ currency: 'EUR' }), /EQUALS\("USD"\)/],
  ['Toss Payments’ PayPal of no country', tossPaypal({ country: undefined }), /국가 코드는 필수/],
  [
    'Toss Payments’ PayPal without a name',
    tossPaypal({ customer: without('fullName') }),
    /이름은 필수 입력입니다/,
  ],
  [
    'Toss Payments’ PayPal without an email address',
    tossPaypal({ customer: without('email') }),
    /이메일은 필수 입력입니다/,
  ],
  ['PayPal in won', requestTo('paypal', { payMethod: 'PAYPAL' }), /currency violates the rule/],
  [
    'a convenience store without a limit',
    requestTo('japan', {
      payMethod: 'CONVENIENCE_STORE',
      currency: 'JPY',
      customer: { ...aBuyer, firstNameKana: 'クマエ', lastNameKana: 'キム' },
    }),
    /지불기한은 필수 입력입니다/,
  ],
  [
    'a virtual account that has expired already',
    requestTo('toss', {
      payMethod: 'VIRTUAL_ACCOUNT',
      virtualAccount: { accountExpiry: { dueDate: '2020-01-01' } },
    }),
    /accountExpiry: not a moment to come/,
  ],
];

for (const [what, request, message] of rejections) {
  test(`rejects ${what}`, async (t) => {
    const { sandbox } = await startSandbox(t);
    await assert.rejects(sandbox.pay(request, approve), { message });
    assert.equal(sandbox.payment(request.paymentId), undefined);
  });
}

const cancellations: [string, Partial<PaymentRequest>, string | undefined][] = [
  ['naver', { payMethod: 'EASY_PAY' }, 'userCancel'],
  ['tosspay', { payMethod: 'EASY_PAY' }, undefined],
  ['inicis', {}, '01'],
  ['kcp', {}, '3001'],
  ['nice', {}, 'I002'],
  ['paypal', { payMethod: 'PAYPAL', currency: 'USD' }, undefined],
];

for (const [channel, overrides, pgCode] of cancellations) {
  test(`cancels at ${channel} with ${pgCode ?? 'no code of its own'}`, async (t) => {
    const { sandbox } = await startSandbox(t);
    const response = await sandbox.pay(requestTo(channel, overrides), { result: 'cancel' });
    assert.equal(response.pgCode, pgCode);
    assert.equal(response.code, pgCode ? 'FAILURE_TYPE_PG' : 'FAILURE_TYPE_STOPPED');
  });
}
