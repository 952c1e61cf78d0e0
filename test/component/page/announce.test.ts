import { expect, html } from '@open-wc/testing';
import type { PortoneCheckout } from '../../../component/portone-checkout.ts';
import {
  aCheckoutElement,
  aReadyCheckout,
  MARK,
  opensWith,
  openWindow,
  orderedEarlier,
  portOne,
  reaches,
  statusOf,
  useShop,
} from '../support/checkout-fixture.ts';
import { answers, aPayment, aSubject, refuses } from '../support/fake-shop.ts';
import { useHeardEvents } from '../support/heard-events.ts';
import { waitUntil } from '../support/wait-until.ts';

const shop = useShop();
const heard = useHeardEvents();

const aHiddenCopy = async (): Promise<PortoneCheckout> => {
  const place = await aCheckoutElement(
    html`<div style="display: none">
      <portone-checkout item-id="shoes" locale="ko"></portone-checkout>
    </div>`,
  );
  return place.querySelector('portone-checkout') as PortoneCheckout;
};
const comesBack = () => {
  orderedEarlier();
  shop.server.returns = [answers(200, { ...aPayment(), yours: true as const })];
  opensWith(`?portone-checkout=${MARK}`);
};

describe('the event of a payment', () => {
  it('is fired once where two copies show it, at the one that is visible', async () => {
    comesBack();
    const place = await aCheckoutElement(
      html`<div>
        <div style="display: none">
          <portone-checkout item-id="shoes" locale="ko"></portone-checkout>
        </div>
        <portone-checkout item-id="shoes" locale="ko"></portone-checkout>
      </div>`,
    );
    const [hidden, visible] = place.querySelectorAll('portone-checkout');
    if (!hidden || !visible) throw new Error('there are no two elements');
    await reaches(hidden, 'paid');
    await reaches(visible, 'paid');
    expect(statusOf(hidden)).to.contain('결제가 완료됐어요');
    expect(statusOf(visible)).to.contain('결제가 완료됐어요');
    expect(heard.names()).to.deep.equal(['paid']);
    expect(heard.targetOf('paid') === visible).to.be.true;
  });

  it('is fired at a hidden one where there is no other', async () => {
    comesBack();
    const hidden = await aHiddenCopy();
    await reaches(hidden, 'paid');
    expect(heard.names()).to.deep.equal(['paid']);
    expect(heard.targetOf('paid') === hidden).to.be.true;
  });

  it('is fired at the element that was pressed, wherever it stands', async () => {
    const first = await aReadyCheckout();
    const second = await aReadyCheckout();
    await openWindow(second);
    portOne.resolves();
    await reaches(first, 'paid');
    expect(heard.names()).to.deep.equal(['paid']);
    expect(heard.targetOf('paid') === second).to.be.true;
  });

  it('is fired at another element of the item where the pressed one is gone', async () => {
    const first = await aReadyCheckout();
    const second = await aReadyCheckout();
    await openWindow(second);
    second.remove();
    portOne.resolves();
    await reaches(first, 'paid');
    expect(heard.names()).to.deep.equal(['paid']);
    expect(heard.targetOf('paid') === first).to.be.true;
  });

  it('is fired at the document where no element is left', async () => {
    const element = await aReadyCheckout();
    await openWindow(element);
    element.remove();
    portOne.resolves();
    await waitUntil(() => heard.names().length > 0);
    expect(heard.names()).to.deep.equal(['paid']);
    expect(heard.targetOf('paid') === document).to.be.true;
    expect(heard.fieldsOf('paid')).to.deep.equal({
      paymentId: 'p1',
      ...aSubject({ environment: 'test' }),
      here: true,
    });
  });

  it('is fired at the element that was pressed although it sells something else now', async () => {
    const element = await aReadyCheckout();
    await openWindow(element);
    element.itemId = 'hat';
    await waitUntil(() => shop.server.callsOf('/api/items/hat').length === 1);
    portOne.resolves();
    await waitUntil(() => heard.names().length > 0);
    expect(heard.targetOf('paid') === element).to.be.true;
    expect(heard.fieldsOf('paid')).to.include({ itemId: 'shoes', paymentId: 'p1' });
  });

  it('says in the words of the page’s own messages what the buyer reads', async () => {
    const failure = { kind: 'DECLINED', retryable: true } as const;
    shop.server.complete = [refuses(409, 'PAYMENT_FAILED', { ...aSubject(), failure })];
    const element = await aReadyCheckout();
    element.messages = { ko: { failed: { DECLINED: { title: '안 됐어요', text: '다시요.' } } } };
    await openWindow(element);
    portOne.resolves();
    await reaches(element, 'failed');
    expect(statusOf(element)).to.contain('안 됐어요');
    expect(heard.fieldsOf('failed').message).to.equal('안 됐어요. 다시요.');
  });

  it('brings the gateway’s words only to the browser that ordered', async () => {
    const failure = { kind: 'UNKNOWN', retryable: true, pgMessage: '한도 초과' } as const;
    shop.server.returns = [answers(200, aPayment({ status: 'FAILED', failure }))];
    opensWith(`?portone-checkout=${MARK}`);
    const element = await aCheckoutElement();
    await reaches(element, 'failed');
    expect(JSON.stringify(heard.fieldsOf('failed'))).to.not.contain('한도 초과');
    expect(element.shadowRoot?.textContent).to.not.contain('한도 초과');
    expect(heard.fieldsOf('failed')).to.not.have.property('here');
  });
});
