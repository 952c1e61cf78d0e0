import { globSync, readFileSync } from 'node:fs';
import { matchesGlob, resolve } from 'node:path';
import { legend, type MatrixRow, matrix } from './matrix-rows.ts';

const root = resolve(import.meta.dirname, '../..');

/** A test whose title quotes a row: `[A1] PAID, matching`, or with a colon and more. */
export type Proof = {
  file: string;
  id: string;
  /** What follows the id. */
  quote: string;
};

const sources = new Map(
  globSync('test/**/*.test.ts', { cwd: root })
    .toSorted()
    .map((file) => [file, readFileSync(resolve(root, file), 'utf8')]),
);

/** A literal that begins with the id of a row in brackets. */
const QUOTE = /(['"`])\[([A-Z]\d+)\] ((?:\\.|(?!\1)[^\\\n])*)\1/g;

/** Every title in the tests that quotes a row. What a title is put together of shows as `…`. */
export const proofs: readonly Proof[] = [...sources].flatMap(([file, source]) =>
  [...source.matchAll(QUOTE)].map(([, , id = '', quote = '']) => ({
    file,
    id,
    quote: quote.replace(/\$\{.*?\}/g, '…').replace(/\\(.)/g, '$1'),
  })),
);

/** Whether a test's file has a test of this title, of those that quote no row. */
export function hasTest(file: string, title: string): boolean {
  return sources.get(file)?.includes(`test('${title}'`) ?? false;
}

/** docs/matrix.md: which test proves which row. */
export function matrixDocument(): string {
  const tables = matrix.map(({ letter, title, note, rows }) =>
    [
      `## ${letter}. ${title}`,
      ...(note === undefined ? [] : ['', note]),
      '',
      '| | input | expected result | tests | engines |',
      '| --- | --- | --- | --- | --- |',
      ...rows.map(line),
      ...rows.flatMap(({ id, settled }) =>
        settled === undefined ? [] : ['', `${id}: ${settled}`],
      ),
    ].join('\n'),
  );
  return `${[
    '# What the server withstands',
    '',
    'Each row is a test, or several. Written by `npm run schema` out of',
    '[test/tools/matrix-rows.ts](../test/tools/matrix-rows.ts) and the titles of the tests, which',
    'begin with a row’s number and quote it; a test fails where a row has none, or where this file is',
    'not up to date.',
    '',
    ...legend.map((text) => `- ${text}`),
    '- “both” engines are SQLite and PostgreSQL; – is a test that needs no database.',
    '',
    tables.join('\n\n'),
  ].join('\n')}\n`;
}

function line(row: MatrixRow): string {
  const { id, input, expected, unproven } = row;
  const proven = proofs.filter((proof) => proof.id === id);
  const files = [...new Set([...proven, ...(row.elsewhere ?? [])].map(({ file }) => file))];
  const tests = files.map((file) => {
    const cases = [
      ...proven
        .filter((proof) => proof.file === file)
        .map(({ quote }) => quote.slice(input.length + 2)),
      ...(row.elsewhere ?? []).flatMap((other) => (other.file === file ? [other.title] : [])),
    ].filter((name) => name !== '');
    const name = file.replace(/^test\//, '').replace(/\.test\.ts$/, '');
    return `[${name}](../${file})${cases.length > 0 ? `: ${plain(cases.join('; '))}` : ''}`;
  });
  const engines = [...new Set(files.map(enginesOf))].join(', ');
  return `| ${id} | ${plain(input)} | ${expected} | ${unproven ?? tests.join('<br>')} | ${engines} |`;
}

/** What is not meant as Markdown. */
function plain(text: string): string {
  return text.replace(/[_*<|`]/g, '\\$&');
}

const scripts = JSON.parse(readFileSync(resolve(root, 'package.json'), 'utf8')).scripts;
const onBothEngines: string[] = scripts['test:routes']
  .split(' ')
  .map((word: string) => word.replaceAll("'", ''))
  .filter((word: string) => word.endsWith('.test.ts'));

/** By what the file uses: the suite that runs once for each engine, a loop over them, or one of them. */
function enginesOf(file: string): string {
  const source = sources.get(file) ?? '';
  if (onBothEngines.some((glob) => matchesGlob(file, glob))) return 'both';
  if (/\bof engines\b/.test(source)) return 'both';
  return /startCheckout|databaseDialect|spawn\(/.test(source) ? 'SQLite' : '–';
}
