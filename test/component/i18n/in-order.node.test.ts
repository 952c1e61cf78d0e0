import assert from 'node:assert/strict';
import { test } from 'node:test';
import { en } from '../../../component/i18n/en.ts';
import { textsInOrder, withNames } from '../../../component/i18n/in-order.ts';
import { ja } from '../../../component/i18n/ja.ts';
import { ko } from '../../../component/i18n/ko.ts';

for (const [language, messages] of Object.entries({ en, ja })) {
  test(`a language that is written without its names is read as it was: ${language}`, () => {
    const lines = textsInOrder(ko, messages).split('\n');
    assert.deepEqual(withNames(ko, lines), messages);
    assert.deepEqual(lines, []);
  });
}
