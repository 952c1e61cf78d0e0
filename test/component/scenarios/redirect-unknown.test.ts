import { expect } from '@open-wc/testing';

const before = location.href;
history.replaceState(
  null,
  '',
  '?mine=1&portone-checkout=shoes&paymentId=aaaaaa&transactionType=PAYMENT&txId=tx1&code=X&message=<b>call</b>&pgCode=9&pgMessage=010-0000-0000&pgMessage=call&paymentToken=t#here',
);
const { aCheckoutElement, allEventsOf, reaches, statusOf, useShop } = await import(
  '../support/checkout-fixture.ts'
);
const { refuses } = await import('../support/fake-shop.ts');
const cleaned = location.href;
history.replaceState(null, '', before);
const shop = useShop();

describe('an address with an id that the server does not know', () => {
  it('says nothing to the buyer or the page, which sells, and is clean', async () => {
    shop.server.complete = [refuses(404, 'PAYMENT_NOT_FOUND')];
    const element = await aCheckoutElement();
    const seen = allEventsOf(element);
    await reaches(element, 'ready');
    expect(shop.server.callsOf('/api/payment/complete')).to.have.length(1);
    expect(statusOf(element)).to.equal('');
    expect(element.shadowRoot?.textContent).to.not.match(/aaaaaa|call|010|확인|취소/);
    expect(seen.map(({ type }) => type)).to.deep.equal(['portone-checkout-ready']);
    expect(cleaned).to.match(/\?mine=1#here$/);
  });
});
