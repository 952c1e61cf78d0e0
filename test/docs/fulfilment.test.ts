/** What docs/fulfilment.md gives to be copied, run as it stands. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { createHmac, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json, text } from 'node:stream/consumers';
import { after, test } from 'node:test';
import { runInNewContext } from 'node:vm';
import { parseEnvironment } from '../../bff/config.ts';
import type { OutgoingEvent } from '../../bff/domain/outbox.ts';
import { addressReceivers } from '../../bff/fulfilment/address-receivers.ts';
import { fulfilmentWebhook } from '../../bff/fulfilment/webhook-receiver.ts';
import type { OrderAnswer } from '../../component/api/contract.ts';
import { documentBlock } from '../support/pages/document-blocks.ts';
import { type Program, startProgram, writeApplication } from '../support/server/application.ts';
import {
  aCatalog,
  apiSecret,
  paymentRequest,
  startCheckout,
  webhookSecret,
} from '../support/server/checkout-server.ts';
import { askingItem, orderOf, someDetails } from '../support/server/private-details.ts';
import { openConnection, sendRaw } from '../support/server/raw-http.ts';
import { type ServerProcess, startServerProcess } from '../support/server/server-process.ts';

const RECEIVER = documentBlock('docs/fulfilment.md', 'A receiver');
const secret = `whsec_${Buffer.from('signs fulfilments in tests').toString('base64')}`;

/** The owner's part of the receiver, for tests in which it does something else. */
const FULFIL = /async function fulfil\(.*?^}$/ms;

/** A receiver in a folder of its own, which may be started there again. */
function receiverFolder(source = RECEIVER, flags: string[] = []) {
  const { folder, remove } = writeApplication({ 'receiver.mjs': source }, ['standardwebhooks']);
  const running: Program[] = [];
  after(async () => {
    await Promise.all(running.map((receiver) => receiver.kill()));
    remove();
  });
  return async (env: Record<string, string> = {}): Promise<Program> => {
    const receiver = await startProgram(folder, [...flags, 'receiver.mjs'], {
      FULFILMENT_SECRET: secret,
      ...env,
    });
    running.push(receiver);
    return receiver;
  };
}

/** A message as the server keeps it until it is sent. */
function aMessage(id: string, paymentId: string, type = 'payment.paid'): OutgoingEvent {
  const data = { paymentId, itemId: 'shoes', quantity: 1 };
  const body = JSON.stringify({ type, timestamp: new Date().toISOString(), data });
  return { id, deliveryId: id, type, paymentId, body, attempts: 1 };
}

/** Sends by what the server itself sends with. */
const deliver = (receiver: Program, message: OutgoingEvent, signedBy = secret): Promise<void> =>
  fulfilmentWebhook(receiver.url, signedBy)(message);

/** What a receiver has delivered so far, by the number of the order. */
async function deliveries(receiver: Program): Promise<string[]> {
  // It prints in order: once this one is there, so is all before it.
  await deliver(receiver, aMessage(`msg_${randomUUID()}`, 'end'));
  await receiver.prints(/^Deliver 1 shoes: end$/);
  const lines = receiver.printed.filter((line) => line.startsWith('Deliver'));
  return lines.map((line) => line.replace('Deliver 1 shoes: ', '')).filter((id) => id !== 'end');
}

async function pay(server: ServerProcess): Promise<OrderAnswer> {
  server.sandbox.setWebhook({ url: `${server.url}/api/payment/webhook`, secret: webhookSecret });
  const answer = await server.post('/api/orders', { itemId: 'shoes' });
  const order = (await answer.json()) as OrderAnswer;
  await server.sandbox.pay(paymentRequest(order), { result: 'approve' });
  await server.post('/api/payment/complete', { paymentId: order.paymentId });
  return order;
}

test('the receiver delivers the server’s first message, and takes back what is refunded', async (t) => {
  const receiver = await receiverFolder()();
  const server = await startServerProcess({
    FULFILMENT_URL: receiver.url,
    FULFILMENT_SECRET: secret,
  });
  t.after(() => server.stop());
  const { paymentId } = await pay(server);
  await receiver.prints(new RegExp(`^Deliver 1 shoes: ${paymentId}$`));
  await server.sandbox.cancel(paymentId);
  await receiver.prints(new RegExp(`^Take back 1 shoes: ${paymentId}$`));
  assert.equal(receiver.printed.length, 2);
});

/** Text and header fields of a POST as the server would sign it. */
function signed(body: string, by = secret, at = new Date()) {
  const id = 'msg_attack';
  // Not by the library, which will not sign with a key of no bytes.
  const key = Buffer.from(by.replace('whsec_', ''), 'base64');
  const seconds = Math.floor(at.getTime() / 1_000);
  const signature = createHmac('sha256', key).update(`${id}.${seconds}.${body}`).digest('base64');
  return {
    method: 'POST',
    body,
    headers: {
      'webhook-id': id,
      'webhook-timestamp': String(seconds),
      'webhook-signature': `v1,${signature}`,
    },
  };
}

const genuine = signed(aMessage('msg_attack', 'forged').body);
const MINUTE_MS = 60_000;
const otherSecret = `whsec_${Buffer.from('of another server').toString('base64')}`;
const huge = 'x'.repeat(10_000_000);

const attacks: Array<[what: string, status: number, request: RequestInit]> = [
  ['is not signed', 401, { method: 'POST', body: genuine.body }],
  ['is empty', 401, { method: 'POST' }],
  ['is not JSON', 401, { method: 'POST', body: '{"type":' }],
  ['is signed, and not JSON', 401, signed('{"type":')],
  ['is signed, and null', 401, signed('null')],
  ['is signed by another secret', 401, signed(genuine.body, otherSecret)],
  ['is signed by a secret of no bytes', 401, signed(genuine.body, '')],
  [
    'was signed an hour ago',
    401,
    signed(genuine.body, secret, new Date(Date.now() - 60 * MINUTE_MS)),
  ],
  ['was changed after it was signed', 401, { ...genuine, body: genuine.body.replace('1', '9') }],
  [
    'has another id than was signed',
    401,
    { ...genuine, headers: { ...genuine.headers, 'webhook-id': 'msg_other' } },
  ],
  [
    'has a signature of another kind',
    401,
    { ...genuine, headers: { ...genuine.headers, 'webhook-signature': 'v2,,' } },
  ],
  ['has no time', 401, { ...genuine, headers: { ...genuine.headers, 'webhook-timestamp': 'now' } }],
  ['is a GET', 405, {}],
  ['is a HEAD', 405, { method: 'HEAD' }],
  ['is a PUT', 405, { ...genuine, method: 'PUT' }],
  ['is huge', 413, { method: 'POST', body: huge }],
  ['is huge, and signed', 413, signed(JSON.stringify(huge))],
  [
    'is huge, and does not say so',
    413,
    { method: 'POST', body: new Blob([huge]).stream(), duplex: 'half' } as RequestInit,
  ],
];

test('the receiver takes nothing that the server did not send, and survives it', async (t) => {
  const receiver = await receiverFolder()();
  for (const [index, [what, status, request]] of attacks.entries()) {
    await t.test(`a request that ${what} is answered ${status}`, async () => {
      assert.equal((await fetch(receiver.url, request)).status, status);
      await deliver(receiver, aMessage(`msg_${index}`, String(index)));
    });
  }
  await t.test('a connection that breaks off in the middle of a body ends nothing', async () => {
    const socket = await openConnection(receiver.url);
    socket.write('POST / HTTP/1.1\r\nhost: shop\r\ncontent-length: 1000\r\n\r\n{"type":');
    socket.destroy();
    await once(socket, 'close');
    assert.match(await sendRaw(receiver.url, 'no HTTP at all\r\n\r\n'), /^HTTP\/1\.1 400 /);
    await deliver(receiver, aMessage('msg_last', 'last'));
  });
  assert.deepEqual(await deliveries(receiver), [...attacks.keys(), 'last'].map(String));
});

test('the receiver asks for a message again where the owner’s part throws', async () => {
  const receiver = await receiverFolder()();
  const incomplete = { ...aMessage('msg_1', 'order1'), body: '{"type":"payment.paid"}' };
  await assert.rejects(deliver(receiver, incomplete), /answered 500/);
  await receiver.prints(/TypeError/);
  await deliver(receiver, aMessage('msg_1', 'order1'));
  assert.deepEqual(await deliveries(receiver), ['order1']);
});

test('the receiver takes a message once, however often it comes, and after a restart', async () => {
  const start = receiverFolder();
  const first = await start();
  const message = aMessage('msg_1', 'order1');
  await Promise.all(Array.from({ length: 5 }, () => deliver(first, message)));
  await deliver(first, message);
  assert.deepEqual(await deliveries(first), ['order1']);
  await first.kill();
  const second = await start();
  await deliver(second, message);
  await deliver(second, aMessage('msg_2', 'order2'));
  assert.deepEqual(await deliveries(second), ['order2']);
});

/** Has a program print a line for each request, once all of it has been read and begun with. */
const REPORT_READ = `data:text/javascript,${encodeURIComponent(`
  import { subscribe } from 'node:diagnostics_channel';
  subscribe('http.server.request.start', ({ request }) =>
    request.on('end', () => setImmediate(console.log, 'read')),
  );
`)}`;

for (const [end, status] of [
  ['resolve', 'fulfilled'],
  ['reject', 'rejected'],
] as const) {
  test(`the receiver does once what takes its time, and its repetitions are ${status} with it`, async () => {
    const slow = RECEIVER.replace(
      FULFIL,
      `const gate = Promise.withResolvers();
async function fulfil({ type }) {
  if (type === 'payment.held') return gate.${end}();
  console.log('begun');
  await gate.promise;
}`,
    );
    assert.notEqual(slow, RECEIVER);
    const receiver = await receiverFolder(slow, ['--import', REPORT_READ])();
    const outcomes = Promise.allSettled(
      Array.from({ length: 3 }, () => deliver(receiver, aMessage('msg_1', 'order1'))),
    );
    await receiver.prints(/^read$/, 3);
    await deliver(receiver, aMessage('msg_2', 'order1', 'payment.held'));
    assert.deepEqual(new Set((await outcomes).map((outcome) => outcome.status)), new Set([status]));
    assert.equal(receiver.printed.filter((line) => line === 'begun').length, 1);
  });
}

test('the receiver takes messages of either secret while one is being exchanged', async () => {
  const receiver = await receiverFolder()({ FULFILMENT_SECRET: `${otherSecret},${secret}` });
  await deliver(receiver, aMessage('msg_1', 'order1'), secret);
  await deliver(receiver, aMessage('msg_2', 'order2'), otherSecret);
  assert.deepEqual(await deliveries(receiver), ['order1', 'order2']);
});

test('the receiver does not start without a secret', async () => {
  const start = receiverFolder();
  await assert.rejects(start({ FULFILMENT_SECRET: '' }), /Secret can't be empty/);
});

test('the commands make a secret that server and receiver take, and start the receiver', async () => {
  const [install, make, start] = documentBlock('docs/fulfilment.md', 'A receiver', 2).split('\n');
  assert.equal(install, 'npm install standardwebhooks');
  const [, expression = ''] = /^node -p "(.*)"$/.exec(make ?? '') ?? [];
  const made = execFileSync(process.execPath, ['-p', expression], { encoding: 'utf8' }).trim();
  assert.equal(start, 'FULFILMENT_SECRET=whsec_… node receiver.mjs');
  const { fulfilment } = parseEnvironment({
    V2_API_SECRET: apiSecret,
    V2_WEBHOOK_SECRET: webhookSecret,
    FULFILMENT_URL: 'http://127.0.0.1:3000/',
    FULFILMENT_SECRET: made,
  });
  assert.equal(fulfilment?.secret, made);
  const receiver = await receiverFolder()({ FULFILMENT_SECRET: made });
  await deliver(receiver, aMessage('msg_1', 'order1'), made);
});

test('the message that is shown has the fields of a genuine one', async (t) => {
  const heard = Promise.withResolvers<Shown>();
  const reader = createServer(async (request, response) => {
    heard.resolve((await json(request)) as Shown);
    response.end();
  });
  await new Promise<void>((listening) => reader.listen(0, '127.0.0.1', listening));
  t.after(() => reader.close());
  const checkout = await startCheckout({
    catalog: aCatalog({ items: [askingItem()] }),
    deliver: fulfilmentWebhook(
      `http://127.0.0.1:${(reader.address() as AddressInfo).port}`,
      secret,
    ),
  });
  t.after(() => checkout.stop());
  checkout.startWorkers();
  const order = await checkout.order(orderOf(someDetails()));
  await checkout.sandbox.pay(paymentRequest(order), { result: 'approve' });
  await checkout.complete({ paymentId: order.paymentId });
  const shown = JSON.parse(documentBlock('docs/fulfilment.md', 'Fulfilment')) as Shown;
  assert.deepEqual(fieldsOf(shown), fieldsOf(await heard.promise));
});

type Shown = { data: object };

const fieldsOf = ({ data, ...message }: Shown) => [
  ...Object.keys(message).toSorted(),
  ...Object.keys(data).toSorted(),
];

/** What Google's Apps Script gives a script, as far as the sheet's recipe uses it. */
function startAppsScript(source: string) {
  const rows: unknown[][] = [];
  const sheet = {
    appendRow: (row: unknown[]) => rows.push(row),
    createTextFinder: (text: string) => ({
      matchEntireCell: () => ({
        findNext: () => (rows.some((row) => row.includes(text)) ? {} : null),
      }),
    }),
  };
  const script = runInNewContext(`${source}\ndoPost`, {
    SpreadsheetApp: { getActiveSpreadsheet: () => ({ getSheets: () => [sheet] }) },
    LockService: { getScriptLock: () => ({ waitLock: () => {}, releaseLock: () => {} }) },
    ContentService: { createTextOutput: (text: string) => text },
  }) as (event: object) => string;
  const server = createServer(async (request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '', 'http://script.example');
    if (pathname === '/echo') {
      response.writeHead(200, { 'content-type': 'text/plain; charset=utf-8' }).end('ok');
      return;
    }
    try {
      const contents = await text(request);
      script({ parameter: Object.fromEntries(searchParams), postData: { contents } });
      response.writeHead(302, { location: '/echo' }).end();
    } catch (error) {
      // Google answers an error with a page, and 200.
      response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(`${error}`);
    }
  });
  return { server, rows };
}

test('the script of the sheet writes a row for each message, once, and no formula', async (t) => {
  const { server, rows } = startAppsScript(documentBlock('docs/fulfilment.md', 'A Google sheet'));
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  t.after(() => server.close());
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/exec`;
  const key = 'change-me-to-letters-of-your-own';
  const { fulfilment } = parseEnvironment({
    V2_API_SECRET: apiSecret,
    V2_WEBHOOK_SECRET: webhookSecret,
    FULFILMENT_URL: `apps-script+${url}?key=${key}`,
  });
  const [sheet] = addressReceivers(fulfilment?.addresses ?? [], {
    secret: undefined,
    language: 'ko',
  });
  const details = { ...someDetails(), buyer: { fullName: '=HYPERLINK("http://x")' } };
  const message = { ...aMessage('msg_1', 'order1'), details };
  await sheet?.deliver(message);
  await sheet?.deliver(message);
  await sheet?.deliver({ ...aMessage('msg_2', 'order1', 'payment.cancelled'), details });
  assert.deepEqual(
    rows.map(([id]) => id),
    ['msg_1', 'msg_2'],
  );
  const [row = []] = rows;
  for (const cell of ['\'=HYPERLINK("http://x")', "'06236", "'김받음", "'각인: 사랑해"]) {
    assert.ok(row.includes(cell), `${cell} in ${row}`);
  }
  const [stranger] = addressReceivers([{ url: `${url}?key=other`, format: 'apps-script' }], {
    secret: undefined,
    language: 'ko',
  });
  await assert.rejects(stranger?.deliver(aMessage('msg_3', 'order1')) ?? Promise.resolve());
  assert.equal(rows.length, 2);
});
