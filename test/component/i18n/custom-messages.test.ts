import { expect, html } from '@open-wc/testing';
import {
  type CustomMessages,
  withCustomMessages,
} from '../../../component/i18n/custom-messages.ts';
import { en as english } from '../../../component/i18n/en.ts';
import type { PortoneCheckout } from '../../../component/portone-checkout.ts';
import {
  aCheckoutElement,
  aReadyCheckout,
  buttonOf,
  openWindow,
  portOne,
  reaches,
  statusOf,
  useShop,
} from '../support/checkout-fixture.ts';
import { answers } from '../support/fake-shop.ts';
import { waitUntil } from '../support/wait-until.ts';

const shop = useShop();

const label = (element: PortoneCheckout) => buttonOf(element)?.textContent?.trim();

/** What a developer reads meanwhile. */
async function complaintsOf(act: () => unknown): Promise<string> {
  const { error } = console;
  const said: string[] = [];
  console.error = (...words: unknown[]) => said.push(words.join(' '));
  try {
    await act();
  } finally {
    console.error = error;
  }
  return said.join('\n');
}

const inEnglish = (own: unknown, locale = 'en') =>
  withCustomMessages(english, own as CustomMessages, locale, 'en');

function pageSays(json: string): void {
  const script = document.createElement('script');
  script.type = 'application/json';
  script.dataset.portoneCheckout = 'messages';
  script.textContent = json;
  document.head.append(script);
}
afterEach(() => document.querySelector('script[data-portone-checkout]')?.remove());

describe('a page’s own words', () => {
  it('take the place of the element’s, one by one', () => {
    const words = inEnglish({ en: { pay: 'Buy', failed: { DECLINED: { title: 'Sorry' } } } });
    expect(words.pay).to.equal('Buy');
    expect(words.reload).to.equal(english.reload);
    expect(words.failed.DECLINED).to.deep.equal({
      title: 'Sorry',
      text: english.failed.DECLINED.text,
    });
    expect(english.pay).to.equal('Pay now');
  });

  it('are those of the locale, then of its language, then of the element’s language', () => {
    const own = {
      en: { pay: 'Buy', again: 'Buy again', reload: 'Reload' },
      zh: { pay: '付款', again: '再次付款' },
      'zh-TW': { pay: '付款！' },
    };
    const { pay, again, reload, copy } = inEnglish(own, 'zh-TW');
    expect([pay, again, reload, copy]).to.deep.equal(['付款！', '再次付款', 'Reload', 'Copy']);
  });

  it('may name banks that the element does not know', async () => {
    const said = await complaintsOf(() => {
      expect(inEnglish({ en: { banks: { NEW_BANK: 'New' } } }).banks.NEW_BANK).to.equal('New');
    });
    expect(said).to.equal('');
  });

  it('are named in the console where the element has no use for them, and left out', async () => {
    const said = await complaintsOf(() => {
      const words = inEnglish({
        en: { payy: 'Buy', pay: 1, paid: 'Done', opening: { title: 'x' }, payAmount: 'Buy now' },
      });
      expect([words.pay, words.paid]).to.deep.equal([english.pay, english.paid]);
    });
    expect(said).to.contain('no message "en.payy". There are: pay, payAmount,');
    expect(said).to.contain('"en.pay" has to be a text');
    expect(said).to.contain('"en.paid" has to be an object: title,text');
    expect(said).to.contain('"en.opening" has to be a text');
    expect(said).to.contain('"en.payAmount" lacks its {price}');
  });

  it('are said once for each mistake, and not at all where they are no JSON', async () => {
    const mistake = { en: { twice: 'x' } };
    const said = await complaintsOf(() => {
      inEnglish(mistake);
      inEnglish(mistake);
      expect(withCustomMessages(english, '{"en": {', 'en', 'en').pay).to.equal('Pay now');
    });
    expect(said.match(/en\.twice/g)).to.have.length(1);
    expect(said).to.contain('are not JSON');
  });

  it('are shown from the first word on, in a language that the element does not speak', async () => {
    pageSays(JSON.stringify({ zh: { pay: '付款', paid: { title: '付款成功' } } }));
    shop.server.complete = [answers(200, { paymentId: 'p1', status: 'PAID' })];
    const element = await aCheckoutElement(
      html`<portone-checkout item-id="shoes" locale="zh"></portone-checkout>`,
    );
    const shown = new Set<string | undefined>();
    const root = element.shadowRoot as ShadowRoot;
    new MutationObserver(() => shown.add(label(element))).observe(root, {
      subtree: true,
      childList: true,
      characterData: true,
    });
    await reaches(element, 'ready');
    expect(label(element)).to.equal('付款');
    expect([...shown]).to.not.include('Pay now');
    await openWindow(element);
    portOne.resolves();
    await reaches(element, 'paid');
    expect(statusOf(element)).to.contain('付款成功');
  });

  it('may be an element’s alone, and change', async () => {
    const element = await aReadyCheckout();
    element.messages = { ko: { pay: '주문하기', payAmount: '{price} 주문하기' } };
    await waitUntil(() => label(element) === '주문하기', 'they should be shown');
    element.layout = 'button';
    await waitUntil(() => label(element) === '1,000원 주문하기', 'with the price');
    element.messages = undefined;
    await waitUntil(() => label(element) === '1,000원 결제하기', 'gone again');
  });
});
