import autocannon, { type Options, type Result } from 'autocannon';
import type { Process } from './processes.ts';

export type Load = {
  path: string;
  /** How many requests, or for how many seconds. */
  amount?: number;
  seconds?: number;
  connections: number;
  /** A fresh request each time it is called; a plain GET where it is absent. */
  next?: () => { body: string; headers?: Record<string, string> };
};

export type Measured = {
  /** Answers a second. */
  rate: number;
  /** Microseconds of the server's processor for each answer. */
  cpu: number;
  /** Milliseconds, of 99 of 100 answers. */
  p99: number;
  p50: number;
};

/**
 * Puts a server under load.
 *
 * @throws where any answer is not 2xx
 */
export async function measureLoad(server: Process, load: Load): Promise<Measured> {
  const { next } = load;
  const before = await server.usage();
  const { result, seconds } = await fire({
    url: `${server.url}${load.path}`,
    connections: Math.min(load.connections, load.amount ?? load.connections),
    ...(load.amount === undefined ? { duration: load.seconds ?? 1 } : { amount: load.amount }),
    ...(next && {
      requests: [
        {
          method: 'POST',
          setupRequest(request) {
            const { body, headers } = next();
            return {
              ...request,
              body,
              headers: { 'content-type': 'application/json', ...headers },
            };
          },
        },
      ],
    }),
  });
  const after = await server.usage();
  const { non2xx, errors, timeouts } = result;
  if (non2xx > 0 || errors > 0 || timeouts > 0) {
    throw new Error(
      `${load.path}: ${non2xx} answers that are not 2xx, ${errors} errors, ${timeouts} timeouts`,
    );
  }
  const answers = result['2xx'];
  return {
    rate: answers / seconds,
    cpu: ((after.cpu - before.cpu) / answers) * 1_000_000,
    p99: result.latency.p99,
    p50: result.latency.p50,
  };
}

/** autocannon notices only once a second that it is done, so the time is taken here. */
function fire(options: Options): Promise<{ result: Result; seconds: number }> {
  return new Promise((resolve, reject) => {
    let start = performance.now();
    let end = start;
    let answers = 0;
    const instance = autocannon(options, (error: Error | null, result) =>
      error ? reject(error) : resolve({ result, seconds: (end - start) / 1_000 }),
    );
    instance.on('start', () => {
      start = performance.now();
    });
    instance.on('response', () => {
      end = performance.now();
      answers += 1;
      if (answers === options.amount) instance.stop?.();
    });
  });
}

export function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] as number;
}

/** The medians of several rounds. */
export function medians(rounds: readonly Measured[]): Measured {
  const of = (name: keyof Measured) => median(rounds.map((round) => round[name]));
  return { rate: of('rate'), cpu: of('cpu'), p99: of('p99'), p50: of('p50') };
}
