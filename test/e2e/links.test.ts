/** Links to a shop's page, and to the server's own, that name a payment: in a real browser, against the sandbox. */
import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { type BrowserContextOptions, devices, type Page } from 'playwright-core';
import type { OrderAnswer, OrderRequest } from '../../component/api/contract.ts';
import {
  choose,
  overlay,
  payButton,
  returnLink,
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
const NO_MARK = 'a2'.repeat(13);

/** An account that was ordered in no particular browser; with a page it has a secret. */
async function anAccountFor(
  request: Partial<OrderRequest>,
): Promise<OrderAnswer & { accountNumber: string }> {
  const order = await checkout.order({ methodId: 'account', ...request });
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

/** Both pages that sell an item: the shop’s, and the server’s own. */
const pages = [
  ['the shop’s page', (item: string) => `${shop.origin}/goods?color=blue&item=${item}`],
  ['the server’s page', (item: string) => `${checkout.url}/checkout/${item}?quantity=1`],
] as const;

for (const [where, addressOf] of pages) {
  /** What a link's reader sees and the page hears, once the server has answered. */
  async function follow(item: string, query: string): Promise<Page> {
    const page = await shop.visit('/healthz');
    const answered = page.waitForResponse('**/api/returns');
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

  test(`${where}: a link with a mark that there is not shows nothing`, async () => {
    await saysNothing(await follow('shoes', `portone-checkout=${NO_MARK}`), 'shoes');
  });

  test(`${where}: a link shows no account that was ordered for another item`, async () => {
    const { paymentId } = await anAccountFor({ itemId: 'chair' });
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

  test(`${where}: a link shows nothing of an order of another browser, though it is for the item`, async () => {
    const { paymentId } = await anAccountFor({ itemId: 'camera', page: shop.origin });
    const page = await follow('camera', `portone-checkout=camera&paymentId=${paymentId}&${WORDS}`);
    await saysNothing(page, 'camera');
  });

  test(`${where}: a return of 0.1 in another browser says what the order is for, and never its account`, async () => {
    const { paymentId, accountNumber } = await anAccountFor({ itemId: 'camera' });
    const page = await follow('camera', `portone-checkout=camera&paymentId=${paymentId}&${WORDS}`);
    const note = element(page).getByRole('group', { name: '다른 브라우저에서 시작한 주문' });
    await note.getByText('카메라').waitFor();
    await note.getByText('480,000원').waitFor();
    assert.ok(await payButton(page).isEnabled());
    assert.equal(page.url(), addressOf('camera'));
    await checkout.sandbox.deposit(paymentId);
    await page.evaluate(() => dispatchEvent(new Event('online')));
    await said(page).getByText('결제가 완료').waitFor();
    assert.doesNotMatch(await everythingShown(page), new RegExp(`${accountNumber}|EVIL`));
    if (where === pages[0][0])
      assert.doesNotMatch(JSON.stringify(await heard(page)), new RegExp(`${accountNumber}|EVIL`));
    await page.context().close();
  });
}

const phone = devices['iPhone 15'] as BrowserContextOptions;

/** Begins on a phone and ends at the gateway; gives the link back, which this phone does not follow. */
async function returnOf(outcome: string, item = 'shoes'): Promise<string> {
  const page = await shop.visit(`/?item=${item}`, phone);
  await payButton(page).click();
  await page.waitForURL(`${checkout.sandbox.url}/**`);
  const link = await returnLink(page, outcome);
  await page.context().close();
  return link;
}

test('a phone whose return opens in another browser sees there that it is paid, and for what', async () => {
  const page = await shop.visit(await returnOf('approve'), phone);
  await said(page).getByText('결제가 완료').waitFor();
  assert.equal(page.url(), `${shop.origin}/?item=shoes`);
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

test('a phone whose return opens in another browser sees there why it failed, in our words only', async () => {
  const link = new URL(await returnOf('fail:LACK_BALANCE'));
  link.searchParams.set('pgMessage', 'EVIL');
  const page = await shop.visit(link.href, phone);
  await said(page).getByText('잔액이 부족해요').waitFor();
  const failed = (await heard(page)).find(({ name }) => name === 'failed');
  assert.equal(failed?.kind, 'INSUFFICIENT_FUNDS');
  assert.equal(failed?.pgCode, undefined);
  assert.equal(failed?.pgMessage, undefined);
  assert.doesNotMatch(await everythingShown(page), /EVIL|LACK_BALANCE/);
  await page.context().close();
});

test('nothing is said of a return before the server has said it', async () => {
  const link = await returnOf('approve');
  const page = await shop.visit('/healthz', phone);
  let isAway = true;
  await page.route('**/api/returns', (route) => (isAway ? route.abort() : route.continue()));
  const failed = page.waitForEvent('requestfailed');
  await page.goto(link);
  await failed;
  await payButton(page).waitFor();
  assert.equal((await said(page).innerText()).trim(), '');
  isAway = false;
  await said(page).getByText('결제가 완료').waitFor();
  assert.deepEqual(
    (await heard(page)).map(({ name }) => name),
    ['ready', 'paid'],
  );
  await page.context().close();
});

test('an account is shown at once in the browser that ordered it, also after a reload', async () => {
  const page = await shop.visit('/?item=chair');
  await payButton(page).click();
  await choose(overlay(page), 'issue');
  const account = element(page).locator('.account strong');
  const number = await account.innerText();
  const issued = (await heard(page)).filter(({ name }) => name === 'issued');
  assert.match(JSON.stringify(issued), new RegExp(number));
  await page.reload();
  assert.equal(await account.innerText(), number);
  // The page has heard of it before.
  assert.deepEqual(
    (await heard(page)).filter(({ name }) => name === 'issued'),
    [],
  );
  await page.context().close();
});
