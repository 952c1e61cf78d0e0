import { findMismatches } from './find-mismatches.ts';
import type { Claims, ObservedPayment } from './observed-payment.ts';
import type { Mismatch, Order } from './order.ts';

/**
 * - `settles`: it is compared with the order, and equals it
 * - `holds`: it is compared with the order, and differs: a person has to look
 * - `note`: it differs from the order, and costs nothing
 * - `unread`: it is not compared with the order
 */
export type Verdict = 'settles' | 'holds' | 'note' | 'unread';

/** A field of a payment beside the order's. */
export type ComparedField = {
  /** Its path in PortOne's answer. A list is one field. */
  field: string;
  /** Absent where the order says nothing of it. */
  ordered?: unknown;
  /** As PortOne sent it; absent where PortOne did not. */
  sent?: unknown;
  verdict: Verdict;
};

/** What PortOne would have sent if it had sent nothing: each field that is compared differs. */
const nothing: Claims = {
  storeId: undefined,
  channelType: undefined,
  channelKey: undefined,
  orderName: undefined,
  totalAmount: undefined,
  currency: undefined,
  customData: undefined,
};

/**
 * Shows each field of a paid payment as PortOne sent it beside what was ordered, and what follows
 * from it: first the fields that are compared, then all others.
 *
 * @param observed what this server reads in `sent`
 * @param sent PortOne's answer, as it arrived
 * @param notes differences that hold nothing
 */
export function comparePayment(
  order: Order,
  observed: ObservedPayment,
  sent: unknown,
  notes: readonly Mismatch[] = [],
): ComparedField[] {
  const mismatches = findMismatches(order, observed.claims);
  const compared = new Map(
    findMismatches(order, nothing).map(({ field, expected }) => [field, expected]),
  );
  for (const { field, expected } of [...mismatches, ...notes]) compared.set(field, expected);
  const fields = new Map(leavesOf(sent));
  const rows = Array.from(compared, ([field, ordered]): ComparedField => {
    const place = fields.has(field) ? field : field.replace(/^customData\..*/, 'customData');
    const holds = mismatches.some((mismatch) => mismatch.field === field);
    const isNote = notes.some((note) => note.field === field);
    const row = {
      field,
      ordered,
      ...(fields.has(place) && { sent: fields.get(place) }),
      verdict: holds ? 'holds' : isNote ? 'note' : 'settles',
    } as const;
    fields.delete(place);
    return row;
  });
  const others = Array.from(
    fields,
    ([field, value]): ComparedField => ({ field, sent: value, verdict: 'unread' }),
  );
  return [...rows, ...others];
}

/** Each value with its path; lists, and objects that are empty, are values. */
function leavesOf(value: unknown, path = ''): [field: string, value: unknown][] {
  const isBranch = typeof value === 'object' && value !== null && !Array.isArray(value);
  const entries = isBranch ? Object.entries(value) : [];
  if (entries.length === 0) return path === '' ? [] : [[path, value]];
  return entries.flatMap(([key, part]) => leavesOf(part, path === '' ? key : `${path}.${key}`));
}
