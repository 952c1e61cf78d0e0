import { expect } from '@open-wc/testing';
import type { CheckoutFailedEvent } from '../../../component/page/events.ts';
import {
  aReadyCheckout,
  eventsOf,
  expectAccessible,
  openWindow,
  portOne,
  press,
  reaches,
  statusOf,
  useShop,
} from '../support/checkout-fixture.ts';
import { aCheckout, anItem, answers } from '../support/fake-shop.ts';
import { waitUntil } from '../support/wait-until.ts';

const shop = useShop();

describe('a page that cannot load PortOne’s script', () => {
  it('shows the item all the same, says so at the click, and tries again', async () => {
    window.PortOne = undefined;
    const sdkUrl = new URL('../support/nowhere.js', import.meta.url).href;
    shop.server.item = [
      answers(200, { item: anItem(), checkout: aCheckout({ environment: 'sandbox', sdkUrl }) }),
    ];
    const element = await aReadyCheckout();
    const seen = eventsOf(element);
    await waitUntil(() => ![...document.scripts].some(({ src }) => src === sdkUrl));
    expect(element.matches(':state(ready)')).to.be.true;
    press(element);
    await reaches(element, 'failed');
    expect(seen.at(-1) as CheckoutFailedEvent).to.include({ stage: 'load', retryable: true });
    expect(statusOf(element)).to.contain('결제창을 불러오지 못했어요');
    await expectAccessible(element);
    portOne.install();
    await openWindow(element);
  });
});
