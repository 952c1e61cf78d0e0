import type { Draws } from './random.ts';

/** Milliseconds after which a caller no longer waits. */
const PATIENCE = 12_000;

/**
 * Sends a request to one of the servers, as a balancer would: to any of them,
 * and where that one takes no connections, to the next.
 *
 * @throws where none of them answered
 */
export async function askServers(
  urls: readonly string[],
  draws: Draws,
  path: string,
  init: RequestInit = {},
): Promise<{ status: number; text: string }> {
  const first = draws.between(0, urls.length - 1);
  let refusal: unknown;
  for (const offset of urls.keys()) {
    const url = urls[(first + offset) % urls.length] as string;
    try {
      const response = await fetch(`${url}${path}`, {
        ...init,
        signal: AbortSignal.timeout(PATIENCE),
      });
      return { status: response.status, text: await response.text() };
    } catch (error) {
      refusal = error;
      // A request that may have arrived is not repeated by a balancer.
      if (!isRefused(error)) break;
    }
  }
  throw refusal;
}

function isRefused(error: unknown): boolean {
  const { cause } = error as { cause?: { code?: string } };
  return cause?.code === 'ECONNREFUSED';
}
