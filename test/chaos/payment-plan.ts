import type { Random } from './random.ts';

/** The outcomes of a hundred payments. */
const outcomes = {
  paid: 70,
  failed: 8,
  'failed, then paid': 5,
  'virtual account': 5,
  pending: 3,
  refunded: 5,
  tampered: 4,
};

/** What a hundred buyers want. */
const items = { shoes: 44, hat: 44, mug: 12 };

/** How often the pages of a hundred buyers ask for the payment's status. */
const completes = { never: 25, once: 50, twice: 20, 'twenty times': 5 };
const timesOf: Readonly<Record<keyof typeof completes, number>> = {
  never: 0,
  once: 1,
  twice: 2,
  'twenty times': 20,
};

/** Ways in which a payment is not what was ordered. */
export const tamperings = [
  'total is one more',
  'total is one less',
  'total is a text',
  'total is missing',
  'currency',
  'orderName',
  'customData of another item',
  'no customData',
  'customData is not JSON',
  'customData is null',
  'another store',
  'another channel',
  'a live channel',
  'no channel',
  'requested long after the order’s end',
  // These two are no answers at all: nothing can be said about the payment.
  'another id in the answer',
  'an unknown status',
  // This one has no order.
  'an id that was never issued',
] as const;
export type Tampering = (typeof tamperings)[number];

/** What a buyer does, drawn before anything happens. */
export type PaymentPlan = {
  outcome: keyof typeof outcomes;
  itemId: keyof typeof items;
  /** Whether an order of what is counted is placed before a press, and holds nothing. */
  isAhead: boolean;
  quantity: number;
  /** How often the page asks, at once or one after another. */
  completes: number;
  atOnce: boolean;
  tampering: Tampering;
  /** What ends what takes its time; `stays` leaves it. */
  end: 'approve' | 'fail' | 'stays';
  /** Of a refund: everything at once, a part, or a part and then the rest. */
  refund: 'all' | 'part' | 'two parts' | 'part, then the rest';
  /** From 0 to 1, of the longest pause between two steps. */
  pauses: readonly number[];
};

export function drawPlan(random: Random): PaymentPlan {
  const times = timesOf[random.weighted(completes)];
  return {
    outcome: random.weighted(outcomes),
    itemId: random.weighted(items),
    quantity: random.between(1, 3),
    completes: times,
    // A buyer who presses twenty times does not wait in between.
    atOnce: random.chance(0.5) || times === timesOf['twenty times'],
    tampering: random.one(tamperings),
    end: random.weighted({ approve: 70, fail: 15, stays: 15 }),
    refund: random.one(['all', 'part', 'two parts', 'part, then the rest']),
    pauses: Array.from({ length: 4 }, () => random.fraction() ** 2),
    isAhead: random.chance(0.5),
  };
}
