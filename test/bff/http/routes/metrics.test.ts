import assert from 'node:assert/strict';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, test } from 'node:test';
import Koa from 'koa';
import { pino } from 'pino';
import { Webhook } from 'standardwebhooks';
import { httpServer } from '../../../../bff/http/http-server.ts';
import { errorResponder } from '../../../../bff/http/middleware/error-responder.ts';
import { getMetrics } from '../../../../bff/http/routes/metrics.ts';
import { prometheusMetrics } from '../../../../bff/observability/metrics.ts';
import {
  type Checkout,
  paymentRequest,
  startCheckout,
  webhookSecret,
} from '../../../support/server/checkout-server.ts';

let checkout: Checkout;
beforeEach(async () => {
  checkout = await startCheckout();
  checkout.sandbox.setWebhooksLost(true);
});
afterEach(() => checkout.stop());

const scrape = async (headers: Record<string, string> = {}) => {
  const response = await fetch(`${checkout.url}/metrics`, { headers });
  return {
    status: response.status,
    type: response.headers.get('content-type'),
    text: await response.text(),
  };
};

/** The value of one series, e.g. `checkout_payments_total{status="PAID"}`. */
async function value(series: string): Promise<number | undefined> {
  const { text } = await scrape();
  const line = text.split('\n').find((candidate) => candidate.startsWith(`${series} `));
  return line === undefined ? undefined : Number(line.slice(series.length + 1));
}

async function pay(result: 'approve' | 'cancel'): Promise<string> {
  const order = await checkout.order();
  await checkout.sandbox.pay(paymentRequest(order), { result });
  return order.paymentId;
}

const webhook = (body: string, secret = webhookSecret) => {
  const at = new Date();
  return checkout.send('/api/payment/webhook', {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'webhook-id': 'msg-1',
      'webhook-timestamp': String(Math.floor(at.getTime() / 1_000)),
      'webhook-signature': new Webhook(secret).sign('msg-1', at, body),
    },
    body,
  });
};

test('speaks Prometheus’s language, about the process as well', async () => {
  const { status, type, text } = await scrape();
  assert.equal(status, 200);
  assert.match(String(type), /^text\/plain; version=0\.0\.4/);
  assert.match(text, /^# TYPE checkout_http_request_duration_seconds histogram$/m);
  assert.match(text, /^process_resident_memory_bytes \d+/m);
});

test('counts payments by the status that they come to, each once', async () => {
  const paymentId = await pay('approve');
  await checkout.complete({ paymentId });
  await checkout.complete({ paymentId });
  assert.equal(await value('checkout_payments_total{status="PAID"}'), 1);
});

test('counts a held payment as held, by its reason, and not as paid', async () => {
  const paymentId = await pay('approve');
  const payment = checkout.sandbox.payment(paymentId) as object;
  checkout.sandbox.recordPayment({ ...payment, currency: 'USD' } as never);
  await checkout.complete({ paymentId });
  assert.equal(await value('checkout_payments_total{status="HELD"}'), 1);
  assert.equal(await value('checkout_payments_total{status="PAID"}'), undefined);
  assert.equal(await value('checkout_payments_held_total{reason="MISMATCH"}'), 1);
});

test('counts a payment that came too late by that reason', async () => {
  const paymentId = await pay('approve');
  const payment = checkout.sandbox.payment(paymentId) as object;
  const requestedAt = new Date(Date.now() + 24 * 3_600_000).toISOString();
  checkout.sandbox.recordPayment({ ...payment, requestedAt } as never);
  await checkout.complete({ paymentId });
  assert.equal(await value('checkout_payments_total{status="HELD"}'), 1);
  assert.equal(await value('checkout_payments_held_total{reason="EXPIRED"}'), 1);
});

test('counts a failure with a code that the table does not list, and no other', async () => {
  for (const pgCode of ['NEVER-SEEN', '0019']) {
    const paymentId = await pay('approve');
    const payment = checkout.sandbox.payment(paymentId) as object;
    checkout.sandbox.recordPayment({
      ...payment,
      status: 'FAILED',
      failure: { pgCode, pgMessage: 'words' },
    } as never);
    await checkout.complete({ paymentId });
  }
  assert.equal(await value('checkout_unknown_failure_codes_total{pg_provider="KAKAOPAY"}'), 1);
});

test('counts webhooks by their result', async () => {
  const paymentId = await pay('approve');
  const paid = JSON.stringify({ type: 'Transaction.Paid', data: { paymentId } });
  await webhook(paid);
  await webhook(paid);
  await webhook(JSON.stringify({ type: 'Something.New' }));
  await webhook(paid, `whsec_${Buffer.from('another sender').toString('base64')}`);
  for (const result of ['settled', 'unchanged', 'ignored', 'webhook_invalid']) {
    assert.equal(await value(`checkout_webhooks_total{result="${result}"}`), 1, result);
  }
});

test('measures PortOne, and counts what it does not answer', async () => {
  const paymentId = await pay('approve');
  checkout.sandbox.setFault({ kind: 'status', status: 401 });
  await checkout.complete({ paymentId });
  checkout.sandbox.setFault({ kind: 'reset' });
  await checkout.complete({ paymentId });
  checkout.sandbox.setFault(undefined);
  await checkout.complete({ paymentId });
  const asked = (result: string) =>
    value(
      `checkout_portone_request_duration_seconds_count{operation="getPayment",result="${result}"}`,
    );
  const failed = (result: string) =>
    value(`checkout_portone_errors_total{operation="getPayment",result="${result}"}`);
  assert.equal(await asked('ok'), 1);
  assert.equal(await asked('401'), 1);
  assert.equal(await failed('401'), 1);
  assert.equal(await failed('no_answer'), 3, 'each attempt by itself');
  assert.equal(await failed('ok'), undefined);
});

test('measures answers by route and class of status, items among them', async () => {
  await checkout.item();
  await checkout.item('socks');
  await checkout.status('neverissuedhere00000');
  await checkout.send('/a/b/c');
  const answered = (route: string, status: string) =>
    value(`checkout_http_request_duration_seconds_count{route="${route}",status="${status}"}`);
  assert.equal(await answered('/api/items/:itemId', '2xx'), 1);
  assert.equal(await answered('/api/items/:itemId', '4xx'), 1);
  assert.equal(await answered('/api/payment/:paymentId', '4xx'), 1);
  assert.equal(await answered('none', '4xx'), 1);
});

test('names no payment and no item', async () => {
  const paymentId = await pay('approve');
  await checkout.complete({ paymentId });
  await checkout.status(paymentId);
  const { text } = await scrape();
  assert.ok(!text.includes(paymentId));
  assert.doesNotMatch(text, /shoes/);
});

test('is not there for a client from outside', async (t) => {
  const metrics = prometheusMetrics();
  const app = new Koa();
  app.use(errorResponder(pino({ level: 'silent' })));
  app.use((ctx, next) => {
    Object.defineProperty(ctx.req.socket, 'remoteAddress', { value: '203.0.113.9' });
    return next();
  });
  app.use(getMetrics(metrics));
  const server = httpServer(app.callback());
  t.after(() => server.close());
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo;
  assert.equal((await fetch(`http://127.0.0.1:${port}/metrics`)).status, 404);
});

for (const header of ['x-forwarded-for', 'forwarded', 'x-real-ip', 'via']) {
  test(`is not there for the public, who come through a proxy that sets ${header}`, async () => {
    const { status, text } = await scrape({ [header]: '10.0.0.1' });
    assert.equal(status, 404);
    assert.equal(JSON.parse(text).code, 'NOT_FOUND');
  });
}
