import { expect, html } from '@open-wc/testing';
import type { PortoneCheckout } from '../../../component/portone-checkout.ts';
import {
  aCheckoutElement,
  MARK,
  opensWith,
  opensWithLegacy,
  orderedEarlier,
  reaches,
  statusOf,
  useShop,
} from '../support/checkout-fixture.ts';
import { answers, aPayment, aSubject, isDown, refuses } from '../support/fake-shop.ts';
import { useHeardEvents } from '../support/heard-events.ts';
import { waitUntil } from '../support/wait-until.ts';

const shop = useShop();
const heard = useHeardEvents();

/** All that PortOne may add, as a stranger writes it. */
const WORDS = 'code=EVIL-1&message=EVIL-2&pgCode=EVIL-3&pgMessage=EVIL-4&pgProvider=EVIL-5';

async function sellsOnly(element: PortoneCheckout): Promise<void> {
  await reaches(element, 'ready');
  expect(statusOf(element)).to.equal('');
  const parts = '[part=summary], [part=elsewhere], [part=note]';
  expect(element.shadowRoot?.querySelectorAll(parts)).to.have.length(0);
  expect(element.shadowRoot?.textContent).to.not.contain('EVIL');
  expect(heard.names()).to.deep.equal([]);
}

const asked = (path: string) => shop.server.callsOf(path);

describe('[I1] a link that names a payment, as 0.1 had it', () => {
  for (const [what, more] of [
    ['success', '&txId=tx1'],
    ['a refusal', `&${WORDS}`],
    ['a refusal by PortOne', '&code=ChannelNotFound&pgMessage=EVIL'],
    ['a cancellation', '&code=FAILURE_TYPE_PG&pgCode=CANCEL&pgMessage=EVIL'],
    ['an open window', '&portone-checkout-open'],
    ['success, and then a refusal', `&txId=tx1&txId=EVIL&${WORDS}&code=&code=X`],
  ] as const) {
    it(`shows nothing of it, with ${what}`, async () => {
      opensWithLegacy(`?portone-checkout=shoes&paymentId=theirs${more}`);
      await sellsOnly(await aCheckoutElement());
      expect(asked('/api/returns')).to.deep.equal([{ paymentId: 'theirs', itemId: 'shoes' }]);
      expect(asked('/api/payment/complete')).to.deep.equal([]);
    });
  }

  it('shows nothing of it where this browser has ordered something else', async () => {
    orderedEarlier({ paymentId: 'mine', phase: 'open', announced: 'cancelled' });
    shop.server.complete = [refuses(409, 'NOT_PAID', aSubject())];
    opensWithLegacy('?portone-checkout=shoes&paymentId=theirs');
    await sellsOnly(await aCheckoutElement());
  });

  it('shows nothing of it while the server cannot be asked', async () => {
    shop.server.returns = [isDown];
    opensWithLegacy(`?portone-checkout=shoes&paymentId=theirs&${WORDS}`);
    await sellsOnly(await aCheckoutElement());
  });

  it('shows nothing of it in an element of another item, which does not ask', async () => {
    opensWithLegacy(`?portone-checkout=shoes&paymentId=theirs&${WORDS}`);
    await sellsOnly(
      await aCheckoutElement(html`<portone-checkout item-id="hat" locale="ko"></portone-checkout>`),
    );
    expect(asked('/api/returns')).to.deep.equal([]);
  });

  it('shows nothing of a payment that is for another item, whatever the server says', async () => {
    const hat = aSubject({ itemId: 'hat', itemName: '모자' });
    shop.server.returns = [answers(200, aPayment({ paymentId: 'theirs', ...hat }))];
    opensWithLegacy('?portone-checkout=shoes&paymentId=theirs');
    await sellsOnly(await aCheckoutElement());
  });
});

describe('a link to a page with a mark', () => {
  it('shows nothing where the server does not know it, or not any more', async () => {
    opensWith(`?portone-checkout=${MARK}&${WORDS}`);
    await sellsOnly(await aCheckoutElement());
    expect(asked('/api/returns')).to.deep.equal([{ mark: MARK, orders: [] }]);
    expect(asked('/api/payment/complete')).to.deep.equal([]);
  });

  it('does not ask for one that is none', async () => {
    opensWith(`?portone-checkout=${MARK}x&paymentId=theirs&${WORDS}`);
    await sellsOnly(await aCheckoutElement());
    expect(asked('/api/returns')).to.deep.equal([]);
  });

  it('shows no text of the address with the payment of a mark that counts', async () => {
    const failure = { kind: 'DECLINED', retryable: true } as const;
    shop.server.returns = [answers(200, aPayment({ status: 'FAILED', failure }))];
    shop.server.complete = [refuses(409, 'PAYMENT_FAILED', aSubject())];
    opensWith(`?${WORDS}&portone-checkout=${MARK}`);
    const element = await aCheckoutElement();
    await reaches(element, 'failed');
    expect(statusOf(element)).to.contain('결제가 승인되지 않았어요');
    expect(element.shadowRoot?.textContent).to.not.contain('EVIL');
    expect(heard.names()).to.deep.equal(['failed']);
    expect(JSON.stringify(heard.fieldsOf('failed'))).to.not.contain('EVIL');
  });
});

describe('what a page has in its own address', () => {
  it('is no payment, even of this browser', async () => {
    orderedEarlier({ paymentId: 'mine', ...aSubject({ itemId: 'hat' }) });
    opensWith('?paymentId=mine&code=oauth&message=EVIL&transactionType=PAYMENT');
    await sellsOnly(await aCheckoutElement());
    expect(asked('/api/returns')).to.deep.equal([]);
    expect(asked('/api/payment/complete')).to.deep.equal([]);
  });

  it('opens no order that this browser placed, where it names that for another item', async () => {
    orderedEarlier({ paymentId: 'mine', ...aSubject({ itemId: 'hat' }) });
    const until = Date.now() + 60_000;
    const order = { paymentId: 'mine', itemId: 'hat', until };
    localStorage.setItem('portone-checkout:orders', JSON.stringify([order]));
    opensWithLegacy('?portone-checkout=shoes&paymentId=mine');
    await sellsOnly(await aCheckoutElement());
    await waitUntil(() => asked('/api/returns').length === 1);
    expect(asked('/api/payment/complete')).to.deep.equal([]);
  });
});
