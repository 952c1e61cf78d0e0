/**
 * An order ends. What a buyer asks PortOne for long after that is held, whether
 * the buyer's page or PortOne's webhook is the first to say that it was paid.
 */
import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import type { PaymentRequest } from '@portone/browser-sdk/v2';
import type { Payment } from '@portone/server-sdk/payment';
import { releaseOrder } from '../../../bff/domain/release-order.ts';
import type { OrderAnswer } from '../../../component/api/contract.ts';
import type { Outcome } from '../../../demo/sandbox/sandbox.ts';
import {
  aCatalog,
  aMethod,
  anEvent,
  anItem,
  aSubject,
  type Checkout,
  paymentRequest,
  startCheckout,
} from '../../support/server/checkout-server.ts';

const toss = { pgProvider: 'TOSSPAYMENTS', channelKey: 'channel-key-toss' };
const methods = {
  kakaopay: aMethod(),
  card: aMethod({ ...toss, id: 'card', payMethod: 'CARD' }),
  account: aMethod({
    ...toss,
    id: 'account',
    payMethod: 'VIRTUAL_ACCOUNT',
    virtualAccount: { accountExpiry: { validHours: 72 } },
  }),
  manual: aMethod({
    ...toss,
    id: 'manual',
    payMethod: 'CARD',
    channelKey: 'channel-key-manual',
  }),
};
type MethodId = keyof typeof methods;

const tossChannel = { name: 'toss', pgProvider: 'TOSSPAYMENTS', type: 'TEST' } as const;
const sandboxChannels = [
  { name: 'k', pgProvider: 'KAKAOPAY', type: 'TEST', key: 'channel-key-kakaopay-tests' },
  { ...tossChannel, key: 'channel-key-toss' },
  { ...tossChannel, key: 'channel-key-manual', manualApproval: true },
] as const;

const MINUTE_MS = 60_000;
const HOUR_MINUTES = 60;
const DAY_MINUTES = 24 * HOUR_MINUTES;
/** Minutes: an order is good for half an hour, and clocks may differ by half an hour. */
const LATEST_MINUTES = 60;

/** When every message is due. */
const DOOMSDAY = '9999-01-01T00:00:00.000Z';

/** The time, for the server and for PortOne. */
let now = Date.now();
const pass = (minutes: number) => {
  now += minutes * MINUTE_MS;
};

let checkout: Checkout;
before(async () => {
  const catalog = aCatalog({ methods: Object.values(methods), items: [anItem()] });
  checkout = await startCheckout({
    catalog,
    sandboxChannels: [...sandboxChannels],
    clock: () => now,
    portOneClock: () => now,
  });
});
after(() => checkout.stop());
beforeEach(() => checkout.sandbox.setWebhooksLost(true));

const place = (methodId: MethodId = 'kakaopay') => checkout.order({ methodId });

/** The buyer has the window opened, now, and does this in it. */
function pay(order: OrderAnswer, result: Outcome, methodId: MethodId = 'kakaopay') {
  const { id: _, label: __, pgProvider: ___, ...options } = methods[methodId];
  return checkout.sandbox.pay(paymentRequest(order, options as Partial<PaymentRequest>), result);
}

const settlementOf = async ({ paymentId }: OrderAnswer) =>
  (await checkout.orders.find(paymentId))?.settlement;

const learners = {
  'the page': ({ paymentId }: OrderAnswer) => checkout.complete({ paymentId }),
  'the webhook': ({ paymentId }: OrderAnswer) =>
    checkout.webhook(anEvent('Transaction.Paid', paymentId)),
  'asking PortOne': async ({ paymentId }: OrderAnswer) => {
    await checkout.settlePayment(paymentId);
  },
};

/** The same scene for each who may be the first to learn of it. */
async function forEachLearner(
  scene: (learn: (order: OrderAnswer) => Promise<unknown>, who: string) => Promise<void>,
): Promise<void> {
  for (const [who, learn] of Object.entries(learners)) await scene(learn, who);
}

async function isTaken(order: OrderAnswer, events = ['payment.paid']): Promise<void> {
  const { status, body } = await checkout.complete({ paymentId: order.paymentId });
  assert.deepEqual([status, body.status], [200, 'PAID']);
  assert.deepEqual((await checkout.eventTypesOf(order.paymentId)).toSorted(), events.toSorted());
  assert.ok((await settlementOf(order))?.fulfilledAt);
}

/** @param withMoney a hold of what is not paid yet raises no alarm */
async function isHeld(order: OrderAnswer, withMoney = true): Promise<void> {
  const { paymentId } = order;
  const { status, body } = await checkout.complete({ paymentId });
  const { message, ...rest } = body;
  assert.deepEqual([status, rest], [409, { code: 'PAYMENT_HELD', ...aSubject() }]);
  const stored = await checkout.status(paymentId);
  assert.deepEqual(stored.body, { paymentId, ...aSubject(), status: 'HELD' });
  assert.deepEqual(await checkout.eventTypesOf(paymentId), withMoney ? ['payment.held'] : []);
  const settlement = await settlementOf(order);
  assert.equal(settlement?.hold?.reason, 'EXPIRED');
  assert.equal(settlement.fulfilledAt, undefined);
  const lines = checkout.logged.filter((line) => line.paymentId === paymentId && line.hold);
  assert.ok(lines.every(({ hold }) => hold === 'EXPIRED'));
  assert.equal(
    lines.some(({ level }) => level === 50),
    withMoney,
  );
}

describe('requested too late', () => {
  test('[G1] requestedAt more than 30 min after expiresAt: paid', () =>
    forEachLearner(async (learn) => {
      const order = await place();
      pass(LATEST_MINUTES + 1);
      await pay(order, { result: 'approve' });
      await learn(order);
      await isHeld(order);
    }));

  test('[G1] requestedAt more than 30 min after expiresAt: an order of 40 days ago', () =>
    forEachLearner(async (learn) => {
      const order = await place();
      pass(40 * DAY_MINUTES);
      await pay(order, { result: 'approve' });
      await learn(order);
      await isHeld(order);
    }));

  test('[G1] requestedAt more than 30 min after expiresAt: an account, which no buyer is shown', () =>
    forEachLearner(async (learn) => {
      const order = await place('account');
      pass(LATEST_MINUTES + 1);
      await pay(order, { result: 'issue' }, 'account');
      await learn(order);
      await isHeld(order, false);
      await checkout.sandbox.deposit(order.paymentId);
      await learn(order);
      await isHeld(order);
    }));

  test('[G1] requestedAt more than 30 min after expiresAt: what the gateway takes its time for', () =>
    forEachLearner(async (learn) => {
      const order = await place('card');
      pass(LATEST_MINUTES + 1);
      await pay(order, { result: 'pending' }, 'card');
      await learn(order);
      await isHeld(order, false);
      await checkout.sandbox.finishPending(order.paymentId, 'approve');
      await learn(order);
      await isHeld(order);
    }));

  test('[G1] requestedAt more than 30 min after expiresAt: after an attempt in time that failed', () =>
    forEachLearner(async (learn) => {
      const order = await place();
      await pay(order, { result: 'fail', pgCode: '-780' });
      await learn(order);
      pass(LATEST_MINUTES + 1);
      await pay(order, { result: 'approve' });
      await learn(order);
      await isHeld(order);
    }));

  test('[G1] requestedAt more than 30 min after expiresAt: its approval', () =>
    forEachLearner(async (learn, who) => {
      const order = await place('manual');
      pass(LATEST_MINUTES + 1);
      const { paymentToken, txId } = await pay(order, { result: 'approve' }, 'manual');
      if (who !== 'the page') await learn(order);
      const { paymentId } = order;
      const calls = checkout.sandbox.calls('confirm');
      for (let time = 0; time < 2; time += 1) {
        const answer = await checkout.complete({
          paymentId,
          txId,
          paymentToken: String(paymentToken),
        });
        assert.deepEqual([answer.status, answer.body.code], [409, 'PAYMENT_HELD']);
      }
      assert.equal(checkout.sandbox.calls('confirm'), calls);
      assert.equal(checkout.sandbox.payment(paymentId)?.status, 'READY');
      await isHeld(order, false);
    }));

  test('tells the owner why', async () => {
    const order = await place();
    pass(LATEST_MINUTES + 1);
    await pay(order, { result: 'approve' });
    await checkout.complete(order);
    const due = await checkout.store.outbox.acquire(DOOMSDAY, DOOMSDAY, 100);
    const told = due.filter(({ paymentId }) => paymentId === order.paymentId);
    assert.equal(told.length, 1);
    const { type, data } = JSON.parse(told[0]?.body as string);
    assert.deepEqual([type, data.reason, data.status], ['payment.held', 'EXPIRED', 'PAID']);
  });

  test('is no hold of what failed, or was only looked at', async () => {
    const order = await place();
    pass(LATEST_MINUTES + 1);
    await pay(order, { result: 'abandon' });
    assert.equal((await checkout.complete(order)).body.code, 'NOT_PAID');
    await pay(order, { result: 'fail', pgCode: '-780' });
    assert.equal((await checkout.complete(order)).body.code, 'PAYMENT_FAILED');
    assert.deepEqual(await checkout.eventTypesOf(order.paymentId), []);
  });

  test('[M8] a held payment that is refunded: nothing is delivered, and nothing taken back', async () => {
    const order = await place();
    pass(LATEST_MINUTES + 1);
    await pay(order, { result: 'approve' });
    await isHeld(order);
    await checkout.sandbox.cancel(order.paymentId, 300);
    await checkout.webhook(anEvent('Transaction.PartialCancelled', order.paymentId));
    await isHeld(order);
    await checkout.sandbox.cancel(order.paymentId);
    await checkout.webhook(anEvent('Transaction.Cancelled', order.paymentId));
    assert.equal((await checkout.complete(order)).body.code, 'PAYMENT_CANCELLED');
    assert.deepEqual(await checkout.eventTypesOf(order.paymentId), [
      'payment.held',
      'payment.hold_ended',
    ]);
    assert.equal((await settlementOf(order))?.hold, undefined);
  });

  test('stays delivered once a person has released it', async () => {
    const order = await place();
    pass(LATEST_MINUTES + 1);
    await pay(order, { result: 'approve' });
    await isHeld(order);
    const held = await checkout.orders.find(order.paymentId);
    assert.ok(held);
    const release = releaseOrder(held, { at: new Date(now).toISOString(), by: 'jo' });
    assert.ok(!('error' in release));
    await checkout.orders.settle(held, release.settlement, release.events);
    await checkout.webhook(anEvent('Transaction.Paid', order.paymentId));
    await isTaken(order, ['payment.held', 'payment.paid']);
    await checkout.sandbox.cancel(order.paymentId, 300);
    await checkout.webhook(anEvent('Transaction.PartialCancelled', order.paymentId));
    assert.equal((await checkout.complete(order)).body.status, 'PARTIAL_CANCELLED');
  });
});

describe('requested in time', () => {
  test('[G2] requested in time, paid late; account issued in time, paid by its end: in the last minute', () =>
    forEachLearner(async (learn) => {
      const order = await place();
      pass(LATEST_MINUTES - 1);
      await pay(order, { result: 'approve' });
      await learn(order);
      await isTaken(order);
    }));

  for (const [title, isSeen] of [
    [
      '[G2] requested in time, paid late; account issued in time, paid by its end: what takes its time',
      true,
    ],
    [
      '[G2] requested in time, paid late; account issued in time, paid by its end: what takes its time, first seen paid',
      false,
    ],
  ] as const) {
    test(title, () =>
      forEachLearner(async (learn) => {
        const order = await place('card');
        await pay(order, { result: 'pending' }, 'card');
        if (isSeen) await learn(order);
        pass(2 * DAY_MINUTES);
        await checkout.sandbox.finishPending(order.paymentId, 'approve');
        await learn(order);
        await isTaken(order);
      }),
    );
  }

  for (const [title, isSeen] of [
    [
      '[G2] requested in time, paid late; account issued in time, paid by its end: an account',
      true,
    ],
    [
      '[G2] requested in time, paid late; account issued in time, paid by its end: an account, first seen paid',
      false,
    ],
  ] as const) {
    test(title, () =>
      forEachLearner(async (learn) => {
        const order = await place('account');
        await pay(order, { result: 'issue' }, 'account');
        if (isSeen) {
          await learn(order);
          assert.ok((await checkout.complete(order)).body.virtualAccount);
        }
        pass(3 * DAY_MINUTES - 1);
        await checkout.sandbox.deposit(order.paymentId);
        await learn(order);
        const issued = isSeen ? ['payment.virtual_account_issued'] : [];
        await isTaken(order, [...issued, 'payment.paid']);
      }),
    );
  }

  test('[G2] requested in time, paid late; account issued in time, paid by its end: approved by the shop, however late the page asks for it', async () => {
    const order = await place('manual');
    const { paymentToken } = await pay(order, { result: 'approve' }, 'manual');
    pass(3 * HOUR_MINUTES);
    const { paymentId } = order;
    const answer = await checkout.complete({ paymentId, paymentToken: String(paymentToken) });
    assert.deepEqual([answer.status, answer.body.status], [200, 'PAID']);
    await isTaken(order);
  });

  test('[G2] requested in time, paid late; account issued in time, paid by its end: the second attempt, after one that failed', () =>
    forEachLearner(async (learn) => {
      const order = await place('card');
      await pay(order, { result: 'fail', pgCode: '-780' }, 'card');
      await learn(order);
      pass(10);
      await pay(order, { result: 'pending' }, 'card');
      pass(2 * HOUR_MINUTES);
      await checkout.sandbox.finishPending(order.paymentId, 'approve');
      await learn(order);
      await isTaken(order);
    }));
});

describe('without a time that says when it was requested', () => {
  /** What PortOne says of the payment, with another `requestedAt`. */
  function saysRequested({ paymentId }: OrderAnswer, requestedAt: unknown): void {
    const payment = checkout.sandbox.payment(paymentId) as object;
    checkout.sandbox.recordPayment({ ...payment, requestedAt } as Payment);
  }

  for (const requestedAt of [
    undefined,
    null,
    '',
    'yesterday',
    '2026-11-23',
    1_795_000_000,
    '0001-01-01T00:00:00Z',
  ]) {
    test(`a sale in time is taken, and a late one is not: ${JSON.stringify(requestedAt)}`, () =>
      forEachLearner(async (learn) => {
        const inTime = await place();
        await pay(inTime, { result: 'approve' });
        saysRequested(inTime, requestedAt);
        await learn(inTime);
        await isTaken(inTime);

        const late = await place();
        pass(40 * DAY_MINUTES);
        await pay(late, { result: 'approve' });
        saysRequested(late, requestedAt);
        await learn(late);
        await isHeld(late);
      }));
  }

  test('a late one is not approved', async () => {
    const order = await place('manual');
    pass(LATEST_MINUTES + 1);
    const { paymentToken } = await pay(order, { result: 'approve' }, 'manual');
    saysRequested(order, undefined);
    const { paymentId } = order;
    const calls = checkout.sandbox.calls('confirm');
    const answer = await checkout.complete({ paymentId, paymentToken: String(paymentToken) });
    assert.equal(answer.body.code, 'PAYMENT_HELD');
    assert.equal(checkout.sandbox.calls('confirm'), calls);
  });
});

describe('a server whose clock is not PortOne’s', () => {
  for (const minutes of [-25, 25, 10 * HOUR_MINUTES]) {
    test(`sells as any other: ${minutes} minutes`, async (t) => {
      const server = await startCheckout({
        clock: () => now + minutes * MINUTE_MS,
        portOneClock: () => now,
      });
      t.after(() => server.stop());
      server.sandbox.setWebhooksLost(true);
      const order = await server.order();
      pass(29);
      await server.sandbox.pay(paymentRequest(order), { result: 'approve' });
      pass(2 * DAY_MINUTES);
      assert.equal((await server.complete(order)).body.status, 'PAID');
    });
  }
});
