import { waitUntil as openWcWaitUntil } from '@open-wc/testing';

/**
 * Resolves once something holds. Looks often, and has the patience that three
 * engines on a busy machine want: the one second of `@open-wc/testing` is for
 * one engine on an idle one.
 */
export function waitUntil(condition: () => unknown, message?: string): Promise<void> {
  return openWcWaitUntil(() => Boolean(condition()), message, { interval: 2, timeout: 15_000 });
}
