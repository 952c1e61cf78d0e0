import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import type { Payment } from '@portone/server-sdk/payment';
import { Webhook } from 'standardwebhooks';
import type { OrderAnswer } from '../../../component/contract.ts';
import {
  type Checkout,
  paymentRequest,
  startCheckout,
  webhookSecret,
} from '../../support/checkout-server.ts';

const formerSecret = `whsec_${Buffer.from('the secret before this one').toString('base64')}`;

let checkout: Checkout;
before(async () => {
  checkout = await startCheckout({ webhookSecrets: [formerSecret, webhookSecret] });
});
after(() => checkout.stop());
beforeEach(() => {
  checkout.sandbox.setWebhooksLost(true);
  checkout.sandbox.setFault(undefined);
});

type Signed = { secret?: string; at?: Date; id?: string; timestamp?: string; signature?: string };

/** Sends a webhook as PortOne does, or as somebody who would like to be PortOne. */
async function webhook(body: string, signed: Signed = {}, headers: Record<string, string> = {}) {
  const { secret = webhookSecret, at = new Date(), id = 'msg-1' } = signed;
  return checkout.send('/api/payment/webhook', {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'webhook-id': id,
      'webhook-timestamp': signed.timestamp ?? String(Math.floor(at.getTime() / 1000)),
      'webhook-signature': signed.signature ?? new Webhook(secret).sign(id, at, body),
      ...headers,
    },
    body,
  });
}

const event = (type: string, paymentId: string) =>
  JSON.stringify({
    type,
    timestamp: new Date().toISOString(),
    data: { paymentId, transactionId: 'transaction', storeId: 'store-tests' },
  });

async function paidOrder(): Promise<OrderAnswer> {
  const order = await checkout.order();
  await checkout.sandbox.pay(paymentRequest(order), { result: 'approve' });
  return order;
}

const stored = async (paymentId: string) => (await checkout.status(paymentId)).body.status;

test('a genuine webhook alone settles the order', async () => {
  const { paymentId } = await paidOrder();
  assert.equal(await stored(paymentId), 'READY');
  const { status } = await webhook(event('Transaction.Paid', paymentId));
  assert.equal(status, 200);
  assert.equal(await stored(paymentId), 'PAID');
});

test('settles with the webhooks that PortOne itself sends, in its own order', async () => {
  checkout.sandbox.setWebhooksLost(false);
  const { paymentId } = await paidOrder();
  await checkout.sandbox.webhooksSettled();
  assert.equal(await stored(paymentId), 'PAID');
});

test('believes PortOne, not the webhook: a Paid before the payment changes nothing', async () => {
  const order = await checkout.order();
  await checkout.sandbox.pay(paymentRequest(order), { result: 'fail', pgCode: '-780' });
  const { status } = await webhook(event('Transaction.Paid', order.paymentId));
  assert.equal(status, 200);
  assert.equal(await stored(order.paymentId), 'FAILED');
});

test('a late Ready does not undo what is paid', async () => {
  const { paymentId } = await paidOrder();
  await webhook(event('Transaction.Paid', paymentId));
  assert.equal((await webhook(event('Transaction.Ready', paymentId))).status, 200);
  assert.equal(await stored(paymentId), 'PAID');
});

test('a refund at the console is learnt by webhook', async () => {
  const { paymentId } = await paidOrder();
  await checkout.complete({ paymentId });
  await checkout.sandbox.cancel(paymentId);
  assert.equal((await webhook(event('Transaction.Cancelled', paymentId))).status, 200);
  assert.equal(await stored(paymentId), 'CANCELLED');
  assert.equal((await checkout.complete({ paymentId })).body.code, 'PAYMENT_CANCELLED');
  await webhook(event('Transaction.Paid', paymentId));
  assert.equal(await stored(paymentId), 'CANCELLED');
});

test('the same webhook ten times at once is one payment', async () => {
  const { paymentId } = await paidOrder();
  const body = event('Transaction.Paid', paymentId);
  const answers = await Promise.all(Array.from({ length: 10 }, () => webhook(body)));
  assert.deepEqual(new Set(answers.map(({ status }) => status)), new Set([200]));
  assert.equal((await checkout.orders.find(paymentId))?.version, 1);
});

test('page and webhook at the same moment are one payment', async () => {
  const { paymentId } = await paidOrder();
  const [page, message] = await Promise.all([
    checkout.complete({ paymentId }),
    webhook(event('Transaction.Paid', paymentId)),
  ]);
  assert.equal(page.status, 200);
  assert.equal(message.status, 200);
  assert.equal((await checkout.orders.find(paymentId))?.version, 1);
});

test('a webhook that arrives while an older question is under way is not answered by it', async () => {
  const order = await checkout.order();
  // The page asks too early, while the buyer is still in the window …
  const early = checkout.complete(order);
  await checkout.sandbox.pay(paymentRequest(order), { result: 'approve' });
  await webhook(event('Transaction.Paid', order.paymentId));
  await early;
  // … and the webhook has seen the payment all the same.
  assert.equal(await stored(order.paymentId), 'PAID');
});

const forged: Array<[title: string, send: (paymentId: string) => ReturnType<typeof webhook>]> = [
  [
    'signed by somebody else',
    (id) =>
      webhook(event('Transaction.Paid', id), {
        secret: `whsec_${Buffer.from('a guess').toString('base64')}`,
      }),
  ],
  [
    'changed by one byte',
    (id) => {
      const body = event('Transaction.Paid', id);
      const signature = new Webhook(webhookSecret).sign('msg-1', new Date(), body);
      return webhook(body.replace('Paid', 'Paie'), { signature });
    },
  ],
  [
    'written again with other spaces',
    (id) => {
      const body = event('Transaction.Paid', id);
      const signature = new Webhook(webhookSecret).sign('msg-1', new Date(), body);
      return webhook(JSON.stringify(JSON.parse(body), null, 1), { signature });
    },
  ],
  [
    'with the id of another',
    (id) => {
      const body = event('Transaction.Paid', id);
      const signature = new Webhook(webhookSecret).sign('msg-2', new Date(), body);
      return webhook(body, { signature });
    },
  ],
  [
    'of another version',
    (id) => {
      const body = event('Transaction.Paid', id);
      const signature = new Webhook(webhookSecret)
        .sign('msg-1', new Date(), body)
        .replace('v1,', 'v2,');
      return webhook(body, { signature });
    },
  ],
  ['without a signature', (id) => webhook(event('Transaction.Paid', id), { signature: '' })],
  [
    'whose time is no time',
    (id) => webhook(event('Transaction.Paid', id), { timestamp: '1700000000abc' }),
  ],
  [
    'replayed after 301 s',
    (id) => webhook(event('Transaction.Paid', id), { at: new Date(Date.now() - 301_000) }),
  ],
  [
    'from 310 s ahead',
    (id) => webhook(event('Transaction.Paid', id), { at: new Date(Date.now() + 310_000) }),
  ],
];
for (const [title, send] of forged) {
  test(`refuses a webhook ${title}, without asking PortOne`, async () => {
    const { paymentId } = await paidOrder();
    const calls = checkout.sandbox.calls('getPayment');
    const { status, body } = await send(paymentId);
    assert.equal(status, 400);
    assert.equal(body.code, 'WEBHOOK_INVALID');
    assert.equal(checkout.sandbox.calls('getPayment'), calls);
    assert.equal(await stored(paymentId), 'READY');
  });
}

test('takes a webhook that is 290 s old', async () => {
  const { paymentId } = await paidOrder();
  const { status } = await webhook(event('Transaction.Paid', paymentId), {
    at: new Date(Date.now() - 290_000),
  });
  assert.equal(status, 200);
});

test('takes either secret while one is exchanged for the other', async () => {
  const { paymentId } = await paidOrder();
  const body = event('Transaction.Paid', paymentId);
  for (const secret of [formerSecret, webhookSecret]) {
    assert.equal((await webhook(body, { secret })).status, 200);
  }
  const at = new Date();
  const both = [formerSecret, webhookSecret]
    .map((secret) => new Webhook(secret).sign('msg-1', at, body))
    .join(' ');
  assert.equal((await webhook(body, { at, signature: both })).status, 200);
});

for (const body of ['null', 'not json', '']) {
  test(`refuses ${JSON.stringify(body)} even when it is signed`, async () => {
    const answer = await webhook(body);
    assert.equal(answer.status, 400);
    assert.equal(answer.body.code, 'WEBHOOK_INVALID');
  });
}

test('refuses to approve a payment by webhook', async () => {
  const { paymentId } = await paidOrder();
  const answer = await webhook(event('Transaction.Confirm', paymentId));
  assert.equal(answer.status, 400);
  assert.equal(answer.body.code, 'CONFIRM_DISABLED');
});

const ignored = [
  JSON.stringify({ type: 'Transaction.Teleported', data: {} }),
  JSON.stringify({ type: 'BillingKey.Issued', data: { billingKey: 'x' } }),
  JSON.stringify({ type: 'Something.New' }),
  event('Transaction.Paid', '..'),
];
for (const body of ignored) {
  test(`has nothing to do for ${body.slice(0, 60)}`, async () => {
    const calls = checkout.sandbox.calls('getPayment');
    const answer = await webhook(body);
    assert.equal(answer.status, 200);
    assert.equal(checkout.sandbox.calls('getPayment'), calls);
  });
}

test('keeps money that came in without an order for a person to look at, and says so once', async () => {
  const { paymentId } = await paidOrder();
  const payment = checkout.sandbox.payment(paymentId) as Payment;
  const stray = 'neverissuedhere00000';
  checkout.sandbox.recordPayment({ ...payment, id: stray } as Payment);
  for (let time = 0; time < 2; time += 1) {
    assert.equal((await webhook(event('Transaction.Paid', stray))).status, 200);
  }
  const alerts = checkout.logged.filter((line) => line.paymentId === stray && line.level === 50);
  assert.equal(alerts.length, 1);
  assert.equal((await checkout.status(stray)).status, 404);
  assert.equal((await checkout.complete({ paymentId: stray })).status, 404);
});

test('has nothing to do for an id that neither it nor PortOne knows', async () => {
  assert.equal((await webhook(event('Transaction.Paid', 'knowntonobody0000000'))).status, 200);
});

test('settles by a webhook of the 2024-01-01 version', async () => {
  const { paymentId } = await paidOrder();
  const body = JSON.stringify({ payment_id: paymentId, tx_id: 'transaction', status: 'Paid' });
  assert.equal((await webhook(body)).status, 200);
  assert.equal(await stored(paymentId), 'PAID');
});

test('does not acknowledge what could not be settled, and settles it when sent again', async () => {
  const { paymentId } = await paidOrder();
  const body = event('Transaction.Paid', paymentId);
  checkout.sandbox.setFault({ kind: 'status', status: 500 });
  const failed = await webhook(body);
  assert.equal(failed.status, 503);
  checkout.sandbox.setFault(undefined);
  assert.equal((await webhook(body)).status, 200);
  assert.equal(await stored(paymentId), 'PAID');
});

test('holds a payment of another amount all the same', async () => {
  const { paymentId } = await paidOrder();
  const payment = checkout.sandbox.payment(paymentId) as object;
  checkout.sandbox.recordPayment({ ...payment, currency: 'USD' } as never);
  assert.equal((await webhook(event('Transaction.Paid', paymentId))).status, 200);
  assert.equal(await stored(paymentId), 'HELD');
});

test('answers 415 for a form', async () => {
  const answer = await webhook('a=b', {}, { 'content-type': 'application/x-www-form-urlencoded' });
  assert.equal(answer.status, 415);
});

test('answers 413 for more than 64 kB', async () => {
  const answer = await webhook(JSON.stringify({ type: 'x'.repeat(70_000) }));
  assert.equal(answer.status, 413);
});
