import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { Webhook } from '@portone/server-sdk';
import type { Payment, PaymentWebhook } from '@portone/server-sdk/payment';
import type { Sandbox } from '../../../../demo/sandbox/sandbox.ts';
import { aBuyer, aRequest, startSandbox, webhookSecret } from '../../support/start-sandbox.ts';
import { startReceiver } from '../../support/webhook-receiver.ts';

const approve = { result: 'approve' } as const;

async function startInspector(t: TestContext, answer?: (index: number) => number) {
  const receiver = await startReceiver(t, answer);
  const { sandbox } = await startSandbox(t, {
    webhook: { url: receiver.url, secret: webhookSecret },
    webhookSpeed: 1e9,
  });
  const read = async (path: string, headers = {}) => {
    const response = await fetch(`${sandbox.url}${path}`, { headers });
    return { status: response.status, headers: response.headers, text: await response.text() };
  };
  /** Sends a button's form, and follows the redirect. */
  const press = async (path: string, form: Record<string, string> = {}, headers = {}) => {
    const body = new URLSearchParams(form);
    const url = `${sandbox.url}/inspect/${path}`;
    const response = await fetch(url, { method: 'POST', body, headers });
    return { status: response.status, url: response.url, text: await response.text() };
  };
  return { sandbox, receiver, read, press };
}

function lastWebhook(sandbox: Sandbox): PaymentWebhook {
  const payment = sandbox.payment('order1');
  assert.ok(payment && 'webhooks' in payment);
  const webhook = payment.webhooks?.at(-1);
  assert.ok(webhook);
  return webhook;
}

test('lists every payment, the newest first, and says that it is a sandbox', async (t) => {
  const { sandbox, read } = await startInspector(t);
  assert.match((await read('/?lang=en')).text, /No payments yet/);
  await sandbox.pay(aRequest(), approve);
  await sandbox.pay(aRequest({ paymentId: 'order2', orderName: '<b>모자</b>' }), {
    result: 'cancel',
  });
  const { text, headers } = await read('/?lang=ko');
  assert.ok(text.indexOf('order2') < text.indexOf('order1'));
  for (const expected of ['SANDBOX', '₩1,000', 'PAID', 'FAILED', '카카오페이']) {
    assert.ok(text.includes(expected), expected);
  }
  assert.ok(text.includes('&lt;b&gt;모자&lt;/b&gt;'));
  assert.match(headers.get('content-security-policy') ?? '', /default-src 'none'/);
});

test('shows the requested language, or else the browser’s', async (t) => {
  const { read } = await startInspector(t);
  assert.match((await read('/', { 'accept-language': 'en' })).text, /<html lang="en">/);
  assert.match((await read('/', { 'accept-language': 'ko' })).text, /<html lang="ko">/);
  assert.match((await read('/?lang=ko', { 'accept-language': 'en' })).text, /<html lang="ko">/);
});

test('shows the history of a payment, and request and answer of each attempt of a webhook', async (t) => {
  const { sandbox, read } = await startInspector(t, (index) => (index === 0 ? 503 : 200));
  await sandbox.pay(aRequest(), { result: 'abandon' });
  await sandbox.webhooksSettled();
  const { text } = await read('/inspect/order1?lang=en');
  assert.match(text, /The window opened/);
  assert.match(text, /Attempt 1 .*?503.*?Attempt 2 .*?200/s);
  assert.equal(text.match(/webhook-signature: v1,/g)?.length, 2);
  assert.match(text, /&quot;type&quot;:&quot;Transaction\.Ready&quot;/);
});

test('offers only the actions of the status', async (t) => {
  const { sandbox, read } = await startInspector(t);
  const offered = async (paymentId: string) => {
    const { text } = await read(`/inspect/${paymentId}`);
    const actions = Array.from(text.matchAll(/data-action="([a-z-]+)"/g), ([, name]) => name);
    return actions.filter((name) => name !== 'resend' && name !== 'send-changed');
  };
  const toss = { channelKey: 'channel-toss', customer: aBuyer } as const;
  await sandbox.pay(aRequest({ paymentId: 'open-1' }), { result: 'abandon' });
  await sandbox.pay(aRequest({ paymentId: 'paid-1' }), approve);
  await sandbox.pay(aRequest({ paymentId: 'pending-1' }), { result: 'pending' });
  await sandbox.pay(
    aRequest({ ...toss, paymentId: 'issued-1', payMethod: 'VIRTUAL_ACCOUNT' }),
    approve,
  );
  assert.deepEqual(await offered('open-1'), []);
  await sandbox.pay(aRequest({ paymentId: 'failed-1' }), { result: 'fail', pgCode: '-780' });
  assert.deepEqual(await offered('failed-1'), ['approve-failed']);
  const refunds = ['cancel', 'cancel-part', 'request-cancellation'];
  assert.deepEqual(await offered('paid-1'), [...refunds, 'dispute']);
  await sandbox.openDispute('paid-1');
  await sandbox.requestCancellation('paid-1', 300);
  const decisions = ['cancellation-succeeds', 'cancellation-fails'];
  assert.deepEqual(await offered('paid-1'), [...refunds, ...decisions, 'resolve-dispute']);
  assert.deepEqual(await offered('pending-1'), ['approve', 'refuse']);
  assert.deepEqual(await offered('issued-1'), ['deposit']);
});

test('deposits into an account, and returns to the payment', async (t) => {
  const { sandbox, press } = await startInspector(t);
  const request = aRequest({ channelKey: 'channel-toss', payMethod: 'VIRTUAL_ACCOUNT' });
  await sandbox.pay(request, { result: 'issue' });
  const { url, text } = await press('order1/deposit?lang=en');
  assert.equal(sandbox.payment('order1')?.status, 'PAID');
  assert.equal(url, `${sandbox.url}/inspect/order1?lang=en&done=deposit`);
  assert.match(text, /The money was paid in/);
  const again = await press('order1/deposit');
  assert.equal(again.status, 409);
  assert.match(again.text, /role="alert"/);
});

test('approves or declines a pending payment', async (t) => {
  const { sandbox, press } = await startInspector(t);
  await sandbox.pay(aRequest(), { result: 'pending' });
  await sandbox.pay(aRequest({ paymentId: 'order2' }), { result: 'pending' });
  await press('order1/finish');
  await press('order2/finish', { pgCode: 'LACK_BALANCE' });
  assert.equal(sandbox.payment('order1')?.status, 'PAID');
  const failed = sandbox.payment('order2');
  assert.ok(failed?.status === 'FAILED');
  assert.equal(failed.failure.pgCode, 'LACK_BALANCE');
});

test('refunds a part, then the rest, and no more than that', async (t) => {
  const { sandbox, press } = await startInspector(t);
  await sandbox.pay(aRequest(), approve);
  await press('order1/cancel', { amount: '300' });
  assert.equal(sandbox.payment('order1')?.status, 'PARTIAL_CANCELLED');
  assert.equal((await press('order1/cancel', { amount: '701' })).status, 409);
  await press('order1/cancel');
  assert.equal(sandbox.payment('order1')?.status, 'CANCELLED');
});

test('sends a webhook again as it was', async (t) => {
  const { sandbox, receiver, press } = await startInspector(t);
  await sandbox.pay(aRequest(), approve);
  await sandbox.webhooksSettled();
  const { id, request } = lastWebhook(sandbox);
  await press(`order1/webhooks/${id}/resend`);
  const sent = receiver.received.at(-1);
  assert.equal(receiver.received.length, 3);
  assert.equal(sent?.body, request?.body);
  assert.equal(lastWebhook(sandbox).trigger, 'MANUAL');
  await Webhook.verify(webhookSecret, sent?.body ?? '', sent?.headers ?? {});
});

test('sends a webhook with another body, with a valid, a broken or no signature', async (t) => {
  const { sandbox, receiver, press } = await startInspector(t);
  await sandbox.pay(aRequest(), approve);
  await sandbox.webhooksSettled();
  const { id } = lastWebhook(sandbox);
  const send = async (signature: string) => {
    const body = '{"type":"Transaction.Paid",\r\n"data":{}}';
    await press(`order1/webhooks/${id}/change`, { body, signature });
    const sent = receiver.received.at(-1);
    assert.equal(sent?.body, '{"type":"Transaction.Paid",\n"data":{}}');
    return Webhook.verify(webhookSecret, sent.body, sent.headers);
  };
  await send('valid');
  await assert.rejects(send('broken'), { reason: 'NO_MATCHING_SIGNATURE' });
  await assert.rejects(send('missing'), { reason: 'MISSING_REQUIRED_HEADERS' });
});

test('sets what gateways do on the way back, and shows what is set', async (t) => {
  const { sandbox, read } = await startInspector(t);
  const set = async (form: Record<string, string>, headers = {}) => {
    const body = new URLSearchParams(form);
    const url = `${sandbox.url}/redirect-fault?lang=en`;
    const answer = await fetch(url, { method: 'POST', body, headers });
    return { status: answer.status, url: answer.url, text: await answer.text() };
  };
  const chosen = (text: string) => ({
    result: /value="(\w+)" selected/.exec(text)?.[1],
    isLowerCase: /name="isLowerCase" checked/.test(text),
  });
  assert.deepEqual(chosen((await read('/')).text), { result: 'query', isLowerCase: false });
  const answer = await set({ result: 'ampersand', isLowerCase: 'on' });
  assert.equal(answer.url, `${sandbox.url}/?lang=en&done=redirect`);
  assert.match(answer.text, /role="status">The way back was changed/);
  assert.deepEqual(chosen(answer.text), { result: 'ampersand', isLowerCase: true });
  assert.equal((await set({}, { origin: 'http://evil.example' })).status, 403);
  assert.deepEqual(chosen((await read('/')).text), { result: 'ampersand', isLowerCase: true });
  await set({ result: 'form' });
  assert.deepEqual(chosen((await read('/')).text), { result: 'form', isLowerCase: false });
  sandbox.setRedirectFault(undefined);
  assert.deepEqual(chosen((await read('/')).text), { result: 'query', isLowerCase: false });
});

test('rejects forms from other origins', async (t) => {
  const { sandbox, press } = await startInspector(t);
  await sandbox.pay(aRequest(), approve);
  const elsewhere = await press('order1/cancel', {}, { origin: 'http://evil.example' });
  assert.equal(elsewhere.status, 403);
  assert.equal(sandbox.payment('order1')?.status, 'PAID');
  const here = await press('order1/cancel', {}, { origin: sandbox.url });
  assert.equal(here.status, 200);
});

test('answers 404 to an unknown payment, and lists no incomplete one', async (t) => {
  const { sandbox, read } = await startInspector(t);
  await sandbox.pay(aRequest({ paymentId: 'order4' }), approve);
  const sandboxed = sandbox.payment('order4');
  sandbox.recordPayment({ status: 'PAID', id: 'order1' } as unknown as Payment);
  assert.equal((await read('/inspect/order1')).status, 404);
  assert.equal((await read('/inspect/order2')).status, 404);
  assert.equal((await read('/')).status, 200);
  const half = { ...sandboxed, id: 'order3', requestedAt: undefined, failure: undefined };
  sandbox.recordPayment({ ...half, status: 'FAILED' } as unknown as Payment);
  assert.equal((await read('/inspect/order3')).status, 200);
});

test('approves after all what had failed', async (t) => {
  const { sandbox, press } = await startInspector(t);
  await sandbox.pay(aRequest(), { result: 'fail', pgCode: '-780' });
  const { text } = await press('order1/approve-failed?lang=en');
  assert.equal(sandbox.payment('order1')?.status, 'PAID');
  assert.match(text, /The payment was approved/);
  assert.equal((await press('order1/approve-failed')).status, 400);
});

test('requests a refund, of which the gateway refuses one and gives another back', async (t) => {
  const { sandbox, press } = await startInspector(t);
  await sandbox.pay(aRequest(), approve);
  assert.match(
    (await press('order1/request-cancellation?lang=en', { amount: '400' })).text,
    /The refund was requested/,
  );
  await press('order1/finish-cancellation', { result: 'fail' });
  assert.equal(sandbox.payment('order1')?.status, 'PAID');
  await press('order1/request-cancellation', { amount: '400' });
  const { text } = await press('order1/finish-cancellation?lang=en', { result: 'succeed' });
  assert.equal(sandbox.payment('order1')?.status, 'PARTIAL_CANCELLED');
  assert.match(text, /The refund was refused; no webhook tells · 400/);
  const again = await press('order1/finish-cancellation', { result: 'succeed' });
  assert.equal(again.status, 409);
});

test('disputes a payment, and resolves the dispute', async (t) => {
  const { sandbox, press } = await startInspector(t);
  await sandbox.pay(aRequest(), approve);
  const { text } = await press('order1/dispute?lang=en', { reason: 'Never arrived' });
  assert.match(text, /The buyer disputes the payment · Never arrived/);
  await press('order1/resolve-dispute');
  const payment = sandbox.payment('order1');
  assert.ok(payment?.status === 'PAID');
  const [dispute] = payment.disputes;
  assert.equal(dispute?.reason, 'Never arrived');
  assert.equal(dispute?.status, 'RESOLVED');
});

test('shows the receipt at the address that the payment names', async (t) => {
  const { sandbox, read } = await startInspector(t);
  await sandbox.pay(aRequest(), approve);
  const payment = sandbox.payment('order1');
  assert.ok(payment?.status === 'PAID');
  const receipt = await read(new URL(payment.receiptUrl ?? '').pathname);
  assert.equal(receipt.status, 200);
  assert.match(receipt.text, /₩1,000/);
  assert.match(receipt.text, /실제 돈은 움직이지 않았습니다/);
  await sandbox.pay(aRequest({ paymentId: 'order2' }), { result: 'cancel' });
  assert.equal((await read('/inspect/order2/receipt')).status, 404);
});

test('shows the mails of its mailbox, as text', async (t) => {
  const mail = {
    recipients: ['hong@mail.example'],
    from: 'shop@shop.example',
    to: ['hong@mail.example'],
    subject: '결제가 완료되었습니다',
    text: '<b>신발</b>\n합계',
    messageId: '<msg_1@shop.example>',
    headers: [],
    receivedAt: '2026-11-23T00:00:00.000Z',
  };
  const { sandbox } = await startSandbox(t, { mailbox: { all: () => [mail] } });
  const first = await (await fetch(`${sandbox.url}/?lang=ko`)).text();
  assert.match(first, /href="\/mails\?lang=ko"/);
  const mails = await (await fetch(`${sandbox.url}/mails?lang=ko`)).text();
  assert.match(mails, /결제가 완료되었습니다/);
  assert.match(mails, /hong@mail\.example/);
  assert.match(mails, /&lt;b&gt;신발/);
});
