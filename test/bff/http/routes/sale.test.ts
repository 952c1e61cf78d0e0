/** What an item asks of its buyer, from the catalog over `POST /api/orders` to what PortOne is asked for. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Payment } from '@portone/server-sdk/payment';
import type { OrderRequest } from '../../../../component/api/contract.ts';
import {
  aCatalog,
  aMethod,
  anItem,
  type Checkout,
  paymentRequest,
  startCheckout,
} from '../../../support/server/checkout-server.ts';

const NOW = Date.UTC(2026, 10, 23);

const sizes = {
  id: 'size',
  label: '사이즈',
  values: [
    { id: '260', label: '260', code: 'S-260' },
    { id: '270', label: '270', price: 500 },
    { id: '280', label: '280', soldOut: true },
  ],
};
const colours = {
  id: 'colour',
  label: '색상',
  values: [
    { id: 'black', label: '검정' },
    { id: 'white', label: '하양', price: -100 },
  ],
};
const delivery = {
  fee: 3000,
  freeFrom: 50_000,
  zones: [{ zipcodes: ['63000-63644'], fee: 2500, label: '제주 추가 배송비' }],
};
const terms = { id: 'terms', label: '주문 내용을 확인했어요', required: true };
const news = {
  id: 'news',
  label: '소식을 받을게요',
  url: 'https://shop.example/news',
  required: false,
};

const kpn = aMethod({
  id: 'kpn',
  payMethod: 'CARD',
  pgProvider: 'KPN',
  channelKey: 'channel-key-kpn',
  card: { cardCompany: 'SHINHAN_CARD' },
});
const naverpay = aMethod({
  id: 'naverpay',
  pgProvider: 'NAVERPAY',
  channelKey: 'channel-key-naverpay',
  bypass: { naverpay: { productItems: [{ categoryType: 'PRODUCT', categoryId: 'GENERAL' }] } },
});

const items = [
  anItem({ maxQuantity: 9 }),
  anItem({
    id: 'boots',
    name: '부츠',
    price: 10_000,
    maxQuantity: 9,
    options: [sizes, colours],
    variants: [
      { options: { size: '270', colour: 'white' }, price: 12_000, code: 'BOOT-270-W' },
      { options: { size: '260', colour: 'white' }, soldOut: true },
    ],
    delivery,
    methods: ['kakaopay', 'naverpay', 'kpn'],
  }),
  anItem({
    id: 'ticket',
    name: '입장권',
    fields: [
      { id: 'name', label: '이름', type: 'text', required: true, maxLength: 5 },
      { id: 'day', label: '날짜', type: 'date', required: true },
      {
        id: 'seat',
        label: '좌석',
        type: 'select',
        values: [
          { id: 'front', label: '앞' },
          { id: 'back', label: '뒤' },
        ],
      },
      { id: 'wrap', label: '봉투', type: 'checkbox' },
    ],
    agreements: [terms, news],
    afterPaid: { text: '3번 문으로 오세요', url: 'https://shop.example/door' },
    methods: ['kakaopay'],
  }),
  {
    id: 'donation',
    name: '후원',
    currency: 'KRW',
    amount: { min: 1000, max: 100_000, step: 500, presets: [5000, 10_000], taxFree: true },
    methods: ['kakaopay'],
  },
  anItem({
    id: 'letter',
    fields: [{ id: 'text', label: '편지', type: 'text', maxLength: 2000 }],
    methods: ['kakaopay'],
  }),
  anItem({ id: 'gone', soldOut: true }),
];

let checkout: Checkout;
before(async () => {
  checkout = await startCheckout({
    clock: () => NOW,
    portOneClock: () => NOW,
    catalog: aCatalog({ methods: [aMethod(), naverpay, kpn], items }),
  });
});
after(() => checkout.stop());

const post = (request: Record<string, unknown>) =>
  checkout.send('/api/orders', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(request),
  });

const jeju = {
  recipient: ' 홍  길동 ',
  phoneNumber: '010-1234-5678',
  zipcode: '63100',
  address: '제주시 첨단로 242',
};
const seoul = { ...jeju, zipcode: '06236', address: '서울 강남구 테헤란로 1' };
const boots = { itemId: 'boots', options: { size: '270', colour: 'black' }, delivery: seoul };

test('prices what was chosen: values, a combination of its own, fee and surcharge', async () => {
  const plain = await checkout.order({ ...boots, quantity: 2 });
  assert.equal(plain.orderName, '부츠 270 검정 x2');
  assert.equal(plain.totalAmount, 2 * 10_500 + 3000);
  assert.deepEqual(plain.lines, [
    { kind: 'item', name: '부츠 270 검정', quantity: 2, amount: 21_000 },
    { kind: 'delivery', name: '배송비', quantity: 1, amount: 3000 },
  ]);
  assert.deepEqual(plain.products, [
    { id: 'boots', name: '부츠 270 검정', amount: 10_500, quantity: 2 },
    { id: 'delivery.fee', name: '배송비', amount: 3000, quantity: 1 },
  ]);
  assert.deepEqual(plain.customData, {
    item: 'boots',
    options: { size: '270', colour: 'black' },
  });

  const white = { size: '270', colour: 'white' };
  const own = await checkout.order({ ...boots, options: white, delivery: jeju, quantity: 5 });
  assert.equal(own.totalAmount, 5 * 12_000 + 2500, 'the fee is waived, the surcharge is not');
  assert.deepEqual(own.lines?.slice(1), [
    { kind: 'delivery', name: '배송비', quantity: 1, amount: 0 },
    { kind: 'surcharge', name: '제주 추가 배송비', quantity: 1, amount: 2500 },
  ]);
  assert.equal(own.customData.code, 'BOOT-270-W');
  assert.equal(own.products[0]?.code, 'BOOT-270-W');
});

test('lets the buyer choose the amount, within what the catalog offers', async () => {
  const order = await checkout.order({ itemId: 'donation', amount: 7500 });
  assert.equal(order.totalAmount, 7500);
  assert.equal(order.taxFreeAmount, 7500);
  assert.equal(order.products[0]?.amount, 7500);
});

type Wrong = [request: Record<string, unknown>, problems: [path: string, reason: string][]];
const wrongs: Wrong[] = [
  [
    { itemId: 'boots', delivery: seoul },
    [
      ['options.size', 'missing'],
      ['options.colour', 'missing'],
    ],
  ],
  [
    { ...boots, options: { size: '300', colour: 'black', lace: 'red' } },
    [
      ['options.lace', 'unknown'],
      ['options.size', 'unknown'],
    ],
  ],
  [
    { ...boots, options: ['270'] },
    [
      ['options', 'wrong'],
      ['options.size', 'missing'],
      ['options.colour', 'missing'],
    ],
  ],
  [
    { ...boots, options: { size: '__proto__', colour: 'constructor' } },
    [
      ['options.size', 'unknown'],
      ['options.colour', 'unknown'],
    ],
  ],
  [
    { ...boots, delivery: undefined },
    ['recipient', 'phoneNumber', 'zipcode', 'address'].map((key) => [`delivery.${key}`, 'missing']),
  ],
  [{ ...boots, delivery: { ...seoul, zipcode: '6236' } }, [['delivery.zipcode', 'wrong']]],
  [{ ...boots, delivery: { ...seoul, phoneNumber: '1' } }, [['delivery.phoneNumber', 'wrong']]],
  [
    { ...boots, delivery: { ...seoul, recipient: 'ㄱ'.repeat(51) } },
    [['delivery.recipient', 'too-long']],
  ],
  [{ ...boots, delivery: { ...seoul, address: '서울\u0000' } }, [['delivery.address', 'wrong']]],
  [{ ...boots, delivery: 'Seoul' }, [['delivery', 'wrong']]],
  [{ ...boots, amount: 1 }, [['amount', 'unknown']]],
  [{ itemId: 'shoes', delivery: seoul }, [['delivery', 'unknown']]],
  [{ itemId: 'shoes', fields: { name: '홍길동' } }, [['fields.name', 'unknown']]],
  [{ itemId: 'shoes', agreements: ['terms'] }, [['agreements.terms', 'unknown']]],
  [
    { itemId: 'ticket' },
    [
      ['fields.name', 'missing'],
      ['fields.day', 'missing'],
      ['agreements.terms', 'missing'],
    ],
  ],
  [
    {
      itemId: 'ticket',
      fields: { name: '👨‍👩‍👧‍👦👨‍👩‍👧‍👦', day: '2026-02-29', seat: 'roof', wrap: 'yes' },
      agreements: ['terms'],
    },
    [
      ['fields.name', 'too-long'],
      ['fields.day', 'wrong'],
      ['fields.seat', 'unknown'],
      ['fields.wrap', 'wrong'],
    ],
  ],
  [
    { itemId: 'ticket', fields: { name: '  ', day: '2026-02-28' }, agreements: 'terms' },
    [
      ['fields.name', 'missing'],
      ['agreements', 'wrong'],
    ],
  ],
  [{ itemId: 'donation' }, [['amount', 'missing']]],
  [{ itemId: 'donation', amount: 500 }, [['amount', 'too-small']]],
  [{ itemId: 'donation', amount: 100_500 }, [['amount', 'too-large']]],
  [{ itemId: 'donation', amount: 1250 }, [['amount', 'wrong']]],
  [{ itemId: 'donation', amount: '5000' }, [['amount', 'wrong']]],
  [{ itemId: 'donation', amount: 5000.5 }, [['amount', 'wrong']]],
];
for (const [request, problems] of wrongs) {
  test(`[V4] options, fields, amount, address, agreements that are missing or wrong: ${JSON.stringify(request).slice(0, 90)}`, async () => {
    const { status, body } = await post(request);
    assert.equal(status, 400);
    assert.equal(body.code, 'INVALID_REQUEST');
    assert.deepEqual(
      (body.fields as { path: string; reason: string }[]).map(({ path, reason }) => [path, reason]),
      problems,
    );
  });
}

test('says what is wrong with the buyer and with the order at once', async () => {
  const { body } = await post({ itemId: 'ticket', buyer: { email: 'nobody' } });
  assert.deepEqual(body.buyerFields, ['email']);
  assert.equal((body.fields as unknown[]).length, 3);
});

const soldOut: Wrong[] = [
  [{ itemId: 'gone' }, [['itemId', 'sold-out']]],
  [{ ...boots, options: { size: '280', colour: 'black' } }, [['options.size', 'sold-out']]],
  [{ ...boots, options: { size: '260', colour: 'white' } }, [['options', 'sold-out']]],
];
for (const [request, problems] of soldOut) {
  test(`[V6] a value, a combination or an item that is sold out: ${problems[0]?.[0]}`, async () => {
    const { status, body } = await post(request);
    assert.equal(status, 409);
    assert.equal(body.code, 'SOLD_OUT');
    assert.equal(body.left, 0);
    assert.deepEqual(
      body.fields,
      problems.map(([path, reason]) => ({ path, reason })),
    );
  });
}

const ticket: Partial<OrderRequest> = {
  itemId: 'ticket',
  fields: { name: '홍길동', day: '2026-02-28', seat: 'back' },
  agreements: ['terms'],
};

test('keeps the wording of what was agreed to, and when', async () => {
  const { paymentId } = await checkout.order(ticket);
  const sale = (await checkout.orders.find(paymentId))?.sale;
  const at = '2026-11-23T00:00:00.000Z';
  assert.deepEqual(sale?.agreements, [
    { ...terms, agreed: true, at },
    { ...news, agreed: false, at },
  ]);
});

test('[V7] an address, a name, a text', async () => {
  const { paymentId } = await checkout.order({
    ...boots,
    page: null,
    buyer: { fullName: '김구매', email: 'buyer@shop.example', phoneNumber: '010-9999-8888' },
  });
  const order = await checkout.orders.find(paymentId);
  assert.equal(order?.sale?.hasPrivateDetails, true);
  assert.doesNotMatch(JSON.stringify(order), /길동|1234|테헤란|06236|김구매|buyer@|9999/);
});

test('[V8] a download before the payment, without the secret, to another browser', async () => {
  const order = await checkout.order({ ...ticket, page: null });
  const { paymentId, secret = '' } = order;
  await checkout.sandbox.pay(paymentRequest(order), { result: 'approve' });
  const payment = checkout.sandbox.payment(paymentId) as Payment;
  checkout.sandbox.recordPayment({ ...payment, status: 'PAY_PENDING' } as Payment);
  const early = await checkout.complete({ paymentId, secret });
  assert.deepEqual([early.status, early.body.afterPaid], [202, undefined]);
  checkout.sandbox.recordPayment(payment);
  const { body } = await checkout.complete({ paymentId, secret });
  assert.deepEqual(body.afterPaid, { text: '3번 문으로 오세요', url: 'https://shop.example/door' });
  for (const answer of [
    await checkout.complete({ paymentId }),
    await checkout.complete({ paymentId, secret: 'a'.repeat(26) }),
    await checkout.status(paymentId),
  ]) {
    assert.equal(answer.body.status, 'PAID');
    assert.equal(answer.body.afterPaid, undefined);
  }
});

test('gives an order again for the same choice and the same words, and for no others', async () => {
  const first = await checkout.order({ ...boots, page: null });
  const previous = { paymentId: first.paymentId, secret: first.secret as string };
  const again = (change: Partial<OrderRequest>) =>
    checkout.order({ ...boots, page: null, previous, ...change });
  assert.equal((await again({})).paymentId, first.paymentId);
  for (const change of [
    { options: { size: '260', colour: 'black' } },
    { delivery: { ...seoul, detail: '101호' } },
    { delivery: jeju },
    { buyer: { email: 'other@shop.example' } },
    { quantity: 2 },
  ]) {
    assert.notEqual((await again(change)).paymentId, first.paymentId, JSON.stringify(change));
  }
});

test('[V9] the same choice once more after a payment that went unnoticed, the address corrected', async () => {
  const order = await checkout.order({ ...boots, page: null });
  const previous = { paymentId: order.paymentId, secret: order.secret as string };
  await checkout.sandbox.pay(paymentRequest(order), { result: 'approve' });
  const corrected = { ...boots, page: null, previous, delivery: { ...seoul, detail: '101호' } };
  assert.equal((await post(corrected)).body.code, 'ALREADY_PAID');
  assert.equal(
    (await post({ ...corrected, options: { size: '260', colour: 'black' } })).status,
    201,
  );
});

test('asks for what a gateway wants agreed to, with its method only', async () => {
  const { body } = await checkout.item('boots');
  const asked = body.checkout.methods.map(({ id, agreements }) => [id, agreements?.length]);
  assert.deepEqual(asked, [
    ['kakaopay', undefined],
    ['naverpay', undefined],
    ['kpn', 3],
  ]);
  const missing = await post({ ...boots, methodId: 'kpn', agreements: ['kpn-terms'] });
  assert.deepEqual(
    (missing.body.fields as { path: string }[]).map(({ path }) => path),
    ['agreements.kpn-privacy', 'agreements.kpn-third-party'],
  );
  const agreements = ['kpn-terms', 'kpn-privacy', 'kpn-third-party'];
  const { paymentId } = await checkout.order({ ...boots, methodId: 'kpn', agreements });
  assert.equal((await checkout.orders.find(paymentId))?.sale?.agreements?.length, 3);
  // Ticked before another method was chosen.
  assert.equal((await post({ ...boots, methodId: 'kakaopay', agreements })).status, 201);
});

test('names an order to NaverPay by its first product, with what was chosen', async () => {
  const order = await checkout.order({ ...boots, methodId: 'naverpay', quantity: 2 });
  assert.equal(order.orderName, '부츠 270 검정');
  assert.equal(order.products[0]?.name, order.orderName);
});

test('tells a page what the item asks, and nothing of the owner’s own', async () => {
  const { body } = await checkout.item('boots');
  assert.deepEqual(body.item.options?.[0]?.values, [
    { id: '260', label: '260' },
    { id: '270', label: '270', price: 500 },
    { id: '280', label: '280', soldOut: true },
  ]);
  assert.deepEqual(body.item.variants, [
    { options: { size: '270', colour: 'white' }, price: 12_000 },
    { options: { size: '260', colour: 'white' }, soldOut: true },
  ]);
  assert.deepEqual(body.item.delivery, delivery);
  assert.equal(body.checkout.methods[0]?.takesAddress, true);
  const donation = (await checkout.item('donation')).body.item;
  assert.deepEqual(donation.amount, {
    min: 1000,
    max: 100_000,
    step: 500,
    presets: [5000, 10_000],
  });
  assert.equal(donation.price, 5000);
  assert.equal((await checkout.item('gone')).body.item.soldOut, true);
  const text = JSON.stringify((await checkout.item('ticket')).body);
  assert.doesNotMatch(text, /3번 문|door/);
});

test('takes the longest texts that a catalog may ask for, and not much more', async () => {
  const letter = (text: string) => post({ itemId: 'letter', fields: { text } });
  assert.equal((await letter('😀'.repeat(2000))).status, 201);
  assert.equal((await letter('x'.repeat(17_000))).body.code, 'BODY_TOO_LARGE');
});

test('says on the card who sells, where the owner wants it there', async (t) => {
  const store = {
    id: 'store-tests',
    name: '신발가게',
    mailOrderNumber: '2026-서울강남-00001',
    links: { privacy: 'https://shop.example/privacy' },
    sellerOnCard: true,
  };
  const server = await startCheckout({ catalog: aCatalog({ store }) });
  t.after(() => server.stop());
  assert.deepEqual((await server.item()).body.item.seller, {
    privacy: 'https://shop.example/privacy',
    mailOrderNumber: '2026-서울강남-00001',
  });
});

test('answers of an item that asks nothing what it always did', async () => {
  const { body } = await checkout.item();
  assert.deepEqual(Object.keys(body.item), ['id', 'name', 'price', 'currency', 'maxQuantity']);
  assert.deepEqual(Object.keys(body.checkout.methods[0] ?? {}), [
    'id',
    'label',
    'payMethod',
    'channelKey',
    'pgProvider',
    'buyerFields',
    'request',
  ]);
  const { paymentId, ...order } = await checkout.order();
  assert.equal('lines' in order, false);
  assert.equal('sale' in ((await checkout.orders.find(paymentId)) ?? {}), false);
});
