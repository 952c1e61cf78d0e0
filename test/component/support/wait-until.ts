import { waitUntil as openWcWaitUntil } from '@open-wc/testing';

/** Milliseconds after which a condition counts as one that never holds: less than what a test may take. */
const HANG_MS = 120_000;

/**
 * Resolves once something holds. Looks often, and has the patience that three
 * engines on a busy machine want: the one second of `@open-wc/testing` is for
 * one engine on an idle one.
 */
export function waitUntil(condition: () => unknown, message?: string): Promise<void> {
  return openWcWaitUntil(() => Boolean(condition()), message, { interval: 2, timeout: HANG_MS });
}
