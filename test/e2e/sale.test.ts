/** A sale, from the shop's page to the message for the owner: choices, an address, and what they cost. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { devices, type Page } from 'playwright-core';
import type { CatalogSource } from '../../bff/catalog/catalog-input.ts';
import type { OutgoingEvent } from '../../bff/domain/outbox.ts';
import {
  addressOf,
  choose,
  overlay,
  pickAddress,
  type Shop,
  said,
  startShop,
} from '../support/pages/shop-visit.ts';
import { aCatalog, aMethod } from '../support/server/checkout-server.ts';

const demo: CatalogSource = JSON.parse(
  readFileSync(new URL('../../demo/catalog.json', import.meta.url), 'utf8'),
);
const items = demo.items
  .filter(({ id }) => ['sneakers', 'donation', 'ebook'].includes(id))
  .map((item) => ({ ...item, methods: ['kakaopay'] }));

let shop: Shop;
const messages: OutgoingEvent[] = [];
let tellMessage = (): void => {};
before(async () => {
  shop = await startShop({
    catalog: aCatalog({ methods: [aMethod()], items }),
    async deliver(event) {
      messages.push(event);
      tellMessage();
    },
  });
  shop.checkout.startWorkers();
});
after(() => shop?.stop());

async function messageOf(paymentId: string): Promise<OutgoingEvent> {
  for (;;) {
    const found = messages.find((event) => event.body.includes(paymentId));
    if (found) return found;
    await new Promise<void>((resolve) => {
      tellMessage = resolve;
    });
  }
}

const inSheet = (page: Page) => page.getByRole('dialog');

/** To Jeju, with the address from the search. */
async function fillIn(page: Page): Promise<void> {
  await page.getByRole('radio', { name: '270' }).check();
  await page.getByRole('radio', { name: '검은색' }).check();
  await page.getByRole('button', { name: '결제하기' }).click();
  const sheet = inSheet(page);
  await sheet.getByLabel('받는 분').fill('홍길동');
  await sheet.getByLabel('연락처').fill('010-1234-5678');
  await pickAddress(page);
  assert.equal(await sheet.getByLabel('우편번호').inputValue(), '63002');
  await sheet.getByRole('checkbox').check();
}

/** Places the order, and tells its id and what the page showed of it. */
async function goOn(page: Page): Promise<string> {
  const [answer] = await Promise.all([
    page.waitForResponse(
      (response) => response.url().endsWith('/api/orders') && response.status() === 201,
    ),
    inSheet(page).getByRole('button', { name: '다음' }).click(),
  ]);
  const { paymentId } = await answer.json();
  return paymentId;
}

/** What PortOne has taken. */
const totalAt = (paymentId: string): number =>
  (shop.checkout.sandbox.payment(paymentId) as { amount: { total: number } } | undefined)?.amount
    .total ?? 0;

const keptIn = (page: Page) =>
  page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }]));

test('desktop: shoes to Jeju, at one sum in the sheet, at PortOne and in the owner’s message', async () => {
  const page = await shop.visit('/?item=sneakers');
  await fillIn(page);
  const paymentId = await goOn(page);
  // 65,000 for the variant, 3,000 for delivery, 3,000 more for Jeju.
  await inSheet(page).getByText('제주 추가 배송비').waitFor();
  await inSheet(page).getByRole('button', { name: '71,000' }).click();
  await choose(overlay(page), 'approve');
  await said(page).getByText('결제가 완료').waitFor();
  assert.equal(totalAt(paymentId), 71_000);
  const { body, details } = await messageOf(paymentId);
  assert.match(body, /RUN-270-B/);
  assert.equal(details?.delivery?.zipcode, '63002');
  assert.equal(details?.delivery?.recipient, '홍길동');
  await page.context().close();
});

test('phone: shoes by redirect; what was typed outlives a reload, is in no address, and is gone once paid', async () => {
  const page = await shop.visit('/?item=sneakers', devices['iPhone 15']);
  await fillIn(page);
  await page.reload();
  await page.getByRole('button', { name: '결제하기' }).click();
  assert.equal(await inSheet(page).getByLabel('받는 분').inputValue(), '홍길동');
  const paymentId = await goOn(page);
  assert.match(await keptIn(page), /홍길동/);
  assert.doesNotMatch(
    await page.evaluate(() => JSON.stringify({ ...localStorage })),
    /홍길동|5678|한림/,
  );
  await inSheet(page).getByRole('button', { name: '71,000' }).click();
  await choose(page, 'approve');
  await said(page).getByText('결제가 완료').waitFor();
  assert.doesNotMatch(decodeURIComponent(await addressOf(page)), /홍길동|5678|한림/);
  assert.doesNotMatch(await keptIn(page), /홍길동|5678|한림/);
  assert.equal(totalAt(paymentId), 71_000);
  await page.context().close();
});

test('a donation is the buyer’s own sum', async () => {
  const page = await shop.visit('/?item=donation');
  await page.getByRole('spinbutton', { name: '금액' }).fill('7000');
  await page.getByRole('spinbutton', { name: '금액' }).blur();
  await page.getByRole('button', { name: '결제하기' }).click();
  await choose(overlay(page), 'approve');
  await said(page).getByText('결제가 완료').waitFor();
  const { paymentId } = await page.evaluate(
    () =>
      (window as unknown as { fired: { paymentId: string }[] }).fired.at(-1) as {
        paymentId: string;
      },
  );
  assert.equal(totalAt(paymentId), 7_000);
  await page.context().close();
});

test('a download is shown after the payment, and not before', async () => {
  const page = await shop.visit('/?item=ebook');
  const pay = page.getByRole('button', { name: '결제하기' });
  await pay.waitFor();
  assert.equal(await page.getByText('아래에서 내려받으세요').count(), 0);
  await pay.click();
  await choose(overlay(page), 'approve');
  await page.getByText('아래에서 내려받으세요').waitFor();
  await page.context().close();
});
