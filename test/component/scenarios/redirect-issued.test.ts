import { expect } from '@open-wc/testing';

// As it was left in the address bar while an account waited for its deposit.
const before = location.href;
history.replaceState(null, '', '?portone-checkout=shoes&paymentId=p1');
const { aCheckoutElement, addressOf, allEventsOf, orderedEarlier, reaches, textOf, useShop } =
  await import('../support/checkout-fixture.ts');
const { answers, aPayment, aSubject } = await import('../support/fake-shop.ts');
const shop = useShop();
afterEach(() => history.replaceState(null, '', before));

describe('a page opened anew while an account waits for its deposit', () => {
  it('shows the same account in the same browser, and keeps it for the next time', async () => {
    await orderedEarlier('p1');
    const virtualAccount = { bank: 'K_BANK', accountNumber: '701-1' };
    shop.server.complete = [
      answers(200, aPayment({ status: 'VIRTUAL_ACCOUNT_ISSUED', virtualAccount })),
    ];
    const element = await aCheckoutElement();
    const seen = allEventsOf(element);
    await reaches(element, 'issued');
    expect(textOf(element, '[part=summary]')).to.contain('케이뱅크').and.contain('701-1');
    expect(shop.server.callsOf('/api/payment/complete')).to.deep.equal([{ paymentId: 'p1' }]);
    expect(shop.server.callsOf('/api/orders')).to.be.empty;
    const issued = seen.find(({ type }) => type === 'portone-checkout-issued');
    expect({ ...issued }).to.deep.include({ paymentId: 'p1', ...aSubject(), virtualAccount });
    expect(addressOf().toString()).to.equal('portone-checkout=shoes&paymentId=p1');
  });
});
