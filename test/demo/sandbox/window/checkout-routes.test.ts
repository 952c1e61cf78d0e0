import assert from 'node:assert/strict';
import { test } from 'node:test';
import { aRequest, startSandbox } from '../../support/start-sandbox.ts';

test('waits for windowDelay before the window opens', async (t) => {
  const { sandbox } = await startSandbox(t, { windowDelay: 60_000 });
  const prepared = fetch(`${sandbox.url}/api/prepare/v2`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ data: aRequest() }),
  });
  const other = await fetch(`${sandbox.url}/v2/browser-sdk.js`);
  assert.equal(other.status, 200);
  assert.equal(sandbox.payment('order1'), undefined);
  await Promise.all([assert.rejects(prepared), sandbox.close()]);
});

test('rejects a request that is not JSON as BadRequest', async (t) => {
  const { sandbox } = await startSandbox(t);
  const answer = await fetch(`${sandbox.url}/api/prepare/v2`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{oops',
  });
  assert.equal(answer.status, 400);
  assert.equal((await answer.json()).code, 'BadRequest');
});
