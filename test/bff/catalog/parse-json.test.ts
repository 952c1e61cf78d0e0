import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseCatalog } from '../../../bff/catalog/parse-catalog.ts';
import { parseJson } from '../../../bff/catalog/parse-json.ts';
import { ConfigError } from '../../../bff/config.ts';
import { aCatalog, anItem } from '../../support/server/checkout-server.ts';
import { assertInKorean } from '../../support/server/spoken-korean.ts';

const quote = 'write " in place of';
const noNumber = 'this is no number';

/** What an owner writes, and the line, the column and the words that are said of it. */
const mistakes: Array<[source: string, line: number, column: number, says: string]> = [
  ['{\n  "a": 1,\n}', 2, 9, 'delete this comma: } follows it'],
  ['{"a": [1, 2,\n\n]}', 1, 12, 'delete this comma: ] follows it'],
  ['{"a": 1,, "b": 2}', 1, 9, 'delete this comma'],
  ['{,"a": 1}', 1, 2, 'delete this comma'],
  ['{\r\n  "a": 1\r\n  "b": 2\r\n}', 2, 9, 'a comma is missing here'],
  ['{"a": "x"\n"b": 2}', 1, 10, 'a comma is missing here'],
  ['[{}\n{}]', 1, 4, 'a comma is missing here'],
  ['{"a": 1; "b": 2}', 1, 8, 'write a comma in place of ;'],
  ['{"a": 1，"b": 2}', 1, 8, 'write a plain comma in place of ，'],
  ['{"a" "b"}', 1, 5, ': is missing here'],
  ['{"a" = 1}', 1, 6, 'write : in place of ='],
  ['{"a"： 1}', 1, 5, 'write : in place of ：'],
  ['{"a": }', 1, 7, 'a value is missing here'],
  ['{"a": , "b": 1}', 1, 7, 'a value is missing here'],
  ["{'a': 1}", 1, 2, quote],
  ['{"a": \'x\'}', 1, 7, quote],
  ['{“a”: 1}', 1, 2, quote],
  ['{"a": “신발”}', 1, 7, quote],
  ['{"a": 「신발」}', 1, 7, quote],
  ['{a: 1}', 1, 2, 'a name in quotes belongs here: "a"'],
  ['{"a": 1, 이름: 2}', 1, 10, 'a name in quotes belongs here: "이름"'],
  ['// 신발\n{}', 1, 1, 'this is a comment'],
  ['{\n  "a": 1, // 신발\n  "b": 2}', 2, 11, 'this is a comment'],
  ['{"a": 1 /* 신발 */}', 1, 9, 'this is a comment'],
  ['# 신발\n{}', 1, 1, 'this is a comment'],
  ['{"a": 1,000}', 1, 9, 'written without commas'],
  ['{"a": 1000원}', 1, 11, 'a number stands alone: delete 원'],
  ['{"a": 01000}', 1, 7, noNumber],
  ['{"a": +1}', 1, 7, noNumber],
  ['{"a": .5}', 1, 7, noNumber],
  ['{"a": 1.}', 1, 9, noNumber],
  ['{"a": 0x1f}', 1, 8, noNumber],
  ['{"a": True}', 1, 7, 'True is not known'],
  ['{"a": NaN}', 1, 7, 'NaN is not known'],
  ['{"a": undefined}', 1, 7, 'undefined is not known'],
  ['{\n  "a": "x,\n  "b": 2\n}', 2, 8, 'does not end in its line'],
  ['{\n  "a": "두\n줄"\n}', 2, 8, 'does not end in its line'],
  ['{"a": "x}', 1, 7, 'does not end in its line'],
  ['{"a": "x\ty"}', 1, 9, 'U+0009'],
  ['{"a": "C:\\shop"}', 1, 10, 'a \\ in a text is written \\\\'],
  ['{"a": "the "best" shoes"}', 1, 13, 'a comma is missing here, or a \\ before this "'],
  ['{"a": [1, 2}', 1, 12, '] is missing before this }'],
  ['{\n  "a": {\n    "b": 1\n', 2, 8, 'this { is not closed'],
  ['{"a": 1}}', 1, 9, 'the catalog has ended'],
  ['{} {}', 1, 4, 'the catalog has ended'],
  ['{"a":\u00a01}', 1, 6, 'U+00A0'],
  ['{\n\u200b"a": 1}', 2, 1, 'U+200B'],
  ['{"a": 1\u3000}', 1, 8, 'U+3000'],
  ['<html>', 1, 1, '< does not belong here'],
];

for (const [source, line, column, says] of mistakes) {
  test(`[L7] JSON with a mistake, or a key twice: ${JSON.stringify(source)}`, () => {
    assert.throws(
      () => parseJson(source, 'shop/catalog.json'),
      (error) => {
        assert.ok(error instanceof ConfigError);
        assertInKorean(error.problems);
        const place = `The catalog shop/catalog.json is not JSON: line ${line}, column ${column}: `;
        assert.ok(error.message.startsWith(place), error.message);
        assert.ok(error.message.includes(says), error.message);
        return true;
      },
    );
  });
}

for (const source of ['', ' \n\t']) {
  test(`says of ${JSON.stringify(source)} that it is empty`, () => {
    assert.throws(() => parseJson(source, 'catalog.json'), /The catalog catalog\.json is empty/);
  });
}

test('takes a byte order mark before a catalog', () => {
  assert.equal(parseCatalog(`\ufeff${aCatalog()}`).items.get('shoes')?.price, 1000);
});

const repeated: Array<[title: string, source: string, says: RegExp[]]> = [
  [
    'of an item',
    aCatalog().replace('"price":1000', '"price":1000,\n"price":900'),
    [/items\[0\]\.price \("shoes"\) stands 2 times in catalog\.json, at lines 1 and 2\./],
  ],
  [
    'with the same value',
    aCatalog().replace('"price":1000', '"price":1000,"price":1000'),
    [/items\[0\]\.price/],
  ],
  [
    'of the catalog itself',
    aCatalog().replace('"store"', '"items":[],\n\n"store"'),
    [/catalog’s items stands 2 times .* lines 1 and 3/],
  ],
  [
    'that is written in another way',
    aCatalog().replace('"price":1000', '"price":1000,"\\u0070rice":900'),
    [/items\[0\]\.price/],
  ],
  [
    'deep inside, and three times, and another',
    aCatalog({ items: [anItem({ products: [{ id: 'a', name: 'a', amount: 1000, quantity: 1 }] })] })
      .replace('"amount"', '"amount":1,"amount":2,"amount"')
      .replace('"label"', '"label":"x","label"'),
    [/items\[0\]\.products\[0\]\.amount \("shoes"\) stands 3 times/, /methods\[0\]\.label/],
  ],
];

for (const [title, source, says] of repeated) {
  test(`[L7] JSON with a mistake, or a key twice: a key ${title}`, () => {
    assert.throws(
      () => parseCatalog(source, 'catalog.json'),
      (error) => {
        assert.ok(error instanceof ConfigError);
        assertInKorean(error.problems);
        for (const words of says) assert.match(error.message, words);
        return true;
      },
    );
  });
}
