import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { PaymentRequest } from '@portone/browser-sdk/v2';
import type { PaymentMethod } from '@portone/server-sdk/payment';
import {
  aBuyer,
  aRequest,
  requestTo,
  startSandbox,
  tossPaypal,
} from '../../support/start-sandbox.ts';

const approve = { result: 'approve' } as const;

const wallet = (provider: string): PaymentMethod => ({
  type: 'PaymentMethodEasyPay',
  provider,
  easyPayMethod: { type: 'PaymentMethodEasyPayMethodCharge' },
});

const methods: [string, PaymentRequest, Partial<PaymentMethod>][] = [
  ['a transfer', requestTo('kcp', { payMethod: 'TRANSFER' }), { type: 'PaymentMethodTransfer' }],
  [
    'a phone bill',
    requestTo('kpn', { payMethod: 'MOBILE', productType: 'DIGITAL' }),
    { type: 'PaymentMethodMobile', phoneNumber: '010-1234-5678' },
  ],
  [
    'a gift certificate',
    requestTo('toss', {
      payMethod: 'GIFT_CERTIFICATE',
      giftCertificate: { giftCertificateType: 'BOOKNLIFE' },
    }),
    {
      type: 'PaymentMethodGiftCertificate',
      giftCertificateType: 'BOOKNLIFE',
      approvalNumber: '00000000',
    },
  ],
  ['Naver Pay', requestTo('naver', { payMethod: 'EASY_PAY' }), wallet('NAVERPAY')],
  ['Toss Pay', requestTo('tosspay', { payMethod: 'EASY_PAY' }), wallet('TOSSPAY')],
  [
    'a wallet through a gateway',
    requestTo('inicis', { payMethod: 'EASY_PAY', easyPay: { easyPayProvider: 'PAYCO' } }),
    wallet('PAYCO'),
  ],
  ['PayPal through Toss Payments, in dollars', tossPaypal(), wallet('PAYPAL')],
  ['PayPal', requestTo('paypal', { payMethod: 'PAYPAL', currency: 'USD' }), wallet('PAYPAL')],
  ['Alipay', requestTo('payletter', { payMethod: 'ALIPAY' }), wallet('ALIPAY')],
  [
    'a wallet of Alipay+',
    requestTo('payletter', {
      payMethod: 'ALIPAY_PLUS',
      alipayPlus: { easyPayProvider: 'KAKAOPAY' },
    }),
    wallet('KAKAOPAY'),
  ],
];

for (const [what, request, expected] of methods) {
  test(`records ${what} as PortOne does`, async (t) => {
    const { sandbox, client } = await startSandbox(t);
    assert.equal((await sandbox.pay(request, approve)).code, undefined);
    const payment = await client.getPayment({ paymentId: request.paymentId });
    assert.ok(payment?.status === 'PAID');
    const { bank, ...method } = payment.method as Record<string, unknown>;
    assert.deepEqual(method, expected);
  });
}

test('records the card of a wallet where the request allows only cards', async (t) => {
  const { sandbox } = await startSandbox(t);
  const easyPay = { availablePayMethods: ['CARD'], availableCards: ['SHINHAN_CARD'] } as const;
  await sandbox.pay(
    aRequest({
      easyPay: structuredClone(easyPay) as unknown as NonNullable<PaymentRequest['easyPay']>,
    }),
    approve,
  );
  const payment = sandbox.payment('order1');
  assert.ok(payment?.status === 'PAID' && payment.method?.type === 'PaymentMethodEasyPay');
  const card = payment.method.easyPayMethod;
  assert.ok(card?.type === 'PaymentMethodCard');
  assert.equal(card.card?.issuer, 'SHINHAN_CARD');
});

test('keeps a convenience store’s slip pending until it is paid', async (t) => {
  const { sandbox } = await startSandbox(t);
  const request = requestTo('japan', {
    payMethod: 'CONVENIENCE_STORE',
    currency: 'JPY',
    customer: { ...aBuyer, firstNameKana: 'クマエ', lastNameKana: 'キム' },
    convenienceStore: { paymentDeadline: { validHours: 24 } },
    redirectUrl: 'https://shop.example/',
  });
  await sandbox.pay(request, approve);
  const payment = sandbox.payment('order1');
  assert.ok(payment?.status === 'PAY_PENDING');
  assert.equal(payment.method?.type, 'PaymentMethodConvenienceStore');
  await sandbox.finishPending('order1', 'approve');
  assert.equal(sandbox.payment('order1')?.status, 'PAID');
});
