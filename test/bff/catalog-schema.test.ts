import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseCatalog } from '../../bff/catalog-schema.ts';
import { ConfigError } from '../../bff/config.ts';
import { aCatalog, aMethod, anItem } from '../support/checkout-server.ts';

function problemsOf(source: string): readonly string[] {
  try {
    parseCatalog(source);
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
  return [];
}

test('reads store, methods and items', () => {
  const catalog = parseCatalog(
    aCatalog({ methods: [aMethod({ easyPay: { availableCards: ['BC_CARD'] } })] }),
  );
  assert.equal(catalog.store.name, '신발가게');
  assert.deepEqual(catalog.methods.get('kakaopay')?.request, {
    easyPay: { availableCards: ['BC_CARD'] },
  });
  assert.equal(catalog.items.get('shoes')?.price, 1000);
});

test('gives an item that names no method all of them, and a quantity of one', () => {
  const item = parseCatalog(aCatalog()).items.get('shoes');
  assert.deepEqual(item?.methods, ['kakaopay']);
  assert.equal(item?.maxQuantity, 1);
});

test('says where a file is not JSON', () => {
  assert.match(problemsOf('{ "store": ').join(), /not JSON/);
});

const wrongItems: Array<[title: string, item: Record<string, unknown>, problem: RegExp]> = [
  ['without a price', { price: undefined }, /items\[0\]\.price \("shoes"\) must be a whole number/],
  ['with a price of half a won', { price: 1000.5 }, /items\[0\]\.price \("shoes"\)/],
  ['with its price as a text', { price: '1000' }, /items\[0\]\.price \("shoes"\)/],
  ['for nothing', { price: 0 }, /items\[0\]\.price \("shoes"\) must be more than 0/],
  ['in an unknown currency', { currency: 'WON' }, /"WON" is not a currency/],
  ['with a misspelt key', { curency: 'KRW' }, /curency/],
  ['with an unknown method', { methods: ['card'] }, /no method "card".*kakaopay/],
  ['in dollars by KakaoPay', { currency: 'USD' }, /KakaoPay takes KRW only/],
  ['with a way out in its id', { id: '../x' }, /items\[0\]\.id/],
  [
    'whose products add up to something else',
    { products: [{ id: 'a', name: 'a', amount: 300, quantity: 3 }] },
    /products add up to 900, its price is 1000/,
  ],
  ['taxed beyond its price', { taxFreeAmount: 900, vatAmount: 200 }, /more than the price/],
];

for (const [title, change, problem] of wrongItems) {
  test(`refuses an item ${title}, and says so`, () => {
    assert.match(problemsOf(aCatalog({ items: [anItem(change)] })).join('\n'), problem);
  });
}

const wrongMethods: Array<[title: string, method: Record<string, unknown>, problem: RegExp]> = [
  ['without a channel', { channelKey: undefined }, /channelKey .*is missing/],
  ['with an unknown payMethod', { payMethod: 'card' }, /"card" is not a payMethod.*CARD/],
  ['with a misspelt option', { esayPay: {} }, /esayPay/],
  ['that states an amount', { totalAmount: 1 }, /totalAmount/],
];

for (const [title, change, problem] of wrongMethods) {
  test(`refuses a method ${title}, and says so`, () => {
    assert.match(problemsOf(aCatalog({ methods: [aMethod(change)] })).join('\n'), problem);
  });
}

test('refuses two items of one id', () => {
  assert.match(
    problemsOf(aCatalog({ items: [anItem(), anItem()] })).join(),
    /"shoes" more than once/,
  );
});

test('names every problem at once', () => {
  const problems = problemsOf(
    aCatalog({
      store: { id: 'mystore', name: '' },
      items: [anItem({ price: -1, currency: 'WON' })],
    }),
  );
  assert.equal(problems.length, 4, problems.join('\n'));
});
