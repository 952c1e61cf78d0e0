import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Payment, PaymentClient } from '@portone/server-sdk/payment';
import { apiSecret, aRequest, startSandbox, webhookSecret } from '../../support/start-sandbox.ts';
import { startReceiver } from '../../support/webhook-receiver.ts';

const instant = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{9}Z$/;

/** The server SDK's errors carry PortOne's error unchanged. */
const rejectedWith = (type: string) => (error: Error & { data?: { type?: string } }) => {
  assert.equal(error.data?.type, type);
  return true;
};

test('shows an open payment as READY, with its VAT', async (t) => {
  const { sandbox, client } = await startSandbox(t);
  await sandbox.pay(aRequest(), { result: 'abandon' });
  const payment = await client.getPayment({ paymentId: 'order1' });
  assert.ok(payment?.status === 'READY');
  assert.match(payment.requestedAt, instant);
  assert.deepEqual(payment.amount, {
    total: 1000,
    taxFree: 0,
    vat: 91,
    supply: 909,
    discount: 0,
    paid: 0,
    cancelled: 0,
    cancelledTaxFree: 0,
  });
  assert.equal(payment.channel?.pgMerchantId, 'TC0ONETIME');
});

test('says of each attempt when its window was asked for, whatever came before and after', async (t) => {
  let now = Date.parse('2026-11-23T00:00:00Z');
  const { sandbox, client } = await startSandbox(t, { now: () => now });
  const requested = async () => {
    const payment = await client.getPayment({ paymentId: 'order1' });
    assert.ok(payment && 'requestedAt' in payment);
    return payment.requestedAt.slice(0, 16);
  };
  await client.preRegisterPayment({ paymentId: 'order1', totalAmount: 1000 });
  now += 10 * 60_000;
  await sandbox.pay(aRequest(), { result: 'fail', pgCode: '-780' });
  assert.equal(await requested(), '2026-11-23T00:10');
  now += 10 * 60_000;
  await sandbox.pay(aRequest(), { result: 'pending' });
  assert.equal(await requested(), '2026-11-23T00:20');
  now += 10 * 60_000;
  await sandbox.finishPending('order1', 'approve');
  assert.equal(await requested(), '2026-11-23T00:20');
  now += 10 * 60_000;
  await sandbox.cancel('order1');
  assert.equal(await requested(), '2026-11-23T00:20');
});

test('shows an approved payment in the shape of a real one', async (t) => {
  const { sandbox, client } = await startSandbox(t);
  const request = aRequest({
    customData: { item: 'shoes' },
    customer: { customerId: 'buyer-1', fullName: '김구매', email: 'buyer@shop.example' },
    products: [{ id: 'shoes', name: '운동화', amount: 1000, quantity: 1 }],
  });
  const { txId } = await sandbox.pay(request, { result: 'approve' });
  const payment = await client.getPayment({ paymentId: 'order1' });
  assert.ok(payment?.status === 'PAID');
  assert.match(payment.paidAt, instant);
  assert.ok(payment.paidAt > payment.requestedAt);
  const { requestedAt, updatedAt, statusChangedAt, paidAt, pgTxId, pgResponse, ...rest } = payment;
  assert.equal(JSON.parse(pgResponse ?? '').tid, pgTxId);
  assert.equal(updatedAt, paidAt);
  assert.equal(statusChangedAt, paidAt);
  assert.deepEqual(rest, {
    status: 'PAID',
    id: 'order1',
    transactionId: txId,
    merchantId: 'merchant-shoes',
    storeId: 'store-shoes',
    method: {
      type: 'PaymentMethodEasyPay',
      provider: 'KAKAOPAY',
      easyPayMethod: { type: 'PaymentMethodEasyPayMethodCharge' },
    },
    channel: {
      type: 'TEST',
      id: 'channel-id-channel-kakao',
      key: 'channel-kakao',
      name: 'kakao',
      pgProvider: 'KAKAOPAY',
      pgMerchantId: 'TC0ONETIME',
    },
    version: 'V2',
    orderName: '운동화',
    amount: {
      total: 1000,
      taxFree: 0,
      vat: 91,
      supply: 909,
      discount: 0,
      paid: 1000,
      cancelled: 0,
      cancelledTaxFree: 0,
    },
    currency: 'KRW',
    customer: { id: 'buyer-1', name: '김구매', email: 'buyer@shop.example' },
    origin: { platformType: 'PC', ipAddress: '127.0.0.1' },
    promotionId: '',
    isCulturalExpense: false,
    products: [{ id: 'shoes', name: '운동화', amount: 1000, quantity: 1 }],
    customData: '{"item":"shoes"}',
    receiptUrl: `${sandbox.url}/inspect/order1/receipt`,
    disputes: [],
  });
});

test('shows a declined payment as FAILED with the gateway’s own code and message', async (t) => {
  const { sandbox, client } = await startSandbox(t);
  await sandbox.pay(aRequest(), { result: 'fail', pgCode: 'LACK_BALANCE' });
  const payment = await client.getPayment({ paymentId: 'order1' });
  assert.ok(payment?.status === 'FAILED');
  assert.match(payment.failedAt, instant);
  assert.deepEqual(payment.failure, {
    reason: '[LACK_BALANCE] 잔액이 부족합니다.',
    pgCode: 'LACK_BALANCE',
    pgMessage: '잔액이 부족합니다.',
  });
});

test('rejects a wrong API secret', async (t) => {
  const { sandbox } = await startSandbox(t);
  const unauthorized = PaymentClient({ secret: 'guess', baseUrl: sandbox.url });
  await assert.rejects(
    unauthorized.getPayment({ paymentId: 'order1' }),
    rejectedWith('UNAUTHORIZED'),
  );
});

test('answers a payment only to its own store', async (t) => {
  const { sandbox, client } = await startSandbox(t);
  await sandbox.pay(aRequest(), { result: 'approve' });
  const ask = (storeId: string) => client.getPayment({ paymentId: 'order1', storeId });
  assert.equal((await ask('store-shoes'))?.status, 'PAID');
  await assert.rejects(ask('store-hats'), rejectedWith('PAYMENT_NOT_FOUND'));
  await assert.rejects(ask('store-unknown'), rejectedWith('FORBIDDEN'));
});

test('reads the JSON that the server SDK sends without a content type', async (t) => {
  const { sandbox, client } = await startSandbox(t);
  await client.preRegisterPayment({ paymentId: 'order1', totalAmount: 900, currency: 'KRW' });
  await assert.rejects(sandbox.pay(aRequest(), { result: 'approve' }), {
    code: 'AmountNotEqualToPredefined',
  });
});

test('pre-registers nothing for a payment that is paid', async (t) => {
  const { sandbox, client } = await startSandbox(t);
  await sandbox.pay(aRequest(), { result: 'approve' });
  const preRegister = client.preRegisterPayment({ paymentId: 'order1', totalAmount: 1 });
  await assert.rejects(preRegister, rejectedWith('ALREADY_PAID'));
});

test('answers a recorded payment exactly as given, whatever store is asked for', async (t) => {
  const { sandbox, client } = await startSandbox(t);
  const recorded = { status: 'PAID', id: 'order1', storeId: 'store-other', amount: '1000' };
  sandbox.recordPayment(recorded as unknown as Payment);
  const answer = await client.getPayment({ paymentId: 'order1', storeId: 'store-shoes' });
  assert.deepEqual(answer, recorded);
});

test('resends a webhook on request', async (t) => {
  const receiver = await startReceiver(t);
  const { sandbox, client } = await startSandbox(t, {
    webhook: { url: receiver.url, secret: webhookSecret },
  });
  await sandbox.pay(aRequest(), { result: 'approve' });
  await sandbox.webhooksSettled();
  const { webhook } = await client.resendWebhook({ paymentId: 'order1' });
  assert.equal(webhook.trigger, 'MANUAL');
  assert.equal(webhook.status, 'SUCCEEDED');
  assert.equal(receiver.received.length, 3);
  await assert.rejects(
    client.resendWebhook({ paymentId: 'order1', webhookId: 'unknown' }),
    rejectedWith('WEBHOOK_NOT_FOUND'),
  );
});

test('counts calls by operation, rejected and faulty ones included', async (t) => {
  const { sandbox, client } = await startSandbox(t);
  await assert.rejects(client.getPayment({ paymentId: 'order1' }));
  await client.preRegisterPayment({ paymentId: 'order1', totalAmount: 1 });
  sandbox.setFault({ kind: 'null', only: 'getPayment' });
  assert.equal(await client.getPayment({ paymentId: 'order1' }), null);
  assert.equal(sandbox.calls('getPayment'), 2);
  assert.equal(sandbox.calls('preRegister'), 1);
  assert.equal(sandbox.calls(), 3);
});

test('counts a call with a malformed paymentId, but not a browser’s request for an icon', async (t) => {
  const { sandbox, client } = await startSandbox(t);
  assert.equal((await fetch(`${sandbox.url}/favicon.ico`)).status, 404);
  assert.equal(sandbox.calls(), 0);
  await assert.rejects(client.getPayment({ paymentId: '..' }), rejectedWith('SANDBOX_NOT_PLAYED'));
  assert.equal(sandbox.calls('other'), 1);
});

test('says of a call that it does not play what it plays', async (t) => {
  const { sandbox } = await startSandbox(t);
  const headers = { authorization: `PortOne ${apiSecret}` };
  const unplayed = [
    ['POST', '/payments/order1/billing-key'],
    ['POST', '/payments/order1/cancellations/cancellation-1/stop'],
    ['GET', '/payments/order1/transactions'],
    ['GET', '/banks'],
    ['DELETE', '/payments/order1'],
  ] as const;
  for (const [method, path] of unplayed) {
    const answer = await fetch(`${sandbox.url}${path}`, { method, headers });
    assert.equal(answer.status, 501, path);
    const { type, message } = await answer.json();
    assert.equal(type, 'SANDBOX_NOT_PLAYED');
    assert.ok(message.startsWith(`SANDBOX: ${method} ${path} is not played.`), message);
    assert.match(message, /GET \/payments\/\{paymentId\}.*README/);
  }
});
