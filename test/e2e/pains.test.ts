/** docs/pains.md is true: every test that it quotes is there, and every thread has one. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { test } from 'node:test';

const root = resolve(import.meta.dirname, '../..');
const page = readFileSync(resolve(root, 'docs/pains.md'), 'utf8');

type Quote = { file: string; title: string };
const rows = page.split('\n').filter((line) => line.startsWith('| ') && line.includes('../test/'));

function quotesIn(row: string): Quote[] {
  return [...row.matchAll(/\(\.\.\/(test\/[\w/-]+\.test\.ts)\): ((?:“[^”]+”(?:, )?)+)/g)].flatMap(
    ([, file = '', titles = '']) =>
      [...titles.matchAll(/“([^”]+)”/g)].map(([, title = '']) => ({ file, title })),
  );
}

/** A title in a test's source, with `…` for what it is put together of. */
function titlesIn(file: string): string[] {
  const source = readFileSync(resolve(root, file), 'utf8');
  return [...source.matchAll(/(['"`])((?:\\.|(?!\1)[^\\\n])*)\1/g)].map(([, , title = '']) =>
    title.replace(/\$\{.*?\}/g, '…').replace(/\\(.)/g, '$1'),
  );
}

test('every test that the page quotes is there', () => {
  for (const { file, title } of rows.flatMap(quotesIn)) {
    assert.ok(titlesIn(file).includes(title), `${file} has no test “${title}”`);
  }
});

test('every thread has a test, and they are counted right', () => {
  const threads = page
    .split('\n')
    .filter((line) => line.startsWith('| [') && line.includes('http'));
  for (const thread of threads) assert.ok(quotesIn(thread).length > 0, thread);
  const tests = new Set(threads.flatMap(quotesIn).map(({ file, title }) => `${file} ${title}`));
  const counted = new RegExp(
    `${threads.length} threads;.* all ${threads.length}, as ${tests.size} tests`,
  );
  assert.match(page, counted);
});
