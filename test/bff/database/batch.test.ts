import assert from 'node:assert/strict';
import { test } from 'node:test';
import { batch } from '../../../bff/database/batch.ts';

/** Work that notes its groups, and is done when a test says so. */
function watchedWork(fails?: (entries: readonly number[]) => Error | undefined) {
  const groups: Array<readonly number[]> = [];
  const work = async (entries: readonly number[]) => {
    groups.push(entries);
    const error = fails?.(entries);
    if (error) throw error;
    return entries.map((entry) => entry * 10);
  };
  return { groups, work };
}

const numbers = (count: number) => Array.from({ length: count }, (_, index) => index);
const oneByOne = { concurrency: 1, isFaultOfOneEntry: () => true };

test('does together what is asked for in the same moment, a hundred at most, and gives each its own', async () => {
  const { groups, work } = watchedWork();
  const results = await Promise.all(numbers(250).map(batch(work, oneByOne)));
  assert.deepEqual(
    results,
    numbers(250).map((entry) => entry * 10),
  );
  assert.deepEqual(
    groups.map(({ length }) => length),
    [100, 100, 50],
  );
});

test('has no more groups under way than it has concurrency, and goes on when one is over', async () => {
  const gates: Array<() => void> = [];
  const two = Promise.withResolvers<void>();
  const three = Promise.withResolvers<void>();
  let underWay = 0;
  let most = 0;
  const ask = batch(
    async (entries: readonly number[]) => {
      const gate = Promise.withResolvers<void>();
      gates.push(gate.resolve);
      underWay += 1;
      most = Math.max(most, underWay);
      if (gates.length === 2) two.resolve();
      if (gates.length === 3) three.resolve();
      await gate.promise;
      underWay -= 1;
      return entries;
    },
    { ...oneByOne, concurrency: 2 },
  );
  const results = Promise.all(numbers(300).map(ask));
  await two.promise;
  gates[0]?.();
  await three.promise;
  for (const open of gates) open();
  assert.deepEqual(await results, numbers(300));
  assert.equal(most, 2);
});

test('does each by itself where a group fails for what may lie with one, so that only that one fails', async () => {
  const { groups, work } = watchedWork((entries) =>
    entries.includes(1) ? new Error('one is wrong') : undefined,
  );
  const results = await Promise.allSettled(numbers(3).map(batch(work, oneByOne)));
  assert.deepEqual(
    results.map(({ status }) => status),
    ['fulfilled', 'rejected', 'fulfilled'],
  );
  assert.deepEqual(groups, [[0, 1, 2], [0], [1], [2]]);
});

test('does not try again, entry after entry, what failed for all', async () => {
  const { groups, work } = watchedWork(() => new Error('the database is gone'));
  const ask = batch(work, { concurrency: 1, isFaultOfOneEntry: () => false });
  const results = await Promise.allSettled(numbers(3).map(ask));
  assert.ok(results.every(({ status }) => status === 'rejected'));
  assert.equal(groups.length, 1);
});
