import { expect, html } from '@open-wc/testing';

// The script reads the address as it is evaluated, so each kind of return has a file of its own.
const before = location.href;
history.replaceState(
  { page: 'state' },
  '',
  '?mine=1&portone-checkout=shoes&paymentId=p1&transactionType=PAYMENT&txId=tx1#here',
);
const { aCheckoutElement, allEventsOf, reaches, useShop } = await import(
  '../support/checkout-fixture.ts'
);
const cleaned = location.href;
const keptState: unknown = history.state;
history.replaceState(null, '', before);
const shop = useShop();

describe('a redirect back after paying', () => {
  it('is taken out of the address bar at once, and only that', () => {
    expect(cleaned).to.match(/\?mine=1#here$/);
    expect(keptState).to.deep.equal({ page: 'state' });
  });

  it('is left alone by an element that sells something else', async () => {
    const hat = await aCheckoutElement(html`<portone-checkout item-id="hat"></portone-checkout>`);
    await reaches(hat, 'ready');
    expect(shop.server.callsOf('/api/payment/complete')).to.be.empty;
  });

  it('is confirmed with the server by the first element of its item, once', async () => {
    const first = await aCheckoutElement();
    const seen = allEventsOf(first);
    const second = await aCheckoutElement();
    await reaches(first, 'paid');
    await reaches(second, 'ready');
    expect(shop.server.callsOf('/api/payment/complete')).to.deep.equal([
      { paymentId: 'p1', txId: 'tx1' },
    ]);
    expect(seen.some(({ type }) => type === 'portone-checkout-paid')).to.be.true;
  });
});
