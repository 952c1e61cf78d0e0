import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fulfilmentEvents } from '../../../bff/domain/fulfilment-event.ts';
import type { ObservedPayment } from '../../../bff/domain/observed-payment.ts';
import { transition } from '../../../bff/domain/transition.ts';
import { anOrder, NOW, secondsOf, seen } from '../../support/server/seen-payment.ts';

/** Everything that is told while a payment goes this way. */
function told(...sights: ObservedPayment[]) {
  let order = anOrder();
  return sights.flatMap((observed) => {
    const settlement = transition(order, observed, NOW, secondsOf);
    if (!settlement) return [];
    const events = fulfilmentEvents(order, settlement, observed, NOW);
    order = { ...order, settlement };
    return events;
  });
}
const types = (...sights: ObservedPayment[]) => told(...sights).map(({ type }) => type);

test('tells of a payment once, with what to deliver and nothing about the buyer', () => {
  const events = told(seen('READY', 1), seen('PAID', 2, { paidAmount: 900 }), seen('PAID', 3));
  assert.equal(events.length, 1);
  assert.deepEqual(events[0], {
    key: 'payment.paid/payment0001/transaction-1',
    type: 'payment.paid',
    paymentId: 'payment0001',
    timestamp: NOW,
    data: {
      paymentId: 'payment0001',
      itemId: 'shoes',
      itemName: '신발',
      quantity: 1,
      orderName: '신발',
      totalAmount: 1000,
      currency: 'KRW',
      environment: 'test',
      status: 'PAID',
      transactionId: 'transaction-1',
      paidAmount: 900,
    },
  });
});

test('sends no event for attempts that moved no money', () => {
  assert.deepEqual(types(seen('READY', 1), seen('FAILED', 2), seen('CANCELLED', 3)), []);
});

test('tells of an account first and of its deposit then', () => {
  const virtualAccount = { bank: 'SHINHAN_BANK', accountNumber: '1' };
  assert.deepEqual(types(seen('VIRTUAL_ACCOUNT_ISSUED', 1, { virtualAccount }), seen('PAID', 2)), [
    'payment.virtual_account_issued',
    'payment.paid',
  ]);
});

test('tells of no account that has been paid into already', () => {
  const virtualAccount = { bank: 'SHINHAN_BANK', accountNumber: '1' };
  assert.deepEqual(types(seen('PAID', 2, { virtualAccount })), ['payment.paid']);
});

test('tells of a hold once, and of no payment', () => {
  const claims = { ...seen('PAID', 1).claims, totalAmount: 1 };
  assert.deepEqual(types(seen('PAID', 1, { claims }), seen('PAID', 2, { claims })), [
    'payment.held',
  ]);
});

test('tells of no hold before money has moved, and then of each attempt, and why', () => {
  const claims = { ...seen('PAID').claims, totalAmount: 1 };
  const requestedAt = '2026-11-24T00:00:00.000000000Z';
  const events = told(
    seen('VIRTUAL_ACCOUNT_ISSUED', 1, { claims }),
    seen('VIRTUAL_ACCOUNT_ISSUED', 2, { claims, transactionId: 'transaction-2' }),
    seen('PAID', 3, { claims, transactionId: 'transaction-2' }),
    seen('PARTIAL_CANCELLED', 4, { requestedAt, transactionId: 'transaction-3' }),
  );
  assert.deepEqual(
    events.map(({ key, data }) => [key, data.reason]),
    [
      ['payment.held/payment0001/transaction-2', 'MISMATCH'],
      ['payment.held/payment0001/transaction-3', 'EXPIRED'],
    ],
  );
});

const wrong = { ...seen('PAID', 1).claims, totalAmount: 1 };
const held = seen('PAID', 1, { claims: wrong });
for (const [title, sights, status] of [
  ['at once', [seen('CANCELLED', 2, { claims: wrong })], 'CANCELLED'],
  [
    'in two parts',
    [seen('PARTIAL_CANCELLED', 2, { claims: wrong }), seen('CANCELLED', 3, { claims: wrong })],
    'CANCELLED',
  ],
] as const) {
  test(`[M8] a held payment that is refunded: ${title}`, () => {
    const events = told(held, ...sights, ...sights);
    assert.deepEqual(
      events.map(({ key, type, data }) => [key, type, data.status, data.reason]),
      [
        ['payment.held/payment0001/transaction-1', 'payment.held', 'PAID', 'MISMATCH'],
        ['payment.hold_ended/payment0001/transaction-1', 'payment.hold_ended', status, 'MISMATCH'],
      ],
    );
  });
}

test('tells nothing of a held account that came to no payment: the owner was told of no hold', () => {
  const account = seen('VIRTUAL_ACCOUNT_ISSUED', 1, { claims: wrong });
  for (const end of [
    seen('CANCELLED', 2),
    seen('FAILED', 2),
    seen('FAILED', 2, { transactionId: 'transaction-2' }),
  ]) {
    assert.deepEqual(types(account, end), []);
  }
});

test('tells of the payment alone where another attempt pays for what was held', () => {
  const account = seen('VIRTUAL_ACCOUNT_ISSUED', 1, { claims: wrong });
  assert.deepEqual(types(account, seen('PAID', 2, { transactionId: 'transaction-2' })), [
    'payment.paid',
  ]);
});

test('tells of each refund once, the last one taking the delivery back', () => {
  const first = { id: 'cancellation-1', amount: 300 };
  const second = { id: 'cancellation-2', amount: 200 };
  const rest = { id: 'cancellation-3', amount: 500 };
  const events = told(
    seen('PAID', 1),
    seen('PARTIAL_CANCELLED', 2, { cancellations: [first], cancelledAmount: 300 }),
    seen('PARTIAL_CANCELLED', 2, { cancellations: [first, second], cancelledAmount: 500 }),
    seen('CANCELLED', 3, { cancellations: [first, second, rest], cancelledAmount: 1000 }),
    seen('CANCELLED', 3, { cancellations: [first, second, rest], cancelledAmount: 1000 }),
  );
  assert.deepEqual(
    events.map(({ type, data }) => [type, data.cancellationId, data.cancelledAmount]),
    [
      ['payment.paid', undefined, undefined],
      ['payment.partial_cancelled', 'cancellation-1', 300],
      ['payment.partial_cancelled', 'cancellation-2', 200],
      ['payment.cancelled', 'cancellation-3', 500],
    ],
  );
});

test('takes a delivery back even where PortOne does not list the refund', () => {
  assert.deepEqual(types(seen('PAID', 1), seen('CANCELLED', 2)), [
    'payment.paid',
    'payment.cancelled',
  ]);
});

test('has nothing to take back where nothing was delivered', () => {
  const cancellations = [{ id: 'cancellation-1', amount: 1000 }];
  assert.deepEqual(types(seen('CANCELLED', 1, { cancellations })), []);
});

const open = { id: 'dispute-1', isResolved: false, createdAt: NOW };
const ended = { ...open, isResolved: true, resolvedAt: NOW };

test('tells of a dispute and of its end once each, with which one it is', () => {
  const events = told(
    seen('PAID', 1),
    seen('PAID', 1, { disputes: [open] }),
    seen('PAID', 1, { disputes: [open] }),
    seen('PAID', 1, { disputes: [ended] }),
    // An answer that is late, and those of a status with which PortOne lists none.
    seen('PAID', 1, { disputes: [open] }),
    seen('PAID', 1, { disputes: [ended] }),
    seen('PAID', 1),
    seen('PARTIAL_CANCELLED', 2, { cancellations: [{ id: 'c', amount: 1 }], cancelledAmount: 1 }),
  );
  assert.deepEqual(
    events.map(({ key, data }) => [key, data.dispute]),
    [
      ['payment.paid/payment0001/transaction-1', undefined],
      ['payment.dispute_created/payment0001/dispute-1', open],
      ['payment.dispute_resolved/payment0001/dispute-1', ended],
      ['payment.partial_cancelled/payment0001/c', undefined],
    ],
  );
});

test('tells of each refund that failed once, with what it was to give back', () => {
  const failed = (...ids: string[]) => ({
    undoneCancellations: ids.map((id) => ({ id, amount: 300, isFailed: true })),
  });
  const asked = { undoneCancellations: [{ id: 'c-1', amount: 300, isFailed: false }] };
  const events = told(
    seen('PAID', 1),
    seen('PAID', 1, asked),
    seen('PAID', 1, failed('c-1')),
    seen('PAID', 1, failed('c-1', 'c-2')),
    seen('PAID', 1, asked),
  );
  assert.deepEqual(
    events.map(({ type, data }) => [type, data.cancellationId, data.requestedAmount]),
    [
      ['payment.paid', undefined, undefined],
      ['payment.cancellation_failed', 'c-1', 300],
      ['payment.cancellation_failed', 'c-2', 300],
    ],
  );
});

test('tells of the dispute of a held payment, and of none where nothing was ever told', () => {
  const claims = { ...seen('PAID').claims, totalAmount: 1 };
  assert.deepEqual(
    types(seen('PAID', 1, { claims }), seen('PAID', 1, { claims, disputes: [open] })),
    ['payment.held', 'payment.dispute_created'],
  );
  assert.deepEqual(types(seen('CANCELLED', 1, { disputes: [open] })), []);
});
