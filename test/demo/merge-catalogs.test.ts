import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import type { PaymentRequest } from '@portone/browser-sdk/v2';
import type { CatalogSource } from '../../bff/catalog/catalog-input.ts';
import { parseCatalog } from '../../bff/catalog/parse-catalog.ts';
import { mergeCatalogs } from '../../demo/merge-catalogs.ts';
import { stores } from '../../demo/stores.ts';
import { aBuyer, startSandbox } from './support/start-sandbox.ts';

const demo: CatalogSource = JSON.parse(
  readFileSync(new URL('../../demo/catalog.json', import.meta.url), 'utf8'),
);
const shopUrl = 'http://localhost:8081';

const own: CatalogSource = {
  store: { id: 'store-of-owner', name: '내 가게', url: 'https://my.shop' },
  methods: [
    // The same id as one of the demo's.
    {
      id: 'card',
      label: '카드',
      payMethod: 'CARD',
      pgProvider: 'KCP_V2',
      channelKey: 'channel-key-own-kcp',
    },
    {
      id: 'any-card',
      label: '카드',
      payMethod: 'CARD',
      pgProvider: 'TOSSPAYMENTS',
      channelGroupId: 'own-group',
    },
    {
      id: 'far',
      label: '먼 카드',
      payMethod: 'CARD',
      pgProvider: 'KICC_V2',
      channelKey: 'channel-key-own-far',
    },
  ],
  items: [
    { id: 'jam', name: '잼', price: 9_000, currency: 'KRW', image: '/jam.jpg' },
    { id: 'shoes', name: '내 신발', price: 50_000, currency: 'KRW', methods: ['card'] },
    { id: 'afar', name: '먼 것', price: 1_000, currency: 'KRW', methods: ['far'] },
  ],
};

const merge = () => mergeCatalogs(demo, stores[0], own, shopUrl);

test('sells the owner’s goods by the owner’s methods, and the demo’s beside them', () => {
  const { catalog } = merge();
  const { store, items, methods } = parseCatalog(JSON.stringify(catalog));
  assert.equal(store.name, '내 가게');
  assert.deepEqual(items.get('jam')?.methods, ['card', 'any-card']);
  assert.equal(items.get('jam')?.image, '/jam.jpg');
  assert.equal(items.get('shoes')?.name, '내 신발');
  assert.equal(methods.get('card')?.channelKey, 'channel-key-own-kcp');
  const others = demo.items.filter(({ id }) => id !== 'shoes');
  for (const { id, image } of others) {
    assert.equal(items.get(id)?.image, `${shopUrl}${image}`);
    for (const method of items.get(id)?.methods ?? []) {
      assert.match(methods.get(method)?.channelKey ?? '', /^channel-key-sandbox-/, id);
    }
  }
});

test('says what the sandbox does not play, and leaves it out', () => {
  const { omissions, catalog } = merge();
  assert.equal(omissions.length, 2);
  assert.match(omissions[0] ?? '', /does not play KICC_V2: your method "far".*TOSSPAYMENTS/);
  assert.match(omissions[1] ?? '', /item "afar" is left out/);
  assert.ok(!catalog.items.some(({ id }) => id === 'afar'));
});

test('plays every channel and group that the catalog names', async (t) => {
  const { catalog, store } = merge();
  const { sandbox } = await startSandbox(t, { stores: [store] });
  for (const [index, method] of catalog.methods.entries()) {
    const { id, label, pgProvider, buyerFields, uiType, ...options } = method;
    const request = {
      ...options,
      storeId: catalog.store.id,
      paymentId: `order${index}`,
      orderName: '잼',
      totalAmount: 9_000,
      currency: method.payMethod === 'PAYPAL' ? 'USD' : 'KRW',
      customer: aBuyer,
      productType: 'DIGITAL',
    } as PaymentRequest;
    await sandbox.pay(request, { result: 'approve' });
    const payment = sandbox.payment(request.paymentId);
    assert.ok(payment && 'channel' in payment, id);
    assert.equal(payment.channel?.pgProvider, pgProvider, id);
  }
});
