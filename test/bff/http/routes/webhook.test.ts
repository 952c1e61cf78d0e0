/** What PortOne's webhooks do, and what those do that are none of PortOne's. */
import assert from 'node:assert/strict';
import { request } from 'node:http';
import { after, before, beforeEach, type TestContext, test } from 'node:test';
import { Webhook } from 'standardwebhooks';
import type { OrderAnswer } from '../../../../component/api/contract.ts';
import {
  anEvent,
  type Checkout,
  metricsHeaders,
  paymentRequest,
  startCheckout,
  webhookSecret,
} from '../../../support/server/checkout-server.ts';

const formerSecret = `whsec_${Buffer.from('the secret before this one').toString('base64')}`;
const foreignSecret = `whsec_${Buffer.from('a guess').toString('base64')}`;

let checkout: Checkout;
let now: number | undefined;
before(async () => {
  checkout = await startCheckout({
    webhookSecrets: [formerSecret, webhookSecret],
    clock: () => now ?? Date.now(),
  });
});
after(() => checkout.stop());
beforeEach(() => {
  now = undefined;
  checkout.sandbox.setWebhooksLost(true);
  checkout.sandbox.setFault(undefined);
});

const webhook: Checkout['webhook'] = (...sent) => checkout.webhook(...sent);

async function paidOrder(): Promise<OrderAnswer> {
  const order = await checkout.order();
  await checkout.sandbox.pay(paymentRequest(order), { result: 'approve' });
  return order;
}

const stored = async (paymentId: string) => (await checkout.status(paymentId)).body.status;

/** The order is paid and fulfilled, once. */
async function isPaidOnce(paymentId: string): Promise<void> {
  assert.equal(await stored(paymentId), 'PAID');
  assert.deepEqual(await checkout.eventTypesOf(paymentId), ['payment.paid']);
}

/** Asserts that it changes nothing, neither here nor at PortOne. */
async function changesNothing<Value>(paymentId: string, act: () => Promise<Value>): Promise<Value> {
  const before = await checkout.orders.find(paymentId);
  const calls = checkout.sandbox.calls();
  const value = await act();
  assert.equal(checkout.sandbox.calls(), calls, 'PortOne was asked');
  assert.deepEqual(await checkout.orders.find(paymentId), before);
  return value;
}

/** The operator finds it in the log. */
async function isLogged(level: number, words: RegExp): Promise<void> {
  const line = checkout.logged.findLast(({ msg }) => msg !== 'request');
  assert.equal(line?.level, level);
  assert.match(`${line?.msg} ${line?.code} ${line?.reason}`, words);
}

test('a genuine webhook alone settles the order', async () => {
  const { paymentId } = await paidOrder();
  assert.equal(await stored(paymentId), 'READY');
  const { status, body } = await webhook(anEvent('Transaction.Paid', paymentId));
  assert.deepEqual([status, body], [200, { result: 'settled' }]);
  await isPaidOnce(paymentId);
});

test('settles with the webhooks that PortOne itself sends, in its own order', async () => {
  checkout.sandbox.setWebhooksLost(false);
  const { paymentId } = await paidOrder();
  await checkout.sandbox.webhooksSettled();
  assert.equal(await stored(paymentId), 'PAID');
});

test('believes PortOne, not the webhook: a Paid before the payment changes nothing', async () => {
  const order = await checkout.order();
  await checkout.sandbox.pay(paymentRequest(order), { result: 'fail', pgCode: '-780' });
  const { status } = await webhook(anEvent('Transaction.Paid', order.paymentId));
  assert.equal(status, 200);
  assert.equal(await stored(order.paymentId), 'FAILED');
});

test('a webhook that arrives while an older question is under way is not answered by it', async () => {
  const order = await checkout.order();
  // The page asks too early, while the buyer is still in the window …
  const early = checkout.complete(order);
  await checkout.sandbox.pay(paymentRequest(order), { result: 'approve' });
  await webhook(anEvent('Transaction.Paid', order.paymentId));
  await early;
  // … and the webhook has seen the payment all the same.
  assert.equal(await stored(order.paymentId), 'PAID');
});

type Forgery = (body: string) => ReturnType<typeof webhook>;
const signatureOf = (body: string, id = 'msg-1') =>
  new Webhook(webhookSecret).sign(id, new Date(), body);

/** `fetch` would write a header that comes twice into one line. */
function withHeaderTwice(name: string): Forgery {
  return (body) => {
    const headers: Record<string, string | string[]> = {
      'content-type': 'application/json',
      'webhook-id': 'msg-1',
      'webhook-timestamp': String(Math.floor(Date.now() / 1_000)),
      'webhook-signature': signatureOf(body),
    };
    headers[name] = [headers[name] as string, headers[name] as string];
    return new Promise((answered, failed) => {
      const sent = request(
        `${checkout.url}/api/payment/webhook`,
        { method: 'POST', headers },
        async (response) => {
          const chunks = await response.toArray();
          answered({
            status: response.statusCode as number,
            body: JSON.parse(Buffer.concat(chunks).toString()),
            headers: new Headers(),
          });
        },
      );
      sent.on('error', failed).end(body);
    });
  };
}

const forged: Array<[title: string, forge: Forgery, reason: RegExp]> = [
  [
    '[B1] wrong signature; missing/duplicate header; wrong version: of another sender',
    (body) => webhook(body, { secret: foreignSecret }),
    /NO_MATCHING_SIGNATURE/,
  ],
  [
    '[B1] wrong signature; missing/duplicate header; wrong version: of another message',
    (body) => webhook(body, { signature: signatureOf(body, 'msg-2') }),
    /NO_MATCHING_SIGNATURE/,
  ],
  [
    '[B1] wrong signature; missing/duplicate header; wrong version: no signature',
    (body) => webhook(body, { signature: '' }),
    /MISSING_REQUIRED_HEADERS/,
  ],
  [
    '[B1] wrong signature; missing/duplicate header; wrong version: no id',
    (body) => webhook(body, {}, { 'webhook-id': '' }),
    /MISSING_REQUIRED_HEADERS/,
  ],
  [
    '[B1] wrong signature; missing/duplicate header; wrong version: no time',
    (body) => webhook(body, { timestamp: '' }),
    /webhook-timestamp/,
  ],
  [
    '[B1] wrong signature; missing/duplicate header; wrong version: two signatures',
    withHeaderTwice('webhook-signature'),
    /MISSING_REQUIRED_HEADERS/,
  ],
  [
    '[B1] wrong signature; missing/duplicate header; wrong version: two ids',
    withHeaderTwice('webhook-id'),
    /MISSING_REQUIRED_HEADERS/,
  ],
  [
    '[B1] wrong signature; missing/duplicate header; wrong version: two times',
    withHeaderTwice('webhook-timestamp'),
    /webhook-timestamp/,
  ],
  [
    '[B1] wrong signature; missing/duplicate header; wrong version: version 2',
    (body) => webhook(body, { signature: signatureOf(body).replace('v1,', 'v2,') }),
    /NO_MATCHING_SIGNATURE/,
  ],
  [
    '[B2] one byte changed; JSON reserialized: a byte',
    (body) => webhook(body.replace('Paid', 'Paie'), { signature: signatureOf(body) }),
    /NO_MATCHING_SIGNATURE/,
  ],
  [
    '[B2] one byte changed; JSON reserialized: other spaces',
    (body) => webhook(JSON.stringify(JSON.parse(body), null, 1), { signature: signatureOf(body) }),
    /NO_MATCHING_SIGNATURE/,
  ],
  [
    '[B3] age 299 s / 301 s / future 301 s; timestamp 1700000000abc: too old',
    (body) => webhook(body, { at: new Date(Date.now() - 301_000) }),
    /TIMESTAMP_TOO_OLD/,
  ],
  [
    '[B3] age 299 s / 301 s / future 301 s; timestamp 1700000000abc: too new',
    (body) => webhook(body, { at: new Date(Date.now() + 310_000) }),
    /TIMESTAMP_TOO_NEW/,
  ],
  [
    '[B3] age 299 s / 301 s / future 301 s; timestamp 1700000000abc: not a time',
    (body) => {
      const timestamp = `${Math.floor(Date.now() / 1_000)}abc`;
      return webhook(body, { timestamp });
    },
    /webhook-timestamp/,
  ],
];
for (const [title, forge, reason] of forged) {
  test(title, async () => {
    const { paymentId } = await paidOrder();
    const { status, body } = await changesNothing(paymentId, () =>
      forge(anEvent('Transaction.Paid', paymentId)),
    );
    assert.deepEqual([status, body.code], [400, 'WEBHOOK_INVALID']);
    await isLogged(40, reason);
  });
}

test('[B3] age 299 s / 301 s / future 301 s; timestamp 1700000000abc: old, but not too old', async () => {
  const { paymentId } = await paidOrder();
  const { status } = await webhook(anEvent('Transaction.Paid', paymentId), {
    at: new Date(Date.now() - 290_000),
  });
  assert.equal(status, 200);
  await isPaidOnce(paymentId);
});

test('[B4] secrets [old, new]: signed old, new, both, third', async () => {
  const { paymentId } = await paidOrder();
  const body = anEvent('Transaction.Paid', paymentId);
  for (const secret of [formerSecret, webhookSecret]) {
    assert.equal((await webhook(body, { secret })).status, 200);
  }
  const at = new Date();
  const both = [formerSecret, webhookSecret]
    .map((secret) => new Webhook(secret).sign('msg-1', at, body))
    .join(' ');
  assert.equal((await webhook(body, { at, signature: both })).status, 200);
  assert.equal((await webhook(body, { secret: foreignSecret })).status, 400);
  await isPaidOnce(paymentId);
});

test('[B6] duplicate id ×10 parallel', async () => {
  const { paymentId } = await paidOrder();
  const body = anEvent('Transaction.Paid', paymentId);
  const answers = await Promise.all(Array.from({ length: 10 }, () => webhook(body)));
  assert.deepEqual(new Set(answers.map(({ status }) => status)), new Set([200]));
  assert.equal((await checkout.orders.find(paymentId))?.version, 1);
  await isPaidOnce(paymentId);
});

test('[B7] duplicate id after failed first try', async () => {
  const { paymentId } = await paidOrder();
  const body = anEvent('Transaction.Paid', paymentId);
  checkout.sandbox.setFault({ kind: 'status', status: 500 });
  assert.equal((await webhook(body)).status, 503, 'what could not be settled is not acknowledged');
  assert.deepEqual(await checkout.eventTypesOf(paymentId), []);
  checkout.sandbox.setFault(undefined);
  assert.equal((await webhook(body)).status, 200);
  await isPaidOnce(paymentId);
});

test('[B8] same id, different signed body', async () => {
  const first = await paidOrder();
  const second = await checkout.order();
  await checkout.sandbox.pay(paymentRequest(second), { result: 'fail', pgCode: '-780' });
  for (const { paymentId } of [first, second]) {
    assert.equal((await webhook(anEvent('Transaction.Paid', paymentId))).status, 200);
  }
  await isPaidOnce(first.paymentId);
  assert.equal(await stored(second.paymentId), 'FAILED');
});

const page = (paymentId: string) => checkout.complete({ paymentId });
const paidWebhook = (paymentId: string) => webhook(anEvent('Transaction.Paid', paymentId));
for (const [title, arrive] of [
  [
    '[B9] Paid before complete; complete before Paid; simultaneous: the webhook first',
    async (paymentId: string) => [await paidWebhook(paymentId), await page(paymentId)],
  ],
  [
    '[B9] Paid before complete; complete before Paid; simultaneous: the page first',
    async (paymentId: string) => [await page(paymentId), await paidWebhook(paymentId)],
  ],
  [
    '[B9] Paid before complete; complete before Paid; simultaneous: both at once',
    (paymentId: string) => Promise.all([page(paymentId), paidWebhook(paymentId)]),
  ],
] as const) {
  test(title, async () => {
    const { paymentId } = await paidOrder();
    const answers = await arrive(paymentId);
    assert.deepEqual(
      answers.map(({ status }) => status),
      [200, 200],
    );
    assert.equal((await checkout.orders.find(paymentId))?.version, 1);
    await isPaidOnce(paymentId);
  });
}

test('[B10] Cancelled before Paid', async () => {
  const { paymentId } = await paidOrder();
  await checkout.sandbox.cancel(paymentId);
  for (const type of ['Transaction.Cancelled', 'Transaction.Paid']) {
    assert.equal((await webhook(anEvent(type, paymentId))).status, 200);
    assert.equal(await stored(paymentId), 'CANCELLED');
  }
  assert.deepEqual(await checkout.eventTypesOf(paymentId), []);
});

/** How many webhooks have been ignored, as the operator's Prometheus reads it. */
async function ignored(): Promise<number> {
  const metrics = await (
    await fetch(`${checkout.url}/metrics`, { headers: metricsHeaders })
  ).text();
  return Number(/^checkout_webhooks_total\{result="ignored"\} (\d+)$/m.exec(metrics)?.[1] ?? 0);
}

const nothingToDo: Array<[title: string, body: string]> = [
  ['[B11] unknown type; no data: neither', JSON.stringify({ type: 'Something.New' })],
  [
    '[B11] unknown type; no data: of a payment, but of which',
    JSON.stringify({ type: 'Transaction.Teleported', data: {} }),
  ],
  [
    '[B13] BillingKey.*; Dispute*: a billing key',
    JSON.stringify({
      type: 'BillingKey.Issued',
      data: { billingKey: 'x', storeId: 'store-tests' },
    }),
  ],
];
for (const [title, body] of nothingToDo) {
  test(title, async () => {
    const { paymentId } = await paidOrder();
    const before = await ignored();
    const answer = await changesNothing(paymentId, () => webhook(body));
    assert.deepEqual([answer.status, answer.body], [200, { result: 'ignored' }]);
    assert.equal((await ignored()) - before, 1);
  });
}

test('[B12] unknown extra fields', async () => {
  const { paymentId } = await paidOrder();
  const event = JSON.parse(anEvent('Transaction.Paid', paymentId, { aiModel: 'x', nested: {} }));
  const { status } = await webhook(JSON.stringify({ ...event, version: 9, also: [1] }));
  assert.equal(status, 200);
  await isPaidOnce(paymentId);
});

const unmoved: Array<[title: string, type: string]> = [
  ['[B13] BillingKey.*; Dispute*: a dispute begins', 'Transaction.DisputeCreated'],
  ['[B13] BillingKey.*; Dispute*: a dispute ends', 'Transaction.DisputeResolved'],
  ['[B14] Transaction.Ready', 'Transaction.Ready'],
  ['[B15] CancelPending', 'Transaction.CancelPending'],
];
for (const [title, type] of unmoved) {
  test(title, async () => {
    const { paymentId } = await paidOrder();
    await checkout.complete({ paymentId });
    const { status, body } = await webhook(anEvent(type, paymentId));
    assert.deepEqual([status, body], [200, { result: 'unchanged' }]);
    await isPaidOnce(paymentId);
  });
}

test('[B16] Transaction.Confirm', async () => {
  const { paymentId } = await paidOrder();
  const answer = await changesNothing(paymentId, () =>
    webhook(anEvent('Transaction.Confirm', paymentId)),
  );
  assert.deepEqual([answer.status, answer.body.code], [400, 'CONFIRM_DISABLED']);
});

test('[B17] signed, but the buyer chose paymentId ..', async () => {
  const { paymentId } = await paidOrder();
  for (const chosen of ['..', '.', 'a/b', '홍길동', 'x'.repeat(100)]) {
    const answer = await changesNothing(paymentId, () =>
      webhook(anEvent('Transaction.Paid', chosen)),
    );
    assert.deepEqual([answer.status, answer.body], [200, { result: 'ignored' }]);
    await isLogged(50, /look for it at PortOne/);
  }
  assert.doesNotMatch(JSON.stringify(checkout.logged), /홍길동/);
});

test('[B18] signed JSON of 2024-01-01', async () => {
  const { paymentId } = await paidOrder();
  const body = JSON.stringify({ payment_id: paymentId, tx_id: 'transaction', status: 'Paid' });
  assert.equal((await webhook(body)).status, 200);
  await isPaidOnce(paymentId);
});

test('[B19] form-urlencoded', async () => {
  const { paymentId } = await paidOrder();
  const answer = await changesNothing(paymentId, () =>
    webhook(`payment_id=${paymentId}`, {}, { 'content-type': 'application/x-www-form-urlencoded' }),
  );
  assert.deepEqual([answer.status, answer.body.code], [415, 'UNSUPPORTED_MEDIA_TYPE']);
  await isLogged(40, /webhook refused UNSUPPORTED_MEDIA_TYPE/);
});

for (const [title, body] of [
  ['[B20] signed null, not json, empty: null', 'null'],
  ['[B20] signed null, not json, empty: not JSON', 'not json'],
  ['[B20] signed null, not json, empty: empty', ''],
  ['[B20] signed null, not json, empty: a list', '[]'],
] as const) {
  test(title, async () => {
    const { paymentId } = await paidOrder();
    const answer = await changesNothing(paymentId, () => webhook(body));
    assert.deepEqual([answer.status, answer.body.code], [400, 'WEBHOOK_INVALID']);
  });
}

const HOUR_MS = 3_600_000;

/** A server of its own, whose clock the test sets, and the alerts of refused webhooks that it has logged. */
async function withAlerts(t: TestContext) {
  const alerting = await startCheckout({ clock: () => now ?? Date.now() });
  t.after(() => alerting.stop());
  now = Date.now();
  return {
    refuse: async (times: number) => {
      for (let time = 0; time < times; time += 1) {
        await alerting.webhook('{}', { secret: foreignSecret, at: new Date(now ?? 0) });
      }
    },
    accept: () => alerting.webhook(anEvent('BillingKey.Issued', 'none')),
    confirm: () => alerting.webhook(anEvent('Transaction.Confirm', 'payment0001')),
    lines: () => alerting.logged.filter(({ msg }) => /^webhook refused/.test(String(msg))),
    alerts: () =>
      alerting.logged.filter(({ level, msg }) => level === 50 && /^webhooks/.test(String(msg))),
  };
}

test('says of a refused webhook what to check, where it was PortOne’s', async (t) => {
  const { refuse, lines } = await withAlerts(t);
  await refuse(1);
  const [line] = lines();
  assert.deepEqual(
    [line?.level, line?.reason],
    [40, 'The webhook was refused: NO_MATCHING_SIGNATURE'],
  );
  assert.match(String(line?.ifFromPortOne), /secret of this mode .*테스트.*실연동.*clock/);
});

test('[M6] webhooks that are refused while none is accepted: an alert, once in an hour', async (t) => {
  const { refuse, alerts } = await withAlerts(t);
  await refuse(2);
  assert.equal(alerts().length, 0);
  await refuse(20);
  assert.equal(alerts().length, 1);
  assert.match(String(alerts()[0]?.msg), /V2_WEBHOOK_SECRET .*테스트.*실연동/);
  now = (now ?? 0) + HOUR_MS;
  await refuse(20);
  assert.equal(alerts().length, 2);
});

test('[M6] webhooks that are refused while none is accepted: none while PortOne’s own are', async (t) => {
  const { refuse, accept, alerts } = await withAlerts(t);
  assert.equal((await accept()).status, 200);
  now = (now ?? 0) + HOUR_MS - 1;
  await refuse(20);
  assert.equal(alerts().length, 0);
  now += 1;
  await refuse(1);
  assert.equal(alerts().length, 1);
});

test('[M6] webhooks that are refused while none is accepted: not for those that PortOne signed', async (t) => {
  const { confirm, alerts } = await withAlerts(t);
  for (let time = 0; time < 5; time += 1) {
    assert.equal((await confirm()).body.code, 'CONFIRM_DISABLED');
  }
  assert.equal(alerts().length, 0);
});

const poll = () => checkout.poll();
const readChanges = () => checkout.readChanges();

test('[B21] server clock +10 min', async () => {
  const { paymentId } = await paidOrder();
  // To a clock that is ten minutes fast everything of this moment is ten minutes old.
  const at = new Date(Date.now() - 600_000);
  const answer = await changesNothing(paymentId, () =>
    webhook(anEvent('Transaction.Paid', paymentId), { at }),
  );
  assert.deepEqual([answer.status, answer.body.code], [400, 'WEBHOOK_INVALID']);
  await isLogged(40, /TIMESTAMP_TOO_OLD/);
  now = Date.now() + 600_000;
  await poll();
  await isPaidOnce(paymentId);
});

for (const [title, interval, reconcile] of [
  ['[B22] webhooks never arrive, browser gone: asking PortOne finds it', 15_000, poll],
  ['[B22] webhooks never arrive, browser gone: reading its changes does', 60_000, readChanges],
] as const) {
  test(title, async () => {
    const { paymentId } = await paidOrder();
    const start = Date.now();
    for (const times of [1, 2]) {
      now = start + times * interval;
      await reconcile();
    }
    await isPaidOnce(paymentId);
  });
}

test('[B23] console cancel, webhook lost', async () => {
  const { paymentId } = await paidOrder();
  await checkout.complete({ paymentId });
  await checkout.sandbox.cancel(paymentId);
  for (const interval of [1, 2]) {
    now = Date.now() + interval * 60_000;
    await readChanges();
  }
  assert.equal(await stored(paymentId), 'CANCELLED');
  assert.deepEqual((await checkout.eventTypesOf(paymentId)).toSorted(), [
    'payment.cancelled',
    'payment.paid',
  ]);
});

const alertsOf = (paymentId: string) =>
  checkout.logged
    .filter((line) => line.paymentId === paymentId && Number(line.level) >= 40)
    .map(({ level, code }) => [level, code]);
const eventsOf = async (paymentId: string) => (await checkout.eventTypesOf(paymentId)).sort();
async function metricsText(): Promise<string> {
  const answer = await fetch(`${checkout.url}/metrics`, { headers: metricsHeaders });
  return answer.text();
}
async function laterEventsTold(type: string): Promise<number> {
  const metrics = await metricsText();
  const line = new RegExp(`^checkout_later_events_total\\{type="${type}"\\} (\\d+)$`, 'm');
  return Number(line.exec(metrics)?.[1] ?? 0);
}
async function paymentsCounted(): Promise<string[]> {
  const metrics = await metricsText();
  return metrics.split('\n').filter((line) => line.startsWith('checkout_payments_total'));
}

test('[B24] a dispute begins, is told ten times, and ends', async () => {
  const { paymentId } = await paidOrder();
  await webhook(anEvent('Transaction.Paid', paymentId));
  const [told, counted] = [
    await laterEventsTold('payment.dispute_created'),
    await paymentsCounted(),
  ];
  await checkout.sandbox.openDispute(paymentId, '상품을 받지 못했습니다. 홍길동');
  const begun = anEvent('Transaction.DisputeCreated', paymentId);
  const answers = await Promise.all(Array.from({ length: 10 }, () => webhook(begun)));
  for (const { status } of answers) assert.equal(status, 200);
  assert.equal((await webhook(begun)).body.result, 'unchanged');
  assert.deepEqual(await eventsOf(paymentId), ['payment.dispute_created', 'payment.paid']);
  assert.deepEqual(alertsOf(paymentId), [[50, 'DISPUTE_CREATED']]);

  await checkout.sandbox.resolveDispute(paymentId);
  const ended = anEvent('Transaction.DisputeResolved', paymentId);
  assert.deepEqual((await webhook(ended)).body, { result: 'settled' });
  assert.equal((await webhook(ended)).body.result, 'unchanged');
  assert.deepEqual(await eventsOf(paymentId), [
    'payment.dispute_created',
    'payment.dispute_resolved',
    'payment.paid',
  ]);
  assert.deepEqual(alertsOf(paymentId), [
    [50, 'DISPUTE_CREATED'],
    [40, 'DISPUTE_RESOLVED'],
  ]);
  assert.equal(await stored(paymentId), 'PAID');
  assert.equal(await laterEventsTold('payment.dispute_created'), told + 1);
  assert.deepEqual(await paymentsCounted(), counted, 'the payment is counted once');
  assert.doesNotMatch(JSON.stringify(checkout.logged), /홍길동/);

  await checkout.sandbox.cancel(paymentId);
  await webhook(anEvent('Transaction.Cancelled', paymentId));
  assert.equal((await eventsOf(paymentId)).length, 4, 'the refund is told, and nothing else again');
});

test('[B24] a dispute begins, is told ten times, and ends: all before the payment was seen', async () => {
  const { paymentId } = await paidOrder();
  await checkout.sandbox.openDispute(paymentId);
  await checkout.sandbox.resolveDispute(paymentId);
  await webhook(anEvent('Transaction.DisputeResolved', paymentId));
  assert.deepEqual(await eventsOf(paymentId), [
    'payment.dispute_created',
    'payment.dispute_resolved',
    'payment.paid',
  ]);
});

test('[B25] a refund that the gateway decides on later, and refuses', async () => {
  const { paymentId } = await paidOrder();
  await webhook(anEvent('Transaction.Paid', paymentId));
  await checkout.sandbox.requestCancellation(paymentId, 300);
  await webhook(anEvent('Transaction.CancelPending', paymentId));
  assert.deepEqual(await eventsOf(paymentId), ['payment.paid']);
  const minute = 60_000;
  const start = Date.now();
  await checkout.poll(start + minute);
  assert.deepEqual(await eventsOf(paymentId), ['payment.paid']);

  await checkout.sandbox.finishCancellation(paymentId, 'fail');
  await checkout.poll(start + 10 * minute);
  assert.deepEqual(await eventsOf(paymentId), ['payment.cancellation_failed', 'payment.paid']);
  assert.deepEqual(alertsOf(paymentId), [[50, 'CANCELLATION_FAILED']]);
  assert.equal(await stored(paymentId), 'PAID');
  const settlement = (await checkout.orders.find(paymentId))?.settlement;
  assert.equal(settlement?.pendingCancellationIds, undefined);
  assert.deepEqual(
    settlement?.failedCancellations?.map(({ amount }) => amount),
    [300],
  );
});

test('[B13] BillingKey.*; Dispute*: of a payment that PortOne lists no dispute with, a person looks there', async () => {
  const { paymentId } = await paidOrder();
  await webhook(anEvent('Transaction.Paid', paymentId));
  await checkout.sandbox.cancel(paymentId, 300);
  await webhook(anEvent('Transaction.PartialCancelled', paymentId));
  await webhook(anEvent('Transaction.DisputeCreated', paymentId));
  await isLogged(50, /a dispute that the payment does not list/);
});
