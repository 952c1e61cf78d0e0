import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { type TestContext, test } from 'node:test';

const runTests = resolve(import.meta.dirname, 'run-tests.ts');

/** Runs it in a folder with these test files. */
function run(t: TestContext, files: Record<string, string>, ...options: string[]) {
  const folder = mkdtempSync(join(tmpdir(), 'run-tests-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  for (const [name, source] of Object.entries(files)) writeFileSync(join(folder, name), source);
  const file = join(folder, 'report.json');
  const { status, stdout } = spawnSync(process.execPath, [runTests, ...options, '*.test.js'], {
    cwd: folder,
    encoding: 'utf8',
    env: { PATH: process.env.PATH, TEST_REPORT: file },
  });
  return { status, stdout, report: () => JSON.parse(readFileSync(file, 'utf8')) };
}

const tests = (body: string) => `const { describe, test } = require('node:test');\n${body}`;
const passes = tests(`test('passes', () => {});`);

test('reports how many tests passed, and each that failed by its file and title', (t) => {
  const { status, report } = run(t, {
    'mixed.test.js': tests(`
      test('passes', () => {});
      describe('a suite', () => {
        test('passes too', () => {});
        test('fails', () => { throw new Error('no'); });
      });`),
    'other.test.js': passes,
  });
  assert.equal(status, 1);
  assert.deepEqual(report(), { passed: 3, failed: ['mixed.test.js: fails'] });
});

test('reports a file that cannot be run', (t) => {
  const { status, report } = run(t, {
    'broken.test.js': 'throw new Error("no");',
    'good.test.js': passes,
  });
  assert.equal(status, 1);
  assert.equal(report().passed, 1);
  assert.equal(report().failed.length, 1);
  assert.match(report().failed[0], /^broken\.test\.js: /);
});

test('leaves out what needs a browser where only plain tests are wanted', (t) => {
  const files = {
    'browser.test.js': `import 'playwright-core';\n`,
    'plain.test.js': passes,
  };
  const { status, report } = run(t, files, '--plain');
  assert.deepEqual([status, report()], [0, { passed: 1, failed: [] }]);
});

test('fails where there is no test to run', (t) => {
  assert.equal(run(t, {}).status, 1);
});
