import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, test } from 'node:test';
import { type PortOne, portOneClient } from '../../../bff/adapters/portone-client.ts';

const recorded = readFileSync(new URL('../kakaopay-paid.json', import.meta.url), 'utf8');
const paymentId = '48bbbe86bae0046d';
const paid = { status: 200, body: recorded };
const broken = { status: 500, body: '{"type":"INTERNAL_SERVER_ERROR"}' };

type Scripted = { status: number; body: string; headers?: Record<string, string> };

/** A PortOne that answers as it is told, the last answer for ever. */
let script: Array<Scripted | ((url: string) => Scripted)>;
let asked: number;
let server: Server;
let portOne: PortOne;
let alerts: string[];

beforeEach(async () => {
  asked = 0;
  alerts = [];
  server = createServer((request, response) => {
    const next = script[Math.min(asked, script.length - 1)] as (typeof script)[number];
    const { status, body, headers } =
      typeof next === 'function' ? next(request.url as string) : next;
    asked += 1;
    response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(body);
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  portOne = portOneClient({
    apiSecret: 'a-secret-for-tests-only',
    apiUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    storeId: 'store-tests',
    alert: (message) => alerts.push(message),
  });
});
afterEach(async () => {
  await portOne.close();
  server.closeAllConnections();
  await new Promise((closed) => server.close(closed));
});

test('asks again after a failure that may pass', async () => {
  script = [broken, { ...broken, status: 503 }, paid];
  assert.equal((await portOne.getPayment(paymentId))?.status, 'PAID');
  assert.equal(asked, 3);
});

test('asks three times at most', async () => {
  script = [broken];
  await assert.rejects(portOne.getPayment(paymentId), { code: 'UPSTREAM_UNAVAILABLE' });
  assert.equal(asked, 3);
});

test('does not ask again at once where PortOne asks for patience, and passes that on', async () => {
  script = [{ status: 429, body: '{"type":"TOO_MANY_REQUESTS"}', headers: { 'retry-after': '7' } }];
  await assert.rejects(portOne.getPayment(paymentId), {
    code: 'UPSTREAM_UNAVAILABLE',
    retryAfter: 7,
  });
  assert.equal(asked, 1);
});

for (const status of [401, 403]) {
  test(`tells the operator once about ${status}, instead of asking again`, async () => {
    const refused = { status, body: '{"type":"UNAUTHORIZED"}' };
    script = [refused, refused, paid, refused];
    await assert.rejects(portOne.getPayment(paymentId));
    await assert.rejects(portOne.getPayment(paymentId));
    assert.equal(asked, 2);
    assert.equal(alerts.length, 1);
    assert.match(alerts[0] as string, /V2_API_SECRET/);
    await portOne.getPayment(paymentId);
    await assert.rejects(portOne.getPayment(paymentId));
    assert.equal(alerts.length, 2);
  });
}

test('leaves a PortOne alone that keeps failing, and says when to come back', async () => {
  script = [broken];
  for (let call = 0; call < 4; call += 1) await assert.rejects(portOne.getPayment(paymentId));
  const before = asked;
  await assert.rejects(portOne.getPayment(paymentId), {
    code: 'UPSTREAM_UNAVAILABLE',
    retryAfter: 5,
  });
  assert.equal(asked, before);
});

test('knows no payment only on PortOne’s own word', async () => {
  script = [{ status: 404, body: '{"type":"PAYMENT_NOT_FOUND","message":"none"}' }];
  assert.equal(await portOne.getPayment(paymentId), undefined);
  script = [{ status: 404, body: '<h1>Not Found</h1>' }];
  await assert.rejects(portOne.getPayment(paymentId), { code: 'UPSTREAM_UNAVAILABLE' });
});

test('takes the money once: a confirmation without an answer is not repeated', async () => {
  script = [broken];
  const order = { paymentId, storeId: 'store-tests', currency: 'KRW', totalAmount: 1000 };
  await assert.rejects(portOne.confirmPayment(order as never, { paymentToken: 'token' }), {
    code: 'UPSTREAM_UNAVAILABLE',
  });
  assert.equal(asked, 1);
});

test('times are comparable texts, whatever number of digits PortOne gives them', async () => {
  const at = (statusChangedAt: string) => ({
    status: 200,
    body: JSON.stringify({ ...JSON.parse(recorded), statusChangedAt }),
  });
  script = [at('2025-04-30T07:03:13Z'), at('2025-04-30T16:03:13.5+09:00')];
  const first = await portOne.getPayment(paymentId);
  const second = await portOne.getPayment(paymentId);
  assert.equal(first?.statusChangedAt, '2025-04-30T07:03:13.000000000Z');
  assert.equal(second?.statusChangedAt, '2025-04-30T07:03:13.500000000Z');
});

const FAT = 'fat'.padEnd(5 * 1024 * 1024);

/** Answers with a page of a list of these payments, each as it is. */
function listOf(items: Array<Record<string, unknown>>) {
  return (url: string): Scripted => {
    const asked = new URL(url, 'http://portone').searchParams.get('requestBody') as string;
    const { number, size } = JSON.parse(asked).page;
    return {
      status: 200,
      body: JSON.stringify({
        items: items.slice(number * size, (number + 1) * size),
        page: { number, size, totalCount: items.length },
      }),
    };
  };
}

test('one payment that is too large to be read does not keep the others of its page from being read', async () => {
  const payment = JSON.parse(recorded);
  const ids = Array.from({ length: 10 }, (_, index) => `payment${String(index).padStart(4, '0')}`);
  script = [
    listOf(ids.map((id) => ({ ...payment, id, customData: id === 'payment0004' ? FAT : '' }))),
  ];
  const { payments, isLast } = await portOne.listChanges({
    from: '2025-01-01T00:00:00Z',
    until: '2026-01-01T00:00:00Z',
    number: 0,
  });
  assert.deepEqual(
    payments.map((listed) => listed.paymentId),
    ids.filter((id) => id !== 'payment0004'),
  );
  assert.equal(isLast, true);
  assert.equal(alerts.length, 1);
});

test('keeps its limits to PortOne, and takes them back when it is closed', async (t) => {
  const guarded = globalThis.fetch;
  const other = createServer((request, response) => {
    const isFirst = request.url === '/';
    response.writeHead(isFirst ? 302 : 200, isFirst ? { location: '/moved' } : {}).end('moved');
  });
  t.after(() => {
    other.close();
    other.closeAllConnections();
  });
  await new Promise<void>((listening) => other.listen(0, '127.0.0.1', listening));
  const { port } = other.address() as AddressInfo;
  const response = await fetch(`http://127.0.0.1:${port}/`);
  assert.equal(response instanceof Response && (await response.text()), 'moved');

  await portOne.close();
  assert.notEqual(globalThis.fetch, guarded);
});
