/** What the server withstands at its edge, from any client. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { Webhook } from 'standardwebhooks';
import {
  apiSecret,
  type Checkout,
  paymentRequest,
  startCheckout,
  webhookSecret,
} from '../../support/server/checkout-server.ts';
import { everythingFrom, openConnection, readRaw, sendRaw } from '../../support/server/raw-http.ts';

const PAGE = 'https://shop.example';
const json = { 'content-type': 'application/json' };

let checkout: Checkout;
before(async () => {
  checkout = await startCheckout({ allowedOrigins: [PAGE], bodyTimeoutMs: 100 });
});
after(() => checkout.stop());

const COMPLETE = '/api/payment/complete';
const ORDERS = '/api/orders';
const WEBHOOK = '/api/payment/webhook';

type Init = { method?: string; headers?: Record<string, string>; body?: BodyInit };

const post = (path: string, body: BodyInit, headers: Record<string, string> = json) =>
  checkout.send(path, { method: 'POST', headers, body });

/** A webhook without them is refused before its body. */
const signature = {
  'webhook-id': 'msg-1',
  'webhook-timestamp': String(Math.floor(Date.now() / 1_000)),
  'webhook-signature': 'v1,none',
};
const signatureLines = Object.entries(signature)
  .map((field) => `${field.join(': ')}\r\n`)
  .join('');

function chunked(bytes: number): Init {
  const half = new TextEncoder().encode('x'.repeat(bytes / 2));
  const body = new ReadableStream({
    start(controller) {
      controller.enqueue(half);
      controller.enqueue(half);
      controller.close();
    },
  });
  return { method: 'POST', headers: { ...json, ...signature }, body, duplex: 'half' } as Init;
}

/** Every row of the table ends in `=` F0: PortOne is not asked, and a paid order that was not completed stays as it was. */
async function leavesAllAsItWas(act: (paymentId: string) => Promise<void>): Promise<void> {
  checkout.sandbox.setWebhooksLost(true);
  const order = await checkout.order();
  await checkout.sandbox.pay(paymentRequest(order), { result: 'approve' });
  const calls = checkout.sandbox.calls();
  const stored = await checkout.orders.find(order.paymentId);
  await act(order.paymentId);
  assert.equal(checkout.sandbox.calls(), calls, 'PortOne was asked');
  assert.deepEqual(await checkout.orders.find(order.paymentId), stored);
}

function isErrorAnswer(
  answer: { status: number; body: Record<string, unknown> },
  status: number,
  code: string,
): void {
  assert.deepEqual(
    { status: answer.status, code: answer.body.code, fields: Object.keys(answer.body) },
    { status, code, fields: ['code', 'message'] },
  );
}

const large: Array<[title: string, path: string, bytes: number]> = [
  ['[F1] C > 4 kB, W > 16 kB; chunked too: C', COMPLETE, 5_000],
  ['[F1] C > 4 kB, W > 16 kB; chunked too: an order', ORDERS, 5_000],
  ['[F1] C > 4 kB, W > 16 kB; chunked too: W', WEBHOOK, 17_000],
];
for (const [title, path, bytes] of large) {
  test(title, () =>
    leavesAllAsItWas(async (paymentId) => {
      const body = JSON.stringify({ paymentId, itemId: 'shoes', more: 'x'.repeat(bytes) });
      isErrorAnswer(await post(path, body), 413, 'BODY_TOO_LARGE');
      isErrorAnswer(await checkout.send(path, chunked(bytes)), 413, 'BODY_TOO_LARGE');
    }),
  );
}

test('[F1] C > 4 kB, W > 16 kB; chunked too: 4 kB are not too large yet', async () => {
  const body = JSON.stringify({ paymentId: 'neverissuedhere00000', more: '' });
  const full = body.replace('""', `"${'x'.repeat(4_096 - body.length)}"`);
  assert.equal(full.length, 4_096);
  isErrorAnswer(await post(COMPLETE, full), 404, 'PAYMENT_NOT_FOUND');
  isErrorAnswer(await post(COMPLETE, `${full} `), 413, 'BODY_TOO_LARGE');
});

const notJson: Array<[title: string, body: (paymentId: string) => string]> = [
  [
    '[F2] bad JSON, array, null, deep nesting: bad JSON',
    (paymentId) => `{"paymentId":"${paymentId}"`,
  ],
  ['[F2] bad JSON, array, null, deep nesting: array', (paymentId) => `["${paymentId}"]`],
  ['[F2] bad JSON, array, null, deep nesting: null', () => 'null'],
  ['[F2] bad JSON, array, null, deep nesting: a text', (paymentId) => `"${paymentId}"`],
  [
    '[F2] bad JSON, array, null, deep nesting: lists in lists',
    (paymentId) =>
      `{"paymentId":"${paymentId}","itemId":"shoes","a":${'['.repeat(500)}${']'.repeat(500)}}`,
  ],
  [
    '[F2] bad JSON, array, null, deep nesting: objects in objects',
    (paymentId) =>
      `{"paymentId":"${paymentId}","itemId":"shoes","a":${'{"a":'.repeat(20)}1${'}'.repeat(20)}}`,
  ],
];
for (const [title, body] of notJson) {
  test(title, () =>
    leavesAllAsItWas(async (paymentId) => {
      isErrorAnswer(await post(COMPLETE, body(paymentId)), 400, 'INVALID_JSON');
      isErrorAnswer(await post(ORDERS, body(paymentId)), 400, 'INVALID_JSON');
    }),
  );
}

test('[F3] text/plain', () =>
  leavesAllAsItWas(async (paymentId) => {
    const body = JSON.stringify({ paymentId, itemId: 'shoes' });
    for (const path of [COMPLETE, ORDERS, WEBHOOK]) {
      const answer = await post(path, body, { 'content-type': 'text/plain' });
      isErrorAnswer(answer, 415, 'UNSUPPORTED_MEDIA_TYPE');
    }
  }));

test('rejects a compressed body, which may be a bomb', () =>
  leavesAllAsItWas(async (paymentId) => {
    const bomb = gzipSync(JSON.stringify({ paymentId, itemId: 'shoes', a: 'x'.repeat(1_000_000) }));
    for (const encoding of ['gzip', 'deflate', 'br', 'zstd']) {
      for (const path of [COMPLETE, ORDERS, WEBHOOK]) {
        const answer = await post(path, bomb, { ...json, 'content-encoding': encoding });
        isErrorAnswer(answer, 415, 'UNSUPPORTED_MEDIA_TYPE');
      }
    }
  }));

test('[F4] __proto__/constructor keys', () =>
  leavesAllAsItWas(async () => {
    for (const body of [
      '{"itemId":"socks","__proto__":{"x":1}}',
      '{"itemId":"socks","constructor":{"prototype":{"x":1}}}',
      '{"itemId":"socks","buyer":{"__proto__":{"x":1},"constructor":{"prototype":{"x":1}}}}',
      '{"paymentId":{"__proto__":{"x":1}}}',
      '{"paymentId":"__proto__"}',
      '{"paymentId":"constructor"}',
    ]) {
      for (const path of [COMPLETE, ORDERS, WEBHOOK]) {
        const { status, body: answer } = await post(path, body);
        assert.ok([400, 404].includes(status), `${status} for ${body}`);
        assert.equal(typeof answer.code, 'string');
      }
      assert.equal(({} as { x?: number }).x, undefined);
    }
  }));

const badIds: unknown[] = [
  '.',
  '..',
  'a/b',
  '%2e%2e',
  'abcdef\r\nX-Evil: 1',
  'abcdef\0',
  'x'.repeat(3_000),
  123_456,
  ['neverissuedhere00000'],
  null,
  undefined,
];
for (const paymentId of badIds) {
  const shown = JSON.stringify(paymentId)?.slice(0, 30);
  test(`[F5] paymentId ., .., a/b, %2e%2e, CRLF, NUL, 10 kB, number, array: ${shown}`, () =>
    leavesAllAsItWas(async () => {
      isErrorAnswer(await post(COMPLETE, JSON.stringify({ paymentId })), 400, 'INVALID_PAYMENT_ID');
    }));
}

for (const segment of ['.%2e', '%2e%2e', 'a%2Fb', 'abcdef%0d%0aX-Evil:%201', 'abcdef%00', 'abc']) {
  test(`[F5] paymentId ., .., a/b, %2e%2e, CRLF, NUL, 10 kB, number, array: ${segment} in an address`, () =>
    leavesAllAsItWas(async () => {
      const answer = await sendRaw(
        checkout.url,
        `GET /api/payment/${segment} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`,
      );
      isErrorAnswer(readRaw(answer), 400, 'INVALID_PAYMENT_ID');
      assert.doesNotMatch(answer, /X-Evil/i);
    }));
}

test('[F5] paymentId ., .., a/b, %2e%2e, CRLF, NUL, 10 kB, number, array: 10 kB', () =>
  leavesAllAsItWas(async () => {
    const paymentId = 'x'.repeat(10_000);
    isErrorAnswer(await checkout.status(paymentId), 400, 'INVALID_PAYMENT_ID');
    isErrorAnswer(await post(COMPLETE, JSON.stringify({ paymentId })), 413, 'BODY_TOO_LARGE');
  }));

test('[F6] header CRLF; forged X-Forwarded-For: CRLF', () =>
  leavesAllAsItWas(async () => {
    for (const header of [
      'X-Request-Id: one\r\n two: evil',
      'Origin: https://shop.example\nX-Evil: evil',
      'X-Request-Id: one\rX-Evil: evil',
      'X-Request-Id: evil\0',
      'X-Evil : evil',
    ]) {
      const answer = await sendRaw(
        checkout.url,
        `GET /healthz HTTP/1.1\r\nHost: x\r\n${header}\r\nConnection: close\r\n\r\n`,
      );
      assert.doesNotMatch(answer, /evil/i);
      isErrorAnswer(readRaw(answer), 400, 'INVALID_REQUEST');
    }
  }));

test('[F6] header CRLF; forged X-Forwarded-For: without a proxy', async (t) => {
  const limited = await startCheckout({ rateLimitPerMinute: 2 });
  t.after(() => limited.stop());
  const ask = (forged: string) =>
    limited.send('/api/payment/neverissuedhere00000', { headers: { 'x-forwarded-for': forged } });
  await ask('203.0.113.1');
  await ask('203.0.113.2');
  isErrorAnswer(await ask('203.0.113.3'), 429, 'RATE_LIMITED');
});

test('[F6] header CRLF; forged X-Forwarded-For: behind a proxy that appends to it', async (t) => {
  const limited = await startCheckout({ rateLimitPerMinute: 2, trustedProxies: 1 });
  t.after(() => limited.stop());
  const ask = (forged: string, client: string) =>
    limited.send('/api/payment/neverissuedhere00000', {
      headers: { 'x-forwarded-for': `${forged}, ${client}` },
    });
  await ask('203.0.113.1', '198.51.100.1');
  await ask('203.0.113.2', '198.51.100.1');
  isErrorAnswer(await ask('203.0.113.3', '198.51.100.1'), 429, 'RATE_LIMITED');
  assert.equal((await ask('203.0.113.3', '198.51.100.2')).status, 404, 'another client may ask');
});

test('counts the addresses of one IPv6 network as one client', async (t) => {
  const limited = await startCheckout({ rateLimitPerMinute: 2, trustedProxies: 1 });
  t.after(() => limited.stop());
  const ask = (client: string) =>
    limited.send('/api/payment/neverissuedhere00000', { headers: { 'x-forwarded-for': client } });
  await ask('2001:db8:0:7::1');
  await ask('2001:db8:0:7:ffff:ffff:ffff:ffff');
  assert.equal((await ask('2001:db8:0:7::dead:beef')).status, 429);
  assert.equal((await ask('2001:db8:0:8::1')).status, 404);
});

for (const origin of ['https://evil.example', 'null', 'https://shop.example.evil.example']) {
  test(`[F7] disallowed Origin/preflight; null Origin: ${origin}`, () =>
    leavesAllAsItWas(async (paymentId) => {
      const preflight = { origin, 'access-control-request-method': 'POST' };
      const body = JSON.stringify({ paymentId, itemId: 'shoes' });
      for (const answer of [
        await post(COMPLETE, body, { ...json, origin }),
        await post(ORDERS, body, { ...json, origin }),
        await checkout.send(COMPLETE, { method: 'OPTIONS', headers: preflight }),
        await checkout.send(`/api/payment/${paymentId}`, { headers: { origin } }),
        await checkout.send('/api/items/shoes', { headers: { origin } }),
      ]) {
        isErrorAnswer(answer, 403, 'ORIGIN_FORBIDDEN');
        const names = [...answer.headers.keys()];
        assert.deepEqual(
          names.filter((name) => name.startsWith('access-control-')),
          [],
        );
        assert.match(String(answer.headers.get('vary')), /Origin/);
      }
    }));
}

for (const path of [
  '/API/orders',
  '/api/Orders',
  '/Api/orders/',
  '/api/orders/',
  '//api/orders',
  '/api//orders',
  '/api/./orders',
  '/x/../api/orders',
  '/%61pi/orders',
  '/api/%6frders',
  '/api%2forders',
  '/api;x/orders',
  '/\\api/orders',
  '/api\\orders',
]) {
  test(`[F7] disallowed Origin/preflight; null Origin: ${path}`, async () => {
    const body = '{"itemId":"shoes"}';
    for (const target of [path, checkout.url + path]) {
      // As it stands: an HTTP client would write the address anew.
      const answer = await sendRaw(
        checkout.url,
        `POST ${target} HTTP/1.1\r\nHost: x\r\nConnection: close\r\nOrigin: https://evil.example\r\n` +
          `Content-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body}`,
      );
      assert.match(answer, /^HTTP\/1\.1 40[0345] /, target);
    }
  });
}

test('takes a webhook with an Origin, and with a slash at its end', async () => {
  for (const path of [WEBHOOK, `${WEBHOOK}/`]) {
    const answer = await post(path, '{}', { ...json, origin: 'https://evil.example' });
    isErrorAnswer(answer, 400, 'WEBHOOK_INVALID');
    assert.equal(answer.headers.get('access-control-allow-origin'), null);
  }
});

test('[F7] disallowed Origin/preflight; null Origin: no Origin at all is allowed', async () => {
  const answer = await post(COMPLETE, '{"paymentId":"neverissuedhere00000"}');
  isErrorAnswer(answer, 404, 'PAYMENT_NOT_FOUND');
  assert.equal(answer.headers.get('access-control-allow-origin'), null);
});

test('answers a page that may ask, item, error and preflight alike, and never with credentials', async () => {
  const headers = { origin: PAGE };
  for (const answer of [
    await checkout.send('/api/items/shoes', { headers }),
    await checkout.send('/api/items/socks', { headers }),
    await post(COMPLETE, '{"paymentId":"neverissuedhere00000"}', { ...json, ...headers }),
    await post(COMPLETE, 'x', { ...json, ...headers }),
  ]) {
    assert.equal(answer.headers.get('access-control-allow-origin'), PAGE);
    assert.equal(answer.headers.get('access-control-expose-headers'), 'Retry-After,X-Request-Id');
    assert.equal(answer.headers.get('access-control-allow-credentials'), null);
    assert.equal(answer.headers.get('vary'), 'Origin');
  }
  const preflight = await checkout.send(COMPLETE, {
    method: 'OPTIONS',
    headers: {
      ...headers,
      'access-control-request-method': 'POST',
      'access-control-request-headers': 'content-type',
    },
  });
  assert.equal(preflight.status, 204);
  assert.equal(preflight.headers.get('access-control-allow-origin'), PAGE);
  assert.equal(preflight.headers.get('access-control-allow-methods'), 'GET,POST');
  assert.equal(preflight.headers.get('access-control-allow-headers'), 'content-type');
});

for (const [who, added] of [
  ['Sentry', 'baggage,content-type,sentry-trace'],
  [
    'Datadog',
    'content-type,x-datadog-origin,x-datadog-parent-id,x-datadog-sampling-priority,x-datadog-trace-id',
  ],
  ['New Relic', 'content-type,newrelic,traceparent,tracestate'],
  ['another tool', 'b3,content-type,elastic-apm-traceparent,request-id,uber-trace-id,x-made-up'],
] as const) {
  test(`lets a page ask whose requests ${who} adds headers to`, async () => {
    for (const [method, path] of [
      ['GET', '/api/items/shoes'],
      ['POST', ORDERS],
      ['POST', '/api/orders/page'],
      ['POST', COMPLETE],
      ['POST', '/api/returns'],
      ['GET', '/api/payment/neverissuedhere00000'],
      ['GET', '/portone-checkout.json?origin=null'],
    ] as const) {
      const { status, headers } = await checkout.send(path, {
        method: 'OPTIONS',
        headers: {
          origin: PAGE,
          'access-control-request-method': method,
          'access-control-request-headers': added,
        },
      });
      assert.equal(status, 204, path);
      assert.equal(headers.get('access-control-allow-headers'), added, path);
      assert.match(headers.get('access-control-allow-origin') ?? '', /^(\*|https:.*)$/, path);
      assert.equal(headers.get('access-control-max-age'), '7200', path);
      assert.equal(headers.get('access-control-allow-credentials'), null, path);
    }
  });
}

test('lets any page ask where that is what the owner set, and the server’s own always', async (t) => {
  const open = await startCheckout({ allowedOrigins: '*' });
  t.after(() => open.stop());
  for (const path of ['/api/items/shoes', '/api/payment/neverissuedhere00000']) {
    const any = await open.send(path, { headers: { origin: 'https://any.example' } });
    assert.equal(any.headers.get('access-control-allow-origin'), '*');
    const own = await checkout.send(path, { headers: { origin: checkout.url } });
    assert.equal(own.headers.get('access-control-allow-origin'), checkout.url);
  }
});

const wrongMethods: Array<[path: string, methods: string[], allow: string]> = [
  [COMPLETE, ['GET', 'PUT', 'DELETE', 'PATCH', 'PROPFIND'], 'POST'],
  [ORDERS, ['GET', 'PUT', 'DELETE', 'PATCH'], 'POST'],
  [WEBHOOK, ['GET', 'PUT', 'DELETE', 'PATCH'], 'POST'],
  ['/api/payment/neverissuedhere00000', ['POST', 'PUT', 'DELETE'], 'HEAD, GET'],
  ['/api/items', ['POST', 'PUT', 'DELETE'], 'HEAD, GET'],
  ['/api/items/shoes', ['POST', 'PUT', 'DELETE'], 'HEAD, GET'],
  ['/api/previews/shoes', ['POST', 'PUT', 'DELETE'], 'OPTIONS, HEAD, GET'],
  ['/healthz', ['POST', 'PUT'], 'HEAD, GET'],
  ['/metrics', ['POST', 'PUT'], 'HEAD, GET'],
];
for (const [path, methods, allow] of wrongMethods) {
  test(`[F8] GET/PUT: ${methods.join(', ')} ${path}`, () =>
    leavesAllAsItWas(async () => {
      for (const method of methods) {
        const answer = await checkout.send(path, { method });
        isErrorAnswer(answer, 405, 'METHOD_NOT_ALLOWED');
        assert.equal(answer.headers.get('allow'), allow);
      }
    }));
}

test('[F9] one C too many per minute and address', async (t) => {
  const limited = await startCheckout({ rateLimitPerMinute: 20, allowedOrigins: [PAGE] });
  t.after(() => limited.stop());
  const complete = () =>
    limited.send(COMPLETE, {
      method: 'POST',
      headers: { ...json, origin: PAGE },
      body: '{"paymentId":"neverissuedhere00000"}',
    });
  for (let made = 0; made < 20; made += 1) assert.equal((await complete()).status, 404);
  const answer = await complete();
  isErrorAnswer(answer, 429, 'RATE_LIMITED');
  const seconds = Number(answer.headers.get('retry-after'));
  assert.ok(seconds >= 1 && seconds <= 60, `${seconds} s`);
  assert.equal(answer.headers.get('access-control-allow-origin'), PAGE, 'a page may read it');

  const body = JSON.stringify({ type: 'Something.New' });
  for (let sent = 0; sent < 30; sent += 1) {
    const at = new Date();
    const signature = new Webhook(webhookSecret).sign(`msg-${sent}`, at, body);
    const { status } = await limited.send(WEBHOOK, {
      method: 'POST',
      headers: {
        ...json,
        'webhook-id': `msg-${sent}`,
        'webhook-timestamp': String(Math.floor(at.getTime() / 1_000)),
        'webhook-signature': signature,
      },
      body,
    });
    assert.equal(status, 200);
  }
  for (let read = 0; read < 30; read += 1) assert.equal((await limited.item()).status, 200);
  assert.equal((await limited.order()).itemId, 'shoes', 'routes are counted each by itself');
});

for (const path of [COMPLETE, ORDERS, WEBHOOK]) {
  test(`[F10] slow body: ${path}`, () =>
    leavesAllAsItWas(async (paymentId) => {
      const socket = await openConnection(checkout.url);
      const answer = everythingFrom(socket);
      socket.write(
        `POST ${path} HTTP/1.1\r\nHost: x\r\n${signatureLines}Content-Type: application/json\r\nContent-Length: 100\r\n\r\n{"paymentId":"${paymentId}"`,
      );
      const text = await answer;
      isErrorAnswer(readRaw(text), 408, 'REQUEST_TIMEOUT');
      assert.match(text, /^X-Request-Id: /im, 'a timeout of Node’s, which no page can read');
    }));
}

test('a body that arrives after its 408 starts nothing', () =>
  leavesAllAsItWas(async (paymentId) => {
    const body = JSON.stringify({ paymentId, itemId: 'shoes' });
    const socket = await openConnection(checkout.url);
    const answer = everythingFrom(socket);
    const told = new Promise((resolve) => socket.once('data', resolve));
    socket.write(
      `POST ${ORDERS} HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body.slice(0, -1)}`,
    );
    await told;
    socket.write(body.slice(-1));
    assert.equal(readRaw(await answer).status, 408);
  }));

test('a client that goes away in the middle of its body is no error of the server’s', async () => {
  const { paymentId } = await checkout.order();
  const logged = checkout.logged.length;
  const socket = await openConnection(checkout.url);
  socket.write(
    `POST ${COMPLETE} HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{"paymentId":"${paymentId}"`,
    () => socket.destroy(),
  );
  const line = await checkout.logLine(
    (candidate) => checkout.logged.indexOf(candidate) >= logged && candidate.route === COMPLETE,
  );
  assert.ok(Number(line.status) < 500, `${line.status}`);
  const errors = checkout.logged.slice(logged).filter(({ level }) => Number(level) >= 50);
  assert.deepEqual(errors, []);
});

test('a connection that is reset is a line in the log, and not a stack in the console', async () => {
  const socket = await openConnection(checkout.url);
  const begun = `POST ${COMPLETE} HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 9\r\n\r\n{`;
  socket.write(begun, () => socket.resetAndDestroy());
  const line = await checkout.logLine(({ msg }) => msg === 'connection lost');
  assert.equal(line.reason, 'read ECONNRESET');
});

test('answers JSON to what is not HTTP, and to headers without end', async () => {
  const homeless = 'GET /healthz HTTP/1.1\r\nConnection: close\r\n\r\n';
  isErrorAnswer(readRaw(await sendRaw(checkout.url, homeless)), 400, 'INVALID_REQUEST');
  isErrorAnswer(
    readRaw(await sendRaw(checkout.url, 'HELO shop.example\r\n\r\n')),
    400,
    'INVALID_REQUEST',
  );
  const headers = `GET /healthz HTTP/1.1\r\nHost: x\r\nX: ${'x'.repeat(20_000)}\r\n\r\n`;
  isErrorAnswer(readRaw(await sendRaw(checkout.url, headers)), 431, 'INVALID_REQUEST');
});

test('takes no notice of an expectation that it does not know', async () => {
  const request =
    'GET /healthz HTTP/1.1\r\nHost: x\r\nExpect: miracles\r\nConnection: close\r\n\r\n';
  assert.equal(readRaw(await sendRaw(checkout.url, request)).status, 200);
});

test('takes no page without a host for its own', async () => {
  const request =
    'GET /api/items/shoes HTTP/1.1\r\nHost: ,x\r\nOrigin: a:x\r\nConnection: close\r\n\r\n';
  isErrorAnswer(readRaw(await sendRaw(checkout.url, request)), 403, 'ORIGIN_FORBIDDEN');
});

const secured = [
  '/healthz',
  '/api/items',
  '/api/items/shoes',
  '/api/items/socks',
  '/api/previews/shoes',
  '/api/previews/socks',
  '/nowhere',
  '/api/orders',
];
for (const path of secured) {
  test(`tells browsers to run, frame and guess nothing: ${path}`, async () => {
    const { headers } = await checkout.send(path);
    const policy = Object.fromEntries(
      [
        'content-security-policy',
        'cross-origin-resource-policy',
        'referrer-policy',
        'x-content-type-options',
        'x-frame-options',
      ].map((name) => [name, headers.get(name)]),
    );
    assert.deepEqual(policy, {
      'content-security-policy': "default-src 'none';frame-ancestors 'none'",
      'cross-origin-resource-policy': 'same-origin',
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
    });
  });
}

test('lets no cache keep an answer about a payment, or an error', async () => {
  const { paymentId } = await checkout.order();
  for (const answer of [
    await checkout.status(paymentId),
    await checkout.complete({ paymentId }),
    await checkout.send('/api/items/socks'),
    await checkout.send('/nowhere'),
  ]) {
    assert.equal(answer.headers.get('cache-control'), 'no-store');
  }
});

test('[F11] any error: whatever is sent to whichever route', async (t) => {
  const server = await startCheckout({ allowedOrigins: [PAGE] });
  t.after(() => server.stop());
  const sent = [
    '홍길동',
    'gildong@buyer.example',
    '010-1234-5678',
    '4330123456789012',
    'tok_5up3r5ecret',
    'session-c00kie',
  ];
  const all = sent.join(' ');
  const typed = encodeURIComponent(all);
  const headers = {
    ...json,
    authorization: `PortOne ${all.replace(/[^\x20-\x7e]/g, '')}`,
    cookie: 'session=session-c00kie',
    'user-agent': 'gildong@buyer.example',
    'x-request-id': 'tok_5up3r5ecret',
    'x-forwarded-for': 'gildong@buyer.example',
    'webhook-id': 'tok_5up3r5ecret',
    'webhook-timestamp': String(Math.floor(Date.now() / 1_000)),
    'webhook-signature': 'v1,tok_5up3r5ecret',
  };
  const { paymentId } = await server.order({ buyer: { fullName: '홍길동' } });
  const answers: string[] = [];
  const ask = async (path: string, init: Init = {}) => {
    const response = await fetch(server.url + path, {
      ...init,
      headers: { ...headers, ...init.headers },
    });
    answers.push(JSON.stringify([...response.headers]) + (await response.text()));
  };
  const bodies = [
    all,
    `{"a":"${all}`,
    JSON.stringify({
      itemId: all,
      methodId: all,
      buyer: { fullName: all, email: all, address: all },
    }),
    JSON.stringify({ itemId: 'shoes', methodId: all }),
    JSON.stringify({ itemId: 'shoes', buyer: { email: all, phoneNumber: all, [all]: all } }),
    JSON.stringify({ itemId: 'shoes', quantity: all, [all]: all }),
    JSON.stringify({ paymentId: all }),
    JSON.stringify({ paymentId, paymentToken: 'tok_5up3r5ecret', txId: all }),
    JSON.stringify({ type: all, data: { paymentId: all } }),
  ];
  for (const path of [ORDERS, COMPLETE, WEBHOOK]) {
    for (const body of bodies) await ask(path, { method: 'POST', body });
    await ask(path, { method: 'PUT', body: all });
    await ask(`${path}?q=${typed}`, { method: 'POST', body: '{}' });
    await ask(path, { method: 'POST', body: all, headers: { 'content-type': 'text/plain' } });
  }
  for (const path of ['/api/payment/', '/api/items/', '/api/', '/']) {
    await ask(path + typed);
    await ask(`${path}tok_5up3r5ecret?q=${typed}`);
    await ask(path + typed, { headers: { origin: 'https://gildong.example' } });
  }
  for (const path of ['/healthz', '/readyz', '/metrics', '/portone-checkout.json']) {
    await ask(`${path}?q=${typed}`);
  }
  server.sandbox.setFault({ kind: 'html' });
  await ask(COMPLETE, { method: 'POST', body: JSON.stringify({ paymentId, txId: all }) });
  server.sandbox.setFault(undefined);
  await server.store.close();
  await ask(COMPLETE, { method: 'POST', body: JSON.stringify({ paymentId, txId: all }) });

  const log = server.logged.map((line) => JSON.stringify(line));
  assert.ok(log.length > 40, 'there is a log');
  for (const [where, texts] of Object.entries({ log, answers })) {
    for (const text of texts) {
      for (const secret of [...sent, typed, apiSecret, webhookSecret]) {
        assert.ok(!text.includes(secret), `${secret} in the ${where}: ${text}`);
      }
      assert.doesNotMatch(text, /\bat \S+ \(|node_modules|file:\/\//, `a stack in the ${where}`);
    }
  }
});
