/**
 * The policies of docs/csp.md, each on a page that is held to it: nothing that the element needs is
 * forbidden, and nothing is tried that is.
 */
import assert from 'node:assert/strict';
import { resolve } from 'node:path';
import { after, before, test } from 'node:test';
import { type BrowserContextOptions, devices, type Page } from 'playwright-core';
import { readElementFiles } from '../../bff/http/element-files.ts';
import { documentBlock } from '../support/pages/document-blocks.ts';
import type { PageDesign } from '../support/pages/merchant-page.ts';
import {
  choose,
  overlay,
  payButton,
  pickAddress,
  type Shop,
  said,
  startShop,
} from '../support/pages/shop-visit.ts';
import { aCatalog, aMethod, anItem, type Checkout } from '../support/server/checkout-server.ts';

type Violation = { effectiveDirective: string; blockedURI: string; sample: string };

const nonce = 'c2VjdXJl';
const element = readElementFiles(resolve(import.meta.dirname, '../../dist'));

const catalog = aCatalog({
  methods: [aMethod()],
  items: [anItem(), anItem({ id: 'parcel', delivery: { fee: 3000 } })],
});

let shop: Shop;
let checkout: Checkout;
before(async () => {
  shop = await startShop({ element, catalog }, securityOf);
  ({ checkout } = shop);
});
after(() => shop?.stop());

const PORTONES = /https:\/\/(?:cdn\.portone\.io|[\w.-]+\.iamport\.(?:co|kr))/g;

/** A block of the document with this test's addresses in it. The sandbox stands where PortOne does. */
function ours(block: string): string {
  return block
    .replaceAll('https://pay.example.com', checkout.url)
    .replaceAll(PORTONES, checkout.sandbox.url)
    .replaceAll(/(nonce[-=]"?)…/g, `$1${nonce}`);
}

/** A block with directives, as a header takes them. */
const directives = (block: string): string =>
  ours(block).replace('Content-Security-Policy:', '').replaceAll(/\s+/g, ' ').trim();

/** The policy by addresses, which has the page's own inline script run by its nonce. */
function policyByAddresses(): string {
  const policy = directives(documentBlock('docs/csp.md', 'Addresses'));
  return policy.replace('script-src', `script-src 'nonce-${nonce}'`);
}

/** The tag of docs/csp.md for an integrity that is checked. */
function pinnedTags(): string {
  return ours(documentBlock('docs/csp.md', 'Integrity', 2))
    .replace(/portone-checkout\.[0-9a-f]{16}\.js/, element.immutableName)
    .replace('integrity="sha384-…"', `integrity="${element.main.integrity}"`);
}

/** By the page's `?policy=`. */
function securityOf(query: URLSearchParams): PageDesign | undefined {
  const pay = checkout.url;
  const policy = policyByAddresses();
  switch (query.get('policy')) {
    case 'element':
      return {
        nonce,
        policy: `default-src 'none'; script-src 'nonce-${nonce}' ${pay}; connect-src ${pay}`,
      };
    case 'addresses':
      return { nonce, policy };
    case 'nonce':
      return {
        nonce,
        policy: policy.replace(
          /script-src [^;]*/,
          directives(documentBlock('docs/csp.md', 'Nonce')),
        ),
        tags: ours(documentBlock('docs/csp.md', 'Nonce', 2)),
      };
    case 'trusted-types':
      return {
        nonce,
        policy: `${policy}; ${directives(documentBlock('docs/csp.md', 'Trusted Types'))}`,
        tags: `<script nonce="${nonce}">${ours(documentBlock('docs/csp.md', 'Trusted Types', 2))}</script>
        <script type="module" src="${pay}/portone-checkout.js"></script>`,
      };
    case 'integrity':
      return { nonce, policy, tags: pinnedTags() };
    default:
      return undefined;
  }
}

const visit = (policy: string, options: BrowserContextOptions = {}) =>
  shop.visit(`/?policy=${policy}`, options);

function violations(page: Page): Promise<Violation[]> {
  return page.evaluate(() => (window as unknown as { violations: Violation[] }).violations);
}

/** To the end, with everything that is fetched on the way. */
async function payInOverlay(page: Page): Promise<void> {
  await payButton(page).click();
  await choose(overlay(page), 'approve');
  await said(page).getByText('결제가 완료').waitFor();
}

test('a page that allows nothing but the checkout server shows the item, styled, without a violation', async () => {
  const page = await visit('element');
  await payButton(page).waitFor();
  // The element fetches PortOne's script once the item is there.
  await page.waitForFunction(() => window.PortOne);
  assert.deepEqual(await violations(page), []);
  const display = await payButton(page).evaluate((button) => getComputedStyle(button).display);
  assert.equal(display, 'flex');
  await page.context().close();
});

for (const policy of ['addresses', 'nonce', 'trusted-types', 'integrity']) {
  test(`a payment in the overlay violates nothing of the policy by ${policy}`, async () => {
    const page = await visit(policy);
    await payInOverlay(page);
    assert.deepEqual(await violations(page), []);
    await page.context().close();
  });
}

for (const policy of ['addresses', 'trusted-types']) {
  test(`a sheet with its search for addresses violates nothing of the policy by ${policy}`, async () => {
    const page = await shop.visit(`/?policy=${policy}&item=parcel`);
    await payButton(page).click();
    const sheet = page.getByRole('dialog');
    await pickAddress(page);
    await sheet.getByLabel('받는 분').fill('홍길동');
    await sheet.getByLabel('연락처').fill('010-1234-5678');
    await sheet.getByRole('button', { name: '다음' }).click();
    await sheet.getByRole('button', { name: '4,000' }).click();
    await choose(overlay(page), 'approve');
    await said(page).getByText('결제가 완료').waitFor();
    assert.deepEqual(await violations(page), []);
    await page.context().close();
  });

  test(`a payment on a phone, which leaves and comes back, violates nothing of the policy by ${policy}`, async () => {
    const page = await visit(policy, devices['iPhone 15'] as BrowserContextOptions);
    await payButton(page).tap();
    await page.waitForURL(`${checkout.sandbox.url}/**`);
    await choose(page, 'approve');
    await said(page).getByText('결제가 완료').waitFor();
    assert.deepEqual(await violations(page), []);
    await page.context().close();
  });
}

test('a script that was tampered with is never run on a page with its integrity', async () => {
  const context = await shop.browser.newContext({ locale: 'ko-KR' });
  const page = await context.newPage();
  let tampered = 0;
  await page.route(`**/${element.immutableName}`, async (route) => {
    tampered++;
    const response = await route.fetch();
    const body = `globalThis.stolen = true; ${await response.text()}`;
    await route.fulfill({ response, body });
  });
  await page.goto(`${shop.origin}/?policy=integrity`);
  assert.equal(tampered, 1);
  assert.equal(await page.evaluate(() => !!customElements.get('portone-checkout')), false);
  assert.equal(await page.evaluate(() => 'stolen' in globalThis), false);
  await context.close();
});
