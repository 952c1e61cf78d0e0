/** A shop for tests in a real browser, and what its buyers see and press. */
import { resolve } from 'node:path';
import type { Browser, BrowserContextOptions, Frame, FrameLocator, Page } from 'playwright-core';
import { readElementFiles } from '../../../bff/http/element-files.ts';
import { openChromium } from '../browser/open-chromium.ts';
import { type Checkout, type CheckoutOptions, startCheckout } from '../server/checkout-server.ts';
import { type PageDesign, startMerchantPage } from './merchant-page.ts';

export type Shop = {
  browser: Browser;
  checkout: Checkout;
  /** Of the shop's own pages. */
  origin: string;
  /** A buyer's browser, at a page of the shop or elsewhere. */
  visit(address?: string, options?: BrowserContextOptions): Promise<Page>;
  stop(): Promise<void>;
};

/**
 * Starts a Chromium, a shop's page with the built element, and its checkout server on the sandbox.
 *
 * @param design asked for each page, by its query and its path
 */
export async function startShop(
  options: CheckoutOptions = {},
  design?: (query: URLSearchParams, path: string) => PageDesign | undefined,
): Promise<Shop> {
  const browser = await openChromium();
  const page = await startMerchantPage(() => checkout.url, design);
  const checkout = await startCheckout({
    element: readElementFiles(resolve(import.meta.dirname, '../../../dist')),
    allowedOrigins: [page.origin],
    ...options,
  });
  return {
    browser,
    checkout,
    origin: page.origin,
    async visit(address = '/', contextOptions = {}) {
      const context = await browser.newContext({ locale: 'ko-KR', ...contextOptions });
      const visited = await context.newPage();
      await visited.goto(new URL(address, page.origin).href);
      return visited;
    },
    async stop() {
      await browser.close();
      await page.stop();
      await checkout.stop();
    },
  };
}

/** The page itself, a frame of it, or PortOne's window. */
export type Place = Page | Frame | FrameLocator;

export const payButton = (place: Place) => place.getByRole('button', { name: '결제하기' });

/** What the element says of the payment. */
export const said = (place: Place) => place.locator('portone-checkout').getByRole('status');

/** PortOne's window over the page. */
export const overlay = (page: Page): FrameLocator => page.frameLocator('iframe#imp-iframe');

/** Where the page is, by its own word: what Playwright knows of it may be a moment old. */
export const addressOf = (page: Page): Promise<string> => page.evaluate(() => location.href);

/**
 * Does what has the element order ahead of the press, and waits until the press
 * has nothing left to wait for. A window of its own opens only soon after it.
 *
 * @param frame where the element is
 */
export async function orderAhead(frame: Frame, act: () => Promise<void>): Promise<void> {
  const page = frame.page();
  const ordered = page.waitForResponse(
    (response) => response.url().endsWith('/api/orders') && response.request().method() === 'POST',
  );
  await act();
  const url = (await ordered).url();
  await frame.waitForFunction(
    (asked) => window.PortOne && performance.getEntriesByName(asked).length > 0,
    url,
  );
}

/** Presses what ends the sandbox's payment window. */
export const choose = (place: Place, outcome: string): Promise<void> =>
  place.locator(`[data-outcome="${outcome}"]`).click();

/**
 * Ends a window that the page was sent to, and keeps the buyer in it.
 *
 * @returns the address that the gateway sends the buyer to, for any browser to follow
 */
export async function returnLink(page: Page, outcome: string): Promise<string> {
  const link = Promise.withResolvers<string>();
  await page.route('**/window/**', async (route) => {
    if (route.request().method() !== 'POST') return route.continue();
    const answer = await route.fetch({ maxRedirects: 0 });
    // An answer without content leaves the browser where it is.
    await route.fulfill({ status: 204 });
    link.resolve(answer.headers().location ?? 'none');
  });
  await choose(page, outcome);
  const address = await link.promise;
  await page.unroute('**/window/**');
  return address;
}

/** Searches for an address in Jeju from an open sheet, and picks it. */
export async function pickAddress(page: Page): Promise<void> {
  await page.getByRole('dialog').getByRole('button', { name: '주소 찾기' }).click();
  const search = page
    .frameLocator('iframe[title="주소 찾기"]')
    .frameLocator('#search iframe')
    .frameLocator('iframe[title="우편번호 검색 프레임"]');
  await search.getByRole('searchbox').fill('제주');
  await search.getByRole('button', { name: '검색' }).click();
  await search.getByRole('button', { name: '제주특별자치도 제주시 한림읍 한림리 919' }).click();
  await page.locator('iframe[title="주소 찾기"]').waitFor({ state: 'detached' });
}
