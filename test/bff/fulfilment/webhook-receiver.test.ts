import assert from 'node:assert/strict';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type TestContext, test } from 'node:test';
import { Webhook } from 'standardwebhooks';
import type { OutgoingEvent } from '../../../bff/domain/outbox.ts';
import { addressReceivers } from '../../../bff/fulfilment/address-receivers.ts';
import { aSale, someDetails } from '../../support/server/private-details.ts';

const secret = `whsec_${Buffer.from('signs fulfilments in tests').toString('base64')}`;

function anEvent(change: Partial<OutgoingEvent> = {}): OutgoingEvent {
  const { options, code, lines, agreements } = aSale();
  const data = {
    paymentId: 'payment0001',
    itemId: 'shoes',
    quantity: 2,
    orderName: '신발 270 x2',
    totalAmount: 23_000,
    currency: 'KRW',
    environment: 'live',
    options,
    code,
    lines,
    agreements,
  };
  return {
    id: 'msg_1',
    deliveryId: 'msg_1',
    type: 'payment.paid',
    paymentId: 'payment0001',
    body: JSON.stringify({ type: 'payment.paid', timestamp: '2026-11-23T00:00:00.000Z', data }),
    details: someDetails(),
    attempts: 1,
    ...change,
  };
}

type Call = { method: string; path: string; body: string; headers: IncomingMessage['headers'] };

/** A host of its own, and what it was sent. */
async function startHost(
  t: TestContext,
  answer: (call: Call, response: ServerResponse) => void,
): Promise<{ url: string; calls: Call[] }> {
  const calls: Call[] = [];
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request.setEncoding('utf8')) body += chunk;
    const { method = '', url = '', headers } = request;
    const call = { method, path: url, body, headers };
    calls.push(call);
    answer(call, response);
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  t.after(() => server.close());
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`, calls };
}

function receiver(url: string, format: 'standard' | 'apps-script' | 'slack') {
  const [only] = addressReceivers([{ url, format }], { secret, language: 'ko' });
  assert.ok(only);
  return only;
}

test('[T2] a message: it has all that was said: what was sold, to whom, where to, what was written and agreed to', async (t) => {
  const host = await startHost(t, (_call, response) => response.end());
  await receiver(host.url, 'standard').deliver(anEvent());
  const [call] = host.calls;
  assert.ok(call);
  const { data } = new Webhook(secret).verify(call.body, call.headers as never) as {
    data: Record<string, unknown>;
  };
  const { options, code, lines, agreements } = aSale();
  const { buyer, delivery, fields } = someDetails();
  assert.deepEqual(
    Object.fromEntries(
      Object.entries(data).filter(([name]) =>
        ['options', 'code', 'lines', 'agreements', 'buyer', 'delivery', 'fields'].includes(name),
      ),
    ),
    { options, code, lines, agreements, buyer, delivery, fields },
  );
});

test('a message without anything personal is the stored one, byte by byte', async (t) => {
  const host = await startHost(t, (_call, response) => response.end());
  const { details: _, ...event } = anEvent();
  await receiver(host.url, 'standard').deliver(event);
  assert.equal(host.calls[0]?.body, event.body);
});

test('Slack gets a text, without any of its commands in it', async (t) => {
  const host = await startHost(t, ({ body }, response) => {
    // As Slack answers what is no message.
    const isText = typeof (JSON.parse(body) as { text?: unknown }).text === 'string';
    response.writeHead(isText ? 200 : 400).end(isText ? 'ok' : 'no_text');
  });
  const details = someDetails();
  await receiver(host.url, 'slack').deliver(
    anEvent({ details: { ...details, buyer: { fullName: '<!channel>\n합계: ₩1' } } }),
  );
  const { text } = JSON.parse(host.calls[0]?.body ?? '') as { text: string };
  assert.match(text, /^결제 완료 · 신발 270 x2 · 23,000원\n/);
  assert.match(text, /\n사이즈: 270|옵션: 사이즈: 270/);
  assert.match(text, /주소: \(06236\) 서울 강남구 테헤란로 1 101호/);
  assert.match(text, /\n구매자: &lt;!channel&gt; 합계: ₩1\n/, 'on one line');
});

test('Slack that does not take it gets it again', async (t) => {
  const host = await startHost(t, (_call, response) => response.writeHead(404).end('no_service'));
  await assert.rejects(receiver(host.url, 'slack').deliver(anEvent()), /answered 404/);
});

/** Google's Apps Script: it runs the script, and answers with the way to what it said. */
const script =
  (answered: { status?: number; type: string; location?: string }) =>
  ({ method }: Call, response: ServerResponse) => {
    if (method === 'POST' && answered.location !== undefined) {
      response.writeHead(302, { location: answered.location }).end();
    } else {
      response.writeHead(answered.status ?? 200, { 'content-type': answered.type }).end('ok');
    }
  };

test('a sheet has taken what its script answers with a redirect, whose place gets no message', async (t) => {
  const host = await startHost(t, script({ type: 'text/plain; charset=utf-8', location: '/echo' }));
  await receiver(host.url, 'apps-script').deliver(anEvent());
  const [run, said, ...more] = host.calls;
  assert.equal(more.length, 0);
  const { id, data } = JSON.parse(run?.body ?? '') as { id: string; data: { delivery: unknown } };
  assert.equal(id, 'msg_1');
  assert.deepEqual(data.delivery, someDetails().delivery);
  assert.deepEqual([said?.method, said?.path, said?.body], ['GET', '/echo', '']);
});

for (const [what, answered] of Object.entries({
  'the page of an error': { type: 'text/html; charset=utf-8' },
  'a way to a log-in': { type: 'text/html; charset=utf-8', location: '/login' },
  'a way to nothing': { type: 'text/plain', location: '/gone', status: 404 },
  'a refusal': { type: 'text/plain', status: 403 },
})) {
  test(`a sheet has not taken what its script answers with ${what}`, async (t) => {
    const host = await startHost(t, script(answered));
    await assert.rejects(receiver(host.url, 'apps-script').deliver(anEvent()));
  });
}

test('any other receiver has not taken what it redirects', async (t) => {
  const host = await startHost(t, script({ type: 'text/plain', location: '/echo' }));
  await assert.rejects(receiver(host.url, 'standard').deliver(anEvent()), /did not answer/);
  assert.equal(host.calls.length, 1);
});

test('the name of a receiver does not say its address', () => {
  const { name } = receiver('https://hooks.slack.com/services/T0/B0/secret', 'slack');
  assert.match(name, /^hooks\.slack\.com#[0-9a-f]{8}$/);
});
