import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { ObservedPayment } from '../../../bff/domain/observed-payment.ts';
import type { Order, Settlement } from '../../../bff/domain/order.ts';
import type { PortOneStatus } from '../../../bff/domain/portone-status.ts';
import { releaseOrder } from '../../../bff/domain/release-order.ts';
import { transition } from '../../../bff/domain/transition.ts';
import { anOrder, NOW, secondsOf, seen } from '../../support/server/seen-payment.ts';

const word = { at: '2026-11-24T00:00:00.000Z', by: 'jo', note: 'a discount that we gave by hand' };

/** A payment of another amount than was ordered. */
const cheaper = (status: PortOneStatus, second = 0, change: Partial<ObservedPayment> = {}) =>
  seen(status, second, { claims: { ...seen(status).claims, totalAmount: 900 }, ...change });

function after(order: Order, ...payments: ObservedPayment[]): Order {
  let now = order;
  for (const payment of payments) {
    const settlement = transition(now, payment, NOW, secondsOf);
    if (settlement) now = { ...now, settlement, version: now.version + 1 };
  }
  return now;
}

function released(order: Order) {
  const result = releaseOrder(order, word);
  assert.ok(!('error' in result), JSON.stringify(result));
  return { ...result, order: { ...order, settlement: result.settlement } };
}

test('takes a held payment as it stands: fulfilled now, told once, and who said so is kept', () => {
  const held = after(anOrder(), cheaper('PAID'));
  const { settlement, events } = released(held);
  assert.equal(settlement.hold, undefined);
  assert.equal(settlement.status, 'PAID');
  assert.equal(settlement.fulfilledAt, word.at);
  assert.deepEqual(settlement.released, {
    ...word,
    transactionId: 'transaction-1',
    hold: held.settlement?.hold,
  });
  assert.deepEqual(
    events.map(({ key, data }) => [key, data.status]),
    [['payment.paid/payment0001/transaction-1', 'PAID']],
  );
});

test('tells with the release what had been refunded by then', () => {
  const refund = { cancelledAmount: 300, cancellations: [{ id: 'c1', amount: 300 }] };
  const { events } = released(after(anOrder(), seen('PARTIAL_CANCELLED', 1, refund)));
  assert.deepEqual(
    events.map(({ type, data }) => [type, data.status, data.cancelledAmount]),
    [['payment.paid', 'PARTIAL_CANCELLED', 300]],
  );
});

describe('rejects', () => {
  const cases: Array<[title: string, order: Order, error: string]> = [
    ['an order that has not been paid', anOrder(), 'NOT_SEEN'],
    ['one that is not held', after(anOrder(), seen('PAID')), 'NOT_HELD'],
    [
      'an account that waits for its deposit',
      after(anOrder(), cheaper('VIRTUAL_ACCOUNT_ISSUED')),
      'UNPAID',
    ],
    ['one that was stopped before it was paid', stopped(), 'UNPAID'],
    [
      'one whose money was given back',
      after(anOrder(), cheaper('PAID'), cheaper('CANCELLED', 1)),
      'CANCELLED',
    ],
    ['what was released before', released(after(anOrder(), cheaper('PAID'))).order, 'NOT_HELD'],
  ];
  for (const [title, order, error] of cases) {
    test(title, () => assert.deepEqual(releaseOrder(order, word), { error }));
  }

  function stopped(): Order {
    const hold: Settlement['hold'] = { reason: 'MISMATCH', evidence: [] };
    const settlement = { status: 'READY', transactionId: 't', statusChangedAt: NOW, hold } as const;
    return anOrder({ settlement });
  }
});

describe('what was released', () => {
  const { order } = released(after(anOrder(), cheaper('PAID')));

  test('is not held again for the same, and keeps who released it', () => {
    const refund = { cancelledAmount: 300, cancellations: [{ id: 'c1', amount: 300 }] };
    const later = after(order, cheaper('PARTIAL_CANCELLED', 5, refund));
    assert.equal(later.settlement?.status, 'PARTIAL_CANCELLED');
    assert.equal(later.settlement?.hold, undefined);
    assert.equal(later.settlement?.released?.by, 'jo');
    assert.equal(later.settlement?.fulfilledAt, word.at);
  });

  test('is held where another attempt is not what was ordered', () => {
    const other = cheaper('PARTIAL_CANCELLED', 5, { transactionId: 'transaction-2' });
    assert.equal(after(order, other).settlement?.hold?.reason, 'MISMATCH');
  });

  test('that was fulfilled before its hold is not fulfilled again', () => {
    const refund = { cancelledAmount: 300, cancellations: [{ id: 'c1', amount: 300 }] };
    const held = after(anOrder(), seen('PAID'), cheaper('PARTIAL_CANCELLED', 5, refund));
    assert.equal(held.settlement?.hold?.reason, 'MISMATCH');
    const { settlement, events } = released(held);
    assert.equal(settlement.fulfilledAt, NOW);
    assert.deepEqual(events, []);
  });
});
