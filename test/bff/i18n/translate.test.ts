import assert from 'node:assert/strict';
import { test } from 'node:test';
import { operatorLanguage } from '../../../bff/i18n/operator-language.ts';
import { type Sentences, translator } from '../../../bff/i18n/translate.ts';

const sentences: Sentences = {
  said: [
    ['In {place}: {reason:reason}', '{place}에서: {reason}'],
    ['{name:word} goes.', '{name} 값이 갑니다.'],
    ['One\nand two', '하나\n그리고 둘'],
  ],
  reason: [
    ['{name} is missing. Set it (to {value}).', '{name} 값이 없습니다. {value}: 설정하세요.'],
  ],
};

test('translates what is said, with what was filled in, and sentences inside of sentences', async () => {
  const translate = await translator('ko', async () => sentences);
  assert.equal(
    translate('In item "{value}": A$1 is missing. Set it (to 1).\nIt is not known.'),
    'item "{value}"에서: A$1 값이 없습니다. 1: 설정하세요.\nIt is not known.',
  );
});

test('reads a value that looks like the end of a sentence as a value', async () => {
  const translate = await translator('ko', async () => sentences);
  assert.equal(
    translate('In a: b: c is missing. Set it (to 1).'),
    'a에서: b: c 값이 없습니다. 1: 설정하세요.',
  );
  assert.equal(translate('In a: b: nothing known.'), 'In a: b: nothing known.');
});

test('takes one word where one word has to stand, and several lines where they are one message', async () => {
  const translate = await translator('ko', async () => sentences);
  assert.equal(translate('A goes.'), 'A 값이 갑니다.');
  assert.equal(translate('A and B goes.'), 'A and B goes.');
  assert.equal(translate('One\nand two'), '하나\n그리고 둘');
});

test('translates a part of a message by its family', async () => {
  const translate = await translator('ko', async () => sentences);
  assert.equal(translate('A is missing. Set it (to 1).'), 'A is missing. Set it (to 1).');
  assert.equal(
    translate('A is missing. Set it (to 1).', 'reason'),
    'A 값이 없습니다. 1: 설정하세요.',
  );
});

test('loads no sentences for English', async () => {
  const translate = await translator('en', () => Promise.reject(new Error('loaded')));
  assert.equal(translate('In a: b'), 'In a: b');
});

test('goes by CHECKOUT_LANG, then by the language of the machine', () => {
  const languages = [
    [{}, 'en'],
    [{ LANG: 'ko_KR.UTF-8' }, 'ko'],
    [{ LANG: 'kok_IN' }, 'en'],
    [{ LANG: 'ko_KR.UTF-8', CHECKOUT_LANG: 'en' }, 'en'],
    [{ LANG: 'C.UTF-8', CHECKOUT_LANG: 'ko' }, 'ko'],
    [{ LANG: 'en_US.UTF-8', LC_ALL: 'ko' }, 'ko'],
  ] as const;
  for (const [env, language] of languages) assert.equal(operatorLanguage(env), language);
});
