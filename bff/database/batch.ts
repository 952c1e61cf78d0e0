/** The results of one batch, one for each entry and in their order. */
export type BatchWork<Entry, Result> = (entries: readonly Entry[]) => Promise<readonly Result[]>;

export type BatchOptions = {
  /** How many batches may run at the same time. */
  concurrency: number;
  /** Whether a failure may be the fault of one entry alone, so that the others are worth another try. */
  isFaultOfOneEntry: (error: unknown) => boolean;
};

/** The most entries of one batch. */
const MAX_BATCH_SIZE = 100;

/**
 * Collects the calls of one moment into a batch; calls that arrive while it runs form the next one.
 * A database applies a hundred changes in one transaction for little more than the price of one. A
 * single entry is not delayed.
 *
 * Each entry has its own result and its own failure. Where a batch fails for a reason that may lie
 * in one entry, each entry is run by itself.
 */
export function batch<Entry, Result>(
  work: BatchWork<Entry, Result>,
  { concurrency, isFaultOfOneEntry }: BatchOptions,
): (entry: Entry) => Promise<Result> {
  type Waiting = PromiseWithResolvers<Result> & { entry: Entry };
  let waiting: Waiting[] = [];
  let running = 0;
  let isScheduled = false;

  /** After what the event loop has in hand, which may bring more for the same group. */
  function call(): void {
    if (isScheduled || running >= concurrency || waiting.length === 0) return;
    isScheduled = true;
    setImmediate(() => {
      isScheduled = false;
      const group = waiting.slice(0, MAX_BATCH_SIZE);
      waiting = waiting.slice(MAX_BATCH_SIZE);
      running += 1;
      call();
      void finish(group).then(() => {
        running -= 1;
        call();
      });
    });
  }

  async function finish(group: readonly Waiting[]): Promise<void> {
    try {
      const results = await work(group.map(({ entry }) => entry));
      for (const [index, { resolve }] of group.entries()) resolve(results[index] as Result);
    } catch (error) {
      if (group.length > 1 && isFaultOfOneEntry(error)) {
        await Promise.all(group.map((one) => finish([one])));
      } else {
        for (const { reject } of group) reject(error);
      }
    }
  }

  return (entry) => {
    const { promise, resolve, reject } = Promise.withResolvers<Result>();
    waiting.push({ entry, promise, resolve, reject });
    call();
    return promise;
  };
}
