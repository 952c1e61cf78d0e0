import assert from 'node:assert/strict';
import { test } from 'node:test';
import { nextPoll } from '../../../bff/domain/next-poll.ts';
import type { Order, Settlement } from '../../../bff/domain/order.ts';
import type { PortOneStatus } from '../../../bff/domain/portone-status.ts';
import { secondsOf } from '../../support/server/seen-payment.ts';

const NOW = Date.UTC(2026, 10, 23) / 1_000;
const at = (seconds: number) => new Date(seconds * 1_000).toISOString();

const order = (status?: PortOneStatus, settlement: Partial<Settlement> = {}) =>
  ({
    createdAt: at(NOW),
    ...(status && { settlement: { status, ...settlement } }),
  }) as Order;

test('asks about an order less and less often, and stops', () => {
  let time = NOW;
  const pauses: number[] = [];
  for (let polls = 0; ; polls += 1) {
    const next = nextPoll(order('READY'), polls, time, secondsOf);
    if (next === undefined) break;
    pauses.push(next - time);
    time = next;
  }
  assert.deepEqual(
    pauses,
    pauses.toSorted((a, b) => a - b),
  );
  assert.ok(time - NOW > 24 * 3_600, 'looks once more after a day');
});

for (const status of ['PAID', 'PARTIAL_CANCELLED', 'CANCELLED'] as const) {
  test(`has nothing left to find out about an order that is ${status}`, () => {
    assert.equal(nextPoll(order(status), 0, NOW, secondsOf), undefined);
  });
}

test('asks about a refund that the gateway decides on later, every day for a month', () => {
  const pending = order('PAID', { pendingCancellationIds: ['cancellation-1'] });
  assert.ok((nextPoll(pending, 0, NOW, secondsOf) ?? 0) <= NOW + 60);
  assert.equal(nextPoll(pending, 30, NOW, secondsOf), NOW + 24 * 3_600);
  assert.equal(nextPoll(pending, 40, NOW, secondsOf), undefined);
});

test('waits for a deposit until a day after it was due', () => {
  const waiting = order('VIRTUAL_ACCOUNT_ISSUED', {
    virtualAccount: { bank: '', accountNumber: '', dueAt: at(NOW) },
  });
  assert.ok(nextPoll(waiting, 99, NOW + 23 * 3_600, secondsOf));
  assert.equal(nextPoll(waiting, 99, NOW + 25 * 3_600, secondsOf), undefined);
});
