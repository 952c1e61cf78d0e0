import assert from 'node:assert/strict';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, type TestContext, test } from 'node:test';
import { pino } from 'pino';
import { Webhook } from 'standardwebhooks';
import { httpServer } from '../../../../bff/http/http-server.ts';
import { metricsApp } from '../../../../bff/http/metrics-app.ts';
import { prometheusMetrics } from '../../../../bff/observability/metrics.ts';
import {
  type Checkout,
  metricsHeaders,
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

const scrape = async (headers: Record<string, string> = metricsHeaders, url = checkout.url) => {
  const response = await fetch(`${url}/metrics`, { headers });
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

for (const [title, headers] of [
  ['no token', {}],
  ['another token', { authorization: 'Bearer a-token-of-the-testz' }],
  ['a longer one', { authorization: `${metricsHeaders.authorization}x` }],
  ['no more than the token', { authorization: 'a-token-of-the-tests' }],
  ['an empty one', { authorization: 'Bearer ' }],
] as const) {
  test(`[S1] /metrics without its token: ${title}`, async () => {
    const { status, text } = await scrape(headers);
    assert.equal(status, 404);
    assert.equal(JSON.parse(text).code, 'NOT_FOUND');
  });
}

test('[S1] /metrics without its token: to whoever has it, also through a proxy', async () => {
  const { status } = await scrape({ ...metricsHeaders, 'x-forwarded-for': '203.0.113.9' });
  assert.equal(status, 200);
});

test('[S2] /metrics where the owner has set neither token nor port', async (t) => {
  const bare = await startCheckout({ hasNoMetricsToken: true });
  t.after(() => bare.stop());
  for (const headers of [{}, metricsHeaders, { authorization: 'Bearer undefined' }]) {
    assert.equal((await scrape(headers, bare.url)).status, 404);
  }
});

/** `/metrics` on a port of its own, as a client at this address sees it. */
async function ownPort(t: TestContext, token?: string, peer?: string): Promise<string> {
  const log = pino({ level: 'silent' });
  const answer = metricsApp(prometheusMetrics(), token, log).callback();
  const server = httpServer((request, response) => {
    if (peer) Object.defineProperty(request.socket, 'remoteAddress', { value: peer });
    void answer(request, response);
  });
  t.after(() => server.close());
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

test('answers on a port of its own, and nothing else there', async (t) => {
  const url = await ownPort(t);
  const { status, text } = await scrape({}, url);
  assert.equal(status, 200);
  assert.match(text, /^process_resident_memory_bytes \d+/m);
  assert.equal((await fetch(`${url}/healthz`)).status, 404);
});

test('[S3] /metrics on its own port: is not there for a client from outside', async (t) => {
  assert.equal((await scrape({}, await ownPort(t, undefined, '203.0.113.9'))).status, 404);
});

for (const header of ['x-forwarded-for', 'forwarded', 'x-real-ip', 'via']) {
  test(`[S3] /metrics on its own port: is not there through a proxy that sets ${header}`, async (t) => {
    const { status, text } = await scrape({ [header]: '10.0.0.1' }, await ownPort(t));
    assert.equal(status, 404);
    assert.equal(JSON.parse(text).code, 'NOT_FOUND');
  });
}

test('wants the token on its own port, too, where there is one', async (t) => {
  const url = await ownPort(t, 'a-token-of-the-tests', '203.0.113.9');
  assert.equal((await scrape({}, url)).status, 404);
  assert.equal((await scrape(metricsHeaders, url)).status, 200);
});
