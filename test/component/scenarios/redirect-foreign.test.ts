import { expect } from '@open-wc/testing';

const before = location.href;
history.replaceState(null, '', '?paymentId=theirs&transactionType=PAYMENT');
const { aCheckoutElement, reaches, useShop } = await import('../support/checkout-fixture.ts');
const { refuses } = await import('../support/fake-shop.ts');
const during = location.href;
const shop = useShop();
afterEach(() => history.replaceState(null, '', before));

describe('a redirect back of another integration on the page', () => {
  it('is left to it, address and all', async () => {
    shop.server.complete = [refuses(404, 'PAYMENT_NOT_FOUND')];
    await reaches(await aCheckoutElement(), 'ready');
    expect(shop.server.callsOf('/api/payment/complete')).to.have.length(1);
    expect(during).to.contain('paymentId=theirs');
    expect(location.href).to.equal(during);
  });
});
