import assert from 'node:assert/strict';
import { test } from 'node:test';
import { iPhone, shopOpener } from '../../support/open-shop.ts';

const openShop = shopOpener();

test('leaves the page on a phone, and returns with the result after the query', async (t) => {
  const shop = await openShop(t, { userAgent: iPhone });
  await shop.request({ redirectUrl: `${shop.url}done?cart=7&q=a%20b#top` });
  await shop.page.waitForURL(/\/window\//);
  assert.equal(await shop.page.locator('[data-outcome="close"]').count(), 0);
  await shop.page.click('[data-outcome="approve"]');
  await shop.page.waitForURL(/done/);
  const payment = shop.sandbox.payment('order1');
  assert.ok(payment?.status === 'PAID');
  assert.equal(
    shop.page.url(),
    `${shop.url}done?cart=7&q=a%20b&paymentId=order1&transactionType=PAYMENT&txId=${payment.transactionId}#top`,
  );
});

test('returns from a phone’s window with the failure in the query', async (t) => {
  const shop = await openShop(t, { userAgent: iPhone });
  await shop.request({ redirectUrl: `${shop.url}done` });
  await shop.page.click('[data-outcome="fail:-780"]');
  await shop.page.waitForURL(/done/);
  const query = Object.fromEntries(new URL(shop.page.url()).searchParams);
  const { txId, ...rest } = query;
  assert.deepEqual(rest, {
    paymentId: 'order1',
    transactionType: 'PAYMENT',
    code: 'FAILURE_TYPE_PG',
    message: '[-780] 결제 승인에 실패하였습니다.',
    pgCode: '-780',
    pgMessage: '결제 승인에 실패하였습니다.',
  });
});

test('stays in the window on a phone after a silent approval', async (t) => {
  const shop = await openShop(t, { userAgent: iPhone });
  await shop.request({ redirectUrl: `${shop.url}done` });
  await shop.page.click('[data-outcome="approve-silently"]');
  await shop.page.getByText(/알리지 않았습니다|was not told/).waitFor();
  assert.equal(shop.sandbox.payment('order1')?.status, 'PAID');
});

test('rejects on a phone without a redirectUrl', async (t) => {
  const shop = await openShop(t, { userAgent: iPhone });
  await shop.request();
  const { rejected } = await shop.settled();
  assert.match(String(rejected?.message), /리디렉션 URL은 필수 입력입니다/);
});
