import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseCatalog } from '../../../bff/catalog/parse-catalog.ts';
import { ConfigError } from '../../../bff/config.ts';
import { customDataOf, requestOf } from '../../../bff/domain/catalog.ts';
import { aCatalog, aMethod, anItem } from '../../support/server/checkout-server.ts';
import { assertInKorean } from '../../support/server/spoken-korean.ts';

function problemsOf(source: string): string {
  try {
    parseCatalog(source);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    assertInKorean(error.problems);
    return error.message;
  }
  return '';
}

/** As an owner on macOS pastes it: Hangul in parts, with spaces and what is invisible around it. */
const odd = (text: string) => `\u00a0 ${text.normalize('NFD').replace(' ', '  ')}\u200b `;

test('[L8] texts that look the same: all of a catalog', () => {
  const products = [{ id: odd('신'), name: odd('왼쪽 신발'), amount: 1000, quantity: 1 }];
  const catalog = parseCatalog(
    aCatalog({
      store: {
        id: 'store-tests',
        name: odd('신발 가게'),
        details: { ceoFullName: odd('김 신') },
      },
      methods: [
        aMethod({
          label: odd('카카오 페이'),
          bypass: { kakaopay: { custom_message: odd('두 줄') } },
        }),
      ],
      items: [
        anItem({ name: odd('여름 신발'), description: ` ${odd('가')}\r\n${odd('나')}`, products }),
      ],
    }),
  );
  const [method, item] = [catalog.methods.get('kakaopay'), catalog.items.get('shoes')];
  assert.ok(method && item);
  assert.equal(catalog.store.name, '신발 가게');
  assert.equal(method.label, '카카오 페이');
  assert.equal(item.name, '여름 신발');
  assert.equal(item.description, '가 \n 나');
  assert.deepEqual(item.products, [{ id: '신', name: '왼쪽 신발', amount: 1000, quantity: 1 }]);
  const request = requestOf(method, item);
  assert.equal(request.bypass?.kakaopay?.custom_message, '두 줄');
  assert.equal(request.storeDetails?.ceoFullName, '김 신');
});

test('leaves the owner’s own data as it is', () => {
  const customData = { note: '  a\u0000b\n', list: ['\u200b'] };
  const catalog = parseCatalog(
    aCatalog({ methods: [aMethod({ customData })], items: [anItem({ customData })] }),
  );
  const [method, item] = [catalog.methods.get('kakaopay'), catalog.items.get('shoes')];
  assert.ok(method && item);
  assert.deepEqual(customDataOf(method, item), { ...customData, item: 'shoes' });
});

const details = (change: object) => ({ store: { id: 'store-tests', name: '가게', ...change } });
const refused: Array<[title: string, catalog: object, says: RegExp]> = [
  [
    'a control character in a name',
    { items: [anItem({ name: '신\u0007발' })] },
    /items\[0\]\.name \("shoes"\) has the control character U\+0007/,
  ],
  ['a line break in a name', { items: [anItem({ name: '신\n발' })] }, /name .*U\+000A/],
  ['a tab in a name', { items: [anItem({ name: '신\t발' })] }, /name .*U\+0009/],
  ['a zero in a name', { items: [anItem({ name: '신\u0000발' })] }, /name .*U\+0000/],
  ['a C1 control in a name', { items: [anItem({ name: '신\u0085발' })] }, /name .*U\+0085/],
  ['a line separator in a name', { items: [anItem({ name: '신\u2028발' })] }, /name .*U\+2028/],
  [
    'a control character in a label',
    { methods: [aMethod({ label: 'a\u001bb' })] },
    /methods\[0\]\.label \("kakaopay"\).*U\+001B/,
  ],
  [
    'a control character in the store’s name',
    details({ name: 'a\u007fb' }),
    /store\.name .*U\+007F/,
  ],
  [
    'a control character in the store’s details',
    details({ details: { address: 'a\nb' } }),
    /store\.details\.address .*U\+000A/,
  ],
  [
    'a control character in a product’s name',
    { items: [anItem({ products: [{ id: 'a', name: 'a\u0001b', amount: 1000, quantity: 1 }] })] },
    /items\[0\]\.products\[0\]\.name .*U\+0001/,
  ],
  [
    'a control character in a description',
    { items: [anItem({ description: '가\u0000\n나' })] },
    /description .*U\+0000/,
  ],
  [
    'half of a character',
    { items: [anItem({ name: '신\ud83d발' })] },
    /name .*half of a character/,
  ],
  [
    'letters that were lost before',
    { items: [anItem({ name: '\ufffd\ufffd가' })] },
    /name .*U\+FFFD.*wrong encoding/,
  ],
  [
    'a name of nothing but what is invisible',
    { items: [anItem({ name: '\u200b\u3164' })] },
    /items\[0\]\.name .*is empty/,
  ],
  ['a label of spaces', { methods: [aMethod({ label: '\u3000' })] }, /label .*is empty/],
  [
    'an invisible letter in an item’s id',
    { items: [anItem({ id: 'shoes\u200b' })] },
    /items\[0\]\.id \("shoes<U\+200B>"\) may have letters.*U\+200B is in it/,
  ],
  [
    'a space at the end of an item’s id',
    { items: [anItem({ id: 'shoes ' })] },
    /items\[0\]\.id .*a space is at its end/,
  ],
  [
    'Hangul in an item’s id',
    { items: [anItem({ id: '신발' })] },
    /items\[0\]\.id .*신 \(U\+C2E0\) is in it/,
  ],
  [
    'a look-alike of a letter in a method’s id',
    { methods: [aMethod({ id: 'k\u0430kao' })] },
    /methods\[0\]\.id .*U\+0430/,
  ],
  [
    'an invisible letter in the id of an item’s method',
    { items: [anItem({ methods: ['kakaopay\ufeff'] })] },
    /items\[0\]\.methods\[0\] .*U\+FEFF is in it/,
  ],
  [
    'an invisible letter in a channel key',
    { methods: [aMethod({ channelKey: 'channel-key-a\u200bb' })] },
    /channelKey .*U\+200B is in it/,
  ],
  [
    'a space in a channel group’s id',
    { methods: [aMethod({ channelKey: undefined, channelGroupId: 'a b' })] },
    /channelGroupId .*has no spaces/,
  ],
  [
    'an invisible letter in the store’s id',
    details({ id: 'store-a\u2060' }),
    /store\.id .*U\+2060 is in it/,
  ],
  [
    'a space that does not break in pgProvider',
    { methods: [aMethod({ pgProvider: 'KAKAOPAY\u00a0' })] },
    /pgProvider .*U\+00A0 is in it/,
  ],
  [
    'an invisible letter in a name of the catalog',
    { items: [anItem({ 'price\u200b': 1 })] },
    /price<U\+200B>/,
  ],
];

for (const [title, change, says] of refused) {
  test(`refuses ${title}, and says so`, () => {
    assert.match(problemsOf(aCatalog(change as Record<string, unknown>)), says);
  });
}

const most = Number.MAX_SAFE_INTEGER;
const amounts: Array<[title: string, item: object, says: RegExp]> = [
  [
    'more than can be counted at once',
    { price: 10_000, maxQuantity: 1e12 },
    /item "shoes": price × maxQuantity .* Lower its maxQuantity to 900719925474 or less/,
  ],
  ['one over the limit', { price: (most + 1) / 2, maxQuantity: 2 }, /price × maxQuantity/],
  ['at a price beyond it', { price: 1e16 }, /items\[0\]\.price \("shoes"\) is too large/],
  [
    'in a quantity beyond it',
    { maxQuantity: 2 ** 53 },
    /items\[0\]\.maxQuantity \("shoes"\) is too large/,
  ],
  [
    'of which a product is counted beyond it',
    {
      price: 1,
      maxQuantity: 1000,
      products: [
        { id: 'a', name: 'a', amount: 1, quantity: 1 },
        { id: 'b', name: 'b', amount: 0, quantity: 1e14 },
      ],
    },
    /product "b" × maxQuantity/,
  ],
];

for (const [title, change, says] of amounts) {
  test(`refuses an item ${title}`, () => {
    assert.match(
      problemsOf(aCatalog({ items: [anItem(change as Record<string, unknown>)] })),
      says,
    );
  });
}

test('takes an amount at the limit', () => {
  const item = anItem({ price: (most - 1) / 2, maxQuantity: 2 });
  assert.equal(problemsOf(aCatalog({ items: [item] })), '');
});

for (const [written, meant] of [
  ['CURRENCY_USD', 'USD'],
  ['CURRENCY_KRW', 'KRW'],
  ['usd', 'USD'],
  ['krw ', 'KRW'],
  ['currency_jpy', 'JPY'],
  ['WON', 'KRW'],
  ['원', 'KRW'],
  ['₩', 'KRW'],
  ['$', 'USD'],
  ['엔', 'JPY'],
] as const) {
  test(`[L10] a currency that PortOne would answer otherwise: ${written}, where ${meant} is meant`, () => {
    const problems = problemsOf(
      aCatalog({
        methods: [aMethod({ pgProvider: 'SOME_PG' })],
        items: [anItem({ currency: written })],
      }),
    );
    assert.match(problems, /is not a currency/);
    assert.match(problems, new RegExp(`Did you mean "${meant}"`));
  });
}

test('refuses a method with a channel and a group of them', () => {
  assert.match(
    problemsOf(aCatalog({ methods: [aMethod({ channelGroupId: 'channel-group-1' })] })),
    /methods\[0\]\.channelGroupId \("kakaopay"\) stands beside a channelKey.*Leave one out/,
  );
});
