/** A page whose script tag cannot have `type="module"`: theme functions, tag managers, a CMS's field. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import {
  choose,
  overlay,
  payButton,
  type Shop,
  said,
  startShop,
} from '../support/pages/shop-visit.ts';

let shop: Shop;
before(async () => {
  shop = await startShop({}, (query) => ({
    tags: `<script ${query.get('how') ?? ''} src="${shop.checkout.url}/portone-checkout.classic.js?v=1"></script>`,
  }));
});
after(() => shop?.stop());

for (const how of ['', 'async', 'defer']) {
  test(`a classic tag${how && `, ${how},`} defines the element, which is paid with`, async () => {
    const context = await shop.browser.newContext({ locale: 'ko-KR' });
    const page = await context.newPage();
    const scripts: string[] = [];
    const errors: Error[] = [];
    page.on('request', (request) => {
      const { origin, pathname, search } = new URL(request.url());
      if (origin === shop.checkout.url && pathname.endsWith('.js')) scripts.push(pathname + search);
    });
    page.on('pageerror', (error) => errors.push(error));
    await page.goto(`${shop.origin}/?how=${how}`);
    await payButton(page).click();
    await choose(overlay(page), 'approve');
    await said(page).getByText('결제가 완료').waitFor();
    assert.deepEqual(scripts, ['/portone-checkout.classic.js?v=1', '/portone-checkout.js?v=1']);
    assert.deepEqual(errors, []);
    await context.close();
  });
}
