import type { Random } from './random.ts';

/** A client gives up after this time while faults are injected. */
export const REQUEST_TIMEOUT_MS = 12_000;

/** Requests that are under way, by server. */
const underWay = new Map<string, Set<Promise<unknown>>>();

/** Resolves once everything that is under way at a server now is answered, or aborted with it. */
export async function answersHere(url: string): Promise<void> {
  await Promise.allSettled(underWay.get(url) ?? []);
}

/**
 * Sends a request to one of the servers, as a balancer would: to any of them,
 * and where that one takes no connections, to the next.
 *
 * @param timeoutMs milliseconds after which the caller no longer waits; absent for as long as it takes
 * @throws where none of them answered
 */
export async function askServers(
  urls: readonly string[],
  random: Random,
  path: string,
  init: RequestInit = {},
  timeoutMs?: number,
): Promise<{ status: number; text: string }> {
  const first = random.between(0, urls.length - 1);
  let lastError: unknown;
  for (const offset of urls.keys()) {
    const url = urls[(first + offset) % urls.length] as string;
    const asking = ask(`${url}${path}`, {
      ...init,
      ...(timeoutMs !== undefined && { signal: AbortSignal.timeout(timeoutMs) }),
    });
    const there = underWay.get(url) ?? new Set();
    underWay.set(url, there.add(asking));
    try {
      return await asking;
    } catch (error) {
      lastError = error;
      // A request that may have arrived is not repeated by a balancer.
      if (!isConnectionRefused(error)) break;
    } finally {
      there.delete(asking);
    }
  }
  throw lastError;
}

async function ask(url: string, init: RequestInit): Promise<{ status: number; text: string }> {
  const response = await fetch(url, init);
  return { status: response.status, text: await response.text() };
}

function isConnectionRefused(error: unknown): boolean {
  const { cause } = error as { cause?: { code?: string } };
  return cause?.code === 'ECONNREFUSED';
}
