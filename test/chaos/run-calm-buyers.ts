import type { Store } from '../../bff/database/open-store.ts';
import { buy } from './buyers.ts';
import { nameOf, sortFailures } from './calm.ts';
import { readWatermark } from './evidence.ts';
import type { History } from './history.ts';
import type { Random } from './random.ts';
import type { Result } from './result.ts';
import type { Settings } from './settings.ts';
import { countBy, percentiles } from './statistics.ts';
import type { Surroundings } from './surroundings.ts';

/** How many pay once nothing goes wrong any more, of those who paid before, and how many of them at a time. */
const CALM_SHARE = 0.1;
const CALM_BUYERS = 10;

/** Lets a tenth as many buyers pay once the faults have stopped, and counts what still fails. */
export async function runCalmBuyers({
  settings: { pace, payments },
  surroundings: { servers, sandbox, proxy },
  store,
  history,
  random,
}: {
  settings: Settings;
  surroundings: Surroundings;
  store: Store;
  history: History;
  random: Random;
}): Promise<Result['calm']> {
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
        await readWatermark(store);
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
