import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import type { PaymentRequest } from '@portone/browser-sdk/v2';
import type {
  Payment,
  PaymentMethodVirtualAccount,
  VirtualAccountIssuedPayment,
} from '@portone/server-sdk/payment';
import type { OrderAnswer } from '../../../component/api/contract.ts';
import {
  aCatalog,
  aMethod,
  anItem,
  aSubject,
  type Checkout,
  paymentRequest,
  startCheckout,
} from '../../support/server/checkout-server.ts';

const methods = [
  aMethod({
    id: 'account',
    label: '가상계좌',
    payMethod: 'VIRTUAL_ACCOUNT',
    pgProvider: 'TOSSPAYMENTS',
    channelKey: 'channel-key-toss',
    virtualAccount: { accountExpiry: { validHours: 24 } },
  }),
  aMethod({
    id: 'card',
    payMethod: 'CARD',
    pgProvider: 'TOSSPAYMENTS',
    channelKey: 'channel-key-toss',
  }),
  aMethod({
    id: 'manual',
    payMethod: 'CARD',
    pgProvider: 'TOSSPAYMENTS',
    channelKey: 'channel-key-manual',
  }),
];

/** How far the server's clock is ahead of the sandbox's, in milliseconds. */
let ahead = 0;
let checkout: Checkout;
before(async () => {
  const toss = { name: 'toss', pgProvider: 'TOSSPAYMENTS', type: 'TEST' } as const;
  checkout = await startCheckout({
    clock: () => Date.now() + ahead,
    catalog: aCatalog({ methods, items: [anItem({ taxFreeAmount: 100 })] }),
    sandboxChannels: [
      { ...toss, key: 'channel-key-toss' },
      { ...toss, key: 'channel-key-manual', manualApproval: true },
    ],
  });
});
after(() => checkout.stop());
beforeEach(() => {
  checkout.sandbox.setWebhooksLost(true);
  checkout.sandbox.setFault(undefined);
});

async function orderBy(methodId: string): Promise<{ order: OrderAnswer; request: PaymentRequest }> {
  const order = await checkout.order({ methodId });
  const {
    id: _,
    label: __,
    pgProvider: ___,
    ...options
  } = methods.find(({ id }) => id === methodId) as (typeof methods)[number];
  const request = paymentRequest(order, {
    ...(options as object),
    ...(order.taxFreeAmount !== undefined && { taxFreeAmount: order.taxFreeAmount }),
  });
  return { order, request };
}

const settlementOf = async (paymentId: string) =>
  (await checkout.orders.find(paymentId))?.settlement;

test('shows the account of a virtual account, the same to every client, and pays by its deposit', async () => {
  const { order, request } = await orderBy('account');
  await checkout.sandbox.pay(request, { result: 'issue' });
  const first = await checkout.complete(order);
  assert.equal(first.status, 200);
  assert.equal(first.body.status, 'VIRTUAL_ACCOUNT_ISSUED');
  const account = first.body.virtualAccount as Record<string, string>;
  assert.ok(account.bank && account.accountNumber && account.dueAt);
  assert.deepEqual((await checkout.complete(order)).body, first.body);
  assert.deepEqual((await checkout.status(order.paymentId)).body, first.body);
  assert.equal((await settlementOf(order.paymentId))?.fulfilledAt, undefined);

  await checkout.sandbox.deposit(order.paymentId);
  const paid = await checkout.complete(order);
  assert.deepEqual(paid.body, { paymentId: order.paymentId, ...aSubject(), status: 'PAID' });
  assert.ok((await settlementOf(order.paymentId))?.fulfilledAt);
});

test('says that an account is past due by its own clock, and some minutes late', async () => {
  const MINUTE_MS = 60_000;
  const { order, request } = await orderBy('account');
  await checkout.sandbox.pay(request, { result: 'issue' });
  const { body } = await checkout.complete(order);
  const { dueAt } = body.virtualAccount as { dueAt: string };
  const isPastDue = ({ body: { virtualAccount } }: { body: Record<string, unknown> }) =>
    (virtualAccount as { isPastDue: boolean }).isPastDue;
  for (const [minutes, expected] of [
    [-1, false],
    [5, false],
    [11, true],
    [-1, false],
  ] as const) {
    ahead = Date.parse(dueAt) + minutes * MINUTE_MS - Date.now();
    assert.equal(isPastDue(await checkout.complete(order)), expected);
    assert.equal(isPastDue(await checkout.status(order.paymentId)), expected);
  }
  ahead = 0;
});

test('says of an account without a due time that it is not past due', async () => {
  const { order, request } = await orderBy('account');
  await checkout.sandbox.pay(request, { result: 'issue' });
  const payment = checkout.sandbox.payment(order.paymentId) as VirtualAccountIssuedPayment;
  const { expiredAt, ...method } = payment.method as PaymentMethodVirtualAccount;
  checkout.sandbox.recordPayment({ ...payment, method } as Payment);
  const { body } = await checkout.complete(order);
  const { dueAt, isPastDue } = body.virtualAccount as Record<string, unknown>;
  assert.equal(dueAt, undefined);
  assert.equal(isPastDue, false);
});

test('says 202 of a payment that is still on its way, and what became of it then', async () => {
  for (const [how, status] of [
    ['approve', 200],
    [{ fail: 'REJECT_CARD_COMPANY' }, 409],
  ] as const) {
    const { order, request } = await orderBy('card');
    await checkout.sandbox.pay(request, { result: 'pending' });
    const pending = await checkout.complete(order);
    assert.equal(pending.status, 202);
    const { paymentId } = order;
    assert.deepEqual(pending.body, { paymentId, ...aSubject(), status: 'PAY_PENDING' });
    await checkout.sandbox.finishPending(order.paymentId, how);
    assert.equal((await checkout.complete(order)).status, status);
  }
});

async function authenticated(
  outcome: Parameters<Checkout['sandbox']['pay']>[1] = { result: 'approve' },
) {
  const { order, request } = await orderBy('manual');
  const { txId, paymentToken } = await checkout.sandbox.pay(request, outcome);
  assert.ok(paymentToken);
  return { order, token: { paymentId: order.paymentId, txId, paymentToken } };
}

const status = (paymentId: string) => checkout.sandbox.payment(paymentId)?.status;

test('confirms a payment that waits for the shop’s word, and only with its token', async () => {
  const { order, token } = await authenticated();
  const without = await checkout.complete(order);
  assert.equal(without.body.code, 'NOT_PAID');
  assert.equal(status(order.paymentId), 'READY');
  const { status: answered, body } = await checkout.complete(token);
  assert.equal(answered, 200);
  assert.equal(body.status, 'PAID');
  assert.ok((await settlementOf(order.paymentId))?.fulfilledAt);
});

test('confirms once, however often a page asks', async () => {
  const { token } = await authenticated();
  const calls = checkout.sandbox.calls('confirm');
  const answers = await Promise.all(Array.from({ length: 10 }, () => checkout.complete(token)));
  await checkout.complete(token);
  assert.deepEqual(new Set(answers.map((answer) => answer.status)), new Set([200]));
  assert.equal(checkout.sandbox.calls('confirm') - calls, 1);
});

for (const [title, change] of [
  ['another order name', { orderName: '양말' }],
  ['another item', { customData: '{"item":"coins"}' }],
] as const) {
  test(`does not confirm a payment with ${title}: it is held before any money moves`, async () => {
    const { order, token } = await authenticated();
    const payment = checkout.sandbox.payment(order.paymentId) as Payment;
    checkout.sandbox.recordPayment({ ...payment, ...change } as Payment);
    const calls = checkout.sandbox.calls('confirm');
    const { status: answered, body } = await checkout.complete(token);
    assert.equal(answered, 422);
    assert.equal(body.code, 'VERIFICATION_FAILED');
    assert.equal(checkout.sandbox.calls('confirm'), calls);
    assert.equal((await settlementOf(order.paymentId))?.hold?.reason, 'MISMATCH');
  });
}

test('explains a failed confirmation by the gateway’s own code', async () => {
  const { order, token } = await authenticated({
    result: 'fail-at-confirm',
    pgCode: 'REJECT_ACCOUNT_PAYMENT',
  });
  const { status: answered, body } = await checkout.complete(token);
  assert.equal(answered, 409);
  assert.equal(body.code, 'PAYMENT_FAILED');
  const failure = body.failure as Record<string, unknown>;
  assert.equal(failure.kind, 'INSUFFICIENT_FUNDS');
  assert.equal(failure.pgCode, 'REJECT_ACCOUNT_PAYMENT');
  assert.equal((await settlementOf(order.paymentId))?.fulfilledAt, undefined);
});

test('rejects a token that is not the one of this payment', async () => {
  const { order, token } = await authenticated();
  const { status: answered, body } = await checkout.complete({ ...token, paymentToken: 'made-up' });
  assert.equal(answered, 409);
  assert.equal(body.code, 'PAYMENT_FAILED');
  assert.equal(status(order.paymentId), 'READY');
});

test('answers 503 where it is not known whether the confirmation went through, and finds out when asked again', async () => {
  const { token } = await authenticated();
  checkout.sandbox.setFault({ only: 'confirm', kind: 'status', status: 500 });
  assert.equal((await checkout.complete(token)).status, 503);
  checkout.sandbox.setFault(undefined);
  assert.equal((await checkout.complete(token)).status, 200);
});
