import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseCatalog } from '../../../bff/catalog/parse-catalog.ts';
import { ConfigError } from '../../../bff/config.ts';
import { aCatalog, aMethod, anItem } from '../../support/server/checkout-server.ts';
import { assertInKorean } from '../../support/server/spoken-korean.ts';

function problemsOf(change: Record<string, unknown>): string {
  try {
    parseCatalog(aCatalog(change));
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    assertInKorean(error.problems);
    return error.problems.join('\n');
  }
  return '';
}

const value = (id: string, change: object = {}) => ({ id, label: id, ...change });
const size = { id: 'size', label: '사이즈', values: [value('260'), value('270')] };
const colour = { id: 'colour', label: '색상', values: [value('black'), value('white')] };
const both = { options: [size, colour] };
const field = (change: object) => ({
  fields: [{ id: 'name', label: '이름', type: 'text', ...change }],
});
const zones = (...spans: string[][]) => ({
  delivery: {
    fee: 3000,
    zones: spans.map((zipcodes, index) => ({ zipcodes, fee: 1000, label: `zone ${index}` })),
  },
});
const agreement = { id: 'terms', label: '동의', required: true };
const amount = (change: object) => ({
  price: undefined,
  amount: { min: 1000, max: 9000, ...change },
});

const wrong: [title: string, item: Record<string, unknown>, problem: RegExp][] = [
  [
    'no price and no amount',
    { price: undefined },
    /items\[0\]\.price \("shoes"\) must be a whole number.*an amount instead/,
  ],
  [
    'a price beside an amount',
    { amount: { min: 1, max: 2 } },
    /items\[0\]\.price \("shoes"\) does not stand beside an amount/,
  ],
  [
    'options beside an amount',
    { ...amount({}), options: [size] },
    /options \("shoes"\) does not stand beside an amount/,
  ],
  [
    'a quantity beside an amount',
    { ...amount({}), maxQuantity: 2 },
    /maxQuantity .*beside an amount/,
  ],
  [
    'a tax beside an amount',
    { ...amount({}), taxFreeAmount: 1 },
    /taxFreeAmount .*amount\.taxFree/,
  ],
  [
    'a least amount above the most',
    amount({ min: 9001 }),
    /amount \("shoes"\) has a min \(9001\) above its max/,
  ],
  ['an amount of nothing', amount({ min: 0 }), /amount\.min \("shoes"\) must be more than 0/],
  ['a step that does not fit', amount({ step: 3000 }), /amount\.step .*nearest max is 7000/],
  ['a preset outside', amount({ presets: [500] }), /amount\.presets\[0\] .*from 1000 to 9000/],
  [
    'a preset off the step',
    amount({ step: 1000, presets: [1500] }),
    /amount\.presets\[0\] .*no step/,
  ],
  ['a preset twice', amount({ presets: [2000, 2000] }), /amount\.presets\[1\] .*once more/],
  ['no options in the list', { options: [] }, /options \("shoes"\) is empty/],
  ['an option twice', { options: [size, size] }, /options .*the id "size" more than once/],
  [
    'a value twice',
    { options: [{ ...size, values: [value('1'), value('1', { label: 'b' })] }] },
    /options\[0\]\.values .*the id "1" more than once/,
  ],
  [
    'two values that read alike',
    { options: [{ ...size, values: [value('1'), value('2', { label: '1' })] }] },
    /the label "1" more than once/,
  ],
  [
    'an option without values',
    { options: [{ ...size, values: [] }] },
    /options\[0\]\.values .*is empty/,
  ],
  [
    'a value’s id with a space',
    { options: [{ ...size, values: [value('2 70')] }] },
    /values\[0\]\.id .*letters, digits/,
  ],
  [
    'a label that is too long',
    { options: [{ ...size, label: 'ㄱ'.repeat(101) }] },
    /options\[0\]\.label .*100 long at most/,
  ],
  [
    'a price that a value takes to 0',
    { options: [{ ...size, values: [value('260', { price: -1000 })] }] },
    /options \("shoes"\) make the price of 260 0; it must be more than 0/,
  ],
  [
    'a price that two values take below 0',
    {
      options: [
        { ...size, values: [value('260', { price: -600 })] },
        { ...colour, values: [value('black', { price: -600 })] },
      ],
    },
    /price of 260 black -200/,
  ],
  [
    'half a won of a value',
    { options: [{ ...size, values: [value('260', { price: 0.5 })] }] },
    /values\[0\]\.price .*whole number/,
  ],
  [
    'a value beyond what is counted',
    { maxQuantity: 2, options: [{ ...size, values: [value('260', { price: 2 ** 53 - 2000 })] }] },
    /price × maxQuantity is more than/,
  ],
  [
    'more combinations than a page shows',
    {
      options: [0, 1, 2].map((index) => ({
        id: `o${index}`,
        label: 'o',
        values: Array.from({ length: 11 }, (_, each) => value(`v${each}`)),
      })),
    },
    /combined in 1331 ways; 1000/,
  ],
  [
    'variants of no options',
    { variants: [{ options: { size: '270' }, price: 1 }] },
    /variants .*has none/,
  ],
  [
    'a variant of another option',
    { ...both, variants: [{ options: { sise: '270', colour: 'black' }, price: 1 }] },
    /variants\[0\]\.options\.sise .*Did you mean "size"/,
  ],
  [
    'a variant of another value',
    { ...both, variants: [{ options: { size: '271', colour: 'black' }, price: 1 }] },
    /"271" is no value .*There is 260, 270/,
  ],
  [
    'a variant that leaves an option out',
    { ...both, variants: [{ options: { size: '270' }, price: 1 }] },
    /variants\[0\]\.options .*leaves out colour/,
  ],
  [
    'a variant twice',
    {
      ...both,
      variants: [1, 2].map((price) => ({ options: { size: '270', colour: 'black' }, price })),
    },
    /combination 270 black more than once/,
  ],
  [
    'a variant that says nothing',
    { ...both, variants: [{ options: { size: '270', colour: 'black' } }] },
    /variants\[0\] .*says nothing/,
  ],
  [
    'a variant for nothing',
    { ...both, variants: [{ options: { size: '270', colour: 'black' }, price: 0 }] },
    /variants\[0\]\.price .*more than 0/,
  ],
  [
    'stock of some variants',
    { ...both, variants: [{ options: { size: '270', colour: 'black' }, stock: 1 }] },
    /variants .*not of 260 black/,
  ],
  ['what is left of no stock', { showLeft: 3 }, /showLeft .*has none/],
  [
    'products beside prices of values',
    {
      price: 1,
      products: [{ id: 'a', name: 'a', amount: 1, quantity: 1 }],
      options: [{ ...size, values: [value('1', { price: 1 })] }],
    },
    /products .*does not stand beside options/,
  ],
  [
    'a part tax-free beside prices of values',
    { taxFreeAmount: 1, options: [{ ...size, values: [value('1', { price: 1 })] }] },
    /taxFreeAmount .*unless all/,
  ],
  [
    'a tax beside prices of values',
    { vatAmount: 1, options: [{ ...size, values: [value('1', { price: 1 })] }] },
    /vatAmount .*computed then/,
  ],
  [
    'a name of the server’s in customData',
    { ...both, customData: { options: 1 } },
    /customData\.options .*set by the server/,
  ],
  [
    'a field twice',
    { fields: [field({}).fields[0], field({}).fields[0]] },
    /fields .*the id "name" more than once/,
  ],
  ['a select without values', field({ type: 'select' }), /fields\[0\]\.values .*is missing/],
  [
    'values of a text',
    field({ values: [value('a')] }),
    /fields\[0\]\.values .*of a select, and this is a text/,
  ],
  [
    'a length of a date',
    field({ type: 'date', maxLength: 3 }),
    /fields\[0\]\.maxLength .*of a text/,
  ],
  ['a field of an unknown type', field({ type: 'textarea' }), /fields\[0\]\.type .*"textarea"/],
  [
    'fields longer than an order may be',
    field({ maxLength: 2001 }),
    /fields .*2001 letters together/,
  ],
  [
    'delivery of what is sold in dollars',
    { ...zones(), currency: 'USD', methods: ['paypal'] },
    /delivery \("shoes"\): goods are sent within Korea/,
  ],
  ['a fee below 0', { delivery: { fee: -1 } }, /delivery\.fee .*must not be negative/],
  [
    'a free delivery from below 0',
    { delivery: { fee: 1, freeFrom: -1 } },
    /delivery\.freeFrom .*must not be negative/,
  ],
  ['a postcode of six digits', zones(['100-200']), /zipcodes\[0\] .*five digits/],
  [
    'a span that ends before it begins',
    zones(['63644-63000']),
    /zipcodes\[0\] .*ends before it begins/,
  ],
  [
    'zones that overlap',
    zones(['63000-63644'], ['01000', '63644-64000']),
    /zones\[1\]\.zipcodes\[1\] .*zones\[0\] as well \("63000-63644"\)/,
  ],
  ['no fields in the list', { fields: [] }, /fields .*is empty/],
  [
    'a value of a select twice',
    field({ type: 'select', values: [value('a'), value('a')] }),
    /values .*"a" more than once/,
  ],
  ['a zone without postcodes', zones([]), /zipcodes .*is empty/],
  ['an account that holds no stock', { holdForDeposit: true }, /holdForDeposit .*has none/],
  [
    'delivery in a word',
    { delivery: true },
    /delivery \("shoes"\) must be an object \{ … \} or false, not true/,
  ],
  ['delivery without a fee', { delivery: { freeFrom: 1 } }, /delivery\.fee \("shoes"\) .*/],
  [
    'a misspelt word of its delivery',
    { delivery: { fee: 1, freefrom: 1 } },
    /delivery\.freefrom .*Did you mean "freeFrom"/,
  ],
  [
    'a number for a value',
    { ...both, variants: [{ options: { size: 270, colour: 'black' }, price: 1 }] },
    /variants\[0\]\.options\.size .*must be a text in quotes, not 270/,
  ],
  [
    'an agreement twice',
    { agreements: [agreement, agreement] },
    /agreements .*the id "terms" more than once/,
  ],
  [
    'an agreement at no address',
    { agreements: [{ ...agreement, url: '/terms' }] },
    /agreements\[0\]\.url .*not an http or https address/,
  ],
  ['nothing to hand over', { afterPaid: {} }, /afterPaid .*hands over nothing/],
];

const methods = [
  aMethod(),
  aMethod({
    id: 'paypal',
    payMethod: 'PAYPAL',
    pgProvider: 'PAYPAL_V2',
    channelKey: 'channel-key-p',
  }),
];
for (const [title, item, problem] of wrong) {
  test(`[V10] an item that cannot be priced or sent: ${title}`, () => {
    const problems = problemsOf({ methods, items: [anItem({ methods: ['kakaopay'], ...item })] });
    assert.match(problems, problem);
    assert.equal(problems.split('\n').length, 1, problems);
  });
}

const right: [title: string, item: Record<string, unknown>][] = [
  ['values that are free', { options: [{ ...size, values: [value('260', { price: -999 })] }] }],
  [
    'a value below 0 that a combination of its own replaces',
    {
      options: [{ ...size, values: [value('260', { price: -1000 })] }],
      variants: [{ options: { size: '260' }, price: 1 }],
    },
  ],
  [
    'a stock of each variant',
    {
      options: [size],
      variants: ['260', '270'].map((each) => ({ options: { size: each }, stock: 3 })),
    },
  ],
  [
    'a stock of its own, and of one variant',
    { stock: 9, options: [size], variants: [{ options: { size: '270' }, stock: 3 }] },
  ],
  [
    'all of it tax-free, at several prices',
    { taxFreeAmount: 1000, options: [{ ...size, values: [value('1', { price: 1 })] }] },
  ],
  ['an amount with presets', amount({ step: 1000, presets: [1000, 9000] })],
  ['zones side by side', zones(['63000-63644', '40200-40240'], ['63645'])],
  ['its own terms', { agreements: [{ ...agreement, url: 'https://shop.example/terms' }] }],
];
for (const [title, item] of right) {
  test(`takes an item with ${title}`, () => {
    assert.equal(problemsOf({ items: [anItem(item)] }), '');
  });
}

test('holds the store’s delivery and agreements against its items', () => {
  const store = { id: 'store-tests', name: '신발가게', agreements: [agreement] };
  assert.match(
    problemsOf({ store, items: [anItem({ agreements: [agreement] })] }),
    /items\[0\]\.agreements\[0\]\.id \("shoes"\) "terms" is that of another/,
  );
  const sent = { ...store, ...zones(['63000-63644'], ['63100']) };
  assert.match(problemsOf({ store: sent }), /store\.delivery\.zones\[1\]\.zipcodes\[0\] .*as well/);
  const dollars = (delivery?: false) =>
    problemsOf({
      store: { ...store, ...zones() },
      methods,
      items: [anItem({ currency: 'USD', methods: ['paypal'], delivery })],
    });
  assert.match(
    dollars(),
    /items\[0\]\.currency \("shoes"\): goods are sent within Korea.*"delivery": false/,
  );
  assert.equal(dollars(false), '');
});

test('keeps a gateway’s rules at every price that can come up', () => {
  const naverpay = aMethod({ pgProvider: 'NAVERPAY', payMethod: 'EASY_PAY' });
  const cheap = { options: [{ ...size, values: [value('260', { price: -950 })] }] };
  const problem = /price .*takes 100 KRW at least; 50 can come up/;
  assert.match(problemsOf({ methods: [naverpay], items: [anItem(cheap)] }), problem);
  assert.equal(
    problemsOf({ methods: [naverpay], items: [anItem({ ...cheap, delivery: { fee: 3000 } })] }),
    '',
  );
  assert.match(
    problemsOf({ methods: [naverpay], items: [anItem(amount({ min: 10, presets: [1000] }))] }),
    /amount\.min .*takes 100 KRW at least; 10 can come up/,
  );
  const paypal = aMethod({ payMethod: 'PAYPAL', pgProvider: 'PAYPAL_V2' });
  const donation = anItem({ ...amount({ taxFree: true }), currency: 'USD' });
  assert.match(problemsOf({ methods: [paypal], items: [donation] }), /takes no taxFreeAmount/);
});

test('warns of a choice that its gateway takes in part only', () => {
  const nice = aMethod({ id: 'nice', payMethod: 'CARD', pgProvider: 'NICE_V2' });
  const warningsOf = (label: string) =>
    parseCatalog(
      aCatalog({
        methods: [nice],
        items: [anItem({ options: [{ ...size, values: [value('1', { label })] }] })],
      }),
    ).warnings.join('\n');
  assert.match(
    warningsOf('아주 아주 길고 긴 이름의 사이즈'),
    /items\[0\]\.options .*becomes "신발 아주.*…" there/,
  );
  assert.match(warningsOf('1+1'), /"신발 1\+1" becomes "신발 1 1" there/);
  assert.doesNotMatch(warningsOf('270'), /becomes/);
});
