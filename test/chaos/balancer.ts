import type { Draws } from './random.ts';

/** Milliseconds after which a caller no longer waits while things go wrong. */
export const PATIENCE_MS = 12_000;

/** Requests that are under way, by server. */
const underWay = new Map<string, Set<Promise<unknown>>>();

/** Resolves once everything that is under way at a server now is answered, or broken off with it. */
export async function answersHere(url: string): Promise<void> {
  await Promise.allSettled(underWay.get(url) ?? []);
}

/**
 * Sends a request to one of the servers, as a balancer would: to any of them,
 * and where that one takes no connections, to the next.
 *
 * @param patience milliseconds after which the caller no longer waits; absent for as long as it takes
 * @throws where none of them answered
 */
export async function askServers(
  urls: readonly string[],
  draws: Draws,
  path: string,
  init: RequestInit = {},
  patience?: number,
): Promise<{ status: number; text: string }> {
  const first = draws.between(0, urls.length - 1);
  let refusal: unknown;
  for (const offset of urls.keys()) {
    const url = urls[(first + offset) % urls.length] as string;
    const asking = ask(`${url}${path}`, {
      ...init,
      ...(patience !== undefined && { signal: AbortSignal.timeout(patience) }),
    });
    const there = underWay.get(url) ?? new Set();
    underWay.set(url, there.add(asking));
    try {
      return await asking;
    } catch (error) {
      refusal = error;
      // A request that may have arrived is not repeated by a balancer.
      if (!isRefused(error)) break;
    } finally {
      there.delete(asking);
    }
  }
  throw refusal;
}

async function ask(url: string, init: RequestInit): Promise<{ status: number; text: string }> {
  const response = await fetch(url, init);
  return { status: response.status, text: await response.text() };
}

function isRefused(error: unknown): boolean {
  const { cause } = error as { cause?: { code?: string } };
  return cause?.code === 'ECONNREFUSED';
}
