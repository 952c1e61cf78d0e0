import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  type Delivery,
  type Evidence,
  findOversold,
  findViolations,
  type Sight,
  type Stored,
  type Truth,
} from './checker.ts';

const paymentId = 'payment0001';

const truth = (change: Partial<Truth> = {}): Truth => ({
  paymentId,
  status: 'PAID',
  transactionId: 'transaction-1',
  cancellationIds: [],
  nature: 'genuine',
  ...change,
});

const paidInStore: Stored = { status: 'PAID', isHeld: false, isFulfilled: true };

function delivery(change: Partial<Delivery> = {}): Delivery {
  const { type = 'payment.paid', cancellationId = '' } = change;
  return {
    id: `msg_${type}${cancellationId}`,
    type,
    paymentId,
    transactionId: 'transaction-1',
    status: 'PAID',
    timestamp: '2026-11-23T00:00:00.000Z',
    isApplied: true,
    ...change,
  };
}

const sight = (change: Partial<Sight>): Sight => ({
  paymentId,
  status: 'PAID',
  asked: 0,
  heard: 1,
  ...change,
});

/** Kinds of what is found in a story of one payment, a flawless one unless it is changed. */
function judge(
  change: {
    truth?: Partial<Truth>;
    stored?: Partial<Stored> | null;
    deliveries?: Delivery[];
    sights?: Sight[];
  } = {},
): string[] {
  const stored = change.stored === null ? undefined : { ...paidInStore, ...change.stored };
  const evidence: Evidence = {
    truths: [truth(change.truth)],
    stored: new Map(stored ? [[paymentId, stored]] : []),
    deliveries: change.deliveries ?? [delivery()],
    sights: change.sights ?? [],
  };
  return [...new Set(findViolations(evidence).map(({ kind }) => kind))];
}

const unfulfilled = { isFulfilled: false } as const;

describe('the checker accepts', () => {
  test('a payment that is delivered once', () => assert.deepEqual(judge(), []));

  test('the same event again under its id, after an acknowledgement that got lost', () => {
    assert.deepEqual(judge({ deliveries: [delivery(), delivery({ isApplied: false })] }), []);
  });

  test('a window that is open at PortOne, and that was never reported', () => {
    assert.deepEqual(judge({ truth: { status: 'READY' }, stored: null, deliveries: [] }), []);
  });

  test('a tampered payment that is held and told as held', () => {
    assert.deepEqual(
      judge({
        truth: { nature: 'tampered' },
        stored: { isHeld: true, isFulfilled: false },
        deliveries: [delivery({ type: 'payment.held' })],
      }),
      [],
    );
  });

  for (const status of ['PAY_PENDING', 'VIRTUAL_ACCOUNT_ISSUED', 'PAID'] as const) {
    test(`a payment that comes too late and is held at ${status}`, () => {
      assert.deepEqual(
        judge({
          truth: { nature: 'late', status },
          stored: { status, isHeld: true, isFulfilled: false },
          deliveries: status === 'PAID' ? [delivery({ type: 'payment.held', status })] : [],
        }),
        [],
      );
    });
  }

  test('a partial refund that was held, and its end by a whole one', () => {
    assert.deepEqual(
      judge({
        truth: { status: 'CANCELLED', cancellationIds: ['part', 'rest'] },
        stored: { status: 'CANCELLED', ...unfulfilled },
        deliveries: [
          delivery({ type: 'payment.held', status: 'PARTIAL_CANCELLED' }),
          delivery({ type: 'payment.hold_ended', status: 'CANCELLED' }),
        ],
      }),
      [],
    );
  });

  test('an attempt that comes too late and fails', () => {
    assert.deepEqual(
      judge({
        truth: { nature: 'late', status: 'FAILED' },
        stored: { status: 'FAILED', ...unfulfilled },
        deliveries: [],
      }),
      [],
    );
  });

  test('a delivery that is revoked once after its refund, part by part', () => {
    assert.deepEqual(
      judge({
        truth: { status: 'CANCELLED', cancellationIds: ['part', 'rest'] },
        stored: { status: 'CANCELLED' },
        deliveries: [
          delivery(),
          delivery({
            type: 'payment.partial_cancelled',
            cancellationId: 'part',
            status: 'PARTIAL_CANCELLED',
          }),
          delivery({ type: 'payment.cancelled', cancellationId: 'rest', status: 'CANCELLED' }),
        ],
      }),
      [],
    );
  });

  test('a payment that was given back before it was seen paid, and so never delivered', () => {
    assert.deepEqual(
      judge({
        truth: { status: 'CANCELLED', cancellationIds: ['all'] },
        stored: { status: 'CANCELLED', ...unfulfilled },
        deliveries: [],
      }),
      [],
    );
  });

  test('a partial refund first seen as such, which is held', () => {
    assert.deepEqual(
      judge({
        truth: { status: 'PARTIAL_CANCELLED', cancellationIds: ['part'] },
        stored: { status: 'PARTIAL_CANCELLED', isHeld: true, isFulfilled: false },
        deliveries: [delivery({ type: 'payment.held', status: 'PARTIAL_CANCELLED' })],
      }),
      [],
    );
  });
});

describe('the checker finds lost', () => {
  test('the end of a hold that was told', () => {
    assert.deepEqual(
      judge({
        truth: { status: 'CANCELLED', cancellationIds: ['all'] },
        stored: { status: 'CANCELLED', ...unfulfilled },
        deliveries: [delivery({ type: 'payment.held', status: 'PARTIAL_CANCELLED' })],
      }),
      ['lost'],
    );
  });

  test('a payment without an event', () => {
    assert.deepEqual(judge({ deliveries: [] }), ['lost']);
  });

  test('a payment that the store does not have', () => {
    assert.deepEqual(judge({ stored: null }), ['lost']);
  });

  test('a payment that the store has not as PortOne has it', () => {
    assert.deepEqual(judge({ truth: { status: 'FAILED' }, stored: null, deliveries: [] }), [
      'lost',
    ]);
  });

  test('a tampered payment that is not held', () => {
    assert.deepEqual(
      judge({ truth: { nature: 'tampered' }, stored: unfulfilled, deliveries: [] }),
      ['lost'],
    );
  });

  for (const status of ['PAY_PENDING', 'VIRTUAL_ACCOUNT_ISSUED', 'PAID'] as const) {
    test(`a payment that comes too late and is not held at ${status}`, () => {
      const stored = { status, ...unfulfilled };
      assert.deepEqual(judge({ truth: { nature: 'late', status }, stored, deliveries: [] }), [
        'lost',
      ]);
    });
  }

  test('a hold that the receiver knows of and the store does not', () => {
    const deliveries = [delivery({ type: 'payment.held' })];
    for (const change of [
      { nature: 'tampered' },
      { status: 'PARTIAL_CANCELLED', cancellationIds: ['part'] },
    ] satisfies Partial<Truth>[]) {
      const stored = {
        status: 'status' in change ? change.status : 'PAID',
        ...unfulfilled,
      } as const;
      assert.deepEqual(judge({ truth: change, stored, deliveries }), ['lost']);
    }
  });

  test('a delivery that the receiver knows of and the store does not', () => {
    assert.deepEqual(judge({ stored: unfulfilled }), ['lost']);
  });

  test('an account that was issued and not told', () => {
    assert.deepEqual(
      judge({
        truth: { status: 'VIRTUAL_ACCOUNT_ISSUED' },
        stored: { status: 'VIRTUAL_ACCOUNT_ISSUED', ...unfulfilled },
        deliveries: [],
      }),
      ['lost'],
    );
  });

  test('a partial refund that was not told', () => {
    assert.deepEqual(
      judge({
        truth: { status: 'PARTIAL_CANCELLED', cancellationIds: ['part'] },
        stored: { status: 'PARTIAL_CANCELLED' },
      }),
      ['lost'],
    );
  });
});

describe('the checker finds unexpected', () => {
  for (const [what, change] of Object.entries({
    'a tampered payment': { nature: 'tampered' },
    'a payment that came too late': { nature: 'late' },
    'money without an order': { nature: 'unmatched' },
    'an answer that is no payment': { nature: 'unreadable' },
  } satisfies Record<string, Partial<Truth>>)) {
    test(`the delivery of ${what}`, () => {
      assert.ok(judge({ truth: change }).includes('unexpected'));
    });
  }

  test('the delivery of a payment that failed', () => {
    assert.ok(
      judge({ truth: { status: 'FAILED' }, stored: { status: 'FAILED', ...unfulfilled } }).includes(
        'unexpected',
      ),
    );
  });

  test('a fulfilment in the store alone', () => {
    assert.deepEqual(
      judge({ truth: { status: 'FAILED' }, stored: { status: 'FAILED' }, deliveries: [] }),
      ['unexpected'],
    );
    assert.deepEqual(judge({ truth: { nature: 'unreadable' }, deliveries: [] }), ['unexpected']);
    assert.deepEqual(
      judge({
        truth: { nature: 'tampered' },
        stored: { isHeld: true },
        deliveries: [delivery({ type: 'payment.held' })],
      }),
      ['unexpected'],
    );
  });

  test('more money in the store than at PortOne', () => {
    assert.deepEqual(judge({ truth: { status: 'READY' }, stored: unfulfilled, deliveries: [] }), [
      'unexpected',
    ]);
  });

  test('the delivery of a payment that there never was', () => {
    assert.deepEqual(
      judge({ deliveries: [delivery(), delivery({ paymentId: 'payment0002', id: 'msg_2' })] }),
      ['unexpected'],
    );
  });

  test('a revoke of what is paid', () => {
    assert.deepEqual(judge({ deliveries: [delivery(), delivery({ type: 'payment.cancelled' })] }), [
      'unexpected',
    ]);
  });
});

describe('the checker finds duplicated', () => {
  test('two ids for one fact', () => {
    assert.deepEqual(judge({ deliveries: [delivery(), delivery({ id: 'msg_another' })] }), [
      'duplicated',
    ]);
  });

  test('two deliveries of one order, be it for two transactions', () => {
    assert.ok(
      judge({
        deliveries: [delivery(), delivery({ id: 'msg_another', transactionId: 'transaction-2' })],
      }).includes('duplicated'),
    );
  });
});

describe('the checker finds regressed', () => {
  test('a buyer who saw less than before', () => {
    assert.deepEqual(
      judge({ sights: [sight({}), sight({ status: 'READY', asked: 2, heard: 3 })] }),
      ['regressed'],
    );
  });

  test('but not where the two asked at the same time', () => {
    assert.deepEqual(
      judge({ sights: [sight({ heard: 5 }), sight({ status: 'READY', asked: 2, heard: 6 })] }),
      [],
    );
  });

  test('an event that says less than one before it', () => {
    assert.ok(
      judge({
        truth: { status: 'CANCELLED', cancellationIds: ['all'] },
        stored: { status: 'CANCELLED' },
        deliveries: [
          delivery({ timestamp: '2026-11-23T00:00:02.000Z' }),
          delivery({
            type: 'payment.cancelled',
            cancellationId: 'all',
            status: 'CANCELLED',
            timestamp: '2026-11-23T00:00:01.000Z',
          }),
        ],
      }).includes('regressed'),
    );
  });

  test('but not where both are of one millisecond, in which they came the other way round', () => {
    assert.deepEqual(
      judge({
        truth: { status: 'CANCELLED', cancellationIds: ['all'] },
        stored: { status: 'CANCELLED' },
        deliveries: [
          delivery({ type: 'payment.cancelled', cancellationId: 'all', status: 'CANCELLED' }),
          delivery(),
        ],
      }),
      [],
    );
  });
});

describe('the checker finds not revoked once', () => {
  const refunded: { truth: Partial<Truth>; stored: Partial<Stored> } = {
    truth: { status: 'CANCELLED', cancellationIds: ['all'] },
    stored: { status: 'CANCELLED' },
  };

  test('a refund of what was delivered, without an event', () => {
    assert.ok(judge(refunded).includes('not revoked once'));
  });

  test('a delivery that was revoked twice', () => {
    const revoke = delivery({
      type: 'payment.cancelled',
      cancellationId: 'all',
      status: 'CANCELLED',
    });
    assert.ok(
      judge({
        ...refunded,
        deliveries: [delivery(), revoke, { ...revoke, id: 'msg_another' }],
      }).includes('not revoked once'),
    );
  });
});

describe('what is counted', () => {
  const mug = (change: Partial<Stored> = {}): Stored => ({ ...paidInStore, pieces: 2, ...change });
  const unpaid = mug({ isFulfilled: false });
  const refunded = mug({ status: 'CANCELLED' });

  test('is right where as many are sold as there are, and counted', () => {
    assert.deepEqual(findOversold([mug(), mug(), unpaid, refunded, paidInStore], 4, 4), []);
  });

  test('is oversold where more are delivered, or others are counted', () => {
    const kinds = (there: number, counted: number) =>
      findOversold([mug(), mug()], there, counted).map(({ kind }) => kind);
    assert.deepEqual(kinds(3, 4), ['oversold']);
    assert.deepEqual(kinds(4, 2), ['oversold']);
  });

  test('is held rightly where others have the pieces', () => {
    const stored = { isHeld: true, isSoldOut: true, isFulfilled: false };
    const told = delivery({ type: 'payment.held' });
    assert.deepEqual(judge({ stored, deliveries: [told] }), []);
    assert.deepEqual(judge({ stored, deliveries: [] }), ['lost']);
    assert.deepEqual(judge({ stored, deliveries: [told, delivery()] }), ['unexpected']);
  });
});
