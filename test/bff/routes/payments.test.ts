import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, beforeEach, test } from 'node:test';
import type { Payment } from '@portone/server-sdk/payment';
import type { OrderAnswer } from '../../../component/contract.ts';
import {
  aCatalog,
  anItem,
  apiSecret,
  type Checkout,
  paymentRequest,
  startCheckout,
} from '../../support/checkout-server.ts';

let checkout: Checkout;
before(async () => {
  checkout = await startCheckout({
    deadline: 300,
    sandboxChannels: [
      { key: 'channel-key-kakaopay-tests', name: 'test', pgProvider: 'KAKAOPAY', type: 'TEST' },
      { key: 'channel-key-other', name: 'other', pgProvider: 'KAKAOPAY', type: 'TEST' },
    ],
  });
});
after(() => checkout.stop());

// A buyer's page is alone here: nothing may depend on webhooks.
beforeEach(() => {
  checkout.sandbox.setWebhooksLost(true);
  checkout.sandbox.setFault(undefined);
});

async function paidOrder(): Promise<OrderAnswer> {
  const order = await checkout.order();
  await checkout.sandbox.pay(paymentRequest(order), { result: 'approve' });
  return order;
}

/** PortOne's books with a payment of this order in them, changed. */
async function recordPaid(order: OrderAnswer, change: Record<string, unknown>): Promise<void> {
  await checkout.sandbox.pay(paymentRequest(order), { result: 'approve' });
  const payment = checkout.sandbox.payment(order.paymentId) as object;
  checkout.sandbox.recordPayment({ ...payment, ...change } as never);
}

const storedStatus = async (paymentId: string) =>
  (await checkout.orders.find(paymentId))?.settlement;

test('answers PAID after asking PortOne, and keeps it', async () => {
  const { paymentId } = await paidOrder();
  const { status, body } = await checkout.complete({ paymentId });
  assert.equal(status, 200);
  assert.deepEqual(body, { paymentId, status: 'PAID' });
  const settlement = await storedStatus(paymentId);
  assert.equal(settlement?.status, 'PAID');
  assert.equal(settlement?.paidAmount, 1000);
  assert.ok(settlement?.fulfilledAt);
});

test('answers the same however often it is asked, and asks PortOne only until it is paid', async () => {
  const { paymentId } = await paidOrder();
  await checkout.complete({ paymentId });
  const calls = checkout.sandbox.calls('getPayment');
  const { status, body } = await checkout.complete({ paymentId });
  assert.equal(status, 200);
  assert.deepEqual(body, { paymentId, status: 'PAID' });
  assert.equal(checkout.sandbox.calls('getPayment'), calls);
});

test('a hundred at once are one payment, and two questions to PortOne at most', async () => {
  const { paymentId } = await paidOrder();
  const calls = checkout.sandbox.calls('getPayment');
  const answers = await Promise.all(
    Array.from({ length: 100 }, () => checkout.complete({ paymentId })),
  );
  assert.deepEqual(new Set(answers.map(({ status }) => status)), new Set([200]));
  assert.ok(checkout.sandbox.calls('getPayment') - calls <= 2);
  assert.equal((await checkout.orders.find(paymentId))?.version, 1);
});

const tampered: Array<[title: string, change: Record<string, unknown>, field: string]> = [
  [
    'another amount',
    { amount: { total: 1, taxFree: 0, discount: 0, paid: 1, cancelled: 0, cancelledTaxFree: 0 } },
    'amount.total',
  ],
  ['another currency', { currency: 'USD' }, 'currency'],
  ['another order name', { orderName: '양말' }, 'orderName'],
  ['another item', { customData: '{"item":"coins"}' }, 'customData.item'],
  ['no customData', { customData: undefined }, 'customData.item'],
  ['another store', { storeId: 'store-of-somebody-else' }, 'storeId'],
  [
    'a live channel',
    {
      channel: {
        type: 'LIVE',
        key: 'channel-key-kakaopay-tests',
        pgProvider: 'KAKAOPAY',
        pgMerchantId: 'x',
      },
    },
    'channel.type',
  ],
  [
    'another channel',
    {
      channel: {
        type: 'TEST',
        key: 'channel-key-other',
        pgProvider: 'KAKAOPAY',
        pgMerchantId: 'x',
      },
    },
    'channel.key',
  ],
  ['no channel', { channel: undefined }, 'channel.type'],
];
for (const [title, change, field] of tampered) {
  test(`holds a payment with ${title}, with the evidence, and does not say why`, async () => {
    const order = await checkout.order();
    await recordPaid(order, change);
    const { status, body } = await checkout.complete(order);
    assert.equal(status, 422);
    assert.deepEqual(Object.keys(body), ['code', 'message']);
    assert.equal(body.code, 'VERIFICATION_FAILED');
    const settlement = await storedStatus(order.paymentId);
    assert.equal(settlement?.hold?.reason, 'MISMATCH');
    assert.ok(settlement.hold.evidence.some((mismatch) => mismatch.field === field));
    assert.equal(settlement.fulfilledAt, undefined);
    assert.equal((await checkout.status(order.paymentId)).body.status, 'HELD');
    const alert = checkout.logged.find(
      ({ hold, paymentId }) => hold && paymentId === order.paymentId,
    );
    assert.equal(alert?.level, 50);
  });
}

test('takes a discount at the gateway for what it is', async () => {
  const order = await checkout.order();
  await recordPaid(order, {
    amount: {
      total: 1000,
      taxFree: 0,
      discount: 300,
      paid: 700,
      cancelled: 0,
      cancelledTaxFree: 0,
    },
  });
  assert.equal((await checkout.complete(order)).status, 200);
  assert.equal((await storedStatus(order.paymentId))?.paidAmount, 700);
});

test('keeps to the price at which the order was placed', async () => {
  const order = await checkout.order();
  const { replaceCatalog } = checkout;
  replaceCatalog(aCatalog({ items: [anItem({ price: 9000, name: '새 신발' })] }));
  await checkout.sandbox.pay(paymentRequest(order), { result: 'approve' });
  const { status } = await checkout.complete(order);
  replaceCatalog(aCatalog());
  assert.equal(status, 200);
});

test('answers 409 PAYMENT_FAILED with the gateway’s own code', async () => {
  const order = await checkout.order();
  await checkout.sandbox.pay(paymentRequest(order), { result: 'fail', pgCode: 'LACK_BALANCE' });
  const { status, body } = await checkout.complete(order);
  assert.equal(status, 409);
  assert.equal(body.code, 'PAYMENT_FAILED');
  const { pgMessage, ...failure } = body.failure as Record<string, unknown>;
  assert.deepEqual(failure, {
    kind: 'INSUFFICIENT_FUNDS',
    retryable: true,
    code: 'FAILURE_TYPE_PG',
    pgCode: 'LACK_BALANCE',
    pgProvider: 'KAKAOPAY',
  });
  assert.equal(typeof pgMessage, 'string');
  assert.equal((await checkout.status(order.paymentId)).body.status, 'FAILED');
});

test('counts and logs a code that its table does not list, so that the table can grow', async () => {
  for (const seen of [1, 2]) {
    const order = await checkout.order();
    const request = paymentRequest(order);
    await checkout.sandbox.pay(request, { result: 'fail', pgCode: 'BRAND_NEW', pgMessage: '?' });
    const { body } = await checkout.complete(order);
    assert.equal((body.failure as { kind: string }).kind, 'UNKNOWN');
    const told = checkout.logged.filter(({ pgCode }) => pgCode === 'BRAND_NEW').at(-1);
    assert.equal(told?.seen, seen);
  }
});

test('says that the buyer cancelled', async () => {
  const order = await checkout.order();
  await checkout.sandbox.pay(paymentRequest(order), { result: 'cancel' });
  const { status, body } = await checkout.complete(order);
  assert.equal(status, 409);
  assert.equal((body.failure as { kind: string }).kind, 'USER_CANCELLED');
});

test('takes a second attempt with the same paymentId after a failure', async () => {
  const order = await checkout.order();
  await checkout.sandbox.pay(paymentRequest(order), { result: 'fail', pgCode: '-780' });
  await checkout.complete(order);
  await checkout.sandbox.pay(paymentRequest(order), { result: 'approve' });
  assert.equal((await checkout.complete(order)).status, 200);
});

test('answers 409 PAYMENT_CANCELLED for what was refunded before it was seen paid', async () => {
  const order = await checkout.order();
  await checkout.sandbox.pay(paymentRequest(order), { result: 'approve' });
  await checkout.sandbox.cancel(order.paymentId);
  const { status, body } = await checkout.complete(order);
  assert.equal(status, 409);
  assert.equal(body.code, 'PAYMENT_CANCELLED');
  assert.equal((await storedStatus(order.paymentId))?.fulfilledAt, undefined);
});

test('holds what was partly refunded before it was seen paid', async () => {
  const order = await checkout.order();
  await checkout.sandbox.pay(paymentRequest(order), { result: 'approve' });
  await checkout.sandbox.cancel(order.paymentId, 400);
  const { status, body } = await checkout.complete(order);
  assert.equal(status, 409);
  assert.equal(body.code, 'PAYMENT_HELD');
});

test('answers 404 for an id that was never issued, without asking PortOne', async () => {
  const calls = checkout.sandbox.calls('getPayment');
  const { status, body } = await checkout.complete({ paymentId: '48bbbe86bae0046d' });
  assert.equal(status, 404);
  assert.equal(body.code, 'PAYMENT_NOT_FOUND');
  assert.equal(checkout.sandbox.calls('getPayment'), calls);
});

test('answers 404 for an order whose payment was never begun', async () => {
  const order = await checkout.order();
  const { status, body } = await checkout.complete(order);
  assert.equal(status, 404);
  assert.equal(body.code, 'PAYMENT_NOT_FOUND');
  assert.deepEqual((await checkout.status(order.paymentId)).body, {
    paymentId: order.paymentId,
    status: 'READY',
  });
});

const malformed: Array<[title: string, paymentId: unknown]> = [
  ['.', '.'],
  ['..', '..'],
  ['a path', 'a/b'],
  ['an encoded path', '%2e%2e'],
  ['a line break', 'abcdefgh\r\nX: y'],
  ['a NUL', 'abcdefgh\0'],
  ['10 kB', 'x'.repeat(3000)],
  ['a number', 12345678],
  ['a list', ['abcdefgh']],
  ['nothing', undefined],
];
for (const [title, paymentId] of malformed) {
  test(`answers 400 INVALID_PAYMENT_ID for ${title}, without asking PortOne`, async () => {
    const calls = checkout.sandbox.calls('getPayment');
    const { status, body } = await checkout.complete({ paymentId } as never);
    assert.equal(status, 400);
    assert.equal(body.code, 'INVALID_PAYMENT_ID');
    assert.equal(checkout.sandbox.calls('getPayment'), calls);
  });
}

test('answers what is stored without asking PortOne', async () => {
  const { paymentId } = await paidOrder();
  await checkout.complete({ paymentId });
  const calls = checkout.sandbox.calls('getPayment');
  const { status, body } = await checkout.status(paymentId);
  assert.equal(status, 200);
  assert.deepEqual(body, { paymentId, status: 'PAID' });
  assert.equal(checkout.sandbox.calls('getPayment'), calls);
  assert.equal((await checkout.status('48bbbe86bae0046d')).status, 404);
  assert.equal((await checkout.status('a.b')).body.code, 'INVALID_PAYMENT_ID');
});

const faults: Array<[title: string, fault: Parameters<Checkout['sandbox']['setFault']>[0]]> = [
  ['401', { kind: 'status', status: 401 }],
  ['403', { kind: 'status', status: 403 }],
  ['429', { kind: 'status', status: 429, retryAfter: 7 }],
  ['500', { kind: 'status', status: 500 }],
  ['502 and HTML', { kind: 'html' }],
  ['nothing', { kind: 'hang' }],
  ['one byte at a time', { kind: 'drip' }],
  ['half an answer', { kind: 'truncated' }],
  ['a reset', { kind: 'reset' }],
  ['something malformed', { kind: 'malformed' }],
  ['null', { kind: 'null' }],
  ['10 MB', { kind: 'huge' }],
];
for (const [title, fault] of faults) {
  test(`answers 503 while PortOne answers with ${title}, and is right afterwards`, async () => {
    const { paymentId } = await paidOrder();
    checkout.sandbox.setFault(fault);
    const broken = await checkout.complete({ paymentId });
    assert.equal(broken.status, 503);
    assert.equal(broken.body.code, 'UPSTREAM_UNAVAILABLE');
    assert.ok(Number(broken.headers.get('retry-after')) > 0);
    assert.equal(await storedStatus(paymentId), undefined);
    checkout.sandbox.setFault(undefined);
    assert.equal((await checkout.complete({ paymentId })).status, 200);
  });
}

test('passes on when PortOne wants to be asked again', async () => {
  const { paymentId } = await paidOrder();
  checkout.sandbox.setFault({ kind: 'status', status: 429, retryAfter: 7 });
  assert.equal((await checkout.complete({ paymentId })).headers.get('retry-after'), '7');
});

test('does not follow a redirect to a made-up payment', async () => {
  const order = await checkout.order();
  await checkout.sandbox.pay(paymentRequest(order), { result: 'approve' });
  const fake = checkout.sandbox.payment(order.paymentId);
  const asked: string[] = [];
  const impostor = createServer((request, response) => {
    asked.push(request.url as string);
    response.setHeader('content-type', 'application/json').end(JSON.stringify(fake));
  });
  await new Promise<void>((listening) => impostor.listen(0, '127.0.0.1', listening));
  const location = `http://127.0.0.1:${(impostor.address() as AddressInfo).port}/payments/x`;
  checkout.sandbox.setFault({ kind: 'redirect', location });
  const { status } = await checkout.complete(order);
  await new Promise((closed) => impostor.close(closed));
  assert.equal(status, 503);
  assert.deepEqual(asked, []);
});

test('does not take another payment for the one it asked for', async () => {
  const order = await paidOrder();
  const other = await checkout.order();
  checkout.sandbox.recordPayment(
    checkout.sandbox.payment(order.paymentId) as Payment,
    other.paymentId,
  );
  assert.equal((await checkout.complete(other)).status, 503);
  assert.equal(await storedStatus(other.paymentId), undefined);
});

test('changes nothing and alerts at a status that it does not know', async () => {
  const order = await checkout.order();
  await recordPaid(order, { status: 'TELEPORTED' });
  assert.equal((await checkout.complete(order)).status, 503);
  assert.equal(await storedStatus(order.paymentId), undefined);
  assert.match(JSON.stringify(checkout.logged), /not a payment/);
});

test('tells the operator about a refused secret, and never the secret itself', async () => {
  const { paymentId } = await paidOrder();
  checkout.sandbox.setFault({ kind: 'status', status: 401 });
  const { body } = await checkout.complete({ paymentId });
  const logged = JSON.stringify(checkout.logged);
  assert.match(logged, /V2_API_SECRET/);
  assert.ok(!logged.includes(apiSecret) && !JSON.stringify(body).includes(apiSecret));
});
