/** Elements in frames that follow their page's height, and in an editor's preview. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Page } from 'playwright-core';
import { choose, payButton, type Shop, said, startShop } from '../support/pages/shop-visit.ts';

/** A page that gives a frame the height that it is told, as Embedly's users do. */
const follower = `<script>
  window.told = [];
  addEventListener('message', ({ data, source }) => {
    const frame = document.querySelector('iframe');
    if (source !== frame.contentWindow || typeof data !== 'string') return;
    const message = JSON.parse(data);
    if (message.context !== 'iframe.resize') return;
    told.push(message);
    frame.height = message.height;
  });
</script>`;

/** What the block editor writes into the frame of a Custom HTML block since WordPress 7.0. */
const preview = (server: string) =>
  `<!DOCTYPE html><html lang="ko"><body data-resizable-iframe-connected="data-resizable-iframe-connected" style="position: absolute; width: 100%; margin: 0"><div><script type="module" src="${server}/portone-checkout.js"></script><portone-checkout item-id="shoes"></portone-checkout></div></body></html>`;

let shop: Shop;
before(async () => {
  shop = await startShop({}, (query) => {
    const attributes = query.get('attributes');
    if (attributes !== null) {
      return { body: `<portone-checkout item-id="shoes" ${attributes}></portone-checkout>` };
    }
    const framed = encodeURIComponent(query.get('framed') ?? '');
    const frame = query.has('preview')
      ? `<iframe width="500" height="0" sandbox="allow-scripts allow-presentation" srcdoc='${preview(shop.checkout.url)}'></iframe>`
      : `<iframe width="500" height="50" src="/?attributes=${framed}"></iframe>`;
    return { tags: '', body: follower + frame };
  });
});
after(() => shop?.stop());

const frameOf = (page: Page) => page.frameLocator('iframe');
const toldTo = (page: Page) => page.evaluate('told') as Promise<Array<Record<string, unknown>>>;

/** Whether the frame is as high as its page, and has nothing to scroll. */
async function fits(page: Page): Promise<void> {
  const body = frameOf(page).locator('body');
  const wanted = await body.evaluate(({ scrollHeight, ownerDocument: { documentElement } }) =>
    Math.max(documentElement.offsetHeight, scrollHeight),
  );
  assert.ok(wanted > 200, `${wanted}`);
  await page.waitForFunction(
    (height) => document.querySelector('iframe')?.height === height,
    String(wanted),
  );
}

test('tells the page around its height when it is shown, and whenever that changes', async () => {
  const page = await shop.visit('/?framed=report-height');
  const frame = frameOf(page);
  await payButton(frame).waitFor();
  await fits(page);
  const [first = {}] = await toldTo(page);
  const { src, context, action, width } = first;
  assert.deepEqual(
    { src, context, action, width },
    {
      src: `${shop.origin}/?attributes=report-height`,
      context: 'iframe.resize',
      action: 'resize',
      width: 500,
    },
  );
  await payButton(frame).click();
  await choose(frame.frameLocator('iframe#imp-iframe'), 'approve');
  await said(frame).getByText('결제가 완료').waitFor();
  await fits(page);
  const heights = (await toldTo(page)).map(({ height }) => height);
  assert.ok(heights.every((height, index) => height !== heights[index - 1]));
  // The page of an element that goes becomes lower.
  await frame.locator('portone-checkout').evaluate((element) => element.remove());
  await page.waitForFunction(() => Number(document.querySelector('iframe')?.height) < 100);
  await page.context().close();
});

test('tells nothing unasked', async () => {
  const page = await shop.visit('/?framed=');
  await payButton(frameOf(page)).waitFor();
  assert.deepEqual(await toldTo(page), []);
  await page.context().close();
});

test('is shown in an editor’s preview, which has no origin, and sells nothing there', async () => {
  const page = await shop.visit('/?preview');
  const frame = frameOf(page);
  await payButton(frame).waitFor();
  await frame.getByText('1,000원').waitFor();
  await fits(page);
  assert.ok((await toldTo(page)).every((message) => !('src' in message)));
  const refused = page.waitForEvent('console', (message) =>
    message.text().includes('a page without an origin may not use this server'),
  );
  await payButton(frame).click();
  await said(frame).getByText('주문하지 못했어요').waitFor();
  await refused;
  await page.context().close();
});
