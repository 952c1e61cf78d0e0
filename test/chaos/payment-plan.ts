import type { Draws } from './random.ts';

/** Of a hundred payments, what becomes of them. */
const courses = {
  paid: 70,
  failed: 8,
  'failed, then paid': 5,
  'virtual account': 5,
  pending: 3,
  refunded: 5,
  tampered: 4,
};

/** Of a hundred buyers, how often their page asks what has become of the payment. */
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
  'a status that nobody knows',
  // And this one is nobody's order.
  'an id that was never issued',
] as const;
export type Tampering = (typeof tamperings)[number];

/** What a buyer does, drawn before anything happens. */
export type PaymentPlan = {
  course: keyof typeof courses;
  itemId: 'shoes' | 'hat';
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

export function drawPlan(draws: Draws): PaymentPlan {
  const times = timesOf[draws.weighted(completes)];
  return {
    course: draws.weighted(courses),
    itemId: draws.one(['shoes', 'hat']),
    quantity: draws.between(1, 3),
    completes: times,
    // Somebody who presses twenty times does not wait in between.
    atOnce: draws.chance(0.5) || times === timesOf['twenty times'],
    tampering: draws.one(tamperings),
    end: draws.weighted({ approve: 70, fail: 15, stays: 15 }),
    refund: draws.one(['all', 'part', 'two parts', 'part, then the rest']),
    pauses: Array.from({ length: 4 }, () => draws.fraction() ** 2),
  };
}
