import { expect, html } from '@open-wc/testing';

const before = location.href;
history.replaceState(null, '', '?portone-checkout=shoes&paymentId=p1');
const { aCheckoutElement, reaches, statusOf, textOf, useShop } = await import(
  '../support/checkout-fixture.ts'
);
history.replaceState(null, '', before);
useShop();

describe('a redirect back to a page in another language', () => {
  it('is confirmed in that language from the first word on', async () => {
    const element = await aCheckoutElement(
      html`<portone-checkout item-id="shoes" locale="en"></portone-checkout>`,
    );
    expect(textOf(element, '[part=card]')).to.not.match(/[가-힣]/);
    await reaches(element, 'paid');
    expect(statusOf(element)).to.contain('Payment complete');
  });
});
