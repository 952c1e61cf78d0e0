/** Whatever arrives: no 5xx, nothing changed, nothing asked of PortOne, nothing sent back that was sent. */
import assert from 'node:assert/strict';
import { Agent, type OutgoingHttpHeaders, request } from 'node:http';
import { after, before, test } from 'node:test';
import fc from 'fast-check';
import type { OrderAnswer } from '../../../component/api/contract.ts';
import {
  type Checkout,
  metricsHeaders,
  startCheckout,
} from '../../support/server/checkout-server.ts';
import { everythingFrom, openConnection } from '../../support/server/raw-http.ts';

const PAGE = 'https://shop.example';

let checkout: Checkout;
let order: OrderAnswer;
let stored: unknown;
let calls: number;
const agent = new Agent({ keepAlive: true, maxSockets: 1 });
before(async () => {
  checkout = await startCheckout({ allowedOrigins: [PAGE], bodyTimeoutMs: 200 });
  checkout.sandbox.setWebhooksLost(true);
  order = await checkout.order();
  stored = await checkout.orders.find(order.paymentId);
  calls = checkout.sandbox.calls();
});
after(async () => {
  agent.destroy();
  await checkout.stop();
});

/** Stands in everything that is sent, and may stand in nothing that comes back. */
const CANARY = 'ca7a4y';

type Sent = { method: string; path: string; headers: OutgoingHttpHeaders; body: Buffer };
type Got = { status: number; headers: string; type: string; text: string };

function send({ method, path, headers, body }: Sent): Promise<Got> {
  return new Promise((answered, failed) => {
    const sent = request(checkout.url + path, { method, agent, headers }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk) => chunks.push(chunk));
      response.on('error', failed);
      response.on('end', () =>
        answered({
          status: response.statusCode as number,
          headers: JSON.stringify(response.rawHeaders),
          type: response.headers['content-type'] ?? '',
          text: Buffer.concat(chunks).toString(),
        }),
      );
    });
    sent.on('error', failed);
    sent.end(body);
  });
}

async function isHarmless(): Promise<void> {
  assert.equal(checkout.sandbox.calls(), calls, 'PortOne was asked');
  assert.deepEqual(await checkout.orders.find(order.paymentId), stored, 'the order has changed');
  assert.equal(({} as { polluted?: unknown }).polluted, undefined);
}

function isCleanAnswer(got: Got, { method, path }: Sent): void {
  assert.ok(got.status < 500, `${got.status}: ${got.text}`);
  assert.ok(!(got.headers + got.text).includes(CANARY), 'what was sent came back');
  if (got.status < 400 || method === 'HEAD') return;
  // What a buyer is to read instead.
  if (got.type.startsWith('text/html') && /^\/(checkout|return)\//i.test(path)) return;
  assert.match(got.type, /^application\/json/);
  const answer = JSON.parse(got.text);
  assert.match(answer.code, /^[A-Z][A-Z_]+$/);
  assert.equal(typeof answer.message, 'string');
}

/** Text of any kind, with the canary in it. */
const text = fc
  .tuple(fc.string({ unit: 'binary', maxLength: 20 }), fc.string({ maxLength: 10 }))
  .map(([head, tail]) => `${head}${CANARY}${tail}`);

const segment = fc.oneof(
  text.map((value) => encodeURIComponent(value.toWellFormed())),
  fc.string({
    unit: fc.constantFrom(...'%./\\;:@&=+$,0aA~*!()\'"<>|^`{}[]-_'.split('')),
    maxLength: 12,
  }),
  fc.constantFrom(
    '..',
    '.',
    '%2e%2e',
    '%00',
    '%',
    '%zz',
    '%c0%af',
    '__proto__',
    'constructor',
    'toString',
  ),
  fc.constantFrom('neverissuedhere00000', 'shoes', 'complete', 'webhook', 'x'.repeat(5_000)),
);

const posted = [
  '/api/orders',
  '/api/orders/hold',
  '/api/orders/page',
  '/api/payment/complete',
  '/api/payment/webhook',
  '/api/returns',
  '/return/',
];

const read = [
  '/',
  '//',
  '/api',
  '/api/',
  '/api/orders/',
  '/api/items',
  '/api/items/',
  '/api/payment/',
  '/api/previews/',
  '/healthz',
  '/postcode',
  '/readyz',
  '/metrics',
  '/portone-checkout.json',
  '/portone-checkout.js',
  '/checkout/',
  '/return/',
  '/checkout/shoes',
  '/checkout/shoes/qr.svg',
  '/checkout/shoes/qr.png',
];

const method = fc.constantFrom(
  ...['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE', 'PROPFIND', 'QUERY'],
);

const nothing = { weight: 2, arbitrary: fc.constant('') };
const query = fc.oneof(
  nothing,
  segment.map((value) => `?${value}`),
);

/** A method and a path, in most cases those of a route. */
const target = fc
  .oneof(
    { weight: 4, arbitrary: fc.tuple(fc.constant('POST'), fc.constantFrom(...posted), query) },
    {
      weight: 3,
      arbitrary: fc.tuple(
        fc.constant('GET'),
        fc.constantFrom(...read),
        fc.oneof(nothing, segment),
        query,
      ),
    },
    fc.tuple(method, fc.constantFrom(...posted, ...read), fc.oneof(nothing, segment), query),
  )
  .map(([verb, ...parts]) => ({
    method: verb,
    path: parts.join('').replace(/[^\x21-\x7e]/g, ''),
  }));

const headerValue = fc.oneof(
  fc.string({ maxLength: 40 }).map((value) => `${value.replace(/[^\x20-\x7e]/g, '')}${CANARY}`),
  fc.constantFrom('', '*', '0', '-1', 'null', '__proto__', '"', ','),
);

const headers = fc
  .tuple(
    fc.oneof(
      { weight: 4, arbitrary: fc.constant({ 'content-type': 'application/json' }) },
      headerValue.map((value) => ({ 'content-type': value })),
      fc.constant({}),
    ),
    fc.dictionary(
      fc.constantFrom(
        'accept',
        'accept-encoding',
        'access-control-request-headers',
        'access-control-request-method',
        'authorization',
        'content-encoding',
        'cookie',
        'forwarded',
        'host',
        'if-none-match',
        'origin',
        'range',
        'referer',
        'user-agent',
        'via',
        'webhook-id',
        'webhook-signature',
        'webhook-timestamp',
        'x-forwarded-for',
        'x-forwarded-host',
        'x-forwarded-proto',
        'x-http-method-override',
        'x-request-id',
      ),
      headerValue,
      { maxKeys: 6, noNullPrototype: true },
    ),
    fc.oneof({ weight: 3, arbitrary: fc.constant({}) }, fc.constant({ origin: PAGE })),
  )
  .map((parts): OutgoingHttpHeaders => Object.assign({}, ...parts));

const key = fc.oneof(
  fc.constantFrom('itemId', 'quantity', 'methodId', 'buyer', 'paymentId', 'txId', 'paymentToken'),
  fc.constantFrom('__proto__', 'constructor', 'prototype', 'type', 'data', 'polluted', 'email'),
  text,
);

const json = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    text,
    fc.constantFrom('neverissuedhere00000', '', null, true, 0, -1, 1e308, 0.1),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.array(fc.tuple(key, tie('value')), { maxLength: 5 }).map((entries) => new Map(entries)),
  ),
}));

/** By hand, since an object would not keep `__proto__` for a key. */
function write(value: unknown): string {
  if (value instanceof Map) {
    return `{${[...value].map(([name, inner]) => `${JSON.stringify(name)}:${write(inner)}`).join()}}`;
  }
  return Array.isArray(value) ? `[${value.map(write).join()}]` : JSON.stringify(value);
}

const body = fc.oneof(
  { weight: 4, arbitrary: json.value.map((value) => Buffer.from(write(value))) },
  // An order for something that there is, but for one thing.
  json.value.map((value) => Buffer.from(`{"itemId":"shoes","methodId":${write([value])}}`)),
  json.value.map((value) => Buffer.from(`{"itemId":"shoes","quantity":${write([value])}}`)),
  json.value.map((value) => Buffer.from(`{"itemId":"shoes","buyer":${write([value])}}`)),
  fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes)),
  fc.constant(Buffer.alloc(0)),
  fc.constant(Buffer.alloc(70_000, CANARY)),
  fc.constant(Buffer.from('{"a":'.repeat(700))),
);

/** A plain request to each route, so that each is reached whatever chance brings. */
const oneForEachRoute: Array<[{ method: string; path: string }, OutgoingHttpHeaders, Buffer]> = [
  ...posted.map((path) => ({ method: 'POST', path })),
  ...read.flatMap((path) => [
    { method: 'GET', path },
    { method: 'GET', path: `${path}neverissuedhere00000` },
  ]),
].map((asked) => [asked, { 'content-type': 'application/json' }, Buffer.from('{}')]);

test('answers requests of every kind, on every route, without a 5xx, a change or an echo', async () => {
  await fc.assert(
    fc.asyncProperty(target, headers, body, async (asked, sentHeaders, sentBody) => {
      const sent = { ...asked, headers: sentHeaders, body: sentBody };
      const hasBody = !['GET', 'HEAD', 'TRACE'].includes(sent.method);
      const got = await send({ ...sent, body: hasBody ? sent.body : Buffer.alloc(0) });
      isCleanAnswer(got, sent);
      await isHarmless();
    }),
    { numRuns: 1_000, examples: oneForEachRoute },
  );
  const { text: metrics } = await send({
    method: 'GET',
    path: '/metrics',
    headers: metricsHeaders,
    body: Buffer.alloc(0),
  });
  for (const route of checkout.routes) {
    assert.ok(metrics.includes(`route="${route}"`), `${route} was never reached: add it above`);
  }
});

const mostly = (right: string[], ...wrong: string[]) =>
  fc.oneof({ weight: 12, arbitrary: fc.constantFrom(...right) }, fc.constantFrom(...wrong));

/** Lines that are nearly HTTP, ended in nearly the right way. */
const lines = fc
  .tuple(
    mostly(['GET', 'POST'], 'get', 'CONNECT', 'PRI', 'G\0T', '', '{', '\x16\x03\x01'),
    mostly([' '], '\t', ''),
    mostly(
      ['/healthz', '/api/payment/complete', `/${CANARY}`, `/api/payment/${CANARY}`],
      '*',
      'http://shop.example/healthz',
      '/\xff',
      '//',
      ' ',
    ),
    mostly([' HTTP/1.1'], ' HTTP/1.0', ' HTTP/2.0', ' HTTP/9', ''),
    fc.array(
      fc.oneof(
        fc.constantFrom(
          'Host: y',
          'Content-Length: 5',
          'Content-Length: 6',
          'Content-Length: -1',
          'Transfer-Encoding: chunked',
          'Transfer-Encoding: chunked, identity',
          'Content-Type: application/json',
          'Expect: 100-continue',
          'Upgrade: websocket',
          'Connection: upgrade',
        ),
        fc.constantFrom(': x', ' folded', 'X Y: z'),
        text.map((value) => `X-Text: ${value.replace(/[^\x20-\x7e]/g, '')}`),
      ),
      { maxLength: 3 },
    ),
    fc.oneof(fc.constantFrom('', '{}\r\n', '5\r\nhello\r\n0\r\n\r\n', 'zz\r\n'), text),
    mostly(['\r\n'], '\n', '\r'),
  )
  .map(([verb, gap, address, version, fields, content, end]) =>
    Buffer.from(
      `${verb}${gap}${address}${version}${end}Host: x${end}${fields.map((field) => field + end).join('')}Connection: close${end}${end}${content}`,
      'latin1',
    ),
  );

test('answers bytes that are nearly HTTP, or nothing like it, without a 5xx, a change or an echo', async () => {
  const bytes = fc.oneof(
    { weight: 4, arbitrary: lines },
    fc
      .uint8Array({ minLength: 1, maxLength: 300 })
      .map((noise) => Buffer.concat([noise, Buffer.from('\r\n\r\n')])),
  );
  await fc.assert(
    fc.asyncProperty(bytes, async (sent) => {
      const socket = await openConnection(checkout.url);
      const everything = everythingFrom(socket);
      socket.write(sent);
      // By the time that another request is answered this one mostly is, if it is one.
      await checkout.send('/healthz');
      socket.write('\0\r\n\r\n');
      const answer = await everything;
      assert.doesNotMatch(answer, /^HTTP\/1\.1 5/m);
      assert.ok(!answer.includes(CANARY), 'what was sent came back');
      for (const [head, code] of answer.matchAll(/^HTTP\/1\.1 (\d+)[\s\S]*?\r\n\r\n/gm)) {
        if (Number(code) >= 400) assert.match(head, /content-type: application\/json/i);
      }
      await isHarmless();
    }),
    { numRuns: 300 },
  );
});
