import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { test } from 'node:test';
import { describeElement } from '../tools/element-manifest.ts';

const root = resolve(import.meta.dirname, '../..');
const described = await describeElement();

/** What matches in the element's sources, each once, in order. */
function inSources(pattern: RegExp, files = 'component/**/*.{ts,css}'): string[] {
  const found = globSync(files, { cwd: root }).flatMap((file) => [
    ...readFileSync(resolve(root, file), 'utf8').matchAll(pattern),
  ]);
  return [...new Set(found.map(([, name, other = '']) => name ?? other))].toSorted();
}

const names = (list: ReadonlyArray<{ name: string }> = []) =>
  list.map(({ name }) => name).toSorted();

for (const [what, list, pattern] of [
  // A group of fields is a part by its name.
  ['part', described.cssParts, /\bpart="([\w-]+)"|\bname: '([\w-]+)',\s+(?:legend|fields):/g],
  ['slot', described.slots, /<slot name="([\w-]+)"/g],
  ['variable', described.cssProperties, /(--portone-checkout-[\w-]+)(?=[,)])/g],
  ['event', described.events, /^ {2}'(portone-checkout-\w+)':/gm],
] as const) {
  test(`describes every ${what} of the element, and none that it does not have`, () => {
    const found = inSources(pattern);
    assert.ok(found.length > 0);
    assert.deepEqual(names(list), found);
  });
}

test('describes the properties and methods that are for pages, and no others', () => {
  assert.deepEqual(names(described.members), [
    'bff',
    'buyer',
    'disabled',
    'focus',
    'itemId',
    'layout',
    'locale',
    'messages',
    'method',
    'outcome',
    'pay',
    'quantity',
    'redirectUrl',
    'reportHeight',
    'reset',
  ]);
});

test('has the same attributes in the types for frameworks', () => {
  const typed = inSources(/^ {2,}'?([\w-]+)'?\??: /gm, 'component/frameworks/element-props.ts');
  // Some stand there twice: with an item, and without one.
  assert.deepEqual(
    [...new Set(typed)],
    [...names(described.attributes), 'buyer', 'messages'].toSorted(),
  );
});
