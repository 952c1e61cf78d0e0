import { expect, fixtureCleanup, html } from '@open-wc/testing';
import type { PaymentAnswer } from '../../../component/api/contract.ts';
import {
  aCheckoutElement,
  leavePage,
  MARK,
  opensWith,
  opensWithLegacy,
  openWindow,
  orderedEarlier,
  portOne,
  reaches,
  statusOf,
  textOf,
  useShop,
} from '../support/checkout-fixture.ts';
import { answers, aPayment, aSubject, isDown, refuses } from '../support/fake-shop.ts';
import { useHeardEvents } from '../support/heard-events.ts';
import { waitUntil } from '../support/wait-until.ts';

const shop = useShop();
const heard = useHeardEvents();
const asked = (path: string) => shop.server.callsOf(path);
const theirs = (fields: Partial<PaymentAnswer> = {}) =>
  answers(200, aPayment({ paymentId: 'theirs', ...fields }));

/** A server's answer that comes when the test lets it. */
function lateAnswer() {
  let send = (_: ReturnType<typeof answers>) => {};
  const answer = new Promise<ReturnType<typeof answers>>((resolve) => {
    send = resolve;
  });
  return { answer, send };
}

function isVisible(isSo: boolean): void {
  if (isSo) Reflect.deleteProperty(document, 'visibilityState');
  else {
    Object.defineProperty(document, 'visibilityState', { configurable: true, get: () => 'hidden' });
  }
  document.dispatchEvent(new Event('visibilitychange'));
}
afterEach(() => isVisible(true));

describe('the mark of a page', () => {
  it('is redeemed once for several elements and two copies of the script', async () => {
    // The test server's path for modules of their own.
    const copy = '/second-copy/component/index.ts';
    const other: typeof import('../../../component/index.ts') = await import(copy);
    customElements.define('second-checkout', class extends other.PortoneCheckout {});
    shop.server.returns = [theirs(), refuses(404, 'RETURN_UNKNOWN')];
    opensWith(`?portone-checkout=${MARK}`);
    const elements = [
      await aCheckoutElement(),
      await aCheckoutElement(html`<second-checkout item-id="shoes" locale="ko"></second-checkout>`),
      await aCheckoutElement(),
    ];
    for (const element of elements) {
      await reaches(element, 'paid');
      expect(statusOf(element)).to.contain('결제가 완료됐어요');
    }
    const hat = await aCheckoutElement(html`<portone-checkout item-id="hat"></portone-checkout>`);
    await reaches(hat, 'ready');
    expect(asked('/api/returns')).to.have.length(1);
    expect(heard.names()).to.deep.equal(['paid']);
  });

  it('is redeemed whatever the item of the element that comes first', async () => {
    shop.server.returns = [theirs(), refuses(404, 'RETURN_UNKNOWN')];
    opensWith(`?portone-checkout=${MARK}`);
    const hat = await aCheckoutElement(html`<portone-checkout item-id="hat"></portone-checkout>`);
    await reaches(hat, 'ready');
    await reaches(await aCheckoutElement(), 'paid');
    expect(asked('/api/returns')).to.have.length(1);
    expect(heard.names()).to.deep.equal(['paid']);
  });

  it('is redeemed by an element that is gone before the answer comes', async () => {
    const { answer, send } = lateAnswer();
    shop.server.returns = [answer, refuses(404, 'RETURN_UNKNOWN')];
    opensWith(`?portone-checkout=${MARK}`);
    const first = await aCheckoutElement();
    await waitUntil(() => asked('/api/returns').length === 1);
    first.remove();
    send(theirs());
    await reaches(await aCheckoutElement(), 'paid');
    expect(asked('/api/returns')).to.have.length(1);
    expect(heard.names()).to.deep.equal(['paid']);
  });

  it('is answered for before the item is offered, so that no buyer pays again meanwhile', async () => {
    const { answer, send } = lateAnswer();
    shop.server.returns = [answer];
    opensWith(`?portone-checkout=${MARK}`);
    const element = await aCheckoutElement();
    await waitUntil(() => shop.server.answersReadOf('/api/items/shoes') === 1);
    expect(element.matches(':state(loading)')).to.be.true;
    send(theirs());
    await reaches(element, 'paid');
  });

  it('waits in a page that is hidden, until the buyer looks at it', async () => {
    isVisible(false);
    shop.server.returns = [theirs()];
    opensWith(`?portone-checkout=${MARK}`);
    const element = await aCheckoutElement();
    // The item is offered after a while: what has had time until then would have been asked.
    await reaches(element, 'ready');
    expect(asked('/api/returns')).to.deep.equal([]);
    isVisible(true);
    await reaches(element, 'paid');
    expect(asked('/api/returns')).to.have.length(1);
    expect(heard.names()).to.deep.equal(['paid']);
  });

  for (const order of ['before', 'after'] as const) {
    it(`is shown to each server of a page that has two: the right one comes ${order} the other`, async () => {
      const { answer, send } = lateAnswer();
      const fetchShop = window.fetch;
      const other: string[] = [];
      window.fetch = async (input, init) => {
        if (!String(input).startsWith('https://other.example')) return fetchShop(input, init);
        other.push(String(input));
        if (String(input).endsWith('/api/returns')) {
          const reply = await answer;
          return new Response(JSON.stringify(reply.body), { status: reply.status });
        }
        return fetchShop(input, init);
      };
      shop.server.returns = [theirs()];
      opensWith(`?portone-checkout=${MARK}`);
      const markups = [
        html`<portone-checkout item-id="shoes" bff="https://other.example"></portone-checkout>`,
        html`<portone-checkout item-id="shoes"></portone-checkout>`,
      ];
      if (order === 'before') markups.reverse();
      const elements = [];
      for (const markup of markups) elements.push(await aCheckoutElement(markup));
      send(refuses(404, 'RETURN_UNKNOWN'));
      const ours = elements.find(({ bff }) => !bff);
      if (!ours) throw new Error('there is no such element');
      await reaches(ours, 'paid');
      expect(heard.names()).to.deep.equal(['paid']);
      for (const element of elements) if (element !== ours) await reaches(element, 'ready');
      // Once it is redeemed it is of no use to another.
      const asksOther = other.filter((address) => address.endsWith('/api/returns'));
      expect(asksOther).to.have.length(order === 'after' ? 1 : 0);
    });
  }

  it('takes no window away from a buyer who pays meanwhile', async () => {
    const { answer, send } = lateAnswer();
    shop.server.returns = [answer];
    opensWith(`?portone-checkout=${MARK}`);
    const element = await aCheckoutElement();
    await reaches(element, 'ready');
    await openWindow(element);
    send(theirs());
    await waitUntil(() => shop.server.answersReadOf('/api/returns') === 1);
    expect(element.matches(':state(paying)')).to.be.true;
    expect(heard.names()).to.deep.equal([]);
    portOne.resolves();
    await reaches(element, 'paid');
    expect(heard.names()).to.deep.equal(['paid']);
    expect(heard.fieldsOf('paid')).to.include({ paymentId: 'p1', here: true });
  });

  it('takes no place of what the buyer has paid for meanwhile', async () => {
    const { answer, send } = lateAnswer();
    shop.server.returns = [answer];
    opensWith(`?portone-checkout=${MARK}`);
    const element = await aCheckoutElement();
    await reaches(element, 'ready');
    await openWindow(element);
    portOne.resolves();
    await reaches(element, 'paid');
    send(theirs());
    await waitUntil(() => shop.server.answersReadOf('/api/returns') === 1);
    expect(textOf(element, '[part=summary]')).to.contain('p1').and.not.contain('theirs');
    expect(heard.names()).to.deep.equal(['paid']);
  });

  it('hides no order of this browser that waits, where it is of another one', async () => {
    orderedEarlier({ paymentId: 'earlier', phase: 'waits', announced: 'issued' });
    shop.server.complete = [
      answers(200, aPayment({ paymentId: 'earlier', status: 'VIRTUAL_ACCOUNT_ISSUED' })),
    ];
    shop.server.returns = [theirs()];
    opensWith(`?portone-checkout=${MARK}`);
    const element = await aCheckoutElement();
    await reaches(element, 'issued');
    expect(textOf(element, '[part=summary]')).to.contain('earlier');
    expect(heard.names()).to.be.empty;
  });

  it('is tried again while the server is away, and by the next page no more', async () => {
    shop.server.returns = [isDown, theirs()];
    opensWith(`?portone-checkout=${MARK}`);
    await reaches(await aCheckoutElement(), 'paid');
    leavePage();
    fixtureCleanup();
    sessionStorage.clear();
    await reaches(await aCheckoutElement(), 'ready');
    expect(asked('/api/returns')).to.have.length(2);
  });
});

describe('a return of 0.1 that the server takes its time for', () => {
  it('takes no window away from a buyer who pays meanwhile', async () => {
    const { answer, send } = lateAnswer();
    shop.server.returns = [answer];
    opensWithLegacy('?portone-checkout=shoes&paymentId=theirs');
    const element = await aCheckoutElement();
    await reaches(element, 'ready');
    await openWindow(element);
    send(theirs());
    await waitUntil(() => shop.server.answersReadOf('/api/returns') === 1);
    portOne.resolves();
    await reaches(element, 'paid');
    expect(heard.fieldsOf('paid')).to.include({ paymentId: 'p1', ...aSubject() });
    expect(heard.names()).to.deep.equal(['paid']);
  });
});
