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

const labelOf = (element: PortoneCheckout) => buttonOf(element)?.textContent?.trim();

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
  it('is the buyer’s from the first word on', async () => {
    const element = await aCheckoutElement(
      html`<portone-checkout item-id="shoes" locale="ja"></portone-checkout>`,
    );
    const seen = everythingShown(element);
    await reaches(element, 'ready');
    expect(labelOf(element)).to.equal('支払う');
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

  it('changes live, words and prices together', async () => {
    const element = await aReadyCheckout();
    const seen = everythingShown(element);
    element.locale = 'en';
    await waitUntil(() => labelOf(element) === 'Pay now');
    // Never a mixture: prices change with the words.
    for (const text of seen) {
      // The item's own name is the shop's.
      const isKorean = /[가-힣]/.test(text.replaceAll('신발', ''));
      expect(isKorean && text.includes('₩1,000'), text).to.be.false;
    }
  });
});

describe('the language around an element', () => {
  const inPage = (element: PortoneCheckout) => element.closest('[lang]') as HTMLElement;

  async function aCheckoutIn(lang: string): Promise<PortoneCheckout> {
    const around = await aCheckoutElement(
      html`<div lang=${lang}><portone-checkout item-id="shoes"></portone-checkout></div>`,
    );
    const element = around.querySelector('portone-checkout') as PortoneCheckout;
    await reaches(element, 'ready');
    return element;
  }

  it('is followed when it changes', async () => {
    const element = await aCheckoutIn('ko');
    expect(labelOf(element)).to.equal('결제하기');
    inPage(element).lang = 'ja';
    await waitUntil(() => labelOf(element) === '支払う', 'should follow');
  });

  it('is followed through shadow roots', async () => {
    const element = await aCheckoutIn('ko');
    const around = inPage(element);
    const inside = document.createElement('div');
    inside.attachShadow({ mode: 'open' }).append(element);
    around.append(inside);
    await element.updateComplete;
    around.lang = 'en';
    await waitUntil(() => labelOf(element) === 'Pay now', 'should follow');
  });

  it('is another where the element is put', async () => {
    const element = await aCheckoutIn('ko');
    const elsewhere = document.createElement('div');
    elsewhere.lang = 'en';
    inPage(element).after(elsewhere);
    elsewhere.append(element);
    await waitUntil(() => labelOf(element) === 'Pay now', 'should follow');
    elsewhere.remove();
  });

  it('is the document’s where nothing nearer has one', async () => {
    const { lang } = document.documentElement;
    document.documentElement.lang = 'ko';
    const element = await aCheckoutElement(
      html`<portone-checkout item-id="shoes"></portone-checkout>`,
    );
    await reaches(element, 'ready');
    document.documentElement.lang = 'ja';
    await waitUntil(() => labelOf(element) === '支払う', 'should follow');
    document.documentElement.lang = lang;
  });
});
