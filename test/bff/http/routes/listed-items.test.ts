import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { ListedItem } from '../../../../component/api/contract.ts';
import {
  aCatalog,
  aMethod,
  anItem,
  type Checkout,
  startCheckout,
} from '../../../support/server/checkout-server.ts';

const store = { id: 'store-tests', name: '신발가게', url: 'https://shop.example/home' };

const methods = [
  aMethod({ customData: { note: 'internal' } }),
  aMethod({ id: 'card', label: '카드', payMethod: 'CARD', pgProvider: 'TOSSPAYMENTS' }),
];

const items = [
  anItem({
    listed: true,
    image: '/shoes.webp',
    description: '가볍다',
    maxQuantity: 3,
    customData: { supplier: 'internal' },
  }),
  anItem({ id: 'for-one-buyer-only' }),
  anItem({ id: 'socks', listed: true, methods: ['card'] }),
  anItem({ id: 'withdrawn', listed: false }),
];

let checkout: Checkout;
before(async () => {
  checkout = await startCheckout({
    catalog: aCatalog({ store, methods, items }),
    allowedOrigins: ['https://shop.example'],
  });
});
after(() => checkout.stop());

const idsOf = async (server: Checkout) => {
  const { body } = await server.send('/api/items');
  return (body.items as ListedItem[]).map(({ id }) => id);
};

test('[L12] an item that the catalog does not list: is not named beside those that it does, of which only public facts are', async () => {
  const { status, body, headers } = await checkout.send('/api/items');
  assert.equal(status, 200);
  assert.equal(headers.get('content-type'), 'application/json; charset=utf-8');
  assert.deepEqual(body, {
    items: [
      {
        id: 'shoes',
        name: '신발',
        price: 1000,
        currency: 'KRW',
        image: 'https://shop.example/shoes.webp',
        description: '가볍다',
        maxQuantity: 3,
        methods: [
          { id: 'kakaopay', label: '카카오페이' },
          { id: 'card', label: '카드' },
        ],
      },
      {
        id: 'socks',
        name: '신발',
        price: 1000,
        currency: 'KRW',
        methods: [{ id: 'card', label: '카드' }],
      },
    ],
  });
});

test('[L12] an item that the catalog does not list: is sold to those who know the id', async () => {
  assert.equal((await checkout.item('for-one-buyer-only')).status, 200);
});

const listings: Array<[title: string, stores: unknown, items: unknown, listed: string[]]> = [
  ['nothing, unless the catalog says so', undefined, undefined, []],
  ['the whole store', true, undefined, ['shoes']],
  ['an item that the store hides', false, true, ['shoes']],
  ['not an item that says no, whatever the store says', true, false, []],
];
for (const [title, stores, own, listed] of listings) {
  test(`lists ${title}`, async (t) => {
    const server = await startCheckout({
      catalog: aCatalog({
        store: { ...store, listed: stores },
        items: [anItem({ listed: own })],
      }),
    });
    t.after(() => server.stop());
    assert.deepEqual(await idsOf(server), listed);
  });
}

test('can be read by a page of any origin, which can do nothing else', async () => {
  for (const origin of ['https://elsewhere.example', 'https://shop.example', 'null']) {
    for (const path of ['/api/items', '/api/items/']) {
      const { status, headers } = await checkout.send(path, { headers: { origin } });
      assert.equal(status, 200, path);
      assert.equal(headers.get('access-control-allow-origin'), '*');
      assert.equal(headers.get('access-control-allow-credentials'), null);
    }
  }
  const headers = { origin: 'https://elsewhere.example' };
  assert.equal((await checkout.send('/api/items/shoes', { headers })).status, 403);
  assert.equal((await checkout.send('/api/items', { method: 'POST', headers })).status, 405);
});

test('is kept by caches for a short time, and answered with 304 while it is the same', async (t) => {
  const server = await startCheckout({ catalog: aCatalog({ items: [anItem({ listed: true })] }) });
  t.after(() => server.stop());
  const first = await server.send('/api/items');
  assert.match(first.headers.get('cache-control') as string, /^public, max-age=\d{1,3}$/);
  const headers = { 'if-none-match': first.headers.get('etag') as string };
  const same = await server.send('/api/items', { headers });
  assert.deepEqual([same.status, same.body], [304, undefined]);
  assert.equal(same.headers.get('access-control-allow-origin'), '*');
  server.replaceCatalog(aCatalog({ items: [anItem({ listed: true, price: 2000 })] }));
  const changed = await server.send('/api/items', { headers });
  assert.equal(changed.status, 200);
  assert.equal((changed.body.items as ListedItem[])[0]?.price, 2000);
});

test('counts its callers by themselves, and tells a page of any origin to wait', async (t) => {
  const server = await startCheckout({ rateLimitPerMinute: 2 });
  t.after(() => server.stop());
  const headers = { origin: 'https://elsewhere.example' };
  const ask = () => server.send('/api/items', { headers });
  assert.deepEqual([(await ask()).status, (await ask()).status], [200, 200]);
  const refused = await ask();
  assert.deepEqual([refused.status, refused.body.code], [429, 'RATE_LIMITED']);
  assert.equal(refused.headers.get('access-control-allow-origin'), '*');
  assert.match(refused.headers.get('access-control-expose-headers') ?? '', /Retry-After/);
  assert.equal((await server.item()).status, 200);
});
