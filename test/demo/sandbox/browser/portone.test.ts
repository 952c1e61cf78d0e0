import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { PaymentRequest } from '@portone/browser-sdk/v2';
import { iPhone, shopOpener } from '../../support/open-shop.ts';
import { aRequest } from '../../support/start-sandbox.ts';

const openShop = shopOpener();

test('resolves a cancellation and a decline with the gateway’s codes', async (t) => {
  const shop = await openShop(t);
  await shop.request();
  await shop.press('cancel');
  const cancelled = (await shop.settled(0)).resolved as Record<string, unknown>;
  assert.equal(cancelled.code, 'FAILURE_TYPE_PG');
  assert.equal(cancelled.pgCode, 'CANCEL');
  await shop.request();
  await shop.press('fail:LACK_BALANCE');
  const { resolved } = await shop.settled(1);
  const { txId, ...declined } = resolved as Record<string, unknown>;
  assert.deepEqual(declined, {
    transactionType: 'PAYMENT',
    paymentId: 'order1',
    code: 'FAILURE_TYPE_PG',
    message: '[LACK_BALANCE] 잔액이 부족합니다.',
    pgCode: 'LACK_BALANCE',
    pgMessage: '잔액이 부족합니다.',
  });
});

test('resolves as a success when the window was closed after the approval', async (t) => {
  const shop = await openShop(t);
  await shop.request();
  await shop.press('close-after-approval');
  const { resolved } = await shop.settled();
  assert.equal((resolved as Record<string, unknown>).code, undefined);
});

test('resolves as UnknownError when the status check fails, although it is paid', async (t) => {
  const shop = await openShop(t);
  await shop.request();
  await shop.press('status-check-fails');
  const { resolved } = await shop.settled();
  assert.equal((resolved as Record<string, unknown>).code, 'UnknownError');
  assert.equal(shop.sandbox.payment('order1')?.status, 'PAID');
});

test('closes after a silent approval, and never settles', async (t) => {
  const shop = await openShop(t);
  await shop.request();
  await shop.press('approve-silently');
  await shop.page.locator('#imp-iframe-wrapper').waitFor({ state: 'detached' });
  assert.equal(shop.sandbox.payment('order1')?.status, 'PAID');
  await shop.request({ paymentId: 'order2' });
  await shop.press('approve');
  await shop.settled(1);
  assert.equal(await shop.settledCount(), 1);
});

test('replaces an open window when called again, and leaves the old promise pending', async (t) => {
  const shop = await openShop(t);
  await shop.request();
  await shop.page.locator('#imp-iframe-wrapper').waitFor();
  await shop.request({ paymentId: 'order2' });
  const heading = shop.page.frameLocator('#imp-iframe').getByText('order2');
  await heading.waitFor();
  assert.equal(await shop.page.locator('#imp-iframe-wrapper').count(), 1);
  await shop.press('approve');
  await shop.settled(1);
  assert.equal(await shop.settledCount(), 1);
});

test('opens two windows on a double click in one tick, both of which settle', async (t) => {
  const shop = await openShop(t);
  await shop.page.evaluate(() => {
    document.body.style.overflow = 'clip';
  });
  await Promise.all([shop.request(), shop.request({ paymentId: 'order2' })]);
  const frames = shop.page.locator('#imp-iframe');
  await frames.nth(1).waitFor();
  for (const left of [2, 1]) {
    assert.equal(await frames.count(), left);
    await frames.last().contentFrame().locator('[data-outcome="approve"]').click();
    await frames.nth(left - 1).waitFor({ state: 'detached' });
  }
  await Promise.all([shop.settled(0), shop.settled(1)]);
  assert.equal(await shop.page.evaluate(() => document.body.style.overflow), 'clip');
});

test('rejects with a PaymentError where the window does not open', async (t) => {
  const shop = await openShop(t);
  await shop.request({ channelKey: 'channel-unknown' });
  const { rejected } = await shop.settled();
  assert.equal(rejected?.__portOneErrorType, 'PaymentError');
  assert.equal(rejected.isError, true);
  assert.equal(rejected.code, 'ChannelNotFound');
  assert.match(String(rejected.message), /^결제 창 호출에 실패하였습니다\./);
});

test('rejects with UnknownError while PortOne cannot be reached', async (t) => {
  const shop = await openShop(t);
  await shop.sandbox.close();
  await shop.request();
  const { rejected } = await shop.settled();
  assert.equal(rejected?.code, 'UnknownError');
  assert.match(String(rejected.message), /^결제 창 호출에 실패하였습니다\. Failed to fetch/);
});

test('rejects with UnknownError when the gateway’s driver is blocked', async (t) => {
  const shop = await openShop(t);
  await shop.page.route('**/drivers/*', (route) => route.abort());
  await shop.request();
  const { rejected } = await shop.settled();
  assert.equal(rejected?.code, 'UnknownError');
  assert.match(String(rejected.message), /드라이버 ID: pg\/kakaopay\/payment\/iframe/);
});

test('rejects a call without an argument, and keeps pages from replacing its functions', async (t) => {
  const shop = await openShop(t);
  const { code, replaced } = await shop.page.evaluate(async () => {
    const sdk = window.PortOne as unknown as { requestPayment(): Promise<unknown> };
    const before = sdk.requestPayment;
    const failure = await sdk.requestPayment().catch((error: { code?: string }) => error);
    // A module would throw here; this function is not strict, so the assignment has no effect.
    sdk.requestPayment = () => Promise.resolve();
    return {
      code: (failure as { code?: string }).code,
      replaced: sdk.requestPayment !== before,
    };
  });
  assert.deepEqual({ code, replaced }, { code: 'UnknownError', replaced: false });
});

test('redirects on a PC as well when the page forces it', async (t) => {
  const shop = await openShop(t);
  await shop.request({ redirectUrl: `${shop.url}done`, forceRedirect: true });
  await shop.press('cancel');
  await shop.page.waitForURL(/done/);
  assert.equal(new URL(shop.page.url()).searchParams.get('pgCode'), 'CANCEL');
});

test('ignores a forced redirect without a URL', async (t) => {
  const shop = await openShop(t);
  await shop.request({ forceRedirect: true });
  await shop.press('approve');
  assert.ok((await shop.settled()).resolved);
});

test('gives the payment token to the page, and to the address that it returns to', async (t) => {
  const manual = { channelKey: 'channel-manual', payMethod: 'CARD' } as const;
  const desktop = await openShop(t);
  await desktop.request(manual);
  await desktop.press('approve');
  const { paymentToken } = (await desktop.settled()).resolved as Record<string, unknown>;
  assert.match(String(paymentToken), /^payment-token-/);
  const phone = await openShop(t, { userAgent: iPhone });
  await phone.request({ ...manual, redirectUrl: `${phone.url}done` });
  await phone.page.click('[data-outcome="approve"]');
  await phone.page.waitForURL(/done/);
  assert.match(new URL(phone.page.url()).searchParams.get('paymentToken') ?? '', /^payment-token-/);
});

test('asks for the channel of a group before it opens the window', async (t) => {
  const shop = await openShop(t);
  const { channelKey, ...request } = aRequest({ channelGroupId: 'group-cards' });
  await shop.page.evaluate(
    (asked) => void window.PortOne?.requestPayment(asked as PaymentRequest),
    request,
  );
  await shop.page.frameLocator('#imp-iframe').locator('[data-outcome="approve"]').waitFor();
  assert.deepEqual(shop.sandbox.lastRequest('order1'), { ...request, channelKey: 'channel-kakao' });
});
