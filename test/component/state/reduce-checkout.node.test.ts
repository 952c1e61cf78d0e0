import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { CheckoutFailure } from '../../../component/state/checkout-failure.ts';
import type { CheckoutState } from '../../../component/state/checkout-state.ts';
import type { PaymentResult } from '../../../component/state/payment-result.ts';
import {
  allows,
  type CheckoutEvent,
  hasMoved,
  reduceCheckout,
} from '../../../component/state/reduce-checkout.ts';

const paymentId = 'p1';
const subject = {
  itemId: 'shoes',
  itemName: '신발',
  quantity: 1,
  totalAmount: 1000,
  currency: 'KRW',
  environment: 'test',
} as const;
const failure = { stage: 'prepare', kind: 'UNKNOWN', retryable: true } as const;

/** Every state, under the name that the tables below have for it. */
const states = {
  idle: { name: 'idle' },
  loading: { name: 'loading' },
  'loading long': { name: 'loading', isSlow: true },
  'load-failed': { name: 'load-failed', code: 'ITEM_NOT_FOUND' },
  ready: { name: 'ready' },
  blocked: { name: 'ready', blockedBy: 'busy' },
  // Before the window is there.
  preparing: { name: 'paying' },
  'preparing long': { name: 'paying', isSlow: true },
  window: { name: 'paying', paymentId },
  confirming: { name: 'confirming', paymentId, end: 'silent' },
  // The gateway is at work, or the server could not say.
  processing: { name: 'pending', paymentId, why: 'processing' },
  unconfirmed: { name: 'pending', paymentId, why: 'unconfirmed' },
  issued: { name: 'issued', paymentId, virtualAccount: undefined, ...subject },
  paid: { name: 'paid', paymentId, ...subject },
  cancelled: { name: 'cancelled', paymentId },
  // Paid, and given back.
  spent: { name: 'cancelled', paymentId, isSpent: true },
  // Before the window, in it, for good, and where money has moved.
  failed: { name: 'failed', ...failure },
  declined: { name: 'failed', stage: 'pay', kind: 'DECLINED', retryable: true, paymentId },
  refused: { name: 'failed', stage: 'pay', kind: 'MERCHANT_CONFIG', retryable: false, paymentId },
  held: { name: 'failed', stage: 'confirm', kind: 'UNKNOWN', retryable: false, paymentId },
} as const satisfies Record<string, CheckoutState>;

type StateName = keyof typeof states;

const answered = (name: StateName): CheckoutEvent => ({
  type: 'answered',
  result: states[name] as PaymentResult,
});

/** Every event, under its column's name. `stopped` goes back to a state that no other event leads to. */
const events = {
  'no-item': { type: 'no-item' },
  load: { type: 'load' },
  loaded: { type: 'loaded' },
  lost: { type: 'load-failed', code: 'ITEM_NOT_FOUND' },
  slow: { type: 'slow' },
  online: { type: 'online' },
  press: { type: 'press' },
  stopped: { type: 'stopped', back: states.declined },
  blocked: { type: 'blocked', by: 'busy' },
  failed: { type: 'failed', failure: failure satisfies CheckoutFailure },
  opened: { type: 'opened', paymentId },
  ended: { type: 'ended', paymentId, end: 'silent' },
  over: { type: 'over' },
  paid: answered('paid'),
  issued: answered('issued'),
  processing: answered('processing'),
  unconfirmed: answered('unconfirmed'),
  cancelled: answered('cancelled'),
  spent: answered('spent'),
  declined: answered('declined'),
  held: answered('held'),
} as const satisfies Record<string, CheckoutEvent>;

/** A state in each row, what the element does or hears in each column. A dot: nothing changes. */
const OWN = `
                | no-item | load    | loaded | lost        | slow           | online   | press     | stopped  | blocked | failed | opened
 idle           | .       | loading | .      | .           | .              | .        | .         | .        | .       | .      | .
 loading        | idle    | loading | ready  | load-failed | loading long   | .        | .         | .        | .       | .      | .
 loading long   | idle    | loading | ready  | load-failed | loading long   | .        | .         | .        | .       | .      | .
 load-failed    | idle    | loading | .      | .           | .              | loading  | .         | .        | .       | .      | .
 ready          | idle    | loading | .      | .           | .              | .        | preparing | .        | .       | failed | .
 blocked        | idle    | loading | .      | .           | .              | .        | preparing | .        | .       | failed | .
 preparing      | idle    | loading | .      | .           | preparing long | .        | .         | declined | blocked | failed | window
 preparing long | idle    | loading | .      | .           | preparing long | .        | .         | declined | blocked | failed | window
 window         | .       | .       | .      | .           | .              | .        | .         | .        | .       | .      | .
 confirming     | .       | .       | .      | .           | .              | .        | .         | .        | .       | .      | .
 processing     | .       | .       | .      | .           | .              | .        | .         | .        | .       | .      | .
 unconfirmed    | .       | .       | .      | .           | .              | .        | .         | .        | .       | .      | .
 issued         | .       | .       | .      | .           | .              | .        | .         | .        | .       | .      | .
 paid           | .       | .       | .      | .           | .              | .        | .         | .        | .       | .      | .
 cancelled      | .       | .       | .      | .           | .              | .        | preparing | .        | .       | .      | .
 spent          | .       | .       | .      | .           | .              | .        | preparing | .        | .       | .      | .
 failed         | idle    | loading | .      | .           | .              | failed   | preparing | .        | .       | .      | .
 declined       | idle    | loading | .      | .           | .              | declined | preparing | .        | .       | .      | .
 refused        | idle    | loading | .      | .           | .              | refused  | .         | .        | .       | .      | .
 held           | idle    | loading | .      | .           | .              | held     | .         | .        | .       | .      | .
`;

/** The same for a window's end, the buyer's "over", and each answer of the server. */
const PAYMENT = `
                | ended      | over    | paid | issued | processing | unconfirmed | cancelled | spent | declined | held
 idle           | .          | .       | .    | .      | .          | .           | .         | .     | .        | .
 loading        | .          | .       | .    | .      | .          | .           | .         | .     | .        | .
 loading long   | .          | .       | .    | .      | .          | .           | .         | .     | .        | .
 load-failed    | .          | loading | .    | .      | .          | .           | .         | .     | .        | .
 ready          | .          | ready   | .    | .      | .          | .           | .         | .     | .        | .
 blocked        | .          | ready   | .    | .      | .          | .           | .         | .     | .        | .
 preparing      | confirming | .       | paid | issued | processing | .           | .         | spent | .        | held
 preparing long | confirming | .       | paid | issued | processing | .           | .         | spent | .        | held
 window         | confirming | .       | paid | issued | processing | .           | .         | spent | .        | held
 confirming     | confirming | .       | paid | issued | processing | unconfirmed | cancelled | spent | declined | held
 processing     | confirming | ready   | paid | issued | processing | unconfirmed | cancelled | spent | declined | held
 unconfirmed    | confirming | ready   | paid | issued | processing | unconfirmed | cancelled | spent | declined | held
 issued         | confirming | ready   | paid | issued | processing | unconfirmed | cancelled | spent | declined | held
 paid           | .          | ready   | .    | .      | .          | .           | .         | .     | .        | .
 cancelled      | confirming | ready   | paid | issued | processing | .           | .         | spent | .        | held
 spent          | confirming | ready   | paid | issued | processing | .           | .         | .     | .        | held
 failed         | confirming | ready   | paid | issued | processing | .           | .         | spent | .        | held
 declined       | confirming | ready   | paid | issued | processing | .           | .         | spent | .        | held
 refused        | confirming | ready   | paid | issued | processing | .           | .         | spent | .        | held
 held           | confirming | ready   | paid | issued | processing | .           | .         | spent | .        | held
`;

/** Each cell as [state, event, the next state or a dot]. */
function cellsOf(table: string): [StateName, keyof typeof events, StateName | '.'][] {
  const [head = [], ...rows] = table
    .trim()
    .split('\n')
    .map((row) => row.split('|').map((cell) => cell.trim()));
  const columns = head.filter((cell) => cell !== '') as (keyof typeof events)[];
  return rows.flatMap(([state, ...cells]) =>
    columns.map((event, column) => [state as StateName, event, cells[column] as StateName | '.']),
  );
}

const cells = [...cellsOf(OWN), ...cellsOf(PAYMENT)];

test('the tables have every state, and every event, once', () => {
  const pairs = cells.map(([state, event]) => `${state} | ${event}`);
  const all = Object.keys(states).flatMap((state) =>
    Object.keys(events).map((event) => `${state} | ${event}`),
  );
  assert.deepEqual(pairs.toSorted(), all.toSorted());
});

test('the states and the events are all that a checkout has', () => {
  // Fails to compile where one is missing here.
  const names: Record<CheckoutState['name'], true> = {
    idle: true,
    loading: true,
    'load-failed': true,
    ready: true,
    paying: true,
    confirming: true,
    pending: true,
    issued: true,
    paid: true,
    cancelled: true,
    failed: true,
  };
  const types: Record<CheckoutEvent['type'], true> = {
    'no-item': true,
    load: true,
    loaded: true,
    'load-failed': true,
    slow: true,
    online: true,
    press: true,
    stopped: true,
    blocked: true,
    failed: true,
    opened: true,
    ended: true,
    answered: true,
    over: true,
  };
  assert.deepEqual(new Set(Object.values(states).map(({ name }) => name)), keysOf(names));
  assert.deepEqual(new Set(Object.values(events).map(({ type }) => type)), keysOf(types));
});

for (const state of Object.keys(states) as StateName[]) {
  describe(`a checkout that is ${state}`, () => {
    for (const [from, event, to] of cells) {
      if (from !== state) continue;
      test(to === '.' ? `stays as it is: ${event}` : `${event} → ${to}`, () => {
        const before: CheckoutState = Object.freeze({ ...states[from] });
        const after = reduceCheckout(before, events[event]);
        if (to === '.') assert.equal(after, before, 'is the same object');
        else {
          assert.notEqual(after, before, 'another object tells that something has changed');
          assert.deepEqual(after, states[to]);
        }
        assert.equal(allows(before, events[event]), to !== '.');
      });
    }
  });
}

test('money has moved, or may have, in these results alone', () => {
  const results = ['paid', 'issued', 'processing', 'unconfirmed', 'cancelled', 'spent', 'declined'];
  const moved = [...results, 'refused', 'held'].filter((name) =>
    hasMoved(states[name as StateName] as PaymentResult),
  );
  assert.deepEqual(moved, ['paid', 'issued', 'processing', 'held']);
});

function keysOf(record: object): Set<string> {
  return new Set(Object.keys(record));
}
