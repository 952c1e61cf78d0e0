import { setTimeout as delay } from 'node:timers/promises';
import type { Store } from '../../bff/database/open-store.ts';
import { judgePayment } from './checker.ts';
import { readStored, readTruth, readWatermark } from './evidence.ts';
import type { History } from './history.ts';
import type { Surroundings } from './surroundings.ts';

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

/** @returns the seconds until every payment was as it should be, `undefined` where that will never be so */
export async function awaitConvergence(
  { sandbox, receiver }: Pick<Surroundings, 'sandbox' | 'receiver'>,
  store: Store,
  history: History,
): Promise<number | undefined> {
  const start = performance.now();
  let open = [...history.natures.keys()];
  let lastProgress = '';
  let lastReached = Number.NaN;
  let readings = 0;
  let readAt = start;
  while (open.length > 0) {
    const reached = await readWatermark(store);
    if (reached !== lastReached) {
      lastReached = reached;
      readAt = performance.now();
      readings += 1;
    }
    const progress = `${open.length} ${receiver.deliveries.length}`;
    if (progress !== lastProgress) {
      lastProgress = progress;
      readings = 0;
    }
    if (readings > MAX_READINGS_WITHOUT_PROGRESS || performance.now() - readAt > READING_HANGS_MS) {
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
