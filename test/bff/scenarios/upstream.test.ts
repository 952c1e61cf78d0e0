/** What the server answers while PortOne fails, and that nothing is lost or made up by it. */
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, afterEach, before, beforeEach, test } from 'node:test';
import type { Fault } from '../../../demo/sandbox/sandbox.ts';
import {
  anEvent,
  apiSecret,
  type Checkout,
  paymentRequest,
  startCheckout,
} from '../../support/server/checkout-server.ts';

let checkout: Checkout;
before(async () => {
  checkout = await startCheckout({ portOneTimeoutMs: 2_000 });
});
after(() => checkout.stop());
beforeEach(() => checkout.sandbox.setWebhooksLost(true));
afterEach(() => checkout.sandbox.setFault(undefined));

type Unavailable = { retryAfter: number; asked: number };

/**
 * Page and webhook are told to come again while PortOne fails; nothing is stored
 * meanwhile, and everything is right once it is well.
 */
async function outlives(begin: () => unknown, end: () => unknown): Promise<Unavailable> {
  const { sandbox } = checkout;
  const order = await checkout.order();
  await sandbox.pay(paymentRequest(order), { result: 'approve' });
  const { paymentId } = order;
  await begin();
  const calls = sandbox.calls('getPayment');
  const page = await checkout.complete({ paymentId });
  const asked = sandbox.calls('getPayment') - calls;
  const webhook = await checkout.webhook(anEvent('Transaction.Paid', paymentId));
  for (const { status, body } of [page, webhook]) {
    assert.deepEqual([status, body.code], [503, 'UPSTREAM_UNAVAILABLE']);
    assert.deepEqual(Object.keys(body), ['code', 'message']);
  }
  const retryAfter = Number(page.headers.get('retry-after'));
  assert.ok(retryAfter > 0);
  assert.equal((await checkout.orders.find(paymentId))?.settlement, undefined);
  assert.deepEqual(await checkout.eventTypesOf(paymentId), []);
  await end();
  assert.equal((await checkout.complete({ paymentId })).status, 200);
  assert.deepEqual(await checkout.eventTypesOf(paymentId), ['payment.paid']);
  return { retryAfter, asked };
}

const outlivesFault = (fault: Fault) =>
  outlives(
    () => checkout.sandbox.setFault(fault),
    () => checkout.sandbox.setFault(undefined),
  );

const alerts = () => checkout.logged.filter(({ level }) => level === 60).length;
for (const [title, status] of [
  ['[D1] 401, 403: the secret is refused', 401],
  ['[D1] 401, 403: the store is refused', 403],
] as const) {
  test(title, async () => {
    const before = alerts();
    const { asked } = await outlivesFault({ kind: 'status', status });
    assert.equal(asked, 1, 'a retry would fail as well');
    assert.equal(alerts() - before, 1, 'the operator hears of it, once');
    const log = JSON.stringify(checkout.logged);
    assert.match(log, /V2_API_SECRET/);
    assert.ok(!log.includes(apiSecret));
  });
}

test('[D2] 429 + Retry-After', async () => {
  const { asked, retryAfter } = await outlivesFault({
    kind: 'status',
    status: 429,
    retryAfter: 7,
  });
  assert.deepEqual({ asked, retryAfter }, { asked: 1, retryAfter: 7 });
});

const passing: Array<[title: string, fault: Fault]> = [
  ['[D3] 500, 502 HTML, 503: 500', { kind: 'status', status: 500 }],
  ['[D3] 500, 502 HTML, 503: a proxy’s page', { kind: 'html' }],
  ['[D3] 500, 502 HTML, 503: 503', { kind: 'status', status: 503 }],
];
for (const [title, fault] of passing) {
  test(title, async () => {
    const { asked } = await outlivesFault(fault);
    assert.ok(asked >= 1 && asked <= 3, `${asked} tries`);
  });
}

const faults: Array<[title: string, fault: Fault]> = [
  ['[D4] no connect, hang, 1 byte/s, RST, truncated: hang', { kind: 'hang' }],
  ['[D4] no connect, hang, 1 byte/s, RST, truncated: 1 byte/s', { kind: 'drip' }],
  ['[D4] no connect, hang, 1 byte/s, RST, truncated: RST', { kind: 'reset' }],
  ['[D4] no connect, hang, 1 byte/s, RST, truncated: truncated', { kind: 'truncated' }],
  ['[D5] 200 malformed, null, 10 MB: malformed', { kind: 'malformed' }],
  ['[D5] 200 malformed, null, 10 MB: null', { kind: 'null' }],
  ['[D5] 200 malformed, null, 10 MB: 10 MB', { kind: 'huge' }],
];
for (const [title, fault] of faults) {
  test(title, async () => {
    await outlivesFault(fault);
  });
}

test('[D4] no connect, hang, 1 byte/s, RST, truncated: no connect', async () => {
  const port = Number(new URL(checkout.sandbox.url).port);
  await outlives(
    () => checkout.sandbox.close(),
    () => checkout.sandbox.listen(port),
  );
});

test('[D6] 302', async (t) => {
  const asked: unknown[] = [];
  // What a redirect may lead to says whatever it likes.
  const impostor = createServer((request, response) => {
    asked.push(request.url);
    response.setHeader('content-type', 'application/json').end('{"status":"PAID"}');
  });
  t.after(() => impostor.close());
  await new Promise<void>((listening) => impostor.listen(0, '127.0.0.1', listening));
  const location = `http://127.0.0.1:${(impostor.address() as AddressInfo).port}/payments/x`;
  await outlivesFault({ kind: 'redirect', location });
  assert.deepEqual(asked, []);
});

test('[D7] outage of 10 min', async (t) => {
  const circuitOpenMs = 200;
  const begin = Date.now();
  let now = begin;
  const server = await startCheckout({ circuitOpenMs, clock: () => now });
  t.after(() => server.stop());
  const { sandbox } = server;
  sandbox.setWebhooksLost(true);
  const paymentIds: string[] = [];
  for (let made = 0; made < 20; made += 1) {
    const order = await server.order();
    await sandbox.pay(paymentRequest(order), { result: 'approve' });
    paymentIds.push(order.paymentId);
  }
  const reconcile = async () => {
    await Promise.allSettled([server.poll(), server.readChanges()]);
  };

  sandbox.setFault({ kind: 'status', status: 500 });
  const calls = sandbox.calls();
  const wellAgain = begin + 10 * 60_000;
  let passes = 0;
  for (; now < wellAgain; now += 5_000) {
    await reconcile();
    passes += 1;
  }
  // Twenty orders, three tries for each, at a dozen of the passes or more: PortOne hears a fraction of that.
  const asked = sandbox.calls() - calls;
  assert.ok(asked < passes, `asked ${asked} times in ${passes} passes`);
  const answer = await server.complete({ paymentId: paymentIds[0] as string });
  assert.deepEqual([answer.status, answer.body.code], [503, 'UPSTREAM_UNAVAILABLE']);
  assert.match(JSON.stringify(server.logged), /left alone for a while/);

  sandbox.setFault(undefined);
  // The breaker lets the first question through again, once its time is over.
  const isLeftAlone = async () =>
    (await server.complete({ paymentId: paymentIds[0] as string })).status === 503;
  while (await isLeftAlone());
  for (const end = now + 60_000; now < end; now += 5_000) await reconcile();
  for (const paymentId of paymentIds) {
    assert.deepEqual(await server.eventTypesOf(paymentId), ['payment.paid']);
  }
});
