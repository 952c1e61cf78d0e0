import assert from 'node:assert/strict';
import { test } from 'node:test';
import { aRequest, startSandbox } from '../../support/start-sandbox.ts';

const limits: [string, string][] = [
  ['20991231', '2099-12-31T14:59:59.000Z'],
  ['2099-12-31', '2099-12-31T14:59:59.000Z'],
  ['20991231120000', '2099-12-31T03:00:00.000Z'],
  ['2099-12-31 12:00:00', '2099-12-31T03:00:00.000Z'],
];

for (const [dueDate, expected] of limits) {
  test(`reads the due date ${dueDate} as Korean time`, async (t) => {
    const { sandbox } = await startSandbox(t);
    const request = aRequest({
      channelKey: 'channel-toss',
      payMethod: 'VIRTUAL_ACCOUNT',
      virtualAccount: { accountExpiry: { dueDate } },
    });
    await sandbox.pay(request, { result: 'approve' });
    const payment = sandbox.payment('order1');
    assert.ok(payment?.status === 'VIRTUAL_ACCOUNT_ISSUED');
    assert.ok(payment.method?.type === 'PaymentMethodVirtualAccount');
    assert.equal(payment.method.expiredAt, expected);
  });
}
