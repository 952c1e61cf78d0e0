/** The search for addresses, in a shop's page: in a frame of the server's, with the sandbox in Kakao's place. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';
import { after, before, test } from 'node:test';
import type { Page } from 'playwright-core';
import type { askPostcode } from '../../component/checkout/postcode-frame.ts';
import { type Shop, startShop } from '../support/pages/shop-visit.ts';
import { aCatalog } from '../support/server/checkout-server.ts';

const source = new URL('../../component/checkout/postcode-frame.ts', import.meta.url);
const catalog = aCatalog({
  store: { id: 'store-tests', name: '신발가게', delivery: { fee: 3_000 } },
});
const nonce = 'c2VjdXJl';

let shop: Shop;
before(async () => {
  shop = await startShop({ catalog }, (query) => ({
    nonce,
    // Of the foreign hosts that are behind the search, the shop's page need not know one.
    policy: `default-src 'none'; script-src 'nonce-${nonce}'; frame-src ${shop.checkout.url}`,
    tags: `<script type="module" nonce="${nonce}">
      ${stripTypeScriptTypes(readFileSync(source, 'utf8'))}
      window.askPostcode = askPostcode;
    </script>`,
    body: '<main aria-label="주소 검색"></main>',
    ...(query.has('coep') && { embedderPolicy: 'require-corp' }),
  }));
});
after(() => shop?.stop());

type Asking = {
  askPostcode: typeof askPostcode;
  found: ReturnType<typeof askPostcode>;
  /** The messages of the frame. */
  told: unknown[];
};

/** Presses nothing: what the element does at the press. */
async function ask(address: string): Promise<Page> {
  const page = await shop.visit(address);
  await page.waitForFunction(() => 'askPostcode' in window);
  await page.evaluate((server) => {
    const asking = window as unknown as Asking;
    const [place] = document.getElementsByTagName('main');
    const { signal } = new AbortController();
    asking.told = [];
    addEventListener('message', ({ data }) => asking.told.push(data));
    if (place) asking.found = asking.askPostcode(place, server, 'ko', signal);
  }, shop.checkout.url);
  return page;
}

const foundIn = (page: Page) => page.evaluate(() => (window as unknown as Asking).found);

/** Kakao's, in the frame that its script writes, in the server's. */
const searchIn = (page: Page) =>
  page
    .frameLocator('iframe[title="주소 검색"]')
    .frameLocator('#search iframe')
    .frameLocator('iframe[title="우편번호 검색 프레임"]');

async function pick(page: Page, query: string, address: string): Promise<void> {
  const search = searchIn(page);
  await search.getByRole('searchbox').fill(query);
  await search.getByRole('button', { name: '검색' }).click();
  await search.getByRole('button', { name: address }).click();
}

test('[S12] Kakao’s script, which cannot be pinned: a buyer picks an address, and the shop’s page runs none of it', async () => {
  const page = await ask('/');
  await searchIn(page).getByText('카카오 우편번호 서비스를 대신합니다.').waitFor();
  const ownScripts = await page.evaluate(() => [...document.scripts].map(({ src }) => src));
  assert.deepEqual(ownScripts, ['', '']);
  assert.equal(await page.evaluate(() => 'kakao' in window || 'daum' in window), false);

  const inner = page.frames().find((frame) => frame.url().includes('/postcode/search'));
  await assert.rejects(
    inner?.evaluate(() => {
      if (top) top.location.href = 'about:blank';
    }) ?? Promise.resolve(),
    /SecurityError|sandbox/,
  );

  await pick(page, '헬리오', '서울 송파구 송파대로 345');
  assert.deepEqual(await foundIn(page), {
    zipcode: '05698',
    address: '서울 송파구 송파대로 345 (가락동, 헬리오시티)',
  });
  assert.equal(await page.locator('iframe').count(), 0);
  await page.context().close();
});

test('the search is there in a page with Cross-Origin-Embedder-Policy, too', async () => {
  const page = await ask('/?coep');
  await pick(page, '제주', '제주특별자치도 제주시 한림읍 한림리 919');
  assert.deepEqual(await foundIn(page), {
    zipcode: '63002',
    address: '제주특별자치도 제주시 한림읍 한림리 919',
  });
  await page.context().close();
});

test('a buyer types the address at once where Kakao’s script cannot be had', async (t) => {
  const { sandbox } = shop.checkout;
  sandbox.setPostcodeFault('missing');
  t.after(() => sandbox.setPostcodeFault(undefined));
  const page = await ask('/');
  assert.equal(await foundIn(page), undefined);
  const told = await page.evaluate(() => (window as unknown as Asking).told);
  assert.deepEqual(told, [{ failed: true }]);
  assert.equal(await page.locator('iframe').count(), 0);
  await page.context().close();
});

test('a buyer types the address in a page whose origin is not allowed', async () => {
  const page = await ask(shop.origin.replace('localhost', '127.0.0.1'));
  assert.equal(await foundIn(page), undefined);
  await page.context().close();
});

test('the server’s own page for an item may have the search in a frame', async () => {
  const { url } = shop.checkout;
  const page = await shop.visit(`${url}/checkout/shoes`);
  const said = await page.evaluate(
    () =>
      new Promise((resolve) => {
        const frame = document.createElement('iframe');
        frame.src = `/postcode?lang=ko&origin=${location.origin}`;
        addEventListener('message', ({ source, data }) => {
          if (source === frame.contentWindow) resolve(data);
        });
        document.body.append(frame);
      }),
  );
  assert.deepEqual(said, { height: 400 });
  await page.context().close();
});
