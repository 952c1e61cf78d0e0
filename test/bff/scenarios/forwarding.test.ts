/** What a request says about where it was sent to, and by whom. */
import assert from 'node:assert/strict';
import { request } from 'node:http';
import { after, before, test } from 'node:test';
import {
  aCatalog,
  anItem,
  type Checkout,
  metricsHeaders,
  startCheckout,
} from '../../support/server/checkout-server.ts';
import { sendRaw } from '../../support/server/raw-http.ts';

const catalog = aCatalog({ items: [anItem({ image: 'https://cdn.example/shoes.webp' })] });

let named: Checkout;
let unnamed: Checkout;
let proxied: Checkout;
before(async () => {
  named = await startCheckout({ catalog, publicOrigin: 'https://pay.example', trustedProxies: 1 });
  unnamed = await startCheckout({ catalog });
  proxied = await startCheckout({ catalog, trustedProxies: ['127.0.0.0/8'] });
});
after(() => Promise.all([named, unnamed, proxied].map((server) => server.stop())));

const ROUTES: Array<[method: string, path: string]> = [
  ['GET', '/checkout/shoes'],
  ['GET', '/checkout/hats'],
  ['GET', '/checkout/shoes/qr.svg'],
  ['GET', '/checkout/shoes/qr.png?quantity=1'],
  ['GET', '/api/items/shoes'],
  ['GET', '/api/payment/neverissuedhere00000'],
  ['POST', '/api/orders'],
  ['POST', '/api/payment/complete'],
  ['POST', '/api/payment/webhook'],
  ['POST', '/api/returns'],
  ['GET', `/return/${'0'.repeat(25)}${'a'.repeat(26)}`],
  ['GET', '/portone-checkout.json'],
  ['GET', '/healthz'],
  ['GET', '/nowhere'],
];

/** What was sent as it was sent, without what is another one for each answer. */
async function answerTo(
  server: Checkout,
  method: string,
  target: string,
  headers: readonly string[],
): Promise<string> {
  const fields = ['Accept: text/html', ...headers, 'Connection: close', 'Content-Length: 0'];
  const answer = await sendRaw(
    server.url,
    `${method} ${target} HTTP/1.1\r\n${fields.join('\r\n')}\r\n\r\n`,
  );
  return answer
    .replace(/^(Date|X-Request-Id): .*\r\n/gim, '')
    .replace(/nonce(-|=")[\w+/=]+/g, 'nonce');
}

const claims: string[][] = [
  ['Host: evil.example'],
  ['Host: evil.example:99999'],
  ['Host: a b'],
  ['Host: ,x'],
  ['Host: user@evil.example'],
  ['Host: [::1'],
  ['Host:'],
  ['Host: x', 'X-Forwarded-Host: evil.example', 'X-Forwarded-Proto: https'],
  ['Host: x', 'X-Forwarded-Host: evil.example, another.example'],
  ['Host: x', 'X-Forwarded-Host: a b'],
  ['Host: x', 'X-Forwarded-Proto: foo'],
  ['Host: x', 'X-Forwarded-Proto: https, http,,'],
  ['Host: x', 'X-Forwarded-Proto: javascript', 'X-Forwarded-Proto: https'],
  ['Host: x', 'X-Forwarded-Proto:'],
  ['Host: x', 'Forwarded: for=1.2.3.4;host=evil.example;proto=foo'],
  ['Host: x', 'X-Forwarded-Port: evil', 'X-Forwarded-Prefix: //evil.example'],
  ['Host: x', 'X-Original-URL: /metrics', 'X-Rewrite-URL: /metrics'],
];
for (const headers of claims) {
  test(`[S4] a Host, X-Forwarded-Host or X-Forwarded-Proto of the sender’s own: ${headers.join(' | ')}`, async () => {
    for (const server of [named, unnamed, proxied]) {
      for (const [method, path] of ROUTES) {
        const plain = await answerTo(server, method, path, ['Host: x']);
        assert.doesNotMatch(plain, /^HTTP\/1\.1 5/);
        assert.equal(await answerTo(server, method, path, headers), plain, `${method} ${path}`);
      }
    }
  });
}

for (const origin of ['http://evil.example', 'http://[::bad', 'http://a b', 'foo://x', 'HTTP://']) {
  test(`[S4] a Host, X-Forwarded-Host or X-Forwarded-Proto of the sender’s own: as the target, ${origin}/…`, async () => {
    for (const server of [named, unnamed]) {
      for (const [method, path] of ROUTES) {
        const plain = await answerTo(server, method, path, ['Host: x']);
        const answer = await answerTo(server, method, origin + path, ['Host: x']);
        // Node itself may refuse it.
        if (!/is not an HTTP request/.test(answer)) assert.equal(answer, plain, method + path);
        assert.match(answer, /^HTTP\/1\.1 [234]/);
        assert.doesNotMatch(answer, /evil/);
      }
    }
  });
}

test('a page is this server’s own by its origin, whatever Host a request names', async () => {
  const ask = (server: Checkout, headers: Record<string, string>) =>
    server.send('/api/items/shoes', { headers });
  const statusOf = (server: Checkout, origin: string, ...claimed: string[]) =>
    answerTo(server, 'GET', '/api/items/shoes', [`Origin: ${origin}`, ...claimed]).then((answer) =>
      Number(/^HTTP\/1\.1 (\d+)/.exec(answer)?.[1]),
    );
  // As after a DNS name was pointed here.
  assert.equal(await statusOf(named, 'http://evil.example', 'Host: evil.example'), 403);
  assert.equal(await statusOf(unnamed, 'http://evil.example', 'Host: evil.example'), 403);
  assert.equal(await statusOf(named, 'https://pay.example', 'Host: inside:8080'), 200);
  assert.equal((await ask(named, { origin: named.url })).status, 403);
  const { port } = new URL(unnamed.url);
  for (const host of ['localhost', '127.0.0.1', '[::1]']) {
    assert.equal((await ask(unnamed, { origin: `http://${host}:${port}` })).status, 200, host);
  }
  assert.equal((await ask(unnamed, { origin: 'http://localhost:1' })).status, 403);
});

test('a page is this server’s own where its browser says so, until the server has a name', async () => {
  const headers = { origin: 'https://try.example', 'sec-fetch-site': 'same-origin' };
  const statusOf = (server: Checkout) =>
    new Promise<number | undefined>((answered) =>
      request(`${server.url}/api/items/shoes`, { headers }, (answer) => {
        answer.resume();
        answered(answer.statusCode);
      }).end(),
    );
  assert.equal(await statusOf(unnamed), 200);
  assert.equal(await statusOf(named), 403);
});

/** The client that requests are counted for, told by the limit that they share. */
async function askAs(server: Checkout, forwarded: string | undefined): Promise<number> {
  const headers = forwarded === undefined ? {} : { 'x-forwarded-for': forwarded };
  return (await server.send('/api/payment/neverissuedhere00000', { headers })).status;
}

const chains: Array<
  [title: string, proxies: string[], first: string, second: string, same: boolean]
> = [
  ['the client that the proxy saw', ['127.0.0.1'], '1.1.1.1, 203.0.113.1', '203.0.113.1', true],
  [
    'not what the client wrote',
    ['127.0.0.1'],
    '9.9.9.9, 203.0.113.1',
    '9.9.9.9, 203.0.113.2',
    false,
  ],
  [
    'through two proxies',
    ['127.0.0.1', '10.0.0.0/8'],
    '203.0.113.1, 10.1.2.3',
    '203.0.113.2, 10.1.2.4',
    false,
  ],
  [
    'through IPv6 proxies',
    ['127.0.0.0/8', 'fd00::/8'],
    '203.0.113.1, fd12::7',
    '203.0.113.1, fd99::8',
    true,
  ],
  [
    'with the port that a proxy writes',
    ['127.0.0.1', '10.0.0.0/8'],
    '203.0.113.1, 10.1.2.3:4711',
    '203.0.113.2, 10.1.2.3:4712',
    false,
  ],
  [
    'as IPv6 writes IPv4',
    ['127.0.0.1', '10.0.0.0/8'],
    '203.0.113.1, ::ffff:10.0.0.9',
    '203.0.113.2, ::ffff:10.0.0.9',
    false,
  ],
  ['of no peer but a proxy', ['10.0.0.0/8', '::1'], '203.0.113.1', '203.0.113.2', true],
  ['a client in the proxies’ own network', ['127.0.0.0/8'], '127.0.0.9', '127.0.0.9', true],
];
for (const [title, trustedProxies, first, second, same] of chains) {
  test(`believes proxies by their addresses: ${title}`, async (t) => {
    const server = await startCheckout({ trustedProxies, rateLimitPerMinute: 1 });
    t.after(() => server.stop());
    assert.equal(await askAs(server, first), 404);
    assert.equal(await askAs(server, second), same ? 429 : 404);
  });
}

const warnings: Array<[title: string, trustedProxies: number | string[], words: RegExp]> = [
  ['without TRUST_PROXY', 0, /TRUST_PROXY=0 does not believe/],
  ['with the addresses of others', ['10.0.0.0/8'], /an address that TRUST_PROXY does not name/],
];
for (const [title, trustedProxies, words] of warnings) {
  test(`[S5] X-Forwarded-For of a peer that is no proxy: ${title}`, async (t) => {
    const server = await startCheckout({ trustedProxies, rateLimitPerMinute: 2 });
    t.after(() => server.stop());
    await server.send('/healthz');
    assert.equal(server.logged.filter(({ level }) => level === 40).length, 0);
    for (const claim of ['203.0.113.1', '203.0.113.2']) {
      assert.equal(await askAs(server, claim), 404);
      assert.equal(
        (await server.send('/healthz', { headers: { forwarded: 'for=x' } })).status,
        200,
      );
    }
    assert.equal(await askAs(server, '203.0.113.3'), 429, 'it is not believed');
    const warned = server.logged.filter(({ level }) => level === 40).map(({ msg }) => msg);
    assert.equal(warned.length, 1);
    assert.match(String(warned[0]), words);
    assert.doesNotMatch(String(warned[0]), /203\.0\.113/);
  });
}

test('keeps the id that a proxy gives a request, and no other client’s', async () => {
  const idOf = async (server: Checkout) => {
    const headers = { 'x-request-id': 'of-the-proxy', ...metricsHeaders };
    return (await server.send('/readyz', { headers })).headers.get('x-request-id');
  };
  assert.equal(await idOf(proxied), 'of-the-proxy');
  assert.notEqual(await idOf(unnamed), 'of-the-proxy');
  const server = await startCheckout({ trustedProxies: ['10.0.0.0/8'] });
  assert.notEqual(await idOf(server), 'of-the-proxy');
  await server.stop();
});
