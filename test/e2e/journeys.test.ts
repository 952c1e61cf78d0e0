import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { type BrowserContextOptions, devices, type Page } from 'playwright-core';
import type { OrderAnswer } from '../../component/api/contract.ts';
import {
  addressOf,
  choose,
  overlay,
  payButton,
  type Shop,
  said,
  startShop,
} from '../support/pages/shop-visit.ts';
import type { Checkout } from '../support/server/checkout-server.ts';

let shop: Shop;
let checkout: Checkout;
before(async () => {
  shop = await startShop();
  ({ checkout } = shop);
});
after(() => shop?.stop());

beforeEach(() => checkout.sandbox.setWebhooksLost(false));

const phone = devices['iPhone 15'] as BrowserContextOptions;

/** A buyer at the shop's page, with the element ready to pay. */
async function visit(options: BrowserContextOptions = {}, path = '/'): Promise<Page> {
  const page = await shop.visit(path, options);
  await payButton(page).waitFor();
  return page;
}

type Fired = { name: string; code?: string; pgCode?: string; kind?: string };
type FiringWindow = Window & { fired: Fired[] };
const fired = (page: Page) =>
  page.evaluate(() => (window as unknown as FiringWindow).fired.map(({ name }) => name));

/** The event of this name, as soon as the element has fired it. */
async function firing(page: Page, name: string): Promise<Fired> {
  const found = await page.waitForFunction(
    (wanted) => (window as unknown as FiringWindow).fired.find((event) => event.name === wanted),
    name,
  );
  return (await found.jsonValue()) as Fired;
}

/** Presses the button, and tells the id under which the server keeps the order. */
async function press(page: Page): Promise<string> {
  const ordered = Promise.withResolvers<string>();
  // Read on its way to the page: on a phone, the page may be gone before it can be asked.
  await page.route('**/api/orders', async (route) => {
    const response = await route.fetch();
    const order: OrderAnswer = await response.json();
    ordered.resolve(order.paymentId);
    await route.fulfill({ response });
  });
  await payButton(page).click();
  return ordered.promise;
}

const stored = async (paymentId: string) => (await checkout.orders.find(paymentId))?.settlement;

test('desktop: approved in the overlay, confirmed by the server, shown as paid', async () => {
  const page = await visit();
  const paymentId = await press(page);
  await choose(overlay(page), 'approve');
  await said(page).getByText('결제가 완료').waitFor();
  assert.equal((await stored(paymentId))?.status, 'PAID');
  assert.deepEqual(await fired(page), ['ready', 'start', 'paid']);
  assert.equal(await page.locator('#imp-iframe-wrapper').count(), 0);
  await page.context().close();
});

test('desktop: cancelled in the overlay, nothing alarming, and paid at the second attempt', async () => {
  const page = await visit();
  const paymentId = await press(page);
  await choose(overlay(page), 'cancel');
  assert.equal((await firing(page, 'cancelled')).pgCode, 'CANCEL');
  await payButton(page).click();
  await choose(overlay(page), 'approve');
  await said(page).getByText('결제가 완료').waitFor();
  assert.equal((await stored(paymentId))?.status, 'PAID');
  await page.context().close();
});

test('desktop: declined, told by the gateway’s own code, with a way to try again', async () => {
  const page = await visit();
  const paymentId = await press(page);
  await choose(overlay(page), 'fail:LACK_BALANCE');
  assert.deepEqual(await firing(page, 'failed'), {
    name: 'failed',
    paymentId,
    code: 'FAILURE_TYPE_PG',
    pgCode: 'LACK_BALANCE',
    kind: 'INSUFFICIENT_FUNDS',
  });
  assert.equal((await stored(paymentId))?.failure?.pgCode, 'LACK_BALANCE');
  await page.context().close();
});

test('a double click opens one window and places one order', async () => {
  const page = await visit();
  const orders: string[] = [];
  page.on('request', (request) => {
    if (request.url().endsWith('/api/orders') && request.method() === 'POST') {
      orders.push(request.url());
    }
  });
  await payButton(page).dblclick();
  await overlay(page).locator('[data-outcome="approve"]').waitFor();
  assert.equal(await page.locator('iframe#imp-iframe').count(), 1);
  await choose(overlay(page), 'approve');
  await said(page).getByText('결제가 완료').waitFor();
  assert.equal(orders.length, 1);
  await page.context().close();
});

test('phone: approved on the gateway’s page, back with a clean address, shown as paid', async () => {
  const page = await visit(phone, '/goods?color=blue#reviews');
  const paymentId = await press(page);
  await choose(page, 'approve');
  await said(page).getByText('결제가 완료').waitFor();
  const address = new URL(await addressOf(page));
  assert.equal(address.origin, shop.origin);
  assert.equal(`${address.pathname}${address.search}`, '/goods?color=blue');
  assert.equal((await stored(paymentId))?.status, 'PAID');
  await page.context().close();
});

test('phone: cancelled on the gateway’s page, back with a clean address, ready to pay again', async () => {
  const page = await visit(phone, '/goods?color=blue');
  await press(page);
  await choose(page, 'cancel');
  await payButton(page).waitFor();
  assert.equal(new URL(await addressOf(page)).search, '?color=blue');
  assert.equal((await firing(page, 'cancelled')).pgCode, 'CANCEL');
  await page.context().close();
});

test('a browser that is gone right after the approval: the webhook alone finishes the order', async () => {
  const page = await visit();
  const paymentId = await press(page);
  const approved = page.waitForResponse(
    (response) =>
      response.request().method() === 'POST' &&
      response.url().startsWith(`${checkout.sandbox.url}/window/`),
  );
  await choose(overlay(page), 'approve-silently');
  await approved;
  await page.context().close();
  await checkout.sandbox.webhooksSettled();
  const settlement = await stored(paymentId);
  assert.equal(settlement?.status, 'PAID');
  assert.ok(settlement.fulfilledAt);
});

test('without any webhook the page alone finishes the order', async () => {
  checkout.sandbox.setWebhooksLost(true);
  const page = await visit();
  const paymentId = await press(page);
  await choose(overlay(page), 'approve');
  await said(page).getByText('결제가 완료').waitFor();
  assert.equal((await stored(paymentId))?.status, 'PAID');
  await page.context().close();
});

test('a page that lies about the amount gets no window, and no payment', async () => {
  const page = await visit();
  // Between the server's answer and the element: a page that changes what fetch returns.
  await page.evaluate(() => {
    const { fetch } = window;
    window.fetch = async (...call) => {
      const answer = await fetch(...call);
      if (!answer.url.endsWith('/api/orders')) return answer;
      return Response.json({ ...(await answer.json()), totalAmount: 1 }, { status: 201 });
    };
  });
  const paymentId = await press(page);
  assert.equal((await firing(page, 'failed')).code, 'AmountNotEqualToPredefined');
  assert.equal(await stored(paymentId), undefined);
  await page.context().close();
});

test('an item that the catalog does not have is said so, with a way to load it again', async () => {
  const page = await shop.browser.newPage({ locale: 'ko-KR' });
  await page.route('**/api/items/shoes', (route) =>
    route.continue({ url: `${checkout.url}/api/items/socks` }),
  );
  await page.goto(shop.origin);
  await said(page).locator('.bad').waitFor();
  await page.unroute('**/api/items/shoes');
  await page.locator('portone-checkout').getByRole('button').click();
  await payButton(page).waitFor();
  await page.close();
});
