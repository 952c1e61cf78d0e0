import assert from 'node:assert/strict';
import { test } from 'node:test';
import { lineLimit } from '../../../bff/observability/line-limit.ts';

const PERIOD_MS = 60_000;

function limitWithClock(mostLines?: number) {
  let now = Date.UTC(2026, 10, 30);
  return {
    ask: lineLimit(() => now, PERIOD_MS, mostLines),
    pass: (milliseconds: number) => {
      now += milliseconds;
    },
  };
}

test('lets so many lines about a key pass in a period, and then says how many it left out', () => {
  const { ask, pass } = limitWithClock(2);
  assert.deepEqual([ask('a'), ask('a'), ask('a'), ask('a')], [0, 0, undefined, undefined]);
  assert.equal(ask('b'), 0);
  pass(PERIOD_MS - 1);
  assert.equal(ask('a'), undefined);
  pass(1);
  assert.deepEqual([ask('a'), ask('a'), ask('a')], [3, 0, undefined]);
});

test('is not silent for longer because a clock was set back', () => {
  const { ask, pass } = limitWithClock();
  assert.equal(ask('a'), 0);
  pass(-2 * 24 * 60 * PERIOD_MS);
  assert.equal(ask('a'), 0);
});

test('keeps a thousand keys at most, whoever sends them', () => {
  const { ask } = limitWithClock();
  for (let key = 0; key < 1_000; key += 1) ask(`${key}`);
  assert.equal(ask('0'), undefined);
  ask('one more');
  assert.equal(ask('0'), 0);
});
