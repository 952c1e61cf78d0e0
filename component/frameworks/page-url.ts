/**
 * Takes the place of script-url.ts in the npm package, where the element is bundled into a script of
 * the page. A server that is mounted in the shop's own is found at the page's origin.
 */
export function ownOrigin(): string {
  return location.origin;
}
