import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { parseSync } from 'rolldown/utils';
import schema from '../../../bff/catalog.schema.json' with { type: 'json' };
import { korean } from '../../../bff/i18n/korean.ts';
import { translator } from '../../../bff/i18n/translate.ts';
import { assertInKorean, inKorean } from '../../support/server/spoken-korean.ts';

const sentences = Object.values(korean).flat();

/** Where what an owner or operator reads arises. */
const SOURCES = [
  'bff/{main,index,check,config,env-file,orders,existing-database-url,database}.ts',
  'bff/{config,catalog,check,operator}/**/*.ts',
  'bff/database/{dialects,open-store,place-of-database,readiness,migrate,backup,move-to-postgres}.ts',
  'bff/http/element-files.ts',
];

/** What is printed for machines, logged, or never printed. */
const UNSPOKEN: Readonly<Record<string, string>> = {
  'bff/check/pay/transcript.ts': 'a file for those who look into what PortOne sends',
  'bff/operator/sales-csv.ts': 'a file for spreadsheets, whose columns have names of their own',
};

/** Texts that look like sentences, by how they begin. */
const NO_SENTENCES: readonly [start: string, reason: string][] = [
  ['not everything was finished in time', 'log'],
  ['PortOne’s browser script', 'source of a rule'],
  ['PortOne’s quick guide', 'source of a rule'],
  ['@portone/browser-sdk', 'source of a rule'],
  ['names EN_US too', 'source of a rule'],
  ['its length', 'source of a rule'],
  ['The catalog’s store.id is', 'log of a server that runs'],
  ['catalog reloaded', 'log of a server that runs'],
  ['catalog not reloaded', 'log of a server that runs'],
  ['The catalog’s methods', 'the beginning of a place'],
  ['begin immediate', 'SQL'],
  ['select ', 'SQL'],
  ['insert into', 'SQL'],
  ['--to: that database is not empty', 'two sentences, by how many tables there are'],
  ['the internet', 'never printed'],
  ['a private network', 'never printed'],
];

type Node = { type: string; [key: string]: unknown };

/** The texts of a file, each as the parts between what is filled in. */
function textsIn(file: string): string[][] {
  const texts: string[][] = [];
  const walk = (node: unknown, parent?: Node): void => {
    if (Array.isArray(node)) {
      for (const each of node) walk(each, parent);
      return;
    }
    if (typeof node !== 'object' || node === null) return;
    const { type, value, quasis } = node as Node;
    if (type === 'TaggedTemplateExpression' || String(type).startsWith('TS')) return;
    if (type === 'Literal' && typeof value === 'string') texts.push([value]);
    if (type === 'TemplateLiteral') {
      texts.push(
        (quasis as { value: { cooked: string } }[]).map(({ value: { cooked } }) => cooked),
      );
    }
    for (const child of Object.values(node)) walk(child, node as Node);
  };
  walk(parseSync(file, readFileSync(file, 'utf8'), { lang: 'ts' }).program);
  return texts;
}

/** Two words of English, or more, with a space between them. */
const WORDS = /\b[A-Za-z]?[a-z’']+,? [a-z]+\b/;

/** Without what joins it to other parts: spaces, full stops, colons and brackets at its ends. */
const bare = (text: string) => text.replace(/^[^\p{L}\p{N}*#~%-]+|[^\p{L}\p{N}*#~%]+$/gu, '');

const known = sentences.map(([english]) => english.split(/\{\w+(?::\w+)?\}/));

/** Stands for what is filled in, and is one of every family. */
const ANYTHING = 'X';
const families = Object.fromEntries(
  Object.entries(korean).map(([name, family]) => [
    name,
    [...family, [ANYTHING, ANYTHING] as const],
  ]),
);
const translateAny = await translator('ko', async () => ({ ...korean, ...families }));

/** Whether a text is a message, or a part of one that stands in its place. */
function isSaid(parts: readonly string[]): boolean {
  const texts = [parts.join(ANYTHING), parts.join('')].flatMap((text) =>
    BEFORE.map((before) => `${before}${text}`),
  );
  return Object.keys(korean).some((family) =>
    texts.some((text) => {
      const spoken = translateAny(text, family);
      return spoken !== text && /\p{Script=Hangul}/u.test(spoken);
    }),
  );
}

/** What another part of the source puts before a text. */
const BEFORE = ['', `${ANYTHING} `, 'is missing.', 'The catalog’s '];

/** Whether one sentence has all these parts, in their order. */
function isKnown(parts: readonly string[]): boolean {
  const wanted = parts.map(bare).filter((part) => WORDS.test(part));
  return known.some((english) => {
    let at = 0;
    return wanted.every((part) => {
      const found = english.findIndex((text, index) => index >= at && text.includes(part));
      at = found;
      return found >= 0;
    });
  });
}

for (const file of globSync(SOURCES)) {
  if (UNSPOKEN[file] !== undefined) continue;
  test(`${file}: has a Korean sentence for each English one`, () => {
    const unknown = textsIn(file)
      .filter((parts) => parts.some((part) => WORDS.test(bare(part))))
      .filter((parts) => {
        const whole = parts.join('');
        return !NO_SENTENCES.some(([start]) => bare(whole).startsWith(start));
      })
      // Where parts belong to several sentences, each has its own.
      .filter(
        (parts) => !isKnown(parts) && !parts.every((part) => isKnown([part])) && !isSaid(parts),
      );
    assert.deepEqual(unknown, []);
  });
}

test('knows what the schema says of forms', () => {
  const forms = [...JSON.stringify(schema).matchAll(/"patternErrorMessage":"(.*?)"/g)];
  assert.ok(forms.length > 20);
  assertInKorean(
    forms.map(([, form = '']) => form),
    'form',
  );
});

test('has the same names on both sides, and families that are there', () => {
  for (const [english, translation] of sentences) {
    const names = [...english.matchAll(/\{(\w+)(?::(\w+))?\}/g)];
    const used = [...translation.matchAll(/\{(\w+)(:\w+)?\}/g)];
    for (const [, name, family] of used) {
      assert.equal(family, undefined, translation);
      assert.ok(
        names.some(([, other]) => other === name),
        `${name} of ${translation}`,
      );
    }
    for (const [, , family] of names) {
      assert.ok(family === undefined || family === 'word' || family in korean, english);
    }
  }
});

test('lets no particle follow a value, since its form depends on the value', () => {
  for (const [, translation] of sentences) {
    assert.doesNotMatch(
      translation,
      /\}["”]?(?:을|를|이|가|은|는|과|와|로|으로)(?=[\s,.]|$)/,
      translation,
    );
  }
});

test('speaks one Korean: formal endings, and the terms of the glossary', () => {
  for (const [, translation] of sentences) {
    assert.doesNotMatch(translation, /(?:에요|예요|해요|어요|아요)(?=[.?!\s]|$)/, translation);
    assert.doesNotMatch(translation, /결제 수단|대역|내주|페이먼트 게이트웨이/, translation);
  }
});

test('leaves a long message of many lines that it does not know as it is', () => {
  const lines = Array.from(
    { length: 50 },
    (_, index) => `CATALOG: nothing known ${'a '.repeat(index)}`,
  );
  assert.equal(inKorean(lines.join('\n')), lines.join('\n'));
});
