import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Page } from 'playwright-core';
import {
  addressOf,
  choose,
  orderAhead,
  overlay,
  payButton,
  type Shop,
  said,
  startShop,
} from '../support/pages/shop-visit.ts';
import { aCatalog, anItem, type Checkout } from '../support/server/checkout-server.ts';

const toss = { payMethod: 'CARD', pgProvider: 'TOSSPAYMENTS', channelKey: 'channel-key-toss' };
const methods = [
  { id: 'card', label: '카드', ...toss },
  {
    id: 'account',
    label: '가상계좌',
    ...toss,
    payMethod: 'VIRTUAL_ACCOUNT',
    virtualAccount: { accountExpiry: { validHours: 24 } },
  },
  { id: 'manual', label: '승인 카드', ...toss, channelKey: 'channel-key-manual' },
  {
    id: 'inicis',
    label: '이니시스',
    payMethod: 'CARD',
    pgProvider: 'INICIS_V2',
    channelKey: 'channel-key-inicis',
  },
  {
    id: 'naverpay',
    label: '네이버페이',
    payMethod: 'EASY_PAY',
    pgProvider: 'NAVERPAY',
    channelKey: 'channel-key-naverpay',
    // As catalogs were written before the order said it.
    bypass: {
      naverpay: {
        productItems: [
          { categoryType: 'BOOK', categoryId: 'GENERAL', uid: 'mug', name: '머그컵', count: 1 },
        ],
      },
    },
  },
  {
    id: 'welcome',
    label: '웰컴',
    payMethod: 'CARD',
    pgProvider: 'WELCOME',
    channelKey: 'channel-key-welcome',
  },
  {
    id: 'toss-paypal',
    label: '페이팔',
    ...toss,
    payMethod: 'EASY_PAY',
    easyPay: { easyPayProvider: 'PAYPAL' },
    country: 'US',
  },
  {
    id: 'paypal',
    label: 'PayPal',
    payMethod: 'PAYPAL',
    pgProvider: 'PAYPAL_V2',
    channelKey: 'channel-key-paypal',
  },
];

let shop: Shop;
let checkout: Checkout;
before(async () => {
  const channel = (
    key: string,
    pgProvider: 'TOSSPAYMENTS' | 'INICIS_V2' | 'NAVERPAY' | 'WELCOME' | 'PAYPAL_V2',
  ) => ({ key, name: key, pgProvider, type: 'TEST' }) as const;
  shop = await startShop({
    catalog: aCatalog({
      methods,
      items: [
        anItem({
          maxQuantity: 5,
          methods: ['card', 'account', 'manual', 'inicis', 'naverpay', 'welcome'],
        }),
        anItem({ id: 'poster', name: '포스터', price: 2500, currency: 'USD', methods: ['paypal'] }),
        anItem({ id: 'print', price: 2500, currency: 'USD', methods: ['toss-paypal'] }),
        anItem({
          id: 'picnic',
          name: '피크닉 세트',
          price: 1000,
          products: [
            { id: 'mat', name: '돗자리', amount: 600, quantity: 1 },
            { id: 'cup', name: '컵', amount: 200, quantity: 2 },
          ],
          maxQuantity: 2,
          methods: ['naverpay'],
        }),
      ],
    }),
    sandboxChannels: [
      channel('channel-key-toss', 'TOSSPAYMENTS'),
      { ...channel('channel-key-manual', 'TOSSPAYMENTS'), manualApproval: true },
      channel('channel-key-inicis', 'INICIS_V2'),
      channel('channel-key-naverpay', 'NAVERPAY'),
      channel('channel-key-welcome', 'WELCOME'),
      channel('channel-key-paypal', 'PAYPAL_V2'),
    ],
  });
  ({ checkout } = shop);
});
after(() => shop?.stop());

const element = (page: Page) => page.locator('portone-checkout');

/** The payment that the page comes back with; an order made ahead of the click may be for another choice. */
async function completed(page: Page): Promise<string> {
  const request = await page.waitForRequest('**/api/payment/complete');
  return request.postDataJSON().paymentId;
}

test('a virtual account is shown, shown again after a reload, nowhere behind the copied address, and turns to paid by its deposit', async () => {
  const page = await shop.visit();
  const payment = completed(page);
  await page.getByRole('radio', { name: '가상계좌' }).check();
  await payButton(page).click();
  await choose(overlay(page), 'issue');
  await said(page).getByText('입금을 기다리고 있어요').waitFor();
  const paymentId = await payment;
  const account = (await checkout.orders.find(paymentId))?.settlement?.virtualAccount;
  assert.ok(account);
  await element(page).getByText(account.accountNumber).first().waitFor();

  await element(page).getByText('신한은행').waitFor();

  await page.reload();
  await element(page).getByText(account.accountNumber).first().waitFor();
  const elsewhere = await shop.visit(await addressOf(page));
  await payButton(elsewhere).waitFor();
  assert.equal(await element(elsewhere).getByText(account.accountNumber).count(), 0);

  await checkout.sandbox.deposit(paymentId);
  await said(page).getByText('결제가 완료').waitFor();
  assert.equal(new URL(await addressOf(page)).search, '');
  await page.context().close();
  await elsewhere.context().close();
});

test('a payment that waits for the shop’s word is confirmed by the server', async () => {
  const page = await shop.visit();
  const payment = completed(page);
  await page.getByRole('radio', { name: '승인 카드' }).check();
  await payButton(page).click();
  await choose(overlay(page), 'approve');
  await said(page).getByText('결제가 완료').waitFor();
  const paymentId = await payment;
  assert.equal(checkout.sandbox.payment(paymentId)?.status, 'PAID');
  assert.equal(checkout.sandbox.calls('confirm') > 0, true);
  await page.context().close();
});

test('a refusal at the confirmation is explained in the buyer’s words', async () => {
  const page = await shop.visit();
  await page.getByRole('radio', { name: '승인 카드' }).check();
  await payButton(page).click();
  await choose(overlay(page), 'fail-at-confirm:REJECT_ACCOUNT_PAYMENT');
  await said(page).getByText('잔액이 부족해요').waitFor();
  await page.context().close();
});

test('what the gateway needs of its buyer is asked for, and goes with the payment', async () => {
  const page = await shop.visit();
  const payment = completed(page);
  await page.getByRole('radio', { name: '이니시스' }).check();
  await element(page).locator('[autocomplete="name"]').fill('홍길동');
  await element(page).locator('[autocomplete="tel"]').fill('010-1234-5678');
  await element(page).locator('[autocomplete="email"]').fill('buyer@shop.example');
  await payButton(page).click();
  await choose(overlay(page), 'approve');
  await said(page).getByText('결제가 완료').waitFor();
  const paymentId = await payment;
  assert.deepEqual(checkout.sandbox.lastRequest(paymentId)?.customer, {
    fullName: '홍길동',
    phoneNumber: '010-1234-5678',
    email: 'buyer@shop.example',
  });
  await page.context().close();
});

test('Welcome Payments gets its buyer’s e-mail address on a PC, and pays', async () => {
  const page = await shop.visit();
  const payment = completed(page);
  await page.getByRole('radio', { name: '웰컴' }).check();
  await element(page).locator('[autocomplete="name"]').fill('홍길동');
  await element(page).locator('[autocomplete="tel"]').fill('010-1234-5678');
  await element(page).locator('[autocomplete="email"]').fill('buyer@shop.example');
  await payButton(page).click();
  await choose(overlay(page), 'approve');
  await said(page).getByText('결제가 완료').waitFor();
  const { customer } = checkout.sandbox.lastRequest(await payment) ?? {};
  assert.equal(customer?.email, 'buyer@shop.example');
  await page.context().close();
});

test('PayPal through Toss Payments gets a name, an e-mail address, a country and the buyer’s consents, and pays in dollars', async () => {
  const page = await shop.visit('/?item=print');
  const payment = completed(page);
  await payButton(page).click();
  const sheet = page.getByRole('dialog');
  await sheet.locator('[autocomplete="name"]').fill('Gildong Hong');
  await sheet.locator('[autocomplete="email"]').fill('buyer@shop.example');
  for (const consent of await sheet.getByRole('checkbox').all()) await consent.check();
  await sheet.getByRole('button', { name: '다음' }).click();
  await sheet.getByRole('button', { name: '결제하기' }).click();
  await choose(overlay(page), 'approve');
  await said(page).getByText('결제가 완료').waitFor();
  const request = checkout.sandbox.lastRequest(await payment);
  assert.deepEqual(request?.customer, { fullName: 'Gildong Hong', email: 'buyer@shop.example' });
  assert.equal(request?.country, 'US');
  assert.equal(request?.currency, 'USD');
  await page.context().close();
});

test('several pieces are paid at the server’s price', async () => {
  const page = await shop.visit();
  const payment = completed(page);
  await page.getByRole('radio', { name: '카드', exact: true }).check();
  await element(page).locator('input[type="number"], [role="spinbutton"]').fill('3');
  await payButton(page).click();
  await choose(overlay(page), 'approve');
  await said(page).getByText('결제가 완료').waitFor();
  const order = await checkout.orders.find(await payment);
  assert.equal(order?.totalAmount, 3000);
  assert.equal(order?.settlement?.paidAmount, 3000);
  await page.context().close();
});

test('NaverPay pays in a window of its own', async () => {
  const page = await shop.visit();
  await orderAhead(page.mainFrame(), () => page.getByRole('radio', { name: '네이버페이' }).check());
  const popup = page.waitForEvent('popup');
  await payButton(page).click();
  await choose(await popup, 'approve');
  await said(page).getByText('결제가 완료').waitFor();
  await page.context().close();
});

for (const [item, quantity, orderName, bought] of [
  ['shoes', 3, '신발', [{ uid: 'shoes', name: '신발', count: 3 }]],
  [
    'picnic',
    2,
    '돗자리',
    [
      { uid: 'mat', name: '돗자리', count: 2 },
      { uid: 'cup', name: '컵', count: 4 },
    ],
  ],
] as const) {
  test(`NaverPay is told what the order is for: ${quantity} times ${item}`, async () => {
    const page = await shop.visit(`/?item=${item}`);
    const payment = completed(page);
    const frame = page.mainFrame();
    if (item === 'shoes') {
      await orderAhead(frame, () => page.getByRole('radio', { name: '네이버페이' }).check());
    }
    const pieces = element(page).locator('input[type="number"], [role="spinbutton"]');
    await pieces.fill(`${quantity}`);
    await orderAhead(frame, () => pieces.press('Tab'));
    const popup = page.waitForEvent('popup');
    await payButton(page).click();
    await choose(await popup, 'approve');
    await said(page).getByText('결제가 완료').waitFor();
    const request = checkout.sandbox.lastRequest(await payment);
    const kind = { categoryType: 'BOOK', categoryId: 'GENERAL' };
    assert.deepEqual(request?.bypass?.naverpay, {
      productItems: bought.map((one) => ({ ...kind, ...one })),
    });
    assert.equal(request?.orderName, orderName);
    await page.context().close();
  });
}

test('PayPal pays by its own button, in the light DOM', async () => {
  const page = await shop.visit('/?item=poster');
  const popup = page.waitForEvent('popup');
  await page.locator('#ui-container-paypal-spb button').first().click();
  await choose(await popup, 'approve');
  await said(page).getByText('결제가 완료').waitFor();
  await page.context().close();
});
