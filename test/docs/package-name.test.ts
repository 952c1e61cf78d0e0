/**
 * The name `portone-checkout` at npm is not ours: what fetches it may get what a stranger has put
 * there, beside an owner's secrets (docs/decisions/0016).
 */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { globSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { test } from 'node:test';
import { promisify } from 'node:util';
import packageFile from '../../package.json' with { type: 'json' };
import { documents } from '../support/pages/document-blocks.ts';

const root = resolve(import.meta.dirname, '../..');

/** The name by itself, or one of its commands: not a path, not a file, not a longer name. */
const NAME = '(?<![\\w./@:-])portone-checkout(?:-orders|-database)?(?![\\w.-]*\\.tgz|[\\w/-])';

/** Up to the end of a command, which may go on in the next line. */
const REST = '(?:\\\\\\n|[^\\n`&|;])*?';

const fetchers = [
  'npm (?:-\\S+ (?:[^-\\s]\\S* )?)*(?:i|in|ins\\w*|isnt\\w*|add|it|exec|x|create|init|innit|up\\w*|link|ln)\\b',
  'npx',
  'pnpm (?:-\\S+ (?:[^-\\s]\\S* )?)*(?:i|install|add|dlx|create|up\\w*|link)\\b',
  'pnpx',
  'yarn (?:global )?(?:add|dlx|create|up\\w*|link)\\b',
  'bun (?:i|install|add|x|create)\\b',
  'bunx',
  'deno (?:add|install|run)\\b',
];

/** What of a text would fetch the package by its name. */
function fetchesIn(text: string): string[] {
  const patterns = [
    ...fetchers.map((fetcher) => `\\b${fetcher}${REST}\\s?${NAME}`),
    // Of an import map, a manifest or Deno.
    'npm:portone-checkout\\b',
    '"portone-checkout":\\s*"(?!\\.{0,2}/|file:)[^"]*"',
  ];
  const commands = patterns.flatMap((pattern) => text.match(new RegExp(pattern, 'g')) ?? []);
  // At a server of the owner's it is the element; elsewhere it would be the package.
  const addresses = [...text.matchAll(/(?:https?:)?\/\/([\w.-]+)[^\s"'`)]*portone-checkout/g)]
    .filter(([, host = '']) => !/(?:^|\.)example(?:\.com)?$|^localhost$/.test(host))
    .map(([address]) => address);
  return [...commands, ...addresses];
}

for (const text of [
  'npm i portone-checkout',
  'npm install portone-checkout',
  'npm install --save-exact react portone-checkout@0.1.1',
  'npm --prefix shop add portone-checkout@latest',
  'npm install \\\n  portone-checkout',
  'npm exec portone-checkout',
  'npm exec --package=portone-checkout -- portone-checkout-orders held',
  'npm x -- portone-checkout',
  'npx portone-checkout',
  'npx --yes portone-checkout-orders held',
  'npx portone-checkout-database backup --to /backups',
  'npx -p portone-checkout portone-checkout-orders',
  'yarn add portone-checkout',
  'yarn global add portone-checkout',
  'yarn dlx portone-checkout',
  'pnpm add portone-checkout',
  'pnpm dlx portone-checkout',
  'pnpm -w i portone-checkout',
  'bun add portone-checkout',
  'bunx portone-checkout',
  'deno add npm:portone-checkout',
  "import 'npm:portone-checkout@0.1.1'",
  '{ "dependencies": { "portone-checkout": "^0.1.1" } }',
  '{ "imports": { "portone-checkout": "https://esm.sh/portone-checkout" } }',
  '<script type="module" src="https://unpkg.com/portone-checkout"></script>',
  '<script src="//cdn.jsdelivr.net/npm/portone-checkout@0.1/dist/portone-checkout.js"></script>',
  "import 'https://esm.sh/portone-checkout@0.1.1?bundle'",
  'https://cdn.skypack.dev/portone-checkout',
]) {
  test(`recognises what fetches the name: ${JSON.stringify(text)}`, () => {
    assert.notDeepEqual(fetchesIn(text), []);
    assert.notDeepEqual(fetchesIn(`Run \`${text}\` first.`), []);
  });
}

for (const text of [
  'npm install ./portone-checkout-0.1.1.tgz',
  'npm install portone-checkout-0.1.1.tgz',
  'node_modules/.bin/portone-checkout',
  "import 'portone-checkout'",
  'The package `portone-checkout` is on no registry: `npm pack` makes it.',
  '{ "scripts": { "start": "portone-checkout" } }',
  '{ "dependencies": { "portone-checkout": "file:portone-checkout-0.1.1.tgz" } }',
  '<script type="module" src="https://pay.example.com/portone-checkout.js"></script>',
  'npm ci && npm pack # for portone-checkout',
]) {
  test(`lets pass what does not: ${JSON.stringify(text)}`, () => {
    assert.deepEqual(fetchesIn(text), []);
  });
}

/** Where people read, and what writes something for them to copy. */
const sources = globSync('{package.json,{bff,component,demo}/**/*.{ts,js,html,json}}', {
  cwd: root,
});

test('nothing that people read tells them to fetch the name', () => {
  const found = [...documents, ...sources].flatMap((file) =>
    fetchesIn(readFileSync(resolve(root, file), 'utf8')).map((fetch) => `${file}: ${fetch}`),
  );
  assert.ok(documents.length > 20 && sources.length > 100);
  assert.deepEqual(found, []);
});

test('npm refuses to publish the package, and says why', async () => {
  assert.equal(packageFile.private, true);
  await assert.rejects(
    promisify(execFile)('npm', ['publish', '--dry-run'], { cwd: root }),
    ({ stdout }) => /is not ours.*0016/.test(stdout),
  );
});
