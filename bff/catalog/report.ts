/**
 * Takes a problem of a part of the catalog.
 *
 * @param path from that part on
 * @param text goes on after the place: "is empty."
 */
export type Report = (path: readonly (string | number)[], text: string) => void;

/** The ids that stand more than once. */
export function repeated(entries: readonly { id: string }[]): string[] {
  const ids = entries.map(({ id }) => id);
  return [...new Set(ids.filter((id, index) => ids.indexOf(id) !== index))];
}
