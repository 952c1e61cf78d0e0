/** Webhooks that are none of PortOne's, in any number, and PortOne's among them. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { refusalLog } from '../../../bff/http/refusal-log.ts';
import {
  anEvent,
  type Checkout,
  paymentRequest,
  startCheckout,
} from '../../support/server/checkout-server.ts';
import { openConnection, readRaw } from '../../support/server/raw-http.ts';

let checkout: Checkout;
before(async () => {
  checkout = await startCheckout({ rateLimitPerMinute: 10_000 });
  checkout.sandbox.setWebhooksLost(true);
});
after(() => checkout.stop());

const json = { 'content-type': 'application/json' };
const send = (headers: Record<string, string> = json, body = '{}') =>
  checkout.send('/api/payment/webhook', { method: 'POST', headers, body });

const timestamp = String(Math.floor(Date.now() / 1_000));
for (const [title, headers] of [
  ['none of its headers', []],
  ['no signature', ['webhook-id: a', `webhook-timestamp: ${timestamp}`]],
  ['no id', ['webhook-signature: v1,x', `webhook-timestamp: ${timestamp}`]],
  ['no time', ['webhook-signature: v1,x', 'webhook-id: a']],
] as const) {
  test(`[S9] webhooks without a signature, by the thousand: is answered before its body is here, with ${title}`, async () => {
    const socket = await openConnection(checkout.url);
    const fields = [
      'Host: x',
      'Content-Type: application/json',
      'Content-Length: 10000',
      ...headers,
    ];
    socket.write(`POST /api/payment/webhook HTTP/1.1\r\n${fields.join('\r\n')}\r\n\r\n`);
    const answer = await new Promise<Buffer>((heard) => socket.once('data', heard));
    const { status, body } = readRaw(String(answer));
    assert.deepEqual([status, body.code], [400, 'WEBHOOK_INVALID']);
    socket.destroy();
  });
}

test('[S9] webhooks without a signature, by the thousand: from one address', async () => {
  const order = await checkout.order();
  await checkout.sandbox.pay(paymentRequest(order), { result: 'approve' });
  const answers = [];
  for (let count = 0; count < 100; count += 1) answers.push(await send());
  assert.deepEqual([answers[0]?.status, answers[0]?.body.code], [400, 'WEBHOOK_INVALID']);
  const last = answers.at(-1);
  assert.deepEqual([last?.status, last?.body.code], [429, 'RATE_LIMITED']);
  assert.ok(Number(last?.headers.get('retry-after')) > 0);
  // Refused like the others, whatever is wrong with them.
  assert.equal((await send({ 'content-type': 'text/plain' })).status, 429);
  assert.equal((await checkout.webhook('{}', { signature: 'v1,x' })).status, 429);
  const lines = checkout.logged.filter(({ level, msg, route }) => {
    return Number(level) >= 30 && (msg === 'webhook refused' || /webhook/.test(String(route)));
  });
  assert.ok(lines.length < 60, `${lines.length} lines for 100 webhooks`);
});

test('[S10] a signed W from the same address', async () => {
  const order = await checkout.order();
  await checkout.sandbox.pay(paymentRequest(order), { result: 'approve' });
  for (let count = 0; count < 70; count += 1) await send();
  assert.equal((await send()).status, 429);
  const { status, body } = await checkout.webhook(anEvent('Transaction.Paid', order.paymentId));
  assert.deepEqual([status, body], [200, { result: 'settled' }]);
  // PortOne's own that is not taken is said so, and not that there are too many.
  const confirm = await checkout.webhook(anEvent('Transaction.Confirm', order.paymentId));
  assert.equal(confirm.body.code, 'CONFIRM_DISABLED');
});

test('[S9] webhooks without a signature, by the thousand: ten lines of a reason in a minute of the log', () => {
  const lines: Array<{ reason?: string; unsaid?: number }> = [];
  let now = 0;
  const log = { warn: (line: (typeof lines)[number]) => lines.push(line) };
  const refuse = refusalLog(log as never, () => now);
  for (let count = 0; count < 1_000; count += 1) refuse('WEBHOOK_INVALID', 'no signature');
  refuse('BODY_TOO_LARGE', 'too large');
  assert.equal(lines.length, 11);
  now += 60_000;
  assert.equal(refuse('WEBHOOK_INVALID', 'no signature'), true, 'another minute has begun');
  assert.equal(lines.at(-1)?.unsaid, 990);
  refuse('WEBHOOK_INVALID', 'no signature');
  assert.equal(lines.at(-1)?.unsaid, undefined);
});
