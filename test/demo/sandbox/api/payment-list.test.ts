import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { PaymentClient, PaymentFilterInput } from '@portone/server-sdk/payment';
import { aBuyer, aRequest, startSandbox } from '../../support/start-sandbox.ts';

const approve = { result: 'approve' } as const;

/** A sandbox with a paid, a failed, a pending, an issued and an open payment, in this order. */
async function startWithPayments(t: Parameters<typeof startSandbox>[0]) {
  const { sandbox, client } = await startSandbox(t);
  await sandbox.pay(aRequest({ paymentId: 'paid-1' }), approve);
  await sandbox.pay(aRequest({ paymentId: 'failed-1' }), { result: 'cancel' });
  await sandbox.pay(aRequest({ paymentId: 'pending-1' }), { result: 'pending' });
  const toss = { channelKey: 'channel-toss', customer: aBuyer } as const;
  await sandbox.pay(
    aRequest({ ...toss, paymentId: 'issued-1', payMethod: 'VIRTUAL_ACCOUNT' }),
    approve,
  );
  await sandbox.pay(aRequest({ ...toss, paymentId: 'open-1', payMethod: 'CARD' }), {
    result: 'abandon',
  });
  return { sandbox, client };
}

async function idsOf(client: PaymentClient, filter: PaymentFilterInput, page = {}) {
  const { items } = await client.getPayments({ filter, page });
  return items.map((payment) => 'id' in payment && payment.id);
}

const filters: [string, PaymentFilterInput, string[]][] = [
  ['everything, the latest first', {}, ['open-1', 'issued-1', 'pending-1', 'failed-1', 'paid-1']],
  ['by status', { status: ['PAID', 'FAILED'] }, ['failed-1', 'paid-1']],
  ['what is pending under its name in this filter', { status: ['PENDING'] }, ['pending-1']],
  ['by gateway', { pgProvider: ['TOSSPAYMENTS'] }, ['open-1', 'issued-1']],
  ['by method', { methods: ['VIRTUAL_ACCOUNT'] }, ['issued-1']],
  [
    'by store and the oldest first',
    { storeId: 'store-shoes', status: ['PAID', 'FAILED'], sortOrder: 'ASC' },
    ['paid-1', 'failed-1'],
  ],
  ['nothing of another store', { storeId: 'store-hats' }, []],
  ['nothing live', { isTest: false }, []],
];

for (const [what, filter, expected] of filters) {
  test(`lists ${what}`, async (t) => {
    const { client } = await startWithPayments(t);
    assert.deepEqual(await idsOf(client, filter), expected);
  });
}

test('filters by the time of the request, or of the last change of status', async (t) => {
  const { sandbox, client } = await startWithPayments(t);
  const before = sandbox.payment('open-1');
  assert.ok(before?.status === 'READY');
  await sandbox.deposit('issued-1');
  const changed = sandbox.payment('issued-1');
  assert.ok(changed?.status === 'PAID');
  const from = changed.statusChangedAt;
  const until = '2999-01-01T00:00:00Z';
  assert.deepEqual(await idsOf(client, { from, until }), ['issued-1']);
  const byRequest = { from, until, timestampType: 'CREATED_AT' };
  assert.equal((await idsOf(client, byRequest)).includes('issued-1'), false);
  assert.equal((await idsOf(client, { sortBy: 'STATUS_CHANGED_AT' }))[0], 'issued-1');
});

test('lists a page at a time, with the count of all payments', async (t) => {
  const { client } = await startWithPayments(t);
  const { items, page } = await client.getPayments({ page: { number: 1, size: 2 } });
  assert.deepEqual(
    items.map((payment) => 'id' in payment && payment.id),
    ['pending-1', 'failed-1'],
  );
  assert.deepEqual(page, { number: 1, size: 2, totalCount: 5 });
});

test('rejects an unknown store and an impossible page', async (t) => {
  const { client } = await startWithPayments(t);
  const rejectedWith = (type: string) => (error: Error & { data?: { type?: string } }) => {
    assert.equal(error.data?.type, type);
    return true;
  };
  await assert.rejects(idsOf(client, { storeId: 'store-x' }), rejectedWith('FORBIDDEN'));
  await assert.rejects(idsOf(client, {}, { size: 0 }), rejectedWith('INVALID_REQUEST'));
});
