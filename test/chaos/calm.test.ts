import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Answered, sortFailures } from './calm.ts';

const idle = { givenUp: 0, slowestRead: 3 };
const answer = (change: Partial<Answered> = {}): Answered => ({
  route: 'webhook',
  status: 503,
  code: 'UPSTREAM_UNAVAILABLE',
  isUnreadable: false,
  ...change,
});
const isFailure = (answered: Answered, machine = idle) =>
  sortFailures([answered], machine).failures.length === 1;

test('an answer below 500 is no failure, whatever it says', () => {
  for (const status of [200, 201, 409, 422, 429]) {
    assert.deepEqual(sortFailures([answer({ status })], idle), { failures: [], excused: [] });
  }
});

test('a 5xx is a failure, and so is no answer', () => {
  assert.ok(isFailure(answer()));
  assert.ok(isFailure(answer({ code: 'STORE_UNAVAILABLE' })));
  assert.ok(isFailure(answer({ status: 500, code: 'INTERNAL_ERROR' })));
  assert.ok(isFailure({ route: 'complete', isUnreadable: false }));
});

test('that PortOne says nothing readable of a payment is no failure of the server', () => {
  assert.deepEqual(sortFailures([answer({ isUnreadable: true })], idle), {
    failures: [],
    excused: [answer({ isUnreadable: true })],
  });
});

test('any other failure over an unreadable payment is one', () => {
  assert.ok(isFailure(answer({ isUnreadable: true, status: 500, code: 'INTERNAL_ERROR' })));
  assert.ok(isFailure(answer({ isUnreadable: true, code: 'STORE_UNAVAILABLE' })));
  assert.ok(isFailure({ route: 'webhook', isUnreadable: true }));
});

test('a server that the machine kept from PortOne, or from its database, may ask to come again', () => {
  assert.ok(!isFailure(answer(), { ...idle, givenUp: 1 }));
  assert.ok(isFailure(answer(), { ...idle, slowestRead: 5_000 }));
  const store = answer({ code: 'STORE_UNAVAILABLE' });
  assert.ok(!isFailure(store, { ...idle, slowestRead: 5_000 }));
  assert.ok(isFailure(store, { ...idle, givenUp: 1 }));
  const broken = answer({ status: 500, code: 'INTERNAL_ERROR' });
  assert.ok(isFailure(broken, { givenUp: 1, slowestRead: 5_000 }));
});
