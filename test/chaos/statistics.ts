/** The times that half, and 99 of a hundred, are not above. */
export function percentiles(times: readonly number[]): { p50: number; p99: number } {
  const sorted = times.toSorted((a, b) => a - b);
  const at = (share: number) => Math.round(sorted[Math.floor(sorted.length * share)] ?? 0);
  return { p50: at(0.5), p99: at(0.99) };
}

/** How many values have each key, by key. */
export function countBy<Value>(
  values: readonly Value[],
  key: (value: Value) => string,
): Record<string, number> {
  const counts = new Map<string, number>();
  for (const value of values) count(counts, key(value));
  return Object.fromEntries([...counts].sort());
}

/** Counts one more of this key. */
export function count(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}

export function sum(numbers: Iterable<number>): number {
  return [...numbers].reduce((total, number) => total + number, 0);
}
