import { expect } from '@open-wc/testing';

const before = location.href;
history.replaceState(
  null,
  '',
  '?portone-checkout=shoes&paymentId=p1&code=FAILURE_TYPE_PG&pgCode=CANCEL&message=x',
);
const { aCheckoutElement, openWindow, portOne, reaches, useShop } = await import(
  '../support/checkout-fixture.ts'
);
const { aSubject, refuses } = await import('../support/fake-shop.ts');
history.replaceState(null, '', before);
const shop = useShop();

describe('a redirect back after cancelling', () => {
  it('is checked with the server, shown calmly, and followed by another go', async () => {
    shop.server.complete = [refuses(409, 'NOT_PAID', aSubject())];
    const element = await aCheckoutElement();
    await reaches(element, 'cancelled');
    expect(shop.server.callsOf('/api/payment/complete')).to.have.length(1);
    await openWindow(element);
    expect(portOne.requests).to.have.length(1);
  });
});
