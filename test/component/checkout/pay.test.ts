import { expect, html } from '@open-wc/testing';
import type { OrderAnswer, OrderRequest } from '../../../component/api/contract.ts';
import type { CheckoutFailedEvent } from '../../../component/page/events.ts';
import { keepOrder, keptOrder } from '../../../component/page/kept-orders.ts';
import type { PortoneCheckout } from '../../../component/portone-checkout.ts';
import {
  aCheckoutElement,
  aReadyCheckout,
  buttonOf,
  eventsOf,
  openWindow,
  orderedEarlier,
  portOne,
  press,
  reaches,
  statusOf,
  textOf,
  useShop,
} from '../support/checkout-fixture.ts';
import {
  aCheckout,
  aMethod,
  anItem,
  anOrder,
  answers,
  aPayment,
  aSubject,
  refuses,
} from '../support/fake-shop.ts';
import { waitUntil } from '../support/wait-until.ts';

const shop = useShop();

const notPaid = refuses(409, 'NOT_PAID');
const secret = 'secret-of-p1';
const returnToken = 'tokentokentokentokentokent';

/** The first answer for an order has its secrets, a later one for the same does not. */
const first = (fields: Partial<OrderAnswer> = {}) =>
  answers(201, anOrder({ secret, returnToken, itemName: '신발', ...fields }));
const again = () => answers(200, anOrder({ itemName: '신발' }));

const orders = () => shop.server.callsOf('/api/orders') as OrderRequest[];
const opened = () => portOne.requests.map(({ paymentId }) => paymentId);

/** Closes the window that is open, without a payment. */
async function cancel(element: PortoneCheckout): Promise<void> {
  shop.server.complete = [notPaid];
  portOne.resolvesToNothing();
  await reaches(element, 'cancelled');
}

/** Has its order ahead of the press. */
async function prepared(element: PortoneCheckout, count = 1): Promise<void> {
  buttonOf(element)?.dispatchEvent(new PointerEvent('pointerover'));
  await waitUntil(() => shop.server.answersReadOf('/api/orders') === count, 'the order');
  await element.updateComplete;
}

describe('[I6] another press for what is not paid yet', () => {
  it('goes out under the same paymentId from the second element of the item', async () => {
    shop.server.order = [first(), again()];
    const one = await aReadyCheckout();
    const other = await aReadyCheckout();
    await openWindow(one);
    await cancel(one);
    await openWindow(other);
    expect(orders().map(({ previous }) => previous)).to.deep.equal([
      undefined,
      { paymentId: 'p1', secret },
    ]);
    expect(opened()).to.deep.equal(['p1', 'p1']);
    // What the server tells once is known to this browser.
    expect(portOne.requests[1]?.redirectUrl).to.equal(`${location.origin}/return/p1${returnToken}`);
    shop.server.complete = [answers(200, aPayment())];
    portOne.resolves();
    await reaches(other, 'paid');
    expect(shop.server.callsOf('/api/payment/complete').at(-1)).to.deep.include({ secret });
  });

  it('gives up an order that the second element had ready', async () => {
    shop.server.order = [first({ paymentId: 'p2', secret: 'of-p2' }), first(), again()];
    const one = await aReadyCheckout();
    const other = await aReadyCheckout();
    await prepared(other);
    await openWindow(one);
    await cancel(one);
    await openWindow(other);
    expect(orders().at(-1)?.previous).to.deep.equal({ paymentId: 'p1', secret });
    expect(opened()).to.deep.equal(['p1', 'p1']);
  });

  it('goes out under the same paymentId after a reload', async () => {
    shop.server.complete = [notPaid];
    orderedEarlier({ announced: 'cancelled', returnToken });
    shop.server.order = [again()];
    await openWindow(await aReadyCheckout());
    expect(orders()[0]?.previous).to.deep.equal({ paymentId: 'p1', secret });
    expect(portOne.requests[0]?.redirectUrl).to.equal(`${location.origin}/return/p1${returnToken}`);
  });

  for (const [what, announced] of [
    ['is still being checked', 'pending'],
    ['is held for the shop', 'failed'],
  ] as const) {
    it(`names one that ${what} in another tab, too: it may be paid`, async () => {
      orderedEarlier({ phase: 'waits', announced, isOfThisTab: false });
      shop.server.order = [again()];
      await openWindow(await aReadyCheckout());
      expect(orders()[0]?.previous).to.deep.equal({ paymentId: 'p1', secret });
    });
  }

  it('names none whose account waits: another one may be bought', async () => {
    orderedEarlier({ phase: 'waits', announced: 'issued', isOfThisTab: false });
    await openWindow(await aReadyCheckout());
    expect(orders()[0]).to.not.have.property('previous');
  });

  it('is another order where the server makes one, and names the former no more', async () => {
    shop.server.order = [first(), first({ paymentId: 'p2', secret: 'of-p2' })];
    const one = await aReadyCheckout();
    const other = await aReadyCheckout();
    await openWindow(one);
    await cancel(one);
    await openWindow(other);
    expect(opened()).to.deep.equal(['p1', 'p2']);
    await cancel(other);
    await openWindow(one);
    expect(orders().at(-1)?.previous).to.deep.equal({ paymentId: 'p2', secret: 'of-p2' });
  });

  it('takes the order that the server made in its place, without asking again', async () => {
    shop.server.complete = [notPaid];
    orderedEarlier({ announced: 'cancelled' });
    shop.server.order = [first({ paymentId: 'p2', secret: 'of-p2' }), first({ paymentId: 'p3' })];
    const element = await aReadyCheckout();
    await prepared(element);
    await openWindow(element);
    expect(orders().map(({ previous }) => previous?.paymentId)).to.deep.equal(['p1']);
    expect(opened()).to.deep.equal(['p2']);
  });

  it('names no order of another item', async () => {
    orderedEarlier({ itemId: 'hat', announced: 'cancelled' });
    await openWindow(await aReadyCheckout());
    expect(orders()[0]).to.not.have.property('previous');
  });

  it('names no order of a server that gave it no secret', async () => {
    shop.server.order = [answers(201, anOrder()), answers(201, anOrder({ paymentId: 'p2' }))];
    const one = await aReadyCheckout();
    const other = await aReadyCheckout();
    await openWindow(one);
    await cancel(one);
    await openWindow(other);
    expect(orders()[1]).to.not.have.property('previous');
    expect(opened()).to.deep.equal(['p1', 'p2']);
  });
});

describe('a press for what is paid already', () => {
  const alreadyPaid = () =>
    refuses(409, 'ALREADY_PAID', { paymentId: 'p1', ...aSubject(), status: 'PAID' });

  it('shows that payment, and no error', async () => {
    orderedEarlier({ isOfThisTab: false });
    shop.server.order = [alreadyPaid()];
    const element = await aReadyCheckout();
    const seen = eventsOf(element);
    press(element);
    await reaches(element, 'paid');
    expect(textOf(element, '[part=summary]')).to.contain('p1');
    expect(shop.server.callsOf('/api/payment/complete')).to.deep.equal([
      { paymentId: 'p1', secret, quiet: true },
    ]);
    expect(seen.map(({ type }) => type)).to.deep.equal([
      'portone-checkout-start',
      'portone-checkout-paid',
    ]);
    expect(seen[1]).to.include({ paymentId: 'p1', here: true });
    expect(portOne.requests).to.be.empty;
  });

  it('shows it where another tab has heard of it before this one has its answer', async () => {
    orderedEarlier({ isOfThisTab: false });
    shop.server.order = [
      () => {
        const order = keptOrder('p1');
        if (order) keepOrder({ ...order, phase: 'told', announced: 'paid' });
        return alreadyPaid();
      },
    ];
    const element = await aReadyCheckout();
    const seen = eventsOf(element);
    press(element);
    await reaches(element, 'paid');
    expect(seen.map(({ type }) => type)).to.not.include('portone-checkout-failed');
  });

  it('opens a window for another order once the buyer has seen it', async () => {
    orderedEarlier({ isOfThisTab: false });
    shop.server.order = [alreadyPaid(), first({ paymentId: 'p2' })];
    const element = await aReadyCheckout();
    press(element);
    await reaches(element, 'paid');
    element.reset();
    await reaches(element, 'ready');
    await openWindow(element);
    expect(orders()[1]).to.not.have.property('previous');
    expect(opened()).to.deep.equal(['p2']);
  });

  it('shows it in place of PayPal’s buttons, whose order comes before any press', async () => {
    const method = aMethod({ id: 'paypal', payMethod: 'PAYPAL', pgProvider: 'PAYPAL_V2' });
    shop.server.item = [
      answers(200, { item: anItem(), checkout: aCheckout({ methods: [method] }) }),
    ];
    shop.server.order = [alreadyPaid()];
    orderedEarlier({ isOfThisTab: false });
    const element = await aCheckoutElement();
    const seen = eventsOf(element);
    await reaches(element, 'paid');
    expect(portOne.loaded).to.be.empty;
    expect(seen.map(({ type }) => type)).to.not.include('portone-checkout-failed');
  });

  it('is an error where this browser knows of no such payment', async () => {
    shop.server.order = [alreadyPaid()];
    const element = await aReadyCheckout();
    const seen = eventsOf(element);
    press(element);
    await reaches(element, 'failed');
    expect(seen.at(-1) as CheckoutFailedEvent).to.include({
      stage: 'prepare',
      code: 'ALREADY_PAID',
    });
  });
});

describe('a payment that was given back as a whole', () => {
  const givenBack = refuses(409, 'PAYMENT_CANCELLED');

  it('is followed by another order, from each element of the item', async () => {
    shop.server.order = [
      first(),
      first({ paymentId: 'p2', secret: 'of-p2' }),
      first({ paymentId: 'p3' }),
    ];
    shop.server.complete = [givenBack];
    const one = await aReadyCheckout();
    const other = await aReadyCheckout();
    await openWindow(one);
    portOne.resolves();
    await reaches(one, 'cancelled');
    await openWindow(one);
    expect(orders()[1]).to.not.have.property('previous');
    portOne.resolves({ paymentId: 'p2' });
    await reaches(one, 'cancelled');
    await openWindow(other);
    expect(orders()[2]).to.not.have.property('previous');
    expect(opened()).to.deep.equal(['p1', 'p2', 'p3']);
  });

  it('is followed by another order where it was said to be cancelled before', async () => {
    shop.server.order = [first(), first({ paymentId: 'p2', secret: 'of-p2' })];
    const element = await aReadyCheckout();
    const seen = eventsOf(element);
    await openWindow(element);
    await cancel(element);
    shop.server.complete = [givenBack];
    const { server } = shop;
    const before = server.answersReadOf('/api/payment/complete');
    await waitUntil(() => {
      dispatchEvent(new Event('focus'));
      return keptOrder('p1') === undefined;
    }, 'hears that it is spent');
    await openWindow(element);
    expect(server.callsOf('/api/payment/complete').length).to.be.above(before);
    expect(orders()[1]).to.not.have.property('previous');
    expect(opened()).to.deep.equal(['p1', 'p2']);
    const told = seen.filter(({ type }) => type === 'portone-checkout-cancelled');
    expect(told, 'the page hears nothing that it has heard').to.have.length(1);
  });
});

describe('the address that a payment comes back to', () => {
  const pages = () => shop.server.callsOf('/api/orders/page');
  const inits: RequestInit[] = [];
  let seenFetch: typeof fetch;

  beforeEach(() => {
    shop.server.order = [first()];
    inits.length = 0;
    seenFetch = window.fetch;
    const answering = window.fetch;
    window.fetch = (input, init) => {
      if (String(input).endsWith('/api/orders/page')) inits.push(init ?? {});
      return answering(input, init);
    };
  });
  afterEach(() => {
    window.fetch = seenFetch;
  });

  it('is the server’s, with the order’s token', async () => {
    const element = await aReadyCheckout(
      html`<portone-checkout item-id="shoes" redirect-url="/done?a=1#x"></portone-checkout>`,
    );
    await openWindow(element);
    expect(portOne.requests[0]?.redirectUrl).to.equal(`${location.origin}/return/p1${returnToken}`);
    expect(orders()[0]?.page).to.equal(`${location.origin}/done?a=1#x`);
  });

  it('is at the server that the element is pointed at', async () => {
    const element = await aReadyCheckout(
      html`<portone-checkout item-id="shoes" bff="https://pay.example/"></portone-checkout>`,
    );
    await openWindow(element);
    expect(portOne.requests[0]?.redirectUrl).to.equal(
      `https://pay.example/return/p1${returnToken}`,
    );
  });

  it('is the page with a marker where the server is too old to have a route for it', async () => {
    shop.server.order = [answers(201, anOrder())];
    const element = await aReadyCheckout(
      html`<portone-checkout item-id="shoes" redirect-url="/done?a=1#x"></portone-checkout>`,
    );
    await openWindow(element);
    expect(portOne.requests[0]?.redirectUrl).to.equal(
      `${location.origin}/done?a=1&portone-checkout=shoes`,
    );
    await cancel(element);
    element.redirectUrl = '/thanks';
    await element.updateComplete;
    await openWindow(element);
    expect(pages(), 'nor for a correction').to.be.empty;
  });

  it('is corrected at the press where the buyer has moved on since the order', async () => {
    const element = await aReadyCheckout();
    await prepared(element);
    const moved = `${location.pathname}${location.search}#/moved`;
    history.pushState(null, '', moved);
    press(element);
    await Promise.resolve();
    // Within the press: the page may be left in this very task.
    expect(pages()).to.deep.equal([
      { paymentId: 'p1', secret, page: new URL(moved, location.href).href },
    ]);
    expect(inits[0]?.keepalive, 'outlives the page').to.be.true;
    expect(opened()).to.deep.equal(['p1']);
    await cancel(element);
    await openWindow(element);
    expect(pages(), 'once').to.have.length(1);
  });

  it('is corrected where the page names another one since the order', async () => {
    const element = await aReadyCheckout();
    await prepared(element);
    element.redirectUrl = '/thanks';
    await element.updateComplete;
    await openWindow(element);
    expect(pages()).to.deep.equal([{ paymentId: 'p1', secret, page: `${location.origin}/thanks` }]);
  });

  it('is not told again where nothing has changed', async () => {
    const element = await aReadyCheckout();
    await prepared(element);
    await openWindow(element);
    expect(pages()).to.be.empty;
  });

  it('opens the window all the same where the correction cannot be sent', async () => {
    const element = await aReadyCheckout();
    await prepared(element);
    element.redirectUrl = '/thanks';
    const answering = window.fetch;
    window.fetch = (input, init) =>
      String(input).endsWith('/api/orders/page')
        ? Promise.reject(new TypeError('Failed to fetch'))
        : answering(input, init);
    const warned: unknown[] = [];
    const { warn } = console;
    console.warn = (...words: unknown[]) => warned.push(...words);
    await openWindow(element);
    await waitUntil(() => warned.some((reason) => String(reason).includes('Failed to fetch')));
    console.warn = warn;
    expect(statusOf(element)).to.contain('결제창에서');
  });

  for (const app of ['myapp://done', 'shop:done', 'intent://done#Intent;scheme=shop;end']) {
    it(`is an app’s own, as it is: ${app}`, async () => {
      const element = await aReadyCheckout(
        html`<portone-checkout item-id="shoes" redirect-url=${app}></portone-checkout>`,
      );
      await openWindow(element);
      expect(portOne.requests[0]?.redirectUrl).to.equal(app);
      expect(orders()[0]?.page).to.be.null;
      expect(pages()).to.be.empty;
    });
  }

  for (const refused of [
    'javascript:alert(1)',
    ' JavaScript:alert(1)',
    'java\tscript:alert(1)',
    'data:text/html,done',
    'blob:https://shop.example/1',
    'file:///done.html',
    'vbscript:done',
    'about:blank',
  ]) {
    it(`is this page in place of ${JSON.stringify(refused)}`, async () => {
      const element = await aReadyCheckout(
        html`<portone-checkout item-id="shoes" redirect-url=${refused}></portone-checkout>`,
      );
      await openWindow(element);
      expect(orders()[0]?.page).to.equal(location.href);
      expect(portOne.requests[0]?.redirectUrl).to.equal(
        `${location.origin}/return/p1${returnToken}`,
      );
    });
  }
});
