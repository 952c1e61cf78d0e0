import { expect } from '@open-wc/testing';

const before = location.href;
history.replaceState(
  null,
  '',
  '?portone-checkout=shoes&paymentId=p1&code=FAILURE_TYPE_PG&pgCode=CANCEL&message=x',
);
const { aCheckoutElement, buttonOf, openWindow, portOne, reaches, useShop } = await import(
  '../support/checkout-fixture.ts'
);
const { aSubject, refuses } = await import('../support/fake-shop.ts');
const { waitUntil } = await import('../support/wait-until.ts');
history.replaceState(null, '', before);
const shop = useShop();

describe('a redirect back after cancelling', () => {
  it('is checked with the server, shown calmly, and followed by another go', async () => {
    shop.server.complete = [refuses(409, 'NOT_PAID', aSubject())];
    const element = await aCheckoutElement();
    await reaches(element, 'cancelled');
    expect(shop.server.callsOf('/api/payment/complete')).to.have.length(1);
    // The item may come later than what became of its payment.
    await waitUntil(() => buttonOf(element)?.textContent?.includes('결제하기'), 'can be paid for');
    await openWindow(element);
    expect(portOne.requests).to.have.length(1);
  });
});
