import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { LoadPaymentUIRequest } from '@portone/browser-sdk/v2';
import { type Shop, shopOpener } from '../../support/open-shop.ts';

const openShop = shopOpener();

const paypalRequest = {
  uiType: 'PAYPAL_SPB',
  storeId: 'store-shoes',
  channelKey: 'channel-paypal',
  paymentId: 'order1',
  orderName: 'Shoes',
  totalAmount: 1000,
  currency: 'USD',
} satisfies LoadPaymentUIRequest;

type Callback = { success?: Record<string, unknown>; fail?: Record<string, unknown> };

type UiShop = Window & { callbacks: Callback[] };

/**
 * Puts containers into the page and loads PayPal's buttons; resolves to the error, if there is one.
 */
async function loadButtons(
  shop: Shop,
  overrides: Partial<LoadPaymentUIRequest> = {},
  containers = '<div class="portone-ui-container"></div>',
): Promise<Record<string, unknown> | undefined> {
  return shop.page.evaluate(
    async ([request, html]) => {
      const page = window as unknown as UiShop;
      page.callbacks = [];
      for (const old of document.querySelectorAll('.portone-ui-container')) old.remove();
      document.body.insertAdjacentHTML('beforeend', html);
      return window.PortOne?.loadPaymentUI(request, {
        onPaymentSuccess: (success) => {
          page.callbacks.push({ success: { ...success } });
          throw new Error('An error in the page’s own callback.');
        },
        onPaymentFail: (error) => {
          page.callbacks.push({ fail: { ...error, message: error.message } });
        },
      }).then(
        () => undefined,
        (error: Error) => ({ ...error, message: error.message }),
      );
    },
    [{ ...paypalRequest, ...overrides }, containers] as const,
  );
}

async function pressPayPal(shop: Shop, outcome: string): Promise<void> {
  const [popup] = await Promise.all([
    shop.page.waitForEvent('popup'),
    shop.page.click('.portone-ui-container > #ui-container-paypal-spb > button'),
  ]);
  const closed = popup.waitForEvent('close');
  await popup.click(`[data-outcome="${outcome}"]`);
  await closed;
}

/** Waits for the only callback that the page gets. */
async function onlyCallback(shop: Shop): Promise<Callback> {
  const wasCalled = () => (window as unknown as UiShop).callbacks.length > 0;
  await shop.page.waitForFunction(wasCalled);
  const [first, ...more] = await shop.page.evaluate(() => (window as unknown as UiShop).callbacks);
  assert.ok(first);
  assert.equal(more.length, 0);
  return first;
}

test('puts PayPal’s button into its container, and reports a success', async (t) => {
  const shop = await openShop(t);
  assert.equal(await loadButtons(shop), undefined);
  assert.deepEqual(shop.sandbox.lastRequest('order1'), paypalRequest);
  await pressPayPal(shop, 'approve');
  const payment = shop.sandbox.payment('order1');
  assert.ok(payment?.status === 'PAID');
  const { transactionId: txId } = payment;
  assert.deepEqual(await onlyCallback(shop), {
    success: { transactionType: 'PAYMENT', txId, paymentId: 'order1' },
  });
});

test('reports PayPal’s decline as a success with a code, as PortOne’s script does', async (t) => {
  const shop = await openShop(t);
  await loadButtons(shop);
  await pressPayPal(shop, 'fail:INSTRUMENT_DECLINED');
  const { success } = await onlyCallback(shop);
  assert.equal(success?.pgCode, 'INSTRUMENT_DECLINED');
  assert.equal(shop.sandbox.payment('order1')?.status, 'FAILED');
});

test('reports a buyer’s cancellation as a failure', async (t) => {
  const shop = await openShop(t);
  await loadButtons(shop);
  await pressPayPal(shop, 'cancel');
  const { fail: failure } = await onlyCallback(shop);
  assert.equal(failure?.__portOneErrorType, 'PaymentError');
  assert.equal(failure.code, 'FAILURE_TYPE_STOPPED');
  assert.equal(failure.paymentId, 'order1');
});

test('reports a closed PayPal window as a failure', async (t) => {
  const shop = await openShop(t);
  await loadButtons(shop);
  const [popup] = await Promise.all([
    shop.page.waitForEvent('popup'),
    shop.page.click('#ui-container-paypal-spb button'),
  ]);
  await popup.locator('[data-outcome="approve"]').waitFor();
  await popup.close();
  const { fail } = await onlyCallback(shop);
  assert.equal(fail?.code, 'FAILURE_TYPE_STOPPED');
});

test('pays the updated request without new buttons', async (t) => {
  const shop = await openShop(t);
  await loadButtons(shop);
  await shop.page.evaluate((request) => window.PortOne?.updateLoadPaymentUIRequest(request), {
    ...paypalRequest,
    paymentId: 'order2',
    totalAmount: 2500,
  });
  assert.equal(await shop.page.locator('#ui-container-paypal-spb').count(), 1);
  await pressPayPal(shop, 'approve');
  const payment = shop.sandbox.payment('order2');
  assert.ok(payment?.status === 'PAID');
  assert.equal(payment.amount.total, 2500);
});

test('reports why PayPal’s window does not open', async (t) => {
  const shop = await openShop(t);
  await loadButtons(shop, { currency: 'KRW' });
  await shop.page.click('#ui-container-paypal-spb button');
  const { fail: failure } = await onlyCallback(shop);
  assert.equal(failure?.code, 'BadRequest');
  assert.match(String(failure.message), /currency violates the rule/);
});

const unmarked = '<div class="portone-ui-container"></div>';
const marked = '<div class="portone-ui-container" data-portone-ui-type="PAYPAL_SPB"></div>';

test('puts the button into the marked one of several containers', async (t) => {
  const shop = await openShop(t);
  assert.equal(await loadButtons(shop, {}, unmarked + marked), undefined);
  assert.equal(await shop.page.locator('[data-portone-ui-type] button').count(), 1);
});

const unloadable: [string, Partial<LoadPaymentUIRequest>, string, string, RegExp][] = [
  ['without a container', {}, '', 'UnknownError', /요소를 찾을 수 없습니다/],
  ['with two equal containers', {}, unmarked + unmarked, 'UnknownError', /여러 개 있습니다/],
  ['by another gateway', { channelKey: 'channel-kakao' }, unmarked, 'BadRequest', /KAKAOPAY/],
  ['of an unknown channel', { channelKey: 'channel-x' }, unmarked, 'ChannelNotFound', /channel-x/],
  ['without a store', { storeId: '' }, unmarked, 'UnknownError', /storeId/],
];

test('rejects where it can load no buttons, and says why', async (t) => {
  const shop = await openShop(t);
  for (const [what, overrides, containers, code, message] of unloadable) {
    const failure = await loadButtons(shop, overrides, containers);
    assert.equal(failure?.__portOneErrorType, 'LoadPaymentUIError', what);
    assert.equal(failure.code, code, what);
    assert.match(String(failure.message), message, what);
    assert.equal(await shop.page.locator('#ui-container-paypal-spb').count(), 0, what);
  }
});

test('removes PayPal’s buttons when another payment is requested', async (t) => {
  const shop = await openShop(t);
  await loadButtons(shop);
  await shop.request({ paymentId: 'order2' });
  await shop.page.locator('#imp-iframe').waitFor();
  assert.equal(await shop.page.locator('#ui-container-paypal-spb').count(), 0);
});

test('rejects PayPal by requestPayment', async (t) => {
  const shop = await openShop(t);
  await shop.request({ channelKey: 'channel-paypal', payMethod: 'PAYPAL', currency: 'USD' });
  const { rejected } = await shop.settled();
  assert.match(String(rejected?.message), /loadPaymentUI/);
});
