import { type ChildProcess, fork } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import autocannon from 'autocannon';

const ROUNDS = 5;
const SECONDS = 3;
const CONNECTIONS = 20;

/** How many steps {@link measureItemAnswers} reports. */
export const itemAnswerSteps = ROUNDS * 2;

/**
 * Item answers per second of the real server, as `npm start` runs it, and of a
 * bare `node:http` server with the same bytes. They take turns, so that a noisy
 * machine is noisy for both, and the medians are compared.
 */
export async function measureItemAnswers(onStep: (step: string) => void) {
  const folder = mkdtempSync(join(tmpdir(), 'bench-'));
  const checkout = fork(resolve(import.meta.dirname, '../../bff/main.ts'), {
    env: {
      PATH: process.env.PATH,
      V2_API_SECRET: 'a-secret-for-the-benchmark',
      V2_WEBHOOK_SECRET: `whsec_${Buffer.from('benchmark').toString('base64')}`,
      CATALOG: resolve(import.meta.dirname, '../../demo/catalog.json'),
      DATABASE_URL: `sqlite:${join(folder, 'bench.db')}`,
      PORT: '0',
      HOST: '127.0.0.1',
    },
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  });
  const checkoutUrl = `${await loggedAddress(checkout)}/api/items/shoes`;
  const body = await (await fetch(checkoutUrl)).text();
  const bare = fork(resolve(import.meta.dirname, 'bare-server.ts'), {
    env: { PATH: process.env.PATH, BODY: body },
  });
  const bareUrl = await new Promise<string>((told) =>
    bare.once('message', ({ port }: { port: number }) => told(`http://127.0.0.1:${port}/`)),
  );

  const rates: Record<'checkout' | 'bare', number[]> = { checkout: [], bare: [] };
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const [name, url] of [
      ['bare', bareUrl],
      ['checkout', checkoutUrl],
    ] as const) {
      const { requests, non2xx, errors } = await autocannon({
        url,
        connections: CONNECTIONS,
        duration: SECONDS,
      });
      if (non2xx > 0 || errors > 0)
        throw new Error(`${name}: ${non2xx} refusals, ${errors} errors`);
      rates[name].push(requests.average);
      onStep(`${name}: ${Math.round(requests.average)} answers a second`);
    }
  }
  checkout.kill('SIGTERM');
  bare.kill('SIGTERM');
  await new Promise((ended) => checkout.on('exit', ended));
  rmSync(folder, { recursive: true });

  const ratio = median(rates.checkout) / median(rates.bare);
  return [
    { server: 'bare node:http', 'answers/s': Math.round(median(rates.bare)), ratio: 1, goal: '' },
    {
      server: 'portone-checkout',
      'answers/s': Math.round(median(rates.checkout)),
      ratio: Number(ratio.toFixed(2)),
      goal: 'at least 0.7',
    },
  ];
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] as number;
}

async function loggedAddress(server: ChildProcess): Promise<string> {
  return new Promise((found) => {
    server.stdout?.on('data', (chunk: Buffer) => {
      const port = /"port":(\d+)/.exec(chunk.toString())?.[1];
      if (port) found(`http://127.0.0.1:${port}`);
    });
  });
}
