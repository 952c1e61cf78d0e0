import { attempt } from '../api/attempt.ts';

/** Where a browser remembers how its buyer paid last. */
const LAST_METHOD = 'portone-checkout:method';

/** Storage may be forbidden, which throws, or emptied at any time: it only saves the buyer a choice. */
export function lastMethod(): string | undefined {
  return attempt(() => localStorage.getItem(LAST_METHOD) ?? undefined, undefined);
}

export function rememberMethod(id: string): void {
  attempt(() => localStorage.setItem(LAST_METHOD, id), undefined);
}
