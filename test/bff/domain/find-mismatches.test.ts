import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findMismatches } from '../../../bff/domain/find-mismatches.ts';
import type { Claims } from '../../../bff/domain/observed-payment.ts';
import type { Order } from '../../../bff/domain/order.ts';

const order = {
  itemId: 'shoes',
  orderName: '신발',
  totalAmount: 1000,
  currency: 'KRW',
  storeId: 'store-1',
  channelKey: 'channel-key-1',
  channelType: 'TEST',
} as Order;

const genuine: Claims = {
  storeId: 'store-1',
  channelType: 'TEST',
  channelKey: 'channel-key-1',
  orderName: '신발',
  totalAmount: 1000,
  currency: 'KRW',
  customData: '{"item":"shoes"}',
};

test('finds nothing in a payment of what was ordered', () => {
  assert.deepEqual(findMismatches(order, genuine), []);
});

const sameNames: Array<[title: string, ordered: string, reported: string]> = [
  ['in parts, as a gateway keeps it', '신발', '신발'.normalize('NFD')],
  ['whole, where an older order has it in parts', '신발'.normalize('NFD'), '신발'],
  ['without the space at its end', '신발 ', '신발'],
  ['with one space of two', '여름  신발', '여름 신발'],
];

for (const [title, ordered, reported] of sameNames) {
  test(`[L8] texts that look the same: an order name that comes back ${title}`, () => {
    assert.deepEqual(
      findMismatches({ ...order, orderName: ordered }, { ...genuine, orderName: reported }),
      [],
    );
  });
}

test('shows an order name that differs in its canonical form', () => {
  const [mismatch] = findMismatches(order, { ...genuine, orderName: '양말 ' });
  assert.equal(mismatch?.expected, '신발');
  assert.equal(mismatch?.actual, '양말');
});

const differences: Array<[title: string, field: string, claims: Partial<Claims>]> = [
  ['another store', 'storeId', { storeId: 'store-2' }],
  ['a LIVE channel for a TEST order', 'channel.type', { channelType: 'LIVE' }],
  ['no channel', 'channel.type', { channelType: undefined }],
  ['another channel', 'channel.key', { channelKey: 'channel-key-2' }],
  ['another order name', 'orderName', { orderName: '양말' }],
  ['an order name with a control character', 'orderName', { orderName: '신\u0000발' }],
  ['an order name that is a list', 'orderName', { orderName: ['신발'] }],
  ['one won less', 'amount.total', { totalAmount: 999 }],
  ['one won more', 'amount.total', { totalAmount: 1001 }],
  ['the amount as a text', 'amount.total', { totalAmount: '1000' }],
  ['a fraction of a won', 'amount.total', { totalAmount: 1000.5 }],
  ['no amount', 'amount.total', { totalAmount: undefined }],
  ['another currency', 'currency', { currency: 'USD' }],
  ['another item', 'customData.item', { customData: '{"item":"coins"}' }],
  ['an item called __proto__', 'customData.item', { customData: '{"item":"__proto__"}' }],
  ['no item', 'customData.item', { customData: '{}' }],
  ['no customData', 'customData.item', { customData: undefined }],
  ['customData that is null', 'customData.item', { customData: 'null' }],
  ['customData that is a list', 'customData.item', { customData: '[]' }],
  ['customData that is not JSON', 'customData.item', { customData: '{oops' }],
];

for (const [title, field, claims] of differences) {
  test(`notices ${title}`, () => {
    const mismatches = findMismatches(order, { ...genuine, ...claims });
    assert.deepEqual(
      mismatches.map((mismatch) => mismatch.field).includes(field),
      true,
      JSON.stringify(mismatches),
    );
  });
}

test('names every difference at once', () => {
  const mismatches = findMismatches(order, { ...genuine, totalAmount: 1, currency: 'USD' });
  assert.deepEqual(
    mismatches.map(({ field }) => field),
    ['amount.total', 'currency'],
  );
});

test('keeps a megabyte of customData out of the evidence', () => {
  const [mismatch] = findMismatches(order, { ...genuine, customData: 'x'.repeat(1024 * 1024) });
  assert.ok(String(mismatch?.actual).length < 1000);
});

test('does not compare the channel of an order whose channel PortOne chooses', () => {
  const { channelKey: _, ...grouped } = order;
  assert.deepEqual(findMismatches(grouped as Order, { ...genuine, channelKey: 'any' }), []);
});
