import { expect } from '@open-wc/testing';
import type { ItemAnswer } from '../../../component/api/contract.ts';
import type { PortoneCheckout } from '../../../component/portone-checkout.ts';
import {
  aCheckoutElement,
  aReadyCheckout,
  expectAccessible,
  openWindow,
  portOne,
  reaches,
  useShop,
} from '../support/checkout-fixture.ts';
import { aCheckout, aMethod, anItem, answers, isDown, refuses } from '../support/fake-shop.ts';
import { waitUntil } from '../support/wait-until.ts';

const shop = useShop();

const iPhone =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 Mobile/15E148';
const android =
  'Mozilla/5.0 (Linux; Android 15; SM-S931N; wv) AppleWebKit/537.36 Chrome/137.0.0.0 Mobile Safari/537.36';

function browserIs(userAgent: string): void {
  Object.defineProperty(navigator, 'userAgent', { configurable: true, value: userAgent });
}
afterEach(() => {
  Reflect.deleteProperty(navigator, 'userAgent');
});

const linkOf = (element: PortoneCheckout) =>
  element.shadowRoot?.querySelector<HTMLAnchorElement>('.open-in-browser');

/** An element whose payment the buyer has given up, as those do whose bank's app would not open. */
async function aCancelledCheckout(): Promise<PortoneCheckout> {
  shop.server.complete = [refuses(409, 'NOT_PAID')];
  const element = await aReadyCheckout();
  await openWindow(element);
  portOne.resolvesToNothing();
  await reaches(element, 'cancelled');
  await waitUntil(() => linkOf(element), 'a link');
  return element;
}

describe('the browser of an app', () => {
  for (const [app, mark] of [
    ['KakaoTalk', 'KAKAOTALK 25.5.0'],
    ['Naver', 'NAVER(inapp; search; 2000; 12.11.2; 16)'],
    ['Instagram', 'Instagram 380.0.0.0 (iPhone17,1; iOS 18_5; ko_KR)'],
    ['Facebook', '[FBAN/FBIOS;FBAV/510.0;FBDV/iPhone17,1]'],
    ['LINE', 'Safari Line/15.8.0'],
  ] as const) {
    it(`is sent to the gateway and back, and offers no popup: ${app}`, async () => {
      browserIs(`${iPhone} ${mark}`);
      const request = { windowType: { pc: 'IFRAME', mobile: 'POPUP' } } as const;
      const checkout = aCheckout({ methods: [aMethod({ request })] });
      shop.server.item = [answers<ItemAnswer>(200, { item: anItem(), checkout })];
      await openWindow(await aReadyCheckout());
      expect(portOne.requests[0]).to.deep.include({
        windowType: { pc: 'IFRAME', mobile: 'REDIRECTION' },
        forceRedirect: true,
      });
    });
  }

  it('changes nothing about a payment anywhere else', async () => {
    await openWindow(await aReadyCheckout());
    expect(portOne.requests[0]).to.not.have.any.keys('windowType', 'forceRedirect');
  });

  it('shows no link while the buyer can pay here', async () => {
    browserIs(`${android} KAKAOTALK 2410310`);
    const element = await aReadyCheckout();
    await openWindow(element);
    await element.updateComplete;
    expect(!!linkOf(element)).to.be.false;
    portOne.resolves();
    await reaches(element, 'paid');
    expect(!!linkOf(element)).to.be.false;
  });

  for (const [app, userAgent, address] of [
    [
      'KakaoTalk',
      `${iPhone} KAKAOTALK 25.5.0`,
      () => `kakaotalk://web/openExternal?url=${encodeURIComponent(location.href)}`,
    ],
    [
      'LINE',
      `${iPhone} Safari Line/15.8.0`,
      () => `${location.origin}${location.pathname}${location.search}&openExternalBrowser=1`,
    ],
    [
      'Naver on Android',
      `${android} NAVER(inapp; search; 2000; 12.11.2)`,
      () =>
        `intent://${location.host}${location.pathname}${location.search}#Intent;scheme=http;` +
        'action=android.intent.action.VIEW;category=android.intent.category.BROWSABLE;end',
    ],
  ] as const) {
    it(`leads to the phone’s own after a payment that came to nothing: ${app}`, async () => {
      browserIs(userAgent);
      const element = await aCancelledCheckout();
      expect(linkOf(element)?.href).to.equal(address());
      expect(linkOf(element)?.textContent).to.contain('브라우저에서 열기');
      await expectAccessible(element);
    });
  }

  it('has the address copied where the app lets nobody out', async () => {
    browserIs(`${iPhone} Instagram 380.0.0.0`);
    let copied = '';
    const { clipboard } = navigator;
    Object.defineProperty(navigator, 'clipboard', {
      configurable: true,
      value: {
        writeText: async (text: string) => {
          copied = text;
        },
      },
    });
    const element = await aCancelledCheckout();
    linkOf(element)?.click();
    await waitUntil(() => linkOf(element)?.textContent?.includes('복사했어요'), undefined);
    Object.defineProperty(navigator, 'clipboard', { configurable: true, value: clipboard });
    expect(copied).to.equal(location.href);
    await expectAccessible(element);
  });

  it('leads out at once where only PayPal’s popup is left', async () => {
    browserIs(`${iPhone} KAKAOTALK 25.5.0`);
    const method = aMethod({ payMethod: 'PAYPAL', pgProvider: 'PAYPAL_V2' });
    const checkout = aCheckout({ methods: [method] });
    shop.server.item = [answers<ItemAnswer>(200, { item: anItem(), checkout })];
    const element = await aReadyCheckout();
    await waitUntil(() => linkOf(element), 'a link');
  });

  it('leads out where even the item does not load', async () => {
    browserIs(`${iPhone} KAKAOTALK 25.5.0`);
    shop.server.item = [isDown];
    const element = await aCheckoutElement();
    await reaches(element, 'load-failed');
    await waitUntil(() => linkOf(element), 'a link');
  });
});
