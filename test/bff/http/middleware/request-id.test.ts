import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type Checkout, startCheckout } from '../../../support/server/checkout-server.ts';

let direct: Checkout;
let proxied: Checkout;
before(async () => {
  direct = await startCheckout();
  proxied = await startCheckout({ trustedProxies: 1 });
});
after(async () => {
  await direct.stop();
  await proxied.stop();
});

async function idOf(server: Checkout, headers: Record<string, string> = {}) {
  const answer = await server.send('/api/payment/neverissuedhere00000', { headers });
  return answer.headers.get('x-request-id') as string;
}

test('answers with an id, another one each time', async () => {
  const ids = new Set([await idOf(direct), await idOf(direct), await idOf(direct)]);
  assert.equal(ids.size, 3);
  for (const id of ids) assert.match(id, /^[\w.-]{16,64}$/);
});

test('writes the id into each line that a request leaves in the log', async () => {
  const { paymentId } = await direct.order();
  direct.sandbox.setFault({ kind: 'status', status: 500 });
  const answer = await direct.complete({ paymentId });
  direct.sandbox.setFault(undefined);
  const requestId = answer.headers.get('x-request-id');
  const lines = direct.logged.filter((line) => line.requestId === requestId);
  assert.deepEqual(
    lines.map(({ msg }) => msg),
    ['unavailable', 'request'],
  );
});

test('keeps the id of a proxy, and no other client’s', async () => {
  const given = { 'x-request-id': 'proxy-7f3a.1_2' };
  assert.equal(await idOf(proxied, given), 'proxy-7f3a.1_2');
  assert.notEqual(await idOf(direct, given), 'proxy-7f3a.1_2');
  assert.ok(proxied.logged.some(({ requestId }) => requestId === 'proxy-7f3a.1_2'));
  assert.ok(!direct.logged.some(({ requestId }) => requestId === 'proxy-7f3a.1_2'));
});

for (const given of ['a b', '<script>', '{"a":1}', 'x'.repeat(65), 'one, two', '"']) {
  test(`does not keep ${given.slice(0, 20)} for an id`, async () => {
    assert.notEqual(await idOf(proxied, { 'x-request-id': given }), given);
  });
}

test('gives no id to what caches keep', async () => {
  const { headers } = await direct.item();
  assert.equal(headers.get('x-request-id'), null);
});
