import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { OutgoingEvent } from '../../../bff/domain/outbox.ts';
import { deliveryAlerts } from '../../../bff/observability/delivery-alerts.ts';
import { checkoutLog } from '../../../bff/observability/log.ts';

const MINUTE_MS = 60_000;

function alertsWithClock() {
  const logged: Array<Record<string, unknown>> = [];
  let now = Date.UTC(2026, 10, 30);
  const log = checkoutLog('info', { write: (line) => void logged.push(JSON.parse(line)) });
  const { failed } = deliveryAlerts(log, () => now);
  return {
    logged,
    fail: (attempts: number, paymentId = 'payment0001') =>
      failed({ id: 'event-1', type: 'payment.paid', paymentId, attempts } as OutgoingEvent, 'no'),
    pass: (milliseconds: number) => {
      now += milliseconds;
    },
  };
}

test('[M7] a receiver that accepts nothing: a warning at the third failure of an event', () => {
  const { logged, fail } = alertsWithClock();
  fail(1);
  fail(2);
  assert.equal(logged.length, 0);
  fail(3);
  const [{ level, msg, attempts, error, paymentId }] = logged as [Record<string, unknown>];
  assert.deepEqual([level, attempts, error, paymentId], [40, 3, 'no', 'payment0001']);
  assert.match(String(msg), /does not accept.*FULFILMENT_SECRET/);
});

test('writes a line in ten minutes, however many events fail, and then how many did', () => {
  const { logged, fail, pass } = alertsWithClock();
  for (let event = 0; event < 100; event += 1) fail(3, `payment${event}`);
  assert.equal(logged.length, 1);
  pass(10 * MINUTE_MS);
  fail(4);
  assert.deepEqual([logged.length, logged[1]?.furtherFailures], [2, 99]);
});

test('[M7] a receiver that accepts nothing: an error within the hour, and at each try', () => {
  const { logged, fail, pass } = alertsWithClock();
  for (const attempts of [3, 4, 5, 6, 7, 8, 9, 10]) {
    fail(attempts);
    pass(30 * MINUTE_MS);
  }
  assert.deepEqual(
    logged.map(({ level }) => level),
    [40, 40, 50, 50, 50, 50, 50, 50],
  );
});
