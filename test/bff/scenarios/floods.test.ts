import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { PaymentRequest } from '@portone/browser-sdk/v2';
import type { Logger } from 'pino';
import { boundedErrors } from '../../../bff/observability/bounded-errors.ts';
import {
  aCatalog,
  aMethod,
  anEvent,
  type Checkout,
  type CheckoutOptions,
  metricsHeaders,
  paymentRequest,
  startCheckout,
} from '../../support/server/checkout-server.ts';

type Test = { after(end: () => unknown): void };

async function aCheckout(t: Test, options: CheckoutOptions): Promise<Checkout> {
  const checkout = await startCheckout({ trustedProxies: 1, ...options });
  t.after(() => checkout.stop());
  return checkout;
}

const place = (checkout: Checkout, client = '203.0.113.1', body: object = { itemId: 'shoes' }) =>
  checkout.send('/api/orders', {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-forwarded-for': client },
    body: JSON.stringify(body),
  });

async function metric(checkout: Checkout, series: string): Promise<number> {
  const text = await (await fetch(`${checkout.url}/metrics`, { headers: metricsHeaders })).text();
  const line = text.split('\n').find((known) => known.startsWith(`${series} `));
  return Number(line?.split(' ').at(-1) ?? 0);
}

const alarms = ({ logged }: Checkout) => logged.filter(({ level }) => Number(level) >= 50);

/** How many orders a client gets that takes another address for each of them. */
async function ordersOf(
  checkout: Checkout,
  addresses: (index: number) => string,
  tries: number,
): Promise<number> {
  let placed = 0;
  for (let index = 0; index < tries; index += 1) {
    if ((await place(checkout, addresses(index))).status === 201) placed += 1;
  }
  return placed;
}

const ipv6: Array<[what: string, addresses: (index: number) => string, placed: number]> = [
  ['a /64 as one client', (index) => `2001:db8:0:7::${index}`, 2],
  ['a /56 as four clients', (index) => `2001:db8:0:${(0x700 + index).toString(16)}::1`, 8],
  ['a /48 as sixteen clients', (index) => `2001:db8:0:${index.toString(16)}00::1`, 32],
];
for (const [what, addresses, placed] of ipv6) {
  test(`[N1] a client with a whole network: ${what}, whichever addresses of it are taken`, async (t) => {
    const checkout = await aCheckout(t, { rateLimitPerMinute: 2 });
    assert.equal(await ordersOf(checkout, addresses, placed + 3), placed);
    const limit = placed === 2 ? 'address' : 'network';
    const series = `checkout_rate_limited_total{route="orders",limit="${limit}"}`;
    assert.equal(await metric(checkout, series), 3);
    assert.equal(
      (await place(checkout, '2001:db8:1:7::1')).status,
      201,
      'another network may order',
    );
  });
}

test('[N1] a client with a whole network: an address that goes on after its limit takes nothing away from its neighbours', async (t) => {
  const checkout = await aCheckout(t, { rateLimitPerMinute: 2 });
  assert.equal(await ordersOf(checkout, () => '2001:db8:0:7::1', 40), 2);
  assert.equal(await ordersOf(checkout, () => '2001:db8:0:8::1', 40), 2);
});

test('[N1] a client with a whole network: IPv4 that is written as IPv6 is the same client', async (t) => {
  const checkout = await aCheckout(t, { rateLimitPerMinute: 2 });
  const spellings = ['203.0.113.1', '::ffff:203.0.113.1', '::ffff:cb00:7101', '64:ff9b::cb00:7101'];
  assert.equal(await ordersOf(checkout, (index) => spellings[index] as string, 4), 2);
});

test('[N2] more orders than the server takes', async (t) => {
  const checkout = await aCheckout(t, { ordersPerMinute: 3 });
  assert.equal(await ordersOf(checkout, (index) => `203.0.113.${index}`, 6), 3);
  const refused = await place(checkout, '203.0.113.9');
  assert.deepEqual([refused.status, refused.body.code], [429, 'RATE_LIMITED']);
  const seconds = Number(refused.headers.get('retry-after'));
  assert.ok(seconds >= 1 && seconds <= 60, `${seconds} s`);
  assert.equal(
    await metric(checkout, 'checkout_rate_limited_total{route="orders",limit="server"}'),
    4,
  );
  assert.deepEqual(
    alarms(checkout).map(({ msg }) => msg),
    ['no more orders are placed in this minute: ORDERS_PER_MINUTE'],
  );
});

test('[N2] more orders than the server takes: a wrong one, one that is had again, and a payment pass', async (t) => {
  const checkout = await aCheckout(t, { ordersPerMinute: 1 });
  assert.equal((await place(checkout, '203.0.113.1', { itemId: 'hats' })).status, 404);
  const page = 'https://shop.example/p';
  const order = (await place(checkout, '203.0.113.1', { itemId: 'shoes', page })).body;
  const { paymentId, secret } = order as { paymentId: string; secret: string };
  const previous = { paymentId, secret };
  const again = await place(checkout, '203.0.113.1', { itemId: 'shoes', page, previous });
  assert.deepEqual([again.status, again.body.paymentId], [201, paymentId]);
  assert.equal((await place(checkout)).status, 429);
  await checkout.sandbox.pay(paymentRequest(order as never), { result: 'approve' });
  assert.equal((await checkout.complete({ paymentId })).body.status, 'PAID');
});

test('[N3] 429 at pre-registration: stops no buyer, and PortOne is left alone for as long as it asked', async (t) => {
  const checkout = await aCheckout(t, {});
  const { sandbox } = checkout;
  sandbox.setFault({ kind: 'status', status: 429, retryAfter: 60, only: 'preRegister' });
  const order = await checkout.order();
  sandbox.setFault(undefined);
  for (let made = 0; made < 20; made += 1) await checkout.order();
  assert.equal(sandbox.calls('preRegister'), 1);
  assert.equal(await metric(checkout, 'checkout_orders_not_preregistered_total'), 21);
  await sandbox.pay(paymentRequest(order), { result: 'approve' });
  assert.equal((await checkout.complete(order)).body.status, 'PAID');
});

test('[N3] 429 at pre-registration: another amount is held', async (t) => {
  const checkout = await aCheckout(t, {});
  checkout.sandbox.setFault({ kind: 'status', status: 429, only: 'preRegister' });
  const order = await checkout.order();
  const request = { ...paymentRequest(order), totalAmount: 1 };
  await checkout.sandbox.pay(request, { result: 'approve' });
  assert.equal((await checkout.complete(order)).body.code, 'VERIFICATION_FAILED');
});

test('a pre-registration that fails does not keep the server from asking about payments', async (t) => {
  const checkout = await aCheckout(t, {});
  checkout.sandbox.setWebhooksLost(true);
  const paid = await checkout.order();
  await checkout.sandbox.pay(paymentRequest(paid), { result: 'approve' });
  checkout.sandbox.setFault({ kind: 'status', status: 500, only: 'preRegister' });
  for (let made = 0; made < 6; made += 1) assert.equal((await place(checkout)).status, 503);
  assert.equal((await checkout.complete(paid)).body.status, 'PAID');
});

/** Whoever opens it, an account is issued for nothing. */
const account: CheckoutOptions = {
  catalog: aCatalog({
    methods: [aMethod({ payMethod: 'VIRTUAL_ACCOUNT', pgProvider: 'TOSSPAYMENTS' })],
  }),
  sandboxChannels: [
    {
      key: 'channel-key-kakaopay-tests',
      name: 'test_toss',
      pgProvider: 'TOSSPAYMENTS',
      type: 'TEST',
    },
  ],
};

/** An account as a visitor has it issued: for another amount, or under an id of their own. */
async function forgedAccount(checkout: Checkout, change: Partial<PaymentRequest>): Promise<string> {
  checkout.sandbox.setWebhooksLost(true);
  checkout.sandbox.setFault({ kind: 'status', status: 429, only: 'preRegister' });
  const request = paymentRequest(await checkout.order(), {
    payMethod: 'VIRTUAL_ACCOUNT',
    ...change,
  });
  await checkout.sandbox.pay(request, { result: 'issue' });
  return request.paymentId;
}

test('[N4] a hold or an account that has cost nothing: a hold', async (t) => {
  const checkout = await aCheckout(t, account);
  const paymentId = await forgedAccount(checkout, { totalAmount: 1_001 });
  await checkout.complete({ paymentId });
  assert.equal(
    (await checkout.status(paymentId)).body.status,
    'HELD',
    'it is stopped all the same',
  );
  assert.deepEqual(alarms(checkout), []);
  assert.deepEqual(await checkout.eventTypesOf(paymentId), []);
  assert.equal(await metric(checkout, 'checkout_held_orders'), 0);
  assert.equal(await metric(checkout, 'checkout_payments_held_total{reason="MISMATCH"}'), 0);
  assert.equal(await metric(checkout, 'checkout_payments_noted_total{reason="MISMATCH"}'), 1);

  await checkout.sandbox.deposit(paymentId);
  await checkout.complete({ paymentId });
  assert.deepEqual(
    alarms(checkout).map((line) => [line.paymentId, line.hold]),
    [[paymentId, 'MISMATCH']],
  );
  assert.deepEqual(await checkout.eventTypesOf(paymentId), ['payment.held']);
  assert.equal(await metric(checkout, 'checkout_held_orders'), 1);
  assert.equal(await metric(checkout, 'checkout_payments_held_total{reason="MISMATCH"}'), 1);
});

test('[N4] a hold or an account that has cost nothing: an account without an order', async (t) => {
  const checkout = await aCheckout(t, account);
  const paymentId = await forgedAccount(checkout, { paymentId: 'begunbyavisitor00000' });
  await checkout.webhook(anEvent('Transaction.VirtualAccountIssued', paymentId));
  await checkout.readChanges();
  assert.deepEqual(alarms(checkout), []);
  assert.equal(await metric(checkout, 'checkout_strays'), 0);
  assert.equal(await metric(checkout, 'checkout_payments_noted_total{reason="STRAY"}'), 1);

  await checkout.sandbox.deposit(paymentId);
  await checkout.webhook(anEvent('Transaction.Paid', paymentId));
  assert.deepEqual(
    alarms(checkout).map((line) => [line.paymentId, line.status]),
    [[paymentId, 'PAID']],
  );
  assert.equal(await metric(checkout, 'checkout_strays'), 1);
});

const unaskable: Array<[type: string, alarms: number]> = [
  ['Transaction.Ready', 0],
  ['Transaction.VirtualAccountIssued', 0],
  ['Transaction.Failed', 0],
  ['Transaction.Paid', 1],
  ['Transaction.PartialCancelled', 1],
];
for (const [type, expected] of unaskable) {
  test(`[N4] a hold or an account that has cost nothing: an id that is never asked for, in ${type}`, async (t) => {
    const checkout = await aCheckout(t, {});
    assert.equal((await checkout.webhook(anEvent(type, '../not an id'))).status, 200);
    assert.equal(alarms(checkout).length, expected);
  });
}

test('[N5] an error that any visitor can cause again', async (t) => {
  const checkout = await aCheckout(t, {});
  const order = await checkout.order();
  await checkout.sandbox.pay(paymentRequest(order), { result: 'approve' });
  checkout.sandbox.setFault({ kind: 'huge' });
  for (let asked = 0; asked < 20; asked += 1) {
    assert.equal((await checkout.complete(order)).status, 503);
  }
  assert.equal(alarms(checkout).length, 5);
});

test('an error is logged so often a minute, with the number of those in between', () => {
  const lines: unknown[][] = [];
  const log = { error: (...line: unknown[]) => lines.push(line), debug: () => {} };
  let now = 0;
  const logError = boundedErrors(log as unknown as Logger, 2, () => now);
  const say = () => logError('key', { code: 'X' }, 'unavailable');
  for (; now < 60_000; now += 10_000) say();
  logError('another', {}, 'unavailable');
  say();
  assert.deepEqual(lines, [
    [{ code: 'X' }, 'unavailable'],
    [{ code: 'X' }, 'unavailable'],
    [{}, 'unavailable'],
    [{ code: 'X', unsaid: 4 }, 'unavailable'],
  ]);
});
