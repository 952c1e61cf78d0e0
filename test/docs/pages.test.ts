/** The parts of pages that documents give to be copied, on a page in a browser, against the server. */
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { resolve } from 'node:path';
import { after, before, test } from 'node:test';
import { type Browser, chromium, type Page } from 'playwright-core';
import { readElementFiles } from '../../bff/http/element-files.ts';
import { browserArgs, findBrowser } from '../support/browser/browser.ts';
import { documentBlock } from '../support/pages/document-blocks.ts';
import { choose, overlay, payButton, said } from '../support/pages/shop-visit.ts';
import { type Checkout, startCheckout } from '../support/server/checkout-server.ts';

const element = readElementFiles(resolve(import.meta.dirname, '../../dist'));

let browser: Browser;
let checkout: Checkout;
/** What the owner has put on the page, and nothing else. */
let content = '';
const site = createServer((request, response) => {
  response.setHeader('content-type', 'text/html; charset=utf-8');
  response.end(
    request.url === '/' ? `<!doctype html><html lang="ko"><title>Shop</title>${content}` : '',
  );
});

before(async () => {
  browser = await chromium.launch({ executablePath: await findBrowser(), args: browserArgs });
  await new Promise<void>((listening) => site.listen(0, 'localhost', listening));
  checkout = await startCheckout({ element, allowedOrigins: [siteAddress()] });
});
after(async () => {
  await browser?.close();
  await checkout?.stop();
  site.closeAllConnections();
  await new Promise((closed) => site.close(closed));
});

const siteAddress = () => `http://localhost:${(site.address() as AddressInfo).port}`;

/** A block with the addresses of this server and this version in place of those of the example. */
function ours(document: string, section: string, index?: number): string {
  return documentBlock(document, section, index)
    .replaceAll('https://pay.example.com', checkout.url)
    .replaceAll(/portone-checkout\.[0-9a-f]{16}\.js/g, element.immutableName)
    .replaceAll('integrity="sha384-…"', `integrity="${element.main.integrity}"`);
}

const smallestPage = () => ours('README.md', 'The smallest page');

type Visit = { page: Page; requested: string[]; complaints: string[] };

/** A buyer's browser on a page that consists of this. */
async function visit(html: string): Promise<Visit> {
  content = html;
  const context = await browser.newContext({ locale: 'ko-KR' });
  after(() => context.close());
  const page = await context.newPage();
  const requested: string[] = [];
  const complaints: string[] = [];
  page.on('request', (request) => requested.push(request.url()));
  page.on('console', (message) => {
    // 409 is the server's answer while the window is open: not paid yet.
    const isAnswer = / 409 /.test(message.text());
    if (['warning', 'error'].includes(message.type()) && !isAnswer) complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  await page.goto(`${siteAddress()}/`);
  return { page, requested, complaints };
}

async function pay(page: Page): Promise<void> {
  await payButton(page).click();
  await choose(overlay(page), 'approve');
}

const orderNumber = (page: Page) => page.locator('portone-checkout dd').last().innerText();

for (const [document, section] of [
  ['README.md', 'The smallest page'],
  ['README.ko.md', '가장 작은 페이지'],
  ['docs/cms.md', 'Code'],
  ['docs/cms.ko.md', '코드'],
] as const) {
  test(`the page of ${document} sells`, async () => {
    const { page, complaints } = await visit(ours(document, section));
    await pay(page);
    await said(page).getByText('결제가 완료').waitFor();
    const order = await checkout.orders.find(await orderNumber(page));
    assert.equal(order?.settlement?.status, 'PAID');
    assert.deepEqual(complaints, []);
  });
}

for (const [document, section, index] of [
  ['README.md', 'The smallest page', 2],
  ['README.ko.md', '가장 작은 페이지', 2],
  ['docs/speed.md', 'The pay button', 1],
] as const) {
  test(`the line of ${document} has the item fetched before the script has run, and once`, async () => {
    const { page, requested, complaints } = await visit(
      ours(document, section, index) + smallestPage(),
    );
    await payButton(page).waitFor();
    const [item, script] = [
      `${checkout.url}/api/items/shoes`,
      `${checkout.url}/portone-checkout.js`,
    ];
    assert.deepEqual(
      requested.filter((url) => url === item || url === script),
      [item, script],
    );
    assert.deepEqual(complaints, []);
  });
}

for (const [document, section] of [
  ['README.md', 'Pinning the script'],
  ['README.ko.md', '스크립트 버전 고정하기'],
] as const) {
  test(`the pinned script of ${document} runs, and no other one of its name`, async () => {
    const tags = ours(document, section, 2);
    const shoes = '<portone-checkout item-id="shoes"></portone-checkout>';
    const { page, requested, complaints } = await visit(tags + shoes);
    await payButton(page).waitFor();
    assert.ok(requested.includes(`${checkout.url}/${element.immutableName}`));
    assert.deepEqual(complaints, []);
    const other = tags.replace(
      element.main.integrity,
      element.files.get('portone-checkout.classic.js')?.integrity ?? '',
    );
    assert.notEqual(other, tags);
    // The page has loaded only once its modules have run, or not.
    const refused = await visit(other + shoes);
    const defined = () => customElements.get('portone-checkout') !== undefined;
    assert.deepEqual(
      [await page.evaluate(defined), await refused.page.evaluate(defined)],
      [true, false],
    );
  });
}

for (const [document, section] of [
  ['README.md', 'The element'],
  ['README.ko.md', '엘리먼트'],
] as const) {
  test(`the listener of ${document} leads to the page of thanks`, async () => {
    const { page, complaints } = await visit(
      `${smallestPage()}<script>${ours(document, section)}</script>`,
    );
    await pay(page);
    await page.waitForURL(`${siteAddress()}/thanks?order=*`);
    const order = new URL(page.url()).searchParams.get('order') ?? '';
    assert.equal((await checkout.orders.find(order))?.settlement?.status, 'PAID');
    assert.deepEqual(complaints, []);
  });

  test(`the style of ${document} is the element's, before the script and after`, async () => {
    const style = `<style>${ours(document, section, 2)}</style>`;
    const shoes = '<portone-checkout item-id="shoes"></portone-checkout>';
    const heightOn = ({ page }: Visit) =>
      page.locator('portone-checkout').evaluate((shown) => shown.clientHeight);
    const kept = await heightOn(await visit(style + shoes));
    const visited = await visit(style + smallestPage());
    const { page } = visited;
    await payButton(page).waitFor();
    const card = page.locator('portone-checkout');
    assert.equal(await heightOn(visited), kept);
    const button = await payButton(page).evaluate((shown) => {
      const { backgroundColor, letterSpacing } = getComputedStyle(shown);
      return { backgroundColor, letterSpacing };
    });
    assert.equal(button.backgroundColor, 'rgb(10, 125, 85)');
    assert.notEqual(button.letterSpacing, 'normal');
    const outer = () =>
      card.evaluate((shown) => {
        const { maxInlineSize, outlineStyle } = getComputedStyle(shown);
        return { maxInlineSize, outlineStyle };
      });
    assert.deepEqual(await outer(), { maxInlineSize: '384px', outlineStyle: 'none' });
    await pay(page);
    await said(page).getByText('결제가 완료').waitFor();
    assert.deepEqual(await outer(), { maxInlineSize: '384px', outlineStyle: 'solid' });
  });
}

test('the words of docs/languages.md take the place of ours on the whole page', async () => {
  const words = ours('docs/languages.md', 'Words of your own');
  const { page, complaints } = await visit(words + smallestPage());
  await page.getByRole('button', { name: '주문하기' }).click();
  await choose(overlay(page), 'approve');
  await said(page).getByText('주문이 완료됐어요').waitFor();
  assert.deepEqual(complaints, []);
});

test('the words of docs/languages.md for one element take the place of those of its page', async () => {
  const words = ours('docs/languages.md', 'Words of your own');
  const { page, complaints } = await visit(words + smallestPage());
  await page.getByRole('button', { name: '주문하기' }).waitFor();
  await page.addScriptTag({ content: ours('docs/languages.md', 'Words of your own', 2) });
  await page.getByRole('button', { name: '후원하기' }).waitFor();
  assert.deepEqual(complaints, []);
});

test('the words of docs/languages.md speak languages that we do not', async () => {
  const words = ours('docs/languages.md', 'Words of your own');
  const { page, complaints } = await visit(
    words + smallestPage().replace('item-id', 'lang="zh-TW" item-id'),
  );
  await page.getByRole('button', { name: /^付款/ }).waitFor();
  assert.deepEqual(complaints, []);
});
