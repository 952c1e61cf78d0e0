import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Item } from '../../../component/api/contract.ts';
import { isAvailable, priceOfPiece, variantOf } from '../../../component/state/chosen-piece.ts';

const shoes: Item = {
  id: 'shoes',
  name: '신발',
  price: 1000,
  currency: 'KRW',
  options: [
    {
      id: 'color',
      label: '색상',
      values: [
        { id: 'brown', label: '브라운' },
        { id: 'black', label: '블랙', price: 300 },
        { id: 'white', label: '화이트', soldOut: true },
      ],
    },
    {
      id: 'size',
      label: '사이즈',
      values: [
        { id: '270', label: '270', price: -100 },
        { id: '280', label: '280' },
      ],
    },
  ],
  variants: [
    { options: { color: 'brown', size: '280' }, soldOut: true },
    { options: { color: 'black', size: '280' }, price: 5000, left: 2 },
  ],
};

describe('a piece as it is chosen', () => {
  it('costs the item’s price and what its values add or take off', () => {
    assert.equal(priceOfPiece(shoes, {}), 1000);
    assert.equal(priceOfPiece(shoes, { color: 'black' }), 1300);
    assert.equal(priceOfPiece(shoes, { color: 'black', size: '270' }), 1200);
  });

  it('costs what its combination does, where that has a price of its own', () => {
    assert.equal(priceOfPiece(shoes, { color: 'black', size: '280' }), 5000);
  });

  it('is a combination once one value of each option is chosen', () => {
    assert.equal(variantOf(shoes, { color: 'black' }), undefined);
    assert.equal(variantOf(shoes, { color: 'black', size: '280' })?.left, 2);
  });

  it('can be had as long as one combination is left', () => {
    assert.ok(isAvailable(shoes, {}));
    assert.ok(isAvailable(shoes, { color: 'brown' }));
    assert.ok(!isAvailable(shoes, { color: 'brown', size: '280' }));
    const variants = [
      ...(shoes.variants ?? []),
      { options: { color: 'brown', size: '270' }, soldOut: true as const },
    ];
    assert.ok(!isAvailable({ ...shoes, variants }, { color: 'brown' }));
    assert.ok(!isAvailable({ ...shoes, soldOut: true }, { color: 'black', size: '270' }));
  });
});
