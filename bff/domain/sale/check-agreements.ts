import type { Agreement, FieldProblem } from '../../../component/api/contract.ts';
import type { GivenAgreement } from './sale.ts';

/**
 * What the buyer agreed to, in the wording of the catalog, and what is wrong with it.
 *
 * @param asked with the method that was chosen
 * @param others with other methods of the item: ticked before another one was chosen
 * @param now RFC 3339
 */
export function checkAgreements(
  asked: readonly Agreement[],
  others: readonly Agreement[],
  said: unknown,
  now: string,
): { given: GivenAgreement[]; problems: FieldProblem[] } {
  const ticked = said ?? [];
  if (!Array.isArray(ticked) || ticked.some((id) => typeof id !== 'string')) {
    return { given: [], problems: [{ path: 'agreements', reason: 'wrong' }] };
  }
  const known = new Set([...asked, ...others].map(({ id }) => id));
  const problems: FieldProblem[] = [...new Set<string>(ticked)]
    .filter((id) => !known.has(id))
    .slice(0, 10)
    .map((id) => ({ path: `agreements.${id.slice(0, 64)}`, reason: 'unknown' }));
  const given = asked.map(({ id, label, url, required }) => ({
    id,
    label,
    ...(url !== undefined && { url }),
    required,
    agreed: ticked.includes(id),
    at: now,
  }));
  for (const { id, required, agreed } of given) {
    if (required && !agreed) problems.push({ path: `agreements.${id}`, reason: 'missing' });
  }
  return { given, problems };
}
