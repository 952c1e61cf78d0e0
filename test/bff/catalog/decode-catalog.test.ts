import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decodeCatalog } from '../../../bff/catalog/decode-catalog.ts';
import { parseCatalog } from '../../../bff/catalog/parse-catalog.ts';
import { ConfigError } from '../../../bff/config.ts';
import { aCatalog } from '../../support/server/checkout-server.ts';
import { assertInKorean } from '../../support/server/spoken-korean.ts';

const utf16 = (text: string) => Buffer.from(text, 'utf16le');
const mark = '\ufeff';

const taken: Array<[title: string, bytes: Buffer]> = [
  ['UTF-8', Buffer.from(aCatalog())],
  ['UTF-8 with a byte order mark', Buffer.from(mark + aCatalog())],
  ['UTF-16 as Windows writes it', utf16(mark + aCatalog())],
  ['UTF-16 without a mark', utf16(aCatalog())],
  ['UTF-16 with the other byte first', utf16(mark + aCatalog()).swap16()],
  ['that without a mark', utf16(aCatalog()).swap16()],
];

for (const [title, bytes] of taken) {
  test(`[L6] another encoding than UTF-8: reads ${title}`, () => {
    const text = decodeCatalog(bytes, 'catalog.json');
    assert.equal(text, aCatalog());
    const { store, items } = parseCatalog(text);
    assert.equal(store.name, '신발가게');
    assert.equal(items.get('shoes')?.name, '신발');
  });
}

/** `"name": "신발"` in the third line, in the bytes of each encoding. */
const inThirdLine = (...name: number[]) =>
  Buffer.concat([
    Buffer.from('{\r\n "store": {\r\n  "name": "'),
    Buffer.from(name),
    Buffer.from('"\r\n }\r\n}'),
  ]);

const refused: Array<[title: string, bytes: Buffer, says: RegExp]> = [
  ['EUC-KR', inThirdLine(0xbd, 0xc5, 0xb9, 0xdf), /line 3 .*EUC-KR \(CP949.*"name": "신발"\. Save/],
  // 똠 is in CP949 only; its second byte is a letter of ASCII.
  [
    'CP949',
    inThirdLine(0xbd, 0xc5, 0xb9, 0xdf, 0x8c, 0x63),
    /line 3 .* EUC-KR \(CP949, which Windows calls ANSI\)\. Save/,
  ],
  ['Shift_JIS', inThirdLine(0x83, 0x4e, 0x83, 0x63), /line 3 /],
  ['Latin-1', inThirdLine(0x63, 0xe9), /line 3 has letters of another encoding\. Save it as UTF-8/],
  ['UTF-8 that is cut within a letter', inThirdLine(0xec, 0x8b), /line 3 /],
  ['UTF-16 with half a character', Buffer.from([0xff, 0xfe, 0x00, 0xd8, 0x7b, 0x00]), /UTF-16/],
];

for (const [title, bytes, says] of refused) {
  test(`[L6] another encoding than UTF-8: refuses ${title}, with file and line`, () => {
    assert.throws(
      () => decodeCatalog(bytes, 'shop/catalog.json'),
      (error) => {
        assert.ok(error instanceof ConfigError);
        assertInKorean(error.problems);
        assert.match(error.message, says);
        assert.match(error.message, /^The catalog shop\/catalog\.json .*Save it as UTF-8/);
        return true;
      },
    );
  });
}
