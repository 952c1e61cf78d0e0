import { expect, html } from '@open-wc/testing';
import type {
  CheckoutMethod,
  OrderAnswer,
  VirtualAccount,
} from '../../../component/api/contract.ts';
import type { PortoneCheckout } from '../../../component/portone-checkout.ts';
import {
  aCheckoutElement,
  aReadyCheckout,
  buttonOf,
  eventsOf,
  openWindow,
  portOne,
  press,
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
  isDown,
  refuses,
} from '../support/fake-shop.ts';
import { usePageClocks } from '../support/page-clocks.ts';
import { waitUntil } from '../support/wait-until.ts';

const shop = useShop();
const clocks = usePageClocks();

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Half an hour further ahead at each look, and a day behind at each third. */
function jumping(): () => number {
  let looks = 0;
  return () => {
    looks++;
    return looks % 3 === 0 ? -DAY : looks * 30 * MINUTE;
  };
}

const wrongClocks: [how: string, off: () => number | (() => number)][] = [
  ['30 minutes ahead', () => 30 * MINUTE],
  ['two days ahead', () => 2 * DAY],
  ['thirty days ahead', () => 30 * DAY],
  ['a day behind', () => -DAY],
  ['thirty years behind', () => -30 * 365 * DAY],
  ['that jumps at each look', jumping],
];

const paymentIds = ['p1', 'p2', 'p3', 'p4', 'p5', 'p6', 'p7', 'p8'];

/** Orders as the server makes them: each its own, with its end by the true time. */
function sellsFor(minutes = 30, fields: Partial<OrderAnswer> = {}): void {
  const expiresIn = minutes * 60;
  shop.server.order = paymentIds.map((paymentId) => () => {
    const expiresAt = new Date(clocks.truth() + expiresIn * 1_000).toISOString();
    return answers(201, anOrder({ paymentId, expiresAt, expiresIn, ...fields }));
  });
}
beforeEach(() => sellsFor());

const paypal: CheckoutMethod = aMethod({
  id: 'paypal',
  label: 'PayPal',
  payMethod: 'PAYPAL',
  pgProvider: 'PAYPAL_V2',
});

function offersPaypal(): void {
  const item = anItem({ maxQuantity: 3 });
  const checkout = aCheckout({ methods: [paypal] });
  shop.server.item = [answers(200, { item, checkout })];
}

const orders = () => shop.server.callsOf('/api/orders').length;
const opened = () => portOne.requests.map(({ paymentId }) => paymentId);

/** What touches do to the button. A touch does not wait, so what it has led to is there at once. */
function hover(element: PortoneCheckout, times = 20): void {
  const target = buttonOf(element) ?? element.shadowRoot?.querySelector('.paypal');
  expect(target, 'what is pressed').to.exist;
  for (let time = 0; time < times; time++) {
    target?.dispatchEvent(new PointerEvent('pointerover', { pointerType: 'touch' }));
  }
}

/** A checkout that has its order ahead of the press. */
async function prepared(): Promise<PortoneCheckout> {
  const element = await aReadyCheckout();
  const { server } = shop;
  hover(element);
  await waitUntil(() => server.answersReadOf('/api/orders') === 1, 'the order');
  return element;
}

/** Closes the window again, without a payment. */
async function cancel(element: PortoneCheckout): Promise<void> {
  shop.server.complete = [refuses(409, 'NOT_PAID')];
  portOne.resolvesToNothing();
  await reaches(element, 'cancelled');
}

describe('an order under a clock', () => {
  for (const [how, off] of wrongClocks) {
    it(`${how} is asked for once, however often the button is hovered over`, async () => {
      clocks.wallIsOff(off());
      const element = await prepared();
      hover(element);
      expect(orders()).to.equal(1);
    });
  }

  for (const [how, off] of wrongClocks.slice(0, -1)) {
    it(`${how} is the one that the press takes, at once`, async () => {
      clocks.wallIsOff(off());
      const element = await prepared();
      press(element);
      await Promise.resolve();
      expect(opened()).to.deep.equal(['p1']);
      await cancel(element);
      await openWindow(element);
      expect(opened()).to.deep.equal(['p1', 'p1']);
    });
  }

  it('that jumps at each look costs a press one order at most, and never its window', async () => {
    const element = await prepared();
    clocks.wallIsOff(jumping());
    for (let presses = 1; presses <= 3; presses++) {
      await openWindow(element);
      expect(orders()).to.be.at.most(1 + presses);
      await cancel(element);
    }
  });

  it('that is set while the page is open costs one order, and only once some time has passed', async () => {
    const element = await prepared();
    clocks.wallIsOff(30 * MINUTE);
    hover(element);
    expect(orders()).to.equal(1);
    clocks.pass(MINUTE);
    hover(element);
    await waitUntil(() => shop.server.answersReadOf('/api/orders') === 2, undefined);
    clocks.wallIsOff(0);
    clocks.pass(MINUTE);
    hover(element);
    await openWindow(element);
    expect(opened()).to.deep.equal(['p2']);
    expect(orders()).to.equal(2);
  });
});

describe('the age of an order', () => {
  it('is five minutes short of its end at the most, when a window opens', async () => {
    const element = await prepared();
    clocks.pass(24 * MINUTE);
    await openWindow(element);
    await cancel(element);
    clocks.pass(1.1 * MINUTE);
    await openWindow(element);
    expect(opened()).to.deep.equal(['p1', 'p2']);
    expect(orders()).to.equal(2);
  });

  it('grows however far the clock is set back', async () => {
    const element = await prepared();
    clocks.wallIsOff(-DAY);
    clocks.pass(26 * MINUTE);
    await openWindow(element);
    expect(opened()).to.deep.equal(['p2']);
  });

  it('is half an hour where an older server does not say', async () => {
    sellsFor(30, { expiresIn: undefined as never, expiresAt: '2020-01-01T00:00:00Z' });
    const element = await prepared();
    clocks.pass(24 * MINUTE);
    await openWindow(element);
    await cancel(element);
    clocks.pass(1.1 * MINUTE);
    await openWindow(element);
    expect(opened()).to.deep.equal(['p1', 'p2']);
  });

  it('counts the time that the device has slept', async () => {
    const element = await prepared();
    clocks.sleep(2 * HOUR);
    hover(element);
    await openWindow(element);
    expect(opened()).to.deep.equal(['p2']);
  });

  it('has the next order ready ahead of the press, while the old one can still be pressed', async () => {
    const element = await prepared();
    clocks.pass(24 * MINUTE);
    let answer = (_: ReturnType<typeof answers>) => {};
    shop.server.order = [
      new Promise((resolve) => {
        answer = resolve;
      }),
    ];
    hover(element);
    expect(orders()).to.equal(2);
    press(element);
    await Promise.resolve();
    expect(opened()).to.deep.equal(['p1']);
    answer(answers(201, anOrder({ paymentId: 'p2' })));
    await waitUntil(() => shop.server.answersReadOf('/api/orders') === 2, undefined);
    await cancel(element);
    await openWindow(element);
    expect(opened()).to.deep.equal(['p1', 'p2']);
  });
});

describe('an order with too little time from the start', () => {
  for (const seconds of [0, -60, 299]) {
    it(`(${seconds} s) is asked for once ahead, once at a press, and then said to have failed`, async () => {
      sellsFor(seconds / 60);
      const element = await prepared();
      hover(element);
      expect(orders()).to.equal(1);
      for (let presses = 1; presses <= 2; presses++) {
        press(element);
        const { server } = shop;
        await waitUntil(() => server.answersReadOf('/api/orders') === 1 + presses, 'the answer');
        await waitUntil(() => statusOf(element).includes('주문하지 못했어요'), 'says so');
        hover(element);
        expect(orders()).to.equal(1 + presses);
      }
      expect(opened()).to.be.empty;
      sellsFor();
      await openWindow(element);
    });
  }

  it('is said so where PayPal’s buttons wait for it, and asked for again by a press alone', async () => {
    offersPaypal();
    sellsFor(0);
    const element = await aCheckoutElement();
    await reaches(element, 'failed');
    hover(element);
    expect(orders()).to.equal(1);
    press(element);
    await waitUntil(() => shop.server.answersReadOf('/api/orders') === 2, undefined);
    await reaches(element, 'failed');
    sellsFor();
    press(element);
    await waitUntil(() => portOne.loaded.length === 1, 'PayPal');
    expect(orders()).to.equal(3);
  });
});

describe('an order that cannot be had', () => {
  it('is asked for once a minute, however often the button is hovered over', async () => {
    shop.server.order = [refuses(503, 'STORE_UNAVAILABLE')];
    const element = await prepared();
    hover(element);
    expect(orders()).to.equal(1);
    clocks.pass(MINUTE);
    hover(element);
    await waitUntil(() => shop.server.answersReadOf('/api/orders') === 2, undefined);
    hover(element);
    expect(orders()).to.equal(2);
  });

  it('is asked for at once for another choice', async () => {
    shop.server.order = [refuses(503, 'STORE_UNAVAILABLE')];
    const element = await prepared();
    element.quantity = 2;
    await element.updateComplete;
    hover(element);
    expect(orders()).to.equal(2);
  });
});

describe('PayPal’s buttons under a clock', () => {
  /** All looks at the order that an element takes. */
  async function lookOften(element: PortoneCheckout): Promise<void> {
    for (let look = 0; look < 20; look++) {
      hover(element, 1);
      element.requestUpdate();
      await element.updateComplete;
    }
  }

  for (const [how, off] of wrongClocks) {
    it(`${how} have one order`, async () => {
      offersPaypal();
      clocks.wallIsOff(off());
      const element = await aReadyCheckout();
      await waitUntil(() => portOne.loaded.length === 1, 'PayPal');
      await lookOften(element);
      element.quantity = 2;
      await waitUntil(() => portOne.updated.length === 1, 'the order for two');
      await lookOften(element);
      expect(orders()).to.equal(2);
      expect(portOne.updated[0]?.paymentId).to.equal('p2');
    });
  }

  for (const [what, look] of [
    ['the page is looked at', () => document.dispatchEvent(new Event('visibilitychange'))],
    ['the pointer is over them', (element: PortoneCheckout) => hover(element, 1)],
  ] as const) {
    it(`take no press once the device has slept and ${what}, until they have another order`, async () => {
      offersPaypal();
      const element = await aReadyCheckout();
      const { server } = shop;
      const place = () => element.querySelector<HTMLElement>('.portone-ui-container');
      await waitUntil(() => portOne.loaded.length === 1, 'PayPal');
      clocks.pass(MINUTE);
      let answer = (_: ReturnType<typeof answers>) => {};
      server.order = [
        new Promise((resolve) => {
          answer = resolve;
        }),
      ];
      clocks.sleep(2 * HOUR);
      look(element);
      await waitUntil(() => place()?.inert, 'no press');
      expect(orders()).to.equal(2);
      answer(answers(201, anOrder({ paymentId: 'p2' })));
      await waitUntil(() => portOne.updated.length === 1, 'the new order');
      expect(portOne.updated[0]?.paymentId).to.equal('p2');
      expect(place()?.inert).to.be.false;
    });
  }

  it('keep their order for a while where the next one cannot be had, and try again', async () => {
    offersPaypal();
    const element = await aReadyCheckout();
    const { server } = shop;
    await waitUntil(() => portOne.loaded.length === 1, 'PayPal');
    const works = server.order;
    server.order = [refuses(503, 'STORE_UNAVAILABLE')];
    clocks.pass(23.5 * MINUTE);
    const events = eventsOf(element);
    document.dispatchEvent(new Event('visibilitychange'));
    await waitUntil(() => server.answersReadOf('/api/orders') === 2, 'the refusal');
    await lookOften(element);
    expect(orders()).to.equal(2);
    server.order = works;
    clocks.pass(MINUTE);
    document.dispatchEvent(new Event('visibilitychange'));
    await waitUntil(() => portOne.updated.length === 1, 'the new order');
    expect(orders()).to.equal(3);
    expect(events.length).to.equal(0);
  });

  it('fail in words once neither the old order nor another one can be had', async () => {
    offersPaypal();
    const element = await aReadyCheckout();
    await waitUntil(() => portOne.loaded.length === 1, 'PayPal');
    shop.server.order = [isDown];
    clocks.pass(26 * MINUTE);
    document.dispatchEvent(new Event('visibilitychange'));
    await reaches(element, 'failed');
    expect(statusOf(element)).to.contain('주문하지 못했어요');
    await lookOften(element);
    expect(orders()).to.equal(2);
  });
});

describe('a virtual account under a clock', () => {
  const issued = (fields: Partial<VirtualAccount> = {}) => {
    const dueAt = new Date(clocks.truth() + 12 * HOUR).toISOString();
    const virtualAccount = { bank: 'SHINHAN', accountNumber: '110-1', dueAt, ...fields };
    return answers(200, aPayment({ status: 'VIRTUAL_ACCOUNT_ISSUED', virtualAccount }));
  };

  async function shown(): Promise<PortoneCheckout> {
    const element = await aReadyCheckout();
    await openWindow(element);
    portOne.resolves();
    await reaches(element, 'issued');
    return element;
  }

  for (const [how, off] of wrongClocks) {
    it(`${how} takes deposits until the server says that it does not`, async () => {
      clocks.wallIsOff(off());
      shop.server.complete = [issued({ isPastDue: false })];
      const element = await shown();
      expect(statusOf(element)).to.contain('입금을 기다리고 있어요');
      shop.server.complete = [issued({ isPastDue: true })];
      document.dispatchEvent(new Event('visibilitychange'));
      await waitUntil(() => statusOf(element).includes('입금 기한이 지났어요'), 'is past due');
      history.replaceState(null, '', location.pathname + new URL(import.meta.url).search);
    });
  }

  it('takes deposits after its due time as long as the server says so, and where it does not say', async () => {
    for (const isPastDue of [false, undefined]) {
      const dueAt = new Date(clocks.truth() - MINUTE).toISOString();
      shop.server.complete = [issued({ dueAt, ...(isPastDue !== undefined && { isPastDue }) })];
      const element = await shown();
      expect(statusOf(element)).to.contain('입금을 기다리고 있어요');
      element.reset();
      element.remove();
    }
  });
});

describe('a press under a clock', () => {
  const popup = () => {
    const checkout = aCheckout({ methods: [aMethod({ pgProvider: 'NAVERPAY' })] });
    shop.server.item = [answers(200, { item: anItem(), checkout })];
  };

  it('that jumps meanwhile is not taken for one of long ago', async () => {
    popup();
    let answer = (_: ReturnType<typeof answers>) => {};
    shop.server.order = [
      new Promise((resolve) => {
        answer = resolve;
      }),
    ];
    const element = await aReadyCheckout();
    press(element);
    clocks.wallIsOff(30 * MINUTE);
    answer(answers(201, anOrder()));
    await waitUntil(() => portOne.requests.length === 1, 'the window');
  });

  it('that jumps does not take the window from the payment that is in it', async () => {
    const first = await aReadyCheckout();
    const second = await aReadyCheckout(
      html`<portone-checkout item-id="hat" locale="ko"></portone-checkout>`,
    );
    await openWindow(first);
    clocks.wallIsOff(30 * MINUTE);
    for (let presses = 1; presses <= 2; presses++) {
      press(second);
      await waitUntil(() => statusOf(second).includes('다른 결제가'), 'is busy');
    }
    expect(portOne.requests).to.have.length(1);
  });
});
