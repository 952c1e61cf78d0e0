export type Worker = {
  /** Makes the next pass begin now. */
  wake(): void;
  /** Ends after the pass that is under way. */
  stop(): Promise<void>;
};

/**
 * Repeats a pass for ever, one at a time, with a pause after each pass that found
 * nothing to do. A failed pass is reported, and counts as one that found nothing.
 *
 * @param pass returns how much it did; its signal says that it is to end early if it can
 * @param intervalMs milliseconds
 */
export function repeat(
  pass: (signal: AbortSignal) => Promise<number>,
  intervalMs: number,
  onError: (error: unknown) => void,
): Worker {
  const stopped = new AbortController();
  let wakeUp = () => {};
  let isWoken = false;

  const running = (async () => {
    while (!stopped.signal.aborted) {
      isWoken = false;
      const done = await pass(stopped.signal).catch((error: unknown) => {
        onError(error);
        return 0;
      });
      if (done > 0 || isWoken || stopped.signal.aborted) continue;
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, intervalMs);
        wakeUp = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
  })();

  const wake = () => {
    isWoken = true;
    wakeUp();
  };
  return {
    wake,
    async stop() {
      stopped.abort();
      wake();
      await running;
    },
  };
}
