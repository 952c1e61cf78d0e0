/** A buyer whose device has the wrong time, or sleeps: the built element in a real browser, against the sandbox. */
import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import type { Page } from 'playwright-core';
import {
  choose,
  overlay,
  payButton,
  type Shop,
  said,
  startShop,
} from '../support/pages/shop-visit.ts';
import { aCatalog, aMethod, anItem } from '../support/server/checkout-server.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

let shop: Shop;
/** How far the server's clock is ahead, in milliseconds. */
let serverAhead = 0;
before(async () => {
  const channel = (key: string, pgProvider: 'KAKAOPAY' | 'TOSSPAYMENTS' | 'PAYPAL_V2') =>
    ({ key, name: key, pgProvider, type: 'TEST' }) as const;
  shop = await startShop({
    clock: () => Date.now() + serverAhead,
    catalog: aCatalog({
      methods: [
        aMethod({ channelKey: 'channel-key-kakaopay' }),
        {
          id: 'account',
          label: '가상계좌',
          payMethod: 'VIRTUAL_ACCOUNT',
          pgProvider: 'TOSSPAYMENTS',
          channelKey: 'channel-key-toss',
          virtualAccount: { accountExpiry: { validHours: 24 } },
        },
        {
          id: 'paypal',
          label: 'PayPal',
          payMethod: 'PAYPAL',
          pgProvider: 'PAYPAL_V2',
          channelKey: 'channel-key-paypal',
        },
      ],
      items: [
        anItem({ methods: ['kakaopay'] }),
        anItem({ id: 'chair', methods: ['account'] }),
        anItem({ id: 'poster', price: 2500, currency: 'USD', methods: ['paypal'] }),
      ],
    }),
    sandboxChannels: [
      channel('channel-key-kakaopay', 'KAKAOPAY'),
      channel('channel-key-toss', 'TOSSPAYMENTS'),
      channel('channel-key-paypal', 'PAYPAL_V2'),
    ],
  });
});
after(() => shop?.stop());
beforeEach(() => {
  serverAhead = 0;
});

/** A page whose clock is off by so much from the start, in milliseconds, and the orders that it asks for. */
async function visitWith(off: number, item: string): Promise<{ page: Page; orders: string[] }> {
  const page = await shop.visit('about:blank');
  await page.addInitScript((by) => {
    const { now } = Date;
    Date.now = () => now.call(Date) + by;
  }, off);
  const orders: string[] = [];
  page.on('request', (request) => {
    if (request.method() === 'POST' && request.url().endsWith('/api/orders')) {
      orders.push(request.url());
    }
  });
  await page.goto(`${shop.origin}/?item=${item}`);
  return { page, orders };
}

/** A finger comes again and again: unlike a pointer that rests, each touch asks for an order at once. */
async function touchOften(page: Page): Promise<void> {
  const button = page.locator('portone-checkout').getByRole('button');
  for (let time = 0; time < 10; time++) {
    await button.dispatchEvent('pointerover', { pointerType: 'touch' });
  }
}

for (const [how, off] of [
  ['30 minutes ahead', 30 * MINUTE_MS],
  ['two days ahead', 2 * DAY_MS],
  ['a day behind', -DAY_MS],
] as const) {
  test(`a clock ${how}: one order, and it is paid`, async () => {
    const { page, orders } = await visitWith(off, 'shoes');
    await payButton(page).waitFor();
    const answered = page.waitForResponse('**/api/orders');
    await touchOften(page);
    await answered;
    await touchOften(page);
    await payButton(page).click();
    await choose(overlay(page), 'approve');
    await said(page).getByText('결제가 완료').waitFor();
    assert.equal(orders.length, 1);
    await page.context().close();
  });

  test(`a clock ${how}: PayPal’s buttons have one order, and it is paid`, async () => {
    const { page, orders } = await visitWith(off, 'poster');
    const button = page.getByRole('button', { name: /PayPal/ });
    await button.waitFor();
    await touchOften(page);
    const [popup] = await Promise.all([page.waitForEvent('popup'), button.click()]);
    await choose(popup, 'approve');
    await said(page).getByText('결제가 완료').waitFor();
    assert.equal(orders.length, 1);
    await page.context().close();
  });

  test(`a clock ${how}: an account takes deposits until the server says otherwise`, async () => {
    const { page } = await visitWith(off, 'chair');
    await payButton(page).click();
    await choose(overlay(page), 'issue');
    await said(page).getByText('입금을 기다리고 있어요').waitFor();
    serverAhead = 2 * DAY_MS;
    await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
    await said(page).getByText('입금 기한이 지났어요').waitFor();
    await page.context().close();
  });
}
