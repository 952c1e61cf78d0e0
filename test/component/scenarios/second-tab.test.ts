import { expect } from '@open-wc/testing';
import type { KeptOrder } from '../../../component/page/kept-orders.ts';
import type { PortoneCheckout } from '../../../component/portone-checkout.ts';
import {
  aCheckoutElement,
  aReadyCheckout,
  openWindow,
  orderedEarlier,
  portOne,
  reaches,
  textOf,
  useShop,
} from '../support/checkout-fixture.ts';
import { anOrder, answers, aPayment, aSubject, refuses } from '../support/fake-shop.ts';
import { useHeardEvents } from '../support/heard-events.ts';
import { waitUntil } from '../support/wait-until.ts';

const shop = useShop();
const heard = useHeardEvents();
const asked = () => shop.server.callsOf('/api/payment/complete');
const KEY = 'portone-checkout';
const noteOf = (element: PortoneCheckout) => textOf(element, '[part=note]');
const notPaid = refuses(409, 'NOT_PAID', { ...aSubject(), status: 'READY' });
const issued = answers(
  200,
  aPayment({
    status: 'VIRTUAL_ACCOUNT_ISSUED',
    virtualAccount: { bank: 'K_BANK', accountNumber: '701-1' },
  }),
);

/** Another tab: of the same browser, with a page of its own. */
let tab: HTMLIFrameElement;
beforeEach(() => {
  tab = document.createElement('iframe');
  document.body.append(tab);
});
afterEach(() => tab.remove());

const kept = (): KeptOrder[] => JSON.parse(localStorage.getItem(KEY) ?? '[]');

/** What the other tab keeps of the order; this one hears of it by the browser's own event. */
async function otherTabKeeps(fields: Partial<KeptOrder>): Promise<void> {
  const order: KeptOrder = {
    v: 1,
    server: location.origin,
    paymentId: 'p1',
    ...aSubject(),
    secret: 'secret-of-p1',
    phase: 'open',
    savedAt: Date.now(),
    keep: 7_200,
    ...fields,
  };
  const others = kept().filter(({ paymentId }) => paymentId !== order.paymentId);
  const isHeard = new Promise((heard) => addEventListener('storage', heard, { once: true }));
  tab.contentWindow?.localStorage.setItem(KEY, JSON.stringify([order, ...others]));
  await isHeard;
}
const otherTabForgets = () => tab.contentWindow?.localStorage.removeItem(KEY);

describe('[I9] a tab beside the one that pays', () => {
  it('mentions the payment as soon as it is on its way, and what it comes to, without an event', async () => {
    const element = await aReadyCheckout();
    await otherTabKeeps({ phase: 'open' });
    await waitUntil(() => noteOf(element).includes('결제 중인 주문이 있어요'));
    await otherTabKeeps({ phase: 'waits', announced: 'issued' });
    await waitUntil(() => noteOf(element).includes('입금을 기다리는 주문이 있어요'));
    await otherTabKeeps({ phase: 'told', announced: 'paid' });
    await waitUntil(() => noteOf(element).includes('방금 결제한 주문이 있어요'));
    expect(element.matches(':state(ready)')).to.be.true;
    expect(heard.names()).to.deep.equal([]);
    expect(asked()).to.deep.equal([]);
  });

  it('mentions no more what the other tab has cancelled, or removed', async () => {
    const element = await aReadyCheckout();
    await otherTabKeeps({ phase: 'open' });
    await waitUntil(() => noteOf(element));
    await otherTabKeeps({ phase: 'open', announced: 'cancelled' });
    await waitUntil(() => !noteOf(element));
    await otherTabKeeps({ phase: 'waits', announced: 'issued' });
    await waitUntil(() => noteOf(element));
    otherTabForgets();
    await waitUntil(() => !noteOf(element));
  });

  it('puts an account away that the other tab has removed, and does not keep it again', async () => {
    orderedEarlier({ phase: 'waits', announced: 'issued' });
    shop.server.complete = [issued];
    const element = await aCheckoutElement();
    await reaches(element, 'issued');
    otherTabForgets();
    await reaches(element, 'ready');
    expect(kept()).to.deep.equal([]);
  });

  it('mentions after a while in the browser’s cache what was paid meanwhile', async () => {
    const element = await aReadyCheckout();
    orderedEarlier({ phase: 'told', announced: 'paid' });
    dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }));
    await waitUntil(() => noteOf(element).includes('방금 결제한 주문이 있어요'));
    expect(heard.names()).to.deep.equal([]);
  });

  it('only mentions an account that the buyer has put away here, whatever it hears', async () => {
    orderedEarlier({ phase: 'waits', announced: 'issued' });
    shop.server.complete = [issued];
    const element = await aCheckoutElement();
    await reaches(element, 'issued');
    element.reset();
    await reaches(element, 'ready');
    await otherTabKeeps({ paymentId: 'hat', ...aSubject({ itemId: 'hat' }) });
    await waitUntil(() => noteOf(element).includes('입금을 기다리는 주문이 있어요'));
    expect(element.matches(':state(ready)')).to.be.true;
  });

  it('mentions nothing of another item, or of another server', async () => {
    const element = await aReadyCheckout();
    await otherTabKeeps({ paymentId: 'hat', ...aSubject({ itemId: 'hat' }) });
    await otherTabKeeps({ paymentId: 'elsewhere', server: 'https://other.example' });
    await element.updateComplete;
    expect(noteOf(element)).to.equal('');
  });

  it('shows what was paid there to a buyer who asks, without an event', async () => {
    orderedEarlier({ isOfThisTab: false, phase: 'told', announced: 'paid' });
    const element = await aReadyCheckout();
    await waitUntil(() => noteOf(element));
    element.shadowRoot?.querySelector<HTMLButtonElement>('[part=show]')?.click();
    await reaches(element, 'paid');
    expect(asked()[0]).to.include({ paymentId: 'p1', secret: 'secret-of-p1' });
    expect(heard.names()).to.deep.equal([]);
  });

  it('does not touch the payment of its own window', async () => {
    const element = await aReadyCheckout();
    await openWindow(element);
    await otherTabKeeps({ paymentId: 'p2', phase: 'told', announced: 'paid' });
    expect(element.matches(':state(paying)')).to.be.true;
    portOne.resolves();
    await reaches(element, 'paid');
    expect(heard.fieldsOf('paid')).to.include({ paymentId: 'p1' });
  });

  it('learns that what seemed cancelled was paid in a copy of it', async () => {
    orderedEarlier();
    shop.server.complete = [notPaid];
    const element = await aCheckoutElement();
    await reaches(element, 'cancelled');
    shop.server.complete = [answers(200, aPayment())];
    await otherTabKeeps({ phase: 'told', announced: 'paid' });
    await reaches(element, 'paid');
  });

  it('keeps still what has not changed: two tabs do not wake each other for ever', async () => {
    const savedAt = Date.now() - 60_000;
    orderedEarlier({ phase: 'waits', announced: 'issued', savedAt });
    shop.server.complete = [issued];
    const element = await aCheckoutElement();
    await reaches(element, 'issued');
    const before = asked().length;
    await otherTabKeeps({ paymentId: 'p2', phase: 'waits', announced: 'issued', savedAt });
    const written = localStorage.getItem(KEY);
    dispatchEvent(new Event('online'));
    await waitUntil(() => asked().length > before);
    await waitUntil(() => shop.server.answersReadOf('/api/payment/complete') > before);
    await reaches(element, 'issued');
    expect(localStorage.getItem(KEY)).to.equal(written);
  });
});

describe('a press in a tab beside the one that pays', () => {
  it('goes out under the same order', async () => {
    orderedEarlier({ isOfThisTab: false });
    shop.server.order = [answers(201, anOrder())];
    const element = await aReadyCheckout();
    await openWindow(element);
    expect(shop.server.callsOf('/api/orders').at(-1)).to.deep.include({
      previous: { paymentId: 'p1', secret: 'secret-of-p1' },
    });
  });

  it('shows what the other tab has paid for meanwhile', async () => {
    orderedEarlier({ isOfThisTab: false });
    shop.server.order = [refuses(409, 'ALREADY_PAID', { paymentId: 'p1' })];
    const element = await aReadyCheckout();
    element.pay();
    await reaches(element, 'paid');
    expect(portOne.requests).to.be.empty;
    expect(heard.names()).to.deep.equal(['paid']);
    expect(heard.fieldsOf('paid')).to.include({ paymentId: 'p1', here: true });
  });
});
