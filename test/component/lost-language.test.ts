import { expect, html } from '@open-wc/testing';

const token = crypto.randomUUID();
await import(`/lossy/messages-ja/99/${token}/component/index.ts`);
const { aReadyCheckout, buttonOf, useShop } = await import('./support/checkout-fixture.ts');
useShop();

describe('a language that cannot be had', () => {
  it('gives way to Korean, words and prices', async () => {
    const element = await aReadyCheckout(
      html`<portone-checkout item-id="shoes" locale="ja"></portone-checkout>`,
    );
    expect(buttonOf(element)?.textContent?.trim()).to.equal('결제하기');
    expect(element.shadowRoot?.textContent).to.contain('1,000원');
  });
});
