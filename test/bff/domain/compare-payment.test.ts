import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type ComparedField, comparePayment } from '../../../bff/domain/compare-payment.ts';
import type { Order } from '../../../bff/domain/order.ts';
import { parsePayment } from '../../../bff/portone/parse-payment.ts';

const order = {
  paymentId: 'order1',
  itemId: 'shoes',
  orderName: '신발',
  totalAmount: 1000,
  currency: 'KRW',
  storeId: 'store-1',
  channelKey: 'channel-key-1',
  channelType: 'TEST',
} as Order;

const genuine = {
  status: 'PAID',
  id: 'order1',
  transactionId: 'tx-1',
  storeId: 'store-1',
  channel: { type: 'TEST', key: 'channel-key-1', pgProvider: 'KCP_V2', pgMerchantId: 'T0000' },
  statusChangedAt: '2026-11-30T20:00:00Z',
  orderName: '신발',
  amount: { total: 1000, taxFree: 0, paid: 1000 },
  currency: 'KRW',
  customer: {},
  customData: '{"item":"shoes"}',
  products: [{ id: 'shoes', name: '신발', amount: 1000, quantity: 1 }],
};

const compare = (sent: object, ...notes: Parameters<typeof comparePayment>[3][]) =>
  comparePayment(order, parsePayment('order1', sent), sent, ...notes);

const rowOf = (rows: ComparedField[], field: string) =>
  rows.filter((row) => row.field === field).map(({ field: _, ...rest }) => rest);

test('settles by each field that is compared, and says what was ordered and sent', () => {
  const settling = compare(genuine).filter(({ verdict }) => verdict === 'settles');
  assert.deepEqual(settling, [
    { field: 'storeId', ordered: 'store-1', sent: 'store-1', verdict: 'settles' },
    { field: 'channel.type', ordered: 'TEST', sent: 'TEST', verdict: 'settles' },
    {
      field: 'channel.key',
      ordered: 'channel-key-1',
      sent: 'channel-key-1',
      verdict: 'settles',
    },
    { field: 'orderName', ordered: '신발', sent: '신발', verdict: 'settles' },
    { field: 'amount.total', ordered: 1000, sent: 1000, verdict: 'settles' },
    { field: 'currency', ordered: 'KRW', sent: 'KRW', verdict: 'settles' },
    {
      field: 'customData.item',
      ordered: 'shoes',
      sent: '{"item":"shoes"}',
      verdict: 'settles',
    },
  ]);
});

const differences: [title: string, sent: object, field: string, seen: unknown][] = [
  ['another store', { storeId: 'store-2' }, 'storeId', 'store-2'],
  ['a won less', { amount: { total: 999 } }, 'amount.total', 999],
  ['the amount as a text', { amount: { total: '1000' } }, 'amount.total', '1000'],
  ['another item', { customData: '{"item":"coins"}' }, 'customData.item', '{"item":"coins"}'],
  ['customData that is an object', { customData: { item: 'shoes' } }, 'customData.item', 'shoes'],
];

for (const [title, change, field, sent] of differences) {
  test(`holds ${title}, as it was sent`, () => {
    const rows = compare({ ...genuine, ...change });
    const [row] = rowOf(rows, field);
    assert.equal(row?.verdict, 'holds');
    assert.deepEqual(row.sent, sent);
  });
}

test('holds what was not sent', () => {
  const { currency, channel, ...without } = genuine;
  const rows = compare(without);
  assert.deepEqual(rowOf(rows, 'currency'), [{ ordered: 'KRW', verdict: 'holds' }]);
  assert.deepEqual(rowOf(rows, 'channel.type'), [{ ordered: 'TEST', verdict: 'holds' }]);
});

test('notes what differs and costs nothing', () => {
  const note = { field: 'amount.taxFree', expected: 100, actual: 0 };
  const rows = compare(genuine, [note]);
  assert.deepEqual(rowOf(rows, 'amount.taxFree'), [{ ordered: 100, sent: 0, verdict: 'note' }]);
});

test('leaves nothing out that was sent, and shows each value once', () => {
  const rows = compare({ ...genuine, newField: { of: { PortOne: true } } });
  const unread = rows.filter(({ verdict }) => verdict === 'unread');
  assert.deepEqual(
    unread.map(({ field }) => field),
    [
      'status',
      'id',
      'transactionId',
      'channel.pgProvider',
      'channel.pgMerchantId',
      'statusChangedAt',
      'amount.taxFree',
      'amount.paid',
      'customer',
      'products',
      'newField.of.PortOne',
    ],
  );
  const fields = rows.map(({ field }) => field);
  assert.equal(new Set(fields).size, fields.length);
});
