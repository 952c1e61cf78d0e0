import assert from 'node:assert/strict';
import { test } from 'node:test';
import { shopOpener } from '../../support/open-shop.ts';

const openShop = shopOpener();

test('pays in an overlay over the page, even under a strict policy, and restores the page', async (t) => {
  const shop = await openShop(t);
  await shop.page.focus('#buy');
  await shop.request();
  const wrapper = shop.page.locator('body > #imp-iframe-wrapper');
  await wrapper.waitFor();
  assert.equal(await wrapper.evaluate((element) => getComputedStyle(element).zIndex), '99999');
  assert.equal(await wrapper.evaluate((element) => getComputedStyle(element).position), 'fixed');
  const overflow = () => shop.page.evaluate(() => document.body.style.overflow);
  assert.equal(await overflow(), 'hidden');
  await shop.press('approve');
  const { resolved } = await shop.settled();
  const payment = shop.sandbox.payment('order1');
  assert.ok(payment?.status === 'PAID');
  assert.deepEqual(resolved, {
    transactionType: 'PAYMENT',
    txId: payment.transactionId,
    paymentId: 'order1',
  });
  assert.equal(await wrapper.count(), 0);
  assert.equal(await overflow(), '');
  assert.equal(await shop.page.evaluate(() => document.activeElement?.id), 'buy');
});

for (const where of ['page', 'window'] as const) {
  test(`cancels on Escape in the ${where}`, async (t) => {
    const shop = await openShop(t);
    await shop.request();
    const frame = shop.page.frameLocator('#imp-iframe');
    await frame.locator('[data-outcome="cancel"]').waitFor();
    if (where === 'window') await frame.locator('h1').press('Escape');
    else await shop.page.locator('#buy').press('Escape');
    const { resolved } = await shop.settled();
    assert.equal((resolved as Record<string, unknown>).pgCode, 'CANCEL');
    assert.equal(shop.sandbox.payment('order1')?.status, 'FAILED');
  });
}
