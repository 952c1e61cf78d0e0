import assert from 'node:assert/strict';
import { test } from 'node:test';
import { History } from './history.ts';

const paid = { paymentId: 'payment0001', by: 'webhook', rank: 1 } as const;

test('what was acknowledged and is in the store is in order', async () => {
  const history = new History();
  history.acknowledged(paid);
  await history.checkPromises(async () => 1);
  assert.equal(history.promisesChecked, 1);
  assert.deepEqual(history.violations, []);
});

test('what was acknowledged and is not in the store is found', async () => {
  for (const stored of [undefined, 0]) {
    const history = new History();
    history.acknowledged(paid);
    await history.checkPromises(async () => stored);
    assert.deepEqual(
      history.violations.map(({ kind }) => kind),
      ['acknowledged without commit'],
    );
  }
});

test('what cannot be looked up now is looked up the next time', async () => {
  const history = new History();
  history.acknowledged(paid);
  history.acknowledged({ ...paid, paymentId: 'payment0002' });
  await history.checkPromises(async (paymentId) => {
    if (paymentId === 'payment0002') throw new Error('The database is away');
    return 1;
  });
  assert.deepEqual(history.violations, []);
  await history.checkPromises(async () => undefined);
  assert.deepEqual(
    history.violations.map(({ paymentId }) => paymentId),
    ['payment0002'],
  );
});
