import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { ObservedPayment } from '../../../bff/domain/observed-payment.ts';
import type { Order, PortOneStatus } from '../../../bff/domain/order.ts';
import { transition } from '../../../bff/domain/transition.ts';
import { anOrder, NOW, seen } from '../../support/seen-payment.ts';

/** What an order has become after these sights, in this order. */
function after(...sights: ObservedPayment[]): Order {
  let order = anOrder();
  for (const observed of sights) {
    const settlement = transition(order, observed, NOW);
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
  assert.equal(transition(after(seen('PAID')), seen('PAID'), NOW), undefined);
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
  const { settlement } = after(seen('PAID', 1, tampered), seen('PAID', 2));
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

const sight = fc
  .tuple(
    fc.constantFrom<PortOneStatus[]>(
      'READY',
      'PAY_PENDING',
      'VIRTUAL_ACCOUNT_ISSUED',
      'FAILED',
      'PAID',
      'PARTIAL_CANCELLED',
      'CANCELLED',
    ),
    fc.integer({ min: 0, max: 59 }),
    fc.constantFrom('transaction-1', 'transaction-2'),
    fc.boolean(),
  )
  .map(([status, second, transactionId, isGenuine]) =>
    seen(status, second, { transactionId, ...(!isGenuine && tampered) }),
  );

const rank = {
  READY: 0,
  PAY_PENDING: 0,
  VIRTUAL_ACCOUNT_ISSUED: 0,
  FAILED: 0,
  PAID: 1,
  PARTIAL_CANCELLED: 2,
  CANCELLED: 3,
};

test('whatever is seen in whatever order, money never moves backward and nothing is fulfilled twice', () => {
  fc.assert(
    fc.property(fc.array(sight, { maxLength: 12 }), (sights) => {
      let order = anOrder();
      for (const observed of sights) {
        const settlement = transition(order, observed, NOW);
        if (!settlement) continue;
        const before = order.settlement;
        assert.ok(!before || rank[settlement.status] >= rank[before.status]);
        if (before?.fulfilledAt) assert.equal(settlement.fulfilledAt, before.fulfilledAt);
        else if (settlement.fulfilledAt) {
          assert.equal(settlement.status, 'PAID');
          assert.equal(settlement.hold, undefined);
        }
        order = { ...order, settlement };
      }
    }),
  );
});
