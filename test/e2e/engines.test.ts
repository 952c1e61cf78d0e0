import assert from 'node:assert/strict';
import { resolve } from 'node:path';
import { after, before, beforeEach, describe, test } from 'node:test';
import { readElementFiles } from '../../bff/http/element-files.ts';
import {
  type EngineBrowser,
  type EnginePage,
  openEngine,
} from '../support/browser/engine-browser.ts';
import { installedEngines } from '../support/browser/engines.ts';
import { type MerchantPage, startMerchantPage } from '../support/pages/merchant-page.ts';
import { type Checkout, startCheckout } from '../support/server/checkout-server.ts';

/** PortOne decides by this alone whether it opens a window or leaves the page. */
const IPHONE =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1';

let checkout: Checkout;
let shop: MerchantPage;
before(async () => {
  shop = await startMerchantPage(() => checkout.url);
  checkout = await startCheckout({
    element: readElementFiles(resolve(import.meta.dirname, '../../dist')),
    allowedOrigins: [shop.origin],
  });
});
after(async () => {
  await shop?.stop();
  await checkout?.stop();
});

for (const engine of await installedEngines()) {
  for (const [device, userAgent] of [
    ['desktop', undefined],
    ['phone', IPHONE],
  ] as const) {
    describe(`${engine}, ${device}`, () => {
      let browser: EngineBrowser;
      let page: EnginePage;
      before(async () => {
        browser = await openEngine(engine, userAgent);
      });
      after(() => browser?.close());
      beforeEach(async () => {
        page = browser.page;
        await page.goto(`${shop.origin}/goods?color=blue`);
        await page.eventFired('ready');
        await page.press();
      });

      test('pays, and sees it paid once the server has confirmed it', async () => {
        await page.choose('approve', device);
        const { paymentId } = await page.eventFired('paid');
        const order = await checkout.orders.find(paymentId as string);
        assert.equal(order?.settlement?.status, 'PAID');
        assert.equal(await page.address(), `${shop.origin}/goods?color=blue`);
      });

      test('leaves without paying, is told nothing alarming, and pays after all', async () => {
        await page.choose('cancel', device);
        assert.equal((await page.eventFired('cancelled')).pgCode, 'CANCEL');
        await page.press();
        await page.choose('approve', device);
        await page.eventFired('paid');
      });
    });
  }
}
