import assert from 'node:assert/strict';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
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

test('waits 30 seconds for an answer, as PortOne does', async (t) => {
  // @ts-expect-error Node 24 has it, and its types do not.
  t.mock.timers.enable({ apis: ['AbortSignal.timeout'] });
  const requests: ServerResponse[] = [];
  let arrived: () => void;
  const server = createServer((_request, response) => {
    requests.push(response);
    arrived();
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  t.after(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  const { sandbox } = await startSandbox(t, {
    webhook: { url: `http://127.0.0.1:${port}/`, secret: webhookSecret },
  });
  const send = async () => {
    const arrival = new Promise<void>((resolve) => {
      arrived = resolve;
    });
    const sent = sandbox.sendWebhook('Transaction.Paid', {});
    await arrival;
    return { sent };
  };
  const answered = await send();
  t.mock.timers.tick(29_999);
  requests.at(-1)?.end();
  assert.equal((await answered.sent).status, 200);
  const unanswered = await send();
  t.mock.timers.tick(30_000);
  requests.at(-1)?.end();
  await assert.rejects(unanswered.sent, { name: 'AbortError' });
});

test('tells of a dispute, of its end, and of a refund that waits', async (t) => {
  const receiver = await startReceiver(t);
  const { sandbox, client } = await startSandbox(t, {
    webhook: { url: receiver.url, secret: webhookSecret },
  });
  const { txId } = await sandbox.pay(aRequest(), approve);
  await sandbox.webhooksSettled();
  const steps: [() => Promise<void>, type: string, trigger: string | undefined, status: string][] =
    [
      [
        () => sandbox.openDispute('order1'),
        'Transaction.DisputeCreated',
        'DISPUTE_CREATED',
        'PAID',
      ],
      [
        () => sandbox.resolveDispute('order1'),
        'Transaction.DisputeResolved',
        'DISPUTE_RESOLVED',
        'PAID',
      ],
      [
        () => sandbox.requestCancellation('order1', 400),
        'Transaction.CancelPending',
        undefined,
        'PAID',
      ],
      [
        () => sandbox.finishCancellation('order1', 'succeed'),
        'Transaction.PartialCancelled',
        'ASYNC_CANCEL_APPROVED',
        'PARTIAL_CANCELLED',
      ],
    ];
  for (const [act, type, trigger, status] of steps) {
    receiver.received.length = 0;
    await act();
    await sandbox.webhooksSettled();
    const [received, ...others] = receiver.received;
    assert.ok(received && others.length === 0);
    const webhook = await Webhook.verify(webhookSecret, received.body, received.headers);
    assert.equal(webhook.type, type);
    assert.ok('data' in webhook && 'transactionId' in webhook.data);
    assert.equal(webhook.data.transactionId, txId);
    assert.equal('cancellationId' in webhook.data, type.includes('Cancel'));
    assert.equal(history(sandbox).at(-1)?.trigger, trigger);
    const payment = await client.getPayment({ paymentId: 'order1' });
    assert.equal(payment?.status, status);
  }
});

test('tells of a refund that the gateway refuses in the payment alone', async (t) => {
  const receiver = await startReceiver(t);
  const { sandbox, client } = await startSandbox(t, {
    webhook: { url: receiver.url, secret: webhookSecret },
  });
  await sandbox.pay(aRequest(), approve);
  await sandbox.requestCancellation('order1');
  await sandbox.webhooksSettled();
  receiver.received.length = 0;
  await sandbox.finishCancellation('order1', 'fail');
  await sandbox.webhooksSettled();
  assert.deepEqual(receiver.types(), []);
  const payment = await client.getPayment({ paymentId: 'order1' });
  assert.ok(payment?.status === 'PAID');
  const statuses = (payment.cancellations ?? []).map((cancellation) => cancellation.status);
  assert.deepEqual(statuses, ['FAILED']);
});

test('pays in the same transaction what had failed', async (t) => {
  const receiver = await startReceiver(t);
  const { sandbox, client } = await startSandbox(t, {
    webhook: { url: receiver.url, secret: webhookSecret },
  });
  const { txId } = await sandbox.pay(aRequest(), { result: 'fail', pgCode: '-780' });
  await sandbox.webhooksSettled();
  receiver.received.length = 0;
  await sandbox.approveFailed('order1');
  await sandbox.webhooksSettled();
  assert.deepEqual(receiver.types(), ['Transaction.Paid']);
  const payment = await client.getPayment({ paymentId: 'order1' });
  assert.ok(payment?.status === 'PAID');
  assert.equal(payment.transactionId, txId);
  assert.ok(!('failure' in payment));
});

test('decides on refunds later where the channel says so', async (t) => {
  const channel = { key: 'slow', name: 'slow', pgProvider: 'KPN', type: 'TEST' } as const;
  const channels = [{ ...channel, cancelsLater: true as const }];
  const { sandbox, client } = await startSandbox(t, {
    stores: [{ id: 'store-shoes', name: '신발 가게', channels }],
  });
  await sandbox.pay(aRequest({ channelKey: 'slow', payMethod: 'CARD' }), approve);
  const { cancellation } = await client.cancelPayment({ paymentId: 'order1', reason: '변심' });
  assert.equal(cancellation.status, 'REQUESTED');
  assert.equal(sandbox.payment('order1')?.status, 'PAID');
  await sandbox.finishCancellation('order1', 'succeed');
  assert.equal(sandbox.payment('order1')?.status, 'CANCELLED');
});
