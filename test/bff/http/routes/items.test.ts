import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import {
  aCatalog,
  aMethod,
  anItem,
  type Checkout,
  metricsHeaders,
  startCheckout,
} from '../../../support/server/checkout-server.ts';

let checkout: Checkout;
before(async () => {
  checkout = await startCheckout({
    catalog: aCatalog({
      methods: [aMethod({ easyPay: { useCardPoint: true }, buyerFields: ['email'] })],
      items: [
        anItem({ image: 'https://shop.example/shoes.png', description: '가볍다', maxQuantity: 3 }),
      ],
    }),
    allowedOrigins: ['https://shop.example'],
  });
});
after(() => checkout.stop());

test('answers with the item and everything that a payment request takes, but no secret', async () => {
  const { status, body } = await checkout.item();
  assert.equal(status, 200);
  assert.deepEqual(body, {
    item: {
      id: 'shoes',
      name: '신발',
      price: 1000,
      currency: 'KRW',
      image: 'https://shop.example/shoes.png',
      description: '가볍다',
      maxQuantity: 3,
    },
    checkout: {
      environment: 'sandbox',
      storeId: 'store-tests',
      sdkUrl: `${checkout.sandbox.url}/v2/browser-sdk.js`,
      methods: [
        {
          id: 'kakaopay',
          label: '카카오페이',
          payMethod: 'EASY_PAY',
          channelKey: 'channel-key-kakaopay-tests',
          pgProvider: 'KAKAOPAY',
          buyerFields: { pc: ['email'], mobile: ['email'] },
          request: { easyPay: { useCardPoint: true } },
        },
      ],
    },
  });
});

test('names a picture by an address that holds on every page', async (t) => {
  const pictureOn = async (store: { url?: string }, image: string) => {
    const catalog = aCatalog({
      store: { id: 'store-tests', name: '신발가게', ...store },
      items: [anItem({ image })],
    });
    const shop = await startCheckout({ catalog });
    t.after(() => shop.stop());
    return (await shop.item()).body.item.image;
  };
  const store = { url: 'https://shop.example/en/' };
  assert.equal(await pictureOn(store, '/img/a b.png'), 'https://shop.example/img/a%20b.png');
  assert.equal(await pictureOn(store, '//cdn.example/a.png'), 'https://cdn.example/a.png');
  assert.equal(await pictureOn(store, 'data:image/gif;base64,R0'), 'data:image/gif;base64,R0');
  assert.equal(await pictureOn({}, '/img/a.png'), '/img/a.png');
});

test('answers 404 ITEM_NOT_FOUND for an unknown item', async () => {
  for (const id of ['socks', '__proto__', 'constructor']) {
    const { status, body } = await checkout.item(id);
    assert.equal(status, 404);
    assert.equal((body as unknown as { code: string }).code, 'ITEM_NOT_FOUND');
  }
});

test('saves a browser that has the item from fetching it again', async () => {
  const first = await checkout.item();
  const etag = first.headers.get('etag') as string;
  assert.match(first.headers.get('cache-control') as string, /^public, max-age=\d+$/);
  const second = await checkout.send('/api/items/shoes', { headers: { 'if-none-match': etag } });
  assert.equal(second.status, 304);
});

test('answers with another ETag once the catalog has another price', async () => {
  const { headers } = await checkout.item();
  const methods = [aMethod()];
  checkout.replaceCatalog(aCatalog({ methods, items: [anItem({ price: 2000 })] }));
  const changed = await checkout.item();
  assert.equal(changed.body.item.price, 2000);
  assert.notEqual(changed.headers.get('etag'), headers.get('etag'));
});

test('lets the pages of an allowed origin read it, preflight included', async () => {
  const headers = { origin: 'https://shop.example' };
  const answer = await checkout.send('/api/items/shoes', { headers });
  assert.equal(answer.headers.get('access-control-allow-origin'), 'https://shop.example');
  assert.equal(answer.headers.get('access-control-allow-credentials'), null);
  const preflight = await checkout.send('/api/orders', {
    method: 'OPTIONS',
    headers: {
      ...headers,
      'access-control-request-method': 'POST',
      'access-control-request-headers': 'content-type',
    },
  });
  assert.equal(preflight.status, 204);
  assert.equal(preflight.headers.get('access-control-allow-origin'), 'https://shop.example');
});

test('lets an allowed page read an error as well', async () => {
  const answer = await checkout.send('/api/items/socks', {
    headers: { origin: 'https://shop.example' },
  });
  assert.equal(answer.status, 404);
  assert.equal(answer.headers.get('access-control-allow-origin'), 'https://shop.example');
});

for (const origin of [
  'https://evil.example',
  'https://shop.example.evil.example',
  'http://shop.example',
  'null',
]) {
  test(`forbids pages of ${origin}`, async () => {
    for (const init of [
      {},
      { method: 'OPTIONS', headers: { 'access-control-request-method': 'POST' } },
    ]) {
      const answer = await checkout.send('/api/items/shoes', {
        ...init,
        headers: { ...init.headers, origin },
      });
      assert.equal(answer.status, 403);
      assert.equal(answer.body.code, 'ORIGIN_FORBIDDEN');
      assert.equal(answer.headers.get('access-control-allow-origin'), null);
    }
  });
}

test('an editor’s preview reads an item without an origin, and orders nothing', async () => {
  for (const origin of ['null', 'https://editor.example']) {
    const preview = await checkout.send('/api/previews/shoes', { headers: { origin } });
    assert.equal(preview.status, 200);
    assert.equal(preview.headers.get('access-control-allow-origin'), '*');
    assert.match(String(preview.headers.get('cache-control')), /max-age/);
    assert.deepEqual(preview.body, (await checkout.send('/api/items/shoes')).body);

    const unknown = await checkout.send('/api/previews/socks', { headers: { origin } });
    assert.equal(unknown.status, 404);
    assert.equal(unknown.body.code, 'ITEM_NOT_FOUND');
    assert.equal(unknown.headers.get('access-control-allow-origin'), '*');

    // A page's instrumentation adds headers to each request.
    const preflight = await checkout.send('/api/previews/shoes', {
      method: 'OPTIONS',
      headers: {
        origin,
        'access-control-request-method': 'GET',
        'access-control-request-headers': 'traceparent',
      },
    });
    assert.equal(preflight.headers.get('access-control-allow-headers'), 'traceparent');

    const order = await checkout.send('/api/orders', {
      method: 'POST',
      headers: { origin, 'content-type': 'application/json' },
      body: '{"itemId":"shoes"}',
    });
    assert.equal(order.status, 403);
    assert.equal(order.body.code, 'ORIGIN_FORBIDDEN');
  }
});

test('[M4] a page of an origin that is not allowed: named in the log, once, and counted', async (t) => {
  const refusing = await startCheckout({ allowedOrigins: ['https://shop.example'] });
  t.after(() => refusing.stop());
  const origin = 'https://www.shop.example';
  const preflight = { method: 'OPTIONS', headers: { 'access-control-request-method': 'POST' } };
  for (const init of [{ headers: {} }, { headers: {} }, preflight]) {
    await refusing.send('/api/items/shoes', { ...init, headers: { ...init.headers, origin } });
  }
  const [line, ...further] = refusing.logged.filter((logged) => logged.origin !== undefined);
  assert.deepEqual([line?.level, line?.origin, further], [40, origin, []]);
  assert.match(String(line?.msg), /add https:\/\/www\.shop\.example to ALLOWED_ORIGINS/);
  const metrics = await (
    await fetch(`${refusing.url}/metrics`, { headers: metricsHeaders })
  ).text();
  assert.match(metrics, /^checkout_origins_refused_total 3$/m);
});

test('lets its own pages in', async () => {
  const answer = await checkout.send('/api/items/shoes', { headers: { origin: checkout.url } });
  assert.equal(answer.status, 200);
});

test('takes no other method than GET and HEAD', async () => {
  const post = await checkout.send('/api/items/shoes', { method: 'POST' });
  assert.equal(post.status, 405);
  assert.equal(post.body.code, 'METHOD_NOT_ALLOWED');
  assert.equal(post.headers.get('allow'), 'HEAD, GET');
  const head = await fetch(`${checkout.url}/api/items/shoes`, { method: 'HEAD' });
  assert.equal(head.status, 200);
  assert.equal(await head.text(), '');
});
