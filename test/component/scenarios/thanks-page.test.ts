import { expect } from '@open-wc/testing';

// The script reads the address as it is evaluated.
const MARK = 'abcdefghijklmnopqrstuvwxyz';
const before = location.href;
history.replaceState(null, '', `?order=7&portone-checkout=${MARK}#`);
const { orderedEarlier, useShop } = await import('../support/checkout-fixture.ts');
const { answers, aPayment, aSubject } = await import('../support/fake-shop.ts');
const { useHeardEvents } = await import('../support/heard-events.ts');
const { waitUntil } = await import('../support/wait-until.ts');
const opened = location.href;
history.replaceState(null, '', before);
const shop = useShop();
const heard = useHeardEvents();

describe('a page that only thanks its buyer, with the script tag and no element', () => {
  it('hears at its document of the payment that came back to it', async () => {
    expect(opened).to.match(/\?order=7$/);
    orderedEarlier();
    shop.server.returns = [answers(200, { ...aPayment(), yours: true as const })];
    await import('../../../component/script.ts');
    await waitUntil(() => heard.names().length > 0);
    expect(shop.server.callsOf('/api/returns')).to.deep.equal([
      { mark: MARK, orders: [{ paymentId: 'p1', secret: 'secret-of-p1' }] },
    ]);
    expect(heard.names()).to.deep.equal(['paid']);
    expect(heard.targetOf('paid') === document).to.be.true;
    expect(heard.fieldsOf('paid')).to.deep.equal({ paymentId: 'p1', ...aSubject(), here: true });
  });
});
