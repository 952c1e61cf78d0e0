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

test('issues the cash receipt that was asked for, and cancels it with the payment', async (t) => {
  const { sandbox } = await startSandbox(t);
  const receiptOf = (paymentId: string) => {
    const payment = sandbox.payment(paymentId);
    assert.ok(payment && 'cashReceipt' in payment);
    return payment.cashReceipt;
  };
  const transfer = { cashReceiptType: 'CASH_RECEIPT_TYPE_PERSONAL' } as const;
  await sandbox.pay(requestTo('kcp', { payMethod: 'TRANSFER', transfer }), approve);
  const issued = receiptOf('order1');
  assert.ok(issued?.status === 'ISSUED');
  assert.equal(issued.type, 'PERSONAL');
  assert.equal(issued.totalAmount, 1000);
  await sandbox.cancel('order1');
  assert.equal(receiptOf('order1')?.status, 'CANCELLED');
  await sandbox.pay(requestTo('kcp', { payMethod: 'TRANSFER', paymentId: 'order2' }), approve);
  const payment = sandbox.payment('order2');
  assert.ok(payment && !('cashReceipt' in payment));
});

test('keeps a payment in escrow before its goods are sent', async (t) => {
  const { sandbox } = await startSandbox(t);
  await sandbox.pay(requestTo('kcp', { isEscrow: true }), approve);
  const payment = sandbox.payment('order1');
  assert.ok(payment?.status === 'PAID');
  assert.deepEqual(payment.escrow, { status: 'BEFORE_REGISTERED' });
});

test('opens no window for a code that PortOne does not have', async (t) => {
  const { sandbox } = await startSandbox(t);
  const unknown = [
    { transfer: { bankCode: 'KAKAO' } },
    { card: { cardCompany: 'CARD_COMPANY_ACME' } },
    { easyPay: { easyPayProvider: 'G_CASH' } },
    { country: 'KOREA' },
    { currency: 'WON' },
  ];
  for (const part of unknown) {
    const request = { ...requestTo('kcp'), ...part } as PaymentRequest;
    await assert.rejects(sandbox.pay(request, approve), { code: 'RequestParseFailed' });
  }
});
