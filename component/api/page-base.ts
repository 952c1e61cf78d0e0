/**
 * What an address is relative to that a page or its catalog has: the page's `<base>`, as links are,
 * unless it is on another host, where a page has only its pictures and scripts.
 */
export function pageBase(): string {
  const { protocol, origin, href } = location;
  const { baseURI } = document;
  const isElsewhere = /^http/.test(protocol) && new URL(baseURI).origin !== origin;
  return isElsewhere ? href : baseURI;
}

/** Not URL.parse(): Safari has it since 18 only. */
export function parseAddress(address: string, base = pageBase()): URL | undefined {
  try {
    return new URL(address, base);
  } catch (reason) {
    if (!(reason instanceof TypeError)) throw reason;
    return undefined;
  }
}
