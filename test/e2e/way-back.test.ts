/** The way back from a payment to the shop's page, in a real browser, against the sandbox. */
import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import {
  type BrowserContext,
  type BrowserContextOptions,
  chromium,
  devices,
  type Locator,
  type Page,
} from 'playwright-core';
import type { OrderAnswer } from '../../component/api/contract.ts';
import { browserArgs, findWholeBrowser } from '../support/browser/browser.ts';
import type { PageDesign } from '../support/pages/merchant-page.ts';
import {
  addressOf,
  choose,
  orderAhead,
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

const channel = { type: 'TEST', pgMerchantId: 'merchant' } as const;
const account = {
  channelKey: 'channel-key-toss',
  payMethod: 'VIRTUAL_ACCOUNT',
  virtualAccount: { accountExpiry: { validHours: 24 } },
} as const;

let shop: Shop;
let checkout: Checkout;
before(async () => {
  const windowType = { pc: 'IFRAME', mobile: 'REDIRECTION' };
  shop = await startShop(
    {
      portOneTimeoutMs: 3_000,
      circuitOpenMs: 100,
      catalog: aCatalog({
        methods: [
          aMethod({ windowType }),
          aMethod({
            id: 'naverpay',
            label: '네이버페이',
            pgProvider: 'NAVERPAY',
            channelKey: 'channel-key-naverpay',
            windowType: { pc: 'POPUP', mobile: 'REDIRECTION' },
            bypass: {
              naverpay: {
                productItems: [
                  {
                    categoryType: 'BOOK',
                    categoryId: 'GENERAL',
                    uid: 'mug',
                    name: '머그',
                    count: 1,
                  },
                ],
              },
            },
          }),
          aMethod({
            id: 'account',
            label: '가상계좌',
            pgProvider: 'TOSSPAYMENTS',
            windowType,
            ...account,
          }),
        ],
        items: [
          anItem({ methods: ['kakaopay'] }),
          anItem({ id: 'coins', name: '코인', methods: ['kakaopay'] }),
          anItem({ id: 'mug', name: '머그', methods: ['naverpay'] }),
          anItem({ id: 'chair', name: '의자', price: 480_000, methods: ['account'] }),
        ],
      }),
      sandboxChannels: [
        { ...channel, key: 'channel-key-kakaopay-tests', name: 'kakaopay', pgProvider: 'KAKAOPAY' },
        { ...channel, key: 'channel-key-naverpay', name: 'naverpay', pgProvider: 'NAVERPAY' },
        { ...channel, key: 'channel-key-toss', name: 'toss', pgProvider: 'TOSSPAYMENTS' },
      ],
    },
    designOf,
  );
  ({ checkout } = shop);
});
after(() => shop?.stop());
beforeEach(() => {
  checkout.sandbox.setFault(undefined);
  checkout.sandbox.setRedirectFault(undefined);
});

/** The shop's pages. What is not here sells the item that its query names. */
function designOf(query: URLSearchParams, path: string): PageDesign | undefined {
  const shoes = '<portone-checkout item-id="shoes"></portone-checkout>';
  switch (path) {
    case '/stateful':
      return { body: `<script>history.replaceState({ of: 'the page' }, '')</script>${shoes}` };
    case '/hash':
      return {
        body: `<main></main><script>
          const draw = () => {
            document.querySelector('main').innerHTML = location.hash.startsWith('#/product/')
              ? '<portone-checkout item-id="shoes"></portone-checkout>'
              : '<h1>처음</h1>';
          };
          addEventListener('hashchange', draw);
          draw();
        </script>`,
      };
    case '/elsewhere':
      return {
        body: `<portone-checkout item-id="${query.get('item') ?? 'shoes'}" redirect-url="${query.get('to')}"></portone-checkout>`,
      };
    case '/thanks':
      return { body: '<h1>감사합니다</h1>' };
    case '/outcome':
      return { body: '<h1>감사합니다</h1><portone-checkout outcome></portone-checkout>' };
    case '/copies':
      return {
        body: `<style>
            @media (max-width: 600px) { .desktop { display: none } }
            @media (min-width: 601px) { .mobile { display: none } }
          </style>
          <section class="desktop">${shoes}</section><section class="mobile">${shoes}</section>`,
      };
    case '/two':
      return {
        body: `${shoes}<portone-checkout layout="button" item-id="shoes"></portone-checkout>`,
      };
    case '/long':
      return { body: `<h1>신발</h1><div style="height: 3000px">상세 설명</div>${shoes}` };
    case '/isolated':
      return {
        openerPolicy: 'same-origin',
        body: '<portone-checkout item-id="mug"></portone-checkout>',
      };
    default:
      return undefined;
  }
}

const phone = devices['iPhone 15'] as BrowserContextOptions;

type Heard = { name: string; [field: string]: unknown };
type HearingWindow = Window & { heard: Heard[] };

/** The events of results that the page has heard, in order. */
async function results(page: Page): Promise<Heard[]> {
  const heard = await page.evaluate(() => (window as unknown as HearingWindow).heard);
  return heard.filter(({ name }) => name !== 'ready' && name !== 'start');
}

async function hearing(page: Page, name: string): Promise<Heard> {
  const found = await page.waitForFunction(
    (wanted) => (window as unknown as HearingWindow).heard.find((event) => event.name === wanted),
    name,
  );
  return (await found.jsonValue()) as Heard;
}

const element = (page: Page) => page.locator('portone-checkout');
const everythingShown = (page: Page) =>
  element(page).evaluate((host) => host.shadowRoot?.textContent ?? '');
const note = (page: Page, words: string) => element(page).locator('[part=note]').getByText(words);
const orderNumber = (page: Page) => element(page).locator('[part=summary] dd').last().innerText();
const accountNumber = (page: Page) => element(page).locator('.account strong');

/** The ids under which a page's presses go out, in order. */
function orderedBy(context: BrowserContext): string[] {
  const ids: string[] = [];
  context.on('request', (request) => {
    const { pathname } = new URL(request.url());
    if (request.method() !== 'POST' || !pathname.startsWith('/api/prepare/')) return;
    ids.push(request.postDataJSON().data.paymentId);
  });
  return ids;
}

/** How many payments the sandbox has that are paid. */
async function countPaid(): Promise<number> {
  const page = await (await fetch(checkout.sandbox.url)).text();
  return page.split('data-status="PAID"').length - 1;
}

/** Presses on a phone, which goes to the gateway. */
async function press(page: Page, button: Locator = payButton(page)): Promise<void> {
  await button.click();
  await page.waitForURL(`${checkout.sandbox.url}/**`);
}

describe('a phone comes back to the very address', () => {
  for (const path of [
    '/hash#/product/shoes?x=1',
    '/goods?paymentId=INV-77&code=A1&message=hi',
    '/goods?b=2&a=1&a=&name=%ED%95%9C+%EA%B8%80&portone-checkout-like=1#reviews',
    '/stateful?x#',
  ]) {
    test(`${path}, which has no mark any more`, async () => {
      const page = await shop.visit(path, phone);
      await press(page);
      await choose(page, 'approve');
      await said(page).getByText('결제가 완료').waitFor();
      // A fragment of nothing is the one thing that is lost.
      assert.equal(await addressOf(page), `${shop.origin}${path.replace(/#$/, '')}`);
      const events = await results(page);
      assert.deepEqual(
        events.map(({ name, here, itemId }) => ({ name, here, itemId })),
        [{ name: 'paid', here: true, itemId: 'shoes' }],
      );
      const state = await page.evaluate(() => history.state);
      assert.deepEqual(state, path.startsWith('/stateful') ? { of: 'the page' } : null);
      await page.context().close();
    });
  }

  for (const [how, fault] of [
    ['appends to it with an ampersand', { result: 'ampersand' }],
    ['posts a form to it', { result: 'form' }],
    ['writes it in lower case', { result: 'query', isLowerCase: true }],
  ] as const) {
    test(`from a gateway that ${how}`, async () => {
      checkout.sandbox.setRedirectFault(fault);
      const page = await shop.visit('/hash#/product/Shoes?x=1', phone);
      await press(page);
      await choose(page, 'approve');
      await said(page).getByText('결제가 완료').waitFor();
      assert.equal(await addressOf(page), `${shop.origin}/hash#/product/Shoes?x=1`);
      assert.deepEqual(
        (await results(page)).map(({ name, here }) => ({ name, here })),
        [{ name: 'paid', here: true }],
      );
      await page.context().close();
    });
  }

  test('a page without an element hears of it at its document', async () => {
    const page = await shop.visit('/elsewhere?to=/thanks?from=shop', phone);
    await press(page);
    await choose(page, 'approve');
    await page.waitForURL(`${shop.origin}/thanks**`);
    const { here, itemId, totalAmount } = await hearing(page, 'paid');
    assert.deepEqual(
      { here, itemId, totalAmount },
      { here: true, itemId: 'shoes', totalAmount: 1000 },
    );
    assert.equal(await addressOf(page), `${shop.origin}/thanks?from=shop`);
    await page.context().close();
  });

  test('an element for outcomes shows it, sells nothing, and shows nothing without one', async () => {
    const page = await shop.visit('/outcome', phone);
    await hearsNothing(page);
    assert.equal((await everythingShown(page)).trim(), '');

    await page.goto(`${shop.origin}/elsewhere?to=/outcome`);
    await press(page);
    await choose(page, 'approve');
    await said(page).getByText('결제가 완료').waitFor();
    assert.equal(await addressOf(page), `${shop.origin}/outcome`);
    assert.equal(await payButton(page).count(), 0);
    await element(page).getByText('신발').waitFor();
    assert.deepEqual(
      (await results(page)).map(({ name }) => name),
      ['paid'],
    );
    await page.context().close();
  });

  test('an element for outcomes says what failed, and has no button that would do nothing', async () => {
    const page = await shop.visit('/elsewhere?to=/outcome', phone);
    await press(page);
    await choose(page, 'fail:LACK_BALANCE');
    await said(page).getByText('잔액이 부족해요').waitFor();
    assert.equal(await addressOf(page), `${shop.origin}/outcome`);
    assert.equal(await element(page).getByRole('button').count(), 0);
    await page.context().close();
  });

  test('an element for outcomes shows an account again after a reload, until it is paid', async () => {
    const page = await shop.visit('/elsewhere?item=chair&to=/outcome', phone);
    await press(page);
    await choose(page, 'issue');
    const number = await accountNumber(page).innerText();
    await page.reload();
    assert.equal(await accountNumber(page).innerText(), number);
    await checkout.sandbox.deposit(await orderNumber(page));
    await page.evaluate(() => dispatchEvent(new Event('online')));
    await said(page).getByText('결제가 완료').waitFor();
    await page.context().close();
  });

  test('and the element that took the return comes into view', async () => {
    const page = await shop.visit('/long', phone);
    await payButton(page).scrollIntoViewIfNeeded();
    await press(page);
    await choose(page, 'approve');
    await page.waitForFunction(() => {
      const status = document
        .querySelector('portone-checkout')
        ?.shadowRoot?.querySelector('[part=status]');
      const { top, bottom } = status?.getBoundingClientRect() ?? { top: -1, bottom: -1 };
      return status?.textContent?.includes('결제가 완료') && top >= 0 && bottom <= innerHeight;
    });
    await page.context().close();
  });
});

/** A page that was opened without a return has looked for one, in vain. */
async function hearsNothing(page: Page): Promise<void> {
  await page.waitForFunction(() => customElements.get('portone-checkout') !== undefined);
  await element(page).evaluate(
    (host) => (host as unknown as { updateComplete: Promise<unknown> }).updateComplete,
  );
  assert.deepEqual(await results(page), []);
}

describe('a window that was left', () => {
  test('by a reload is said to be cancelled, and paid wins', async () => {
    const page = await shop.visit();
    await payButton(page).click();
    const approve = overlay(page).locator('[data-outcome="approve"]');
    await approve.waitFor();
    const address =
      page
        .frames()
        .find((frame) => frame.url().includes('/window/'))
        ?.url() ?? '';
    await page.reload();
    await said(page).getByText('결제를 그만뒀어요').waitFor();

    const window = await page.context().newPage();
    await window.goto(address);
    await choose(window, 'approve');
    await said(page).getByText('결제가 완료').waitFor();
    assert.deepEqual(
      (await results(page)).map(({ name }) => name),
      ['cancelled', 'paid'],
    );
    await page.context().close();
  });

  test('by the way back in the history is offered again, under the same id', async () => {
    const page = await shop.visit('/', phone);
    const ids = orderedBy(page.context());
    await press(page);
    await page.goBack();
    await said(page).getByText('결제를 그만뒀어요').waitFor();
    await press(page);
    await choose(page, 'approve');
    await said(page).getByText('결제가 완료').waitFor();
    assert.equal(ids.length, 2);
    assert.equal(ids[0], ids[1]);
    // The page of the gateway in the history leads to the same result.
    await page.goBack();
    await page.goForward();
    await said(page).getByText('결제가 완료').or(note(page, '방금 결제한')).waitFor();
    await page.context().close();
  });

  test('by a page that the browser kept whole is offered again, under the same id', async (context) => {
    const browser = await chromium.launch({
      executablePath: await findWholeBrowser(),
      args: browserArgs,
      ignoreDefaultArgs: ['--disable-back-forward-cache'],
    });
    context.after(() => browser.close());
    const page = await browser.newPage({ locale: 'ko-KR', ...phone });
    const ids = orderedBy(page.context());
    await page.goto(shop.origin);
    await page.evaluate(() => {
      addEventListener('pageshow', ({ persisted }) => Object.assign(window, { persisted }));
    });
    await press(page);
    await page.goBack({ waitUntil: 'commit' });
    await page.waitForFunction(() => (window as unknown as { persisted: boolean }).persisted);
    await said(page).getByText('결제를 그만뒀어요').waitFor();
    await press(page);
    await choose(page, 'approve');
    await said(page).getByText('결제가 완료').waitFor();
    assert.equal(ids.length, 2);
    assert.equal(ids[0], ids[1]);
  });

  test('and that an isolated page cannot see is said to be cancelled, until paid wins', async () => {
    const page = await shop.visit('/isolated');
    await orderAhead(page.mainFrame(), () => payButton(page).hover());
    const opened = page.waitForEvent('popup');
    await payButton(page).click();
    const popup = await opened;
    await said(page).getByText('결제를 그만뒀어요').waitFor();
    await choose(popup, 'approve');
    await said(page).getByText('결제가 완료').waitFor();
    await hearing(page, 'paid');
    await page.context().close();
  });
});

describe('a return in another browser', () => {
  test('says there that an account waits, without it; the browser that ordered has its account', async () => {
    const page = await shop.visit('/goods?item=chair', phone);
    await press(page);
    const link = await returnLink(page, 'issue');

    const other = await shop.visit(link, phone);
    const theirs = element(other).getByRole('group', { name: '다른 브라우저에서 시작한 주문' });
    await theirs.getByText('의자').waitFor();
    await theirs.getByText('480,000원').waitFor();
    assert.ok(await payButton(other).isEnabled());
    assert.equal(await addressOf(other), `${shop.origin}/goods?item=chair`);

    await page.goto(link);
    const number = await accountNumber(page).innerText();
    assert.equal(await addressOf(page), `${shop.origin}/goods?item=chair`);
    const { here, paymentId } = await hearing(page, 'issued');
    assert.equal(here, true);

    assert.doesNotMatch(await everythingShown(other), new RegExp(number));
    const told = await hearing(other, 'issued');
    assert.equal(told.paymentId, paymentId);
    assert.equal(told.here, undefined);
    assert.equal(told.virtualAccount, undefined);

    // The tab keeps what it was told, and the page does not hear it again.
    await other.reload();
    await theirs.waitFor();
    assert.deepEqual(await results(other), []);
    await checkout.sandbox.deposit(String(paymentId));
    for (const place of [page, other]) {
      await place.evaluate(() => dispatchEvent(new Event('online')));
      await said(place).getByText('결제가 완료').waitFor();
    }
    await page.context().close();
    await other.context().close();
  });

  test('in a new tab of the same browser is this browser’s', async () => {
    const page = await shop.visit('/goods?item=chair', phone);
    await press(page);
    const link = await returnLink(page, 'issue');
    const tab = await page.context().newPage();
    await tab.goto(link);
    await accountNumber(tab).waitFor();
    assert.equal((await hearing(tab, 'issued')).here, true);
    await page.context().close();
  });

  for (const [item, shows] of [
    ['chair', 'says what it is for, and no account'],
    ['shoes', 'says nothing beside another item'],
  ] as const) {
    test(`that a swindler has made ${shows}`, async () => {
      const order = await checkout.send('/api/orders', {
        method: 'POST',
        headers: { 'content-type': 'application/json', origin: shop.origin },
        body: JSON.stringify({
          itemId: 'chair',
          methodId: 'account',
          page: `${shop.origin}/goods?item=${item}`,
        }),
      });
      const { paymentId, returnToken } = order.body;
      const request = paymentRequest(order.body as OrderAnswer, account);
      await checkout.sandbox.pay(request, { result: 'issue' });
      await checkout.complete({ paymentId: String(paymentId) });
      const settlement = (await checkout.orders.find(String(paymentId)))?.settlement;
      const number = settlement?.virtualAccount?.accountNumber ?? 'none';

      const page = await shop.visit('about:blank');
      const answers: Promise<string>[] = [];
      page.on('response', (response) => {
        if (response.url().includes('/api/')) answers.push(response.text());
      });
      const redeemed = page.waitForResponse('**/api/returns');
      await page.goto(`${checkout.url}/return/${paymentId}${returnToken}`);
      assert.equal((await redeemed).status(), 200);
      // Of another item it is told at the document, and so to no buyer.
      const issued = await hearing(page, 'issued');
      assert.equal(issued.here, undefined);
      assert.equal(await payButton(page).isEnabled(), true);
      assert.equal((await element(page).getByText('의자').count()) > 0, item === 'chair');
      const hasNote = await element(page).locator('[part=elsewhere]').count();
      assert.equal(hasNote, item === 'chair' ? 1 : 0);
      for (const text of [...(await Promise.all(answers)), await everythingShown(page)]) {
        assert.doesNotMatch(text, new RegExp(number));
      }
      await page.context().close();
    });
  }
});

describe('all elements of an item tell the same', () => {
  for (const [path, count] of [
    ['/copies', 1],
    ['/two', 2],
  ] as const) {
    test(`on a phone, where ${count} of two can be seen`, async () => {
      const before = await countPaid();
      const page = await shop.visit(path, phone);
      const shown = page.locator('portone-checkout:visible');
      assert.equal(await shown.count(), count);
      await press(page, shown.last().getByRole('button', { name: '결제하기' }));
      await choose(page, 'approve');
      for (let index = 0; index < count; index++) {
        await shown.nth(index).getByRole('status').getByText('결제가 완료').waitFor();
      }
      // None of them takes another press.
      await page.evaluate(() => {
        for (const host of document.querySelectorAll('portone-checkout'))
          (host as Element & { pay(): void }).pay();
      });
      const heard = await page.evaluate(() => (window as unknown as HearingWindow).heard);
      assert.deepEqual(
        heard.map(({ name }) => name).filter((name) => name !== 'ready'),
        ['paid'],
      );
      assert.equal(await countPaid(), before + 1);
      await page.context().close();
    });
  }

  test('on a desk, from the press of one on', async () => {
    const page = await shop.visit('/two');
    await payButton(page).first().click();
    for (const host of await element(page).all())
      await host.getByRole('status').getByText('결제창에서 결제를').waitFor();
    await choose(overlay(page), 'approve');
    for (const host of await element(page).all())
      await host.getByRole('status').getByText('결제가 완료').waitFor();
    assert.deepEqual(
      (await results(page)).map(({ name }) => name),
      ['paid'],
    );
    await page.context().close();
  });

  test('and one that was pressed at one of them goes on at the other, under the same id', async () => {
    const before = await countPaid();
    const page = await shop.visit('/two', phone);
    const ids = orderedBy(page.context());
    await press(page, payButton(page).first());
    await page.goBack();
    await page.getByRole('status').getByText('결제를 그만뒀어요').first().waitFor();
    await press(page, element(page).nth(1).locator('[part=button]'));
    await choose(page, 'approve');
    await page.getByRole('status').getByText('결제가 완료').first().waitFor();
    assert.equal(ids.length, 2);
    assert.equal(ids[0], ids[1]);
    assert.equal(await countPaid(), before + 1);
    await page.context().close();
  });
});

test('an element that turns to another item mentions the payment, and shows it to who asks', async () => {
  const page = await shop.visit('/?item=mug');
  await orderAhead(page.mainFrame(), () => payButton(page).hover());
  const opened = page.waitForEvent('popup');
  await payButton(page).click();
  const popup = await opened;
  const sell = (item: string) =>
    element(page).evaluate((host, id) => host.setAttribute('item-id', id), item);
  await sell('coins');
  await payButton(page).waitFor();
  await choose(popup, 'approve');
  await note(page, '머그 · 방금 결제한 주문이 있어요').waitFor();
  assert.deepEqual(
    (await results(page)).map(({ name, itemId }) => ({ name, itemId })),
    [{ name: 'paid', itemId: 'mug' }],
  );
  assert.ok(await payButton(page).isEnabled());
  await element(page).getByRole('button', { name: '보기' }).click();
  await said(page).getByText('결제가 완료').waitFor();
  await element(page).getByText('머그').waitFor();
  await sell('mug');
  await said(page).getByText('결제가 완료').waitFor();
  assert.equal(await payButton(page).count(), 0);
  await page.context().close();
});

test('an account is shown again in its tab, mentioned in others, and turns to paid in all', async () => {
  const page = await shop.visit('/?item=chair');
  const sibling = await page.context().newPage();
  await sibling.goto(page.url());
  await payButton(sibling).waitFor();
  await payButton(page).click();
  await choose(overlay(page), 'issue');
  const number = await accountNumber(page).innerText();
  // Another tab hears of it while it is open, and one that is opened later finds it.
  await note(sibling, '입금을 기다리는 주문이 있어요').waitFor();
  await page.reload();
  assert.equal(await accountNumber(page).innerText(), number);
  const later = await page.context().newPage();
  await later.goto(page.url());
  await note(later, '입금을 기다리는 주문이 있어요').waitFor();
  assert.equal(await accountNumber(later).count(), 0);
  await element(later).getByRole('button', { name: '보기' }).click();
  assert.equal(await accountNumber(later).innerText(), number);

  await checkout.sandbox.deposit(await orderNumber(page));
  for (const place of [page, later]) {
    await place.evaluate(() => dispatchEvent(new Event('online')));
    await said(place).getByText('결제가 완료').waitFor();
  }
  await note(sibling, '방금 결제한 주문이 있어요').waitFor();
  assert.deepEqual(await results(sibling), []);
  await page.context().close();
});

test('a payment that is open in one tab can be made in another, under the same id', async () => {
  const before = await countPaid();
  const page = await shop.visit();
  const ids = orderedBy(page.context());
  const tab = await page.context().newPage();
  await tab.goto(page.url());
  await payButton(tab).waitFor();
  await payButton(page).click();
  await overlay(page).locator('[data-outcome="approve"]').waitFor();
  await note(tab, '결제 중인 주문이 있어요').waitFor();
  await payButton(tab).click();
  await choose(overlay(tab), 'approve');
  await said(tab).getByText('결제가 완료').waitFor();
  // Where the window is still open it goes, before it can be paid in once more.
  await said(page).getByText('결제가 완료').waitFor();
  await page.locator('#imp-iframe-wrapper').waitFor({ state: 'detached' });
  assert.equal(ids.length, 2);
  assert.equal(ids[0], ids[1]);
  assert.equal(await countPaid(), before + 1);
  await page.context().close();
});

test('an account that is removed from the browser is gone in all its tabs', async () => {
  const page = await shop.visit('/?item=chair');
  const sibling = await page.context().newPage();
  await sibling.goto(page.url());
  await payButton(page).click();
  await choose(overlay(page), 'issue');
  await note(sibling, '입금을 기다리는').waitFor();
  await element(page).getByRole('button', { name: '이 브라우저에서 지우기' }).click();
  await payButton(page).waitFor();
  await note(sibling, '입금을 기다리는').waitFor({ state: 'detached' });
  await page.reload();
  await payButton(page).waitFor();
  assert.equal(await element(page).locator('[part=note]').count(), 0);
  assert.equal(await accountNumber(page).count(), 0);
  await page.context().close();
});

test('while PortOne hangs a phone comes back all the same, to a payment that is being checked', async () => {
  const page = await shop.visit('/', phone);
  await press(page);
  checkout.sandbox.setFault({ kind: 'hang', only: 'getPayment' });
  await choose(page, 'approve');
  await said(page).getByText('결제 결과를 확인하고 있어요').waitFor();
  assert.equal(await addressOf(page), `${shop.origin}/`);
  assert.equal(await payButton(page).count(), 0);
  checkout.sandbox.setFault(undefined);
  await said(page).getByText('결제가 완료').waitFor();
  assert.deepEqual(
    (await results(page)).map(({ name }) => name),
    ['pending', 'paid'],
  );
  await page.context().close();
});
