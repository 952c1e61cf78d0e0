import { expect, fixture, html } from '@open-wc/testing';
import type { ErrorAnswer, ItemAnswer, PaymentAnswer } from '../../component/api/contract.ts';
import {
  CheckoutCancelledEvent,
  CheckoutFailedEvent,
  CheckoutIssuedEvent,
  CheckoutPaidEvent,
  CheckoutPendingEvent,
  CheckoutReadyEvent,
  CheckoutStartEvent,
} from '../../component/page/events.ts';
import type { PortoneCheckout } from '../../component/portone-checkout.ts';
import {
  aCheckoutElement,
  aReadyCheckout,
  buttonOf,
  eventsOf,
  expectAccessible,
  openWindow,
  portOne,
  press,
  reaches,
  somethingLater,
  statusOf,
  textOf,
  useShop,
} from './support/checkout-fixture.ts';
import {
  aCheckout,
  aMethod,
  anItem,
  anOrder,
  answers,
  aPayment,
  aSubject,
  isDown,
  refuses,
} from './support/fake-shop.ts';
import { waitUntil } from './support/wait-until.ts';

const shop = useShop();

function offers(fields: Partial<ItemAnswer>): void {
  shop.server.item = [answers(200, { item: anItem(), checkout: aCheckout(), ...fields })];
}

describe('loading', () => {
  it('shows a skeleton and an empty live region while the item is on its way', async () => {
    shop.server.item = [new Promise<never>(() => {})];
    const element = await aCheckoutElement();
    expect(element.matches(':state(loading)')).to.be.true;
    expect(element.shadowRoot?.querySelector('[part=card]')?.ariaBusy).to.equal('true');
    expect(element.shadowRoot?.querySelectorAll('.skeleton')).to.not.be.empty;
    expect(element.shadowRoot?.querySelector('[role=status]')).to.exist;
    expect(statusOf(element)).to.equal('');
    await expectAccessible(element);
  });

  it('shows name, image, description and price, and says that it is ready', async () => {
    const item = anItem({
      name: '운동화',
      image: 'data:image/gif;base64,R0lGODlhAQABAAAAACw=',
      description: '가벼운',
      price: 59000,
    });
    offers({ item });
    const seen: CheckoutReadyEvent[] = [];
    const note = (event: CheckoutReadyEvent) => seen.push(event);
    document.addEventListener('portone-checkout-ready', note);
    const element = await aReadyCheckout();
    document.removeEventListener('portone-checkout-ready', note);
    expect(textOf(element, '[part=name]')).to.equal('운동화');
    expect(textOf(element, '[part=description]')).to.equal('가벼운');
    expect(textOf(element, '[part=price]')).to.equal('59,000원');
    // Its name is right beside it.
    expect(element.shadowRoot?.querySelector('img')?.alt).to.equal('');
    expect(seen[0]).to.be.instanceOf(CheckoutReadyEvent);
    expect(seen[0]?.item).to.deep.equal(item);
    await expectAccessible(element);
  });

  it('leaves no gap where an item has no image, and shows the page’s own in its place', async () => {
    const plain = await aReadyCheckout();
    expect(plain.shadowRoot?.querySelectorAll('[part=media]').length).to.equal(0);
    const element = await aReadyCheckout(
      html`<portone-checkout item-id="shoes"><b slot="media">신발</b></portone-checkout>`,
    );
    expect(element.querySelector('b')?.assignedSlot).to.exist;
  });

  it('says in which language its words are, for those who hear them', async () => {
    const element = await aReadyCheckout(
      html`<portone-checkout item-id="shoes" locale="en-US"></portone-checkout>`,
    );
    expect(element.shadowRoot?.querySelector('[part=card]')?.getAttribute('lang')).to.equal(
      'en-US',
    );
  });

  it('asks the server that it is pointed at', async () => {
    await aReadyCheckout(
      html`<portone-checkout item-id="a b" bff="https://pay.example/shop/"></portone-checkout>`,
    );
    expect(shop.server.calls[0]?.path).to.equal('/shop/api/items/a%20b');
  });

  const failures: [string, () => never | ReturnType<typeof refuses>, string][] = [
    ['not found', () => refuses(404, 'ITEM_NOT_FOUND'), '상품을 찾을 수 없어요'],
    ['out of reach', isDown, '인터넷 연결을 확인하고'],
    ['in trouble', () => refuses(500, 'INTERNAL_ERROR'), '잠시 후 다시 시도해'],
  ];
  for (const [what, answer, words] of failures) {
    it(`says so where the item is ${what}, and loads it on another try`, async () => {
      shop.server.item = [answer, ...shop.server.item];
      const element = await aCheckoutElement();
      await reaches(element, 'load-failed');
      expect(statusOf(element)).to.contain(words);
      await expectAccessible(element);
      press(element);
      await reaches(element, 'ready');
    });
  }

  it('says that the shop is at fault where it refuses the page’s origin, and what to write where', async () => {
    const said: unknown[] = [];
    const { error } = console;
    console.error = (...words: unknown[]) => said.push(words.join(' '));
    shop.server.item = [isDown];
    shop.server.version = [answers(200, { src: '/x.js', refused: 'add it to ALLOWED_ORIGINS' })];
    try {
      const element = await aCheckoutElement(
        html`<portone-checkout
          item-id="shoes"
          bff="https://refusing.example"
          locale="ko"
        ></portone-checkout>`,
      );
      await reaches(element, 'load-failed');
      expect(statusOf(element)).to.contain('판매자에게 문의').and.not.contain('인터넷');
      expect(said.join()).to.contain('add it to ALLOWED_ORIGINS');
      expect(shop.server.calls.at(-1)?.path).to.equal(
        `/portone-checkout.json?origin=${encodeURIComponent(location.origin)}`,
      );
    } finally {
      console.error = error;
    }
  });

  it('reports a failed load as an event of stage load', async () => {
    shop.server.item = [refuses(404, 'ITEM_NOT_FOUND')];
    const seen: CheckoutFailedEvent[] = [];
    const note = (event: CheckoutFailedEvent) => seen.push(event);
    document.addEventListener('portone-checkout-failed', note);
    await reaches(await aCheckoutElement(), 'load-failed');
    document.removeEventListener('portone-checkout-failed', note);
    expect(seen[0]).to.include({ stage: 'load', code: 'ITEM_NOT_FOUND', retryable: true });
  });

  it('drops the answer for an item that it no longer sells', async () => {
    let answerLate = (_: ReturnType<typeof answers>) => {};
    const late = new Promise<ReturnType<typeof answers>>((resolve) => {
      answerLate = resolve;
    });
    const hat = { item: anItem({ id: 'hat', name: '모자' }), checkout: aCheckout() };
    shop.server.item = [late, answers(200, hat)];
    const element = await aCheckoutElement();
    element.itemId = 'hat';
    await reaches(element, 'ready');
    answerLate(answers(200, { item: anItem(), checkout: aCheckout() }));
    await somethingLater();
    expect(shop.server.calls[0]?.signal?.aborted).to.be.true;
    expect(textOf(element, '[part=name]')).to.equal('모자');
  });

  it('shows nothing broken where item-id is missing', async () => {
    const { error } = console;
    console.error = () => {};
    const element = await aCheckoutElement(html`<portone-checkout></portone-checkout>`);
    expect(shop.server.calls).to.be.empty;
    await somethingLater();
    console.error = error;
    expect(element.shadowRoot?.textContent?.trim()).to.equal('');
    expect(shop.server.calls, 'but for the other one').to.have.length(1);
  });

  it('survives being moved while it loads', async () => {
    const element = await aCheckoutElement();
    const elsewhere = document.createElement('div');
    element.parentElement?.append(elsewhere);
    elsewhere.append(element);
    await reaches(element, 'ready');
  });

  it('shows a badge unless real money is at stake', async () => {
    offers({ checkout: aCheckout({ environment: 'sandbox' }) });
    expect(textOf(await aReadyCheckout(), '[part=badge]')).to.equal('SANDBOX');
    offers({});
    expect((await aReadyCheckout()).shadowRoot?.querySelector('[part=badge]')).to.be.null;
  });
});

describe('preparing', () => {
  for (const [sign, event] of [
    ['pointer', new PointerEvent('pointerover', { bubbles: true })],
    ['focus', new FocusEvent('focusin', { bubbles: true })],
  ] as const) {
    it(`orders at the first sign of a ${sign}, once`, async () => {
      const element = await aReadyCheckout();
      buttonOf(element)?.dispatchEvent(event);
      buttonOf(element)?.dispatchEvent(event);
      await waitUntil(() => shop.server.callsOf('/api/orders').length > 0, 'should order');
      await somethingLater();
      expect(shop.server.callsOf('/api/orders')).to.deep.equal([
        { itemId: 'shoes', methodId: 'kakaopay', page: location.href },
      ]);
    });
  }

  async function prepared(markup?: Parameters<typeof aReadyCheckout>[0]): Promise<PortoneCheckout> {
    const element = await aReadyCheckout(markup);
    const { server } = shop;
    buttonOf(element)?.dispatchEvent(new PointerEvent('pointerover'));
    await waitUntil(() => server.answersReadOf('/api/orders') > 0);
    await element.updateComplete;
    return element;
  }

  it('opens the window within the click once an order is there', async () => {
    const element = await prepared();
    press(element);
    await waitUntil(() => portOne.requests.length > 0, 'the window should open');
    expect(portOne.cameWithinPress).to.deep.equal([true]);
  });

  it('shows the price of the order where it differs from the item', async () => {
    shop.server.order = [answers(201, anOrder({ totalAmount: 900 }))];
    expect(textOf(await prepared(), '[part=price]')).to.equal('900원');
  });

  it('takes the same order into the window again after a cancelled attempt', async () => {
    shop.server.complete = [refuses(409, 'NOT_PAID')];
    const element = await prepared();
    await openWindow(element);
    portOne.resolvesToNothing();
    await reaches(element, 'cancelled');
    await openWindow(element);
    expect(shop.server.callsOf('/api/orders')).to.have.length(1);
    expect(portOne.requests.map(({ paymentId }) => paymentId)).to.deep.equal(['p1', 'p1']);
  });

  it('orders anew once the choice has changed', async () => {
    const element = await prepared();
    element.quantity = 2;
    element.buyer = { fullName: '홍길동' };
    await element.updateComplete;
    await openWindow(element);
    expect(shop.server.callsOf('/api/orders')[1]).to.deep.equal({
      itemId: 'shoes',
      quantity: 2,
      methodId: 'kakaopay',
      buyer: { fullName: '홍길동' },
      page: location.href,
    });
  });

  it('keeps quiet about a failed preparation, and asks again at the click', async () => {
    shop.server.order = [refuses(503, 'STORE_UNAVAILABLE'), answers(201, anOrder())];
    const element = await prepared();
    expect(element.matches(':state(ready)')).to.be.true;
    await openWindow(element);
  });

  it('reports an order that cannot be made, and tries again', async () => {
    shop.server.order = [refuses(503, 'STORE_UNAVAILABLE'), answers(201, anOrder())];
    const element = await aReadyCheckout();
    const seen = eventsOf(element);
    press(element);
    await reaches(element, 'failed');
    expect(statusOf(element)).to.contain('주문하지 못했어요');
    expect(seen[1]).to.include({ stage: 'prepare', code: 'STORE_UNAVAILABLE', retryable: true });
    await expectAccessible(element);
    await openWindow(element);
  });
});

describe('paying', () => {
  it('opens one window, however often the button is clicked', async () => {
    const element = await aReadyCheckout();
    press(element);
    press(element);
    element.pay();
    await waitUntil(() => portOne.requests.length > 0);
    press(element);
    await element.updateComplete;
    expect(portOne.requests).to.have.length(1);
    expect(statusOf(element)).to.contain('결제창에서');
    await expectAccessible(element);
  });

  it('tells the page before it starts, and lets it refuse', async () => {
    const element = await aReadyCheckout();
    const seen = eventsOf(element);
    element.addEventListener('portone-checkout-start', (event) => event.preventDefault(), {
      once: true,
    });
    press(element);
    expect(seen[0]).to.be.instanceOf(CheckoutStartEvent);
    expect(seen[0]).to.include({ itemId: 'shoes', quantity: 1, methodId: 'kakaopay' });
    await element.updateComplete;
    expect(element.matches(':state(ready)')).to.be.true;
    expect(shop.server.callsOf('/api/orders')).to.be.empty;
    await openWindow(element);
  });

  it('does nothing while disabled', async () => {
    const element = await aReadyCheckout(
      html`<portone-checkout item-id="shoes" disabled></portone-checkout>`,
    );
    const seen = eventsOf(element);
    element.pay();
    await element.updateComplete;
    expect(seen.length).to.equal(0);
    expect(element.matches(':state(ready)')).to.be.true;
    expect(buttonOf(element)?.disabled).to.be.true;
    expect(shop.server.callsOf('/api/orders')).to.be.empty;
  });

  it('takes the price from the server, whatever the page says', async () => {
    const element = await aReadyCheckout(
      html`<portone-checkout
        item-id="shoes"
        price="1"
        amount="1"
        total-amount="1"
        currency="USD"
      ></portone-checkout>`,
    );
    expect(textOf(element, '[part=price]')).to.contain('1,000');
    await openWindow(element);
    expect(portOne.requests.at(-1)).to.include({ totalAmount: 1000, currency: 'KRW' });
  });

  it('pays by the method that the page names', async () => {
    const methods = [aMethod(), aMethod({ id: 'card', payMethod: 'CARD' })];
    offers({ checkout: aCheckout({ methods }) });
    const element = await aReadyCheckout(
      html`<portone-checkout item-id="shoes" method="card"></portone-checkout>`,
    );
    await openWindow(element);
    expect(portOne.requests[0]?.payMethod).to.equal('CARD');
  });

  it('does not pay by another method than the page names', async () => {
    const element = await aReadyCheckout(
      html`<portone-checkout item-id="shoes" method="nonesuch"></portone-checkout>`,
    );
    expect(buttonOf(element)?.disabled).to.be.true;
  });

  it('says where to come back to, in the buyer’s language', async () => {
    const element = await aReadyCheckout(
      html`<portone-checkout item-id="shoes" locale="ja" redirect-url="/done?a=1#x"></portone-checkout>`,
    );
    await openWindow(element);
    expect(portOne.requests[0]).to.include({
      redirectUrl: `${location.origin}/done?a=1&portone-checkout=shoes`,
      locale: 'JA_JP',
    });
  });

  it('pays, and comes back to this page, where the page to come back to is no address', async () => {
    const element = await aReadyCheckout(
      html`<portone-checkout item-id="shoes" redirect-url="https://"></portone-checkout>`,
    );
    await openWindow(element);
    expect(portOne.requests[0]?.redirectUrl).to.match(
      new RegExp(`^${location.origin}.*portone-checkout=shoes$`),
    );
  });

  it('does not submit a form around it', async () => {
    const form = document.createElement('form');
    let submitted = false;
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      submitted = true;
    });
    const element = await aReadyCheckout();
    element.parentElement?.append(form);
    form.append(element);
    await openWindow(element);
    expect(submitted).to.be.false;
  });

  it('lets a buyer whose window is gone ask what has become of it', async () => {
    const element = await aReadyCheckout();
    await openWindow(element);
    await element.updateComplete;
    shop.server.whileOpen = shop.server.complete;
    element.shadowRoot?.querySelector<HTMLButtonElement>('.link')?.click();
    await reaches(element, 'paid');
  });

  it('says once that it is paid, although the window still ends after the buyer has asked', async () => {
    const element = await aReadyCheckout();
    const seen = eventsOf(element);
    await openWindow(element);
    await element.updateComplete;
    shop.server.whileOpen = shop.server.complete;
    element.shadowRoot?.querySelector<HTMLButtonElement>('.link')?.click();
    await reaches(element, 'paid');
    portOne.resolves();
    await somethingLater();
    expect(seen.filter((event) => event instanceof CheckoutPaidEvent)).to.have.length(1);
    expect(element.matches(':state(paid)')).to.be.true;
    expect(shop.server.callsOf('/api/payment/complete')).to.have.length(1);
  });

  it('does not mistake the end of an abandoned window for that of the next one', async () => {
    shop.server.complete = [refuses(409, 'NOT_PAID')];
    const element = await aReadyCheckout();
    await openWindow(element);
    await element.updateComplete;
    element.shadowRoot?.querySelector<HTMLButtonElement>('.link')?.click();
    await reaches(element, 'cancelled');
    await openWindow(element);
    await somethingLater();
    expect(element.matches(':state(paying)')).to.be.true;
    expect(shop.server.callsOf('/api/payment/complete')).to.have.length(1);
  });

  it('asks the server when the page comes back out of the browser’s cache', async () => {
    const element = await aReadyCheckout();
    await openWindow(element);
    shop.server.whileOpen = shop.server.complete;
    dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }));
    await reaches(element, 'paid');
  });
});

describe('concluding', () => {
  async function paid(): Promise<PortoneCheckout> {
    const element = await aReadyCheckout();
    await openWindow(element);
    portOne.resolves();
    return element;
  }

  it('waits for the server before it says that anything is paid', async () => {
    let answer = (_: ReturnType<typeof answers>) => {};
    shop.server.complete = [
      new Promise((resolve) => {
        answer = resolve;
      }),
    ];
    const element = await aReadyCheckout();
    const seen = eventsOf(element);
    await openWindow(element);
    portOne.resolves({ paymentToken: 'token' });
    await reaches(element, 'confirming');
    expect(seen.some((event) => event instanceof CheckoutPaidEvent)).to.be.false;
    await expectAccessible(element);
    answer(answers(200, { paymentId: 'p1', status: 'PAID' }));
    await reaches(element, 'paid');
    expect(seen.filter((event) => event instanceof CheckoutPaidEvent)).to.have.length(1);
    expect(seen.at(-1)).to.include({ paymentId: 'p1', bubbles: true, composed: true });
    // As it was ordered on this page, where the server does not say what it is for.
    expect({ ...seen.at(-1) }).to.include(aSubject({ environment: 'live' }));
    expect(statusOf(element)).to.contain('결제가 완료됐어요');
    expect(textOf(element, '[part=summary]')).to.contain('p1');
    expect(shop.server.callsOf('/api/payment/complete')).to.deep.equal([
      { paymentId: 'p1', txId: 'tx1', paymentToken: 'token', quiet: true },
    ]);
    await expectAccessible(element);
  });

  it('links to the receipt, in another tab, where the server has one', async () => {
    const receiptUrl = 'https://receipts.example/1?id=2';
    shop.server.complete = [answers(200, { paymentId: 'p1', status: 'PAID', receiptUrl })];
    const element = await paid();
    await reaches(element, 'paid');
    const link = element.shadowRoot?.querySelector<HTMLAnchorElement>('[part=receipt]');
    expect(link?.href).to.equal(receiptUrl);
    expect(link?.textContent?.trim()).to.equal('영수증 보기');
    expect(link).to.include({ target: '_blank', rel: 'noopener' });
    await expectAccessible(element);
  });

  it('links to nothing that is not a page on the web', async () => {
    shop.server.complete = [
      answers(200, { paymentId: 'p1', status: 'PAID', receiptUrl: 'javascript:alert(1)' }),
    ];
    const element = await paid();
    await reaches(element, 'paid');
    expect(element.shadowRoot?.querySelectorAll('a').length).to.equal(0);
  });

  it('asks the server after a cancellation too, and offers to pay again', async () => {
    shop.server.complete = [refuses(409, 'NOT_PAID')];
    const element = await aReadyCheckout();
    const seen = eventsOf(element);
    await openWindow(element);
    portOne.resolves({ code: 'FAILURE_TYPE_PG', pgCode: 'CANCEL', pgMessage: '취소' });
    await reaches(element, 'cancelled');
    expect(shop.server.callsOf('/api/payment/complete')).to.have.length(1);
    expect(seen.at(-1)).to.be.instanceOf(CheckoutCancelledEvent);
    expect(seen.at(-1)).to.include({
      paymentId: 'p1',
      code: 'FAILURE_TYPE_PG',
      pgCode: 'CANCEL',
      pgMessage: '취소',
    });
    expect(seen.some((event) => event instanceof CheckoutFailedEvent)).to.be.false;
    expect(buttonOf(element)?.textContent?.trim()).to.equal('결제하기');
    await expectAccessible(element);
  });

  it('believes the server that a payment went through although the window reported an error', async () => {
    const element = await aReadyCheckout();
    await openWindow(element);
    portOne.resolves({ code: 'UnknownError' });
    await reaches(element, 'paid');
  });

  it('gives the server’s reason for a declined payment', async () => {
    const failure: ErrorAnswer['failure'] = {
      kind: 'INSUFFICIENT_FUNDS',
      retryable: true,
      code: 'FAILURE_TYPE_PG',
      pgCode: 'LACK_BALANCE',
      pgMessage: '잔액 부족',
    };
    shop.server.complete = [refuses(409, 'PAYMENT_FAILED', { failure })];
    const element = await aReadyCheckout();
    const seen = eventsOf(element);
    await openWindow(element);
    portOne.resolves({ code: 'FAILURE_TYPE_PG' });
    await reaches(element, 'failed');
    expect(seen.at(-1)).to.include({ stage: 'pay', paymentId: 'p1', ...failure });
    expect((seen.at(-1) as CheckoutFailedEvent).message).to.contain('잔액이 부족해요');
    expect(statusOf(element)).to.contain('잔액이 부족해요');
    await expectAccessible(element);
    await openWindow(element);
  });

  it('shows NaverPay’s words even where only the window has them', async () => {
    shop.server.complete = [refuses(409, 'NOT_PAID')];
    offers({ checkout: aCheckout({ methods: [aMethod({ pgProvider: 'NAVERPAY' })] }) });
    const element = await aReadyCheckout();
    await openWindow(element);
    portOne.resolves({ code: 'Unavailable', pgCode: 'Fail', pgMessage: '은행 점검 중' });
    await reaches(element, 'failed');
    expect(statusOf(element)).to.match(/^은행 점검 중.*결제사가 응답하지 않아요/s);
    await expectAccessible(element);
  });

  it('shows NaverPay’s words of a cancellation first, and reports them alone', async () => {
    shop.server.complete = [refuses(409, 'NOT_PAID')];
    offers({ checkout: aCheckout({ methods: [aMethod({ pgProvider: 'NAVERPAY' })] }) });
    const element = await aReadyCheckout();
    const seen = eventsOf(element);
    await openWindow(element);
    portOne.resolves({
      code: 'FAILURE_TYPE_PG',
      pgCode: 'userCancel',
      pgMessage: '결제를 취소하였습니다.',
    });
    await reaches(element, 'cancelled');
    expect(statusOf(element)).to.match(/^결제를 취소하였습니다\./);
    expect(seen.at(-1)).to.include({ pgMessage: '결제를 취소하였습니다.' });
    await expectAccessible(element);
  });

  it('reports a rejection that no gateway ever saw', async () => {
    shop.server.complete = [refuses(404, 'PAYMENT_NOT_FOUND')];
    const element = await aReadyCheckout();
    const seen = eventsOf(element);
    await openWindow(element);
    portOne.rejects({ code: 'ChannelNotFound', message: 'no such channel' });
    await reaches(element, 'failed');
    expect(shop.server.callsOf('/api/payment/complete')).to.have.length(1);
    expect(seen.at(-1)).to.include({
      kind: 'MERCHANT_CONFIG',
      code: 'ChannelNotFound',
      retryable: false,
    });
    expect(buttonOf(element)).to.be.null;
  });

  it('sends a buyer whose payment is held to the shop, with the order number', async () => {
    shop.server.complete = [refuses(422, 'VERIFICATION_FAILED')];
    const element = await paid();
    await reaches(element, 'failed');
    expect(statusOf(element)).to.contain('판매자에게 문의');
    expect(textOf(element, '[part=summary]')).to.contain('p1');
    expect(buttonOf(element)).to.be.null;
    await expectAccessible(element);
  });

  it('does not pay again after a failure that another try cannot help', async () => {
    shop.server.complete = [refuses(422, 'PAYMENT_HELD')];
    const element = await paid();
    await reaches(element, 'failed');
    const seen = eventsOf(element);
    element.pay();
    await element.updateComplete;
    expect(seen.length).to.equal(0);
    expect(element.matches(':state(failed)')).to.be.true;
  });

  it('never calls a payment failed that the server could not be asked about', async () => {
    shop.server.complete = [isDown, answers(200, { paymentId: 'p1', status: 'PAID' })];
    const element = await aReadyCheckout();
    const seen = eventsOf(element);
    await openWindow(element);
    portOne.resolves({ code: 'UnknownError' });
    await reaches(element, 'pending');
    expect(statusOf(element)).to.contain('다시 결제하지 마세요');
    expect(seen.at(-1)).to.be.instanceOf(CheckoutPendingEvent);
    expect({ ...seen.at(-1) }).to.include({
      paymentId: 'p1',
      ...aSubject({ environment: 'live' }),
    });
    await expectAccessible(element);
    press(element);
    await reaches(element, 'paid');
    expect(seen.some((event) => event instanceof CheckoutFailedEvent)).to.be.false;
  });

  it('orders anew after a payment that was given back', async () => {
    shop.server.complete = [refuses(409, 'PAYMENT_CANCELLED')];
    const element = await paid();
    await reaches(element, 'cancelled');
    await openWindow(element);
    expect(shop.server.callsOf('/api/orders')).to.have.length(2);
  });

  it('starts over with a new order after reset()', async () => {
    const element = await paid();
    await reaches(element, 'paid');
    element.reset();
    await reaches(element, 'ready');
    await openWindow(element);
    expect(shop.server.callsOf('/api/orders')).to.have.length(2);
  });

  it('does not let reset() lose a payment that is under way', async () => {
    const element = await aReadyCheckout();
    await openWindow(element);
    element.reset();
    await element.updateComplete;
    expect(element.matches(':state(paying)')).to.be.true;
    portOne.resolves();
    await reaches(element, 'paid');
  });
});

describe('a virtual account', () => {
  const virtualAccount = {
    bank: 'SHINHAN',
    accountNumber: '110-482-903817',
    holder: '튼튼상점',
    dueAt: '2999-01-02T15:00:00Z',
  };

  async function issued(fields: Partial<PaymentAnswer> = {}, locale = 'ko') {
    shop.server.complete = [
      answers(
        200,
        aPayment({
          status: 'VIRTUAL_ACCOUNT_ISSUED',
          virtualAccount,
          totalAmount: 2000,
          ...fields,
        }),
      ),
    ];
    const element = await aReadyCheckout(
      html`<portone-checkout item-id="shoes" locale=${locale}></portone-checkout>`,
    );
    const seen = eventsOf(element);
    await openWindow(element);
    portOne.resolves();
    await reaches(element, 'issued');
    return { element, seen };
  }

  const rows = (element: PortoneCheckout) =>
    [...(element.shadowRoot?.querySelectorAll('[part=summary] > div') ?? [])].map((row) =>
      (row.textContent ?? '').replace(/\s+/g, ' ').trim(),
    );

  it('is shown as something still to be paid, with all that a transfer takes', async () => {
    const { element, seen } = await issued();
    const due = new Intl.DateTimeFormat('ko', {
      dateStyle: 'medium',
      timeStyle: 'short',
    }).format(new Date(virtualAccount.dueAt));
    const shown = rows(element);
    expect(shown.slice(0, 4)).to.deep.equal([
      '은행 신한은행',
      '계좌번호 110-482-903817 복사',
      '예금주 튼튼상점',
      '입금할 금액 2,000원',
    ]);
    // The buyer's own time, and which that is.
    expect(shown[4]).to.match(/^입금 기한 2999년 1월 [23]일 .+ (GMT|UTC)/);
    expect(shown[4]).to.contain(due.split(' ').at(-1));
    expect(shown[5]).to.equal('주문번호 p1');
    expect(seen.at(-1)).to.be.instanceOf(CheckoutIssuedEvent);
    expect({ ...seen.at(-1) }).to.deep.include({
      paymentId: 'p1',
      ...aSubject({ totalAmount: 2000 }),
      virtualAccount,
    });
    expect(textOf(element, '[part=price]')).to.contain('2,000원');
    await expectAccessible(element);
  });

  for (const [locale, name] of [
    ['en', 'Shinhan Bank'],
    ['ja', '新韓銀行'],
  ] as const) {
    it(`names the bank in the buyer’s language: ${locale}`, async () => {
      expect(rows((await issued({}, locale)).element)[0]).to.contain(name);
    });
  }

  it('shows a bank that it has no name for as the server calls it', async () => {
    const { element } = await issued({ virtualAccount: { ...virtualAccount, bank: 'HSBC_BANK' } });
    expect(rows(element)[0]).to.equal('은행 HSBC_BANK');
  });

  it('copies the number, and announces it', async () => {
    const { element } = await issued();
    const copied: string[] = [];
    const { writeText } = Clipboard.prototype;
    Clipboard.prototype.writeText = async (text) => void copied.push(text);
    try {
      element.shadowRoot?.querySelector<HTMLButtonElement>('[part=copy]')?.click();
      await waitUntil(() => textOf(element, '[part=copy]') === '복사됨');
    } finally {
      Clipboard.prototype.writeText = writeText;
    }
    expect(copied).to.deep.equal(['110-482-903817']);
    expect(textOf(element, '[role=status]')).to.contain('계좌번호를 복사했어요');
    await expectAccessible(element);
  });

  it('says it again when it is copied again', async () => {
    const { element } = await issued();
    const { writeText } = Clipboard.prototype;
    Clipboard.prototype.writeText = async () => {};
    const region = element.shadowRoot?.querySelector('[role=status]') as HTMLElement;
    const announced: string[] = [];
    const listening = new MutationObserver(() => announced.push(textOf(element, '.aside')));
    listening.observe(region, { subtree: true, childList: true, characterData: true });
    try {
      for (const times of [1, 2]) {
        element.shadowRoot?.querySelector<HTMLButtonElement>('[part=copy]')?.click();
        await waitUntil(
          () => announced.filter((words) => words.includes('복사했어요')).length === times,
        );
      }
    } finally {
      Clipboard.prototype.writeText = writeText;
      listening.disconnect();
    }
    // Neither is the rest of the region read out once more.
    expect(region.getAttribute('aria-atomic')).to.equal('false');
  });

  it('says how else to copy where the browser forbids it', async () => {
    const { element } = await issued();
    const { writeText } = Clipboard.prototype;
    Clipboard.prototype.writeText = () => Promise.reject(new DOMException('no', 'NotAllowedError'));
    try {
      element.shadowRoot?.querySelector<HTMLButtonElement>('[part=copy]')?.click();
      await waitUntil(() => textOf(element, '[role=status]').includes('길게 눌러'));
    } finally {
      Clipboard.prototype.writeText = writeText;
    }
  });

  it('says that its time has run out, and offers to start again', async () => {
    const { element } = await issued({ virtualAccount: { ...virtualAccount, isPastDue: true } });
    expect(statusOf(element)).to.contain('입금 기한이 지났어요');
    await expectAccessible(element);
    press(element);
    await reaches(element, 'ready');
    await openWindow(element);
    expect(shop.server.callsOf('/api/orders')).to.have.length(2);
  });
});

describe('while the server cannot be asked', () => {
  async function unreachable(fields: object) {
    shop.server.complete = [isDown];
    const element = await aReadyCheckout();
    await openWindow(element);
    portOne.resolves(fields);
    await reaches(element, 'pending');
    return element;
  }

  it('gives the window’s account of a refusal, as something that is being checked', async () => {
    const element = await unreachable({ code: 'ChannelNotFound' });
    expect(statusOf(element)).to.contain('지금은 이 방법으로 결제할 수 없어요');
    expect(statusOf(element)).to.contain('확인될 때까지 다시 결제하지 마세요');
    expect(buttonOf(element)?.textContent?.trim()).to.equal('결제 결과 다시 확인');
    await expectAccessible(element);
  });

  it('gives the window’s account of a cancellation in the same way', async () => {
    const element = await unreachable({ code: 'FAILURE_TYPE_PG', pgCode: 'CANCEL' });
    expect(statusOf(element)).to.contain('결제를 그만뒀어요').and.contain('확인될 때까지');
  });
});

describe('PortOne’s methods', () => {
  for (const payMethod of [
    'CARD',
    'TRANSFER',
    'MOBILE',
    'GIFT_CERTIFICATE',
    'CONVENIENCE_STORE',
    'ALIPAY',
    'ALIPAY_PLUS',
    'VIRTUAL_ACCOUNT',
    'EASY_PAY',
  ] as const) {
    it(`include ${payMethod}, with the options of the catalog as they are`, async () => {
      const request = { productType: 'PRODUCT_TYPE_REAL', bypass: { any: { thing: 1 } } } as object;
      offers({ checkout: aCheckout({ methods: [aMethod({ payMethod, request })] }) });
      await openWindow(await aReadyCheckout());
      expect(portOne.requests[0]).to.deep.include({ payMethod, ...request });
    });
  }
});

describe('a page that scripts the element', () => {
  it('finds each attribute as a property, both ways', async () => {
    const element = await aReadyCheckout(
      html`<portone-checkout item-id="shoes" redirect-url="/done" quantity="2" disabled></portone-checkout>`,
    );
    expect(element).to.include({
      itemId: 'shoes',
      redirectUrl: '/done',
      quantity: 2,
      disabled: true,
      method: undefined,
    });
    Object.assign(element, { redirectUrl: undefined, quantity: 3, disabled: false, method: 'a' });
    await element.updateComplete;
    expect(element.outerHTML).to.contain('quantity="3" method="a"');
    expect(element.hasAttribute('redirect-url') || element.hasAttribute('disabled')).to.be.false;
  });

  it('may hold a link for the time before the script has run, whose place the element takes', async () => {
    const link = html`<a href="https://pay.example/checkout/shoes">결제하기</a>`;
    const notYet = await fixture(html`<not-yet-defined>${link}</not-yet-defined>`);
    expect(notYet.querySelector('a')?.getClientRects().length).to.equal(1);
    const element = await aReadyCheckout(
      html`<portone-checkout item-id="shoes" locale="ko">${link}</portone-checkout>`,
    );
    expect(element.querySelector('a')?.getClientRects().length).to.equal(0);
  });

  it('may set properties before the script is there', async () => {
    // A document without the script in it has elements of no class yet.
    const elsewhere = document.implementation.createHTMLDocument();
    const early = { itemId: 'hat', buyer: { email: 'a@b.example' } };
    const element = Object.assign(elsewhere.createElement('portone-checkout'), early);
    document.body.append(element);
    await waitUntil(() => shop.server.calls.length > 0);
    element.remove();
    expect(shop.server.calls[0]?.path).to.equal('/api/items/hat');
    expect(element.buyer).to.deep.equal(early.buyer);
  });
});

describe('for keyboards, screen readers and touch', () => {
  it('keeps the focus on the button while its words change', async () => {
    shop.server.complete = [refuses(409, 'NOT_PAID')];
    const element = await aReadyCheckout();
    buttonOf(element)?.focus();
    await openWindow(element);
    portOne.resolvesToNothing();
    await reaches(element, 'cancelled');
    expect(element.shadowRoot?.activeElement).to.equal(buttonOf(element));
  });

  it('keeps the focus where the button has gone, without having the outcome read out twice', async () => {
    const element = await aReadyCheckout();
    buttonOf(element)?.focus();
    await openWindow(element);
    portOne.resolves();
    await reaches(element, 'paid');
    expect(element.shadowRoot?.activeElement?.getAttribute('role')).to.equal('group');
  });

  it('takes the focus back from a payment window that is gone', async () => {
    const element = await aReadyCheckout();
    buttonOf(element)?.focus();
    await openWindow(element);
    const inTheWindow = document.createElement('input');
    document.body.append(inTheWindow);
    inTheWindow.focus();
    inTheWindow.remove();
    expect(document.activeElement === document.body).to.be.true;
    portOne.resolves();
    await reaches(element, 'paid');
    expect(document.activeElement === element).to.be.true;
    expect(element.shadowRoot?.activeElement).to.exist;
  });

  it('leaves the focus where the buyer has taken it meanwhile', async () => {
    const element = await aReadyCheckout();
    buttonOf(element)?.focus();
    await openWindow(element);
    const elsewhere = document.createElement('input');
    element.parentElement?.append(elsewhere);
    elsewhere.focus();
    portOne.resolves();
    await reaches(element, 'paid');
    expect(document.activeElement === elsewhere).to.be.true;
  });

  it('is busy while the server confirms, and not before or afterwards', async () => {
    const isBusy = () => element.shadowRoot?.querySelector('[part=card]')?.ariaBusy;
    let answer = (_: ReturnType<typeof answers>) => {};
    shop.server.complete = [
      new Promise((resolve) => {
        answer = resolve;
      }),
    ];
    const element = await aCheckoutElement();
    await reaches(element, 'ready');
    expect(isBusy()).to.equal('false');
    await openWindow(element);
    portOne.resolves();
    await reaches(element, 'confirming');
    expect(isBusy()).to.equal('true');
    answer(answers(200, aPayment()));
    await reaches(element, 'paid');
    expect(isBusy()).to.equal('false');
  });

  it('announces each state in one and the same live region', async () => {
    const element = await aReadyCheckout();
    const region = element.shadowRoot?.querySelector('[role=status]');
    await openWindow(element);
    portOne.resolves();
    await reaches(element, 'paid');
    expect(element.shadowRoot?.querySelector('[role=status]')).to.equal(region);
  });

  it('offers a target that a thumb can hit', async () => {
    const box = buttonOf(await aReadyCheckout())?.getBoundingClientRect();
    expect(box?.height).to.be.at.least(44);
  });

  it('speaks English where the page does', async () => {
    const around = document.createElement('div');
    around.lang = 'en-US';
    const element = await aReadyCheckout(
      html`<portone-checkout item-id="shoes"></portone-checkout>`,
    );
    element.parentElement?.append(around);
    around.append(element);
    element.requestUpdate();
    await element.updateComplete;
    expect(buttonOf(element)?.textContent?.trim()).to.equal('Pay now');
    expect(textOf(element, '[part=price]')).to.equal('₩1,000');
    element.locale = 'ko';
    await waitUntil(() => buttonOf(element)?.textContent?.trim() === '결제하기');
    expect(textOf(element, '[part=price]')).to.equal('1,000원');
  });

  it('shows the whole sum for several pieces', async () => {
    const element = await aReadyCheckout(
      html`<portone-checkout item-id="shoes" quantity="3" locale="ko"></portone-checkout>`,
    );
    expect(textOf(element, '[part=price]')).to.equal('3,000원 수량 3개');
  });

  it('can be the button alone, which then names the price', async () => {
    const element = await aReadyCheckout(
      html`<portone-checkout item-id="shoes" layout="button" locale="ko"></portone-checkout>`,
    );
    expect(buttonOf(element)?.textContent?.trim()).to.equal('1,000원 결제하기');
    expect(element.shadowRoot?.querySelector('[part=name]')).to.be.null;
    await expectAccessible(element);
  });

  it('carries no style attribute, which a strict policy would refuse', async () => {
    const element = await aReadyCheckout();
    expect(element.shadowRoot?.querySelector('[style], style')).to.be.null;
  });
});
