import type { PaymentStatus } from '../../component/api/contract.ts';

/** Each of these has to be 0. */
export const violationKinds = [
  'lost',
  'unexpected',
  'duplicated',
  'regressed',
  'acknowledged without commit',
  'not revoked once',
  'oversold',
] as const;
export type ViolationKind = (typeof violationKinds)[number];
export type Violation = { kind: ViolationKind; paymentId: string; what: string };

type PortOneStatus = Exclude<PaymentStatus, 'HELD'>;

/** What PortOne has in the end, and whether it is what was ordered. */
export type Truth = {
  paymentId: string;
  /** Absent where PortOne never heard of it. */
  status?: PortOneStatus;
  transactionId?: string;
  /** Of refunds that went through. */
  cancellationIds: string[];
  /**
   * `genuine` as ordered, `tampered` with in a way that the server can see,
   * `late` as ordered but begun long after the order's end, `unreadable` an
   * answer that is no payment, `unmatched` without an order.
   */
  nature: 'genuine' | 'tampered' | 'late' | 'unreadable' | 'unmatched';
};

/** What the server's store has in the end. Absent fields: nothing was seen of the payment. */
export type Stored = {
  status?: PortOneStatus;
  isHeld: boolean;
  /** Held since others have its pieces: it was what was ordered. */
  isSoldOut?: boolean;
  isFulfilled: boolean;
  /** Of the item that is counted. */
  pieces?: number;
};

/** An event as the receiver got it, each time it came. */
export type Delivery = {
  id: string;
  type: string;
  paymentId: string;
  transactionId: string;
  cancellationId?: string;
  status: PortOneStatus;
  /** RFC 3339, of the event itself. */
  timestamp: string;
  /** Whether the receiver did what it asks for: it does so once for each id. */
  isApplied: boolean;
};

/** A status that a buyer was told, and when they asked and heard, in milliseconds. */
export type Sight = { paymentId: string; status: PaymentStatus; asked: number; heard: number };

export type Evidence = {
  truths: readonly Truth[];
  /** By `paymentId`; absent where the store has no such order. */
  stored: ReadonlyMap<string, Stored>;
  deliveries: readonly Delivery[];
  sights: readonly Sight[];
};

const rank: Readonly<Record<PaymentStatus, number>> = {
  READY: 0,
  PAY_PENDING: 0,
  VIRTUAL_ACCOUNT_ISSUED: 0,
  FAILED: 0,
  HELD: 0,
  PAID: 1,
  PARTIAL_CANCELLED: 2,
  CANCELLED: 3,
};

/** How far money has moved. It only moves forward. */
export function moneyRank(status: PaymentStatus): number {
  return rank[status];
}

/** Everything in which the server and its receiver differ from what PortOne's payments call for. */
export function findViolations(evidence: Evidence): Violation[] {
  const deliveries = Map.groupBy(evidence.deliveries, ({ paymentId }) => paymentId);
  const sights = Map.groupBy(evidence.sights, ({ paymentId }) => paymentId);
  const known = new Set(evidence.truths.map(({ paymentId }) => paymentId));
  const unknown = [...deliveries.keys()].filter((paymentId) => !known.has(paymentId));
  return [
    ...evidence.truths.flatMap((truth) => {
      const { paymentId } = truth;
      const told = deliveries.get(paymentId) ?? [];
      return [
        ...judgePayment(truth, evidence.stored.get(paymentId), told),
        ...findRegressions(paymentId, sights.get(paymentId) ?? [], told),
      ];
    }),
    ...unknown.map((paymentId) => ({
      kind: 'unexpected' as const,
      paymentId,
      what: 'an event about a payment that there never was',
    })),
  ];
}

/**
 * What was sold of the item that is counted, against how many there were, and how many the store counts.
 */
export function findOversold(
  stored: Iterable<Stored>,
  there: number,
  counted: number,
): Violation[] {
  let sold = 0;
  for (const { status, isFulfilled, pieces = 0 } of stored) {
    if (isFulfilled && status !== 'CANCELLED') sold += pieces;
  }
  const wrong = (what: string): Violation => ({ kind: 'oversold', paymentId: '', what });
  return [
    ...(sold > there ? [wrong(`sold ${sold} of ${there}`)] : []),
    ...(sold !== counted ? [wrong(`sold ${sold}, and the store counts ${counted}`)] : []),
  ];
}

/** One payment in the end: what is stored of it, and what was done for it. */
export function judgePayment(
  truth: Truth,
  stored: Stored | undefined,
  told: readonly Delivery[],
): Violation[] {
  const { paymentId, nature, status } = truth;
  const violations: Violation[] = [];
  const found = (kind: ViolationKind, what: string) => violations.push({ kind, paymentId, what });

  const applied = told.filter(({ isApplied }) => isApplied);
  const effects = (type: string) => applied.filter((event) => event.type === `payment.${type}`);
  for (const [fact, same] of Map.groupBy(applied, factOf)) {
    if (same.length > 1) found('duplicated', `${fact} had ${same.length} effects`);
  }
  const expectEffects = (expected: Readonly<Record<string, readonly string[]>>) => {
    for (const [type, whats] of Object.entries(expected)) {
      const have = effects(type).map(aboutOf);
      for (const what of whats) {
        if (!have.includes(what)) found('lost', `no payment.${type} about ${what}`);
      }
    }
    for (const event of applied) {
      const type = event.type.replace('payment.', '');
      if (!expected[type]?.includes(aboutOf(event))) {
        found('unexpected', `${event.type} about ${aboutOf(event)}`);
      }
    }
  };
  const expectStored = (what: string, isSo: boolean | undefined) => {
    if (!isSo) found('lost', `the store does not have it ${what}`);
  };

  // What an account was issued for may have been seen or not; it may be told once.
  const accounts = [
    ...new Set(effects('virtual_account_issued').map(({ transactionId }) => transactionId)),
  ];
  const transactionId = truth.transactionId ?? '';

  if (nature === 'unmatched' || nature === 'unreadable' || status === undefined) {
    expectEffects({});
    if (stored?.isFulfilled) found('unexpected', 'fulfilled in the store');
    return violations;
  }
  if (stored?.status !== undefined && moneyRank(stored.status) > moneyRank(status)) {
    found('unexpected', `${stored.status} in the store, ${status} at PortOne`);
  }
  // PortOne may know of an open window without having reported it.
  if (status !== 'READY') expectStored(status, stored?.status === status);

  if (nature === 'genuine' && status === 'PAID' && stored?.isSoldOut) {
    if (stored.isFulfilled) found('unexpected', 'fulfilled in the store');
    expectEffects({ held: [transactionId], virtual_account_issued: accounts });
    return violations;
  }

  if (nature === 'tampered' || nature === 'late') {
    // What is on its way can be late, and cannot be compared yet.
    const canMoveMoney =
      status === 'PAID' ||
      status === 'VIRTUAL_ACCOUNT_ISSUED' ||
      status === 'PARTIAL_CANCELLED' ||
      (status === 'PAY_PENDING' && nature === 'late');
    if (canMoveMoney) expectStored('held', stored?.isHeld);
    if (stored?.isFulfilled) found('unexpected', 'fulfilled in the store');
    // What has cost nothing so far is a note.
    const isPaid = status === 'PAID' || status === 'PARTIAL_CANCELLED';
    expectEffects({ held: isPaid ? [transactionId] : [] });
    return violations;
  }

  switch (status) {
    case 'READY':
    case 'PAY_PENDING':
    case 'FAILED':
      if (stored?.isFulfilled) found('unexpected', 'fulfilled in the store');
      expectEffects({ virtual_account_issued: accounts });
      break;
    case 'VIRTUAL_ACCOUNT_ISSUED':
      if (stored?.isFulfilled) found('unexpected', 'fulfilled in the store');
      expectEffects({ virtual_account_issued: [transactionId] });
      break;
    case 'PAID':
      expectStored('fulfilled', stored?.isFulfilled);
      expectEffects({ paid: [transactionId], virtual_account_issued: accounts });
      break;
    case 'PARTIAL_CANCELLED':
      // Seen paid, it was delivered, and each refund is told; else a person has to decide.
      if (!stored?.isFulfilled) expectStored('held', stored?.isHeld);
      expectEffects(
        stored?.isFulfilled
          ? {
              paid: [transactionId],
              partial_cancelled: truth.cancellationIds,
              virtual_account_issued: accounts,
            }
          : { held: [transactionId], virtual_account_issued: accounts },
      );
      break;
    case 'CANCELLED': {
      // What was never seen paid was never delivered, so there is nothing to take back. It may
      // have been seen partly refunded in between, which was held until this.
      const held = effects('held').slice(0, 1).map(aboutOf);
      expectEffects(
        stored?.isFulfilled
          ? {
              paid: [transactionId],
              partial_cancelled: truth.cancellationIds.slice(0, -1),
              cancelled: truth.cancellationIds.slice(-1),
              virtual_account_issued: accounts,
            }
          : { held, hold_ended: held, virtual_account_issued: accounts },
      );
      const revokes = effects('cancelled').length;
      if (stored?.isFulfilled && revokes !== 1) {
        found('not revoked once', `fulfilled, cancelled, and revoked ${revokes} times`);
      }
      break;
    }
  }
  return violations;
}

/** Falls from one status to a lower one, as the buyers and the receiver of a payment saw it. */
export function findRegressions(
  paymentId: string,
  sights: readonly Sight[],
  told: readonly Delivery[],
): Violation[] {
  const violations: Violation[] = [];
  const fell = (what: string) => violations.push({ kind: 'regressed', paymentId, what });
  const byAnswer = sights.toSorted((a, b) => a.heard - b.heard);
  for (const later of sights) {
    // Answers that were under way at the same time have no order.
    const before = byAnswer.filter(({ heard }) => heard < later.asked);
    const highest = before.reduce((most, { status }) => Math.max(most, moneyRank(status)), 0);
    if (moneyRank(later.status) < highest) fell(`a buyer saw ${later.status} afterwards`);
  }
  let highest = 0;
  for (const { status, timestamp } of told.toSorted(byTime)) {
    if (moneyRank(status) < highest) fell(`an event of ${timestamp} says ${status} again`);
    highest = Math.max(highest, moneyRank(status));
  }
  return violations;
}

/** Events of one millisecond have no other order than that of what they say: they come in any. */
function byTime(a: Delivery, b: Delivery): number {
  if (a.timestamp !== b.timestamp) return a.timestamp < b.timestamp ? -1 : 1;
  return moneyRank(a.status) - moneyRank(b.status);
}

function aboutOf({ cancellationId, transactionId }: Delivery): string {
  return cancellationId ?? transactionId;
}

/** One order is delivered once, whatever the transaction; the rest is about a transaction or a refund. */
function factOf(event: Delivery): string {
  return event.type === 'payment.paid' ? event.type : `${event.type} about ${aboutOf(event)}`;
}
