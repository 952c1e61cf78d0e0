/**
 * `npm test`: everything that has to hold, the quickest first, each step with
 * its time. The engines of the element's tests leave room for other steps, which
 * run beside them. A step that fails does not keep the next ones from running; in
 * the end all that failed is listed, and the last line counts the tests. It gets a
 * Chromium itself where there is none, and tests in Firefox and WebKit as well
 * where they are installed.
 *
 * `npm run check` is the same for what needs nothing but Node: `run-all.ts --check`.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { findBrowser } from '../support/browser/browser.ts';
import { startPostgres } from '../support/server/database.ts';
import { installBrowser } from './install-browser.ts';
import { readReport, type TestReport } from './test-report.ts';

type Step = {
  script: string;
  env?: Record<string, string>;
  /** It would test what an earlier build has left, or nothing. */
  needsBuild?: boolean;
};

const checks: Step[] = [{ script: 'lint' }, { script: 'typecheck' }];
const first: Step[] = [
  ...checks,
  { script: 'build' },
  // Takes all of two cores by itself.
  { script: 'test:node', needsBuild: true },
];
/** Each engine opens one file after the other, and leaves half of the processor to others. */
const engines: Step = { script: 'test:component', env: { ENGINES: 'all' } };
const besideEngines: Step[] = [
  // What the server promises over HTTP, once more on the other engine.
  { script: 'test:routes', env: { TEST_ENGINE: 'PostgreSQL' } },
  { script: 'test:package', needsBuild: true },
  { script: 'test:chaos' },
];

/**
 * Runs a step. What has no tests of its own, as the linter, counts as one.
 *
 * @param output a file for what it prints, where it runs beside another
 */
async function run(
  { script, env }: Step,
  folder: string,
  output: number | 'inherit',
): Promise<TestReport> {
  const file = join(folder, `${script}.json`);
  const child = spawn('npm', ['run', '--silent', script], {
    stdio: ['inherit', output, output],
    env: { ...process.env, ...env, TEST_REPORT: file },
  });
  const [status] = await once(child, 'close');
  const report = readReport(file);
  if (status === 0) return report ?? { passed: 1, failed: [] };
  // Killed, or broken off outside its tests.
  return report && report.failed.length > 0
    ? report
    : { passed: report?.passed ?? 0, failed: [`ended with exit code ${status}`] };
}

// Some sixty processes start from the same files: each is read and compiled once.
process.env.NODE_COMPILE_CACHE ??= resolve(import.meta.dirname, '../../node_modules/.cache/tests');
const isCheck = process.argv.includes('--check');
let postgres: Awaited<ReturnType<typeof startPostgres>> | undefined;
if (!isCheck) {
  await findBrowser().catch(installBrowser);
  if (!process.env.TEST_DATABASE_URL) {
    postgres = await startPostgres();
    process.env.TEST_DATABASE_URL = postgres.url;
  }
}

const start = performance.now();
const folder = mkdtempSync(join(tmpdir(), 'test-reports-'));
const failures: string[] = [];
let passed = 0;
let isBuilt = true;
if (isCheck) {
  await runSteps([...checks, { script: 'test:plain' }]);
} else {
  await runSteps(first);
  await Promise.all([runSteps([engines]), runSteps(besideEngines, 'beside')]);
}
await postgres?.stop();
rmSync(folder, { recursive: true, force: true });

console.log(`\n${failures.length > 0 ? '✖' : '✔'} everything in ${seconds(start)} s`);
for (const failure of failures) console.log(`  ✖ ${failure}`);
console.log(`${passed} passed, ${failures.length} failed`);
if (failures.length > 0) process.exitCode = 1;

/** One after the other. What a step prints that runs `beside` another follows once it is over. */
async function runSteps(steps: Step[], how?: 'beside'): Promise<void> {
  for (const step of steps) {
    const stepStart = performance.now();
    const title = [step.script, ...Object.values(step.env ?? {})].join(' on ');
    const file = join(folder, `${step.script}.txt`);
    console.log(`\n▶ ${title}${how ? ' (what it prints follows)' : ''}`);
    const output = how ? openSync(file, 'w') : 'inherit';
    const report: TestReport =
      step.needsBuild && !isBuilt
        ? { passed: 0, failed: ['did not run: it needs the build, which failed'] }
        : await run(step, folder, output);
    if (output !== 'inherit') {
      closeSync(output);
      console.log(`\n▶ ${title}\n${readFileSync(file, 'utf8')}`);
    }
    if (step.script === 'build') isBuilt = report.failed.length === 0;
    passed += report.passed;
    failures.push(...report.failed.map((failed) => `${title}: ${failed}`));
    console.log(`${report.failed.length > 0 ? '✖' : '✔'} ${title} in ${seconds(stepStart)} s`);
  }
}

function seconds(since: number): string {
  return ((performance.now() - since) / 1000).toFixed(1);
}
