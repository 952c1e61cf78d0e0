/**
 * Runs the tests of these files by Node's runner, as the scripts of package.json
 * do: `run-tests.ts [--plain] GLOB…`. With `--plain` only those that need
 * nothing but Node (see plain-tests.ts).
 */
import { globSync } from 'node:fs';
import { relative } from 'node:path';
import { run } from 'node:test';
import { spec } from 'node:test/reporters';
import { parseArgs } from 'node:util';
import { isPlainTest } from './plain-tests.ts';
import { leaveReport, type TestReport } from './test-report.ts';

/** Milliseconds after which a test counts as one that hangs. No test needs a tenth of it. */
const HANG_MS = 300_000;

const { values, positionals } = parseArgs({
  options: { plain: { type: 'boolean', default: false } },
  allowPositionals: true,
});
const files = globSync(positionals)
  .filter((file) => !values.plain || isPlainTest(file))
  // What takes longest begins first, so that it does not run on alone.
  .sort((one, other) => Number(isLong(other)) - Number(isLong(one)));
if (files.length === 0) {
  console.error(`There is no test in ${positionals.join(' ')}`);
  process.exit(1);
}

function isLong(file: string): boolean {
  return /gallery|rolling-upgrade|demo\.test|engines/.test(file);
}

const report: TestReport = { passed: 0, failed: [] };
const tests = run({
  files,
  concurrency: 3,
  timeout: HANG_MS,
  execArgv: ['--disable-warning=ExperimentalWarning'],
});
tests.on('test:fail', ({ name, file = '', details }) => {
  // A file and a suite fail with each of their tests, and say nothing more by that.
  const { failureType } = details.error as Error & { failureType?: string };
  if (failureType === 'subtestsFailed') return;
  report.failed.push(`${relative(process.cwd(), file)}: ${name}`);
});
tests.on('test:summary', ({ file, counts }) => {
  if (file === undefined) report.passed = counts.passed;
});
tests.compose(new spec()).pipe(process.stdout);
tests.on('end', () => {
  leaveReport(report);
  if (report.failed.length > 0) process.exitCode = 1;
});
