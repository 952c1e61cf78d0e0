import { closest, distance } from 'fastest-levenshtein';

/** The name that was probably meant, if any is near enough to say so. */
export function nearestOf(name: string, names: readonly string[]): string | undefined {
  const written = name.toLowerCase();
  const begun = names.filter((other) => {
    const lower = other.toLowerCase();
    const [short, long] = written.length < lower.length ? [written, lower] : [lower, written];
    return short.length > 2 && long.startsWith(short);
  });
  const lowered = new Map(names.map((other) => [other.toLowerCase(), other]));
  const near = lowered.size > 0 ? closest(written, [...lowered.keys()]) : undefined;
  // Two slips, or one letter in four of a long name.
  const slips = Math.max(2, Math.floor(name.length / 4));
  if (near !== undefined && distance(written, near) <= slips) return lowered.get(near);
  return begun.length === 1 ? begun[0] : undefined;
}
