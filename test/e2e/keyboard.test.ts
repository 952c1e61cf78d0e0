import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Page } from 'playwright-core';
import { overlay, type Shop, startShop } from '../support/pages/shop-visit.ts';
import { aCatalog, anItem } from '../support/server/checkout-server.ts';

const inicis = { payMethod: 'CARD', pgProvider: 'INICIS_V2', channelKey: 'channel-key-inicis' };
const toss = { payMethod: 'CARD', pgProvider: 'TOSSPAYMENTS', channelKey: 'channel-key-toss' };

let shop: Shop;
before(async () => {
  shop = await startShop({
    catalog: aCatalog({
      methods: [
        { id: 'card', label: '카드', ...toss },
        { id: 'inicis', label: '이니시스', ...inicis },
      ],
      items: [anItem({ maxQuantity: 5 })],
    }),
    sandboxChannels: [
      { key: inicis.channelKey, name: 'inicis', pgProvider: 'INICIS_V2', type: 'TEST' },
      { key: toss.channelKey, name: 'toss', pgProvider: 'TOSSPAYMENTS', type: 'TEST' },
    ],
  });
});
after(() => shop?.stop());

/** Where the focus is inside the element, what is said there, and whether it can be seen. */
function focused(page: Page) {
  return page.locator('portone-checkout').evaluate((element) => {
    const root = element.shadowRoot as ShadowRoot;
    const at = root.activeElement as HTMLInputElement | null;
    if (!at) return undefined;
    const ring = getComputedStyle(at.type === 'radio' ? (at.closest('label') ?? at) : at);
    return {
      name:
        at.getAttribute('aria-label') ??
        at.labels?.[0]?.textContent?.trim() ??
        at.textContent?.trim(),
      help: (at.getAttribute('aria-describedby') ?? '')
        .split(' ')
        .map((id) => (id && root.getElementById(id)?.textContent) || '')
        .join(' ')
        .trim(),
      isSeen: ring.outlineStyle !== 'none' && Number.parseFloat(ring.outlineWidth) >= 2,
    };
  });
}

async function tabsTo(page: Page, name: string): Promise<void> {
  await page.keyboard.press('Tab');
  const now = await focused(page);
  assert.equal(now?.name, name);
  assert.ok(now.isSeen, `the focus on ${name} can be seen`);
}

test('a buyer with nothing but a keyboard chooses, is helped with what is missing, and pays', async () => {
  const page = await shop.visit();
  await page.getByRole('button', { name: '결제하기' }).waitFor();

  await tabsTo(page, '수량 줄이기');
  await tabsTo(page, '수량');
  await tabsTo(page, '수량 늘리기');
  await page.keyboard.press('Enter');
  await page.getByText('2,000원').waitFor();
  await tabsTo(page, '카드');
  await page.keyboard.press('ArrowDown');
  assert.equal((await focused(page))?.name, '이니시스');
  for (const field of ['이름', '휴대폰 번호', '이메일']) await tabsTo(page, field);
  await tabsTo(page, '결제하기');

  // Pressed too early: the focus goes to the first field, which says what is wrong with it.
  await page.keyboard.press('Enter');
  await page.getByText('이름을 입력해 주세요.').waitFor();
  assert.deepEqual(await focused(page), {
    name: '이름',
    help: '이름을 입력해 주세요.',
    isSeen: true,
  });
  await page.keyboard.type('홍길동');
  await tabsTo(page, '휴대폰 번호');
  await page.keyboard.type('010-1234-5678');
  await tabsTo(page, '이메일');
  await page.keyboard.type('buyer@example.com');
  await tabsTo(page, '결제하기');
  await page.keyboard.press('Enter');

  const approve = overlay(page).locator('[data-outcome="approve"]');
  await approve.waitFor();
  while (!(await approve.evaluate((button) => button.matches(':focus')))) {
    await page.keyboard.press('Tab');
  }
  await page.keyboard.press('Enter');
  await page.getByRole('status').getByText('결제가 완료').waitFor();
  const now = await focused(page);
  assert.ok(now, 'the focus is where the buyer was');
  await page.close();
});
