import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Webhook } from '@portone/server-sdk';
import type { PaymentWebhook } from '@portone/server-sdk/payment';
import type { Sandbox } from '../../../../demo/sandbox/sandbox.ts';
import { logLines } from '../../support/log-lines.ts';
import { aRequest, startSandbox, webhookSecret } from '../../support/start-sandbox.ts';
import { startReceiver } from '../../support/webhook-receiver.ts';

const approve = { result: 'approve' } as const;

function history(sandbox: Sandbox): PaymentWebhook[] {
  const payment = sandbox.payment('order1');
  assert.ok(payment && 'webhooks' in payment && payment.webhooks);
  return payment.webhooks;
}

test('sends Ready and Paid, signed so that the server SDK accepts them', async (t) => {
  const receiver = await startReceiver(t);
  const { sandbox } = await startSandbox(t, {
    webhook: { url: receiver.url, secret: webhookSecret },
  });
  const { txId } = await sandbox.pay(aRequest(), approve);
  await sandbox.webhooksSettled();
  assert.deepEqual(receiver.types().sort(), ['Transaction.Paid', 'Transaction.Ready']);
  for (const { body, headers } of receiver.received) {
    assert.match(headers['webhook-id'] ?? '', /^msg-[0-9a-f-]{36}$/);
    assert.equal(headers['content-type'], 'application/json');
    const webhook = await Webhook.verify(webhookSecret, body, headers);
    assert.ok('data' in webhook);
    assert.deepEqual(webhook.data, {
      transactionId: txId,
      paymentId: 'order1',
      storeId: 'store-shoes',
    });
  }
});

test('sends a failure, and a cancellation with its id', async (t) => {
  const receiver = await startReceiver(t);
  const { sandbox } = await startSandbox(t, {
    webhook: { url: receiver.url, secret: webhookSecret },
  });
  await sandbox.pay(aRequest(), { result: 'fail', pgCode: '-723' });
  await sandbox.pay(aRequest(), approve);
  await sandbox.webhooksSettled();
  receiver.received.length = 0;
  await sandbox.cancel('order1', 400);
  await sandbox.webhooksSettled();
  await sandbox.cancel('order1');
  await sandbox.webhooksSettled();
  assert.deepEqual(receiver.types(), ['Transaction.PartialCancelled', 'Transaction.Cancelled']);
  const payment = sandbox.payment('order1');
  assert.ok(payment?.status === 'CANCELLED');
  assert.deepEqual(
    receiver.received.map(({ body }) => JSON.parse(body).data.cancellationId),
    payment.cancellations.map((cancellation) => 'id' in cancellation && cancellation.id),
  );
  assert.deepEqual(
    history(sandbox).map(({ paymentStatus }) => paymentStatus),
    ['READY', 'FAILED', 'READY', 'PAID', 'PARTIAL_CANCELLED', 'CANCELLED'],
  );
});

test('retries what the receiver does not accept, with the same id and a new signature, and counts', async (t) => {
  const receiver = await startReceiver(t, (index) => (index === 0 ? 500 : 200));
  const { sandbox } = await startSandbox(t, {
    webhook: { url: receiver.url, secret: webhookSecret },
    webhookSpeed: 1e9,
  });
  await sandbox.pay(aRequest(), { result: 'abandon' });
  await sandbox.webhooksSettled();
  const [first, second] = receiver.received;
  assert.ok(first && second);
  assert.equal(receiver.received.length, 2);
  assert.equal(first.headers['webhook-id'], second.headers['webhook-id']);
  assert.equal(first.body, second.body);
  await Webhook.verify(webhookSecret, second.body, second.headers);
  const [entry] = history(sandbox);
  assert.equal(entry?.currentExecutionCount, 2);
  assert.equal(entry.status, 'SUCCEEDED');
  assert.equal(entry.response?.code, '200');
  assert.equal(entry.response.body, 'noted');
  assert.match(entry.request?.header ?? '', /^webhook-id: msg-/m);
});

test('gives up after five retries, the longest of which take 341 minutes in all', async (t) => {
  t.mock.method(Math, 'random', () => 1);
  const receiver = await startReceiver(t, () => 400);
  const { lines, log } = logLines();
  const { sandbox } = await startSandbox(t, {
    webhook: { url: receiver.url, secret: webhookSecret },
    webhookSpeed: 1e9,
    log,
  });
  await sandbox.pay(aRequest(), { result: 'abandon' });
  await sandbox.webhooksSettled();
  assert.equal(receiver.received.length, 6);
  const waits = lines.filter(({ event }) => event === 'webhook-retry').map(({ wait }) => wait);
  assert.deepEqual(
    waits.map((wait) => Number(wait) / 60_000),
    [1, 4, 16, 64, 256],
  );
  assert.equal(history(sandbox)[0]?.status, 'FAILED_NOT_OK_RESPONSE');
});

test('retries at any time up to the limit, also at once', async (t) => {
  t.mock.method(Math, 'random', () => 0);
  const receiver = await startReceiver(t, () => 400);
  const { sandbox } = await startSandbox(t, {
    webhook: { url: receiver.url, secret: webhookSecret },
  });
  await sandbox.pay(aRequest(), { result: 'abandon' });
  await sandbox.webhooksSettled();
  assert.equal(receiver.received.length, 6);
});

test('retries where no server listens', async (t) => {
  const { sandbox } = await startSandbox(t, {
    webhook: { url: 'http://localhost:1/webhook', secret: webhookSecret },
    webhookSpeed: 1e9,
  });
  await sandbox.pay(aRequest(), { result: 'abandon' });
  await sandbox.webhooksSettled();
  const [entry] = history(sandbox);
  assert.equal(entry?.status, 'FAILED_UNEXPECTED_ERROR');
  assert.equal(entry.currentExecutionCount, 6);
});

test('gives up pending retries when it is closed', async (t) => {
  t.mock.method(Math, 'random', () => 1);
  const receiver = await startReceiver(t, () => 400);
  const lines = logLines();
  const { sandbox } = await startSandbox(t, {
    webhook: { url: receiver.url, secret: webhookSecret },
    log: lines.log,
  });
  const retrying = lines.next('webhook-retry');
  await sandbox.pay(aRequest(), { result: 'abandon' });
  await retrying;
  await sandbox.close();
  await sandbox.webhooksSettled();
  assert.equal(receiver.received.length, 1);
});

test('sends to the request’s notice URLs instead of to the console’s target', async (t) => {
  const [console, notice] = [await startReceiver(t), await startReceiver(t)];
  const { sandbox } = await startSandbox(t, {
    webhook: { url: console.url, secret: webhookSecret },
  });
  await sandbox.pay(aRequest({ noticeUrls: [notice.url] }), approve);
  await sandbox.cancel('order1');
  await sandbox.webhooksSettled();
  assert.equal(console.received.length, 0);
  assert.equal(notice.received.length, 3);
});

test('sends no webhooks while they are lost', async (t) => {
  const receiver = await startReceiver(t);
  const { sandbox } = await startSandbox(t, {
    webhook: { url: receiver.url, secret: webhookSecret },
  });
  sandbox.setWebhooksLost(true);
  await sandbox.pay(aRequest(), approve);
  sandbox.setWebhooksLost(false);
  await sandbox.cancel('order1');
  await sandbox.webhooksSettled();
  assert.deepEqual(receiver.types(), ['Transaction.Cancelled']);
  assert.equal(history(sandbox).length, 1);
});

test('sends nothing without a target, and to the new one once it is set', async (t) => {
  const receiver = await startReceiver(t);
  const { sandbox } = await startSandbox(t);
  await sandbox.pay(aRequest(), approve);
  await assert.rejects(sandbox.sendWebhook('Transaction.Paid', {}), /setWebhook/);
  sandbox.setWebhook({ url: receiver.url, secret: webhookSecret });
  await sandbox.cancel('order1');
  await sandbox.webhooksSettled();
  assert.deepEqual(receiver.types(), ['Transaction.Cancelled']);
});

test('sends a webhook by hand, and returns the answer', async (t) => {
  const receiver = await startReceiver(t, () => 418);
  const { sandbox } = await startSandbox(t, {
    webhook: { url: receiver.url, secret: webhookSecret },
  });
  const answer = await sandbox.sendWebhook('Transaction.Paid', { paymentId: 'order1' });
  assert.deepEqual(answer, { status: 418, body: 'noted' });
  const [sent] = receiver.received;
  assert.ok(sent);
  await Webhook.verify(webhookSecret, sent.body, sent.headers);
});

test('sends by hand what a forger or a bug would send', async (t) => {
  const other = `whsec_${btoa('another secret')}`;
  const receiver = await startReceiver(t);
  const { sandbox } = await startSandbox(t, {
    webhook: { url: receiver.url, secret: webhookSecret },
  });
  const verifySent = async (overrides: Parameters<Sandbox['sendWebhook']>[2]) => {
    await sandbox.sendWebhook('Transaction.Paid', { paymentId: 'order1' }, overrides);
    const sent = receiver.received.at(-1);
    assert.ok(sent);
    return Webhook.verify(webhookSecret, sent.body, sent.headers);
  };
  const reason = (expected: string) => ({ reason: expected });
  const old = Math.floor(Date.now() / 1000) - 301;
  await assert.rejects(verifySent({ secret: other }), reason('NO_MATCHING_SIGNATURE'));
  await assert.rejects(verifySent({ signature: 'v1,x' }), reason('NO_MATCHING_SIGNATURE'));
  await assert.rejects(verifySent({ signature: null }), reason('MISSING_REQUIRED_HEADERS'));
  await assert.rejects(verifySent({ id: null }), reason('MISSING_REQUIRED_HEADERS'));
  await assert.rejects(verifySent({ timestamp: old }), reason('TIMESTAMP_TOO_OLD'));
  await assert.rejects(verifySent({ sentBody: '{}' }), reason('NO_MATCHING_SIGNATURE'));
  await verifySent({ secret: [other, webhookSecret] });
  assert.equal(await verifySent({ body: 'null' }), null);
});
