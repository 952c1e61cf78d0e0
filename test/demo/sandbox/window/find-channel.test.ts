import assert from 'node:assert/strict';
import { test } from 'node:test';
import { requestTo, startSandbox } from '../../support/start-sandbox.ts';

const approve = { result: 'approve' } as const;

test('picks the channel of a group that supports the request', async (t) => {
  const { sandbox } = await startSandbox(t);
  const { channelKey, ...request } = requestTo('any', { channelGroupId: 'group-cards' });
  await sandbox.pay(request, approve);
  const payment = sandbox.payment('order1');
  assert.ok(payment?.status === 'PAID');
  assert.equal(payment.channel?.key, 'channel-inicis');
  assert.deepEqual(payment.channelGroup, { id: 'group-cards', name: 'cards', isForTest: true });
});

test('rejects a group that is unknown, or has no channel for the method', async (t) => {
  const { sandbox } = await startSandbox(t);
  for (const overrides of [
    { channelGroupId: 'group-x' },
    { channelGroupId: 'group-cards', payMethod: 'ALIPAY' },
  ] as const) {
    const { channelKey, ...request } = requestTo('any', overrides);
    await assert.rejects(sandbox.pay(request, approve), { code: 'ChannelNotFound' });
  }
});
