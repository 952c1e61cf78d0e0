import { expect, html } from '@open-wc/testing';
import type { PortoneCheckout } from '../../../component/portone-checkout.ts';
import {
  aCheckoutElement,
  aReadyCheckout,
  buttonOf,
  reaches,
  statusOf,
  useShop,
} from '../support/checkout-fixture.ts';
import { refuses } from '../support/fake-shop.ts';
import { waitUntil } from '../support/wait-until.ts';

const shop = useShop();

/** Every text that the element shows from now on. */
function everythingShown(element: PortoneCheckout): Set<string> {
  const seen = new Set<string>();
  const root = element.shadowRoot as ShadowRoot;
  const note = () =>
    seen.add(`${root.textContent} ${root.querySelector('[aria-label]')?.ariaLabel}`);
  new MutationObserver(note).observe(root, {
    subtree: true,
    childList: true,
    attributes: true,
    characterData: true,
  });
  note();
  return seen;
}

describe('a language', () => {
  it('is fetched before the first word is shown', async () => {
    const element = await aCheckoutElement(
      html`<portone-checkout item-id="shoes" locale="ja"></portone-checkout>`,
    );
    const seen = everythingShown(element);
    await reaches(element, 'ready');
    expect(buttonOf(element)?.textContent?.trim()).to.equal('支払う');
    // The item's own name is the shop's.
    for (const text of seen) expect(text.replaceAll('신발', '')).to.not.match(/[가-힣]|Pay/);
  });

  it('is there for a failure to load, too', async () => {
    shop.server.item = [refuses(404, 'ITEM_NOT_FOUND')];
    const element = await aCheckoutElement(
      html`<portone-checkout item-id="shoes" locale="en"></portone-checkout>`,
    );
    const seen = everythingShown(element);
    await reaches(element, 'load-failed');
    expect(statusOf(element)).to.contain('This item cannot be found');
    for (const text of seen) expect(text).to.not.match(/[가-힣]/);
  });

  it('changes live, and stays as it was until the other is here', async () => {
    const element = await aReadyCheckout();
    const seen = everythingShown(element);
    element.locale = 'en';
    await waitUntil(() => buttonOf(element)?.textContent?.trim() === 'Pay now');
    // Never a mixture: prices change with the words.
    for (const text of seen) {
      // The item's own name is the shop's.
      const isKorean = /[가-힣]/.test(text.replaceAll('신발', ''));
      expect(isKorean && text.includes('₩1,000'), text).to.be.false;
    }
  });
});
