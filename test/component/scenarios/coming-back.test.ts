import { expect, html } from '@open-wc/testing';
import { keyed } from 'lit/directives/keyed.js';
import { render } from 'lit/html.js';
import type { PortoneCheckout } from '../../../component/portone-checkout.ts';
import {
  aCheckoutElement,
  aReadyCheckout,
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
} from '../support/checkout-fixture.ts';
import { anOrder, answers, aPayment, isDown, refuses } from '../support/fake-shop.ts';
import { waitUntil } from '../support/wait-until.ts';

const shop = useShop();
const confirmations = () => shop.server.callsOf('/api/payment/complete').length;
const notPaid = refuses(409, 'NOT_PAID');

/** The buyer comes back until the server is asked once more, which it is when the first answer is dealt with. */
async function isAskedAgain(): Promise<void> {
  const before = confirmations();
  await waitUntil(() => {
    dispatchEvent(new Event('focus'));
    return confirmations() > before;
  }, 'should ask again');
}

async function aPayingCheckout(): Promise<PortoneCheckout> {
  const element = await aReadyCheckout();
  await openWindow(element);
  return element;
}

describe('a buyer who comes back to the page while the window is open', () => {
  for (const [how, come] of [
    [
      'from another app',
      () => {
        Object.defineProperty(document, 'visibilityState', {
          configurable: true,
          value: 'visible',
        });
        document.dispatchEvent(new Event('visibilitychange'));
        Reflect.deleteProperty(document, 'visibilityState');
      },
    ],
    ['from another window', () => dispatchEvent(new Event('focus'))],
  ] as const) {
    it(`${how} is shown what became of a payment that the page has not heard the end of`, async () => {
      const element = await aPayingCheckout();
      shop.server.whileOpen = shop.server.complete;
      come();
      await reaches(element, 'paid');
      expect(confirmations(), 'one answer decides').to.equal(1);
    });
  }

  it('keeps the window where nothing is paid yet, and hears of its end', async () => {
    const element = await aPayingCheckout();
    dispatchEvent(new Event('focus'));
    dispatchEvent(new Event('focus'));
    await waitUntil(() => confirmations() > 0, 'should ask');
    expect(confirmations()).to.equal(1);
    await isAskedAgain();
    expect(element.matches(':state(paying)')).to.be.true;
    portOne.resolves();
    await reaches(element, 'paid');
  });

  it('keeps the window while the server cannot be asked', async () => {
    shop.server.whileOpen = [isDown];
    const element = await aPayingCheckout();
    dispatchEvent(new Event('focus'));
    await isAskedAgain();
    expect(element.matches(':state(paying)')).to.be.true;
  });

  it('is asked about no longer once it is over', async () => {
    const element = await aPayingCheckout();
    portOne.resolves();
    await reaches(element, 'paid');
    dispatchEvent(new Event('focus'));
    await somethingLater();
    expect(confirmations()).to.equal(1);
  });
});

describe('a payment that waits for its deposit', () => {
  it('stays in its place when one for something else comes and goes', async () => {
    const account = { bank: 'SHINHAN', accountNumber: '110-1' };
    shop.server.complete = [
      answers(200, aPayment({ status: 'VIRTUAL_ACCOUNT_ISSUED', virtualAccount: account })),
    ];
    const first = await aPayingCheckout();
    portOne.resolves();
    await reaches(first, 'issued');
    shop.server.order = [answers(201, anOrder({ itemId: 'hat', paymentId: 'p2' }))];
    shop.server.complete = [notPaid];
    const second = await aReadyCheckout(
      html`<portone-checkout item-id="hat" locale="ko"></portone-checkout>`,
    );
    await openWindow(second);
    expect(first.matches(':state(issued)')).to.be.true;
    portOne.resolves({ paymentId: 'p2', code: 'FAILURE_TYPE_STOPPED' });
    await reaches(second, 'cancelled');
    expect(first.matches(':state(issued)')).to.be.true;
    expect(textOf(first, '[part=summary]')).to.contain('110-1').and.to.contain('p1');
  });
});

describe('an element that a framework puts in the place of another', () => {
  function aPage(): { place: HTMLElement; show(key: number, item?: string): PortoneCheckout } {
    const place = document.createElement('div');
    document.body.append(place);
    pages.push(place);
    return {
      place,
      show(key, item = 'shoes') {
        const element = html`<portone-checkout item-id=${item} locale="ko"></portone-checkout>`;
        render(keyed(key, element), place);
        return place.firstElementChild as PortoneCheckout;
      },
    };
  }
  const pages: HTMLElement[] = [];
  afterEach(() => {
    for (const page of pages.splice(0)) page.remove();
  });

  it('goes on with its payment, and is the one to say that it is paid', async () => {
    const page = aPage();
    const first = page.show(1);
    await reaches(first, 'ready');
    await openWindow(first);
    const unheard = eventsOf(first);
    const second = page.show(2);
    expect(second === first).to.be.false;
    const secondEvents = eventsOf(second);
    await reaches(second, 'paying');
    portOne.resolves();
    await reaches(second, 'paid');
    expect(secondEvents.map(({ type }) => type)).to.include('portone-checkout-paid');
    expect(unheard).to.be.empty;
    expect(portOne.requests).to.have.length(1);
    await expectAccessible(second);
  });

  it('shows the account that the other one was waiting with', async () => {
    shop.server.complete = [
      answers(200, {
        paymentId: 'p1',
        status: 'VIRTUAL_ACCOUNT_ISSUED',
        virtualAccount: { bank: 'SHINHAN', accountNumber: '110-1' },
      }),
    ];
    const page = aPage();
    const first = page.show(1);
    await reaches(first, 'ready');
    await openWindow(first);
    portOne.resolves();
    await reaches(first, 'issued');
    const second = page.show(2);
    await reaches(second, 'issued');
    await second.updateComplete;
    expect(second.shadowRoot?.textContent).to.contain('110-1');
  });

  it('starts afresh where it sells something else, and says that the other one has paid', async () => {
    const page = aPage();
    const first = page.show(1);
    await reaches(first, 'ready');
    await openWindow(first);
    await reaches(page.show(2, 'hat'), 'ready');
    portOne.resolves();
    await reaches(page.show(3), 'paid');
    await reaches(page.show(4), 'paid');
  });

  it('is not needed where the same one is only moved', async () => {
    const page = aPage();
    const element = page.show(1);
    await reaches(element, 'ready');
    await openWindow(element);
    const elsewhere = document.createElement('div');
    page.place.after(elsewhere);
    pages.push(elsewhere);
    elsewhere.append(element);
    await somethingLater();
    expect(element.matches(':state(paying)')).to.be.true;
    portOne.resolves();
    await reaches(element, 'paid');
  });
});

describe('a buyer whose network is gone', () => {
  function networkIs(isThere: boolean): void {
    Object.defineProperty(navigator, 'onLine', { configurable: true, value: isThere });
    dispatchEvent(new Event(isThere ? 'online' : 'offline'));
  }
  afterEach(() => {
    Reflect.deleteProperty(navigator, 'onLine');
  });

  it('is told so, and sees the item once it is back', async () => {
    const works = shop.server.item;
    shop.server.item = [isDown];
    networkIs(false);
    const element = await aCheckoutElement();
    await reaches(element, 'load-failed');
    expect(statusOf(element)).to.contain('인터넷에 연결되어 있지 않아요');
    await expectAccessible(element);
    shop.server.item = works;
    networkIs(true);
    await reaches(element, 'ready');
  });

  it('is told that nothing was charged where no window had opened', async () => {
    shop.server.order = [isDown];
    const element = await aReadyCheckout();
    networkIs(false);
    press(element);
    await reaches(element, 'failed');
    expect(statusOf(element)).to.contain('결제된 금액은 없어요');
  });

  it('is told not to pay again where one had, and hears more as soon as it is back', async () => {
    shop.server.complete = [isDown];
    const element = await aPayingCheckout();
    networkIs(false);
    portOne.rejects({ code: 'UnknownError', message: 'Failed to fetch' });
    await reaches(element, 'pending');
    expect(statusOf(element)).to.contain('인터넷에 연결되어 있지 않아요');
    expect(statusOf(element)).to.contain('다시 결제하지 마세요');
    shop.server.complete = [notPaid];
    networkIs(true);
    await reaches(element, 'failed');
  });
});
