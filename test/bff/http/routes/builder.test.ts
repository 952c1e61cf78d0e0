import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import type { BuilderFacts, Environment } from '../../../../component/api/contract.ts';
import {
  aCatalog,
  anItem,
  type Checkout,
  type CheckoutOptions,
  startCheckout,
} from '../../../support/server/checkout-server.ts';
import { noElement } from '../../../support/server/no-element.ts';
import { sendRaw } from '../../../support/server/raw-http.ts';

/** The builder's page as it is written, and files in place of built ones. */
const element = {
  ...noElement,
  builder: {
    page: readFileSync(new URL('../../../../builder/index.html', import.meta.url), 'utf8'),
    files: new Map([
      ['builder.js', noElement.main],
      ['builder.css', noElement.main],
    ]),
  },
};

const catalog = aCatalog({
  store: { id: 'store-tests', name: '신발가게', url: 'http://shop.example:8081' },
  items: [
    anItem({ listed: true, name: `</script><script>alert(1)//%NONCE%$'` }),
    anItem({ id: 'hidden', image: '/hidden.webp' }),
  ],
});

const start = (options: CheckoutOptions = {}) =>
  startCheckout({ element, catalog, environment: 'test', ...options });

let checkout: Checkout;
before(async () => {
  checkout = await start();
});
after(() => checkout.stop());

const visit = async (server: Checkout, headers: readonly string[] = []) => {
  const isNamed = headers.some((line) => line.startsWith('Host:'));
  const hosts = isNamed ? [] : [`Host: ${new URL(server.url).host}`];
  const lines = ['GET /builder HTTP/1.1', ...hosts, ...headers, 'Connection: close', '', ''];
  const text = await sendRaw(server.url, lines.join('\r\n'));
  return { text, facts: factsOf(text) };
};

function factsOf(text: string): BuilderFacts {
  const [, json = ''] =
    /<script type="application\/json" id="facts">(.*?)<\/script>/s.exec(text) ?? [];
  return JSON.parse(json);
}

const idsOf = ({ items }: BuilderFacts) => items.map(({ id }) => id);

test('offers an owner on the server’s own computer all items of the catalog, and calls the address theirs alone', async () => {
  const { facts } = await visit(checkout);
  assert.deepEqual(idsOf(facts), ['shoes', 'hidden']);
  assert.deepEqual([facts.hasAll, facts.isOnlyHere, facts.publicOrigin], [true, true, undefined]);
  // A path of the catalog's is one of the shop's site.
  assert.equal(facts.items[1]?.image, 'http://shop.example:8081/hidden.webp');
});

const others: Array<[title: string, headers: string[]]> = [
  ['through a proxy on the same computer', ['X-Forwarded-For: 203.0.113.7']],
  ['through a proxy that says Forwarded', ['Forwarded: for=203.0.113.7']],
  ['through a tunnel that keeps its own name', ['Host: shop.ngrok.example']],
  ['by a name that was made to lead here', ['Host: rebound.example:8080']],
  ['by a name that only begins like this computer’s', ['Host: localhost.evil.example']],
];
for (const [title, headers] of others) {
  test(`[L12] an item that the catalog does not list: is not offered to a visitor ${title}`, async () => {
    const { facts } = await visit(checkout, headers);
    assert.deepEqual([idsOf(facts), facts.hasAll], [['shoes'], false]);
  });
}

for (const host of ['localhost', '[::1]', '127.0.0.2']) {
  test(`knows its own computer as ${host}`, async () => {
    const { facts } = await visit(checkout, [`Host: ${host}:8080`]);
    assert.equal(facts.hasAll, true);
  });
}

const settings: Array<[title: string, options: CheckoutOptions, facts: Partial<BuilderFacts>]> = [
  [
    'a public address',
    { publicOrigin: 'https://pay.example.com' },
    { hasAll: false, isOnlyHere: false, publicOrigin: 'https://pay.example.com' },
  ],
  [
    'an address of this computer',
    { publicOrigin: 'http://localhost:8080' },
    { hasAll: true, isOnlyHere: true, publicOrigin: 'http://localhost:8080' },
  ],
  ['a proxy', { trustedProxies: 1 }, { hasAll: false, isOnlyHere: true }],
];
for (const [title, options, expected] of settings) {
  test(`goes by what the owner has set: ${title}`, async (t) => {
    const server = await start(options);
    t.after(() => server.stop());
    const { items, ...facts } = (await visit(server)).facts;
    assert.deepEqual(facts, expected);
    assert.equal(items.length, expected.hasAll ? 2 : 1);
  });
}

test('runs its own scripts and no text of the catalog’s, in no frame, and keeps it in no cache', async () => {
  const { text, headers } = await fetch(`${checkout.url}/builder/`).then(async (answer) => ({
    text: await answer.text(),
    headers: answer.headers,
  }));
  const policy = headers.get('content-security-policy') ?? '';
  const nonce = /script-src 'nonce-([^']{20,})' 'strict-dynamic'(;|$)/.exec(policy)?.[1];
  assert.ok(nonce, policy);
  const scripts = Array.from(text.matchAll(/<script[^>]*>/g), ([tag]) => tag);
  assert.deepEqual(scripts, [
    '<script type="application/json" id="facts">',
    `<script type="module" nonce="${nonce}" src="/portone-checkout.js">`,
    `<script type="module" nonce="${nonce}" src="/builder/builder.js">`,
  ]);
  assert.equal(factsOf(text).items[0]?.name, `</script><script>alert(1)//%NONCE%$'`);
  assert.match(policy, /^default-src 'none';/);
  assert.match(policy, /;base-uri 'none';frame-ancestors 'none'$/);
  assert.match(policy, /img-src [^;]*http:\/\/shop\.example:8081/);
  assert.equal(headers.get('x-frame-options'), 'DENY');
  assert.equal(headers.get('cache-control'), 'private, no-cache');
  assert.equal(headers.get('access-control-allow-origin'), null);
});

test('sends what the page loads by its type, and nothing else', async () => {
  for (const [name, type] of [
    ['builder.js', 'text/javascript; charset=utf-8'],
    ['builder.css', 'text/css; charset=utf-8'],
  ]) {
    const answer = await fetch(`${checkout.url}/builder/${name}`);
    assert.deepEqual([answer.status, answer.headers.get('content-type')], [200, type]);
  }
  assert.equal((await checkout.send('/builder/index.html')).status, 404);
});

const environments: Array<[Environment, number]> = [
  ['live', 404],
  ['test', 200],
  ['sandbox', 200],
];
for (const [environment, status] of environments) {
  test(`answers ${status} where the environment is ${environment}`, async (t) => {
    const server = await start({ environment });
    t.after(() => server.stop());
    for (const path of ['/builder', '/builder/', '/builder/builder.js']) {
      const answer = await fetch(server.url + path);
      await answer.arrayBuffer();
      assert.equal(answer.status, status, path);
    }
  });
}
