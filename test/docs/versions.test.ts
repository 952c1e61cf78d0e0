import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { test } from 'node:test';
import packageFile from '../../package.json' with { type: 'json' };
import { readDocument } from '../support/pages/document-blocks.ts';

const { version } = packageFile;

test('the lock, the changelog and the packed file that is installed have the package’s version', () => {
  const lock = JSON.parse(
    readFileSync(resolve(import.meta.dirname, '../../package-lock.json'), 'utf8'),
  );
  assert.deepEqual([lock.version, lock.packages[''].version], [version, version]);
  const [, newest] = /^## \[(\d\S*)\]/m.exec(readDocument('CHANGELOG.md')) ?? [];
  assert.equal(newest, version);
  const files = readDocument('docs/developers.md').match(/portone-checkout-\d\S*\.tgz/g);
  assert.deepEqual([...new Set(files)], [`portone-checkout-${version}.tgz`]);
});

test('the changelog has its versions newest first, each with its day', () => {
  const headings = readDocument('CHANGELOG.md').match(/^## .*$/gm) ?? [];
  assert.ok(headings.length >= 2);
  const days = headings
    .filter((heading) => heading !== '## [Unreleased]')
    .map((heading) => /^## \[\d+\.\d+\.\d+\] - (\d{4}-\d\d-\d\d)$/.exec(heading)?.[1] ?? heading);
  assert.deepEqual(days, days.toSorted().toReversed());
});
