import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { canonicalText } from '../../../bff/domain/canonical-text.ts';

/** Written with escapes where a reader would not see the difference. */
const same: Array<[title: string, written: string, canonical: string]> = [
  ['Hangul in parts, as macOS writes it', '신발'.normalize('NFD'), '신발'],
  ['a Latin letter and its accent', 'cafe\u0301', 'café'],
  ['kana and its voicing mark', 'か\u3099', 'が'],
  ['spaces at its ends', '  신발\t', '신발'],
  ['a wide space at its end', '신발\u3000', '신발'],
  ['a line break at its end', '신발\r\n', '신발'],
  ['two spaces in it', '여름  신발', '여름 신발'],
  ['a space that does not break', '여름\u00a0신발', '여름 신발'],
  ['a thin space', '여름\u2009신발', '여름 신발'],
  ['a zero-width space', '신\u200b발', '신발'],
  ['a byte order mark', '\ufeff신발', '신발'],
  ['an optional hyphen', '운동\u00ad화', '운동화'],
  ['a word joiner', '신\u2060발', '신발'],
  ['marks of direction', '\u200e신발\u200f \u202e가\u202c', '신발 가'],
  ['a joiner between letters that do not join', '신\u200d발 a\u200cb', '신발 ab'],
  ['a variation selector on a letter without variants', '신\ufe0f발', '신발'],
  ['invisible tags', '신발\u{e0073}\u{e007f}', '신발'],
  ['a Hangul filler', '\u3164신발\u3164', '신발'],
  ['an accent apart from its letter by nothing visible', 'cafe\u200b\u0301', 'café'],
  ['old line breaks', '가\r\n나\r다', '가\n나\n다'],
];

for (const [title, written, canonical] of same) {
  test(`[L8] texts that look the same: with and without ${title}`, () => {
    assert.equal(canonicalText(written), canonical);
  });
}

const kept: Array<[title: string, text: string]> = [
  ['a family, which is joined of three', '\u{1f468}\u200d\u{1f469}\u200d\u{1f467}'],
  ['a heart that is an emoji', '\u2764\ufe0f'],
  ['a key with a number', '1\ufe0f\u20e3'],
  ['the flag of Wales', '\u{1f3f4}\u{e0067}\u{e0062}\u{e0077}\u{e006c}\u{e0073}\u{e007f}'],
  ['a variant of a Han letter', '葛\u{e0100}'],
  ['a Persian word', '\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645'],
  ['wide letters and spaces', 'ＡＢＣ　１２'],
  ['a letter in a circle', '①'],
  ['signs', '50% + “신발” & Co. (a_b)'],
];

for (const [title, text] of kept) {
  test(`keeps ${title}`, () => {
    assert.equal(canonicalText(text), text);
  });
}

test('leaves a canonical text as it is', () => {
  const character = fc.constantFrom(
    ...'가a1 é\u0301\u1100\u1161\u200b\u200d\ufe0f\u3164\n\u{1f468}\u{e0067}',
  );
  fc.assert(
    fc.property(fc.array(character), (characters) => {
      const once = canonicalText(characters.join(''));
      assert.equal(canonicalText(once), once);
    }),
  );
});
