import type { Logger } from 'pino';

/** An origin is named once in this time. */
const QUIET_MS = 60 * 60_000;

/** Origins that are named in that time: anyone can send any. */
const MAX_ORIGINS = 20;

/** No origin is longer: 253 letters of a name, and what is around it. */
const MAX_LENGTH = 280;

/**
 * Logs the origins of pages that were refused: one of them may be the owner's own shop, whose buyers see
 * only that the element does not load.
 *
 * @param clock milliseconds since 1970
 * @returns to be called with each `Origin` that was refused
 */
export function refusedOrigins(log: Logger, clock: () => number): (origin: string) => void {
  let since = Number.NEGATIVE_INFINITY;
  const told = new Set<string>();
  return (origin) => {
    const now = clock();
    if (Math.abs(now - since) >= QUIET_MS) {
      since = now;
      told.clear();
    }
    const name = nameOf(origin);
    if (told.has(name) || told.size > MAX_ORIGINS) return;
    told.add(name);
    if (told.size > MAX_ORIGINS) {
      log.warn('pages of further origins were refused, which are not named for an hour');
      return;
    }
    log.warn({ origin: name }, adviceFor(name));
  };
}

/** What an owner is to do so that pages of an origin can sell; of pages without one, what they can do. */
export function adviceFor(origin: string): string {
  const name = nameOf(origin);
  return /^https?:/.test(name)
    ? `pages of ${name} may not use this server: if they are yours, add ${name} to ALLOWED_ORIGINS, after a comma, and start the server again`
    : 'a page without an origin may not use this server: a file, or a frame with "sandbox" and without "allow-same-origin", or a data: address. In such a frame the element shows items, orders nothing, and leads to this server\'s page of the item, for which the frame needs "allow-popups". To sell in the page itself, serve it from an origin that is in ALLOWED_ORIGINS, outside of such a frame';
}

/** A text of a stranger's, as far as it is what a browser sends. */
function nameOf(origin: string): string {
  if (origin === 'null') return origin;
  const isOrigin =
    origin.length <= MAX_LENGTH && URL.canParse(origin) && new URL(origin).origin === origin;
  return isOrigin ? origin : 'not an origin';
}
