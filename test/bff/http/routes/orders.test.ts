import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import {
  aCatalog,
  aMethod,
  anItem,
  type Checkout,
  paymentRequest,
  startCheckout,
} from '../../../support/server/checkout-server.ts';

const NOW = Date.UTC(2026, 10, 23);

let now = () => NOW;
let checkout: Checkout;
before(async () => {
  checkout = await startCheckout({
    clock: () => now(),
    catalog: aCatalog({
      items: [
        anItem({ taxFreeAmount: 100, vatAmount: 80, maxQuantity: 3 }),
        anItem({
          id: 'set',
          name: '세트',
          price: 5000,
          products: [
            { id: 'a', name: '가', amount: 1500, quantity: 2 },
            { id: 'b', name: '나', amount: 2000, quantity: 1 },
          ],
          maxQuantity: 2,
        }),
      ],
    }),
  });
});
after(() => checkout.stop());

const post = (
  body: unknown,
  headers: Record<string, string> = { 'content-type': 'application/json' },
) =>
  checkout.send('/api/orders', {
    method: 'POST',
    headers,
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });

test('issues an order at the catalog’s price', async () => {
  const { paymentId, ...order } = await checkout.order({ quantity: 2 });
  assert.match(paymentId, /^[A-Za-z0-9]{20,32}$/);
  assert.deepEqual(order, {
    itemId: 'shoes',
    quantity: 2,
    orderName: '신발 x2',
    totalAmount: 2000,
    taxFreeAmount: 200,
    vatAmount: 160,
    currency: 'KRW',
    products: [{ id: 'shoes', name: '신발', amount: 1000, quantity: 2 }],
    customData: { item: 'shoes' },
    expiresAt: '2026-11-23T00:30:00.000Z',
    expiresIn: 1800,
  });
});

test('says for how long an order can be used from its answer on, in whole seconds', async () => {
  const { calls } = checkout.sandbox;
  const before = calls('preRegister');
  // PortOne takes its time.
  now = () => (calls('preRegister') > before ? NOW + 2_500 : NOW);
  const { expiresAt, expiresIn } = await checkout.order();
  assert.equal(expiresAt, '2026-11-23T00:30:00.000Z');
  assert.equal(expiresIn, 1797);
  now = () => NOW;
});

test('names a single piece as the catalog does', async () => {
  assert.equal((await checkout.order()).orderName, '신발');
});

test('lists the products of an item of several, as many times as it is ordered', async () => {
  const order = await checkout.order({ itemId: 'set', quantity: 2 });
  assert.deepEqual(
    order.products.map(({ id, quantity }) => [id, quantity]),
    [
      ['a', 4],
      ['b', 2],
    ],
  );
  const sum = order.products.reduce((total, { amount, quantity }) => total + amount * quantity, 0);
  assert.equal(sum, order.totalAmount);
});

test('pins the amount at PortOne: a page that asks for less gets no window', async () => {
  const order = await checkout.order();
  await assert.rejects(
    checkout.sandbox.pay(paymentRequest(order, { totalAmount: 1 }), { result: 'approve' }),
    { code: 'AmountNotEqualToPredefined' },
  );
});

test('takes no amount, name or currency from the page', async () => {
  const { body } = await post({
    itemId: 'shoes',
    price: 1,
    totalAmount: 1,
    orderName: 'free',
    currency: 'USD',
    paymentId: 'chosenbythepage000000',
  });
  assert.equal(body.totalAmount, 1000);
  assert.equal(body.orderName, '신발');
  assert.equal(body.currency, 'KRW');
  assert.notEqual(body.paymentId, 'chosenbythepage000000');
});

test('issues another id for each order', async () => {
  const orders = await Promise.all(Array.from({ length: 20 }, () => checkout.order()));
  assert.equal(new Set(orders.map(({ paymentId }) => paymentId)).size, 20);
});

test('answers 409 QUANTITY_UNAVAILABLE for more than an item allows', async () => {
  const { status, body } = await post({ itemId: 'shoes', quantity: 4 });
  assert.equal(status, 409);
  assert.equal(body.code, 'QUANTITY_UNAVAILABLE');
  assert.match(String(body.message), /3/);
});

test('answers 404 ITEM_NOT_FOUND for an unknown item', async () => {
  const { status, body } = await post({ itemId: '__proto__' });
  assert.equal(status, 404);
  assert.equal(body.code, 'ITEM_NOT_FOUND');
});

const invalid: Array<[title: string, body: unknown, named: RegExp]> = [
  ['no item', {}, /itemId/],
  ['no pieces', { itemId: 'shoes', quantity: 0 }, /quantity/],
  ['half a piece', { itemId: 'shoes', quantity: 1.5 }, /quantity/],
  ['a quantity in words', { itemId: 'shoes', quantity: '2' }, /quantity/],
  ['a method that the item has not', { itemId: 'shoes', methodId: 'card' }, /methodId.*kakaopay/],
];
for (const [title, body, named] of invalid) {
  test(`answers 400 INVALID_REQUEST for ${title}, and names it`, async () => {
    const answer = await post(body);
    assert.equal(answer.status, 400);
    assert.equal(answer.body.code, 'INVALID_REQUEST');
    assert.match(String(answer.body.message), named);
  });
}

for (const body of ['{"itemId":', '[]', 'null', '"shoes"']) {
  test(`answers 400 INVALID_JSON for the body ${JSON.stringify(body)}`, async () => {
    const answer = await post(body);
    assert.equal(answer.status, 400);
    assert.equal(answer.body.code, 'INVALID_JSON');
  });
}

test('answers 415 for a body that is not JSON', async () => {
  const answer = await post('itemId=shoes', {
    'content-type': 'application/x-www-form-urlencoded',
  });
  assert.equal(answer.status, 415);
  assert.equal(answer.body.code, 'UNSUPPORTED_MEDIA_TYPE');
});

test('answers 413 for more than 4 kB', async () => {
  const answer = await post({ itemId: 'shoes', buyer: { fullName: 'x'.repeat(5000) } });
  assert.equal(answer.status, 413);
  assert.equal(answer.body.code, 'BODY_TOO_LARGE');
});

test('answers 405 for another method and 404 for another address', async () => {
  const wrongMethod = await checkout.send('/api/orders', { method: 'PUT' });
  assert.equal(wrongMethod.status, 405);
  assert.equal(wrongMethod.body.code, 'METHOD_NOT_ALLOWED');
  const wrongAddress = await checkout.send('/api/order');
  assert.equal(wrongAddress.status, 404);
  assert.equal(wrongAddress.body.code, 'NOT_FOUND');
});

test('answers 503 while PortOne cannot pin the amount, with when to come back', async () => {
  checkout.sandbox.setFault({ kind: 'status', status: 500 });
  const { status, body, headers } = await post({ itemId: 'shoes' });
  checkout.sandbox.setFault(undefined);
  assert.equal(status, 503);
  assert.equal(body.code, 'UPSTREAM_UNAVAILABLE');
  assert.ok(Number(headers.get('retry-after')) > 0);
});

const wrongBuyers: Array<[title: string, buyer: unknown, fields: string[]]> = [
  ['no e-mail address', { email: 'buyer at shop' }, ['email']],
  ['letters for a phone number', { phoneNumber: 'call me' }, ['phoneNumber']],
  ['an empty name', { fullName: ' ' }, ['fullName']],
  ['several of these', { email: 1, phoneNumber: '1' }, ['phoneNumber', 'email']],
  ['a list', [], []],
];
for (const [title, buyer, fields] of wrongBuyers) {
  test(`answers 400 INVALID_REQUEST for a buyer with ${title}, naming the fields but not what is in them`, async () => {
    const { status, body } = await post({ itemId: 'shoes', buyer });
    assert.equal(status, 400);
    assert.equal(body.code, 'INVALID_REQUEST');
    assert.deepEqual(body.buyerFields, fields);
    assert.doesNotMatch(JSON.stringify(body), /buyer at shop|call me/);
  });
}

test('asks for what the gateway needs on this device, and takes the order once it has it', async () => {
  const needy = await startCheckout({
    catalog: aCatalog({ methods: [aMethod({ buyerFields: ['email', 'phoneNumber'] })] }),
  });
  const order = (buyer: unknown) =>
    needy.send('/api/orders', {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'user-agent': 'Mozilla/5.0 (Windows NT 10.0)',
      },
      body: JSON.stringify({ itemId: 'shoes', buyer }),
    });
  const refused = await order({ email: 'buyer@shop.example' });
  assert.equal(refused.status, 400);
  assert.deepEqual(refused.body.buyerFields, ['phoneNumber']);
  const taken = await order({ email: 'buyer@shop.example', phoneNumber: '010-1234-5678' });
  assert.equal(taken.status, 201);
  await needy.stop();
});

test('takes a name in two parts for a full one, as PortOne does', async (t) => {
  const needy = await startCheckout({
    catalog: aCatalog({ methods: [aMethod({ buyerFields: ['fullName'] })] }),
  });
  t.after(() => needy.stop());
  const order = (buyer: object) =>
    needy.send('/api/orders', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ itemId: 'shoes', buyer }),
    });
  assert.equal((await order({ firstName: '길동', lastName: '홍' })).status, 201);
  assert.deepEqual((await order({ firstName: '길동' })).body.buyerFields, ['fullName']);
});

test('asks for what the gateway needs because of an option that the item brings', async (t) => {
  const direct = await startCheckout({
    catalog: aCatalog({
      methods: [
        aMethod({
          pgProvider: 'KSNET',
          easyPay: { easyPayProvider: 'KAKAOPAY' },
          storeDetails: { ceoFullName: '김', address: '서울', phoneNumber: '02-1' },
        }),
      ],
      items: [anItem({ bypass: { ksnet: { easyPayDirect: true } } }), anItem({ id: 'boots' })],
    }),
  });
  t.after(() => direct.stop());
  const fieldsOf = async (id: string) =>
    (await direct.item(id)).body.checkout.methods[0]?.buyerFields;
  const needed = ['fullName', 'email', 'phoneNumber'];
  assert.deepEqual(await fieldsOf('shoes'), { pc: needed, mobile: needed });
  assert.deepEqual(await fieldsOf('boots'), { pc: ['fullName'], mobile: ['fullName'] });
  const { body } = await direct.send('/api/orders', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ itemId: 'shoes', buyer: { fullName: '홍길동' } }),
  });
  assert.deepEqual(body.buyerFields, ['email', 'phoneNumber']);
});

test('names an order by its first product where NaverPay counts the others itself', async (t) => {
  const products = [
    { id: 'mat', name: '돗자리', amount: 600, quantity: 1 },
    { id: 'cup', name: '컵', amount: 200, quantity: 2 },
  ];
  const methods = [aMethod(), aMethod({ id: 'naverpay', pgProvider: 'NAVERPAY' })];
  const shop = await startCheckout({
    catalog: aCatalog({
      methods,
      items: [anItem({ maxQuantity: 3 }), anItem({ id: 'picnic', name: '피크닉', products })],
    }),
  });
  t.after(() => shop.stop());
  const named = async (request: object) =>
    (await shop.orders.find((await shop.order(request)).paymentId))?.orderName;
  assert.equal(await named({ itemId: 'shoes', quantity: 3, methodId: 'naverpay' }), '신발');
  assert.equal(await named({ itemId: 'shoes', quantity: 3 }), '신발 x3');
  assert.equal(await named({ itemId: 'picnic', methodId: 'naverpay' }), '돗자리');
  assert.equal(await named({ itemId: 'picnic' }), '피크닉');
});

test('neither keeps nor logs what a page says about its buyer', async () => {
  const { paymentId } = await checkout.order({
    buyer: { fullName: '홍길동', email: 'buyer@shop.example' },
  });
  const kept = JSON.stringify(await checkout.orders.find(paymentId));
  assert.doesNotMatch(kept + JSON.stringify(checkout.logged), /홍길동|buyer@/);
});
