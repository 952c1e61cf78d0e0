import { violationKinds } from './checker.ts';
import { isRight, type Progress, type Result } from './result.ts';
import { commandFor, type Settings } from './settings.ts';
import { sum } from './statistics.ts';

/** Between two lines, where the output is not a terminal. */
const LINE_INTERVAL_MS = 10_000;

/** Violations that are shown in full. */
const SHOWN = 20;

/** Shows how far a seed has come: a bar on a terminal, a line now and then elsewhere. */
export function progressOf(seed: number): (progress: Progress) => void {
  const start = performance.now();
  let lastLine = start;
  return ({ phase, begun, ended, total, kills, faults }) => {
    const now = performance.now();
    const seconds = (now - start) / 1_000;
    const text =
      `seed ${seed}: ${phase}, ${ended} of ${total} payments (${(ended / seconds).toFixed(0)}/s), ` +
      `${kills} kills, ${faults} faults, ${seconds.toFixed(0)} s`;
    if (process.stderr.isTTY) {
      const bar = '█'.repeat(Math.round((begun / total) * 20)).padEnd(20, '░');
      process.stderr.write(`\r\x1b[K${bar} ${text}`);
    } else if (now - lastLine >= LINE_INTERVAL_MS) {
      lastLine = now;
      console.error(text);
    }
  };
}

/** Puts the cursor behind a bar. */
export function endProgress(): void {
  if (process.stderr.isTTY) process.stderr.write('\n');
}

/** Says everything about a seed. */
export function printSeed(settings: Settings, result: Result): void {
  const { seed, violations, converged, complete, calm, start, sockets, folder } = result;
  const list = (counts: Record<string, number>) =>
    Object.entries(counts)
      .map(([name, number]) => `${name} ${number}`)
      .join(', ');
  console.log(`
seed ${seed} on ${settings.engine}, ${settings.servers} server(s), ${settings.payments} payments, ${result.seconds} s
  payments    ${list(result.payments)}
  kills       ${list(result.kills)}; ${result.restarts} restarts, ready after ${start.p50} ms (p99 ${start.p99})${result.missedFailpoints ? `; ${result.missedFailpoints} failpoints that no server passed` : ''}
  faults      ${list(result.faults)}
  answers     ${list(result.answers)}
  complete    p50 ${complete.p50} ms, p99 ${complete.p99} ms, PortOne’s faults included
  calm        ${calm.answers} answers without faults, of them 5xx or none: ${list(calm.failures) || 'none'}; by no fault of the servers: ${list(calm.excused) || 'none'}; complete’s p99 ${calm.beyond} ms beyond PortOne
  receiver    ${result.repeated} events came again under an id that was known
  promises    ${result.promisesChecked} answers of 2xx compared with the store
  memory      ${result.peakRss} MB at most; ${sockets.peak} sockets of its own at most, ${sockets.end} in the end
  converged   ${converged === undefined ? 'NOT within the time' : `after ${converged} s`}`);
  if (isRight(result)) return;
  for (const { kind, paymentId, what } of violations.slice(0, SHOWN)) {
    console.log(`  ✖ ${kind}: ${paymentId} ${what}`);
  }
  if (violations.length > SHOWN) console.log(`  … ${violations.length - SHOWN} more`);
  console.log(`  logs and database: ${folder}\n  again: ${commandFor(settings, seed)}`);
}

/** All seeds side by side. */
export function printTable(settings: Settings, results: readonly Result[]): void {
  console.table(
    results.map((result) => ({
      engine: settings.engine,
      servers: settings.servers,
      seed: result.seed,
      payments: settings.payments,
      kills: sum(Object.values(result.kills)),
      faults: sum(Object.values(result.faults)),
      ...Object.fromEntries(
        violationKinds.map((kind) => [
          kind,
          result.violations.filter((violation) => violation.kind === kind).length,
        ]),
      ),
      'converged, s': result.converged ?? 'not',
      'complete p50/p99, ms': `${result.complete.p50}/${result.complete.p99}`,
      'calm: 5xx, p99': `${sum(Object.values(result.calm.failures))} of ${result.calm.answers}, ${result.calm.beyond} ms`,
      'RSS, MB': result.peakRss,
      seconds: result.seconds,
    })),
  );
}
