import { expect, fixture, html } from '@open-wc/testing';
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
    expect(statusOf(element)).to.contain('주문하지 못했어요');
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
    expect(statusOf(element)).to.contain('주문하지 못했어요');
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
      { itemId: 'shoes', methodId: 'paypal', buyer, locale: 'ko', page: location.href },
    ]);
  });

  it('has its buttons at one element of a page, and at another for a buyer who presses there', async () => {
    offers(paypal());
    const warned: unknown[] = [];
    const { warn } = console;
    console.warn = (...words: unknown[]) => warned.push(words[0]);
    const first = await withButtons();
    expect(warned).to.be.empty;
    const second = await aReadyCheckout(
      html`<portone-checkout item-id="hat" locale="ko"></portone-checkout>`,
    );
    await waitUntil(() => buttonOf(second) !== null, 'a button of ours');
    console.warn = warn;
    expect(String(warned[0])).to.contain('one place of a page only');
    expect(portOne.loaded).to.have.length(1);
    expect(first.matches(':state(ready)') && second.matches(':state(ready)')).to.be.true;
    press(second);
    await waitUntil(() => portOne.loaded.length === 2, 'PayPal should be asked again');
    expect(place(second)?.assignedSlot).to.exist;
    await waitUntil(() => buttonOf(first) !== null, 'now the first has a button');
    expect(document.querySelectorAll('.portone-ui-container')).to.have.length(1);
  });

  it('has them again when the element that had them leaves the page', async () => {
    offers(paypal());
    const first = await withButtons();
    const second = await aReadyCheckout(
      html`<portone-checkout item-id="hat" locale="ko"></portone-checkout>`,
    );
    await waitUntil(() => buttonOf(second) !== null, 'a button of ours');
    first.remove();
    await waitUntil(() => place(second) !== null, 'PayPal');
    expect(buttonOf(second)).to.be.null;
  });

  const removals: Record<string, (element: PortoneCheckout) => unknown> = {
    'empties the element': (element) => element.replaceChildren(),
    'writes its HTML anew': (element) => {
      element.innerHTML = '';
    },
    'makes another child of their place': (element) => {
      const child = element.firstElementChild as HTMLElement;
      for (const name of child.getAttributeNames()) child.removeAttribute(name);
      child.slot = 'details';
    },
  };
  for (const [what, removeButtons] of Object.entries(removals)) {
    it(`has its buttons back after the page ${what}`, async () => {
      offers(paypal());
      const element = await withButtons();
      removeButtons(element);
      await waitUntil(() => portOne.loaded.length === 2, 'PayPal should be asked again');
      expect(place(element)?.assignedSlot).to.exist;
      expect(document.querySelectorAll('.portone-ui-container')).to.have.length(1);
      // What the page has made of it is the page's.
      expect(element.querySelectorAll('[slot=details]')).to.have.length(
        what.startsWith('makes') ? 1 : 0,
      );
    });
  }

  it('takes its buttons along where the page moves the element', async () => {
    offers(paypal());
    const element = await withButtons();
    const elsewhere = document.createElement('div');
    element.after(elsewhere);
    elsewhere.append(element);
    await waitUntil(() => portOne.loaded.length === 2, 'PayPal should be asked again');
    expect(place(element)?.assignedSlot).to.exist;
  });

  it('leaves no dead buttons in a copy of the element', async () => {
    offers(paypal());
    const element = await withButtons();
    const copy = element.cloneNode(true) as PortoneCheckout;
    element.before(copy);
    await reaches(copy, 'ready');
    await waitUntil(() => buttonOf(copy) !== null, 'a button of ours');
    expect(document.querySelectorAll('.portone-ui-container')).to.have.length(1);
    expect(place(element)).to.exist;
  });

  it('has its buttons in the document, and shows them, where the element is in shadow roots', async () => {
    offers(paypal());
    const outer = await fixture<HTMLElement>(html`<div></div>`);
    const inner = document.createElement('div');
    outer.attachShadow({ mode: 'closed' }).append(inner);
    const element = document.createElement('portone-checkout');
    Object.assign(element, { itemId: 'shoes', locale: 'ko' });
    inner.attachShadow({ mode: 'open' }).append(element);
    await waitUntil(() => portOne.loaded.length > 0, 'PayPal should be loaded');
    const buttons = document.querySelector<HTMLElement>('.portone-ui-container');
    expect(buttons?.parentElement === outer).to.be.true;
    if (buttons) buttons.style.height = '99px';
    const shown = element.shadowRoot?.querySelector('.paypal')?.getBoundingClientRect();
    expect(shown?.height).to.equal(99);
    expect(buttons?.getBoundingClientRect().top).to.equal(shown?.top);
    element.remove();
    expect(outer.childElementCount + inner.childElementCount).to.equal(0);
  });
});
