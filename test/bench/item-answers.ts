import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Measured, measureLoad, medians } from './load.ts';
import { startBareServer, startCheckoutServer } from './processes.ts';

const ROUNDS = 7;
const ROUND_SECONDS = 2;
const CONNECTIONS = 20;

/** How many steps {@link measureItemAnswers} reports. */
export const itemAnswerSteps = (ROUNDS + 1) * 2;

/**
 * Item answers per second of the real server, as `npm start` runs it, and of a
 * bare `node:http` server with the same bytes. They take turns, so that a noisy
 * machine is noisy for both, and the medians are compared.
 */
export async function measureItemAnswers(onStep: (step: string) => void) {
  const folder = mkdtempSync(join(tmpdir(), 'bench-'));
  const path = '/api/items/shoes';
  const checkout = await startCheckoutServer({
    databaseUrl: `sqlite:${join(folder, 'bench.db')}`,
    // An item answer needs no PortOne.
    upstreamUrl: 'http://127.0.0.1:65535',
    folder,
  });
  const bare = await startBareServer(await (await fetch(`${checkout.url}${path}`)).text());
  const servers = [
    { server: 'bare node:http', process: bare, rounds: [] as Measured[], goal: '' },
    {
      server: 'portone-checkout',
      process: checkout,
      rounds: [] as Measured[],
      goal: 'at least 0.7',
    },
  ];
  for (let round = 0; round <= ROUNDS; round += 1) {
    for (const { server, process, rounds } of servers) {
      const measured = await measureLoad(process, {
        path,
        seconds: ROUND_SECONDS,
        connections: CONNECTIONS,
      });
      // The first round only warms up.
      if (round > 0) rounds.push(measured);
      onStep(`${server}: ${Math.round(measured.rate)} answers a second`);
    }
  }
  for (const { process } of servers) await process.stop();
  rmSync(folder, { recursive: true });

  const base = medians(servers[0]?.rounds ?? []);
  return servers.map(({ server, rounds, goal }) => {
    const { rate, cpu } = medians(rounds);
    return {
      server,
      'answers/s': Math.round(rate),
      ratio: Number((rate / base.rate).toFixed(2)),
      'CPU µs each': Math.round(cpu),
      'CPU ratio': Number((base.cpu / cpu).toFixed(2)),
      goal,
    };
  });
}
