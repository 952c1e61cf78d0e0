import { expect, html } from '@open-wc/testing';
import type { CheckoutMethod } from '../../../component/api/contract.ts';
import type { PortoneCheckout } from '../../../component/portone-checkout.ts';
import {
  aCheckoutElement,
  aReadyCheckout,
  buttonOf,
  eventsOf,
  expectAccessible,
  portOne,
  press,
  reaches,
  somethingLater,
  statusOf,
  useShop,
} from '../support/checkout-fixture.ts';
import { aCheckout, aMethod, anItem, anOrder, answers, refuses } from '../support/fake-shop.ts';
import { waitUntil } from '../support/wait-until.ts';

const shop = useShop();

const paypal = (fields: Partial<CheckoutMethod> = {}) =>
  aMethod({
    id: 'paypal',
    label: 'PayPal',
    payMethod: 'PAYPAL',
    pgProvider: 'PAYPAL_V2',
    channelKey: 'channel-key-pp',
    ...fields,
  });

function offers(...methods: CheckoutMethod[]): void {
  const item = anItem({ maxQuantity: 3 });
  shop.server.item = [answers(200, { item, checkout: aCheckout({ methods }) })];
}

const place = (element: PortoneCheckout) =>
  element.querySelector<HTMLElement>(':scope > .portone-ui-container');

/** An element whose PayPal buttons have been asked for. */
async function withButtons(markup?: Parameters<typeof aReadyCheckout>[0]) {
  const before = portOne.loaded.length;
  const element = await aReadyCheckout(markup);
  await waitUntil(() => portOne.loaded.length > before, 'PayPal should be loaded');
  return element;
}

const response = (fields = {}) =>
  ({ transactionType: 'PAYMENT', txId: 'tx1', paymentId: 'p1', ...fields }) as const;

describe('PayPal', () => {
  it('has its buttons back once another payment of the page is over, which took them away', async () => {
    offers(paypal());
    const element = await withButtons();
    const before = portOne.loaded.length;
    place(element)?.replaceChildren();
    document.dispatchEvent(new Event('portone-checkout-cancelled'));
    await waitUntil(() => portOne.loaded.length > before, 'PayPal should be asked again');
    expect(document.querySelectorAll('.portone-ui-container')).to.have.length(1);
  });

  it('keeps the buttons that are still there', async () => {
    offers(paypal());
    const element = await withButtons();
    const before = portOne.loaded.length;
    place(element)?.append(document.createElement('button'));
    document.dispatchEvent(new Event('portone-checkout-cancelled'));
    offers(aMethod());
    await somethingLater();
    expect(portOne.loaded.length).to.equal(before);
  });

  it('has its buttons in the page, where PortOne finds them, in place of ours', async () => {
    offers(paypal());
    const element = await withButtons();
    expect(place(element)?.dataset.portoneUiType).to.equal('PAYPAL_SPB');
    expect(place(element)?.assignedSlot?.name).to.equal('paypal');
    expect(buttonOf(element)).to.be.null;
    expect(portOne.loaded[0]).to.include({
      uiType: 'PAYPAL_SPB',
      channelKey: 'channel-key-pp',
      paymentId: 'p1',
      totalAmount: 1000,
    });
    await expectAccessible(element);
  });

  it('is shown in the form that the catalog wants', async () => {
    offers(paypal({ request: { uiType: 'PAYPAL_RT' } as never }));
    const element = await withButtons();
    expect(place(element)?.dataset.portoneUiType).to.equal('PAYPAL_RT');
  });

  it('pays for the latest order without being drawn again', async () => {
    shop.server.order = [
      answers(201, anOrder()),
      answers(201, anOrder({ paymentId: 'p2', quantity: 2, totalAmount: 2000 })),
    ];
    offers(paypal());
    const element = await withButtons();
    element.quantity = 2;
    await waitUntil(() => portOne.updated.length > 0);
    expect(portOne.updated[0]).to.include({ paymentId: 'p2', totalAmount: 2000 });
    expect(portOne.loaded).to.have.length(1);
  });

  it('comes and goes with the choice of method', async () => {
    offers(aMethod(), paypal());
    const element = await aReadyCheckout();
    const pick = (id: string) =>
      element.shadowRoot?.querySelector<HTMLInputElement>(`[value=${id}]`)?.click();
    expect(portOne.loaded).to.be.empty;
    pick('paypal');
    await waitUntil(() => place(element) !== null);
    pick('kakaopay');
    await waitUntil(() => place(element) === null);
    expect(buttonOf(element)).to.exist;
  });

  it('is taken along by an element that leaves the page', async () => {
    offers(paypal());
    const element = await withButtons();
    element.remove();
    expect(element.childElementCount).to.equal(0);
  });

  it('is paid once the server says so', async () => {
    offers(paypal());
    const element = await withButtons();
    const seen = eventsOf(element);
    portOne.paypal?.onPaymentSuccess(response());
    await reaches(element, 'paid');
    expect(shop.server.callsOf('/api/payment/complete')).to.deep.equal([
      { paymentId: 'p1', txId: 'tx1', quiet: true },
    ]);
    expect(seen.at(-1)?.type).to.equal('portone-checkout-paid');
  });

  it('may fail through its success callback, and offers another try', async () => {
    shop.server.complete = [refuses(409, 'NOT_PAID')];
    offers(paypal());
    const element = await withButtons();
    portOne.paypal?.onPaymentSuccess(response({ code: 'Unavailable', message: 'x' }));
    await reaches(element, 'failed');
    expect(statusOf(element)).to.contain('결제사가 응답하지 않아요');
    press(element);
    await reaches(element, 'ready');
    expect(place(element)?.assignedSlot).to.exist;
  });

  it('may be cancelled, with its buttons at hand for another go', async () => {
    shop.server.complete = [refuses(409, 'NOT_PAID')];
    offers(paypal());
    const element = await withButtons();
    portOne.paypal?.onPaymentFail(
      Object.assign(new Error('x'), response({ code: 'FAILURE_TYPE_STOPPED' })) as never,
    );
    await reaches(element, 'cancelled');
    expect(place(element)?.assignedSlot).to.exist;
    await expectAccessible(element);
  });

  it('fails where PortOne cannot set it up', async () => {
    shop.server.complete = [refuses(404, 'PAYMENT_NOT_FOUND')];
    offers(paypal());
    const failure = Promise.reject(Object.assign(new Error('x'), { code: 'ChannelNotFound' }));
    failure.catch(() => {});
    portOne.paypalLoads = failure;
    const element = await aCheckoutElement();
    await reaches(element, 'failed');
    expect(statusOf(element)).to.contain('지금은 이 방법으로 결제할 수 없어요');
    expect(element.childElementCount).to.equal(0);
  });

  it('says so where its order cannot be made, and tries again', async () => {
    shop.server.order = [refuses(503, 'STORE_UNAVAILABLE'), answers(201, anOrder())];
    offers(paypal());
    const element = await aCheckoutElement();
    await reaches(element, 'failed');
    expect(statusOf(element)).to.contain('주문을 만들지 못했어요');
    offers(aMethod());
    await somethingLater();
    // Not before the buyer wants it.
    expect(shop.server.callsOf('/api/orders')).to.have.length(1);
    press(element);
    await waitUntil(() => portOne.loaded.length > 0);
  });

  it('says so as well once the buyer chooses it', async () => {
    shop.server.order = [refuses(503, 'STORE_UNAVAILABLE')];
    offers(aMethod(), paypal());
    const element = await aReadyCheckout();
    element.shadowRoot?.querySelector<HTMLInputElement>('[value=paypal]')?.click();
    await reaches(element, 'failed');
    expect(statusOf(element)).to.contain('주문을 만들지 못했어요');
    expect(shop.server.callsOf('/api/orders')).to.have.length(1);
  });

  it('pays for what the buyer has chosen while an order was on its way', async () => {
    let answer = (_: ReturnType<typeof answers>) => {};
    shop.server.order = [
      new Promise((resolve) => {
        answer = resolve;
      }),
      answers(201, anOrder({ paymentId: 'p2', quantity: 2 })),
    ];
    offers(paypal());
    const element = await aReadyCheckout();
    await waitUntil(() => shop.server.callsOf('/api/orders').length === 1, 'the first order');
    element.quantity = 2;
    await element.updateComplete;
    answer(answers(201, anOrder()));
    await waitUntil(() => portOne.loaded.length > 0, 'PayPal should be loaded');
    expect([...portOne.loaded, ...portOne.updated].at(-1)?.paymentId).to.equal('p2');
  });

  it('waits for what it must know about the buyer', async () => {
    offers(paypal({ buyerFields: { pc: ['email'], mobile: ['email'] } }));
    const element = await aReadyCheckout();
    const buyer = { email: 'a@b.example' };
    element.buyer = buyer;
    await waitUntil(() => portOne.loaded.length > 0);
    expect(portOne.loaded[0]?.customer).to.deep.equal(buyer);
    expect(shop.server.callsOf('/api/orders')).to.deep.equal([
      { itemId: 'shoes', methodId: 'paypal', buyer, page: location.href },
    ]);
  });

  it('tells the developer where a page has two of them, which PortOne cannot serve', async () => {
    offers(paypal());
    const reported: unknown[] = [];
    const { error } = console;
    console.error = (...words: unknown[]) => reported.push(words[0]);
    await withButtons();
    expect(reported).to.be.empty;
    await withButtons(html`<portone-checkout item-id="hat" locale="ko"></portone-checkout>`);
    console.error = error;
    expect(String(reported[0])).to.contain('one place of a page only');
  });
});
