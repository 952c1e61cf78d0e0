import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { type TestContext, test } from 'node:test';
import type { TestReport } from './test-report.ts';

const runAll = resolve(import.meta.dirname, 'run-all.ts');
const succeeds = 'node -e ""';
const breaks = 'node -e "process.exit(1)"';

/** A script whose tests came to this. */
const reports = ({ passed, failed }: TestReport, exitCode = failed.length > 0 ? 1 : 0) =>
  ['node report.mjs', passed, exitCode, ...failed.map((title) => `"${title}"`)].join(' ');

const reportScript = `import { writeFileSync } from 'node:fs';
const [passed, exitCode, ...failed] = process.argv.slice(2);
writeFileSync(process.env.TEST_REPORT, JSON.stringify({ passed: Number(passed), failed }));
process.exitCode = Number(exitCode);
`;

/** Runs it on a package with these scripts. */
function run(t: TestContext, scripts: Record<string, string>, ...options: string[]) {
  const folder = mkdtempSync(join(tmpdir(), 'run-all-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ scripts }));
  writeFileSync(join(folder, 'report.mjs'), reportScript);
  const { PATH } = process.env;
  const { status, stdout } = spawnSync(process.execPath, [runAll, ...options], {
    cwd: folder,
    encoding: 'utf8',
    // Nothing here opens a browser or a database: it only must not look for them.
    env: { PATH, CHROME_PATH: process.execPath, TEST_DATABASE_URL: 'postgres://nowhere' },
  });
  return { status, lines: stdout.trimEnd().split('\n') };
}

test('goes on after a step that fails, lists what failed, and counts the tests in its last line', (t) => {
  const { status, lines } = run(
    t,
    {
      lint: breaks,
      typecheck: succeeds,
      'test:plain': reports({ passed: 12, failed: ['a.test.ts: sells', 'b.test.ts: pays'] }),
    },
    '--check',
  );
  assert.equal(status, 1);
  assert.deepEqual(lines.slice(-4), [
    '  ✖ lint: ended with exit code 1',
    '  ✖ test:plain: a.test.ts: sells',
    '  ✖ test:plain: b.test.ts: pays',
    '13 passed, 3 failed',
  ]);
});

test('runs nothing on an earlier build after one that fails, and says so', (t) => {
  const tests = reports({ passed: 1, failed: [] });
  const { status, lines } = run(t, {
    lint: succeeds,
    typecheck: succeeds,
    build: breaks,
    'test:node': tests,
    'test:routes': tests,
    'test:package': tests,
    'test:chaos': tests,
    'test:component': tests,
  });
  assert.equal(status, 1);
  assert.deepEqual(lines.slice(-4), [
    '  ✖ build: ended with exit code 1',
    '  ✖ test:node: did not run: it needs the build, which failed',
    '  ✖ test:package: did not run: it needs the build, which failed',
    '5 passed, 3 failed',
  ]);
});

test('counts a step that breaks off although none of its tests failed', (t) => {
  const scripts = {
    lint: succeeds,
    typecheck: succeeds,
    'test:plain': reports({ passed: 7, failed: [] }, 3),
  };
  const { status, lines } = run(t, scripts, '--check');
  assert.equal(status, 1);
  assert.equal(lines.at(-1), '9 passed, 1 failed');
});

test('ends well where nothing failed', (t) => {
  const scripts = {
    lint: succeeds,
    typecheck: succeeds,
    'test:plain': reports({ passed: 7, failed: [] }),
  };
  const { status, lines } = run(t, scripts, '--check');
  assert.equal(status, 0);
  assert.equal(lines.at(-1), '9 passed, 0 failed');
});
