import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { test } from 'node:test';
import { parseCatalog } from '../../../bff/catalog/parse-catalog.ts';
import { ConfigError } from '../../../bff/config.ts';
import { customDataOf, requestOf } from '../../../bff/domain/catalog.ts';
import { aCatalog, aMethod, anItem } from '../../support/server/checkout-server.ts';
import { assertInKorean } from '../../support/server/spoken-korean.ts';

function problemsOf(source: string): readonly string[] {
  try {
    parseCatalog(source);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    assertInKorean(error.problems);
    return error.problems;
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
  ['with a path of a parent folder in its id', { id: '../x' }, /items\[0\]\.id/],
  [
    'whose products add up to something else',
    { products: [{ id: 'a', name: 'a', amount: 300, quantity: 3 }] },
    /products add up to 900, its price is 1000/,
  ],
  ['taxed beyond its price', { taxFreeAmount: 900, vatAmount: 200 }, /more than the price/],
  ['with a method’s option', { windowType: {} }, /items\[0\]\.windowType/],
  [
    'whose period ends before it begins',
    { offerPeriod: { range: { from: '2026-02-01T00:00:00Z', to: '2026-01-01T00:00:00Z' } } },
    /ends .* before it begins/,
  ],
  [
    'with a product link that is none',
    { products: [{ id: 'a', name: 'a', amount: 1000, quantity: 1, link: 'x' }] },
    /products\[0\]\.link .*not an address/,
  ],
  ['with a picture that is none', { image: 'shoes.png' }, /image .*neither an address nor a path/],
  [
    'with a picture of no width',
    { image: '/shoes.png', imageSize: { width: 0, height: 630 } },
    /imageSize\.width/,
  ],
  [
    'with the size of a picture that it does not have',
    { imageSize: { width: 1200, height: 630 } },
    /"shoes" has an imageSize, and no image/,
  ],
  ['that is listed in words', { listed: 'yes' }, /items\[0\]\.listed/],
];

for (const [title, change, problem] of wrongItems) {
  test(`refuses an item ${title}, and says so`, () => {
    assert.match(problemsOf(aCatalog({ items: [anItem(change)] })).join('\n'), problem);
  });
}

const misspelt: Array<[written: Record<string, unknown>, place: string, meant: string]> = [
  [{ easyPay: { abailableCards: ['BC_CARD'] } }, 'easyPay.abailableCards', 'availableCards'],
  [{ easyPay: { availablePayMethods: ['TRASFER'] } }, 'easyPay.availablePayMethods[0]', 'TRANSFER'],
  [{ easyPay: { availableCards: ['BCCARD'] } }, 'easyPay.availableCards[0]', 'BC_CARD'],
  [{ bypass: { kakao: { custom_message: '' } } }, 'bypass.kakao', 'kakaopay'],
  [
    { bypass: { kakaopay: { customMessage: '' } } },
    'bypass.kakaopay.customMessage',
    'custom_message',
  ],
  [{ noticeUrl: [] }, 'noticeUrl', 'noticeUrls'],
  [{ windowtype: {} }, 'windowtype', 'windowType'],
  [{ windowType: { pc: 'iframe' } }, 'windowType.pc', 'IFRAME'],
  [{ mobile: { availableCarriers: ['KT'] } }, 'mobile.availableCarriers', 'avaliableCarriers'],
  [{ esayPay: {} }, 'esayPay', 'easyPay'],
];

for (const [written, place, meant] of misspelt) {
  test(`names the nearest right word: ${place} → ${meant}`, () => {
    const problems = problemsOf(aCatalog({ methods: [aMethod(written)] }));
    assert.deepEqual(problems.length, 1, problems.join('\n'));
    assert.ok(problems[0]?.includes(`methods[0].${place} ("kakaopay")`), problems[0]);
    assert.ok(problems[0]?.includes(`Did you mean "${meant}"?`), problems[0]);
  });
}

for (const [written, meant] of [
  ['taxFreeAmout', 'taxFreeAmount'],
  ['currentcy', 'currency'],
] as const) {
  test(`names the nearest right word of an item: ${written} → ${meant}`, () => {
    const problems = problemsOf(aCatalog({ items: [anItem({ [written]: 1 })] }));
    assert.match(problems.join(), new RegExp(`${written} \\("shoes"\\).*Did you mean "${meant}"`));
  });
}

test('says where an option stands that is in the wrong place', () => {
  assert.match(
    problemsOf(aCatalog({ methods: [aMethod({ availableCards: [] })] })).join(),
    /availableCards .* stands at card\.availableCards or easyPay\.availableCards/,
  );
});

const wrongMethods: Array<[title: string, method: Record<string, unknown>, problem: RegExp]> = [
  ['without a channel', { channelKey: undefined }, /channelKey .*is missing/],
  ['with an unknown payMethod', { payMethod: 'card' }, /"card" is not a payMethod.*CARD/],
  ['with a misspelt option', { esayPay: {} }, /esayPay/],
  ['that states an amount', { totalAmount: 1 }, /totalAmount.*the server computes it/],
  [
    'that states what was bought',
    { customData: { item: 'x' } },
    /customData\.item.*set by the server/,
  ],
  [
    'with half a month',
    { easyPay: { installment: { monthOption: { fixedMonth: 1.5 } } } },
    /fixedMonth .*whole number/,
  ],
  [
    'with two ways to limit months',
    { easyPay: { installment: { monthOption: { fixedMonth: 3, availableMonthList: [2] } } } },
    /one of fixedMonth and availableMonthList, not both/,
  ],
  [
    'with a webhook that is no web address',
    { noticeUrls: ['ftp://x'] },
    /noticeUrls\[0\].*http or https/,
  ],
  ['with a confirming call that is none', { confirmUrl: 'x' }, /confirmUrl.*http or https/],
  ['with a period of no form', { offerPeriod: { interval: '30' } }, /interval.*30d, 6m or 1y/],
  [
    'with a period of both forms',
    { offerPeriod: { interval: '1y', range: { from: '2026-01-01T00:00:00Z' } } },
    /one of range and interval, not both/,
  ],
  ['with an empty period', { offerPeriod: { range: {} } }, /offerPeriod\.range .*is empty/],
  [
    'with a moment without its zone',
    { offerPeriod: { range: { from: '2026-01-01' } } },
    /range\.from.*time zone/,
  ],
  ['with a text for yes', { isEscrow: 'yes' }, /isEscrow .*must be true or false, not "yes"/],
  ['with an unknown buyer field', { buyerFields: ['name'] }, /buyerFields .*fullName/],
  [
    'with PayPal’s button for another gateway',
    { uiType: 'PAYPAL_SPB' },
    /uiType .*PayPal’s button/,
  ],
  ['without a label', { label: ' ' }, /label .*is empty/],
  ['without a gateway', { pgProvider: undefined }, /pgProvider .*is missing.*KAKAOPAY/],
  [
    'that its gateway refuses',
    { isEscrow: true },
    /methods\[0\]\.isEscrow \("kakaopay"\): KakaoPay does not take isEscrow/,
  ],
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

test('names what the schema and what the rules have against it at once', () => {
  const problems = problemsOf(
    aCatalog({
      methods: [aMethod({ isEscrow: true }), aMethod({ id: 'card', esayPay: {} })],
      items: [anItem({ currency: 'USD', methods: ['kakaopay', 'card'] })],
    }),
  ).join('\n');
  assert.match(problems, /esayPay/);
  assert.match(problems, /isEscrow/);
  assert.match(problems, /KRW only, not USD/);
  assert.doesNotMatch(problems, /no method/);
});

test('warns of an unknown gateway, and names the known ones', () => {
  const { warnings } = parseCatalog(aCatalog({ methods: [aMethod({ pgProvider: 'KAKAO_PAY' })] }));
  assert.equal(warnings.length, 1);
  assert.match(warnings.join(), /Did you mean KAKAOPAY\? Known are .*NAVERPAY/);
});

test('warns of what a gateway makes nothing of, and goes on', () => {
  const { warnings } = parseCatalog(aCatalog({ methods: [aMethod({ appScheme: 'shop' })] }));
  assert.match(warnings.join(), /methods\[0\]\.appScheme \("kakaopay"\): .*iOS only/);
  assert.deepEqual(parseCatalog(aCatalog()).warnings, []);
});

test('asks the buyer for what the gateway needs, and for what the owner wants besides', () => {
  const inicis = (buyerFields?: unknown) =>
    parseCatalog(
      aCatalog({
        methods: [aMethod({ pgProvider: 'INICIS_V2', payMethod: 'CARD', buyerFields })],
      }),
    ).methods.get('kakaopay')?.buyerFields;
  assert.deepEqual(inicis(), { pc: ['fullName', 'phoneNumber', 'email'], mobile: [] });
  assert.deepEqual(inicis(['email']), {
    pc: ['fullName', 'phoneNumber', 'email'],
    mobile: ['email'],
  });
  assert.deepEqual(inicis({ mobile: ['fullName'] })?.mobile, ['fullName']);
});

test('gives every method the store’s details, and lets a method’s own win', () => {
  const catalog = parseCatalog(
    aCatalog({
      store: { id: 'store-tests', name: '신발가게', details: { ceoFullName: '김', zipcode: '1' } },
      methods: [aMethod({ storeDetails: { zipcode: '2' } })],
    }),
  );
  assert.deepEqual(catalog.methods.get('kakaopay')?.request.storeDetails, {
    ceoFullName: '김',
    zipcode: '2',
  });
});

test('lays an item’s options over its method’s, and of bypass only what the gateway reads', () => {
  const catalog = parseCatalog(
    aCatalog({
      methods: [
        aMethod({
          pgProvider: 'KCP_V2',
          payMethod: 'CARD',
          orderDetail: 'of the method',
          promotionId: 'p1',
          card: { cardCompany: 'HYUNDAI_CARD' },
          bypass: { kcp_v2: { shop_user_id: 'u', site_name: 's' } },
        }),
      ],
      items: [
        anItem({
          promotionId: 'p2',
          bypass: {
            kcp_v2: { shop_user_id: 'v' },
            naverpay: {
              productItems: [{ categoryType: 'a', categoryId: 'b', uid: 'c', name: 'd', count: 1 }],
            },
          },
        }),
      ],
    }),
  );
  const [method, item] = [catalog.methods.get('kakaopay'), catalog.items.get('shoes')];
  assert.ok(method && item);
  assert.deepEqual(requestOf(method, item), {
    orderDetail: 'of the method',
    card: { cardCompany: 'HYUNDAI_CARD' },
    promotionId: 'p2',
    bypass: { kcp_v2: { shop_user_id: 'v', site_name: 's' } },
  });
});

const goods = { categoryType: 'PRODUCT', categoryId: 'GENERAL' };
const book = { categoryType: 'BOOK', categoryId: 'GENERAL' };
const naverpay = (productItems?: object[], more: object = {}) =>
  aMethod({
    id: 'naverpay',
    pgProvider: 'NAVERPAY',
    ...(productItems && { bypass: { naverpay: { productItems } } }),
    ...more,
  });

/** What NaverPay is told of one piece of the first item, and what the start says about it. */
function soldByNaverPay(method: object, ...items: object[]) {
  const catalog = parseCatalog(aCatalog({ methods: [method], items }));
  const [[item], [read]] = [[...catalog.items.values()], [...catalog.methods.values()]];
  assert.ok(item && read);
  const { bypass } = requestOf(read, item);
  return { naverpay: bypass?.naverpay, warnings: catalog.warnings.join('\n') };
}

test('tells NaverPay what is sold in the item’s own words, and of which kind in the catalog’s', () => {
  const socks = anItem({ id: 'socks', name: '양말' });
  const one = { uid: 'socks', name: '양말', count: 1 };
  const sold = soldByNaverPay(naverpay([book]), socks);
  assert.deepEqual(sold.naverpay, { productItems: [{ ...book, ...one }] });
  assert.equal(sold.warnings, '');

  const group = naverpay([book], {
    pgProvider: 'KAKAOPAY',
    channelKey: undefined,
    channelGroupId: 'g',
  });
  assert.deepEqual(soldByNaverPay(group, socks).naverpay?.productItems, [{ ...book, ...one }]);
});

test('sends goods of no kind to NaverPay as general ones, and says so at start', () => {
  const { naverpay: sent, warnings } = soldByNaverPay(naverpay(), anItem());
  assert.deepEqual(sent?.productItems, [{ ...goods, uid: 'shoes', name: '신발', count: 1 }]);
  assert.match(warnings, /productItems \("naverpay"\): is missing.*PRODUCT and GENERAL are sent/);
  const grouped = naverpay(undefined, { channelKey: undefined, channelGroupId: 'group' });
  assert.deepEqual(soldByNaverPay(grouped, anItem()).naverpay, sent);
});

test('sends no fixed name or count to NaverPay, and says at start that it does not', () => {
  const fixed = { ...book, sellerId: 'a', uid: 'mug', name: '머그컵', count: 1 };
  const { naverpay: sent, warnings } = soldByNaverPay(naverpay([fixed]), anItem());
  assert.deepEqual(sent?.productItems, [
    { ...book, sellerId: 'a', uid: 'shoes', name: '신발', count: 1 },
  ]);
  for (const field of ['name', 'count']) {
    assert.match(
      warnings,
      new RegExp(
        `methods\\[0\\]\\..*\\.${field} \\("naverpay"\\): .* from the order’s product.*out`,
      ),
    );
  }
  assert.equal(warnings.split('\n').length, 2);
});

test('finds each product’s kind by its id, and an item’s own before its method’s', () => {
  const products = [
    { id: 'mat', name: '돗자리', amount: 600, quantity: 1 },
    { id: 'guide', name: '안내서', amount: 200, quantity: 2 },
  ];
  const picnic = anItem({ id: 'picnic', name: '피크닉', products });
  const kinds = [{ ...book, uid: 'guide', startDate: '20260101' }, goods];
  const sent = [
    { ...goods, uid: 'mat', name: '돗자리', count: 1 },
    { ...book, startDate: '20260101', uid: 'guide', name: '안내서', count: 2 },
  ];
  assert.deepEqual(soldByNaverPay(naverpay(kinds), picnic).naverpay?.productItems, sent);
  const own = { ...picnic, bypass: { naverpay: { productItems: kinds, deliveryFee: 3000 } } };
  const ofItem = soldByNaverPay(naverpay([book]), own, anItem());
  assert.deepEqual(ofItem.naverpay, { productItems: sent, deliveryFee: 3000 });
});

test('does not start where the catalog leaves open of which kind a product is', () => {
  const problems = problemsOf(
    aCatalog({
      methods: [
        naverpay([
          { ...book, uid: 'mug' },
          { ...goods, uid: 'hat' },
        ]),
      ],
      items: [anItem(), anItem({ id: 'mug' })],
    }),
  );
  assert.equal(problems.length, 1);
  assert.match(
    problems.join(),
    /items\[0\]\.bypass\.naverpay\.productItems \("shoes"\), paid by "naverpay": NaverPay needs one .*; shoes has none\.$/,
  );
});

test('carries the owner’s own data along, but says itself what was bought', () => {
  const catalog = parseCatalog(
    aCatalog({
      methods: [aMethod({ customData: { campaign: 'spring', from: 'method' } })],
      items: [anItem({ customData: { from: 'item' } })],
    }),
  );
  const [method, item] = [catalog.methods.get('kakaopay'), catalog.items.get('shoes')];
  assert.ok(method && item);
  assert.deepEqual(customDataOf(method, item), { campaign: 'spring', from: 'item', item: 'shoes' });
  const forged = { ...item, customData: { item: 'boots' } };
  assert.equal(customDataOf(method, forged).item, 'shoes');
});

test('takes the demo’s catalog, and has nothing against it', () => {
  const source = readFileSync(resolve(import.meta.dirname, '../../../demo/catalog.json'), 'utf8');
  assert.deepEqual(problemsOf(source), []);
  assert.deepEqual(parseCatalog(source).warnings, []);
});
