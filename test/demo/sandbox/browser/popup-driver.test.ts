import assert from 'node:assert/strict';
import { test } from 'node:test';
import { shopOpener } from '../../support/open-shop.ts';

const openShop = shopOpener();

const naver = { channelKey: 'channel-naver' } as const;

test('pays in a popup, and closes it', async (t) => {
  const shop = await openShop(t);
  const popup = await shop.openPopup(naver);
  const closed = popup.waitForEvent('close');
  await popup.click('[data-outcome="approve"]');
  const { resolved } = await shop.settled();
  await closed;
  const payment = shop.sandbox.payment('order1');
  assert.ok(payment?.status === 'PAID');
  const { transactionId: txId } = payment;
  assert.deepEqual(resolved, { transactionType: 'PAYMENT', txId, paymentId: 'order1' });
});

test('resolves as a cancellation when the popup was closed before a decision', async (t) => {
  const shop = await openShop(t);
  const popup = await shop.openPopup(naver);
  await popup.close();
  const { resolved } = await shop.settled();
  assert.equal((resolved as Record<string, unknown>).pgCode, 'userCancel');
  assert.equal(shop.sandbox.payment('order1')?.status, 'FAILED');
});

test('resolves as a success when the popup was closed after the approval', async (t) => {
  const shop = await openShop(t);
  const popup = await shop.openPopup(naver);
  await popup.click('[data-outcome="close-after-approval"]');
  const { resolved } = await shop.settled();
  assert.equal((resolved as Record<string, unknown>).code, undefined);
  assert.equal(shop.sandbox.payment('order1')?.status, 'PAID');
});

test('rejects when the browser blocks the popup', async (t) => {
  const shop = await openShop(t);
  await shop.page.evaluate(() => {
    window.open = () => null;
  });
  await shop.request(naver);
  const { rejected } = await shop.settled();
  assert.equal(rejected?.code, 'UnknownError');
  assert.match(String(rejected.message), /팝업이 차단되었습니다/);
});

test('redirects from a popup when the page forces it', async (t) => {
  const shop = await openShop(t);
  const popup = await shop.openPopup({
    ...naver,
    redirectUrl: `${shop.url}done`,
    forceRedirect: true,
  });
  await popup.click('[data-outcome="cancel"]');
  await shop.page.waitForURL(/done/);
  assert.equal(new URL(shop.page.url()).searchParams.get('pgCode'), 'userCancel');
});
