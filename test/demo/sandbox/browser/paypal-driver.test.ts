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

type Told = { success?: Record<string, unknown>; fail?: Record<string, unknown> };

type UiShop = Window & { told: Told[] };

/** Puts containers into the page and loads PayPal's buttons; resolves to how that ended. */
async function loadButtons(
  shop: Shop,
  overrides: Partial<LoadPaymentUIRequest> = {},
  containers = '<div class="portone-ui-container"></div>',
): Promise<Record<string, unknown> | undefined> {
  return shop.page.evaluate(
    async ([request, html]) => {
      const page = window as unknown as UiShop;
      page.told = [];
      for (const old of document.querySelectorAll('.portone-ui-container')) old.remove();
      document.body.insertAdjacentHTML('beforeend', html);
      return window.PortOne?.loadPaymentUI(request, {
        onPaymentSuccess: (success) => {
          page.told.push({ success: { ...success } });
          throw new Error('A mistake of the page’s own.');
        },
        onPaymentFail: (error) => {
          page.told.push({ fail: { ...error, message: error.message } });
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

/** The one thing that the page is told; waits for it. */
async function told(shop: Shop): Promise<Told> {
  const hasHeard = () => (window as unknown as UiShop).told.length > 0;
  await shop.page.waitForFunction(hasHeard);
  const [first, ...more] = await shop.page.evaluate(() => (window as unknown as UiShop).told);
  assert.ok(first);
  assert.equal(more.length, 0);
  return first;
}

test('puts PayPal’s button into its container, and tells the page of a success', async (t) => {
  const shop = await openShop(t);
  assert.equal(await loadButtons(shop), undefined);
  assert.deepEqual(shop.sandbox.lastRequest('order1'), paypalRequest);
  await pressPayPal(shop, 'approve');
  const payment = shop.sandbox.payment('order1');
  assert.ok(payment?.status === 'PAID');
  const { transactionId: txId } = payment;
  assert.deepEqual(await told(shop), {
    success: { transactionType: 'PAYMENT', txId, paymentId: 'order1' },
  });
});

test('tells of PayPal’s refusal as a success with a code, as PortOne’s script does', async (t) => {
  const shop = await openShop(t);
  await loadButtons(shop);
  await pressPayPal(shop, 'fail:INSTRUMENT_DECLINED');
  const { success } = await told(shop);
  assert.equal(success?.pgCode, 'INSTRUMENT_DECLINED');
  assert.equal(shop.sandbox.payment('order1')?.status, 'FAILED');
});

test('tells of a buyer who leaves PayPal as a failure', async (t) => {
  const shop = await openShop(t);
  await loadButtons(shop);
  await pressPayPal(shop, 'cancel');
  const { fail: failure } = await told(shop);
  assert.equal(failure?.__portOneErrorType, 'PaymentError');
  assert.equal(failure.code, 'FAILURE_TYPE_STOPPED');
  assert.equal(failure.paymentId, 'order1');
});

test('tells of a PayPal window that was closed as a failure', async (t) => {
  const shop = await openShop(t);
  await loadButtons(shop);
  const [popup] = await Promise.all([
    shop.page.waitForEvent('popup'),
    shop.page.click('#ui-container-paypal-spb button'),
  ]);
  await popup.locator('[data-outcome="approve"]').waitFor();
  await popup.close();
  const { fail } = await told(shop);
  assert.equal(fail?.code, 'FAILURE_TYPE_STOPPED');
});

test('asks PayPal for what the request was changed to, without new buttons', async (t) => {
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

test('tells the page why PayPal’s window does not open', async (t) => {
  const shop = await openShop(t);
  await loadButtons(shop, { currency: 'KRW' });
  await shop.page.click('#ui-container-paypal-spb button');
  const { fail: failure } = await told(shop);
  assert.equal(failure?.code, 'BadRequest');
  assert.match(String(failure.message), /currency violates the rule/);
});

const place = '<div class="portone-ui-container"></div>';
const marked = '<div class="portone-ui-container" data-portone-ui-type="PAYPAL_SPB"></div>';

test('puts the button into the marked one of several containers', async (t) => {
  const shop = await openShop(t);
  assert.equal(await loadButtons(shop, {}, place + marked), undefined);
  assert.equal(await shop.page.locator('[data-portone-ui-type] button').count(), 1);
});

const unloadable: [string, Partial<LoadPaymentUIRequest>, string, string, RegExp][] = [
  ['without a container', {}, '', 'UnknownError', /요소를 찾을 수 없습니다/],
  ['with two containers alike', {}, place + place, 'UnknownError', /여러 개 있습니다/],
  ['by another gateway', { channelKey: 'channel-kakao' }, place, 'BadRequest', /KAKAOPAY/],
  ['of an unknown channel', { channelKey: 'channel-x' }, place, 'ChannelNotFound', /channel-x/],
  ['without a store', { storeId: '' }, place, 'UnknownError', /storeId/],
];

test('loads no buttons where it cannot, and says why', async (t) => {
  const shop = await openShop(t);
  for (const [what, overrides, containers, code, message] of unloadable) {
    const failure = await loadButtons(shop, overrides, containers);
    assert.equal(failure?.__portOneErrorType, 'LoadPaymentUIError', what);
    assert.equal(failure.code, code, what);
    assert.match(String(failure.message), message, what);
    assert.equal(await shop.page.locator('#ui-container-paypal-spb').count(), 0, what);
  }
});

test('takes PayPal’s buttons away when another payment is asked for', async (t) => {
  const shop = await openShop(t);
  await loadButtons(shop);
  await shop.request({ paymentId: 'order2' });
  await shop.page.locator('#imp-iframe').waitFor();
  assert.equal(await shop.page.locator('#ui-container-paypal-spb').count(), 0);
});

test('refuses PayPal by requestPayment', async (t) => {
  const shop = await openShop(t);
  await shop.request({ channelKey: 'channel-paypal', payMethod: 'PAYPAL', currency: 'USD' });
  const { rejected } = await shop.settled();
  assert.match(String(rejected?.message), /loadPaymentUI/);
});
