/** What pages of shops have around an element: in a real browser, against the sandbox. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Page } from 'playwright-core';
import {
  addressOf,
  choose,
  overlay,
  payButton,
  type Shop,
  said,
  startShop,
} from '../support/pages/shop-visit.ts';
import { aCatalog, aMethod, anItem } from '../support/server/checkout-server.ts';

let shop: Shop;
before(async () => {
  const account = aMethod({
    id: 'account',
    label: '가상계좌',
    payMethod: 'VIRTUAL_ACCOUNT',
    pgProvider: 'TOSSPAYMENTS',
    channelKey: 'channel-key-toss',
    virtualAccount: { accountExpiry: { validHours: 24 } },
  });
  const catalog = aCatalog({
    methods: [aMethod(), account],
    items: [
      anItem({ methods: ['kakaopay'] }),
      anItem({ id: 'on-account', methods: ['account'] }),
      anItem({ id: 'pictured', methods: ['kakaopay'], image: '/nowhere.png' }),
    ],
  });
  const kakaopay = {
    key: 'channel-key-kakaopay-tests',
    name: 'kakaopay',
    pgProvider: 'KAKAOPAY',
    type: 'TEST',
  } as const;
  const toss = {
    key: 'channel-key-toss',
    name: 'toss',
    pgProvider: 'TOSSPAYMENTS',
    type: 'TEST',
  } as const;
  shop = await startShop({ catalog, sandboxChannels: [kakaopay, toss] }, (query) => ({
    ...(query.has('coep') && { embedderPolicy: query.get('coep') ?? '' }),
    ...(query.has('coop') && { openerPolicy: 'same-origin' }),
  }));
});
after(() => shop?.stop());

/** What a page's console and its server are told. */
async function listenedVisit(
  address: string,
  script = () => {},
): Promise<{ page: Page; red: string[]; asked: string[] }> {
  const page = await shop.visit('about:blank');
  const red: string[] = [];
  const asked: string[] = [];
  page.on('console', (line) => line.type() === 'error' && red.push(line.text()));
  page.on('request', (request) => {
    if (request.url().endsWith('/complete')) asked.push(request.postData() ?? '');
  });
  await page.addInitScript(script);
  await page.goto(`${shop.origin}${address}`);
  return { page, red, asked };
}

/**
 * Makes the page's longer waits longer: on a busy machine the window's own report comes later than
 * the element waits for it before it asks by itself.
 */
function waitLonger(): void {
  const { setTimeout } = window;
  window.setTimeout = ((act: TimerHandler, delay = 0, ...rest: unknown[]) =>
    setTimeout(act, delay < 500 ? delay : delay * 100, ...rest)) as typeof window.setTimeout;
}

for (const [how, address, outcome, words] of [
  ['is paid at once', '/', 'approve', '결제가 완료'],
  ['is cancelled by its buyer', '/', 'cancel', '그만뒀어요'],
  ['is closed by its buyer', '/', 'close', '그만뒀어요'],
  ['gets its account', '/?item=on-account', 'issue', '입금을 기다리고'],
] as const) {
  test(`a payment that ${how} writes nothing red into the console, and is asked about once`, async () => {
    const { page, red, asked } = await listenedVisit(address, waitLonger);
    await payButton(page).click();
    await choose(overlay(page), outcome);
    await said(page).getByText(words).waitFor();
    assert.deepEqual(red, []);
    assert.equal(asked.length, 1, asked.join('\n'));
    await page.context().close();
  });
}

for (const [how, query] of [
  ['isolated', '?coep=require-corp&coop'],
  ['with COEP alone', '?coep=require-corp'],
] as const) {
  test(`a page that is ${how} leads its buyer to the server’s page, and its developer reads why`, async () => {
    const { page, red } = await listenedVisit(`/${query}`);
    const told = () =>
      red.some((line) => line.includes('Cross-Origin-Embedder-Policy on this page'));
    await payButton(page).click();
    if (how === 'with COEP alone') {
      // Chromium reports it once something is blocked: at the latest PortOne's frame.
      await said(page).getByText('그만뒀어요').waitFor();
      await payButton(page).click();
    }
    await page.waitForURL('**/checkout/shoes?method=kakaopay&quantity=1');
    assert.ok(told(), red.join('\n'));
    await payButton(page).click();
    await choose(overlay(page), 'approve');
    await said(page).getByText('결제가 완료').waitFor();
    await page.context().close();
  });
}

test('a page whose dialog takes all presses outside of it lets PortOne’s window have them', async () => {
  const page = await shop.visit('/');
  await payButton(page).waitFor();
  await page.evaluate(() => {
    const dialog = document.createElement('div');
    dialog.style.pointerEvents = 'auto';
    document.body.append(dialog);
    dialog.append(document.querySelector('portone-checkout') as Element);
    document.body.style.pointerEvents = 'none';
    document.addEventListener('focusin', ({ target }) => {
      if (!dialog.contains(target as Node))
        dialog.querySelector<HTMLElement>('portone-checkout')?.focus();
    });
  });
  await payButton(page).click();
  await choose(overlay(page), 'approve');
  await said(page).getByText('결제가 완료').waitFor();
  assert.equal(await page.evaluate(() => document.body.style.pointerEvents), 'none');
  assert.equal(await addressOf(page), `${shop.origin}/`);
  await page.context().close();
});

test('a page whose requests get tracing headers sells', async () => {
  const page = await shop.visit('about:blank');
  await page.addInitScript((server) => {
    const send = window.fetch;
    window.fetch = (input, init) => {
      if (!String(input).startsWith(server)) return send(input, init);
      const headers = new Headers(init?.headers);
      for (const name of ['sentry-trace', 'baggage', 'traceparent', 'tracestate', 'newrelic']) {
        headers.set(name, '1');
      }
      return send(input, { ...init, headers });
    };
  }, shop.checkout.url);
  await page.goto(`${shop.origin}/`);
  await payButton(page).click();
  await choose(overlay(page), 'approve');
  await said(page).getByText('결제가 완료').waitFor();
  await page.context().close();
});

test('a picture that fails leaves its frame, and no sign of it', async () => {
  const page = await shop.visit('/?item=pictured');
  const picture = page.locator('portone-checkout img');
  await picture.waitFor({ state: 'hidden' });
  const frame = await page.locator('portone-checkout [part=media]').boundingBox();
  assert.ok(frame && frame.width > 20 && frame.height > 20);
  await page.context().close();
});
