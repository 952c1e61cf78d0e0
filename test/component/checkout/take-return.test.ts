import { expect } from '@open-wc/testing';
import { takeReturn } from '../../../component/index.ts';
import { page } from '../../../component/page/page.ts';
import {
  aCheckoutElement,
  MARK,
  opensWith,
  orderedEarlier,
  reaches,
  useShop,
} from '../support/checkout-fixture.ts';
import { answers, aPayment, aSubject, refuses } from '../support/fake-shop.ts';
import { useHeardEvents } from '../support/heard-events.ts';
import { waitUntil } from '../support/wait-until.ts';

const shop = useShop();
const heard = useHeardEvents();
const asked = (path: string) => shop.server.callsOf(path);

describe('a page without an element', () => {
  it('hears at its document of the payment that came back to it, once', async () => {
    orderedEarlier();
    shop.server.returns = [answers(200, { ...aPayment(), yours: true as const })];
    opensWith(`?portone-checkout=${MARK}`);
    expect(await takeReturn()).to.be.true;
    await waitUntil(() => heard.names().length > 0);
    expect(heard.names()).to.deep.equal(['paid']);
    expect(heard.targetOf('paid') === document).to.be.true;
    expect(heard.fieldsOf('paid')).to.deep.equal({ paymentId: 'p1', ...aSubject(), here: true });
    expect(await takeReturn()).to.be.true;
    expect(asked('/api/returns')).to.have.length(1);
    expect(heard.names()).to.deep.equal(['paid']);
  });

  it('hears of a failure in the words of its own language', async () => {
    const { documentElement } = document;
    documentElement.lang = 'en';
    try {
      const failure = { kind: 'LIMIT_EXCEEDED', retryable: true } as const;
      shop.server.returns = [answers(200, aPayment({ status: 'FAILED', failure }))];
      opensWith(`?portone-checkout=${MARK}`);
      expect(await takeReturn()).to.be.true;
      await waitUntil(() => heard.names().length > 0);
      expect(heard.names()).to.deep.equal(['failed']);
      expect(heard.fieldsOf('failed')).to.include({ kind: 'LIMIT_EXCEEDED', paymentId: 'p1' });
      expect(heard.fieldsOf('failed').message).to.match(/limit/i);
    } finally {
      documentElement.removeAttribute('lang');
    }
  });

  it('hears nothing without a mark, or with one that counts no more', async () => {
    expect(await takeReturn()).to.be.false;
    expect(asked('/api/returns')).to.deep.equal([]);
    page.redemptions.clear();
    shop.server.returns = [refuses(404, 'RETURN_UNKNOWN')];
    opensWith(`?portone-checkout=${MARK}`);
    expect(await takeReturn()).to.be.false;
    expect(heard.names()).to.deep.equal([]);
  });

  it('asks the server that it names', async () => {
    opensWith(`?portone-checkout=${MARK}`);
    await takeReturn({ bff: '/shop/' });
    expect(shop.server.calls.map(({ path }) => path)).to.deep.equal(['/shop/api/returns']);
  });

  it('shows the payment in an element that is drawn later, without another event', async () => {
    shop.server.returns = [answers(200, aPayment({ paymentId: 'theirs' }))];
    opensWith(`?portone-checkout=${MARK}`);
    await takeReturn();
    await waitUntil(() => heard.names().length > 0);
    await reaches(await aCheckoutElement(), 'paid');
    expect(heard.names()).to.deep.equal(['paid']);
    expect(asked('/api/returns')).to.have.length(1);
  });
});
