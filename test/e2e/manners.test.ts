/** What a shop's page and a buyer do that is not in any plan: in a real browser, against the sandbox. */
import assert from 'node:assert/strict';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, test } from 'node:test';
import { type BrowserContextOptions, devices, type Frame, type Page } from 'playwright-core';
import {
  addressOf,
  choose,
  orderAhead,
  overlay,
  payButton,
  type Shop,
  said,
  startShop,
} from '../support/pages/shop-visit.ts';

let shop: Shop;
let portal: Server;
let portalUrl: string;
before(async () => {
  shop = await startShop();
  // Another site, with the shop in a frame; `?sandbox=` says what the frame may do.
  portal = createServer((request, response) => {
    const sandbox = new URL(request.url ?? '/', 'http://portal').searchParams.get('sandbox');
    const attribute = sandbox === null ? '' : `sandbox="${sandbox}"`;
    response.setHeader('content-type', 'text/html; charset=utf-8');
    response.end(
      `<!doctype html><iframe ${attribute} src="${shop.origin}/" width="380" height="500"></iframe>`,
    );
  });
  await new Promise<void>((listening) => portal.listen(0, '127.0.0.1', listening));
  portalUrl = `http://127.0.0.1:${(portal.address() as AddressInfo).port}/`;
});
after(async () => {
  await shop?.stop();
  portal.closeAllConnections();
  portal.close();
});

const phone = devices['iPhone 15'] as BrowserContextOptions;

/** The one frame of a page, once it is there. */
async function frameIn(page: Page): Promise<Frame> {
  const frame = await (await page.locator('iframe').elementHandle())?.contentFrame();
  assert.ok(frame);
  return frame;
}

test('a buyer who goes back from the gateway’s page can pay again', async () => {
  const page = await shop.visit(`${shop.origin}/`, phone);
  await payButton(page).click();
  await page.locator('[data-outcome="approve"]').waitFor();
  await page.goBack();
  await said(page).getByText('그만뒀어요').waitFor();
  await payButton(page).click();
  await choose(page, 'approve');
  await said(page).getByText('결제가 완료').waitFor();
  await page.context().close();
});

test('a buyer who goes back after paying, instead of being sent back, sees that it is paid', async () => {
  const page = await shop.visit(`${shop.origin}/goods?color=blue`, phone);
  await payButton(page).click();
  await choose(page, 'approve-silently');
  await page.getByText('이 탭을 닫아도').waitFor();
  await page.goBack();
  // The window's own history: its form, then the shop.
  if (!(await addressOf(page)).startsWith(shop.origin)) await page.goBack();
  await said(page).getByText('결제가 완료').waitFor();
  assert.equal(await addressOf(page), `${shop.origin}/goods?color=blue`);
  await page.context().close();
});

test('[M4] a page of an origin that is not allowed: buyer, developer and operator read so', async () => {
  const { port } = new URL(shop.origin);
  // The same page under a name that ALLOWED_ORIGINS lacks.
  const origin = shop.origin.includes('localhost')
    ? `http://127.0.0.1:${port}`
    : `http://localhost:${port}`;
  const page = await shop.visit('about:blank');
  const words: string[] = [];
  page.on('console', (message) => words.push(message.text()));
  await page.goto(`${origin}/`);
  await said(page).getByText('판매자에게 문의').waitFor();
  assert.ok(
    words.some((text) => text.includes(`add ${origin} to ALLOWED_ORIGINS`)),
    words.join('\n'),
  );
  await shop.checkout.logLine((line) => line.origin === origin && line.level === 40);
  await page.context().close();
});

test('a page that is reloaded under an open window finds what was paid in it', async () => {
  const page = await shop.visit(`${shop.origin}/`);
  // Until it is reloaded the page learns of nothing, however long that takes a busy machine.
  const asks = '**/api/payment/complete';
  await page.route(asks, (route) => route.abort());
  await payButton(page).click();
  const approved = page.waitForResponse(
    (response) => response.request().method() === 'POST' && response.url().includes('/window/'),
  );
  await choose(overlay(page), 'approve-silently');
  await approved;
  await page.unroute(asks);
  await page.reload();
  await said(page).getByText('결제가 완료').waitFor();
  assert.equal(await addressOf(page), `${shop.origin}/`);
  await page.context().close();
});

test('a payment that PortOne’s script never told of is seen when the buyer looks at the page again', async () => {
  const page = await shop.visit(`${shop.origin}/`);
  await payButton(page).click();
  // From then on it hears of a buyer who comes back.
  await said(page).getByText('결제창에서').waitFor();
  await choose(overlay(page), 'approve-silently');
  await page.locator('#imp-iframe-wrapper').waitFor({ state: 'detached' });
  await page.evaluate(() => dispatchEvent(new Event('focus')));
  await said(page).getByText('결제가 완료').waitFor();
  await page.context().close();
});

test('inside a modal dialog the window is above it, and the outcome is shown in it', async () => {
  const page = await shop.visit(`${shop.origin}/`);
  await payButton(page).waitFor();
  await page.evaluate(() => {
    const dialog = document.createElement('dialog');
    dialog.append(document.querySelector('portone-checkout') as Element);
    document.body.append(dialog);
    dialog.showModal();
  });
  await payButton(page).click();
  await choose(overlay(page), 'approve');
  await said(page).getByText('결제가 완료').waitFor();
  assert.ok(await page.evaluate(() => document.querySelector('dialog')?.matches(':modal')));
  await page.context().close();
});

test('two elements of an item pressed in a row open one window, and both say so', async () => {
  const page = await shop.visit(`${shop.origin}/`);
  await payButton(page).waitFor();
  await page.evaluate(() => {
    const second = document.createElement('portone-checkout') as HTMLElement & { itemId: string };
    second.itemId = 'shoes';
    document.body.append(second);
  });
  const second = page.locator('portone-checkout').nth(1);
  await second.getByRole('button', { name: '결제하기' }).waitFor();
  await page.evaluate(() => {
    for (const element of document.querySelectorAll('portone-checkout')) {
      (element as unknown as { pay(): void }).pay();
    }
  });
  await overlay(page).locator('[data-outcome="approve"]').waitFor();
  for (const element of await page.locator('portone-checkout').all()) {
    await element.getByRole('status').getByText('결제창에서 결제를').waitFor();
  }
  assert.equal(await page.locator('#imp-iframe-wrapper').count(), 1);
  await page.context().close();
});

test('in a frame on a phone the payment takes the whole page, and is paid there', async () => {
  const page = await shop.visit(portalUrl, phone);
  const frame = page.frameLocator('iframe');
  await orderAhead(await frameIn(page), () => payButton(frame).hover());
  await payButton(frame).click();
  await page.waitForURL(`${shop.origin}/**`);
  await payButton(page).click();
  await choose(page, 'approve');
  await said(page).getByText('결제가 완료').waitFor();
  await page.context().close();
});

test('in a frame that may not leave its place the element says so, and leads to a window of its own', async () => {
  const page = await shop.visit(
    `${portalUrl}?sandbox=allow-scripts+allow-same-origin+allow-popups`,
    phone,
  );
  const frame = page.frameLocator('iframe');
  await payButton(frame).click();
  await said(frame).getByText('새 화면에서 결제해 주세요').waitFor();
  const popup = page.waitForEvent('popup');
  await frame.getByRole('link', { name: '새 창에서 열기' }).click();
  await payButton((await popup) as unknown as Page).waitFor();
  assert.equal(
    await addressOf(page),
    `${portalUrl}?sandbox=allow-scripts+allow-same-origin+allow-popups`,
  );
  await page.context().close();
});

test('in a frame without an origin the element leads to a window of its own', async () => {
  const page = await shop.visit(`${portalUrl}?sandbox=allow-scripts+allow-popups`, phone);
  const frame = page.frameLocator('iframe');
  await frame.getByRole('link', { name: '새 창에서 열기' }).waitFor();
  await page.context().close();
});

test('in a frame on a desk the window opens in it', async () => {
  const page = await shop.visit(portalUrl);
  const frame = page.frameLocator('iframe').first();
  await payButton(frame).click();
  await choose(frame.frameLocator('iframe#imp-iframe'), 'approve');
  await said(frame).getByText('결제가 완료').waitFor();
  await page.context().close();
});
