import { expect, html } from '@open-wc/testing';
import type { ItemAnswer } from '../../../component/api/contract.ts';
import type { PortoneCheckout } from '../../../component/portone-checkout.ts';
import {
  aReadyCheckout,
  buttonOf,
  eventsOf,
  expectAccessible,
  openWindow,
  portOne,
  press,
  pressIsTheBuyers,
  reaches,
  statusOf,
  useShop,
} from '../support/checkout-fixture.ts';
import {
  aCheckout,
  aMethod,
  anItem,
  anOrder,
  answers,
  aPayment,
  refuses,
} from '../support/fake-shop.ts';
import { usePageClocks } from '../support/page-clocks.ts';
import { waitUntil } from '../support/wait-until.ts';

const shop = useShop();
const clocks = usePageClocks();

/** Each item's orders are its own, and what becomes of them is. */
function sellsTwoItems(): void {
  const { server } = shop;
  server.order = [
    () => {
      const { itemId } = server.callsOf('/api/orders').at(-1) as { itemId: string };
      return answers(201, anOrder({ itemId, paymentId: `of-${itemId}` }));
    },
  ];
}

/** An element for another item than the others sell: those of one item show its payment together. */
function aHat(): Promise<PortoneCheckout> {
  return aReadyCheckout(html`<portone-checkout item-id="hat" locale="ko"></portone-checkout>`);
}

/** Presses, and waits until the element has made up its mind. */
async function pressed(element: PortoneCheckout): Promise<void> {
  press(element);
  await element.updateComplete;
  await waitUntil(() => !element.matches(':state(paying)'), undefined);
}

describe('the one window of a page', () => {
  it('is left to the payment that is in it, which the other elements say', async () => {
    sellsTwoItems();
    const first = await aReadyCheckout();
    const second = await aHat();
    await openWindow(first);
    await pressed(second);
    expect(second.matches(':state(ready)')).to.be.true;
    await waitUntil(() => statusOf(second).includes('다른 결제가'), undefined);
    await pressed(second);
    expect(portOne.requests).to.have.length(1);
    await expectAccessible(second);
    portOne.resolves();
    await reaches(first, 'paid');
    await openWindow(second);
  });

  it('is taken over by a buyer who insists, once no second one can open beside it', async () => {
    shop.server.complete = [refuses(409, 'NOT_PAID')];
    sellsTwoItems();
    const first = await aReadyCheckout();
    const second = await aHat();
    await openWindow(first);
    clocks.pass(11_000);
    await pressed(second);
    expect(portOne.requests).to.have.length(1);
    await openWindow(second);
    await reaches(first, 'cancelled');
    expect(second.matches(':state(paying)')).to.be.true;
  });

  it('is taken over from a copy of the script that measures by the wall clock', async () => {
    const element = await aReadyCheckout();
    let isLeft = false;
    const giveUp = () => {
      isLeft = true;
    };
    // As copies before 0.1.1 left it on the page.
    const open = { element: document.body, askedAt: Date.now(), giveUp, close() {} };
    Object.assign(window, { [Symbol.for('portone-checkout:window')]: open });
    await pressed(element);
    await waitUntil(() => statusOf(element).includes('다른 결제가'), undefined);
    expect(isLeft).to.be.false;
    await openWindow(element);
    expect(isLeft).to.be.true;
  });

  it('opens once for two elements that are pressed before it is there', async () => {
    sellsTwoItems();
    const first = await aReadyCheckout();
    const second = await aHat();
    press(first);
    press(second);
    await waitUntil(() => portOne.requests.length > 0, undefined);
    // Of whichever has its order later.
    const words = () => statusOf(first) + statusOf(second);
    await waitUntil(() => words().includes('다른 결제'), undefined);
    expect(portOne.requests).to.have.length(1);
  });

  it('is one for two copies of the script, under two names', async () => {
    // The test server's path for modules of their own.
    const copy = '/second-copy/component/index.ts';
    const other: typeof import('../../../component/index.ts') = await import(copy);
    class SecondCopy extends other.PortoneCheckout {}
    customElements.define('second-checkout', SecondCopy);
    const first = await aReadyCheckout();
    const second = await aReadyCheckout(
      html`<second-checkout item-id="hat" locale="ko"></second-checkout>`,
    );
    await openWindow(first);
    await pressed(second);
    expect(portOne.requests).to.have.length(1);
    await waitUntil(() => statusOf(second).includes('다른 결제가'), undefined);
  });

  it('is left to its payment by the very element that has turned to another item since', async () => {
    sellsTwoItems();
    const element = await aReadyCheckout();
    await openWindow(element);
    element.itemId = 'hat';
    await reaches(element, 'ready');
    await pressed(element);
    await waitUntil(() => statusOf(element).includes('다른 결제가'), undefined);
    expect(portOne.requests).to.have.length(1);
    portOne.resolves();
    await waitUntil(() => element.shadowRoot?.querySelector('[part=note]'), 'the note');
    await openWindow(element);
  });

  it('stays open for another item when the payment that had it before turns out to be paid', async () => {
    shop.server.complete = [refuses(409, 'NOT_PAID')];
    sellsTwoItems();
    const element = await aReadyCheckout();
    await openWindow(element);
    element.itemId = 'hat';
    await reaches(element, 'ready');
    clocks.pass(11_000);
    await pressed(element);
    await openWindow(element);
    const overlay = document.createElement('div');
    overlay.id = 'imp-iframe-wrapper';
    document.body.append(overlay);
    const seen = eventsOf(element);
    const paid = answers(200, aPayment({ paymentId: 'of-shoes' }));
    shop.server.whileOpen = [
      () => {
        const asked = shop.server.callsOf('/api/payment/complete').at(-1) as { paymentId: string };
        return asked.paymentId === 'of-shoes' ? paid : refuses(409, 'NOT_PAID');
      },
    ];
    await waitUntil(() => {
      dispatchEvent(new Event('focus'));
      return seen.some(({ type }) => type === 'portone-checkout-paid');
    }, 'the former is paid');
    expect(overlay.isConnected).to.be.true;
    expect(element.matches(':state(paying)')).to.be.true;
    portOne.resolves({ paymentId: 'of-hat' });
    shop.server.complete = [
      answers(200, aPayment({ paymentId: 'of-hat', itemId: 'hat', itemName: '모자' })),
    ];
    await reaches(element, 'paid');
    overlay.remove();
  });

  it('is free again on a page that is back out of the browser’s cache', async () => {
    shop.server.complete = [refuses(409, 'NOT_PAID')];
    const first = await aReadyCheckout();
    const second = await aHat();
    await openWindow(first);
    dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }));
    await reaches(first, 'cancelled');
    await openWindow(second);
  });
});

describe('a payment window that is a popup', () => {
  const popup = (fields = {}) =>
    answers<ItemAnswer>(200, {
      item: anItem(),
      checkout: aCheckout({ methods: [aMethod({ pgProvider: 'NAVERPAY', ...fields })] }),
    });

  it('waits for another press where getting ready has taken too long for the browser', async () => {
    shop.server.item = [popup()];
    let answer = (_: ReturnType<typeof answers>) => {};
    shop.server.order = [
      new Promise((resolve) => {
        answer = resolve;
      }),
    ];
    const element = await aReadyCheckout();
    press(element);
    await waitUntil(() => shop.server.callsOf('/api/orders').length > 0, 'should order');
    clocks.pass(1_500);
    answer(answers(201, anOrder()));
    await waitUntil(() => statusOf(element).includes('한 번 더 눌러'), undefined);
    expect(portOne.requests).to.be.empty;
    await expectAccessible(element);
    press(element);
    await waitUntil(() => portOne.requests.length > 0, 'the window should open');
    expect(portOne.cameWithinPress).to.deep.equal([true]);
  });

  it('waits for a press of the buyer’s own', async () => {
    pressIsTheBuyers(false);
    shop.server.item = [popup()];
    const element = await aReadyCheckout();
    element.pay();
    await waitUntil(() => statusOf(element).includes('한 번 더 눌러'), undefined);
    expect(portOne.requests).to.be.empty;
  });

  it('does not wait where the window opens over the page', async () => {
    pressIsTheBuyers(false);
    shop.server.item = [popup({ request: { windowType: { pc: 'IFRAME' } } })];
    await openWindow(await aReadyCheckout());
  });

  it('says that the browser may have blocked it, in the element’s own words', async () => {
    shop.server.item = [popup()];
    shop.server.complete = [refuses(404, 'PAYMENT_NOT_FOUND')];
    const element = await aReadyCheckout();
    const seen = eventsOf(element);
    await openWindow(element);
    portOne.rejects({ code: 'UnknownError', message: '결제 창 호출에 실패하였습니다. popup' });
    await reaches(element, 'failed');
    expect(statusOf(element)).to.contain('팝업이 차단됐다면 허용한 뒤');
    expect(seen.at(-1)).to.include({ stage: 'pay', code: 'UnknownError', retryable: true });
    expect(buttonOf(element)?.textContent).to.contain('다시 결제하기');
    await expectAccessible(element);
  });
});
