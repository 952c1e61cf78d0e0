/**
 * What is in a payment, and what becomes of it, whether the buyer's page or
 * PortOne's webhook is the first to say that there is something to look at.
 */
import assert from 'node:assert/strict';
import { after, before, beforeEach, type TestContext, test } from 'node:test';
import type { PaymentRequest } from '@portone/browser-sdk/v2';
import type { PaidPayment, Payment } from '@portone/server-sdk/payment';
import type { OrderAnswer } from '../../../component/api/contract.ts';
import type { Outcome } from '../../../demo/sandbox/sandbox.ts';
import {
  aCatalog,
  aMethod,
  anEvent,
  anItem,
  aSubject,
  type Checkout,
  metricsHeaders,
  paymentRequest,
  startCheckout,
} from '../../support/server/checkout-server.ts';

const account = aMethod({
  id: 'account',
  payMethod: 'VIRTUAL_ACCOUNT',
  pgProvider: 'TOSSPAYMENTS',
  channelKey: 'channel-key-toss',
  virtualAccount: { accountExpiry: { validHours: 24 } },
});
const catalog = (price = 1000) =>
  aCatalog({ methods: [aMethod(), account], items: [anItem({ price }), anItem({ id: 'socks' })] });

const kakaopay = { name: 'test', pgProvider: 'KAKAOPAY' } as const;
const channels = [
  { ...kakaopay, key: 'channel-key-kakaopay-tests', type: 'TEST' },
  { ...kakaopay, key: 'channel-key-other', type: 'TEST' },
  { name: 'toss', pgProvider: 'TOSSPAYMENTS', key: 'channel-key-toss', type: 'TEST' },
] as const;

let checkout: Checkout;
before(async () => {
  checkout = await startCheckout({ catalog: catalog(), sandboxChannels: [...channels] });
});
after(() => checkout.stop());
beforeEach(() => checkout.sandbox.setWebhooksLost(true));

type Step = (paymentId: string, server: Checkout) => ReturnType<Checkout['complete']>;

const page: Step = (paymentId, server) => server.complete({ paymentId });
const webhook: Step = (paymentId, server) => server.webhook(anEvent('Transaction.Paid', paymentId));

type Expected = {
  page: { status: number; code?: string; says?: string };
  webhook: number;
  /** What `GET` says afterwards. */
  stored: string;
  events: string[];
};

/** Lets the page come first, then the webhook; and with another order, the other way round. */
async function comesTo(
  expected: Expected,
  arrange: (server: Checkout) => Promise<OrderAnswer>,
  server: Checkout = checkout,
): Promise<OrderAnswer[]> {
  const orders: OrderAnswer[] = [];
  for (const steps of [
    [page, webhook],
    [webhook, page],
  ]) {
    const order = await arrange(server);
    const { paymentId } = order;
    orders.push(order);
    for (const step of steps) {
      const { status, body, headers } = await step(paymentId, server);
      // What the answer promises is stored already.
      assert.equal((await server.status(paymentId)).body.status, expected.stored);
      if (step === webhook) {
        assert.equal(status, expected.webhook);
        continue;
      }
      assert.equal(status, expected.page.status);
      assert.equal(body.code, expected.page.code);
      if (expected.page.says) assert.equal(body.status, expected.page.says);
      if ([200, 202, 409, 422].includes(status)) assert.deepEqual(subjectIn(body), aSubject());
      assert.ok(!('orderName' in body), 'it may say what only the buyer is to read');
      // What differs is for the operator to read.
      if (status === 422) {
        assert.deepEqual(Object.keys(body).toSorted(), ['code', 'message', ...subject].toSorted());
      }
      if (status === 503) assert.ok(Number(headers.get('retry-after')) > 0);
    }
    assert.deepEqual((await server.eventTypesOf(paymentId)).toSorted(), expected.events.toSorted());
    const fulfilments = expected.events.filter((type) => type === 'payment.paid').length;
    const settlement = (await server.orders.find(paymentId))?.settlement;
    assert.equal(settlement?.fulfilledAt === undefined ? 0 : 1, fulfilments);
  }
  return orders;
}

const subject = Object.keys(aSubject());
const subjectIn = (body: Record<string, unknown>) =>
  Object.fromEntries(Object.entries(body).filter(([name]) => subject.includes(name)));

const paid: Expected = {
  page: { status: 200, says: 'PAID' },
  webhook: 200,
  stored: 'PAID',
  events: ['payment.paid'],
};
const held: Expected = {
  page: { status: 422, code: 'VERIFICATION_FAILED' },
  webhook: 200,
  stored: 'HELD',
  events: ['payment.held'],
};
const unanswered: Expected = {
  page: { status: 503, code: 'UPSTREAM_UNAVAILABLE' },
  webhook: 503,
  stored: 'READY',
  events: [],
};

/** An order on whose payment a buyer has done this. */
const orderThat =
  (outcome: Outcome, change: Partial<PaymentRequest> = {}) =>
  async (server: Checkout) => {
    const order = await server.order();
    await server.sandbox.pay(paymentRequest(order, change), outcome);
    return order;
  };
const isPaid = orderThat({ result: 'approve' });

/** An order with a payment of which PortOne says this. */
const orderWith = (change: Record<string, unknown>) => async (server: Checkout) => {
  const order = await isPaid(server);
  const payment = server.sandbox.payment(order.paymentId) as object;
  server.sandbox.recordPayment({ ...payment, ...change } as Payment);
  return order;
};

/** @param withMoney a hold of what is not paid yet raises no alarm */
async function isHeldFor(
  field: string,
  orders: OrderAnswer[],
  server: Checkout = checkout,
  withMoney = true,
) {
  for (const { paymentId } of orders) {
    const hold = (await server.orders.find(paymentId))?.settlement?.hold;
    assert.equal(hold?.reason, 'MISMATCH');
    assert.ok(hold.evidence.some((mismatch) => mismatch.field === field));
    assert.ok(JSON.stringify(hold.evidence).length < 2_000, 'evidence, not a copy');
    const lines = server.logged.filter((line) => line.paymentId === paymentId && line.hold);
    assert.equal(lines.length, 1, 'the operator hears of it, once');
    assert.equal(lines[0]?.level, withMoney ? 50 : 30);
    assert.ok((lines as Array<{ differs: string[] }>)[0]?.differs.includes(field));
  }
}

const amount = (change: Record<string, unknown>) => ({
  amount: {
    total: 1000,
    taxFree: 0,
    discount: 0,
    paid: 1000,
    cancelled: 0,
    cancelledTaxFree: 0,
    ...change,
  },
});
const channel = (change: Record<string, unknown>) => ({
  channel: {
    type: 'TEST',
    key: 'channel-key-kakaopay-tests',
    pgProvider: 'KAKAOPAY',
    pgMerchantId: 'x',
    ...change,
  },
});

test('[A1] PAID, matching', async () => {
  const [order] = await comesTo(paid, isPaid);
  const settlement = (await checkout.orders.find(order?.paymentId as string))?.settlement;
  assert.equal(settlement?.paidAmount, 1000);
});

const tampered: Array<[title: string, change: Record<string, unknown>, field: string]> = [
  ['[A2] total ±1; "1000"; 1000.5; missing: less', amount({ total: 999 }), 'amount.total'],
  ['[A2] total ±1; "1000"; 1000.5; missing: more', amount({ total: 1001 }), 'amount.total'],
  ['[A2] total ±1; "1000"; 1000.5; missing: a text', amount({ total: '1000' }), 'amount.total'],
  ['[A2] total ±1; "1000"; 1000.5; missing: not whole', amount({ total: 1000.5 }), 'amount.total'],
  [
    '[A2] total ±1; "1000"; 1000.5; missing: no total',
    amount({ total: undefined }),
    'amount.total',
  ],
  ['[A2] total ±1; "1000"; 1000.5; missing: no amount', { amount: undefined }, 'amount.total'],
  ['[A4] currency changed', { currency: 'USD' }, 'currency'],
  ['[A5] orderName changed', { orderName: '양말' }, 'orderName'],
  [
    '[A6] customData missing, not JSON, null, [], 1 MB: missing',
    { customData: undefined },
    'customData.item',
  ],
  [
    '[A6] customData missing, not JSON, null, [], 1 MB: not JSON',
    { customData: '{oops' },
    'customData.item',
  ],
  [
    '[A6] customData missing, not JSON, null, [], 1 MB: null',
    { customData: 'null' },
    'customData.item',
  ],
  [
    '[A6] customData missing, not JSON, null, [], 1 MB: a list',
    { customData: '[]' },
    'customData.item',
  ],
  [
    '[A6] customData missing, not JSON, null, [], 1 MB: a megabyte',
    { customData: JSON.stringify({ item: 'x'.repeat(1_000_000) }) },
    'customData.item',
  ],
  [
    '[A7] customData of another item; {"item":"__proto__"}: another item',
    { customData: '{"item":"socks"}' },
    'customData.item',
  ],
  [
    '[A7] customData of another item; {"item":"__proto__"}: what every object has',
    { customData: '{"item":"__proto__"}' },
    'customData.item',
  ],
  [
    '[A7] customData of another item; {"item":"__proto__"}: an item that only the prototype has',
    { customData: '{"__proto__":{"item":"shoes"}}' },
    'customData.item',
  ],
  [
    '[A8] another store’s payment, or event storeId: the payment',
    { storeId: 'store-of-another-shop' },
    'storeId',
  ],
  [
    '[A9] TEST in live (and reverse); channel missing: live in test',
    channel({ type: 'LIVE' }),
    'channel.type',
  ],
  [
    '[A9] TEST in live (and reverse); channel missing: missing',
    { channel: undefined },
    'channel.type',
  ],
  [
    '[A9] TEST in live (and reverse); channel missing: another one of the same store',
    channel({ key: 'channel-key-other' }),
    'channel.key',
  ],
  [
    '[A27] paid + discount ≠ total; a part that is no amount; another promotion: less was paid',
    amount({ paid: 700 }),
    'amount.paid',
  ],
  [
    '[A27] paid + discount ≠ total; a part that is no amount; another promotion: more was paid',
    amount({ paid: 1300 }),
    'amount.paid',
  ],
  [
    '[A27] paid + discount ≠ total; a part that is no amount; another promotion: a discount of nothing',
    amount({ discount: 300 }),
    'amount.paid',
  ],
  ...['paid', 'discount', 'cancelled'].flatMap((part) =>
    [-300, 0.5, '1000', null, 2 ** 53, [1000], true].map((value): (typeof tampered)[number] => [
      `[A27] paid + discount ≠ total; a part that is no amount; another promotion: ${part} ${JSON.stringify(value)}`,
      amount({ [part]: value }),
      `amount.${part}`,
    ]),
  ),
  [
    '[A27] paid + discount ≠ total; a part that is no amount; another promotion: parts that add up, one of them below 0',
    amount({ discount: -300, paid: 1300 }),
    'amount.discount',
  ],
  [
    '[A27] paid + discount ≠ total; a part that is no amount; another promotion: a promotion of which the order says nothing',
    { promotionId: 'promotion-of-the-page' },
    'promotionId',
  ],
];
for (const [title, change, field] of tampered) {
  test(title, async () => isHeldFor(field, await comesTo(held, orderWith(change))));
}

test('[A9] TEST in live (and reverse); channel missing: test in live', async (t) => {
  const live = await startCheckout({ channelType: 'LIVE' });
  t.after(() => live.stop());
  live.sandbox.setWebhooksLost(true);
  await isHeldFor('channel.type', await comesTo(held, isPaid, live), live);
});

test('[A3] amount.paid < total (discount)', async () => {
  const orders = await comesTo(paid, orderWith(amount({ discount: 300, paid: 700 })));
  for (const { paymentId } of orders) {
    assert.equal((await checkout.orders.find(paymentId))?.settlement?.paidAmount, 700);
  }
});

/** A shop whose method has these options more. */
async function shopWith(t: TestContext, request: Record<string, unknown>): Promise<Checkout> {
  const server = await startCheckout({ catalog: aCatalog({ methods: [aMethod(request)] }) });
  t.after(() => server.stop());
  server.sandbox.setWebhooksLost(true);
  return server;
}

test('[A27] paid + discount ≠ total; a part that is no amount; another promotion: the order’s own, and another', async (t) => {
  const server = await shopWith(t, { promotionId: 'spring' });
  const discounted = amount({ discount: 300, paid: 700 });
  await comesTo(paid, orderWith({ promotionId: 'spring', ...discounted }), server);
  await comesTo(paid, orderWith({ promotionId: '' }), server);
  const other = { promotionId: 'staff', ...discounted };
  await isHeldFor('promotionId', await comesTo(held, orderWith(other), server), server);
});

test('[A28] a channel outside of the order’s group', async (t) => {
  const server = await shopWith(t, { channelKey: undefined, channelGroupId: 'group-1' });
  const group = (id: string) => ({ channelGroup: { id, name: '그룹', isForTest: true } });
  await comesTo(paid, orderWith(group('group-1')), server);
  for (const change of [
    {},
    group('group-2'),
    { channelGroup: null },
    { channelGroup: 'group-1' },
  ]) {
    await isHeldFor('channelGroup.id', await comesTo(held, orderWith(change), server), server);
  }
});

const harmless: Array<[field: string, change: Record<string, unknown>]> = [
  ['amount.taxFree', amount({ taxFree: 1000, vat: 0, supply: 0 })],
  ['amount.taxFree', amount({ taxFree: 'none' })],
  ['isCulturalExpense', { isCulturalExpense: true }],
  ['escrow', { escrow: { status: 'BEFORE_REGISTERED' } }],
  ['products', { products: [{ id: 'x', name: '홍길동', amount: 1, quantity: 1 }] }],
  ['products', { products: [null] }],
  [
    'method.installment.month',
    { method: { type: 'PaymentMethodCard', installment: { month: 12, isInterestFree: true } } },
  ],
];
for (const [field, change] of harmless) {
  test(`[A29] tax-free amount, culture expense, escrow, products, instalments: ${field} ${JSON.stringify(change).length}`, async (t) => {
    const server = await shopWith(t, {
      payMethod: 'CARD',
      pgProvider: 'TOSSPAYMENTS',
      card: { installment: { monthOption: { fixedMonth: 0 } } },
    });
    const [order] = await comesTo(paid, orderWith(change), server);
    const paymentId = order?.paymentId as string;
    const notes = (await server.orders.find(paymentId))?.settlement?.notes;
    assert.deepEqual(
      notes?.map((note) => note.field),
      [field],
    );
    assert.doesNotMatch(JSON.stringify(notes), /홍길동/);
    const line = server.logged.find((logged) => logged.paymentId === paymentId && logged.differs);
    assert.deepEqual([line?.level, line?.differs], [30, [field]]);
    const numbers = await (
      await fetch(`${server.url}/metrics`, { headers: metricsHeaders })
    ).text();
    assert.match(
      numbers,
      new RegExp(`^checkout_payment_notes_total\\{field="${field}"\\} \\d$`, 'm'),
    );
  });
}

test('notes nothing of a payment of what was ordered', async () => {
  const [order] = await comesTo(paid, isPaid);
  const settlement = (await checkout.orders.find(order?.paymentId as string))?.settlement;
  assert.equal(settlement?.notes, undefined);
});

/** A shop that sends shoes of two sizes, and takes donations. */
const sale = aCatalog({
  items: [
    anItem({
      options: [
        {
          id: 'size',
          label: '사이즈',
          values: [
            { id: '260', label: '260' },
            { id: '270', label: '270', price: 100 },
            { id: '280', label: '280', price: 100 },
          ],
        },
      ],
      delivery: { fee: 3000, zones: [{ zipcodes: ['63000-63644'], fee: 2500, label: '제주' }] },
    }),
    {
      id: 'donation',
      name: '후원',
      currency: 'KRW',
      amount: { min: 1000, max: 9000 },
    },
  ],
});
const toJeju = {
  recipient: '홍길동',
  phoneNumber: '010-1234-5678',
  zipcode: '63100',
  address: '제주시 첨단로 242',
};
const shoes = { itemId: 'shoes', options: { size: '270' }, delivery: toJeju };

const cheated: Array<[title: string, request: object, change: Partial<PaymentRequest>]> = [
  [
    '[V1] a payment without the fee or the surcharge, of a cheaper value, of another amount: no fee',
    shoes,
    { totalAmount: 3600 },
  ],
  [
    '[V1] a payment without the fee or the surcharge, of a cheaper value, of another amount: no surcharge',
    shoes,
    { totalAmount: 4100 },
  ],
  [
    '[V1] a payment without the fee or the surcharge, of a cheaper value, of another amount: of size 260',
    shoes,
    { totalAmount: 6500 },
  ],
  [
    '[V1] a payment without the fee or the surcharge, of a cheaper value, of another amount: the least',
    { itemId: 'donation', amount: 9000 },
    { totalAmount: 1000 },
  ],
  ['[V2] a payment that names another choice for the same money', shoes, { orderName: '신발 280' }],
];
for (const [title, request, change] of cheated) {
  test(title, async (t) => {
    const server = await startCheckout({ catalog: sale });
    t.after(() => server.stop());
    server.sandbox.setWebhooksLost(true);
    const order = await server.order(request);
    // What PortOne has pinned it would refuse: a payment that got through all the same.
    await server.sandbox.pay(paymentRequest(order), { result: 'approve' });
    const payment = server.sandbox.payment(order.paymentId) as Payment;
    const { orderName, totalAmount: total } = change;
    server.sandbox.recordPayment({
      ...payment,
      ...(orderName !== undefined && { orderName }),
      ...(total !== undefined && amount({ total, paid: total })),
    } as Payment);
    const { status, body } = await server.complete({ paymentId: order.paymentId });
    assert.deepEqual([status, body.code], [422, 'VERIFICATION_FAILED']);
    assert.deepEqual(await server.eventTypesOf(order.paymentId), ['payment.held']);
  });
}

test('[A12] PAID, paymentId never issued by us: through a TEST channel on a live server', async (t) => {
  const live = await startCheckout({ channelType: 'LIVE' });
  t.after(() => live.stop());
  live.sandbox.setWebhooksLost(true);
  const order = await isPaid(live);
  const payment = live.sandbox.payment(order.paymentId) as Payment;
  const ids = { TEST: 'of-another-system-test', LIVE: 'of-another-system-live' };
  for (const type of ['TEST', 'LIVE'] as const) {
    const { channel: _, ...rest } = payment as PaidPayment;
    live.sandbox.recordPayment({ ...rest, id: ids[type], ...channel({ type }) } as Payment);
    await live.webhook(anEvent('Transaction.Paid', ids[type]));
  }
  const asked = live.sandbox.calls('getPayment');
  await live.readChanges(Date.now() + 1_000);
  const alerts = live.logged.filter(({ msg }) => String(msg).startsWith('money came in'));
  assert.deepEqual(
    alerts.map(({ paymentId }) => paymentId),
    [ids.LIVE],
  );
  assert.equal(await live.store.backlogs.countUnmatched(), 1);
  // Reading asks of the order alone.
  assert.equal(live.sandbox.calls('getPayment') - asked, 1);
});

test('[A8] another store’s payment, or event storeId: the event says nothing either way', async () => {
  const { paymentId } = await isPaid(checkout);
  const event = anEvent('Transaction.Paid', paymentId, { storeId: 'store-of-another-shop' });
  assert.equal((await checkout.webhook(event)).status, 200);
  assert.deepEqual(await checkout.eventTypesOf(paymentId), ['payment.paid']);
});

test('[A10] response id ≠ requested', async () => {
  const { paymentId: genuine } = await isPaid(checkout);
  await comesTo(unanswered, async () => {
    const order = await checkout.order();
    const payment = checkout.sandbox.payment(genuine) as Payment;
    checkout.sandbox.recordPayment(payment, order.paymentId);
    return order;
  });
});

test('[A11] paymentId of another order', async () => {
  const mine = await checkout.order();
  const other = await isPaid(checkout);
  const before = await checkout.orders.find(mine.paymentId);
  const answer = await checkout.complete({ paymentId: other.paymentId });
  assert.equal(answer.status, 200);
  assert.deepEqual(answer.body, { paymentId: other.paymentId, ...aSubject(), status: 'PAID' });
  assert.deepEqual(await checkout.orders.find(mine.paymentId), before);
  assert.deepEqual(await checkout.eventTypesOf(mine.paymentId), []);
});

test('[A12] PAID, paymentId never issued by us', async () => {
  const payment = checkout.sandbox.payment((await isPaid(checkout)).paymentId) as Payment;
  const paymentId = 'neverissuedhere00000';
  checkout.sandbox.recordPayment({ ...payment, id: paymentId } as Payment);
  const calls = checkout.sandbox.calls();
  const refused = await checkout.complete({ paymentId });
  assert.deepEqual([refused.status, refused.body.code], [404, 'PAYMENT_NOT_FOUND']);
  assert.equal(checkout.sandbox.calls(), calls, 'PortOne was asked');
  for (let time = 0; time < 2; time += 1) {
    assert.equal((await webhook(paymentId, checkout)).status, 200);
  }
  const alerts = checkout.logged.filter(
    (line) => line.paymentId === paymentId && line.level === 50,
  );
  assert.equal(alerts.length, 1, 'the operator hears of it, once');
  assert.equal((await checkout.status(paymentId)).status, 404);
  assert.deepEqual(await checkout.eventTypesOf(paymentId), []);
});

test('[A13] unknown paymentId (PortOne 404)', async () => {
  const unknownId = 'unknowntoall00000000';
  const unknown = await checkout.complete({ paymentId: unknownId });
  assert.deepEqual([unknown.status, unknown.body.code], [404, 'PAYMENT_NOT_FOUND']);
  assert.equal((await webhook(unknownId, checkout)).status, 200);

  const orders = await comesTo(
    { page: { status: 404, code: 'PAYMENT_NOT_FOUND' }, webhook: 200, stored: 'READY', events: [] },
    (server) => server.order(),
  );
  for (const order of orders) {
    await checkout.sandbox.pay(paymentRequest(order), { result: 'approve' });
  }
  await checkout.readChanges(Date.now() + 1_000);
  for (const { paymentId } of orders) {
    assert.deepEqual(await checkout.eventTypesOf(paymentId), ['payment.paid'], 'asked about again');
  }
});

test('[A14] price changed after order opened', async () => {
  try {
    await comesTo(paid, async () => {
      checkout.replaceCatalog(catalog());
      const order = await checkout.order();
      assert.equal(order.totalAmount, 1000);
      checkout.replaceCatalog(catalog(9000));
      await checkout.sandbox.pay(paymentRequest(order), { result: 'approve' });
      return order;
    });
  } finally {
    checkout.replaceCatalog(catalog());
  }
});

test('[A16] READY', async () => {
  await comesTo(
    { page: { status: 409, code: 'NOT_PAID' }, webhook: 200, stored: 'READY', events: [] },
    orderThat({ result: 'abandon' }),
  );
});

test('[A17] PAY_PENDING', async () => {
  await comesTo(
    { page: { status: 202, says: 'PAY_PENDING' }, webhook: 200, stored: 'PAY_PENDING', events: [] },
    orderThat({ result: 'pending' }),
  );
});

async function accountIssued(): Promise<OrderAnswer> {
  const order = await checkout.order({ methodId: 'account' });
  const { id: _, label: __, pgProvider: ___, ...options } = account;
  await checkout.sandbox.pay(paymentRequest(order, options as Partial<PaymentRequest>), {
    result: 'issue',
  });
  return order;
}

test('[A18] VIRTUAL_ACCOUNT_ISSUED, matching → later PAID', async () => {
  const orders = await comesTo(
    {
      page: { status: 200, says: 'VIRTUAL_ACCOUNT_ISSUED' },
      webhook: 200,
      stored: 'VIRTUAL_ACCOUNT_ISSUED',
      events: ['payment.virtual_account_issued'],
    },
    accountIssued,
  );
  await comesTo(
    { ...paid, events: ['payment.virtual_account_issued', 'payment.paid'] },
    async () => {
      const order = orders.pop() as OrderAnswer;
      await checkout.sandbox.deposit(order.paymentId);
      return order;
    },
  );
});

test('[A19] VIRTUAL_ACCOUNT_ISSUED, wrong amount', async () => {
  // Anyone may have one issued, for nothing: the owner hears of it once it is paid into.
  const orders = await comesTo({ ...held, events: [] }, async () => {
    const order = await accountIssued();
    const payment = checkout.sandbox.payment(order.paymentId) as object;
    checkout.sandbox.recordPayment({ ...payment, ...amount({ total: 100 }) } as Payment);
    return order;
  });
  await isHeldFor('amount.total', orders, checkout, false);
});

test('[A20] FAILED', async () => {
  await comesTo(
    { page: { status: 409, code: 'PAYMENT_FAILED' }, webhook: 200, stored: 'FAILED', events: [] },
    orderThat({ result: 'fail', pgCode: '-780' }),
  );
});

test('[A21] FAILED → PAID, same paymentId, new transactionId', async () => {
  await comesTo(paid, async (server) => {
    const order = await orderThat({ result: 'fail', pgCode: '-780' })(server);
    const first = server.sandbox.payment(order.paymentId) as { transactionId: string };
    assert.equal((await server.complete(order)).body.code, 'PAYMENT_FAILED');
    await server.sandbox.pay(paymentRequest(order), { result: 'approve' });
    const second = server.sandbox.payment(order.paymentId) as { transactionId: string };
    assert.notEqual(second.transactionId, first.transactionId);
    return order;
  });
});

test('[A22] PAID → CANCELLED → late Paid webhook', async () => {
  await comesTo(
    {
      page: { status: 409, code: 'PAYMENT_CANCELLED' },
      webhook: 200,
      stored: 'CANCELLED',
      events: ['payment.paid', 'payment.cancelled'],
    },
    async (server) => {
      const order = await isPaid(server);
      assert.equal((await server.complete(order)).status, 200);
      await server.sandbox.cancel(order.paymentId);
      await server.webhook(anEvent('Transaction.Cancelled', order.paymentId));
      return order;
    },
  );
});

test('[A23] CANCELLED on first sight', async () => {
  await comesTo(
    {
      page: { status: 409, code: 'PAYMENT_CANCELLED' },
      webhook: 200,
      stored: 'CANCELLED',
      events: [],
    },
    async (server) => {
      const order = await isPaid(server);
      await server.sandbox.cancel(order.paymentId);
      return order;
    },
  );
});

test('[A24] PARTIAL_CANCELLED after PAID', async () => {
  const orders = await comesTo(
    {
      page: { status: 200, says: 'PARTIAL_CANCELLED' },
      webhook: 200,
      stored: 'PARTIAL_CANCELLED',
      events: ['payment.paid', 'payment.partial_cancelled', 'payment.partial_cancelled'],
    },
    async (server) => {
      const order = await isPaid(server);
      await server.complete(order);
      for (const refund of [100, 200]) {
        await server.sandbox.cancel(order.paymentId, refund);
        await server.webhook(anEvent('Transaction.PartialCancelled', order.paymentId));
      }
      return order;
    },
  );
  for (const { paymentId } of orders) {
    const settlement = (await checkout.orders.find(paymentId))?.settlement;
    assert.deepEqual([settlement?.paidAmount, settlement?.cancelledAmount], [1000, 300]);
    assert.equal(new Set(settlement?.cancellationIds).size, 2);
  }
});

test('[A25] PARTIAL_CANCELLED on first sight', async () => {
  const orders = await comesTo(
    {
      page: { status: 409, code: 'PAYMENT_HELD' },
      webhook: 200,
      stored: 'HELD',
      events: ['payment.held'],
    },
    async (server) => {
      const order = await isPaid(server);
      await server.sandbox.cancel(order.paymentId, 400);
      return order;
    },
  );
  for (const { paymentId } of orders) {
    const alert = checkout.logged.find((line) => line.paymentId === paymentId && line.hold);
    assert.deepEqual([alert?.level, alert?.hold], [50, 'PARTIAL_CANCELLED_UNSEEN']);
  }
});

test('[A26] unknown status', async () => {
  await comesTo(unanswered, orderWith({ status: 'TELEPORTED' }));
  const alerts = checkout.logged.filter(
    ({ level, reason }) => level === 50 && /not a payment .*status/.test(String(reason)),
  );
  assert.equal(alerts.length, 4, 'once for each time that it was asked');
});
