import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createSandbox, type Fault } from '../../../../demo/sandbox/sandbox.ts';
import { logLines } from '../../support/log-lines.ts';
import { apiSecret, aRequest, startSandbox } from '../../support/start-sandbox.ts';

const ask = (base: string, init: RequestInit = {}) =>
  fetch(`${base}/payments/order1`, {
    headers: { authorization: `PortOne ${apiSecret}` },
    redirect: 'manual',
    ...init,
  });

for (const status of [401, 403, 429, 500, 502, 503] as const) {
  test(`answers ${status} for as long as the fault is set`, async (t) => {
    const { sandbox } = await startSandbox(t);
    await sandbox.pay(aRequest(), { result: 'approve' });
    sandbox.setFault({ kind: 'status', status, retryAfter: 7 });
    const response = await ask(sandbox.url);
    assert.equal(response.status, status);
    assert.equal(response.headers.get('retry-after'), '7');
    sandbox.setFault(undefined);
    assert.equal((await ask(sandbox.url)).status, 200);
  });
}

const bodies: [Fault['kind'], Fault, (response: Response) => Promise<void>][] = [
  [
    'html',
    { kind: 'html' },
    async (response) => {
      assert.equal(response.status, 502);
      assert.match(await response.text(), /^<html>/);
    },
  ],
  ['malformed', { kind: 'malformed' }, (response) => assert.rejects(response.json(), SyntaxError)],
  ['null', { kind: 'null' }, async (response) => assert.equal(await response.json(), null)],
  [
    'huge',
    { kind: 'huge' },
    async (response) => assert.ok((await response.text()).length > 10_000_000),
  ],
  [
    'redirect',
    { kind: 'redirect', location: 'http://elsewhere.example/paid' },
    async (response) => {
      assert.equal(response.status, 302);
      assert.equal(response.headers.get('location'), 'http://elsewhere.example/paid');
    },
  ],
  [
    'truncated',
    { kind: 'truncated' },
    async (response) => {
      assert.equal(response.status, 200);
      await assert.rejects(response.text());
    },
  ],
];

for (const [kind, fault, check] of bodies) {
  test(`answers a ${kind} body`, async (t) => {
    const { sandbox } = await startSandbox(t);
    await sandbox.pay(aRequest(), { result: 'approve' });
    sandbox.setFault(fault);
    await check(await ask(sandbox.url));
  });
}

test('resets the connection', async (t) => {
  const { sandbox } = await startSandbox(t);
  sandbox.setFault({ kind: 'reset' });
  await assert.rejects(ask(sandbox.url), (error: Error) => {
    assert.equal((error.cause as { code?: string }).code, 'ECONNRESET');
    return true;
  });
});

test('reads a call and never answers, until it is closed', async (t) => {
  const lines = logLines();
  const { sandbox } = await startSandbox(t, { log: lines.log });
  sandbox.setFault({ kind: 'hang' });
  const unanswered = ask(sandbox.url);
  let answered = false;
  const noted = unanswered.then(() => {
    answered = true;
  });
  await lines.next('call');
  // An answer would arrive before that of a later request.
  assert.equal((await fetch(`${sandbox.url}/v2/browser-sdk.js`)).status, 200);
  assert.equal(answered, false);
  await Promise.all([assert.rejects(noted), sandbox.close()]);
});

test('holds the true answer back until it is let go', async (t) => {
  const { sandbox } = await startSandbox(t);
  await sandbox.pay(aRequest(), { result: 'approve' });
  const asked = Promise.withResolvers<void>();
  const letGo = Promise.withResolvers<void>();
  const until = () => {
    asked.resolve();
    return letGo.promise;
  };
  sandbox.setFault({ kind: 'hold', until });
  let answered = false;
  const answer = ask(sandbox.url).then((response) => {
    answered = true;
    return response;
  });
  await asked.promise;
  // An answer would arrive before that of a later request.
  assert.equal((await fetch(`${sandbox.url}/v2/browser-sdk.js`)).status, 200);
  assert.equal(answered, false);
  letGo.resolve();
  assert.equal(((await (await answer).json()) as { status: string }).status, 'PAID');
});

test('drips the true answer a byte at a time', async (t) => {
  const { sandbox } = await startSandbox(t);
  await sandbox.pay(aRequest(), { result: 'approve' });
  sandbox.setFault({ kind: 'drip' });
  const response = await ask(sandbox.url);
  const reader = response.body?.getReader();
  const first = await reader?.read();
  assert.deepEqual(first?.value, new TextEncoder().encode('{'));
  await reader?.cancel();
});

test('leaves other operations alone when the fault names one', async (t) => {
  const { sandbox, client } = await startSandbox(t);
  sandbox.setFault({ kind: 'status', status: 503, only: 'getPayment' });
  await client.preRegisterPayment({ paymentId: 'order1', totalAmount: 1000 });
  assert.equal((await ask(sandbox.url)).status, 503);
});

test('rejects with EADDRINUSE where the port is taken', async (t) => {
  const { sandbox } = await startSandbox(t);
  const second = createSandbox({ apiSecret, stores: [] });
  await assert.rejects(second.listen(Number(new URL(sandbox.url).port)), { code: 'EADDRINUSE' });
});
