import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import {
  aCatalog,
  anItem,
  type Checkout,
  startCheckout,
} from '../../../support/server/checkout-server.ts';

const shop = 'https://shop.example';

/** A store that sends all that it sells. */
const store = { id: 'store-tests', name: '신발가게', delivery: { fee: 3_000 } };
const delivering = aCatalog({ store });

let checkout: Checkout;
before(async () => {
  checkout = await startCheckout({
    catalog: delivering,
    allowedOrigins: [shop, 'http://localhost:3000'],
  });
});
after(() => checkout.stop());

type Page = { status: number; headers: Headers; text: string };

async function visit(
  query: Record<string, string> | string,
  server = checkout,
  headers: Record<string, string> = {},
): Promise<Page> {
  const response = await fetch(`${server.url}/postcode?${new URLSearchParams(query)}`, { headers });
  return { status: response.status, headers: response.headers, text: await response.text() };
}

const codeOf = ({ text }: Page): string => JSON.parse(text).code;

/** By directive. */
function policyOf({ headers }: Page): Map<string, string> {
  const directives = (headers.get('content-security-policy') ?? '').split(';');
  return new Map(
    directives.map((directive) => {
      const [name = '', ...sources] = directive.split(' ');
      return [name, sources.join(' ')];
    }),
  );
}

test('is a page for the frame of a page that may use this checkout', async () => {
  const page = await visit({ origin: shop, lang: 'ko' });
  assert.equal(page.status, 200);
  assert.match(page.headers.get('content-type') ?? '', /^text\/html; charset=utf-8$/);
  assert.match(page.text, /<title>주소 검색<\/title>/);
  assert.ok(page.text.includes(` data-origin="${shop}"`));
  assert.equal(page.headers.get('x-frame-options'), null);
  assert.equal(page.headers.get('cross-origin-resource-policy'), 'cross-origin');
  assert.equal(page.headers.get('referrer-policy'), 'strict-origin');
  assert.equal(page.headers.get('x-content-type-options'), 'nosniff');
});

test('the pages that may have it in a frame are those that may use this checkout, and its own', async () => {
  const policy = policyOf(await visit({ origin: shop }));
  assert.equal(policy.get('frame-ancestors'), `'self' ${shop} http://localhost:3000`);
});

test('reaches the service that the sandbox plays, and nothing else', async () => {
  const policy = policyOf(await visit({ origin: shop }));
  const { origin } = new URL(checkout.sandbox.url);
  assert.equal(policy.get('default-src'), "'none'");
  assert.equal(policy.get('script-src'), `'unsafe-inline' ${origin}`);
  assert.equal(policy.get('frame-src'), origin);
  assert.equal(policy.get('form-action'), origin);
  assert.equal(policy.get('base-uri'), "'none'");
  assert.doesNotMatch(policy.get('sandbox') ?? 'allow-top-navigation', /allow-top-navigation/);
});

test('reaches Kakao where no sandbox is', async (t) => {
  const server = await startCheckout({
    catalog: delivering,
    asksKakao: true,
    allowedOrigins: [shop],
  });
  t.after(() => server.stop());
  const page = await visit({ origin: shop }, server);
  const policy = policyOf(page);
  assert.equal(policy.get('script-src'), "'unsafe-inline' https://t1.kakaocdn.net");
  // By the page's own scheme.
  assert.equal(policy.get('frame-src'), 'postcode.map.kakao.com');
  const script = 'https://t1.kakaocdn.net/mapjsapi/bundle/postcode/prod/postcode.v2.js';
  assert.ok(page.text.includes(` data-script-url="${script}"`));
});

const wrongOrigins: Array<[title: string, query: Record<string, string> | string]> = [
  ['none', {}],
  ['an empty one', { origin: '' }],
  ['two', `origin=${shop}&origin=${shop}`],
  ['every one', { origin: '*' }],
  ['that of a sandboxed frame', { origin: 'null' }],
  ['one with a path', { origin: `${shop}/` }],
  ['one as no browser writes it', { origin: 'https://SHOP.example' }],
  ['one with its own port', { origin: `${shop}:443` }],
  ['one with a name before it', { origin: 'https://shop.example@evil.example' }],
  ['a script', { origin: 'javascript:alert(1)' }],
  ['markup', { origin: `${shop}"><script>alert(1)</script>` }],
];
for (const [title, query] of wrongOrigins) {
  test(`refuses what is no origin of a page: ${title}`, async () => {
    const page = await visit(query);
    assert.equal(page.status, 400);
    assert.equal(codeOf(page), 'INVALID_REQUEST');
    assert.doesNotMatch(page.text, /<script/);
  });
}

for (const origin of ['https://evil.example', 'http://shop.example', 'https://shop.example:8443']) {
  test(`[S11] a page of an origin that is not allowed asks for an address: ${origin}`, async () => {
    const page = await visit({ origin });
    assert.equal(page.status, 403);
    assert.equal(codeOf(page), 'ORIGIN_FORBIDDEN');
    assert.equal(page.headers.get('x-frame-options'), 'DENY');
    assert.match(page.headers.get('content-security-policy') ?? '', /frame-ancestors 'none'/);
  });
}

test('answers this server’s own pages', async (t) => {
  assert.equal((await visit({ origin: checkout.url })).status, 200);
  const named = await startCheckout({
    catalog: delivering,
    publicOrigin: 'https://pay.example.com',
  });
  t.after(() => named.stop());
  const page = await visit({ origin: 'https://pay.example.com' }, named);
  assert.equal(page.status, 200);
  assert.equal(policyOf(page).get('frame-ancestors'), "'self'");
  assert.equal((await visit({ origin: named.url }, named)).status, 403);
});

test('answers pages of any origin, each alone, where the owner allows all', async (t) => {
  const open = await startCheckout({ catalog: delivering, allowedOrigins: '*' });
  t.after(() => open.stop());
  const page = await visit({ origin: 'https://any.example' }, open);
  assert.equal(page.status, 200);
  assert.equal(policyOf(page).get('frame-ancestors'), '*');
  assert.ok(page.text.includes(' data-origin="https://any.example"'));
  assert.equal((await visit({ origin: '*' }, open)).status, 400);
});

test('is there as soon as the catalog has an item that is sent to its buyer, and no longer', async (t) => {
  const server = await startCheckout({ allowedOrigins: [shop] });
  t.after(() => server.stop());
  const none = await visit({ origin: shop }, server);
  assert.equal(none.status, 404);
  assert.equal(codeOf(none), 'NOT_FOUND');

  const ticket = anItem({ id: 'ticket', delivery: false });
  server.replaceCatalog(aCatalog({ store, items: [ticket, anItem()] }));
  assert.equal((await visit({ origin: shop }, server)).status, 200);
  server.replaceCatalog(aCatalog({ items: [ticket, anItem({ delivery: store.delivery })] }));
  assert.equal((await visit({ origin: shop }, server)).status, 200);
  server.replaceCatalog(aCatalog({ store, items: [ticket] }));
  assert.equal((await visit({ origin: shop }, server)).status, 404);
});

const spoken: Array<[lang: string, title: string]> = [
  ['ko', '주소 검색'],
  ['ko-KR', '주소 검색'],
  ['en', 'Address search'],
  ['ja', '住所検索'],
  ['fr', 'Address search'],
  ['"><script>alert(1)</script>', 'Address search'],
  ['constructor', 'Address search'],
];
for (const [lang, title] of spoken) {
  test(`speaks the language of the page that asks: ${lang}`, async () => {
    const { text } = await visit({ origin: shop, lang });
    assert.ok(text.includes(`<title>${title}</title>`));
    assert.ok(!text.includes(lang) || /^[\w-]+$/.test(lang));
  });
}

test('is limited as other pages are', async (t) => {
  const server = await startCheckout({
    catalog: delivering,
    allowedOrigins: [shop],
    rateLimitPerMinute: 1,
  });
  t.after(() => server.stop());
  assert.equal((await visit({ origin: shop }, server)).status, 200);
  assert.equal((await visit({ origin: shop }, server)).status, 429);
});
