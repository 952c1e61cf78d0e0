import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { type AddressInfo, createServer as createSocketServer, type Socket } from 'node:net';
import { afterEach, beforeEach, mock, test } from 'node:test';
import { PaymentClient } from '@portone/server-sdk/payment';
import type { CheckoutError } from '../../../bff/domain/checkout-error.ts';
import type { PortOne } from '../../../bff/domain/portone.ts';
import { portOneClient } from '../../../bff/portone/portone-client.ts';

const recorded = readFileSync(new URL('../scenarios/kakaopay-paid.json', import.meta.url), 'utf8');
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
let unreadable: number;

beforeEach(async () => {
  asked = 0;
  alerts = [];
  unreadable = 0;
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
    onUnreadable: () => {
      unreadable += 1;
    },
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

test('does not retry at once where PortOne sends Retry-After, and passes that on', async () => {
  script = [{ status: 429, body: '{"type":"TOO_MANY_REQUESTS"}', headers: { 'retry-after': '7' } }];
  await assert.rejects(portOne.getPayment(paymentId), {
    code: 'UPSTREAM_UNAVAILABLE',
    retryAfter: 7,
  });
  assert.equal(asked, 1);
});

test('understands a Retry-After that is a date, and passes over one that is neither', async () => {
  const headers = { 'retry-after': new Date(Date.now() + 60_000).toUTCString() };
  script = [{ status: 429, body: '{"type":"TOO_MANY_REQUESTS"}', headers }];
  await assert.rejects(portOne.getPayment(paymentId), ({ retryAfter }: CheckoutError) => {
    assert.ok(retryAfter && retryAfter > 55 && retryAfter <= 60, `${retryAfter}`);
    return true;
  });
  script = [{ status: 429, body: '{}', headers: { 'retry-after': 'soon' } }];
  await assert.rejects(portOne.getPayment(paymentId), { retryAfter: undefined });
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

test('asks a PortOne again by itself that kept failing and is well', async (t) => {
  script = [broken];
  for (let call = 0; call < 4; call += 1) await assert.rejects(portOne.getPayment(paymentId));
  script = [paid];
  await assert.rejects(portOne.getPayment(paymentId), { code: 'UPSTREAM_UNAVAILABLE' });
  mock.timers.enable({ apis: ['Date'], now: Date.now() + 5_000 });
  t.after(() => mock.timers.reset());
  assert.equal((await portOne.getPayment(paymentId))?.status, 'PAID');
  assert.equal((await portOne.getPayment(paymentId))?.status, 'PAID');
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

test('leaves the process its own fetch, to PortOne as well, while a call is under way', async () => {
  const own = globalThis.fetch;
  const seen: Array<{ method?: string; headers: Record<string, unknown>; body: string }> = [];
  server.removeAllListeners('request');
  server.on('request', async (request, response) => {
    const body = Buffer.concat(await request.toArray()).toString();
    seen.push({ method: request.method as string, headers: request.headers, body });
    const isMoved = request.url === '/moved';
    if (isMoved) response.writeHead(302, { location: '/there' }).end();
    else response.writeHead(200, { 'content-type': 'application/json' }).end(recorded);
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  const [payment, answer] = await Promise.all([
    portOne.getPayment(paymentId),
    fetch(
      new Request(`${url}/payments`, {
        method: 'POST',
        headers: { authorization: 'PortOne the-owners', 'content-type': 'application/json' },
        body: '{"the":"owner’s"}',
      }),
    ),
  ]);
  assert.equal(payment?.status, 'PAID');
  assert.ok(answer instanceof Response);
  const posted = seen.find(({ method }) => method === 'POST');
  assert.equal(posted?.headers.authorization, 'PortOne the-owners');
  assert.equal(posted?.body, '{"the":"owner’s"}');

  const headers = new Headers({ 'x-owner': 'yes' });
  await fetch(url, { method: 'PUT', headers, body: new TextEncoder().encode('bytes') });
  assert.equal(seen.at(-1)?.method, 'PUT');
  assert.equal(seen.at(-1)?.headers['x-owner'], 'yes');
  assert.equal(seen.at(-1)?.body, 'bytes');
  assert.equal((await fetch(`${url}/moved`)).redirected, true);

  const client = PaymentClient({ secret: 'the-owners', baseUrl: url });
  assert.equal((await client.getPayment({ paymentId })).status, 'PAID');
  assert.equal(seen.at(-1)?.headers.authorization, 'PortOne the-owners');
  const limited = await fetch(url, { signal: AbortSignal.abort() }).catch(({ name }) => name);
  assert.equal(limited, 'AbortError');
  assert.equal(globalThis.fetch, own);
});

test('keeps its limits where the process has a fetch of its own by now', async (t) => {
  const own = globalThis.fetch;
  t.after(() => {
    globalThis.fetch = own;
  });
  globalThis.fetch = () => Promise.resolve(new Response(recorded));
  script = [{ status: 302, body: '', headers: { location: '/elsewhere' } }];
  await assert.rejects(portOne.getPayment(paymentId), { code: 'UPSTREAM_UNAVAILABLE' });
  assert.equal(asked, 1);
});

test('tells the operator once of a status that it does not know, and reads the rest of the list', async () => {
  const payment = JSON.parse(recorded);
  const unknown = { ...payment, id: 'payment0001', status: 'TELEPORTED' };
  script = [listOf([unknown, { ...payment, id: 'payment0002' }])];
  const { payments } = await portOne.listChanges({
    from: '2025-01-01T00:00:00Z',
    until: '2026-01-01T00:00:00Z',
    number: 0,
  });
  assert.deepEqual(
    payments.map((listed) => listed.paymentId),
    ['payment0002'],
  );
  script = [{ status: 200, body: JSON.stringify(unknown) }];
  await assert.rejects(portOne.getPayment('payment0001'), { code: 'UPSTREAM_UNAVAILABLE' });
  assert.equal(alerts.length, 1);
  assert.match(alerts[0] as string, /TELEPORTED/);
});

test('passes over an entry of the list whose time is none, and counts it', async () => {
  const payment = JSON.parse(recorded);
  const at = ['never', '9999-12-31T23:59:59-12:00', '0000-01-01T00:00:00+12:00', null, 0];
  const broken = at.map((statusChangedAt, index) => ({
    ...payment,
    id: `${index}`,
    statusChangedAt,
  }));
  script = [listOf([...broken, {}, null, { ...payment, id: 'payment0002' }] as never)];
  const span = { from: '2025-01-01T00:00:00Z', until: '2026-01-01T00:00:00Z', number: 0 };
  const { payments } = await portOne.listChanges(span);
  assert.deepEqual(
    payments.map((listed) => listed.paymentId),
    ['payment0002'],
  );
  assert.equal(unreadable, broken.length + 2);
  assert.equal(alerts.length, 1);
});

test('leaves PortOne alone for a day at most, whatever its Retry-After says', async () => {
  for (const value of ['1e300', 'Infinity', 'Fri, 31 Dec 9999 23:59:59 GMT']) {
    script = [{ status: 429, body: '{}', headers: { 'retry-after': value } }];
    await assert.rejects(portOne.getPayment(paymentId), { retryAfter: 24 * 60 * 60 });
  }
});

test('asks a PortOne again that kept failing while the clock ran ahead', async (t) => {
  t.after(() => mock.timers.reset());
  mock.timers.enable({ apis: ['Date'], now: Date.now() + 2 * 24 * 60 * 60_000 });
  script = [broken];
  for (let call = 0; call < 4; call += 1) await assert.rejects(portOne.getPayment(paymentId));
  mock.timers.reset();
  script = [paid];
  assert.equal((await portOne.getPayment(paymentId))?.status, 'PAID');
});

test('takes PENDING, as the list’s filter has it, for PAY_PENDING', async () => {
  script = [{ status: 200, body: JSON.stringify({ ...JSON.parse(recorded), status: 'PENDING' }) }];
  assert.equal((await portOne.getPayment(paymentId))?.status, 'PAY_PENDING');
  assert.deepEqual(alerts, []);
});

test('lists refunds oldest first, in whatever order PortOne does', async () => {
  const refund = (id: string, cancelledAt: string) => ({
    status: 'SUCCEEDED',
    id,
    totalAmount: 100,
    cancelledAt,
  });
  const cancellations = [
    refund('second', '2025-05-02T00:00:00Z'),
    refund('first', '2025-05-01T00:00:00.5Z'),
    { ...refund('failed', '2025-05-01T00:00:00Z'), status: 'FAILED' },
  ];
  script = [{ status: 200, body: JSON.stringify({ ...JSON.parse(recorded), cancellations }) }];
  assert.deepEqual(
    (await portOne.getPayment(paymentId))?.cancellations.map(({ id }) => id),
    ['first', 'second'],
  );
});

/** What a PortOne that is broken below HTTP does with a request. */
const misdeeds: Record<string, (socket: Socket) => void> = {
  'says nothing': () => {},
  'breaks the connection': (socket) => socket.resetAndDestroy(),
  'closes the connection': (socket) => socket.end(),
  'stops after its headers': (socket) => socket.write(head),
  'stops half-way': (socket) => socket.write(head + recorded.slice(0, 500)),
  'breaks off half-way': (socket) => socket.end(head + recorded.slice(0, 500)),
  'speaks no HTTP': (socket) => socket.end('220 smtp.example ESMTP\r\n'),
};
const head = `HTTP/1.1 200 OK\r\ncontent-length: ${Buffer.byteLength(recorded)}\r\n\r\n`;

/** A PortOne of sockets, and a client that is patient for a moment only. */
async function socketPortOne(onRequest: (socket: Socket) => void, circuitOpenMs?: number) {
  const sockets = new Set<Socket>();
  const listening = createSocketServer((socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => {});
    socket.on('data', () => onRequest(socket));
  });
  await new Promise<void>((ready) => listening.listen(0, '127.0.0.1', ready));
  const results: string[] = [];
  const client = portOneClient({
    apiSecret: 'a-secret-for-tests-only',
    apiUrl: `http://127.0.0.1:${(listening.address() as AddressInfo).port}`,
    storeId: 'store-tests',
    timeoutMs: 200,
    ...(circuitOpenMs !== undefined && { circuitOpenMs }),
    onAnswered: ({ result }) => results.push(result),
  });
  return {
    client,
    sockets,
    results,
    async close() {
      await client.close();
      for (const socket of sockets) socket.destroy();
      await new Promise((closed) => listening.close(closed));
    },
  };
}

for (const [what, misbehave] of Object.entries(misdeeds)) {
  test(`takes a PortOne that ${what} for one that did not answer, and leaves it alone when that goes on`, async (t) => {
    let requests = 0;
    const upstream = await socketPortOne((socket) => {
      requests += 1;
      misbehave(socket);
    });
    t.after(upstream.close);
    const ask = () =>
      assert.rejects(upstream.client.getPayment(paymentId), { code: 'UPSTREAM_UNAVAILABLE' });
    await ask();
    // On a busy machine the time can be over before an attempt has left.
    assert.ok(requests <= 3, `${requests} attempts`);
    assert.deepEqual(new Set(upstream.results), new Set(['no_answer']));
    for (let call = 0; call < 10; call += 1) await ask();
    const before = requests;
    assert.ok(before >= 1, 'it was asked at all');
    await ask();
    assert.equal(requests, before);
  });
}

test('a thousand calls that fail leave no socket behind', async (t) => {
  const deeds = [...Object.values(misdeeds), (socket: Socket) => socket.write(head + recorded)];
  let requests = 0;
  const upstream = await socketPortOne((socket) => {
    deeds[requests % deeds.length]?.(socket);
    requests += 1;
  }, 0);
  t.after(upstream.close);
  const ask = () => upstream.client.getPayment(paymentId).catch(() => {});
  for (let round = 0; round < 20; round += 1) await Promise.all(Array.from({ length: 50 }, ask));
  const failures = upstream.results.filter((result) => result === 'no_answer');
  assert.ok(failures.length >= 1_000, `${failures.length} failures`);
  assert.ok(upstream.sockets.size <= 50, `${upstream.sockets.size} are open`);
});
