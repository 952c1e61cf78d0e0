import assert from 'node:assert/strict';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { test } from 'node:test';

const root = resolve(import.meta.dirname, '../..');

/** As GitHub makes them of headings. */
function anchorsOf(document: string): Set<string> {
  const prose = readFileSync(document, 'utf8').replaceAll(/^```.*?^```/gms, '');
  const anchors = new Set<string>();
  for (const [, heading = ''] of prose.matchAll(/^#+ (.+)$/gm)) {
    const text = heading.replaceAll(/\[(.*?)\]\(.*?\)/g, '$1').toLowerCase();
    const anchor = text.replaceAll(/[^\p{L}\p{N}\s_-]/gu, '').replaceAll(' ', '-');
    let number = 0;
    while (anchors.has(number > 0 ? `${anchor}-${number}` : anchor)) number += 1;
    anchors.add(number > 0 ? `${anchor}-${number}` : anchor);
  }
  return anchors;
}

/** Whether the file of a link, or the heading that it names there, does not exist. */
function leadsNowhere(document: string, link: string): boolean {
  const [path = '', anchor] = link.split('#');
  const target = path === '' ? document : resolve(dirname(document), path);
  if (!existsSync(target)) return true;
  return anchor !== undefined && target.endsWith('.md') && !anchorsOf(target).has(anchor);
}

test('every link of a document to another place in this repository leads there', () => {
  const documents = globSync(['*.md', 'docs/**/*.md', '.github/**/*.md'], { cwd: root });
  assert.ok(documents.length > 20);
  const broken = documents.flatMap((name) => {
    const document = resolve(root, name);
    const links = [...readFileSync(document, 'utf8').matchAll(/\]\(([^)\s]+)\)/g)];
    return links
      .map(([, link = '']) => link)
      .filter((link) => !/^\w+:/.test(link) && leadsNowhere(document, link))
      .map((link) => `${name}: ${link}`);
  });
  assert.deepEqual(broken, []);
});

test('a Korean document leads to Korean ones, and says so where it leads to an English one instead', () => {
  const documents = globSync(['*.ko.md', 'docs/**/*.ko.md'], { cwd: root });
  assert.ok(documents.length > 10);
  const english = documents.flatMap((name) => {
    const document = resolve(root, name);
    return [...readFileSync(document, 'utf8').matchAll(/\[([^\]]*)\]\(([^)\s#]+)\.md[^)]*\)/g)]
      .filter(
        ([, words = '', path = '']) =>
          existsSync(resolve(dirname(document), `${path}.ko.md`)) && !/English|영문/.test(words),
      )
      .map(([link]) => `${name}: ${link}`);
  });
  assert.deepEqual(english, []);
});

test('docs/README.md names every document', () => {
  const index = readFileSync(resolve(root, 'docs/README.md'), 'utf8');
  const unnamed = globSync('*.md', { cwd: resolve(root, 'docs') }).filter(
    (name) => name !== 'README.md' && !index.includes(`](${name})`),
  );
  assert.deepEqual(unnamed, []);
});
