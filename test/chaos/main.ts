/**
 * `npm run chaos`: buyers pay while everything that can go wrong does, and
 * afterwards every payment has to be accounted for.
 */
import { writeFileSync } from 'node:fs';
import { leaveReport } from '../tools/test-report.ts';
import { endProgress, printSeed, printTable, progressOf } from './report.ts';
import { isRight, type Result } from './result.ts';
import { runSeed } from './run-seed.ts';
import { commandFor, parseSettings, type Settings } from './settings.ts';

function readSettings(): Settings {
  try {
    return parseSettings(process.argv.slice(2));
  } catch (error) {
    console.error((error as Error).message);
    process.exit(2);
  }
}

const settings = readSettings();
const results: Result[] = [];
for (let seed = settings.seed; seed < settings.seed + settings.seeds; seed += 1) {
  const result = await runSeed(settings, seed, progressOf(seed)).catch((error: unknown) => {
    endProgress();
    console.error(error);
    console.error(`seed ${seed} broke off. Again: ${commandFor(settings, seed)}`);
    process.exit(1);
  });
  endProgress();
  printSeed(settings, result);
  results.push(result);
}
printTable(settings, results);
if (settings.json) writeFileSync(settings.json, JSON.stringify({ settings, results }, null, 2));
const wrong = results.filter((result) => !isRight(result));
leaveReport({
  passed: results.length - wrong.length,
  failed: wrong.map(({ seed }) => `seed ${seed}: ${commandFor(settings, seed)}`),
});
process.exit(wrong.length > 0 ? 1 : 0);
