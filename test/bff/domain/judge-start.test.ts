import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { ObservedPayment } from '../../../bff/domain/observed-payment.ts';
import type { Order, Settlement } from '../../../bff/domain/order.ts';
import type { PortOneStatus } from '../../../bff/domain/portone-status.ts';
import { releaseOrder } from '../../../bff/domain/release-order.ts';
import { stopUnpaid, transition } from '../../../bff/domain/transition.ts';
import { anOrder, NOW, secondsOf, seen } from '../../support/server/seen-payment.ts';

/** PortOne's time so many minutes after the order was placed. */
function at(minutes: number): string {
  const time = new Date(Date.parse(NOW) + minutes * 60_000).toISOString();
  return time.replace('Z', '000000Z');
}

const DAY_MINUTES = 24 * 60;
/** Half an hour to be paid in, and half an hour more. */
const LATEST_MINUTES = 60;

const placed = (change: Partial<Order> = {}): Order =>
  anOrder({ expiresAt: '2026-11-23T00:30:00.000Z', ...change });

/** A sight of a payment: what PortOne says of its status, since when, and when it was requested. */
function sight(
  status: PortOneStatus,
  changed: number,
  requested?: number,
  change: Partial<ObservedPayment> = {},
): ObservedPayment {
  const requestedAt = requested === undefined ? {} : { requestedAt: at(requested) };
  return seen(status, 0, { statusChangedAt: at(changed), ...requestedAt, ...change });
}
const second = { transactionId: 'transaction-2' };
const third = { transactionId: 'transaction-3' };

/** What an order has become after these sights. */
function settled(order: Order, ...sights: ObservedPayment[]): Settlement {
  let { settlement } = order;
  for (const observed of sights) {
    settlement = transition(
      { ...order, ...(settlement && { settlement }) },
      observed,
      NOW,
      secondsOf,
    );
    assert.ok(settlement, `${observed.status} adds nothing`);
  }
  return settlement as Settlement;
}

function isTaken(settlement: Settlement): void {
  assert.equal(settlement.hold, undefined);
  assert.equal(settlement.fulfilledAt, NOW);
}
function isHeld(settlement: Settlement, startedBy: number): void {
  assert.deepEqual(settlement.hold, {
    reason: 'EXPIRED',
    expiresAt: '2026-11-23T00:30:00.000Z',
    startedBy: at(startedBy),
  });
  assert.equal(settlement.fulfilledAt, undefined);
}

describe('an attempt', () => {
  test('half an hour after the order’s end is still in time', () => {
    isTaken(settled(placed(), sight('PAID', LATEST_MINUTES + 5, LATEST_MINUTES)));
  });

  test('a millisecond later is held', () => {
    const late = LATEST_MINUTES + 1 / 60_000;
    isHeld(settled(placed(), sight('PAID', LATEST_MINUTES + 5, late)), late);
  });

  test('of forty days later is held', () => {
    isHeld(
      settled(placed(), sight('PAID', 40 * DAY_MINUTES + 1, 40 * DAY_MINUTES)),
      40 * DAY_MINUTES,
    );
  });

  test('in time that is paid days later is taken', () => {
    isTaken(settled(placed(), sight('PAID', 3 * DAY_MINUTES, 20)));
    isTaken(settled(placed(), sight('PAY_PENDING', 21, 20), sight('PAID', 3 * DAY_MINUTES, 20)));
    const account = sight('VIRTUAL_ACCOUNT_ISSUED', 21, 20);
    isTaken(settled(placed(), account, sight('PAID', 3 * DAY_MINUTES, 20)));
  });

  for (const status of ['PAY_PENDING', 'VIRTUAL_ACCOUNT_ISSUED', 'PARTIAL_CANCELLED'] as const) {
    test(`that is too late is held at ${status}`, () => {
      isHeld(settled(placed(), sight(status, DAY_MINUTES, DAY_MINUTES)), DAY_MINUTES);
    });
  }

  for (const status of ['READY', 'FAILED', 'CANCELLED'] as const) {
    test(`that is too late is nothing to hold at ${status}`, () => {
      assert.equal(settled(placed(), sight(status, DAY_MINUTES, DAY_MINUTES)).hold, undefined);
    });
  }

  test('that is held stays so until it fails', () => {
    const pending = sight('PAY_PENDING', DAY_MINUTES, DAY_MINUTES);
    isHeld(settled(placed(), pending, sight('PAID', DAY_MINUTES + 1, DAY_MINUTES)), DAY_MINUTES);
    assert.equal(
      settled(placed(), pending, sight('FAILED', DAY_MINUTES + 1, DAY_MINUTES)).hold,
      undefined,
    );
  });

  test('that is held is not delivered by its refund, whole or in part', () => {
    const paid = sight('PAID', DAY_MINUTES, DAY_MINUTES);
    isHeld(
      settled(placed(), paid, sight('PARTIAL_CANCELLED', DAY_MINUTES + 1, DAY_MINUTES)),
      DAY_MINUTES,
    );
    const refunded = settled(placed(), paid, sight('CANCELLED', DAY_MINUTES + 1, DAY_MINUTES));
    assert.equal(refunded.hold, undefined);
    assert.equal(refunded.fulfilledAt, undefined);
  });

  test('that a person released stays released', () => {
    const order = placed({
      settlement: settled(placed(), sight('PAID', DAY_MINUTES, DAY_MINUTES)),
    });
    const release = releaseOrder(order, { at: NOW, by: 'jo' });
    assert.ok(!('error' in release));
    assert.equal(release.settlement.released?.hold.reason, 'EXPIRED');
    const released = { ...order, settlement: release.settlement };
    assert.equal(
      transition(released, sight('PAID', DAY_MINUTES, DAY_MINUTES), NOW, secondsOf),
      undefined,
    );
    isTaken(settled(released, sight('PARTIAL_CANCELLED', DAY_MINUTES + 1, DAY_MINUTES)));
  });

  test('is judged by PortOne’s times alone: when it was learnt of does not count', () => {
    const year = new Date(Date.parse(NOW) + 365 * DAY_MINUTES * 60_000).toISOString();
    const settlement = transition(placed(), sight('PAID', 21, 20), year, secondsOf);
    assert.equal(settlement?.fulfilledAt, year);
  });
});

describe('of two attempts, each has its own start', () => {
  test('the first in time and failed, the second too late', () => {
    isHeld(
      settled(placed(), sight('FAILED', 2, 1), sight('PAID', DAY_MINUTES + 1, DAY_MINUTES, second)),
      DAY_MINUTES,
    );
  });

  test('the first in time and failed, the second in time and paid late', () => {
    isTaken(settled(placed(), sight('FAILED', 2, 1), sight('PAID', DAY_MINUTES, 3, second)));
  });

  test('the first too late and held, the second too late', () => {
    const first = sight('VIRTUAL_ACCOUNT_ISSUED', DAY_MINUTES, DAY_MINUTES);
    isHeld(
      settled(placed(), first, sight('PAID', DAY_MINUTES + 3, DAY_MINUTES + 2, second)),
      DAY_MINUTES + 2,
    );
  });

  test('an account in time is paid into after another window was opened too late', () => {
    const account = sight('VIRTUAL_ACCOUNT_ISSUED', 2, 1);
    const other = sight('READY', DAY_MINUTES, DAY_MINUTES, second);
    isTaken(settled(placed(), account, other, sight('PAID', DAY_MINUTES + 5, 1)));
  });
});

describe('where PortOne says the first attempt’s time of each', () => {
  test('a second one that is too late is held', () => {
    isHeld(
      settled(placed(), sight('FAILED', 2, 1), sight('PAID', DAY_MINUTES, 1, second)),
      DAY_MINUTES,
    );
  });

  test('so is one that was seen before it was paid', () => {
    const ready = sight('READY', DAY_MINUTES, 1, second);
    isHeld(
      settled(placed(), sight('READY', 1, 1), ready, sight('PAID', DAY_MINUTES + 1, 1, second)),
      DAY_MINUTES,
    );
  });

  test('and a third one', () => {
    isHeld(
      settled(
        placed(),
        sight('FAILED', 2, 1),
        sight('FAILED', DAY_MINUTES, 1, second),
        sight('PAID', 2 * DAY_MINUTES, 1, third),
      ),
      2 * DAY_MINUTES,
    );
  });

  test('a second one that was seen in time is taken, however late it is paid', () => {
    const ready = sight('READY', 3, 1, second);
    isTaken(settled(placed(), sight('FAILED', 2, 1), ready, sight('PAID', DAY_MINUTES, 1, second)));
    isTaken(settled(placed(), sight('FAILED', 2, 1), sight('PAID', 4, 1, second)));
  });
});

describe('where PortOne does not say when it was requested', () => {
  test('a sale in time is taken', () => {
    isTaken(settled(placed(), sight('PAID', 5)));
  });

  test('one whose status changed long after the end is held', () => {
    isHeld(settled(placed(), sight('PAID', DAY_MINUTES)), DAY_MINUTES);
  });

  test('one that was seen in time is taken, however late it is paid', () => {
    isTaken(settled(placed(), sight('READY', 5), sight('PAID', DAY_MINUTES)));
    isTaken(settled(placed(), sight('VIRTUAL_ACCOUNT_ISSUED', 5), sight('PAID', DAY_MINUTES)));
    const pending = sight('PAY_PENDING', 2 * LATEST_MINUTES);
    isTaken(settled(placed(), sight('READY', 5), pending, sight('PAID', DAY_MINUTES)));
  });

  test('it is in time if that is said at first, or later', () => {
    isTaken(settled(placed(), sight('READY', 5, 5), sight('PAID', DAY_MINUTES)));
    isTaken(settled(placed(), sight('READY', 2 * LATEST_MINUTES), sight('PAID', DAY_MINUTES, 5)));
  });

  test('a time long before the order is none', () => {
    const longAgo = { requestedAt: '0001-01-01T00:00:00.000000000Z' };
    isHeld(settled(placed(), sight('PAID', DAY_MINUTES, undefined, longAgo)), DAY_MINUTES);
    isTaken(settled(placed(), sight('PAID', 5, undefined, longAgo)));
  });
});

describe('clocks that differ', () => {
  test('of a server that is hours ahead of PortOne', () => {
    isTaken(settled(placed(), sight('PAID', DAY_MINUTES, -180)));
  });

  test('of a server that is nearly half an hour behind', () => {
    // The buyer who pays in the order’s last minute does so 59 minutes after it, by PortOne.
    isTaken(settled(placed(), sight('PAID', 60, 59)));
  });
});

describe('an order of 0.1.0, which kept no start', () => {
  const before = (change: Partial<Settlement>): Order => {
    const { requestedAt: _, startedBy: __, ...settlement } = settled(placed(), sight('READY', 1));
    return placed({ settlement: { ...settlement, ...change } });
  };

  test('whose account was issued in time', () => {
    const issued = before({ status: 'VIRTUAL_ACCOUNT_ISSUED', statusChangedAt: at(5) });
    isTaken(settled(issued, sight('PAID', DAY_MINUTES, 4)));
    isTaken(settled(issued, sight('PAID', DAY_MINUTES)));
  });

  test('whose account was issued too late', () => {
    const issued = before({ status: 'VIRTUAL_ACCOUNT_ISSUED', statusChangedAt: at(DAY_MINUTES) });
    isHeld(settled(issued, sight('PAID', 2 * DAY_MINUTES, DAY_MINUTES)), DAY_MINUTES);
    isHeld(settled(issued, sight('PAID', 2 * DAY_MINUTES)), DAY_MINUTES);
  });

  test('that was delivered although it was too late is not held by a refund', () => {
    const delivered = before({
      status: 'PAID',
      statusChangedAt: at(DAY_MINUTES),
      fulfilledAt: NOW,
    });
    isTaken(settled(delivered, sight('PARTIAL_CANCELLED', 2 * DAY_MINUTES, DAY_MINUTES)));
  });
});

describe('a payment that is not what was ordered, and too late', () => {
  const claims = { ...seen('PAID').claims, totalAmount: 1 };
  const late = {
    field: 'requestedAt',
    expected: 'before 2026-11-23T00:30:00.000Z',
    actual: at(DAY_MINUTES),
  };
  const amount = { field: 'amount.total', expected: 1000, actual: 1 };

  test('is held with all the evidence', () => {
    const { hold } = settled(placed(), sight('PAID', DAY_MINUTES, DAY_MINUTES, { claims }));
    assert.deepEqual(hold, { reason: 'MISMATCH', evidence: [amount, late] });
  });

  test('that was seen on its way before it was comparable', () => {
    const pending = sight('PAY_PENDING', DAY_MINUTES, DAY_MINUTES, { claims });
    const { hold } = settled(
      placed(),
      pending,
      sight('PAID', DAY_MINUTES + 1, DAY_MINUTES, { claims }),
    );
    assert.deepEqual(hold, { reason: 'MISMATCH', evidence: [amount, late] });
  });
});

describe('before it is paid', () => {
  test('an attempt that is too late is stopped', () => {
    isHeld(
      stopUnpaid(placed(), sight('READY', DAY_MINUTES, DAY_MINUTES), secondsOf) as Settlement,
      DAY_MINUTES,
    );
    isHeld(
      stopUnpaid(placed(), sight('PAY_PENDING', DAY_MINUTES), secondsOf) as Settlement,
      DAY_MINUTES,
    );
  });

  test('an attempt in time is not, however late the shop is asked to approve it', () => {
    assert.equal(stopUnpaid(placed(), sight('PAY_PENDING', DAY_MINUTES, 20), secondsOf), undefined);
    assert.equal(stopUnpaid(placed(), sight('READY', 20), secondsOf), undefined);
  });

  test('what was stopped stays held if it is paid all the same', () => {
    const settlement = stopUnpaid(
      placed(),
      sight('READY', DAY_MINUTES, DAY_MINUTES),
      secondsOf,
    ) as Settlement;
    isHeld(
      settled(placed({ settlement }), sight('PAID', DAY_MINUTES + 1, DAY_MINUTES)),
      DAY_MINUTES,
    );
  });
});
