/**
 * `npm test`: everything that has to hold, the quickest first, each step with
 * its time. A step that fails does not keep the next ones from running; in the
 * end all that failed is listed, and the last line counts the tests. It gets a
 * Chromium itself where there is none, and tests in Firefox and WebKit as well
 * where they are installed.
 *
 * `npm run check` is the same for what needs nothing but Node: `run-all.ts --check`.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
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
const all: Step[] = [
  ...checks,
  { script: 'build' },
  { script: 'test:node', needsBuild: true },
  // What the server promises over HTTP, once more on the other engine.
  { script: 'test:routes', env: { TEST_ENGINE: 'PostgreSQL' } },
  { script: 'test:package', needsBuild: true },
  { script: 'test:chaos' },
  { script: 'test:component', env: { ENGINES: 'all' } },
];

/** Runs a step. What has no tests of its own, as the linter, counts as one. */
function run({ script, env }: Step, folder: string): TestReport {
  const file = join(folder, `${script}.json`);
  const { status } = spawnSync('npm', ['run', '--silent', script], {
    stdio: 'inherit',
    env: { ...process.env, ...env, TEST_REPORT: file },
  });
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
  process.env.CHROME_PATH = await findBrowser().catch(installBrowser);
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
for (const step of isCheck ? [...checks, { script: 'test:plain' }] : all) {
  const stepStart = performance.now();
  const title = [step.script, ...Object.values(step.env ?? {})].join(' on ');
  console.log(`\n▶ ${title}`);
  const report: TestReport =
    step.needsBuild && !isBuilt
      ? { passed: 0, failed: ['did not run: it needs the build, which failed'] }
      : run(step, folder);
  if (step.script === 'build') isBuilt = report.failed.length === 0;
  passed += report.passed;
  failures.push(...report.failed.map((failed) => `${title}: ${failed}`));
  console.log(`${report.failed.length > 0 ? '✖' : '✔'} ${title} in ${seconds(stepStart)} s`);
}
await postgres?.stop();
rmSync(folder, { recursive: true, force: true });

console.log(`\n${failures.length > 0 ? '✖' : '✔'} everything in ${seconds(start)} s`);
for (const failure of failures) console.log(`  ✖ ${failure}`);
console.log(`${passed} passed, ${failures.length} failed`);
if (failures.length > 0) process.exitCode = 1;

function seconds(since: number): string {
  return ((performance.now() - since) / 1000).toFixed(1);
}
