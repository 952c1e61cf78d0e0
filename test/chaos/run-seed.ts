import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { databaseDialect } from '../../bff/database/dialects.ts';
import { openStore, type Store } from '../../bff/database/open-store.ts';
import { awaitConvergence } from './await-convergence.ts';
import { answersHere } from './balancer.ts';
import { buy } from './buyers.ts';
import { nameOf } from './calm.ts';
import { findOversold, findViolations, moneyRank } from './checker.ts';
import { acceptedForgeries, readStored, readTruths } from './evidence.ts';
import { History } from './history.ts';
import { killer } from './killer.ts';
import { seededRandom } from './random.ts';
import { isRight, type Progress, type Result } from './result.ts';
import { runCalmBuyers } from './run-calm-buyers.ts';
import { Scenario } from './scenario.ts';
import type { Settings } from './settings.ts';
import { mugs } from './shop.ts';
import { count, countBy, percentiles, sum } from './statistics.ts';
import { startSurroundings } from './surroundings.ts';

/** Milliseconds that the receiver is away, once. */
const RECEIVER_OUTAGE_MS = 60_000;

/** Runs one seed from an empty database to the verdict. */
export async function runSeed(
  settings: Settings,
  seed: number,
  onProgress: (progress: Progress) => void,
): Promise<Result> {
  const { pace, payments } = settings;
  const begun = performance.now();
  const random = seededRandom(seed);
  const folder = mkdtempSync(join(tmpdir(), 'chaos-'));
  const history = new History();
  const scenario = new Scenario(payments);
  const outageCounts = new Map<string, number>();

  const surroundings = await startSurroundings(settings, folder, random, history);
  const { database, sandbox, proxy, receiver, servers, webhookProxy } = surroundings;

  let store: Store | undefined;
  const checkPromises = () =>
    history.checkPromises(async (paymentId) => {
      const order = await store?.orders.find(paymentId);
      if (!order) return undefined;
      return order.settlement ? moneyRank(order.settlement.status) : -1;
    });
  const serverKiller = killer({
    servers,
    random: random.branch('kills'),
    kills: settings.kills,
    failpoints: settings.failpoints,
    async onKilled(server) {
      // What it had said by then counts as well, before the next one puts right what it had left undone.
      await answersHere(servers.urls[server] as string);
      await checkPromises();
    },
  });

  let phase: Progress['phase'] = 'starting';
  const injectors = [proxy.injected, webhookProxy.injected, receiver.injected, outageCounts];
  const progressNow = (): Progress => ({
    phase,
    begun: scenario.begun,
    ended: scenario.ended,
    total: payments,
    kills: sum(serverKiller.kills.values()),
    faults: sum(injectors.flatMap((counts) => [...counts.values()])),
  });
  const watch = setInterval(() => onProgress(progressNow()), 200);

  await serverKiller.killMigrations();
  await servers.start();
  store = await openStore(databaseDialect(database.url), { sendsEvents: true });

  phase = 'paying';
  const outages = random.branch('outages');
  const outageEvents = [
    ...Array.from({ length: settings.outages }, (_, index) => ({
      at: outages.fraction(),
      outage: database.repeatedOutages[index % database.repeatedOutages.length],
    })),
    ...database.singleOutages.map((outage) => ({ at: outages.fraction(), outage })),
  ];
  await Promise.all([
    runBuyers(),
    serverKiller.follow(scenario),
    scenario.follow(outageEvents, async ({ outage }) => {
      if (!outage) return;
      count(outageCounts, outage.name);
      await outage.start(servers);
      await checkPromises();
    }),
    receiverOutage(outages.fraction()),
  ]);

  phase = 'converging';
  surroundings.heal();
  const firstConvergence = await awaitConvergence(surroundings, store, history);
  const complete = percentiles(history.completeTimes);
  phase = 'calm';
  const calm = await runCalmBuyers({ settings, surroundings, store, history, random });
  const lastConvergence = await awaitConvergence(surroundings, store, history);
  const converged = lastConvergence === undefined ? undefined : firstConvergence;
  await servers.stop();
  await checkPromises();

  const stored = await readStored(store, history.natures.keys());
  const soldMugs = (await store.stock.count(Date.now())).get('mug')?.sold ?? 0;
  const truths = readTruths(sandbox, history);
  const violations = [
    ...findViolations({
      truths,
      stored,
      deliveries: receiver.deliveries,
      sights: history.sights,
    }),
    ...findOversold(stored.values(), mugs, soldMugs),
    ...history.violations,
    ...acceptedForgeries(webhookProxy.acceptedForgeries, 'a forged webhook was answered with 2xx'),
    ...acceptedForgeries(receiver.forged, 'the receiver got an event without a right signature'),
  ];
  clearInterval(watch);
  onProgress(progressNow());

  await store.close();
  await surroundings.close();
  const wasRight = isRight({ violations, converged, calm });
  if (wasRight) rmSync(folder, { recursive: true, force: true });

  return {
    seed,
    violations,
    payments: countBy(truths, ({ nature, status }) =>
      nature === 'genuine' ? (status ?? 'never paid') : nature,
    ),
    kills: Object.fromEntries([...serverKiller.kills].sort()),
    missedFailpoints: serverKiller.missed,
    faults: Object.fromEntries(injectors.flatMap((counts) => [...counts])),
    restarts: servers.starts - settings.servers,
    converged,
    complete,
    calm,
    start: percentiles(servers.startTimes),
    repeated: receiver.repeated,
    promisesChecked: history.promisesChecked,
    answers: countBy(history.answers, nameOf),
    peakRss: Math.round(servers.peakRss / 1024 / 1024),
    sockets: { peak: servers.peakSockets, end: servers.sockets },
    seconds: Math.round((performance.now() - begun) / 1_000),
    ...(!wasRight && { folder }),
  };

  async function runBuyers(): Promise<void> {
    const options = { urls: servers.urls, sandbox, history, pace };
    let next = 0;
    await Promise.all(
      Array.from({ length: settings.buyers }, async () => {
        while (next < payments) {
          const index = next;
          next += 1;
          await scenario.begin();
          await buy(options, random.branch(`buyer ${index}`));
          scenario.ended += 1;
        }
      }),
    );
  }

  /** Goes on while the buyers do: buyers can pay while the receiver is away. */
  async function receiverOutage(at: number): Promise<void> {
    let outage: Promise<void> | undefined;
    await scenario.follow([{ at }], async () => {
      receiver.setDown(true);
      outage = delay(RECEIVER_OUTAGE_MS / pace).then(() => receiver.setDown(false));
    });
    await outage;
  }
}
