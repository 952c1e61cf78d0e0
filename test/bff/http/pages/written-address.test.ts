import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type PickedAddress, writtenAddress } from '../../../../bff/http/pages/written-address.ts';

const road = '서울 송파구 송파대로 345';
const lot = '서울 송파구 가락동 913';

const written: Array<[title: string, picked: Partial<PickedAddress>, address: string]> = [
  ['a 법정동', { bname: '가락동' }, `${road} (가락동)`],
  ['a 법정로', { bname: '태평로' }, `${road} (태평로)`],
  ['a 법정가', { bname: '태평로1가' }, `${road} (태평로1가)`],
  ['no 법정리, which the address has already', { bname: '한림리' }, road],
  [
    'a 법정동 and a building of several households',
    { bname: '가락동', buildingName: '헬리오시티', apartment: 'Y' },
    `${road} (가락동, 헬리오시티)`,
  ],
  [
    'a building of several households in a 법정리',
    { bname: '한림리', buildingName: '한림빌라', apartment: 'Y' },
    `${road} (한림빌라)`,
  ],
  [
    'no building of another kind',
    { bname: '백현동', buildingName: '카카오 판교 아지트', apartment: 'N' },
    `${road} (백현동)`,
  ],
  ['nothing where nothing is known', {}, road],
  ['nothing where all is empty', { bname: '', buildingName: '', apartment: 'N' }, road],
];
for (const [title, picked, address] of written) {
  test(`after a road’s address stands in parentheses ${title}`, () => {
    const chosen = { userSelectedType: 'R', roadAddress: road, jibunAddress: lot } as const;
    assert.equal(writtenAddress({ ...chosen, ...picked }), address);
  });
}

test('a lot’s address stands alone, with its 동 in it', () => {
  assert.equal(
    writtenAddress({
      userSelectedType: 'J',
      roadAddress: road,
      jibunAddress: lot,
      bname: '가락동',
      buildingName: '헬리오시티',
      apartment: 'Y',
    }),
    lot,
  );
});
