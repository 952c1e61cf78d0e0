import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkPurchase, detailsOf, plainPurchase } from '../../../../bff/domain/sale/purchase.ts';
import type { SaleTerms } from '../../../../bff/domain/sale/sale-terms.ts';

const asked = { ofMethod: [], ofOthers: [] };
const now = '2026-01-01T00:00:00.000Z';
const check = (item: SaleTerms, said: object) => checkPurchase(item, asked, said, now);

const texts: [written: unknown, kept: string | undefined, reason?: string][] = [
  ['  홍   길동  ', '홍 길동'],
  ['한글'.normalize('NFD'), '한글'],
  ['a\u200bb', 'ab'],
  ['12345', '12345'],
  ['😀😀😀😀😀', '😀😀😀😀😀'],
  ['123456', undefined, 'too-long'],
  ['x'.repeat(100_000), undefined, 'too-long'],
  ['a\nb', undefined, 'wrong'],
  ['a\u0007', undefined, 'wrong'],
  ['\ud83d', undefined, 'wrong'],
  [5, undefined, 'wrong'],
  [{}, undefined, 'wrong'],
  ['\u200b ', undefined, 'missing'],
  [null, undefined, 'missing'],
];
for (const [written, kept, reason] of texts) {
  test(`takes ${JSON.stringify(written)?.slice(0, 30)} as ${kept ?? reason}`, () => {
    const item: SaleTerms = {
      fields: [{ id: 'name', label: '이름', type: 'text', required: true, maxLength: 5 }],
    };
    const { purchase, problems } = check(item, { fields: { name: written } });
    assert.equal(purchase.fields[0]?.value, kept);
    assert.deepEqual(
      problems.map((problem) => problem.reason),
      reason ? [reason] : [],
    );
  });
}

test('takes a text of 200 letters where the catalog says nothing', () => {
  const item: SaleTerms = { fields: [{ id: 'note', label: '메모', type: 'text' }] };
  assert.deepEqual(check(item, { fields: { note: '가'.repeat(200) } }).problems, []);
  assert.equal(check(item, { fields: { note: '가'.repeat(201) } }).problems[0]?.reason, 'too-long');
});

test('keeps what a buyer saw in a list, with its id, and a box that was left empty', () => {
  const item: SaleTerms = {
    fields: [
      { id: 'seat', label: '좌석', type: 'select', values: [{ id: 'front', label: '앞' }] },
      { id: 'wrap', label: '포장', type: 'checkbox' },
    ],
  };
  assert.deepEqual(check(item, { fields: { seat: 'front' } }).purchase.fields, [
    { id: 'seat', label: '좌석', value: '앞', choice: 'front' },
    { id: 'wrap', label: '포장', value: false },
  ]);
});

for (const day of ['2024-02-29', '2026-12-31']) {
  test(`takes the day ${day}`, () => {
    const item: SaleTerms = { fields: [{ id: 'day', label: '날짜', type: 'date' }] };
    assert.deepEqual(check(item, { fields: { day } }).problems, []);
  });
}
for (const day of [
  '2023-02-29',
  '2026-13-01',
  '2026-00-10',
  '2026-1-1',
  '0000-01-01',
  '20260101',
]) {
  test(`does not take the day ${day}`, () => {
    const item: SaleTerms = { fields: [{ id: 'day', label: '날짜', type: 'date' }] };
    assert.equal(check(item, { fields: { day } }).problems[0]?.reason, 'wrong');
  });
}

const seoul = {
  recipient: '홍길동',
  phoneNumber: '０１０-1234-5678',
  zipcode: ' ０６２３６ ',
  address: '서울 강남구 테헤란로 1',
  detail: '',
  password: '1234',
};

test('keeps of an address what is asked for, with plain digits', () => {
  const { purchase, problems } = check({ delivery: { fee: 0 } }, { delivery: seoul });
  assert.deepEqual(problems, []);
  assert.deepEqual(purchase.delivery, {
    recipient: '홍길동',
    phoneNumber: '010-1234-5678',
    zipcode: '06236',
    address: '서울 강남구 테헤란로 1',
  });
});

test('[V5] what an item does not ask for', () => {
  const { purchase, problems } = check({}, { delivery: seoul });
  assert.equal(purchase.delivery, undefined);
  assert.deepEqual(problems, [{ path: 'delivery', reason: 'unknown' }]);
  assert.deepEqual(
    check({}, { options: {}, fields: {}, agreements: [], delivery: null }).problems,
    [],
  );
});

const buyer = { fullName: ' 김\u200b구매 ', email: 'a@shop.example', birthYear: '1990' };

test('keeps of who buys what any record of a sale needs', () => {
  assert.deepEqual(detailsOf(plainPurchase, buyer, 'ko_KR'), {
    buyer: { fullName: '김구매', email: 'a@shop.example' },
  });
  assert.deepEqual(detailsOf(plainPurchase, { firstName: '길동', lastName: '홍' }, 'en-us'), {
    buyer: { fullName: '홍 길동' },
    locale: 'en-US',
  });
  assert.equal(detailsOf(plainPurchase, undefined, 'ko'), undefined);
  assert.equal(detailsOf(plainPurchase, {}, 'ko'), undefined);
});
