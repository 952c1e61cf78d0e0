/**
 * In place of own-script.ts in the npm package: the element is inside a page's own script, under
 * names that only the page's bundler knows.
 */

/** The page's own site, where a server that is mounted in the shop's is. */
export function ownOrigin(): string {
  return location.origin;
}

/** Fetches a part whose first fetch failed, as far as the browser does not remember the failure. */
export function fetchPartAgain<Module>(
  _name: string,
  _failures: number,
  fetchFirst: () => Promise<Module>,
): Promise<Module> {
  return fetchFirst();
}
