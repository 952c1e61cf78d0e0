/** Items that there are only so many of, from the page's first question to the money given back. */
import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import type { OrderAnswer, OrderRequest } from '../../../component/api/contract.ts';
import {
  aCatalog,
  aMethod,
  anItem,
  type Checkout,
  paymentRequest,
  startCheckout,
} from '../../support/server/checkout-server.ts';

const MINUTE_MS = 60_000;
const toss = { pgProvider: 'TOSSPAYMENTS', channelKey: 'channel-key-toss' };
const account = {
  ...aMethod(toss),
  id: 'account',
  payMethod: 'VIRTUAL_ACCOUNT',
  virtualAccount: { accountExpiry: { validHours: 24 } },
};
const methods = [
  aMethod(),
  account,
  aMethod({ ...toss, id: 'manual', payMethod: 'CARD', channelKey: 'channel-key-manual' }),
];
const page = 'https://shop.example/shoes';
const sizes = {
  options: [
    {
      id: 'size',
      label: '사이즈',
      values: [
        { id: '270', label: '270' },
        { id: '280', label: '280' },
      ],
    },
  ],
};

/** How far the clocks of server and PortOne are ahead, in milliseconds. They never go back. */
let ahead = 0;
let checkout: Checkout;
before(async () => {
  const channel = { name: 'toss', pgProvider: 'TOSSPAYMENTS', type: 'TEST' } as const;
  checkout = await startCheckout({
    clock: () => Date.now() + ahead,
    portOneClock: () => Date.now() + ahead,
    allowedOrigins: '*',
    sandboxChannels: [
      { ...channel, key: 'channel-key-toss' },
      { ...channel, key: 'channel-key-manual', manualApproval: true },
      { key: 'channel-key-kakaopay-tests', name: 'k', pgProvider: 'KAKAOPAY', type: 'TEST' },
    ],
  });
});
after(() => checkout.stop());

let sold = 0;
let itemId: string;
/** Each test sells an item of its own. */
beforeEach(() => {
  sold += 1;
  itemId = `mug-${sold}`;
  checkout.sandbox.setWebhooksLost(true);
  sell({ stock: 1 });
});

function sell(change: Record<string, unknown>): void {
  checkout.replaceCatalog(
    aCatalog({ methods, items: [anItem({ id: itemId, maxQuantity: 9, ...change }), anItem()] }),
  );
}

const order = (request: Partial<OrderRequest> = {}) => checkout.order({ itemId, ...request });

async function refusal(request: Partial<OrderRequest> = {}) {
  const { status, body } = await checkout.send('/api/orders', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ itemId, ...request }),
  });
  const { code, left, fields } = body;
  return { status, code, left, fields };
}

const soldOut = (left = 0, path = 'quantity') => ({
  status: 409,
  code: 'SOLD_OUT',
  left,
  fields: [{ path, reason: 'sold-out' }],
});

async function pay(placed: OrderAnswer): Promise<Record<string, unknown>> {
  await checkout.sandbox.pay(paymentRequest(placed), { result: 'approve' });
  return (await checkout.complete({ paymentId: placed.paymentId })).body;
}

const press = ({ paymentId, secret }: OrderAnswer) =>
  checkout.send('/api/orders/hold', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ paymentId, secret }),
  });

const shown = async () => (await checkout.item(itemId)).body.item;

test('[J2] the last one is ordered: the next order is refused, and the card knows', async () => {
  assert.equal((await shown()).soldOut, undefined);
  assert.equal((await order()).held, true);
  assert.deepEqual(await refusal(), soldOut());
  assert.equal((await shown()).soldOut, true);
});

test('[J2] the last one is ordered: more than are left are refused, and how many there are is said', async () => {
  sell({ stock: 5 });
  await order({ quantity: 3 });
  assert.deepEqual(await refusal({ quantity: 3 }), soldOut(2));
  assert.equal((await order({ quantity: 2 })).held, true);
});

test('[J2] the last one is ordered: of fifty at once one has it', async () => {
  const answers = await Promise.all(Array.from({ length: 50 }, () => refusal()));
  assert.equal(answers.filter(({ status }) => status === 201).length, 1);
  assert.equal(answers.filter(({ code }) => code === 'SOLD_OUT').length, 49);
});

test('[J3] ten minutes have passed: what is not paid is free for others', async () => {
  await order();
  ahead += 10 * MINUTE_MS - 1_000;
  assert.deepEqual(await refusal(), soldOut());
  ahead += 2_000;
  assert.equal((await shown()).soldOut, undefined);
  assert.equal((await order()).held, true);
});

test('[J3] ten minutes have passed: what is paid stays sold, until all of it is given back', async () => {
  const placed = await order();
  assert.equal((await pay(placed)).status, 'PAID');
  ahead += 60 * MINUTE_MS;
  assert.deepEqual(await refusal(), soldOut());
  await checkout.sandbox.cancel(placed.paymentId, 100);
  await checkout.settlePayment(placed.paymentId);
  assert.deepEqual(await refusal(), soldOut());
  await checkout.sandbox.cancel(placed.paymentId);
  await checkout.settlePayment(placed.paymentId);
  assert.equal((await shown()).soldOut, undefined);
  assert.equal((await order()).held, true);
});

test('[J4] a payment comes after its ten minutes: taken where something is left', async () => {
  const placed = await order();
  ahead += 11 * MINUTE_MS;
  assert.equal((await pay(placed)).status, 'PAID');
  assert.deepEqual(await refusal(), soldOut());
});

test('[J4] a payment comes after its ten minutes: held where others have the pieces, for a person to decide', async () => {
  const late = await order();
  ahead += 11 * MINUTE_MS;
  const other = await order();
  assert.equal((await pay(late)).code, 'PAYMENT_HELD');
  assert.deepEqual(await checkout.eventTypesOf(late.paymentId), ['payment.held']);
  assert.equal((await checkout.orders.find(late.paymentId))?.settlement?.hold?.reason, 'SOLD_OUT');
  const line = await checkout.logLine(({ hold }) => hold === 'SOLD_OUT');
  assert.deepEqual([line.paymentId, line.level], [late.paymentId, 50]);
  // It takes nothing from the one who has it.
  assert.equal((await pay(other)).status, 'PAID');
});

test('[J5] a press: an order placed ahead of it holds nothing, and the press holds', async () => {
  const [one, another] = [await order({ ahead: true, page }), await order({ ahead: true, page })];
  assert.deepEqual([one.held, another.held], [false, false]);
  assert.equal((await press(one)).status, 204);
  assert.equal((await press(one)).status, 204);
  const refused = await press(another);
  assert.deepEqual([refused.status, refused.body.code], [409, 'SOLD_OUT']);
  assert.deepEqual(await refusal({ ahead: true }), soldOut());
  const foreign = await press({ ...one, secret: 'a'.repeat(26) });
  assert.deepEqual([foreign.status, foreign.body.code], [404, 'PAYMENT_NOT_FOUND']);
});

test('[J6] the same browser orders anew: it holds once, whatever it has chosen before', async () => {
  sell({ stock: 3 });
  const first = await order({ quantity: 3, page });
  const { paymentId, secret } = first;
  const previous = { paymentId, secret: secret as string };
  assert.equal((await order({ quantity: 3, page, previous })).paymentId, paymentId);
  assert.equal((await order({ quantity: 2, page, previous })).held, true);
  assert.equal((await order({ quantity: 1, page })).held, true);
  assert.deepEqual(await refusal(), soldOut());
});

test('[J6] the same browser orders anew: what it has paid stays sold', async () => {
  sell({ stock: 3 });
  const { paymentId, secret, ...rest } = await order({ quantity: 2, page });
  await pay({ ...rest, paymentId });
  const previous = { paymentId, secret: secret as string };
  assert.deepEqual(await refusal({ quantity: 3, page, previous }), soldOut(1));
});

test('[J7] the catalog counts anew: fewer than are sold, and more again', async () => {
  sell({ stock: 3 });
  await pay(await order({ quantity: 2 }));
  const held = await order();
  sell({ stock: 1 });
  assert.equal((await shown()).soldOut, true);
  assert.deepEqual(await refusal(), soldOut());
  assert.equal((await pay(held)).code, 'PAYMENT_HELD');
  sell({ stock: 4 });
  assert.deepEqual(await refusal({ quantity: 3 }), soldOut(2));
  assert.equal((await order({ quantity: 2 })).held, true);
});

test('[J7] the catalog counts anew: what it counts no longer is not limited', async () => {
  const placed = await order();
  sell({});
  assert.equal((await order({ quantity: 9 })).held, undefined);
  assert.equal((await pay(placed)).status, 'PAID');
});

test('[J8] combinations: each with its own pieces, or those of the item', async () => {
  sell({ ...sizes, stock: 2, showLeft: 3, variants: [{ options: { size: '270' }, stock: 1 }] });
  assert.deepEqual((await shown()).variants, [
    { options: { size: '270' }, left: 1 },
    { options: { size: '280' }, left: 2 },
  ]);
  await order({ options: { size: '270' } });
  assert.deepEqual(await refusal({ options: { size: '270' } }), soldOut(0, 'options.size'));
  assert.deepEqual((await shown()).variants, [
    { options: { size: '270' }, soldOut: true },
    { options: { size: '280' }, left: 2 },
  ]);
  await order({ options: { size: '280' }, quantity: 2 });
  assert.equal((await shown()).soldOut, true);
});

test('says how few are left where the owner wants it, on the card and in the list', async () => {
  sell({ stock: 4, showLeft: 3, listed: true });
  assert.equal((await shown()).left, undefined);
  await order();
  assert.equal((await shown()).left, 3);
  const listed = async () => {
    const { body } = await checkout.send('/api/items');
    return (body.items as Array<Record<string, unknown>>)[0];
  };
  assert.equal((await listed())?.left, 3);
  await order({ quantity: 3 });
  assert.equal((await shown()).left, undefined);
  assert.equal((await listed())?.soldOut, true);
});

test('says nothing of an item whose pieces are not counted', async () => {
  const { item } = (await checkout.item('shoes')).body;
  assert.deepEqual(Object.keys(item), ['id', 'name', 'price', 'currency']);
  assert.equal((await checkout.order()).held, undefined);
});

for (const [title, isHeld] of [
  ['[J9] an account waits for its deposit: others may buy after ten minutes', false],
  ['[J9] an account waits for its deposit: the owner lets it hold them until it ends', true],
] as const) {
  test(title, async () => {
    sell({ stock: 1, ...(isHeld && { holdForDeposit: true }) });
    const waiting = await order({ methodId: 'account' });
    const request = paymentRequest(waiting, {
      payMethod: 'VIRTUAL_ACCOUNT',
      channelKey: 'channel-key-toss',
      virtualAccount: account.virtualAccount,
    });
    await checkout.sandbox.pay(request, { result: 'issue' });
    await checkout.complete({ paymentId: waiting.paymentId });
    ahead += 23 * 60 * MINUTE_MS;
    assert.equal((await refusal()).code, isHeld ? 'SOLD_OUT' : undefined);
    await checkout.sandbox.deposit(waiting.paymentId);
    const { body } = await checkout.complete({ paymentId: waiting.paymentId });
    assert.equal(body.status ?? body.code, isHeld ? 'PAID' : 'PAYMENT_HELD');
  });
}

test('[J4] a payment comes after its ten minutes: one that waits for the shop’s word is not taken', async () => {
  const late = await order({ methodId: 'manual' });
  const request = paymentRequest(late, { payMethod: 'CARD', channelKey: 'channel-key-manual' });
  const { txId, paymentToken } = await checkout.sandbox.pay(request, { result: 'approve' });
  ahead += 11 * MINUTE_MS;
  await order();
  const { body } = await checkout.complete({
    paymentId: late.paymentId,
    txId,
    ...(paymentToken && { paymentToken }),
  });
  assert.equal(body.code, 'SOLD_OUT');
  assert.equal(checkout.sandbox.payment(late.paymentId)?.status, 'READY');
});

test('[J10] one address: holds a small part of a shelf, and orders beyond it hold nothing', async (t) => {
  const limited = await startCheckout({
    rateLimitPerMinute: 100,
    trustedProxies: 1,
    catalog: aCatalog({ items: [anItem({ stock: 20, maxQuantity: 9 })] }),
  });
  t.after(() => limited.stop());
  const from = async (address: string, quantity = 1) => {
    const { status, body } = await limited.send('/api/orders', {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-forwarded-for': address },
      body: JSON.stringify({ itemId: 'shoes', quantity }),
    });
    return status === 201 ? body.held : body.code;
  };
  assert.deepEqual(
    [await from('192.0.2.1'), await from('192.0.2.1'), await from('192.0.2.1')],
    [true, true, false],
  );
  // One order of any size is never above the ceiling.
  assert.deepEqual([await from('192.0.2.2', 9), await from('192.0.2.2')], [true, false]);
  // A customer with many networks of IPv6.
  assert.deepEqual(
    [
      await from('2001:db8:1:1::1', 2),
      await from('2001:db8:1:2::1', 2),
      await from('2001:db8:1:3::1', 2),
      await from('2001:db8:1:4::1', 2),
      await from('2001:db8:1:5::1', 1),
    ],
    [true, true, true, true, false],
  );
  // All the others have what is left.
  assert.equal(await from('192.0.2.3'), true);
  assert.equal(await from('192.0.2.4'), 'SOLD_OUT');
});
