import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { findMismatches } from '../../../bff/domain/find-mismatches.ts';
import { fulfilmentEvents } from '../../../bff/domain/fulfilment-event.ts';
import type { ObservedPayment } from '../../../bff/domain/observed-payment.ts';
import type { Order, Settlement } from '../../../bff/domain/order.ts';
import type { PortOneStatus } from '../../../bff/domain/portone-status.ts';
import { isRankRegression, stopUnpaid, transition } from '../../../bff/domain/transition.ts';
import { anOrder, NOW, secondsOf, seen } from '../../support/server/seen-payment.ts';

/** What an order has become after these sights, in this order. */
function after(...sights: ObservedPayment[]): Order {
  let order = anOrder();
  for (const observed of sights) {
    const settlement = transition(order, observed, NOW, secondsOf);
    if (settlement) order = { ...order, settlement };
  }
  return order;
}

const tampered = { claims: { ...seen('PAID').claims, totalAmount: 1 } };

test('fulfils a payment that is PAID and what was ordered', () => {
  const { settlement } = after(seen('PAID'));
  assert.equal(settlement?.status, 'PAID');
  assert.equal(settlement?.fulfilledAt, NOW);
});

for (const status of [
  'READY',
  'PAY_PENDING',
  'VIRTUAL_ACCOUNT_ISSUED',
  'FAILED',
  'CANCELLED',
] as const) {
  test(`fulfils nothing at ${status}`, () => {
    assert.equal(after(seen(status)).settlement?.fulfilledAt, undefined);
  });
}

test('a second sight of the same changes nothing', () => {
  assert.equal(transition(after(seen('PAID')), seen('PAID'), NOW, secondsOf), undefined);
});

test('FAILED is not the end: another attempt with the same paymentId is fulfilled', () => {
  const order = after(seen('FAILED', 1), seen('PAID', 2, { transactionId: 'transaction-2' }));
  assert.equal(order.settlement?.status, 'PAID');
  assert.equal(order.settlement?.fulfilledAt, NOW);
});

test('a late READY of the same attempt does not undo its failure', () => {
  const late = { ...seen('READY', 9) };
  assert.equal(after(seen('FAILED', 1), late).settlement?.status, 'FAILED');
});

test('a READY of a new attempt follows a failure', () => {
  const next = seen('READY', 2, { transactionId: 'transaction-2' });
  assert.equal(after(seen('FAILED', 1), next).settlement?.status, 'READY');
});

test('a slow, stale PAID that arrives after CANCELLED changes nothing', () => {
  const order = after(seen('CANCELLED', 2), seen('PAID', 1));
  assert.equal(order.settlement?.status, 'CANCELLED');
  assert.equal(order.settlement?.fulfilledAt, undefined);
});

test('a refund keeps the record of the fulfilment', () => {
  const order = after(seen('PAID', 1), seen('CANCELLED', 2));
  assert.equal(order.settlement?.status, 'CANCELLED');
  assert.equal(order.settlement?.fulfilledAt, NOW);
});

test('holds a payment of a different amount with the evidence, and does not fulfil it', () => {
  const { settlement } = after(seen('PAID', 1, tampered));
  assert.deepEqual(settlement?.hold, {
    reason: 'MISMATCH',
    evidence: [{ field: 'amount.total', expected: 1000, actual: 1 }],
  });
  assert.equal(settlement?.fulfilledAt, undefined);
});

test('a hold is not lifted by looking at the same attempt again', () => {
  const { settlement } = after(seen('VIRTUAL_ACCOUNT_ISSUED', 1, tampered), seen('PAID', 2));
  assert.equal(settlement?.hold?.reason, 'MISMATCH');
  assert.equal(settlement?.fulfilledAt, undefined);
});

test('holds a virtual account for a different amount', () => {
  assert.equal(
    after(seen('VIRTUAL_ACCOUNT_ISSUED', 1, tampered)).settlement?.hold?.reason,
    'MISMATCH',
  );
});

test('holds a partial refund of a payment that was never seen paid', () => {
  const { settlement } = after(seen('PARTIAL_CANCELLED'));
  assert.equal(settlement?.hold?.reason, 'PARTIAL_CANCELLED_UNSEEN');
  assert.equal(settlement?.fulfilledAt, undefined);
});

test('a partial refund after the fulfilment is no reason to hold', () => {
  const { settlement } = after(seen('PAID', 1), seen('PARTIAL_CANCELLED', 2));
  assert.equal(settlement?.status, 'PARTIAL_CANCELLED');
  assert.equal(settlement?.hold, undefined);
});

test('a hold before any money moved stays while the same attempt goes on', () => {
  const claims = { ...seen('READY').claims, orderName: '양말' };
  const settlement = stopUnpaid(anOrder(), seen('READY', 1, { claims }), secondsOf) as Settlement;
  const order = anOrder({ settlement });
  const pending = transition(order, seen('PAY_PENDING', 2), NOW, secondsOf);
  assert.deepEqual(pending?.hold, {
    reason: 'MISMATCH',
    evidence: [{ field: 'orderName', expected: '신발', actual: '양말' }],
  });
  const next = seen('READY', 2, { transactionId: 'transaction-2' });
  assert.equal(transition(order, next, NOW, secondsOf)?.hold, undefined);
});

test('a payment on its way is not compared yet: PortOne may not have recorded all of it', () => {
  const claims = { ...seen('PAY_PENDING').claims, channelKey: undefined };
  assert.equal(after(seen('PAY_PENDING', 1, { claims })).settlement?.hold, undefined);
});

test('stops nothing before it is paid that is what was ordered, with or without its channel', () => {
  const { channelType: _, channelKey: __, ...claims } = seen('READY').claims;
  const withoutChannel = { ...claims, channelType: undefined, channelKey: undefined };
  assert.equal(stopUnpaid(anOrder(), seen('READY'), secondsOf), undefined);
  assert.equal(
    stopUnpaid(anOrder(), seen('READY', 1, { claims: withoutChannel }), secondsOf),
    undefined,
  );
});

test('a refund that is listed late is a change, even of an amount that is known', () => {
  const cancellations = [{ id: 'cancellation-1', amount: 300 }];
  const order = after(seen('PAID', 1), seen('PARTIAL_CANCELLED', 2, { cancelledAmount: 300 }));
  const sight = seen('PARTIAL_CANCELLED', 2, { cancelledAmount: 300, cancellations });
  assert.deepEqual(transition(order, sight, NOW, secondsOf)?.cancellationIds, ['cancellation-1']);
});

test('a second revocation is never told: CANCELLED is the end', () => {
  assert.equal(
    transition(after(seen('PAID', 1), seen('CANCELLED', 2)), seen('CANCELLED', 3), NOW, secondsOf),
    undefined,
  );
});

const statuses = [
  'READY',
  'PAY_PENDING',
  'VIRTUAL_ACCOUNT_ISSUED',
  'FAILED',
  'PAID',
  'PARTIAL_CANCELLED',
  'CANCELLED',
] as const satisfies PortOneStatus[];

/**
 * The state machine, written out. A row is what is known, a column what is
 * seen, in the order of `statuses`:
 *
 * - `.` changes nothing
 * - `a` always follows, whatever the times say: more money has moved
 * - `s` follows at the same time or later
 * - `l` follows only later
 * - `g` follows where more has been refunded
 */
const sameAttempt: Record<PortOneStatus, string> = {
  READY: '.sssaaa',
  PAY_PENDING: '...saaa',
  VIRTUAL_ACCOUNT_ISSUED: '...saaa',
  FAILED: '....aaa',
  PAID: '.....aa',
  PARTIAL_CANCELLED: '.....ga',
  CANCELLED: '.......',
};

/** Between two sights an attempt may have failed unseen, so any beginning of another may follow. */
const newAttempt: Record<PortOneStatus, string> = {
  READY: 'llllaaa',
  PAY_PENDING: 'llllaaa',
  VIRTUAL_ACCOUNT_ISSUED: 'llllaaa',
  FAILED: 'llllaaa',
  PAID: '.....aa',
  PARTIAL_CANCELLED: '.....ga',
  CANCELLED: '.......',
};

const times = { earlier: 1, 'the same time': 2, later: 3 } as const;

for (const [attempt, table] of [
  ['transaction-1', sameAttempt],
  ['transaction-2', newAttempt],
] as const) {
  for (const known of statuses) {
    for (const [column, status] of statuses.entries()) {
      const rule = table[known][column] as string;
      test(`${known}, then ${status} of ${attempt === 'transaction-1' ? 'the same' : 'a new'} attempt: ${rule}`, () => {
        for (const [when, second] of Object.entries(times)) {
          for (const cancelledAmount of [300, 500]) {
            const order = after(seen(known, 2, { cancelledAmount: 300 }));
            const sight = seen(status, second, { transactionId: attempt, cancelledAmount });
            const follows =
              rule === 'a' ||
              (rule === 's' && second >= 2) ||
              (rule === 'l' && second > 2) ||
              (rule === 'g' && cancelledAmount > 300);
            const became = transition(order, sight, NOW, secondsOf);
            assert.equal(became !== undefined, follows, `${when}, refunded ${cancelledAmount}`);
            if (!became) continue;
            assert.equal(became.status, status);
            assert.equal(became.transactionId, attempt);
            assert.equal(became.statusChangedAt, sight.statusChangedAt);
          }
        }
      });
    }
  }
}

const rank: Record<PortOneStatus, number> = {
  READY: 0,
  PAY_PENDING: 0,
  VIRTUAL_ACCOUNT_ISSUED: 0,
  FAILED: 0,
  PAID: 1,
  PARTIAL_CANCELLED: 2,
  CANCELLED: 3,
};

test('only a later sight of less money is a regression; an older one was merely late', () => {
  for (const known of statuses) {
    for (const status of statuses) {
      for (const second of Object.values(times)) {
        assert.equal(
          isRankRegression(after(seen(known, 2)), seen(status, second)),
          rank[status] < rank[known] && second > 2,
          `${known}, then ${status} at ${second}`,
        );
      }
    }
  }
  assert.equal(isRankRegression(anOrder(), seen('READY')), false);
});

/** What an order went through, and what was told of it, with the rules that hold at every step. */
function follow(sights: readonly ObservedPayment[]) {
  let order = anOrder();
  const keys: string[] = [];
  for (const observed of sights) {
    const settlement = transition(order, observed, NOW, secondsOf);
    if (!settlement) continue;
    const before = order.settlement;
    keys.push(...fulfilmentEvents(order, settlement, observed, NOW).map(({ key }) => key));
    assert.ok(!before || rank[settlement.status] >= rank[before.status], 'money moved backward');
    if (before?.fulfilledAt) assert.equal(settlement.fulfilledAt, before.fulfilledAt);
    else if (settlement.fulfilledAt) {
      assert.equal(settlement.status, 'PAID');
      assert.equal(settlement.hold, undefined);
      assert.deepEqual(findMismatches(order, observed.claims), []);
    }
    if (settlement.hold?.reason === 'MISMATCH') assert.ok(settlement.hold.evidence.length > 0);
    order = { ...order, settlement };
  }
  return { settlement: order.settlement, keys };
}

const told = (keys: readonly string[], type: string) =>
  keys.filter((key) => key.startsWith(`${type}/`));

/** Anything that might be said of a payment, also what PortOne would never say. */
const anySight = fc
  .tuple(
    fc.constantFrom<PortOneStatus[]>(...statuses),
    fc.integer({ min: 0, max: 59 }),
    fc.constantFrom('transaction-1', 'transaction-2'),
    fc.boolean(),
    fc.integer({ min: 0, max: 3 }),
  )
  .map(([status, second, transactionId, isGenuine, refunds]) =>
    seen(status, second, { transactionId, ...refunded(refunds), ...(!isGenuine && tampered) }),
  );

function refunded(times: number) {
  const cancellations = Array.from({ length: times }, (_, index) => ({
    id: `cancellation-${index}`,
    amount: 100,
  }));
  return { cancellations, cancelledAmount: 100 * times };
}

test('whatever is seen in whatever order: money never moves backward, one fulfilment, one revocation, each refund told once', () => {
  fc.assert(
    fc.property(fc.array(anySight, { maxLength: 14 }), (sights) => {
      const { settlement, keys } = follow(sights);
      assert.ok(told(keys, 'payment.paid').length <= 1);
      assert.ok(told(keys, 'payment.cancelled').length <= 1);
      const refunds = [
        ...told(keys, 'payment.partial_cancelled'),
        ...told(keys, 'payment.cancelled'),
      ];
      assert.equal(new Set(refunds.map((key) => key.split('/')[2])).size, refunds.length);
      if (refunds.length > 0) assert.equal(told(keys, 'payment.paid').length, 1);
      if (settlement?.fulfilledAt && settlement.status === 'CANCELLED') {
        assert.equal(told(keys, 'payment.cancelled').length, 1);
      }
    }),
    { numRuns: 500 },
  );
});

/** What an attempt goes through at PortOne before it is paid, or given up, or followed by another. */
const attemptPath = fc.constantFrom<PortOneStatus[]>(
  ['READY'],
  ['READY', 'PAY_PENDING'],
  ['READY', 'VIRTUAL_ACCOUNT_ISSUED'],
);

/**
 * A payment's whole life at PortOne, as everyone who looked at each moment
 * would have seen it: attempts that moved no money, then perhaps one that was
 * paid, then perhaps refunds, the times always rising.
 */
const life = fc
  .record({
    attempts: fc.array(fc.record({ path: attemptPath, isGenuine: fc.boolean() }), {
      minLength: 1,
      maxLength: 3,
    }),
    ending: fc.constantFrom('open', 'failed', 'paid'),
    partialRefunds: fc.integer({ min: 0, max: 3 }),
    isRefunded: fc.boolean(),
  })
  .map(({ attempts, ending, partialRefunds, isRefunded }) => {
    const sights: ObservedPayment[] = [];
    const happens = (status: PortOneStatus, attempt: number, refunds = 0) => {
      const isGenuine = attempts[attempt]?.isGenuine;
      sights.push(
        seen(status, sights.length, {
          transactionId: `transaction-${attempt}`,
          ...refunded(refunds),
          ...(!isGenuine && tampered),
        }),
      );
    };
    const last = attempts.length - 1;
    for (const [attempt, { path }] of attempts.entries()) {
      for (const status of path) happens(status, attempt);
      if (attempt < last || ending === 'failed') happens('FAILED', attempt);
    }
    if (ending !== 'paid') return sights;
    happens('PAID', last);
    for (let refund = 1; refund <= partialRefunds; refund += 1) {
      happens('PARTIAL_CANCELLED', last, refund);
    }
    if (isRefunded) happens('CANCELLED', last, partialRefunds + 1);
    return sights;
  });

/**
 * Sights of one life, any of them any number of times and in any order. PortOne
 * is asked again until it has said the last of them, which is therefore always there.
 */
const arrivals = (sights: readonly ObservedPayment[]) =>
  fc.array(fc.constantFrom(...sights), { maxLength: 2 * sights.length }).chain((some) => {
    const all = [...some, sights.at(-1) as ObservedPayment];
    return fc.shuffledSubarray(all, { minLength: all.length });
  });

/**
 * Whether the payment was looked at while it was PAID, before it was looked at
 * with a refund. What comes of a refunded payment depends on that and on nothing
 * else: what is first seen refunded was never delivered.
 */
function isSeenPaidFirst(sights: readonly ObservedPayment[]): boolean {
  return sights.find(({ status }) => rank[status] > 0)?.status === 'PAID';
}

test('the end is what PortOne said last, in whatever order and however often its answers arrive', () => {
  fc.assert(
    fc.property(
      life.chain((sights) => fc.tuple(fc.constant(sights), arrivals(sights))),
      ([sights, arrived]) => {
        const last = sights.at(-1) as ObservedPayment;
        const { settlement } = follow(arrived);
        assert.equal(settlement?.status, last.status);
        assert.equal(settlement.transactionId, last.transactionId);
        assert.equal(settlement.statusChangedAt, last.statusChangedAt);
        assert.deepEqual(
          settlement.cancellationIds ?? [],
          last.cancellations.map(({ id }) => id),
        );
        const isTampered = last.claims.totalAmount === 1;
        const canBeHeld = ['VIRTUAL_ACCOUNT_ISSUED', 'PAID', 'PARTIAL_CANCELLED'];
        assert.equal(
          settlement.hold?.reason === 'MISMATCH',
          isTampered && canBeHeld.includes(last.status),
        );
      },
    ),
    { numRuns: 500 },
  );
});

test('what is told of money is the same in every order of arrival in which the payment was seen PAID before its refunds, and nothing in every other', () => {
  fc.assert(
    fc.property(
      life.chain((sights) => fc.tuple(fc.constant(sights), arrivals(sights), arrivals(sights))),
      ([sights, one, other]) => {
        const last = sights.at(-1) as ObservedPayment;
        const isGenuine = last.claims.totalAmount !== 1;
        for (const arrived of [one, other]) {
          const { keys, settlement } = follow(arrived);
          const ofMoney = keys.filter((key) =>
            /^payment\.(paid|partial_cancelled|cancelled)\//.test(key),
          );
          const isDelivered = isGenuine && isSeenPaidFirst(arrived);
          assert.equal(settlement?.fulfilledAt !== undefined, isDelivered);
          assert.deepEqual(ofMoney.toSorted(), isDelivered ? moneyKeys(last).toSorted() : []);
          const isHeldAsUnseen = settlement?.hold?.reason === 'PARTIAL_CANCELLED_UNSEEN';
          assert.equal(
            isHeldAsUnseen,
            isGenuine && !isDelivered && last.status === 'PARTIAL_CANCELLED',
          );
        }
      },
    ),
    { numRuns: 500 },
  );
});

/** What the owner has to have been told in the end of a payment that was delivered. */
function moneyKeys({ status, transactionId, cancellations }: ObservedPayment): string[] {
  const ids = cancellations.map(({ id }) => id);
  const rest = status === 'CANCELLED' ? ids.splice(-1) : [];
  return [
    `payment.paid/payment0001/${transactionId}`,
    ...ids.map((id) => `payment.partial_cancelled/payment0001/${id}`),
    ...rest.map((id) => `payment.cancelled/payment0001/${id}`),
  ];
}
