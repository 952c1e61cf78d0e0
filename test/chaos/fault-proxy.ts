import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import Koa, { type Middleware } from 'koa';
import { type Fault, faultInjector } from '../../demo/sandbox/api/faults.ts';
import type { Random } from './random.ts';

/** Of a hundred calls of PortOne's API. */
const faults = {
  none: 76,
  'PortOne 5xx': 10,
  'PortOne 429': 5,
  'PortOne hangs': 5,
  'PortOne malformed': 2,
  'PortOne resets': 2,
};

/** Milliseconds that one call of a hundred takes at least. */
const LATENCY_P99_MS = 3_000;

/** Milliseconds within which an exponential distribution keeps 99 of 100, for a mean of one. */
const P99_OF_MEAN_ONE = Math.log(100);

export type FaultProxy = {
  url: string;
  /** How often each fault was injected. */
  injected: Map<string, number>;
  /** From now on calls pass as they are, at once. */
  heal(): void;
  /** Milliseconds that PortOne took for each call since then. */
  readonly latencies: readonly number[];
  /** Calls since then whose caller has not waited for the answer. */
  givenUp: number;
  close(): Promise<void>;
};

/**
 * Stands between the servers and PortOne, and is to the servers what a bad day
 * at PortOne would be.
 *
 * @param pace how many times quicker than real it is
 */
export async function startFaultProxy(options: {
  target: string;
  random: Random;
  pace: number;
}): Promise<FaultProxy> {
  const { target, random, pace } = options;
  const injected = new Map<string, number>();
  const latencies: number[] = [];
  let isHealthy = false;

  const slow: Middleware = async (ctx, next) => {
    if (isHealthy) {
      ctx.res.once('close', () => {
        if (!ctx.res.writableFinished) proxy.givenUp += 1;
      });
    } else {
      const mean = LATENCY_P99_MS / P99_OF_MEAN_ONE / pace;
      await delay(-Math.log(1 - random.fraction()) * mean);
    }
    await next();
  };
  const forward: Middleware = async (ctx) => {
    const begun = performance.now();
    const chunks: Buffer[] = [];
    for await (const chunk of ctx.req) chunks.push(chunk);
    const response = await fetch(`${target}${ctx.url}`, {
      method: ctx.method,
      headers: { authorization: ctx.get('Authorization') },
      ...(chunks.length > 0 && { body: Buffer.concat(chunks) }),
    });
    ctx.status = response.status;
    ctx.type = 'json';
    const text = await response.text();
    // What is broken off half-way is broken off after PortOne did what was asked.
    ctx.body = JSON.parse(text);
    if (isHealthy) latencies.push(performance.now() - begun);
  };

  const app = new Koa();
  // A server that was killed does not wait for its answer.
  app.on('error', () => {});
  app.use(slow);
  app.use(
    faultInjector(
      () => {
        if (isHealthy) return undefined;
        const name = random.weighted(faults);
        if (name === 'none') return undefined;
        injected.set(name, (injected.get(name) ?? 0) + 1);
        return faultNamed(name, random);
      },
      () => 'other',
    ),
  );
  app.use(forward);
  const server = createServer(app.callback());
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));

  const proxy: FaultProxy = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    injected,
    latencies,
    givenUp: 0,
    heal() {
      isHealthy = true;
    },
    async close() {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
  };
  return proxy;
}

function faultNamed(name: Exclude<keyof typeof faults, 'none'>, random: Random): Fault {
  switch (name) {
    case 'PortOne 5xx':
      return random.one<Fault>([
        { kind: 'status', status: 500 },
        { kind: 'status', status: 503 },
        { kind: 'html' },
      ]);
    case 'PortOne 429':
      return { kind: 'status', status: 429, retryAfter: 1 };
    case 'PortOne hangs':
      return { kind: 'hang' };
    case 'PortOne malformed':
      return random.one<Fault>([{ kind: 'malformed' }, { kind: 'null' }, { kind: 'truncated' }]);
    case 'PortOne resets':
      return { kind: 'reset' };
  }
}
