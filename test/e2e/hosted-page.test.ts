/** Payments on the server's own page, held to the policy that it comes with. */
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { resolve } from 'node:path';
import { after, before, test } from 'node:test';
import { decode as decodePng } from 'fast-png';
import { type Browser, type BrowserContextOptions, devices, type Page } from 'playwright-core';
import decodeQr from 'qr/decode.js';
import { readElementFiles } from '../../bff/http/element-files.ts';
import { openChromium } from '../support/browser/open-chromium.ts';
import {
  addressOf,
  choose,
  orderAhead,
  overlay,
  payButton,
  said,
} from '../support/pages/shop-visit.ts';
import {
  aCatalog,
  aMethod,
  anItem,
  type Checkout,
  startCheckout,
} from '../support/server/checkout-server.ts';

const channel = { type: 'TEST', pgMerchantId: 'merchant' } as const;

let browser: Browser;
let checkout: Checkout;
/** A site that puts what its owner pastes into a frame, as website builders do. */
const site = createServer((_, response) => {
  const pasted = `<script type="module" src="${checkout.url}/portone-checkout.js"></script><portone-checkout item-id="shoes"></portone-checkout>`;
  response.setHeader('content-type', 'text/html; charset=utf-8');
  response.end(
    `<!doctype html><html lang="ko"><title>Shop</title><iframe srcdoc='${pasted}'></iframe>`,
  );
});
const siteAddress = () => `http://localhost:${(site.address() as AddressInfo).port}`;

before(async () => {
  await new Promise<void>((listening) => site.listen(0, 'localhost', listening));
  browser = await openChromium();
  checkout = await startCheckout({
    allowedOrigins: [siteAddress()],
    element: readElementFiles(resolve(import.meta.dirname, '../../dist')),
    catalog: aCatalog({
      store: { id: 'store-tests', name: '신발가게', url: 'https://shop.example' },
      methods: [
        aMethod({ windowType: { pc: 'IFRAME', mobile: 'REDIRECTION' } }),
        aMethod({
          id: 'paypal',
          label: 'PayPal',
          payMethod: 'PAYPAL',
          pgProvider: 'PAYPAL_V2',
          channelKey: 'channel-key-paypal',
        }),
        aMethod({
          id: 'account',
          label: '가상계좌',
          payMethod: 'VIRTUAL_ACCOUNT',
          pgProvider: 'TOSSPAYMENTS',
          channelKey: 'channel-key-toss',
          windowType: { pc: 'IFRAME', mobile: 'REDIRECTION' },
          virtualAccount: { accountExpiry: { validHours: 24 } },
        }),
      ],
      items: [
        anItem({ methods: ['kakaopay'], maxQuantity: 3 }),
        anItem({ id: 'poster', name: 'Poster', price: 2500, currency: 'USD', methods: ['paypal'] }),
        anItem({ id: 'chair', name: '의자', methods: ['account'] }),
      ],
    }),
    sandboxChannels: [
      { ...channel, key: 'channel-key-kakaopay-tests', name: 'kakaopay', pgProvider: 'KAKAOPAY' },
      { ...channel, key: 'channel-key-paypal', name: 'paypal', pgProvider: 'PAYPAL_V2' },
      { ...channel, key: 'channel-key-toss', name: 'toss', pgProvider: 'TOSSPAYMENTS' },
    ],
  });
});
after(async () => {
  await browser?.close();
  await checkout?.stop();
  site.closeAllConnections();
  await new Promise((closed) => site.close(closed));
});

type Visit = { page: Page; forbidden: string[] };

/** A buyer who follows a link, and what the page's policy forbade it. */
async function visit(path: string, options: BrowserContextOptions = {}): Promise<Visit> {
  const context = await browser.newContext({ locale: 'ko-KR', ...options });
  const page = await context.newPage();
  const forbidden: string[] = [];
  page.on('console', (message) => {
    if (/Content Security Policy/i.test(message.text())) forbidden.push(message.text());
  });
  await page.goto(checkout.url + path);
  return { page, forbidden };
}

const phone = devices['iPhone 15'] as BrowserContextOptions;
const orderNumber = (page: Page) => page.locator('portone-checkout dd').last().innerText();
const stored = async (paymentId: string) => (await checkout.orders.find(paymentId))?.settlement;

test('desktop: a link is followed, paid over the page, and leads back to the shop', async () => {
  const { page, forbidden } = await visit('/checkout/shoes?quantity=2');
  await payButton(page).click();
  await choose(overlay(page), 'approve');
  await said(page).getByText('결제가 완료').waitFor();
  const paymentId = await orderNumber(page);
  assert.equal((await stored(paymentId))?.status, 'PAID');
  assert.equal((await checkout.orders.find(paymentId))?.totalAmount, 2000);
  const back = page.getByRole('link', { name: '신발가게 홈으로 가기' });
  assert.equal(await back.getAttribute('href'), 'https://shop.example');
  assert.ok(await back.isVisible());
  assert.deepEqual(forbidden, []);
  await page.context().close();
});

test('phone: a link is followed, paid on the gateway’s page, and the page is there again, paid', async () => {
  const { page, forbidden } = await visit('/checkout/shoes?quantity=2&lang=ko', phone);
  await payButton(page).tap();
  await page.waitForURL(`${checkout.sandbox.url}/**`);
  await choose(page, 'approve');
  await said(page).getByText('결제가 완료').waitFor();
  const { pathname, search } = new URL(await addressOf(page));
  assert.equal(pathname + search, '/checkout/shoes?quantity=2&lang=ko');
  assert.equal((await stored(await orderNumber(page)))?.status, 'PAID');
  assert.deepEqual(forbidden, []);
  await page.context().close();
});

test('phone: an element in a frame without an address of its own sends its buyer to the page', async () => {
  const { page } = await visit('/healthz', phone);
  await page.goto(siteAddress());
  const frame = await (await page.locator('iframe').elementHandle())?.contentFrame();
  assert.ok(frame);
  const button = frame.locator('portone-checkout').getByRole('button').last();
  await orderAhead(frame, () => button.hover());
  await button.tap();
  await page.waitForURL('**/checkout/shoes');
  await payButton(page).tap();
  await page.waitForURL(`${checkout.sandbox.url}/**`);
  await choose(page, 'approve');
  await said(page).getByText('결제가 완료').waitFor();
  assert.equal(new URL(await addressOf(page)).pathname, '/checkout/shoes');
  await page.context().close();
});

test('PayPal’s own buttons are there, and may be', async () => {
  const { page, forbidden } = await visit('/checkout/poster');
  await page.locator('.portone-ui-container').getByRole('button').first().waitFor();
  assert.deepEqual(forbidden, []);
  await page.context().close();
});

test('another language does not lose an account that waits for its deposit', async () => {
  const { page } = await visit('/checkout/chair');
  await payButton(page).click();
  await choose(overlay(page), 'issue');
  const account = page.locator('portone-checkout .account strong');
  const number = await account.innerText();
  await page.getByRole('link', { name: 'English' }).click();
  await page.locator('html[lang=en]').waitFor();
  await page.getByText('Account', { exact: true }).waitFor();
  assert.equal(await account.innerText(), number);
  await page.context().close();
});

test('a camera reads the address in the picture', async () => {
  const page = await browser.newPage({ viewport: { width: 600, height: 600 } });
  await page.goto(`${checkout.url}/checkout/shoes/qr.svg?quantity=2`);
  const { width, height, data } = decodePng(await page.screenshot());
  assert.equal(
    decodeQr({ width, height, data: Uint8Array.from(data) }),
    `${checkout.url}/checkout/shoes?quantity=2`,
  );
  await page.close();
});

test('without scripts the page names the item, and says what is missing', async () => {
  const { page } = await visit('/checkout/shoes', { javaScriptEnabled: false });
  assert.equal(await page.getByRole('heading', { name: '신발' }).isVisible(), true);
  assert.equal(await page.locator('noscript p').isVisible(), true);
  assert.equal(await page.getByText('상품을 불러오고 있어요').isVisible(), false);
  await page.context().close();
});

test('where the script does not come the page says so in the end', async () => {
  const { page } = await visit('/healthz');
  await page.route('**/portone-checkout.js', (route) => route.abort());
  await page.goto(`${checkout.url}/checkout/shoes`);
  await page.getByRole('link', { name: '페이지를 다시 열어 주세요' }).waitFor();
  await page.unroute('**/portone-checkout.js');
  await page.getByRole('link', { name: '페이지를 다시 열어 주세요' }).click();
  await payButton(page).waitFor();
  await page.context().close();
});
