import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { readQr } from '../../../support/pages/read-qr.ts';
import {
  aCatalog,
  aMethod,
  anItem,
  type Checkout,
  startCheckout,
} from '../../../support/server/checkout-server.ts';

const store = {
  id: 'store-tests',
  name: '신발가게',
  url: 'https://shop.example/home',
  details: { businessName: '주식회사 신발', businessRegistrationNumber: '123-45-67890' },
};

const methods = [
  aMethod(),
  aMethod({ id: 'card', label: '카드', payMethod: 'CARD', pgProvider: 'TOSSPAYMENTS' }),
];

let checkout: Checkout;
before(async () => {
  checkout = await startCheckout({
    catalog: aCatalog({
      store,
      methods,
      items: [
        anItem({
          description: '가볍다',
          image: '/shoes.webp',
          imageSize: { width: 1200, height: 630 },
          maxQuantity: 3,
        }),
        anItem({ id: 'quotes', name: `"'><script>alert(1)</script>`, description: '<b>&amp;' }),
        anItem({ id: 'socks', image: 'https://cdn.example/socks.webp', methods: ['card'] }),
      ],
    }),
  });
});
after(() => checkout.stop());

type Page = { status: number; headers: Headers; text: string };

async function visit(
  path: string,
  headers: Record<string, string> = {},
  server = checkout,
): Promise<Page> {
  const response = await fetch(server.url + path, { headers });
  return { status: response.status, headers: response.headers, text: await response.text() };
}

test('is a page about the item, with the element of this server on it', async () => {
  const { status, headers, text } = await visit('/checkout/shoes');
  assert.equal(status, 200);
  assert.match(headers.get('content-type') ?? '', /^text\/html; charset=utf-8$/);
  assert.match(text, /<title>신발 · 신발가게<\/title>/);
  assert.match(text, /<portone-checkout item-id="shoes">/);
  assert.match(text, /<script type="module"[^>]* src="\/portone-checkout\.js"><\/script>/);
  assert.match(text, /<noscript>/);
});

test('tells a preview what the catalog says', async () => {
  const { text } = await visit('/checkout/shoes');
  for (const [property, content] of Object.entries({
    'og:title': '신발',
    'og:description': '가볍다',
    'og:site_name': '신발가게',
    'og:image': 'https://shop.example/shoes.webp',
  })) {
    assert.ok(text.includes(`<meta property="${property}" content="${content}" />`), property);
  }
  assert.match(text, /<meta name="description" content="가볍다" \/>/);
});

/** What a page says of itself to those who make a card of it, in its order. */
const cardOf = ({ text }: Page) =>
  Array.from(
    text.matchAll(/<meta (?:property|name)="(og:[^"]+|twitter:[^"]+)" content="([^"]*)" \/>/g),
    ([, name, content]) => `${name} ${content}`,
  );

test('tells a card everything that it is made of', async (t) => {
  const server = await startCheckout({
    catalog: aCatalog({
      store,
      items: [
        anItem({
          description: '가볍다',
          image: '/shoes.webp',
          imageSize: { width: 1200, height: 630 },
        }),
      ],
    }),
    publicOrigin: 'https://pay.example.com',
  });
  t.after(() => server.stop());
  assert.deepEqual(cardOf(await visit('/checkout/shoes?lang=en&quantity=1', {}, server)), [
    'og:type website',
    'og:title 신발',
    'og:description 가볍다',
    'og:site_name 신발가게',
    'og:url https://pay.example.com/checkout/shoes',
    'og:locale en_US',
    'og:locale:alternate ko_KR',
    'og:locale:alternate ja_JP',
    'og:image https://shop.example/shoes.webp',
    'og:image:width 1200',
    'og:image:height 630',
    'og:image:alt 신발',
    'twitter:card summary_large_image',
  ]);
});

const size = { width: 600, height: 600 };
const cards: Array<[title: string, item: Record<string, unknown>, says: string[]]> = [
  [
    'a square picture',
    { image: 'https://cdn.example/a.png', imageSize: size },
    [
      'og:image https://cdn.example/a.png',
      'og:image:width 600',
      'og:image:height 600',
      'og:image:alt 신발',
      'twitter:card summary',
    ],
  ],
  [
    'a picture of unknown size',
    { image: 'https://cdn.example/a.png' },
    ['og:image https://cdn.example/a.png', 'og:image:alt 신발', 'twitter:card summary'],
  ],
  [
    'a picture that has no address of its own',
    { image: 'data:image/gif;base64,R0lGODlhAQABAAAAACw=', imageSize: size },
    ['twitter:card summary'],
  ],
  ['no picture', {}, ['twitter:card summary']],
];
for (const [title, item, says] of cards) {
  test(`makes a card with ${title}`, async (t) => {
    const server = await startCheckout({ catalog: aCatalog({ store, items: [anItem(item)] }) });
    t.after(() => server.stop());
    const card = cardOf(await visit('/checkout/shoes', {}, server));
    assert.deepEqual(
      card.filter((line) => /image|twitter|url/.test(line)),
      says,
    );
  });
}

test('writes what the catalog says as text, and never as markup', async () => {
  const { text } = await visit('/checkout/quotes');
  assert.ok(!text.includes('<script>alert'));
  assert.ok(!text.includes('<b>'));
  const escaped = '&quot;&#39;&gt;&lt;script&gt;alert(1)&lt;/script&gt;';
  assert.ok(text.includes(`<title>${escaped} · 신발가게</title>`));
  assert.ok(text.includes(`<meta property="og:title" content="${escaped}" />`));
  assert.ok(text.includes('content="&lt;b&gt;&amp;amp;"'));
});

const preferences: Array<[title: string, path: string, header: string, language: string]> = [
  ['the browser’s', '/checkout/shoes', 'fr, ja;q=0.8, en;q=0.2', 'ja'],
  ['the link’s rather than the browser’s', '/checkout/shoes?lang=ko', 'en', 'ko'],
  ['English where it knows none of the browser’s', '/checkout/shoes', 'fr', 'en'],
  ['the browser’s where the link’s is none', '/checkout/shoes?lang=xx', 'ja', 'ja'],
  ['Korean where no language is asked for', '/checkout/shoes', '*', 'ko'],
  ['the browser’s where there is no item either', '/checkout/hats', 'ja', 'ja'],
];
for (const [title, path, header, language] of preferences) {
  test(`speaks a language: ${title}`, async () => {
    const { headers, text } = await visit(path, { 'accept-language': header, accept: 'text/html' });
    assert.match(text, new RegExp(`<html lang="${language}">`));
    assert.equal(headers.get('content-language'), language);
    assert.match(headers.get('vary') ?? '', /Accept-Language/);
  });
}

const links: Array<[query: string, attributes: string]> = [
  ['quantity=2&method=card', ' quantity="2" method="card"'],
  ['quantity=3', ' quantity="3"'],
  ['quantity=4', ''],
  ['quantity=0', ''],
  ['quantity=1.5', ''],
  ['quantity=2&quantity=3', ''],
  ['method=%22%3E', ''],
];
for (const [query, attributes] of links) {
  test(`decides for the buyer what the link says and the item has: ?${query}`, async () => {
    const { text } = await visit(`/checkout/shoes?${query}`);
    assert.ok(text.includes(`<portone-checkout item-id="shoes"${attributes}>`));
  });
}

test('shows the picture of the shop’s own site from there, and not from this one', async () => {
  const own = await visit('/checkout/shoes');
  assert.match(own.text, /<img slot="media" src="https:\/\/shop\.example\/shoes\.webp" alt="신발"/);
  const elsewhere = await visit('/checkout/socks');
  assert.doesNotMatch(elsewhere.text, /slot="media"/);
  assert.match(elsewhere.text, /og:image" content="https:\/\/cdn\.example\/socks\.webp"/);
});

test('shows no picture where the site that it is on is unknown', async (t) => {
  const { url: _, ...homeless } = store;
  const server = await startCheckout({
    catalog: aCatalog({ store: homeless, items: [anItem({ image: '/shoes.webp' })] }),
  });
  t.after(() => server.stop());
  const { text } = await visit('/checkout/shoes', {}, server);
  assert.doesNotMatch(text, /shoes\.webp/);
  assert.match(text, /<span slot="media"><\/span>/);
});

test('leads back to the shop, and says who sells', async () => {
  const { text } = await visit('/checkout/shoes');
  assert.match(text, /<a href="https:\/\/shop\.example\/home" slot="paid"/);
  assert.match(text, /<li>주식회사 신발<\/li><li>사업자등록번호 123-45-67890<\/li>/);
});

test('says at its foot what the law wants a seller to say, in the page’s language', async (t) => {
  const server = await startCheckout({
    catalog: aCatalog({
      store: {
        ...store,
        mailOrderNumber: '2026-서울강남-00001',
        links: { terms: 'https://shop.example/terms', refund: 'https://shop.example/refund?a&b' },
      },
    }),
  });
  t.after(() => server.stop());
  const { text } = await visit('/checkout/shoes?lang=ko', {}, server);
  assert.match(text, /<li>통신판매업 신고번호 2026-서울강남-00001<\/li>/);
  assert.match(
    text,
    /<ul><li><a href="https:\/\/shop\.example\/terms">이용약관<\/a><\/li><li><a href="https:\/\/shop\.example\/refund\?a&amp;b">청약철회·환불 안내<\/a><\/li><\/ul>/,
  );
  assert.doesNotMatch(text, /개인정보처리방침/);
  const { text: english } = await visit('/checkout/shoes?lang=en', {}, server);
  assert.match(english, />Terms<\/a>.*>Cancellations and refunds<\/a>/);
  const { text: japanese } = await visit('/checkout/shoes?lang=ja', {}, server);
  assert.match(japanese, />利用規約<\/a>/);
  assert.equal((await server.item()).body.item.seller, undefined);
});

test('lets only its own scripts run, once each, and no page frame it', async () => {
  const [first, second] = [await visit('/checkout/shoes'), await visit('/checkout/shoes')];
  const nonces = [first, second].map(({ headers, text }) => {
    const policy = headers.get('content-security-policy') ?? '';
    const nonce = /script-src 'nonce-([^']{20,})' 'strict-dynamic'(;|$)/.exec(policy)?.[1];
    assert.ok(nonce, policy);
    for (const [tag] of text.matchAll(/<script[^>]*>/g)) {
      assert.ok(tag.includes(` nonce="${nonce}"`), tag);
    }
    assert.match(policy, /^default-src 'none';/);
    assert.match(policy, /frame-ancestors 'none'/);
    // Some gateways are reached by a form.
    assert.match(policy, /form-action https: /);
    assert.match(policy, /base-uri 'none'/);
    assert.equal(headers.get('x-frame-options'), 'DENY');
    assert.equal(headers.get('x-content-type-options'), 'nosniff');
    assert.equal(headers.get('cache-control'), 'private, no-cache');
    return nonce;
  });
  assert.notEqual(nonces[0], nonces[1]);
});

test('keeps out of search engines what cannot really be bought', async (t) => {
  const live = await startCheckout({ environment: 'live' });
  t.after(() => live.stop());
  assert.match((await visit('/checkout/shoes')).text, /<meta name="robots" content="noindex"/);
  assert.doesNotMatch((await visit('/checkout/shoes', {}, live)).text, /noindex/);
});

for (const path of ['/checkout/hats', '/checkout/', '/checkout/__proto__', '/checkout/%3Cb%3E']) {
  test(`tells a buyer in words that there is nothing to buy: ${path}`, async () => {
    const { status, headers, text } = await visit(path, { accept: 'text/html,*/*' });
    assert.equal(status, 404);
    assert.match(text, /<h1>상품을 찾을 수 없어요<\/h1>/);
    assert.match(headers.get('content-security-policy') ?? '', /style-src 'sha256-/);
    assert.doesNotMatch(headers.get('content-security-policy') ?? '', /script-src/);
    assert.equal(headers.get('cache-control'), 'no-store');
  });
}

test('tells a program in JSON that there is nothing to buy', async () => {
  const headers = { accept: 'application/json' };
  const { status, body } = await checkout.send('/checkout/hats', { headers });
  assert.deepEqual([status, body.code], [404, 'ITEM_NOT_FOUND']);
  const picture = { accept: 'image/avif,image/webp,image/*' };
  const qr = await checkout.send('/checkout/hats/qr.svg', { headers: picture });
  assert.deepEqual([qr.status, qr.body.code], [404, 'ITEM_NOT_FOUND']);
  const posted = await checkout.send('/checkout/shoes', { method: 'POST' });
  assert.deepEqual([posted.status, posted.body.code], [405, 'METHOD_NOT_ALLOWED']);
});

test('tells a buyer in words that there are too many', async (t) => {
  const limited = await startCheckout({ rateLimitPerMinute: 2 });
  t.after(() => limited.stop());
  for (const path of ['/checkout/shoes', '/checkout/hats']) await visit(path, {}, limited);
  const { status, headers, text } = await visit('/checkout/shoes', {}, limited);
  assert.equal(status, 429);
  assert.ok(Number(headers.get('retry-after')) > 0);
  assert.match(text, /<h1>지금은 접속이 많아요<\/h1>/);
  for (const type of ['svg', 'png', 'svg']) await visit(`/checkout/shoes/qr.${type}`, {}, limited);
  assert.equal((await visit('/checkout/shoes/qr.svg', {}, limited)).status, 429);
});

/** What a camera reads in the picture at an address. */
async function readQrAt(path: string, headers: Record<string, string> = {}, server = checkout) {
  const response = await fetch(server.url + path, { headers });
  assert.equal(response.headers.get('content-type'), 'image/png');
  // Shown on pages of the owner's.
  assert.equal(response.headers.get('cross-origin-resource-policy'), 'cross-origin');
  return readQr(new Uint8Array(await response.arrayBuffer()));
}

test('draws the page’s address for cameras, with what the link decides', async () => {
  assert.equal(await readQrAt('/checkout/shoes/qr.png'), `${checkout.url}/checkout/shoes`);
  assert.equal(
    await readQrAt('/checkout/shoes/qr.png?quantity=2&method=card&lang=en&other=1'),
    `${checkout.url}/checkout/shoes?quantity=2&method=card&lang=en`,
  );
  const svg = await fetch(`${checkout.url}/checkout/shoes/qr.svg`);
  assert.equal(svg.headers.get('content-type'), 'image/svg+xml');
  assert.match(await svg.text(), /^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg"/);
});

test('tells the address that the owner has set, whatever a request says', async (t) => {
  const server = await startCheckout({ trustedProxies: 1, publicOrigin: 'https://pay.example' });
  t.after(() => server.stop());
  const headers = { 'x-forwarded-host': 'evil.example' };
  const read = await readQrAt('/checkout/shoes/qr.png', headers, server);
  assert.equal(read, 'https://pay.example/checkout/shoes');
  const { text } = await visit('/checkout/shoes?lang=en&quantity=1', headers, server);
  assert.match(text, /<link rel="canonical" href="https:\/\/pay\.example\/checkout\/shoes" \/>/);
  assert.match(text, /og:url" content="https:\/\/pay\.example\/checkout\/shoes" \/>/);
});
