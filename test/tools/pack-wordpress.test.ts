import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { test } from 'node:test';
import { readMessages } from './gettext.ts';
import { wordpressPlugin } from './pack-wordpress.ts';

const root = resolve(import.meta.dirname, '../..');
const plugin = join(root, 'component/wordpress');
const translation = 'languages/portone-checkout-ko_KR';

const text = (name: string) =>
  Buffer.from(wordpressPlugin()[`portone-checkout/${name}`] as Uint8Array).toString('utf8');

test('the WordPress plugin has the package’s version', () => {
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  assert.match(text('portone-checkout.php'), new RegExp(` \\* Version: +${version}\n`));
  assert.match(text('readme.txt'), new RegExp(`\nStable tag: ${version}\n`));
});

test('each word of the WordPress plugin is in Korean, and no other', () => {
  const said = globSync('**/*.{php,js}', { cwd: plugin }).flatMap((name) =>
    [
      ...readFileSync(join(plugin, name), 'utf8').matchAll(
        /\b_?_(?:e|esc_html_e)?\(\s*'([^']+)',\s*'portone-checkout'|\besc_html_(?:_|e)\(\s*'([^']+)'/g,
      ),
    ].map(([, plain, escaped]) => plain ?? escaped),
  );
  const block = JSON.parse(readFileSync(join(plugin, 'block.json'), 'utf8'));
  said.push(`block title\u0004${block.title}`, `block description\u0004${block.description}`);
  said.push(/Description: +(.+)/.exec(text('portone-checkout.php'))?.[1]);
  const messages = readMessages(text(`${translation}.po`)).slice(1);
  assert.deepEqual(messages.map(({ id }) => id).sort(), [...new Set(said)].sort());
  assert.ok(messages.every(({ text }) => /[가-힣]/.test(text)));
});

test('its compiled translations say what the written one does', () => {
  const messages = readMessages(text(`${translation}.po`));
  const compiled = Buffer.from(
    wordpressPlugin()[`portone-checkout/${translation}.mo`] as Uint8Array,
  );
  const string = (table: number, index: number) => {
    const at = compiled.readUInt32LE(table) + index * 8;
    const offset = compiled.readUInt32LE(at + 4);
    return compiled.toString('utf8', offset, offset + compiled.readUInt32LE(at));
  };
  const read = messages.map((_, index) => ({ id: string(12, index), text: string(16, index) }));
  const byId = (one: { id: string }, other: { id: string }) => (one.id < other.id ? -1 : 1);
  assert.deepEqual(read.sort(byId), messages.sort(byId));
  const scripts = JSON.parse(text(`${translation}-portone-checkout-editor.json`));
  assert.deepEqual(scripts.locale_data['portone-checkout'].Item, ['상품']);
});
