/** Pages that load the script as one finds it: in any place, in any way, more than once, and late. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Page } from 'playwright-core';
import {
  choose,
  overlay,
  payButton,
  type Shop,
  said,
  startShop,
} from '../support/pages/shop-visit.ts';

type Case = {
  /** In the page's head. */
  tags?: string;
  body?: string;
  /** What happens once the page has loaded. */
  act?: (page: Page) => Promise<unknown>;
};

const element = '<portone-checkout item-id="shoes"></portone-checkout>';
/** Its address is another one's: what is paid is paid at the script's own server. */
const link =
  '<p><a data-portone-item="shoes" href="https://pay.invalid/checkout/shoes">Buy</a></p>';

const main = '/portone-checkout.js';
const classic = '/portone-checkout.classic.js?v=1';
/** Answered with a script that differs from the server's own. */
const other = '/portone-checkout.js?another-version';

const tag = (src: string, attributes = 'type="module"') =>
  `<script ${attributes} src="SERVER${src}"></script>`;

const cases: Record<string, Case> = {
  'a classic tag in the head': { tags: tag(classic, '') },
  'a classic tag that is async': { tags: tag(classic, 'async') },
  'a classic tag that is deferred': { tags: tag(classic, 'defer') },
  'a classic tag with the type of a module': { tags: tag(classic) },
  'a module below its element': { body: `${element}${tag(main)}` },
  'a classic tag below its element': { body: `${element}${tag(classic, '')}` },
  'the module twice': { tags: tag(main) + tag(main) },
  'the classic tag twice': { tags: tag(classic, '') + tag(classic, '') },
  'the module and the classic tag': { tags: tag(classic, '') + tag(main) },
  'two versions': { tags: tag(main) + tag(other) },
  'a tag manager, after the page has loaded': {
    tags: '',
    act: (page) => inject(page, classic, ''),
  },
  'a tag manager, with a module': { tags: '', act: (page) => inject(page, main, 'module') },
  'a loader that fetches the classic script and runs it': {
    tags: tag(classic, 'type="text/plain"'),
    act: (page) =>
      page.evaluate(async (src) => {
        const text = await (await fetch(src)).text();
        document.head.append(Object.assign(document.createElement('script'), { text }));
      }, at(classic)),
  },
  'a link, and the module': { tags: tag(main), body: link },
  'a link, and a module that runs before it is there': {
    tags: tag(main, 'type="module" async'),
    body: link,
  },
  'a link, and a tag manager': {
    tags: '',
    body: link,
    act: (page) => inject(page, main, 'module'),
  },
  'a link, and two versions': { tags: tag(other) + tag(main), body: link },
  'a later link, and a tag that watches': {
    tags: tag(classic, 'data-watch'),
    body: '',
    act: (page) =>
      page.evaluate((html) => document.body.insertAdjacentHTML('beforeend', html), link),
  },
};

let shop: Shop;
before(async () => {
  shop = await startShop({}, (query) => {
    const { tags = tag(main), body = element } = cases[query.get('case') ?? ''] ?? {};
    const [head, content] = [tags, body].map((text) =>
      text.replaceAll('SERVER', shop.checkout.url),
    ) as [string, string];
    return { tags: head, body: content };
  });
});
after(() => shop?.stop());

const at = (path: string) => shop.checkout.url + path;

function inject(page: Page, src: string, type: string): Promise<void> {
  return page.evaluate(
    (attributes) =>
      document.head.append(Object.assign(document.createElement('script'), attributes)),
    { src: at(src), type },
  );
}

for (const [title, { act }] of Object.entries(cases)) {
  test(`${title}: one element, which is paid once`, async () => {
    const context = await shop.browser.newContext({ locale: 'ko-KR' });
    const page = await context.newPage();
    const errors: Error[] = [];
    page.on('pageerror', (error) => errors.push(error));
    await page.route(
      ({ href }) => href === at(other),
      async (route) => {
        const answer = await route.fetch();
        await route.fulfill({ response: answer, body: `${await answer.text()}\n// Another one.` });
      },
    );
    await page.goto(`${shop.origin}/?case=${encodeURIComponent(title)}`);
    await act?.(page);
    await payButton(page).click();
    await choose(overlay(page), 'approve');
    await said(page).getByText('결제가 완료').waitFor();
    const fired = (await page.evaluate('fired')) as Array<{ name: string }>;
    assert.deepEqual(
      fired.map(({ name }) => name),
      ['ready', 'start', 'paid'],
    );
    assert.equal(await page.locator('portone-checkout').count(), 1);
    assert.deepEqual(errors, []);
    await context.close();
  });
}

test('a classic tag loads the module from beside itself, under the same query', async () => {
  const context = await shop.browser.newContext();
  const page = await context.newPage();
  const loaded = page.waitForRequest((request) => new URL(request.url()).pathname === main);
  await page.goto(`${shop.origin}/?case=${encodeURIComponent('a classic tag in the head')}`);
  assert.equal((await loaded).url(), at(`${main}?v=1`));
  await context.close();
});

test('a later link that no tag watches for is a link', async () => {
  const page = await shop.visit('/');
  await payButton(page).waitFor();
  // The element below it is drawn after the link would have been found.
  await page.evaluate(
    (html) => document.body.insertAdjacentHTML('beforeend', html),
    link + element,
  );
  await payButton(page).nth(1).waitFor();
  assert.ok(await page.getByRole('link', { name: 'Buy' }).isVisible());
  await page.context().close();
});

test('the item of an element that the page has is asked for once, before the element is defined', async () => {
  const context = await shop.browser.newContext();
  const page = await context.newPage();
  await page.addInitScript(() => {
    const define = customElements.define.bind(customElements);
    customElements.define = (...args) => {
      performance.mark('defined');
      define(...args);
    };
  });
  await page.goto(`${shop.origin}/?case=${encodeURIComponent('a module below its element')}`);
  await payButton(page).waitFor();
  const [defined, ...asked] = await page.evaluate(() => {
    const items = performance.getEntries().filter(({ name }) => /\/api\/items\//.test(name));
    return [...performance.getEntriesByName('defined'), ...items].map(({ startTime }) => startTime);
  });
  assert.equal(asked.length, 1);
  assert.ok(Number(asked[0]) < Number(defined));
  await context.close();
});

test('a page whose own fetch throws has its elements all the same, which say that nothing came', async () => {
  const context = await shop.browser.newContext({ locale: 'ko-KR' });
  const page = await context.newPage();
  await page.addInitScript(() => {
    window.fetch = () => {
      throw new TypeError('Not today');
    };
  });
  await page.goto(`${shop.origin}/?case=${encodeURIComponent('a module below its element')}`);
  await said(page).getByText('상품을 불러오지 못했어요').waitFor();
  await context.close();
});
