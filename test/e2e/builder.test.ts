/** The builder: what an owner sees, copies, pastes and sells with. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { resolve } from 'node:path';
import { after, before, test } from 'node:test';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { readElementFiles } from '../../bff/http/element-files.ts';
import { stores } from '../../demo/stores.ts';
import { openChromium } from '../support/browser/open-chromium.ts';
import { addressOf, choose, overlay } from '../support/pages/shop-visit.ts';
import {
  aCatalog,
  anItem,
  type Checkout,
  startCheckout,
} from '../support/server/checkout-server.ts';

const root = resolve(import.meta.dirname, '../..');

let browser: Browser;
let checkout: Checkout;
/** What the policy of the builder's pages kept from happening. */
const refused: string[] = [];
/** A page of an owner's: what was pasted, and nothing else. */
let pasted = '';
const ownersSite = createServer((_, response) => {
  response.setHeader('content-type', 'text/html; charset=utf-8');
  response.end(`<!doctype html><html lang="ko"><title>Shop</title>${pasted}`);
});

before(async () => {
  browser = await openChromium();
  await new Promise<void>((listening) => ownersSite.listen(0, 'localhost', listening));
  checkout = await startCheckout({
    element: readElementFiles(resolve(root, 'dist')),
    catalog: readFileSync(resolve(root, 'demo/catalog.json'), 'utf8'),
    storeId: 'store-sandbox',
    sandboxChannels: stores.flatMap(({ channels }) => channels),
    allowedOrigins: [siteAddress()],
  });
});
after(async () => {
  await browser?.close();
  await checkout?.stop();
  ownersSite.closeAllConnections();
  await new Promise((closed) => ownersSite.close(closed));
  assert.deepEqual(refused, []);
});

function siteAddress(): string {
  return `http://localhost:${(ownersSite.address() as AddressInfo).port}`;
}

async function open(address: string, options: BrowserContextOptions = {}): Promise<Page> {
  const context = await browser.newContext({
    locale: 'ko-KR',
    permissions: ['clipboard-read', 'clipboard-write'],
    ...options,
  });
  const page = await context.newPage();
  page.on('console', (message) => {
    const isOfBuilder = page.url().startsWith(`${new URL(address).origin}/builder`);
    if (isOfBuilder && /Content Security Policy/.test(message.text())) refused.push(message.text());
  });
  await page.goto(address);
  return page;
}

async function visit(query = '', options: BrowserContextOptions = {}): Promise<Page> {
  const page = await open(`${checkout.url}/builder${query}`, options);
  await previews(page).nth(1).getByRole('button').last().waitFor();
  return page;
}

const previews = (page: Page) => page.locator('portone-checkout');
const snippet = (page: Page) => page.getByRole('textbox', { name: '붙여 넣을 코드' });

const choice = (page: Page, name: string) =>
  page.locator('#design').getByRole('combobox', { name, exact: true });

async function copied(page: Page, button: string): Promise<string> {
  await page.getByRole('button', { name: button }).click();
  await page.getByText('복사했습니다.').waitFor();
  return page.evaluate(() => navigator.clipboard.readText());
}

for (const version of ['항상 최신 버전', '버전 고정 (SRI)']) {
  test(`an owner picks an item, copies the code (${version}), pastes it, and is paid`, async () => {
    const page = await visit();
    await choice(page, '상품').selectOption('picnic');
    await page.getByLabel('버튼만').check();
    await choice(page, '결제수단').selectOption('kakaopay');
    await page.getByLabel('강조색').fill('#0a7d55');
    await page.getByLabel(version).check();
    if (version.includes('SRI')) await page.getByText('해시를 확인합니다').waitFor();
    pasted = await copied(page, '코드 복사');
    assert.equal(
      / integrity="sha384-.+" crossorigin="anonymous"/.test(pasted),
      version.includes('SRI'),
    );

    await page.goto(siteAddress());
    const element = page.locator('portone-checkout');
    const pay = element.getByRole('button', { name: '12,000원 결제하기' });
    await pay.waitFor();
    assert.equal(
      await pay.evaluate((button) => getComputedStyle(button).backgroundColor),
      'rgb(10, 125, 85)',
    );
    await pay.click();
    await choose(overlay(page), 'approve');
    await element.getByRole('status').getByText('결제가 완료').waitFor();
    await page.context().close();
  });
}

test('an owner copies the link for editors, which is the same button where the script runs', async () => {
  const page = await visit();
  await choice(page, '상품').selectOption('picnic');
  await page.getByLabel('버튼만').check();
  await choice(page, '결제수단').selectOption('kakaopay');
  await page.getByLabel('강조색').fill('#0a7d55');
  await page.getByLabel('돌아올 주소').fill('https://shop.example/thanks');
  await page.getByLabel('에디터용 링크 태그').check();
  await page.getByText('모르는 태그를 지우는 에디터').waitFor();
  pasted = await copied(page, '코드 복사');
  const name = await choice(page, '상품').locator(':checked').innerText();
  assert.equal(
    pasted.split('\n')[1],
    `<a data-portone-item="picnic" data-portone-layout="button" data-portone-method="kakaopay" href="${checkout.url}/checkout/picnic?method=kakaopay" style="--portone-checkout-accent: #0a7d55">${name}</a>`,
  );

  await page.goto(siteAddress());
  const element = page.locator('portone-checkout');
  const pay = element.getByRole('button', { name: '12,000원 결제하기' });
  await pay.waitFor();
  assert.equal(
    await pay.evaluate((button) => getComputedStyle(button).backgroundColor),
    'rgb(10, 125, 85)',
  );
  await pay.click();
  await choose(overlay(page), 'approve');
  await element.getByRole('status').getByText('결제가 완료').waitFor();
  await page.context().close();
});

test('shows what is chosen at once, in light and in dark', async () => {
  const page = await visit();
  await page.getByLabel('강조색').fill('#b3005e');
  await choice(page, '수량').selectOption('2');
  const colours = await previews(page).evaluateAll((elements) =>
    elements.map((element) => {
      const { colorScheme } = getComputedStyle(element);
      const button = element.shadowRoot?.querySelector('[part=button]') as Element;
      return [colorScheme, getComputedStyle(button).backgroundColor];
    }),
  );
  assert.deepEqual(colours, [
    ['light', 'rgb(179, 0, 94)'],
    ['dark', 'rgb(179, 0, 94)'],
  ]);
  for (const shown of await previews(page).all()) await shown.getByText('2,000원').waitFor();
  await page.context().close();
});

test('writes only what differs from the element’s own ways', async () => {
  const page = await visit();
  const plain = `<script type="module" src="${checkout.url}/portone-checkout.js"></script>\n`;
  assert.equal(
    await snippet(page).inputValue(),
    `${plain}<portone-checkout item-id="shoes"></portone-checkout>`,
  );
  await page.getByLabel('모서리').fill('8');
  await choice(page, '너비').selectOption('none');
  await choice(page, '언어').selectOption('ja');
  await page.getByLabel('돌아올 주소').fill('https://shop.example/thanks?a="b"&c');
  assert.equal(
    await snippet(page).inputValue(),
    `${plain}<portone-checkout item-id="shoes" locale="ja" redirect-url="https://shop.example/thanks?a=&quot;b&quot;&amp;c" style="--portone-checkout-radius: 8px; --portone-checkout-max-width: none"></portone-checkout>`,
  );
  await page.context().close();
});

test('is as it was left after a reload, and in another language', async () => {
  const page = await visit('?utm_source=mail');
  await choice(page, '상품').selectOption('chair');
  await choice(page, '결제수단').selectOption('transfer');
  await page.getByLabel('강조색').fill('#0a7d55');
  const before = await snippet(page).inputValue();
  await page.reload();
  assert.equal(await snippet(page).inputValue(), before);
  await page.getByRole('link', { name: 'English' }).click();
  await page.getByRole('heading', { name: 'Make a pay button' }).waitFor();
  const english = page.getByRole('textbox', { name: 'Code to paste' });
  assert.equal(await english.inputValue(), before);
  assert.match(await addressOf(page), /utm_source=mail/);
  await page.context().close();
});

test('forgets a method and a quantity that the next item does not have', async () => {
  const page = await visit('?item=chair&method=transfer&quantity=2');
  await choice(page, '상품').selectOption('mug');
  assert.match(
    await snippet(page).inputValue(),
    /<portone-checkout item-id="mug"><\/portone-checkout>$/,
  );
  assert.equal(await choice(page, '수량').isDisabled(), true);
  await page.context().close();
});

const colours: Array<[title: string, query: string, says: string[]]> = [
  ['is said to be good', '?accent=%232c5ff0', ['잘 보입니다']],
  ['hardly stands out on a light page', '?accent=%23ffe066', ['밝은 화면에서']],
  ['hardly stands out on a dark page', '?accent=%23223344', ['어두운 화면에서']],
  [
    'has text that is hard to read',
    '?accent=%23ffe066&accentText=%23ffffff',
    ['읽히지 않습니다(대비 1.3:1)', '밝은 화면에서'],
  ],
];
for (const [title, query, says] of colours) {
  test(`tells the owner about a colour: it ${title}`, async () => {
    const page = await visit(query);
    const told = page.locator('#contrast p');
    assert.equal(await told.count(), says.length);
    for (const [index, text] of says.entries()) {
      assert.match(await told.nth(index).innerText(), new RegExp(text.replace(/[()]/g, '\\$&')));
    }
    await page.context().close();
  });
}

test('finds text for the button that can be read on any colour', async () => {
  const page = await visit('?accent=%23ffe066');
  const element = previews(page).first();
  const colour = () =>
    element.evaluate(({ shadowRoot }) => {
      const button = shadowRoot?.querySelector('[part=button]') as Element;
      return getComputedStyle(button).color;
    });
  assert.equal(await colour(), 'rgb(17, 17, 17)');
  await page.getByLabel('강조색').fill('#003366');
  assert.equal(await colour(), 'rgb(255, 255, 255)');
  await page.context().close();
});

test('says that a bare button leaves no choice, and that an address is none', async () => {
  const page = await visit('?item=chair&layout=button');
  await page.getByText('구매자가 고를 수 없어').waitFor();
  await choice(page, '수량').selectOption('1');
  await choice(page, '결제수단').selectOption('transfer');
  await page.getByText('구매자가 고를 수 없어').waitFor({ state: 'detached' });
  await page.getByLabel('돌아올 주소').fill('shop.example');
  await page.getByText('전체 주소를 쓰세요').waitFor();
  assert.doesNotMatch(await snippet(page).inputValue(), /redirect-url/);
  await page.context().close();
});

test('says that what only this computer can open is for practice', async () => {
  const page = await visit();
  await page.getByText(`지금 주소(${checkout.url})는 이 컴퓨터에서만 열립니다`).waitFor();
  await page.context().close();
});

test('writes the server’s public address, for the items that the catalog lists', async (t) => {
  const server = await startCheckout({
    element: readElementFiles(resolve(root, 'dist')),
    catalog: aCatalog({ items: [anItem({ id: 'hidden' }), anItem({ listed: true })] }),
    environment: 'test',
    publicOrigin: 'https://pay.example.com',
  });
  t.after(() => server.stop());
  const page = await open(`${server.url}/builder`);
  assert.equal(
    await snippet(page).inputValue(),
    '<script type="module" src="https://pay.example.com/portone-checkout.js"></script>\n<portone-checkout item-id="shoes"></portone-checkout>',
  );
  assert.equal(await page.locator('#link').inputValue(), 'https://pay.example.com/checkout/shoes');
  assert.deepEqual(await choice(page, '상품').locator('option').allInnerTexts(), ['신발']);
  assert.equal(await page.getByText('이 컴퓨터에서만').count(), 0);
  server.replaceCatalog(aCatalog());
  await page.goto(`${server.url}/builder`);
  await page.getByText('공개한 상품이 없어').waitFor();
  assert.equal(await page.getByRole('main').count(), 0);
  await page.context().close();
});

test('gives the link to the hosted page, and its picture, with what is decided', async () => {
  const page = await visit('?item=chair&quantity=2&method=transfer&locale=en');
  const link = await copied(page, '링크 복사');
  assert.equal(link, `${checkout.url}/checkout/chair?quantity=2&method=transfer&lang=en`);
  const picture = page.getByRole('img', { name: 'QR 코드' });
  assert.equal(await picture.getAttribute('src'), link.replace('/chair?', '/chair/qr.svg?'));
  await picture.evaluate((image) => (image as HTMLImageElement).decode());
  await page.getByRole('link', { name: '열어 보기' }).click();
  await page.locator('portone-checkout').getByText('₩68,000').waitFor();
  await page.context().close();
});

test('fits a phone, and needs nothing but a keyboard', async () => {
  const page = await visit('', { viewport: { width: 360, height: 740 } });
  const width = await page.evaluate(() => document.documentElement.scrollWidth);
  assert.equal(width, 360);
  await choice(page, '상품').focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Tab');
  await page.keyboard.press('ArrowDown');
  assert.match(await snippet(page).inputValue(), /item-id="coins" layout="button"/);
  await page.getByRole('button', { name: '코드 복사' }).focus();
  await page.keyboard.press('Enter');
  await page.getByText('복사했습니다.').waitFor();
  await page.context().close();
});
