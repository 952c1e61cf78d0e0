import assert from 'node:assert/strict';
import { test } from 'node:test';
import { singleFlight } from '../../../bff/domain/single-flight.ts';

/** A call whose answers are given by hand. */
function byHand() {
  const calls: PromiseWithResolvers<string>[] = [];
  const call = singleFlight<string>(() => {
    const answer = Promise.withResolvers<string>();
    calls.push(answer);
    return answer.promise;
  });
  return { call, calls };
}

test('folds any number of calls into the one that runs and one after it', async () => {
  const { call, calls } = byHand();
  const answers = Array.from({ length: 50 }, () => call('a'));
  calls[0]?.resolve('first');
  assert.equal(await answers[0], 'first');
  calls[1]?.resolve('second');
  assert.deepEqual(new Set(await Promise.all(answers.slice(1))), new Set(['second']));
  assert.equal(calls.length, 2);
});

test('gives a call that comes while another one runs an answer that was asked for after it came', async () => {
  const { call, calls } = byHand();
  const early = call('a');
  const late = call('a');
  calls[0]?.resolve('stale');
  await early;
  calls[1]?.resolve('fresh');
  assert.equal(await late, 'fresh');
});

test('asks after a failure all the same', async () => {
  const { call, calls } = byHand();
  const early = call('a');
  const late = call('a');
  calls[0]?.reject(new Error('broken'));
  await assert.rejects(early, /broken/);
  calls[1]?.resolve('healed');
  assert.equal(await late, 'healed');
});

test('keeps different keys apart', async () => {
  const { call, calls } = byHand();
  const answers = [call('a'), call('b')];
  calls[0]?.resolve('of a');
  calls[1]?.resolve('of b');
  assert.deepEqual(await Promise.all(answers), ['of a', 'of b']);
});

test('asks anew once nothing is under way', async () => {
  const { call, calls } = byHand();
  const first = call('a');
  calls[0]?.resolve('then');
  await first;
  const second = call('a');
  calls[1]?.resolve('now');
  assert.equal(await second, 'now');
});
