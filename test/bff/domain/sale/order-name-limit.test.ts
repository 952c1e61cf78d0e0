import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  nameWithChoice,
  type OrderNameLimit,
} from '../../../../bff/domain/sale/order-name-limit.ts';

const cases: [title: string, choice: string, limit: OrderNameLimit, name: string][] = [
  ['nothing chosen', '', { letters: 3 }, '신발 x2'],
  ['room for all', '270 검정', { letters: 12 }, '신발 270 검정 x2'],
  ['room for a part', '270 검정', { letters: 11 }, '신발 270… x2'],
  ['room for no part', '270 검정', { letters: 7 }, '신발 x2'],
  ['bytes of EUC-KR', '검정하양', { bytes: 16, encoding: 'EUC-KR' }, '신발 검정하양 x2'],
  ['bytes of UTF-8', '검정하양', { bytes: 16, encoding: 'UTF-8' }, '신발 x2'],
  ['bytes of one of them', '검정하양', { bytes: 21 }, '신발 검정… x2'],
  ['letters that are not taken', '1+1 [한정]', { without: '+[]' }, '신발 1 1 한정 x2'],
  ['a family that is one letter', '가족👨‍👩‍👧‍👦👨‍👩‍👧‍👦', { letters: 16 }, '신발 가족👨‍👩‍👧‍👦… x2'],
];
for (const [title, choice, limit, name] of cases) {
  test(`names an order with ${title}`, () => {
    assert.equal(nameWithChoice('신발', choice, ' x2', [limit]), name);
  });
}
