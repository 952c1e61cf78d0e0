/**
 * The policies of docs/csp.md, each on a page that is held to it: nothing that the element needs is
 * forbidden, and nothing is tried that is.
 */
import assert from 'node:assert/strict';
import { resolve } from 'node:path';
import { after, before, test } from 'node:test';
import { type BrowserContextOptions, devices, type Page } from 'playwright-core';
import { readElementFiles } from '../../bff/adapters/element-files.ts';
import type { Checkout } from '../support/checkout-server.ts';
import type { PageSecurity } from '../support/merchant-page.ts';
import { choose, overlay, payButton, type Shop, said, startShop } from '../support/shop-visit.ts';

type Violation = { effectiveDirective: string; blockedURI: string; sample: string };

const nonce = 'c2VjdXJl';
const element = readElementFiles(resolve(import.meta.dirname, '../../dist'));

let shop: Shop;
let checkout: Checkout;
before(async () => {
  shop = await startShop({ element }, securityOf);
  ({ checkout } = shop);
});
after(() => shop?.stop());

/** By the page's `?policy=`. The sandbox stands where PortOne does. */
function securityOf(query: URLSearchParams): PageSecurity | undefined {
  const pay = checkout.url;
  const portOne = checkout.sandbox.url;
  const script = `<script type="module" src="${pay}/portone-checkout.js"`;
  const hosts = [
    "default-src 'none'",
    `script-src 'nonce-${nonce}' ${pay} ${portOne}`,
    `connect-src ${pay} ${portOne}`,
    `frame-src ${portOne}`,
  ];
  switch (query.get('policy')) {
    case 'element':
      return {
        nonce,
        policy: `default-src 'none'; script-src 'nonce-${nonce}' ${pay}; connect-src ${pay}`,
      };
    case 'hosts':
      return { nonce, policy: hosts.join('; ') };
    case 'nonce':
      return {
        nonce,
        policy: [hosts[0], `script-src 'nonce-${nonce}' 'strict-dynamic'`, ...hosts.slice(2)].join(
          '; ',
        ),
        tags: `${script} nonce="${nonce}"></script>`,
      };
    case 'trusted-types':
      return {
        nonce,
        policy: [
          ...hosts,
          "require-trusted-types-for 'script'",
          'trusted-types lit-html default',
        ].join('; '),
        tags: `<script nonce="${nonce}">
          trustedTypes.createPolicy('default', {
            createScriptURL: (url) => (new URL(url).origin === '${portOne}' ? url : null),
          });
        </script>
        ${script}></script>`,
      };
    case 'integrity':
      return {
        nonce,
        policy: hosts.join('; '),
        tags: `<script type="importmap" nonce="${nonce}">${JSON.stringify({ integrity: partIntegrity() })}</script>
        <script type="module" src="${pay}/${element.immutableName}" integrity="${element.main.integrity}" crossorigin="anonymous"></script>`,
      };
    default:
      return undefined;
  }
}

/** As `GET /portone-checkout.json` has it, for a page elsewhere. */
function partIntegrity(): Record<string, string> {
  return Object.fromEntries(
    [...element.files]
      .filter(([, file]) => file !== element.main)
      .map(([name, { integrity }]) => [
        `${checkout.url}/${name}?v=${element.partsVersion}`,
        integrity,
      ]),
  );
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
  // What it fetches once it is shown: PortOne's script, and a part that brings styles along.
  await page.waitForFunction(() => {
    const root = document.querySelector('portone-checkout')?.shadowRoot;
    return window.PortOne && root && root.adoptedStyleSheets.length > 1;
  });
  assert.deepEqual(await violations(page), []);
  const display = await payButton(page).evaluate((button) => getComputedStyle(button).display);
  assert.equal(display, 'flex');
  await page.context().close();
});

for (const policy of ['hosts', 'nonce', 'trusted-types', 'integrity']) {
  test(`a payment in the overlay violates nothing of the policy by ${policy}`, async () => {
    const page = await visit(policy);
    await payInOverlay(page);
    assert.deepEqual(await violations(page), []);
    await page.context().close();
  });
}

for (const policy of ['hosts', 'trusted-types']) {
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

test('a part that was tampered with is never run on a page with the import map, and nothing is paid', async () => {
  const context = await shop.browser.newContext({ locale: 'ko-KR' });
  const page = await context.newPage();
  let tampered = 0;
  await page.route('**/portone-checkout.payment.js*', async (route) => {
    tampered++;
    const response = await route.fetch();
    const body = `globalThis.stolen = true; ${await response.text()}`;
    await route.fulfill({ response, body });
  });
  await page.goto(`${shop.origin}/?policy=integrity`);
  await payButton(page).click();
  await said(page).getByText('불러오지 못했어요').waitFor();
  assert.ok(tampered > 0);
  assert.equal(await page.evaluate(() => 'stolen' in globalThis), false);
  await context.close();
});
