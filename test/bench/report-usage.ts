/**
 * Preloaded into every process that is measured: tells what it has used so far,
 * when it is asked. The time of the processor says what a request costs on a
 * machine that others use as well.
 */
export type Usage = {
  /** Seconds of the processor. */
  cpu: number;
  /** Bytes. */
  residentMemory: number;
};

process.on('message', (question) => {
  if (question !== 'usage') return;
  const { user, system } = process.cpuUsage();
  const usage: Usage = {
    cpu: (user + system) / 1_000_000,
    residentMemory: process.memoryUsage.rss(),
  };
  process.send?.({ usage });
});
// The question alone does not keep a process that is stopping.
process.channel?.unref();
