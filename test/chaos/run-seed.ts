import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { databaseDialect } from '../../bff/database/dialects.ts';
import { openStore, type Store } from '../../bff/database/open-store.ts';
import type { Sandbox } from '../../demo/sandbox/sandbox.ts';
import { freePort } from '../support/server/free-port.ts';
import { answersHere } from './balancer.ts';
import { buy } from './buyers.ts';
import { nameOf, sortFailures } from './calm.ts';
import {
  findViolations,
  judgePayment,
  moneyRank,
  type Stored,
  type Truth,
  type Violation,
} from './checker.ts';
import { chaosDatabase } from './database.ts';
import { startFaultProxy } from './fault-proxy.ts';
import { History } from './history.ts';
import { killer } from './killer.ts';
import { seededRandom } from './random.ts';
import { startReceiver } from './receiver.ts';
import { chaosSandbox } from './sandbox.ts';
import { Scenario } from './scenario.ts';
import { Servers } from './servers.ts';
import type { Settings } from './settings.ts';
import { fulfilmentSecret, webhookSecret } from './shop.ts';
import { startWebhookProxy } from './webhook-proxy.ts';

/**
 * How often the servers may read PortOne's changes to the end, once the faults
 * have stopped, without progress: then there will be none. What is
 * still wrong is put right by the first reading, or by what was to be repeated
 * meanwhile. On a slow machine a reading takes longer, and so does all of that.
 */
const MAX_READINGS_WITHOUT_PROGRESS = 40;

/** Milliseconds after which the servers count as reading nothing at all. */
const READING_HANGS_MS = 600_000;

/** Milliseconds between two looks at whether everything is as it should be. */
const CHECK_INTERVAL_MS = 250;

/** How many pay once nothing goes wrong any more, of those who paid before, and how many of them at a time. */
const CALM_SHARE = 0.1;
const CALM_BUYERS = 10;

/** Milliseconds that the receiver is away, once. */
const RECEIVER_OUTAGE_MS = 60_000;

/** How far a run has come, for its progress line. */
export type Progress = {
  phase: 'starting' | 'paying' | 'converging' | 'calm';
  begun: number;
  ended: number;
  total: number;
  kills: number;
  faults: number;
};

/** What came of a seed. */
export type Result = {
  seed: number;
  violations: Violation[];
  /** Payments by PortOne's final status, unmatched and tampered ones apart. */
  payments: Record<string, number>;
  kills: Record<string, number>;
  missedFailpoints: number;
  faults: Record<string, number>;
  restarts: number;
  /** Seconds after the faults stopped; absent where it took too long. */
  converged: number | undefined;
  /** Milliseconds until complete was answered, faults of PortOne included. */
  complete: { p50: number; p99: number };
  /** Of payments after all faults. */
  calm: {
    answers: number;
    /** Those that were 5xx or never came, by what they were: none may. */
    failures: Record<string, number>;
    /** As many again that were no fault of the servers. */
    excused: Record<string, number>;
    /** Milliseconds by which the slowest complete of a hundred is slower than PortOne mostly is. */
    beyond: number;
  };
  /** Milliseconds from a start to ready. */
  start: { p50: number; p99: number };
  /** Events that the receiver got again, under an id that it knew. */
  repeated: number;
  /** 2xx answers that were compared with the store. */
  promisesChecked: number;
  answers: Record<string, number>;
  /** Of one server, in megabytes. */
  peakRss: number;
  sockets: { peak: number; end: number };
  seconds: number;
  /** Where the servers' logs are, if something is wrong. */
  folder?: string;
};

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

  const database = await chaosDatabase(settings.engine, folder, pace);
  const sandbox = chaosSandbox(pace);
  const proxy = await startFaultProxy({
    target: await sandbox.listen(),
    random: random.branch('proxy'),
    pace,
  });
  const receiver = await startReceiver(fulfilmentSecret, random.branch('receiver'));
  const ports = await Promise.all(Array.from({ length: settings.servers }, freePort));
  const servers = new Servers(
    ports.map((port) => ({
      databaseUrl: database.url,
      apiUrl: proxy.url,
      fulfilmentUrl: receiver.url,
      port,
      pace,
    })),
    folder,
  );
  const webhookProxy = await startWebhookProxy({
    urls: servers.urls,
    random: random.branch('webhooks'),
    pace,
    history,
    findPayment: (paymentId) => sandbox.payment(paymentId),
  });
  sandbox.setWebhook({ url: webhookProxy.url, secret: webhookSecret });

  let store: Store | undefined;
  const checkPromises = () =>
    history.checkPromises(async (paymentId) => {
      const order = await store?.orders.find(paymentId);
      if (!order) return undefined;
      return order.settlement ? moneyRank(order.settlement.status) : -1;
    });
  const serverKiller = killer({
    servers: servers,
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
  const standing = (): Progress => ({
    phase,
    begun: scenario.begun,
    ended: scenario.ended,
    total: payments,
    kills: sum(serverKiller.kills.values()),
    faults: sum(injectors.flatMap((counts) => [...counts.values()])),
  });
  const watch = setInterval(() => onProgress(standing()), 200);

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
  proxy.heal();
  webhookProxy.heal();
  receiver.heal();
  const hasConverged = await convergence(store);
  const complete = percentiles(history.completeTimes);
  phase = 'calm';
  const calm = await runCalmBuyers(store);
  const converged = (await convergence(store)) === undefined ? undefined : hasConverged;
  await servers.stop();
  await checkPromises();

  const stored = await readStored(store, history.natures.keys());
  const truths = readTruths(sandbox, history);
  const violations = [
    ...findViolations({
      truths,
      stored,
      deliveries: receiver.deliveries,
      sights: history.sights,
    }),
    ...history.violations,
    ...acceptedForgeries(webhookProxy.acceptedForgeries, 'a forged webhook was answered with 2xx'),
    ...acceptedForgeries(receiver.forged, 'the receiver got an event without a right signature'),
  ];
  clearInterval(watch);
  onProgress(standing());

  await store.close();
  await Promise.all([proxy.close(), webhookProxy.close(), receiver.close(), sandbox.close()]);
  await database.close();
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

  /** What is left of the faults once there are none. */
  async function runCalmBuyers(store: Store): Promise<Result['calm']> {
    const options = { urls: servers.urls, sandbox, history, pace, isPatient: true };
    const plan = { outcome: 'paid', completes: 1, pauses: [] } as const;
    // A server may be starting, or leave PortOne alone for a while: it is well once it has served a buyer.
    await Promise.all(
      servers.urls.map((url) =>
        buy({ ...options, urls: [url] }, random.branch(`first buyer at ${url}`), plan),
      ),
    );
    const answersBefore = history.answers.length;
    const completesBefore = history.completeTimes.length;
    const callsBefore = proxy.latencies.length;
    const givenUpBefore = proxy.givenUp;
    let slowestRead = 0;
    let left = payments * CALM_SHARE;
    await Promise.all(
      Array.from({ length: CALM_BUYERS }, async () => {
        while (left > 0) {
          left -= 1;
          await buy(options, random.branch(`calm buyer ${left}`), plan);
          const begun = performance.now();
          await reachedBy(store);
          slowestRead = Math.max(slowestRead, performance.now() - begun);
        }
      }),
    );
    const answers = history.answers.slice(answersBefore);
    const givenUp = proxy.givenUp - givenUpBefore;
    const { failures, excused } = sortFailures(answers, { givenUp, slowestRead });
    const own = percentiles(history.completeTimes.slice(completesBefore));
    const portOne = percentiles(proxy.latencies.slice(callsBefore));
    return {
      answers: answers.length,
      failures: countBy(failures, nameOf),
      excused: countBy(excused, nameOf),
      beyond: own.p99 - portOne.p50,
    };
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

  /** @returns the seconds until every payment was as it should be, `undefined` where that will never be so */
  async function convergence(store: Store): Promise<number | undefined> {
    const start = performance.now();
    let open = [...history.natures.keys()];
    let stands = '';
    let readUntil = Number.NaN;
    let readings = 0;
    let readAt = start;
    while (open.length > 0) {
      const reached = await reachedBy(store);
      if (reached !== readUntil) {
        readUntil = reached;
        readAt = performance.now();
        readings += 1;
      }
      const now = `${open.length} ${receiver.deliveries.length}`;
      if (now !== stands) {
        stands = now;
        readings = 0;
      }
      if (
        readings > MAX_READINGS_WITHOUT_PROGRESS ||
        performance.now() - readAt > READING_HANGS_MS
      ) {
        return undefined;
      }
      const stored = await readStored(store, open);
      const deliveries = Map.groupBy(receiver.deliveries, ({ paymentId }) => paymentId);
      open = open.filter((paymentId) => {
        const truth = readTruth(sandbox, history, paymentId);
        const told = deliveries.get(paymentId) ?? [];
        return judgePayment(truth, stored.get(paymentId), told).some(
          ({ kind }) => kind === 'lost' || kind === 'not revoked once',
        );
      });
      if (open.length > 0) await delay(CHECK_INTERVAL_MS);
    }
    return Number(((performance.now() - start) / 1_000).toFixed(1));
  }
}

/** Nothing is wrong with any payment, and without faults every answer is one. */
export function isRight({
  violations,
  converged,
  calm,
}: Pick<Result, 'violations' | 'converged' | 'calm'>): boolean {
  const isReliable = Object.keys(calm.failures).length === 0;
  return violations.length === 0 && converged !== undefined && isReliable;
}

/** How far PortOne's changes have been read, in milliseconds since 1970. */
async function reachedBy({ watermark }: Store): Promise<number> {
  const now = Date.now();
  return Math.round(now - (await watermark.lag(now)) * 1_000);
}

function readTruths(sandbox: Sandbox, history: History): Truth[] {
  return [...history.natures.keys()].map((paymentId) => readTruth(sandbox, history, paymentId));
}

function readTruth(sandbox: Sandbox, history: History, paymentId: string): Truth {
  const nature = history.natures.get(paymentId) as Truth['nature'];
  const payment = sandbox.payment(paymentId) as
    | {
        status: NonNullable<Truth['status']>;
        transactionId: string;
        cancellations?: Array<{ id: string }>;
      }
    | undefined;
  return {
    paymentId,
    nature,
    ...(payment && { status: payment.status, transactionId: payment.transactionId }),
    cancellationIds: payment?.cancellations?.map(({ id }) => id) ?? [],
  };
}

async function readStored(
  store: Store,
  paymentIds: Iterable<string>,
): Promise<Map<string, Stored>> {
  const stored = new Map<string, Stored>();
  for (const paymentId of paymentIds) {
    const order = await store.orders.find(paymentId);
    if (!order) continue;
    const { settlement } = order;
    stored.set(paymentId, {
      ...(settlement && { status: settlement.status }),
      isHeld: settlement?.hold !== undefined,
      isFulfilled: settlement?.fulfilledAt !== undefined,
    });
  }
  return stored;
}

function acceptedForgeries(times: number, what: string): Violation[] {
  return Array.from({ length: times }, () => ({ kind: 'unexpected', paymentId: '', what }));
}

function percentiles(times: readonly number[]): { p50: number; p99: number } {
  const sorted = times.toSorted((a, b) => a - b);
  const at = (share: number) => Math.round(sorted[Math.floor(sorted.length * share)] ?? 0);
  return { p50: at(0.5), p99: at(0.99) };
}

function countBy<Value>(
  values: readonly Value[],
  key: (value: Value) => string,
): Record<string, number> {
  const counts = new Map<string, number>();
  for (const value of values) count(counts, key(value));
  return Object.fromEntries([...counts].sort());
}

function count(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}

export function sum(numbers: Iterable<number>): number {
  return [...numbers].reduce((total, number) => total + number, 0);
}
