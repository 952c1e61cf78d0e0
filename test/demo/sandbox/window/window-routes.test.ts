import assert from 'node:assert/strict';
import { test } from 'node:test';
import { aRequest, startSandbox } from '../../support/start-sandbox.ts';

type Overrides = Parameters<typeof aRequest>[0];

test('answers 404 to an unknown window, and 400 to an unknown outcome', async (t) => {
  const { sandbox } = await startSandbox(t);
  assert.equal((await fetch(`${sandbox.url}/window/unknown`)).status, 404);
  const { txId } = await sandbox.pay(aRequest(), { result: 'abandon' });
  const body = new URLSearchParams({ outcome: 'explode' });
  const answer = await fetch(`${sandbox.url}/window/${txId}`, { method: 'POST', body });
  assert.equal(answer.status, 400);
  assert.equal(sandbox.payment('order1')?.status, 'READY');
});

test('applies the outcomes of its buttons', async (t) => {
  const { sandbox } = await startSandbox(t);
  const press = async (overrides: Overrides, outcome: string) => {
    const { txId, paymentId } = await sandbox.pay(aRequest(overrides), { result: 'abandon' });
    const body = new URLSearchParams({ outcome });
    await fetch(`${sandbox.url}/window/${txId}`, { method: 'POST', body });
    return sandbox.payment(paymentId);
  };
  const toss = { channelKey: 'channel-toss', payMethod: 'VIRTUAL_ACCOUNT' } as const;
  assert.equal((await press({ ...toss }, 'issue'))?.status, 'VIRTUAL_ACCOUNT_ISSUED');
  assert.equal((await press({ paymentId: 'order2' }, 'pending'))?.status, 'PAY_PENDING');
  const manual = { channelKey: 'channel-manual', payMethod: 'CARD', paymentId: 'order3' } as const;
  assert.equal((await press(manual, 'fail-at-confirm:PROVIDER_ERROR'))?.status, 'READY');
});
