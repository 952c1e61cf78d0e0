import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import type { PaidPayment } from '@portone/server-sdk/payment';
import type { Order } from '../../../../bff/domain/order.ts';
import type { OrderAnswer, OrderRequest } from '../../../../component/api/contract.ts';
import {
  aCatalog,
  anItem,
  aSubject,
  type Checkout,
  metricsHeaders,
  paymentRequest,
  startCheckout,
} from '../../../support/server/checkout-server.ts';

const catalog = aCatalog({
  items: [anItem({ maxQuantity: 9 }), anItem({ id: 'pairs', name: '신발 x2', maxQuantity: 9 })],
});

/** When every message is due. */
const DOOMSDAY = '9999-01-01T00:00:00.000Z';

let checkout: Checkout;
before(async () => {
  checkout = await startCheckout({ catalog });
});
after(() => checkout.stop());

// A buyer's page is alone here: nothing may depend on webhooks.
beforeEach(() => {
  checkout.sandbox.setWebhooksLost(true);
  checkout.sandbox.setFault(undefined);
});

async function paidOrder(request?: Partial<OrderRequest>): Promise<OrderAnswer> {
  const order = await checkout.order(request);
  await checkout.sandbox.pay(paymentRequest(order), { result: 'approve' });
  return order;
}

test('answers the same however often it is asked, and asks PortOne only until it is paid', async () => {
  const { paymentId } = await paidOrder();
  await checkout.complete({ paymentId });
  const calls = checkout.sandbox.calls('getPayment');
  const { status, body } = await checkout.complete({ paymentId });
  assert.equal(status, 200);
  assert.deepEqual(body, { paymentId, ...aSubject(), status: 'PAID' });
  assert.equal(checkout.sandbox.calls('getPayment'), calls);
});

test('refuses quietly where that is asked for: the same body, under a status that no browser logs', async () => {
  const unpaid = await checkout.order();
  const failed = await checkout.order();
  const cancelled = await paidOrder();
  await checkout.sandbox.pay(paymentRequest(failed), { result: 'fail', pgCode: '-1' });
  await checkout.sandbox.cancel(cancelled.paymentId);
  for (const [paymentId, status, code] of [
    [unpaid.paymentId, 404, 'PAYMENT_NOT_FOUND'],
    ['neverissuedhere00000', 404, 'PAYMENT_NOT_FOUND'],
    [failed.paymentId, 409, 'PAYMENT_FAILED'],
    [cancelled.paymentId, 409, 'PAYMENT_CANCELLED'],
  ] as const) {
    const loud = await checkout.complete({ paymentId });
    const quiet = await checkout.complete({ paymentId, quiet: true });
    assert.deepEqual([loud.status, loud.body.code], [status, code]);
    assert.equal(quiet.status, 200);
    assert.equal(quiet.headers.get('cache-control'), 'no-store');
    assert.deepEqual(quiet.body, loud.body);
  }
  // What is wrong with the request, or with us, is no answer about a payment.
  checkout.sandbox.setFault({ kind: 'html' });
  const { paymentId } = unpaid;
  assert.equal((await checkout.complete({ paymentId, quiet: true })).status, 503);
  assert.equal((await checkout.complete({ paymentId: '?', quiet: true })).status, 400);
});

describe('a window that a browser says was refused', () => {
  const metric = async () => {
    const text = await (await fetch(`${checkout.url}/metrics`, { headers: metricsHeaders })).text();
    return [...text.matchAll(/^checkout_windows_refused_total\{(.*)\} (\d+)$/gm)].map(
      ([, labels, count]) => `${labels} ${count}`,
    );
  };
  const warnings = () => checkout.logged.filter(({ msg }) => /payment window/.test(String(msg)));

  test('[M5] a payment window that is refused: logged once, counted, explained to the browser', async () => {
    for (const windowCode of ['ChannelNotFound', 'ChannelNotFound', 'made <up>']) {
      const { paymentId, secret } = await checkout.order({ page: null });
      const { status, body } = await checkout.complete({
        paymentId,
        secret: secret ?? '',
        windowCode,
      });
      assert.equal(status, 404);
      assert.match(String(body.message), /method "kakaopay" was refused .*channelKey/);
    }
    assert.deepEqual(
      warnings().map(({ level, methodId, code }) => [level, methodId, code]),
      [
        [40, 'kakaopay', 'ChannelNotFound'],
        [40, 'kakaopay', 'other'],
      ],
    );
    assert.deepEqual(await metric(), [
      'method="kakaopay",code="ChannelNotFound" 2',
      'method="kakaopay",code="other" 1',
    ]);
  });

  test('is not believed of a client without the order’s secret, nor of what was paid', async () => {
    const before = [await metric(), warnings().length];
    const { paymentId, secret } = await checkout.order({ page: null });
    const windowCode = 'StoreNotFound';
    const answer = await checkout.complete({ paymentId, windowCode });
    assert.deepEqual([answer.status, answer.body.message], [404, 'There is no such payment']);
    const paid = await paidOrder({ page: null });
    await checkout.complete({ paymentId: paid.paymentId, secret: paid.secret ?? '', windowCode });
    await checkout.complete({ paymentId, secret: secret ?? '', windowCode: '' });
    assert.deepEqual([await metric(), warnings().length], before);
  });

  test('[M5] a payment window that is refused: known without the browser where the gateway says so', async () => {
    const CONFIG_CODE = 'CHANNEL_NOT_FOUND';
    const order = await checkout.order();
    await checkout.sandbox.pay(paymentRequest(order), { result: 'fail', pgCode: CONFIG_CODE });
    await checkout.complete({ paymentId: order.paymentId });
    const line = warnings().at(-1);
    assert.deepEqual(
      [line?.code, line?.pgCode, line?.methodId],
      ['FAILURE_TYPE_PG', CONFIG_CODE, 'kakaopay'],
    );
    assert.ok((await metric()).includes('method="kakaopay",code="FAILURE_TYPE_PG" 1'));
  });
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

test('answers what is stored without asking PortOne', async () => {
  const { paymentId } = await paidOrder();
  await checkout.complete({ paymentId });
  const calls = checkout.sandbox.calls('getPayment');
  const { status, body } = await checkout.status(paymentId);
  assert.equal(status, 200);
  assert.deepEqual(body, { paymentId, ...aSubject(), status: 'PAID' });
  assert.equal(checkout.sandbox.calls('getPayment'), calls);
  assert.equal((await checkout.status('48bbbe86bae0046d')).status, 404);
  assert.equal((await checkout.status('a.b')).body.code, 'INVALID_PAYMENT_ID');
});

/** A payment with a receipt there, refunded wholly or not at all. */
async function withReceipt(receiptUrl: string, isRefunded = false) {
  const { paymentId } = await paidOrder();
  const payment = checkout.sandbox.payment(paymentId) as PaidPayment;
  checkout.sandbox.recordPayment({ ...payment, receiptUrl });
  await checkout.complete({ paymentId });
  if (isRefunded) {
    await checkout.sandbox.cancel(paymentId);
    await checkout.settlePayment(paymentId);
  }
  return (await checkout.status(paymentId)).body;
}

test('gives the address of the receipt with what is paid', async () => {
  const receiptUrl = 'https://receipts.example/1?id=2';
  assert.equal((await withReceipt(receiptUrl)).receiptUrl, receiptUrl);
});

for (const receiptUrl of ['http://receipts.example/1', 'javascript:alert(1)', 'receipt 1', '']) {
  test(`keeps a receipt to itself that no page should link to: "${receiptUrl}"`, async () => {
    const { status, ...body } = await withReceipt(receiptUrl);
    assert.equal(status, 'PAID');
    assert.ok(!('receiptUrl' in body));
  });
}

test('gives no receipt for a payment that was given back', async () => {
  const { status, ...body } = await withReceipt('https://receipts.example/1', true);
  assert.equal(status, 'CANCELLED');
  assert.ok(!('receiptUrl' in body));
});

/** An order as the database has it, where it differs like this from one of today. */
async function keptOrder(
  change: { [Name in keyof Order]?: Order[Name] | undefined },
  server: Checkout = checkout,
): Promise<Order> {
  const { paymentId } = await server.order();
  const kept = (await server.orders.find(paymentId)) as Order;
  const other = { ...kept, ...change, paymentId: paymentId.replace(/^./, 'a') } as Order;
  await server.orders.insert(other);
  return other;
}

/** Pays an order that no page was given, and asks in both ways what has become of it. */
async function askAboutPaid(order: Order, server: Checkout = checkout) {
  const { customData, expiresIn } = await server.order({ itemId: order.itemId });
  await server.sandbox.pay(paymentRequest({ ...order, customData, expiresIn }), {
    result: 'approve',
  });
  const { body } = await server.complete({ paymentId: order.paymentId });
  assert.deepEqual((await server.status(order.paymentId)).body, body);
  return body;
}

describe('each answer says what the payment is for', () => {
  test('several: with the item’s own name', async () => {
    const { paymentId } = await paidOrder({ quantity: 2 });
    const { body } = await checkout.complete({ paymentId });
    const subject = aSubject({ quantity: 2, totalAmount: 2000 });
    assert.deepEqual(body, { paymentId, ...subject, status: 'PAID' });
    assert.deepEqual((await checkout.status(paymentId)).body, body);
  });

  test('an item whose own name ends like a quantity', async () => {
    const { paymentId } = await paidOrder({ itemId: 'pairs', quantity: 2 });
    const { body } = await checkout.complete({ paymentId });
    assert.equal((await checkout.orders.find(paymentId))?.orderName, '신발 x2 x2');
    const subject = { itemId: 'pairs', itemName: '신발 x2', quantity: 2, totalAmount: 2000 };
    assert.deepEqual(body, { paymentId, ...aSubject(subject), status: 'PAID' });
  });

  test('before it is paid, where it failed and where it was given back', async () => {
    const order = await checkout.order();
    const { paymentId } = order;
    const before = await checkout.status(paymentId);
    assert.deepEqual(before.body, { paymentId, ...aSubject(), status: 'READY' });

    await checkout.sandbox.pay(paymentRequest(order), { result: 'cancel' });
    const { failure, message: _, ...failed } = (await checkout.complete(order)).body;
    assert.deepEqual(failed, { code: 'PAYMENT_FAILED', ...aSubject() });
    const { failure: same, ...stored } = (await checkout.status(paymentId)).body;
    assert.deepEqual(stored, { paymentId, ...aSubject(), status: 'FAILED' });
    assert.deepEqual(same, failure);

    await checkout.sandbox.pay(paymentRequest(order), { result: 'approve' });
    await checkout.sandbox.cancel(paymentId);
    const { message: __, ...cancelled } = (await checkout.complete(order)).body;
    assert.deepEqual(cancelled, { code: 'PAYMENT_CANCELLED', ...aSubject() });
    const after = await checkout.status(paymentId);
    assert.deepEqual(after.body, { paymentId, ...aSubject(), status: 'CANCELLED' });
  });

  test('nothing of a payment that there is not', async () => {
    for (const answer of [
      await checkout.complete({ paymentId: 'neverissuedhere00000' }),
      await checkout.status('neverissuedhere00000'),
    ]) {
      assert.deepEqual(Object.keys(answer.body), ['code', 'message']);
    }
  });

  test('an order of 0.1.0, which kept neither the item’s own name nor the environment', async () => {
    const order = await keptOrder({
      itemName: undefined,
      environment: undefined,
      quantity: 2,
      totalAmount: 2000,
      orderName: '신발 x2',
    });
    const { paymentId } = order;
    const subject = aSubject({ quantity: 2, totalAmount: 2000, environment: 'test' });
    assert.deepEqual(await askAboutPaid(order), { paymentId, ...subject, status: 'PAID' });
  });

  for (const environment of ['sandbox', 'test', 'live'] as const) {
    test(`the environment: ${environment}`, async (t) => {
      const type = environment === 'live' ? 'LIVE' : 'TEST';
      const channel = {
        key: 'channel-key-kakaopay-tests',
        name: 'k',
        pgProvider: 'KAKAOPAY',
      } as const;
      const server = await startCheckout({
        environment,
        channelType: type,
        sandboxChannels: [{ ...channel, type }],
      });
      t.after(() => server.stop());
      server.sandbox.setWebhooksLost(true);
      const order = await server.order();
      await server.sandbox.pay(paymentRequest(order), { result: 'approve' });
      const { body } = await server.complete(order);
      const { paymentId } = order;
      assert.deepEqual(body, { paymentId, ...aSubject({ environment }), status: 'PAID' });
    });
  }

  test('an order of a test server stays one when the server sells for real', async (t) => {
    const live = await startCheckout({ environment: 'live', channelType: 'LIVE' });
    t.after(() => live.stop());
    live.sandbox.setWebhooksLost(true);
    const before = await keptOrder({ environment: 'test', channelType: 'TEST' }, live);
    const body = await askAboutPaid(before, live);
    const { paymentId } = before;
    assert.deepEqual(body, { paymentId, ...aSubject({ environment: 'test' }), status: 'PAID' });
    const [message] = await live.store.outbox.acquire(DOOMSDAY, DOOMSDAY, 1);
    const { data } = JSON.parse(message?.body as string);
    assert.deepEqual([data.itemName, data.environment], ['신발', 'test']);
    const after = await live.order();
    assert.equal((await live.status(after.paymentId)).body.environment, 'live');
  });
});
