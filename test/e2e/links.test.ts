/** Links to a shop's page, and to the server's own, that name a payment: in a real browser, against the sandbox. */
import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { type BrowserContextOptions, devices, type Page } from 'playwright-core';
import type { OrderAnswer } from '../../component/api/contract.ts';
import {
  choose,
  overlay,
  payButton,
  type Shop,
  said,
  startShop,
} from '../support/pages/shop-visit.ts';
import {
  aCatalog,
  aMethod,
  anItem,
  type Checkout,
  paymentRequest,
} from '../support/server/checkout-server.ts';

let shop: Shop;
let checkout: Checkout;
before(async () => {
  const toss = { pgProvider: 'TOSSPAYMENTS', channelKey: 'channel-key-toss' };
  shop = await startShop({
    catalog: aCatalog({
      methods: [
        aMethod({ windowType: { pc: 'IFRAME', mobile: 'REDIRECTION' } }),
        aMethod({
          id: 'account',
          label: '가상계좌',
          payMethod: 'VIRTUAL_ACCOUNT',
          ...toss,
          virtualAccount: { accountExpiry: { validHours: 24 } },
        }),
      ],
      items: [
        anItem({ methods: ['kakaopay'] }),
        anItem({ id: 'camera', name: '카메라', price: 480_000, methods: ['account'] }),
        anItem({ id: 'chair', name: '의자', price: 480_000, methods: ['account'] }),
      ],
    }),
    sandboxChannels: [
      { key: 'channel-key-kakaopay-tests', name: 'kakaopay', pgProvider: 'KAKAOPAY', type: 'TEST' },
      { key: 'channel-key-toss', name: 'toss', pgProvider: 'TOSSPAYMENTS', type: 'TEST' },
    ],
  });
  ({ checkout } = shop);
});
after(() => shop?.stop());
beforeEach(() => checkout.sandbox.setFault(undefined));

type Heard = { name: string; [field: string]: unknown };
const heard = (page: Page) =>
  page.evaluate(() => (window as unknown as { heard: Heard[] }).heard) as Promise<Heard[]>;

const element = (page: Page) => page.locator('portone-checkout');
const everythingShown = (page: Page) =>
  element(page).evaluate((host) => host.shadowRoot?.textContent ?? '');

const WORDS = 'txId=tx&code=FAILURE_TYPE_PG&message=EVIL&pgCode=EVIL&pgMessage=EVIL&pgMessage=EVIL';

/** An account that was ordered in no particular browser. */
async function anAccountFor(itemId: string): Promise<OrderAnswer & { accountNumber: string }> {
  const order = await checkout.order({ itemId, methodId: 'account' });
  await checkout.sandbox.pay(
    paymentRequest(order, {
      channelKey: 'channel-key-toss',
      payMethod: 'VIRTUAL_ACCOUNT',
      virtualAccount: { accountExpiry: { validHours: 24 } },
    }),
    { result: 'issue' },
  );
  await checkout.complete({ paymentId: order.paymentId });
  const settlement = (await checkout.orders.find(order.paymentId))?.settlement;
  return { ...order, accountNumber: settlement?.virtualAccount?.accountNumber ?? 'none' };
}

/** Both pages that sell an item: the shop's, and the server's own. */
const pages = [
  ['the shop’s page', (item: string) => `${shop.origin}/goods?color=blue&item=${item}`],
  ['the server’s page', (item: string) => `${checkout.url}/checkout/${item}?quantity=1`],
] as const;

for (const [where, addressOf] of pages) {
  /** What a link's reader sees and the page hears, once the server has answered. */
  async function follow(item: string, query: string): Promise<Page> {
    const page = await shop.visit('/healthz');
    const answered = page.waitForResponse('**/api/payment/complete');
    await page.goto(`${addressOf(item)}&${query}`);
    await answered;
    await payButton(page).waitFor();
    return page;
  }

  async function saysNothing(page: Page, item: string): Promise<void> {
    assert.equal((await said(page).innerText()).trim(), '');
    assert.doesNotMatch(await everythingShown(page), /EVIL|주문번호|다른 브라우저|계좌/);
    assert.equal(page.url(), addressOf(item));
    if (where === pages[0][0]) {
      assert.deepEqual(
        (await heard(page)).map(({ name }) => name),
        ['ready'],
      );
    }
    await page.context().close();
  }

  for (const id of ['aaaaaa', '0mwtgcnkk1slozv8dhm61fr5l', 'aaaaa']) {
    test(`${where}: a link with an id that there is not (${id}) shows nothing, and none of its words`, async () => {
      const page = await follow('shoes', `portone-checkout=shoes&paymentId=${id}&${WORDS}`);
      await saysNothing(page, 'shoes');
    });
  }

  test(`${where}: a link shows no account that was ordered for another item`, async () => {
    const { paymentId } = await anAccountFor('chair');
    const page = await follow('camera', `portone-checkout=camera&paymentId=${paymentId}`);
    await saysNothing(page, 'camera');
  });

  test(`${where}: a link shows nothing of another item’s payment that failed, whatever was said of it`, async () => {
    const order = await checkout.order();
    const failure = { result: 'fail', pgCode: 'EVIL', pgMessage: 'EVIL' } as const;
    await checkout.sandbox.pay(paymentRequest(order), failure);
    const link = `portone-checkout=chair&paymentId=${order.paymentId}&${WORDS}`;
    await saysNothing(await follow('chair', link), 'chair');
  });

  test(`${where}: an account that was ordered in another browser is shown only to who asks for it`, async () => {
    const { paymentId, accountNumber } = await anAccountFor('camera');
    const link = `portone-checkout=camera&paymentId=${paymentId}`;
    const page = await follow('camera', link);
    const note = element(page).getByRole('group', { name: '다른 브라우저에서 시작한 주문' });
    await note.getByText('카메라').waitFor();
    await note.getByText('480,000원').waitFor();
    await note.getByText('주문 시각').waitFor();
    assert.doesNotMatch(await everythingShown(page), new RegExp(accountNumber));
    assert.equal(await element(page).getByRole('button', { name: '복사' }).count(), 0);
    assert.ok(await payButton(page).isEnabled());
    assert.equal(page.url(), addressOf('camera'));

    await note.getByRole('button').click();
    await element(page).getByText(accountNumber).waitFor();
    await said(page).getByText('본인이 주문한 경우에만').waitFor();
    if (where === pages[0][0])
      assert.doesNotMatch(JSON.stringify(await heard(page)), new RegExp(accountNumber));

    // It is as little this browser's after a reload.
    await page.reload();
    await note.waitFor();
    assert.doesNotMatch(await everythingShown(page), new RegExp(accountNumber));
    await checkout.sandbox.deposit(paymentId);
    await page.evaluate(() => dispatchEvent(new Event('online')));
    await said(page).getByText('결제가 완료').waitFor();
    await page.context().close();
  });
}

test('nothing is said of a payment before the server can say that it is this item’s', async () => {
  const order = await checkout.order();
  await checkout.sandbox.pay(paymentRequest(order), { result: 'approve' });
  const page = await shop.visit('/healthz');
  let isAway = true;
  await page.route('**/api/payment/complete', (route) =>
    isAway ? route.abort() : route.continue(),
  );
  const failed = page.waitForEvent('requestfailed');
  await page.goto(`${shop.origin}/?portone-checkout=shoes&paymentId=${order.paymentId}&${WORDS}`);
  await failed;
  await payButton(page).waitFor();
  assert.equal((await said(page).innerText()).trim(), '');
  isAway = false;
  await page.evaluate(() => dispatchEvent(new Event('online')));
  await said(page).getByText('결제가 완료').waitFor();
  const events = await heard(page);
  assert.deepEqual(
    events.map(({ name }) => name),
    ['ready', 'paid'],
  );
  assert.doesNotMatch(JSON.stringify(events), /EVIL/);
  await page.context().close();
});

const phone = devices['iPhone 15'] as BrowserContextOptions;

/** Begins on a phone and ends at the gateway; gives the address that this sends the buyer to. */
async function returnAddress(outcome: string): Promise<string> {
  const page = await shop.visit('/', phone);
  await payButton(page).click();
  await page.waitForURL(`${checkout.sandbox.url}/**`);
  const back = page.waitForRequest((request) => request.url().startsWith(`${shop.origin}/?`));
  await page.route(`${shop.origin}/?**`, (route) => route.abort());
  await choose(page, outcome);
  const address = (await back).url();
  await page.context().close();
  return address;
}

test('a phone whose return opens in another browser sees there that it is paid, and for what', async () => {
  const page = await shop.visit(await returnAddress('approve'), phone);
  await said(page).getByText('결제가 완료').waitFor();
  assert.equal(page.url(), `${shop.origin}/`);
  const paid = (await heard(page)).find(({ name }) => name === 'paid');
  const { name, isTrusted, paymentId, ...subject } = paid as Heard;
  assert.deepEqual(subject, {
    itemId: 'shoes',
    itemName: '신발',
    quantity: 1,
    totalAmount: 1000,
    currency: 'KRW',
    environment: 'sandbox',
  });
  await page.context().close();
});

test('a phone whose return opens in another browser sees there why it failed, by the server’s word', async () => {
  const address = new URL(await returnAddress('fail:LACK_BALANCE'));
  address.searchParams.set('pgMessage', 'EVIL');
  const page = await shop.visit(address.href, phone);
  await said(page).getByText('잔액이 부족해요').waitFor();
  const failed = (await heard(page)).find(({ name }) => name === 'failed');
  assert.equal(failed?.pgCode, 'LACK_BALANCE');
  assert.notEqual(failed?.pgMessage, 'EVIL');
  await page.context().close();
});

test('an account is shown at once in the browser that ordered it, also after a reload', async () => {
  const page = await shop.visit('/?item=chair');
  await payButton(page).click();
  await choose(overlay(page), 'issue');
  const account = element(page).locator('.account strong');
  const number = await account.innerText();
  await page.reload();
  assert.equal(await account.innerText(), number);
  const issued = (await heard(page)).filter(({ name }) => name === 'issued');
  assert.match(JSON.stringify(issued), new RegExp(number));
  await page.context().close();
});
