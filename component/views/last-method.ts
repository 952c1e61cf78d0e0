/** Where a browser remembers how its buyer paid last. */
const LAST_METHOD = 'portone-checkout:method';

/** Storage may be forbidden, which throws, or emptied at any time: it only saves the buyer a choice. */
export function lastMethod(): string | undefined {
  try {
    return localStorage.getItem(LAST_METHOD) ?? undefined;
  } catch (reason) {
    console.debug('<portone-checkout>', reason);
    return undefined;
  }
}

export function rememberMethod(id: string): void {
  try {
    localStorage.setItem(LAST_METHOD, id);
  } catch (reason) {
    console.debug('<portone-checkout>', reason);
  }
}
