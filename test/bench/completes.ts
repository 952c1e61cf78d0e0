import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startPostgres } from '../support/server/database.ts';
import { startFlags } from '../support/server/start-command.ts';
import { benchOrder, benchPayment } from './bench-order.ts';
import { type Measured, measureLoad, medians } from './load.ts';
import { type Process, startBaseline, startCheckoutServer, startUpstream } from './processes.ts';
import { runStatement, seededId, seedOrders } from './seed.ts';

const ROUNDS = 5;
const WARM_UP = 3_000;
const AMOUNT = 3_000;
const CONNECTIONS = 100;

/** How many steps {@link measureCompletes} reports. */
export const completeSteps = (ROUNDS + 1) * 4;

/**
 * Completing distinct paid payments: the real server on either engine, each
 * payment durable before its answer, and a server as shops write it after
 * PortOne's sample, which keeps them in a Map: with as much memory as Node
 * likes, and with the flags that `npm start` gives the real one.
 */
export async function measureCompletes(onStep: (step: string) => void) {
  const folder = mkdtempSync(join(tmpdir(), 'bench-'));
  const postgres = await startPostgres();
  const upstream = await startUpstream(benchPayment);
  const item = {
    orderName: benchOrder.orderName,
    totalAmount: benchOrder.totalAmount,
    currency: benchOrder.currency,
  };
  const sqliteUrl = `sqlite:${join(folder, 'bench.db')}`;
  const orders = WARM_UP + ROUNDS * AMOUNT;
  for (const url of [sqliteUrl, postgres.url]) await seedOrders(url, benchOrder, 0, orders);
  const [{ fsync }] = (await runStatement(postgres.url, 'SHOW fsync')) as [{ fsync: string }];

  const checkout = (databaseUrl: string) =>
    startCheckoutServer({ databaseUrl, upstreamUrl: upstream.url, folder });
  const servers: Array<[name: string, server: Process]> = [
    ['Koa, koa-body, PortOne’s SDK, a Map', await startBaseline(upstream.url, { shoes: item })],
    [
      'the same with npm start’s flags',
      await startBaseline(upstream.url, { shoes: item }, startFlags),
    ],
    ['portone-checkout, SQLite', await checkout(sqliteUrl)],
    [`portone-checkout, PostgreSQL (fsync ${fsync})`, await checkout(postgres.url)],
  ];
  const rounds = new Map<string, Measured[]>(servers.map(([name]) => [name, []]));
  const next = new Map<string, number>(servers.map(([name]) => [name, 0]));
  for (let round = 0; round <= ROUNDS; round += 1) {
    for (const [name, server] of servers) {
      const measured = await measureLoad(server, {
        path: '/api/payment/complete',
        amount: round === 0 ? WARM_UP : AMOUNT,
        connections: CONNECTIONS,
        next: () => {
          const n = next.get(name) as number;
          next.set(name, n + 1);
          return { body: JSON.stringify({ paymentId: seededId(n) }) };
        },
      });
      if (round > 0) rounds.get(name)?.push(measured);
      onStep(`${name}: ${Math.round(measured.rate)} payments a second`);
    }
  }
  const memory = new Map<string, number>();
  for (const [name, server] of servers) {
    memory.set(name, Math.round((await server.usage()).residentMemory / 1_000_000));
    await server.stop();
  }
  await upstream.stop();
  await postgres.stop();
  rmSync(folder, { recursive: true });

  const measured = servers.map(([name]) => [name, medians(rounds.get(name) ?? [])] as const);
  const [, base] = measured[0] as readonly [string, Measured];
  return measured.map(([server, { rate, cpu, p50, p99 }]) => ({
    server,
    'payments/s': Math.round(rate),
    ratio: Number((rate / base.rate).toFixed(2)),
    'CPU µs each': Math.round(cpu),
    'CPU ratio': Number((base.cpu / cpu).toFixed(2)),
    'p50 ms': p50,
    'p99 ms': p99,
    'resident MB': memory.get(server),
  }));
}
