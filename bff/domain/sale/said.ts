import type { FieldProblem } from '../../../component/api/contract.ts';

/** Names of members that a buyer's request may not have; more are not listed. */
const MAX_STRANGERS = 10;

const MAX_NAME_LENGTH = 64;

/** A member of what a page sent, whatever it sent: its own, and never one of every object. */
export function memberOf(said: unknown, key: string): unknown {
  if (typeof said !== 'object' || said === null || !Object.hasOwn(said, key)) return undefined;
  return (said as Record<string, unknown>)[key] ?? undefined;
}

/** Whether a page said nothing there: nothing at all, or nothing in it. */
export function isNothing(said: unknown): boolean {
  if (said === undefined || said === null) return true;
  return typeof said === 'object' && Object.keys(said).length === 0;
}

/**
 * What of a record is about nothing that the item asks. A page that is older than the catalog learns by
 * it that it has to ask for the item again.
 */
export function strangersIn(
  said: unknown,
  path: string,
  known: readonly { id: string }[],
): FieldProblem[] {
  if (said === undefined || said === null) return [];
  if (typeof said !== 'object' || Array.isArray(said)) return [{ path, reason: 'wrong' }];
  const ids = new Set(known.map(({ id }) => id));
  return Object.keys(said)
    .filter((key) => !ids.has(key))
    .slice(0, MAX_STRANGERS)
    .map((key) => ({ path: `${path}.${key.slice(0, MAX_NAME_LENGTH)}`, reason: 'unknown' }));
}
