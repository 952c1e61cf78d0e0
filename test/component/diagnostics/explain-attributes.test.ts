import { expect, fixture, html } from '@open-wc/testing';
import type { TemplateResult } from 'lit';
import type { ItemAnswer } from '../../../component/api/contract.ts';
import { PortoneCheckout } from '../../../component/portone-checkout.ts';
import { aReadyCheckout, reaches, useShop } from '../support/checkout-fixture.ts';
import { aCheckout, aMethod, anItem, answers, refuses } from '../support/fake-shop.ts';
import { waitUntil } from '../support/wait-until.ts';

const shop = useShop();
const { error } = console;
/** What the developer reads, and at which element. */
let reported: Array<{ words: string; element: unknown }> = [];

beforeEach(() => {
  reported = [];
  console.error = (words: unknown, element: unknown) =>
    reported.push({ words: String(words), element });
  const methods = [aMethod(), aMethod({ id: 'card', label: '카드', payMethod: 'CARD' })];
  const checkout = aCheckout({ methods });
  shop.server.item = [answers<ItemAnswer>(200, { item: anItem({ maxQuantity: 3 }), checkout })];
});
afterEach(() => {
  console.error = error;
});

/** What is said about the element that the markup makes, the first of it. */
async function reportOf(markup: TemplateResult): Promise<string> {
  const element = await fixture<PortoneCheckout>(markup);
  await waitUntil(() => reported.length > 0, 'a report in the console');
  expect(reported[0]?.element).to.equal(element);
  return reported[0]?.words ?? '';
}

describe('a developer', () => {
  it('is told what to write where item-id is missing', async () => {
    expect(await reportOf(html`<portone-checkout></portone-checkout>`)).to.contain(
      '<portone-checkout item-id="shoes">',
    );
  });

  for (const [name, meant] of [
    ['itemid', 'item-id'],
    ['item_id', 'item-id'],
    ['data-item-id', 'item-id'],
    ['item', 'item-id'],
    ['product-id', 'item-id'],
  ] as const) {
    it(`is told the right name of ${name}`, async () => {
      const element = document.createElement('portone-checkout');
      element.setAttribute(name, 'shoes');
      await fixture(html`<div>${element}</div>`);
      await waitUntil(() => reported.length > 1, 'both mistakes should be reported');
      expect(reported[1]?.words).to.contain(`${name}="shoes" `);
      expect(reported[1]?.words).to.contain(`Did you mean ${meant}?`);
    });
  }

  for (const name of PortoneCheckout.observedAttributes) {
    it(`is told of ${name} who writes ${name}s`, async () => {
      const element = document.createElement('portone-checkout');
      element.setAttribute(`${name}s`, 'a');
      await fixture(html`<div>${element}</div>`);
      await waitUntil(() => reported.length > 1, 'both mistakes should be reported');
      expect(reported[1]?.words).to.contain(`Did you mean ${name}?`);
    });
  }

  for (const [attribute, says] of [
    ['redirect="/done"', 'Did you mean redirect-url?'],
    ['redirecturl="/done"', 'Did you mean redirect-url?'],
    ['qty="2"', 'Did you mean quantity?'],
    ['quantitiy="2"', 'Did you mean quantity?'],
    ['language="en"', 'Did you mean locale?'],
    ['price="1"', 'come from the server’s catalog'],
    ['buyer="{}"', 'element.buyer = '],
    ['quantity="2.5"', 'is not a whole number of pieces'],
    ['quantity="many"', 'is not a whole number of pieces'],
    ['layout="buton"', 'Did you mean layout="button"? There are card and button'],
    ['locale="kr"', 'Did you mean the language, locale="ko"?'],
    ['locale="jp-JP"', 'Did you mean the language, locale="ja"?'],
    ['locale="korean"', 'is no language tag'],
    ['locale="한국어"', 'is no language tag'],
    ['redirect-url="shop.example/done"', 'Did you mean https://shop.example/done?'],
    ['redirect-url="javascript:alert(1)"', 'does not begin with https://'],
    ['redirect-url=" JavaScript:alert(1)"', 'does not begin with https://'],
    ['redirect-url="data:text/html,done"', 'does not begin with https://'],
    ['redirect-url="blob:https://shop.example/1"', 'does not begin with https://'],
    ['redirect-url="file:///done.html"', 'does not begin with https://'],
    ['redirect-url="vbscript:done"', 'does not begin with https://'],
    ['redirect-url="about:blank"', 'does not begin with https://'],
    ['bff="shop:server"', 'does not begin with https://'],
    ['method="crad"', 'Did you mean method="card"? It can be paid for by'],
    ['method="nonesuch"', 'kakaopay (카카오페이), card (카드)'],
    ['quantity="5"', 'maxQuantity, 3'],
    ['layout=“button”', 'Write layout="button", with straight quotes'],
    ['locale=\'"en"\'', 'Write locale="en"'],
    ['method=" card "', 'Write method="card"'],
    ['bff=\\"https://pay.example.com\\"', 'Write bff="https://pay.example.com"'],
  ] as const) {
    it(`is told about ${attribute}`, async () => {
      const box = await fixture<HTMLElement>(html`<div></div>`);
      box.innerHTML = `<portone-checkout item-id="shoes" ${attribute}></portone-checkout>`;
      await waitUntil(() => reported.length > 0, 'a report in the console');
      if (!/[“'\\]/.test(attribute)) expect(reported[0]?.words).to.contain(attribute);
      expect(reported[0]?.words).to.contain(says);
      if (!attribute.includes('" card "')) expect(reported).to.have.length(1);
    });
  }

  it('is told about an address that leads nowhere once the item is not to be had there', async () => {
    const says = await reportOf(
      html`<portone-checkout item-id="shoes" bff="pay.example.com"></portone-checkout>`,
    );
    expect(says).to.contain('bff="pay.example.com"').and.to.contain('https://pay.example.com?');
  });

  it('reads which id is not in the catalog, and what surrounds it', async () => {
    shop.server.item = [refuses(404, 'ITEM_NOT_FOUND')];
    await fixture(html`<portone-checkout item-id="“shoes”"></portone-checkout>`);
    await waitUntil(() => reported.length > 2, 'both');
    const words = reported.map((report) => report.words).join('\n');
    expect(words).to.contain('item-id="“shoes”" is none of the catalog’s');
    expect(words).to.contain('Write item-id="shoes", with straight quotes');
  });

  it('is told of a page that goes on inside of the element', async () => {
    const box = await fixture<HTMLElement>(html`<div></div>`);
    box.innerHTML = '<portone-checkout item-id="shoes" /><h2>Second</h2><p>Footer</p>';
    await waitUntil(() => reported.length > 0);
    expect(reported[0]?.words).to.contain('<h2>').and.contain('write </portone-checkout>');
  });

  it('is told of a slot that is none', async () => {
    const says = await reportOf(
      html`<portone-checkout item-id="shoes"><img slot="image" alt="" /></portone-checkout>`,
    );
    expect(says).to.contain('<img>').and.contain('media, details');
  });

  it('is told of a page whose language is a country', async () => {
    const { lang } = document.documentElement;
    document.documentElement.lang = 'kr';
    const says = await reportOf(html`<portone-checkout item-id="shoes"></portone-checkout>`);
    document.documentElement.lang = lang;
    expect(says).to.contain('the page’s lang="kr"').and.contain('lang="ko"');
  });

  it('is told of PayPal inside of a shadow root', async () => {
    const paypal = aMethod({ id: 'paypal', payMethod: 'PAYPAL' });
    const checkout = aCheckout({ methods: [aMethod(), paypal] });
    shop.server.item = [answers<ItemAnswer>(200, { item: anItem(), checkout })];
    const box = await fixture<HTMLElement>(html`<div></div>`);
    box.attachShadow({ mode: 'open' }).innerHTML =
      '<portone-checkout item-id="shoes" method="kakaopay"></portone-checkout>';
    await waitUntil(() => reported.length > 0);
    expect(reported[0]?.words).to.contain('inside of a shadow root');
  });

  it('is not troubled with what is right', async () => {
    const { lang } = document.documentElement;
    document.documentElement.lang = 'zh-Hant-TW';
    const box = await fixture<HTMLElement>(html`<div></div>`);
    box.innerHTML = `<portone-checkout item-id="shoes" quantity="3" method="card" locale="en-US"
      redirect-url=" /done " bff=" ${location.origin} " buyer="[object Object]" messages="[object Object]"
      data-method="post" data-layoutid="a" data-v-5e3c="" aria-details="x" onclick="" v-cloak :layouts="b"
      @method="c" hx-get="/x" title="“Best” 'shoes'" class="methods" role="group"
      ><!-- --> <a href="/checkout/shoes">Buy</a><span slot="details">a</span><template></template
      ><script type="application/json">{}</script></portone-checkout>
      <portone-checkout item-id="shoes" locale="" layout="button"></portone-checkout>`;
    for (const element of box.querySelectorAll<PortoneCheckout>('portone-checkout')) {
      await reaches(element, 'ready');
    }
    // Whatever is said of them is said before this is.
    await aReadyCheckout(html`<portone-checkout item-id="shoes" layout="bar"></portone-checkout>`);
    document.documentElement.lang = lang;
    await waitUntil(() => reported.length > 0);
    expect(reported.map(({ words }) => words)).to.have.length(1);
  });

  it('is told of every mistake, and of each once', async () => {
    shop.server.item = [refuses(503, 'STORE_UNAVAILABLE'), ...shop.server.item];
    const element = await fixture<PortoneCheckout>(
      html`<portone-checkout item-id="shoes" layout="bar" quantity="0"></portone-checkout>`,
    );
    await reaches(element, 'load-failed');
    await waitUntil(() => reported.length > 2, 'both mistakes should be reported');
    element.shadowRoot?.querySelector<HTMLElement>('[part=button]')?.click();
    await reaches(element, 'ready');
    // Whatever is said of another element is said after what would be said again of this one.
    await aReadyCheckout(html`<portone-checkout item-id="shoes" quantity="0"></portone-checkout>`);
    await waitUntil(() => reported.at(-1)?.element !== element && reported.length > 3);
    expect(reported.filter(({ words }) => /layout=|quantity=/.test(words))).to.have.length(3);
  });

  it('reads the name under which the element is registered', async () => {
    const { definePortoneCheckout } = await import('../../../component/define.ts');
    definePortoneCheckout('shop-checkout');
    expect(await reportOf(html`<shop-checkout></shop-checkout>`)).to.contain(
      '<shop-checkout item-id',
    );
  });

  it('is not troubled with the address of an app, which PortOne calls', async () => {
    await aReadyCheckout(
      html`<portone-checkout item-id="shoes" redirect-url="shop:done"></portone-checkout>`,
    );
    // What is said of it is said before this is.
    await aReadyCheckout(html`<portone-checkout item-id="shoes" layout="bar"></portone-checkout>`);
    await waitUntil(() => reported.length > 0);
    expect(reported[0]?.words).to.contain('layout="bar"');
    expect(reported).to.have.length(1);
  });

  it('is not troubled with the attributes of other libraries', async () => {
    await aReadyCheckout(
      html`<portone-checkout item-id="shoes" x-data="{}" _ngcontent-abc="" wire:id="1" data-quantity="3" quantity="1"></portone-checkout>`,
    );
    // Whatever is said of it is said before this is.
    await aReadyCheckout(html`<portone-checkout item-id="shoes" layout="bar"></portone-checkout>`);
    await waitUntil(() => reported.length > 0);
    expect(reported).to.have.length(1);
  });
});
