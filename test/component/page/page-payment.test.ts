import { expect, fixture, html } from '@open-wc/testing';
import { bffClient } from '../../../component/api/checkout-api.ts';
import type { ItemAnswer } from '../../../component/api/contract.ts';
import { page, paymentKeyOf } from '../../../component/page/page.ts';
import { followPayment } from '../../../component/page/page-payment.ts';
import type { PortoneCheckout } from '../../../component/portone-checkout.ts';
import {
  aReadyCheckout,
  buttonOf,
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
import {
  aCheckout,
  anItem,
  anOrder,
  answers,
  aPayment,
  aSubject,
  isDown,
  refuses,
} from '../support/fake-shop.ts';
import { waitUntil } from '../support/wait-until.ts';

const shop = useShop();

const notPaid = refuses(409, 'NOT_PAID');
const paid = answers(200, aPayment());
const account = answers(
  200,
  aPayment({
    status: 'VIRTUAL_ACCOUNT_ISSUED',
    virtualAccount: { bank: 'SHINHAN', accountNumber: '110-1' },
  }),
);
const hat = answers<ItemAnswer>(200, {
  item: anItem({ id: 'hat', name: '모자' }),
  checkout: aCheckout(),
});
const ofHat = html`<portone-checkout item-id="hat" locale="ko"></portone-checkout>`;

const confirmations = () => shop.server.callsOf('/api/payment/complete').length;
const typesOf = (events: Event[]) =>
  events.map(({ type }) => type.slice('portone-checkout-'.length));

/** What the document hears of this test's payments, wherever they are told. */
let heard: Event[] = [];
const RESULTS = ['paid', 'issued', 'pending', 'cancelled', 'failed'].map(
  (name) => `portone-checkout-${name}`,
);
const hear = (event: Event) => heard.push(event);

beforeEach(() => {
  heard = [];
  for (const name of RESULTS) document.addEventListener(name, hear);
});
afterEach(() => {
  for (const name of RESULTS) document.removeEventListener(name, hear);
});

async function aPayingCheckout(): Promise<PortoneCheckout> {
  const element = await aReadyCheckout();
  await openWindow(element);
  return element;
}

/** The buyer comes back to the page, until something holds. */
async function comesBackUntil(holds: () => boolean, message: string): Promise<void> {
  await waitUntil(() => {
    dispatchEvent(new Event('focus'));
    return holds();
  }, message);
}

/** The network comes back, until something holds. */
async function comesOnlineUntil(holds: () => boolean): Promise<void> {
  await waitUntil(() => {
    dispatchEvent(new Event('online'));
    return holds();
  });
}

const noteOf = (element: PortoneCheckout) => textOf(element, '[part=note] span');

function show(element: PortoneCheckout): void {
  const button = element.shadowRoot?.querySelector<HTMLButtonElement>('[part=show]');
  expect(button, 'the button of the note').to.exist;
  button?.click();
}

describe('[I3] the elements of one item', () => {
  it('show its payment together, of which the pressed one tells the page once', async () => {
    const first = await aReadyCheckout();
    const second = await aReadyCheckout();
    const other = await aReadyCheckout(ofHat);
    await openWindow(first);
    await reaches(second, 'paying');
    expect(other.matches(':state(ready)')).to.be.true;
    portOne.resolves();
    await reaches(first, 'paid');
    await reaches(second, 'paid');
    expect(textOf(second, '[part=summary]')).to.contain('p1');
    expect(heard.map((event) => [event.type, event.target === first])).to.deep.equal([
      ['portone-checkout-paid', true],
    ]);
    expect(other.matches(':state(ready)')).to.be.true;
  });

  it('show it where they are drawn later, or are clones of one that does', async () => {
    const element = await aPayingCheckout();
    const clone = element.cloneNode(true) as PortoneCheckout;
    element.after(clone);
    await reaches(clone, 'paying');
    portOne.resolves();
    await reaches(clone, 'paid');
    await reaches(await aPaidElement(), 'paid');
    expect(typesOf(heard)).to.deep.equal(['paid']);
  });

  it('are not all read out: one tells the buyer of it, another where that is gone', async () => {
    const liveOf = (element: PortoneCheckout) =>
      element.shadowRoot?.querySelector('[role=status]')?.getAttribute('aria-live') ?? 'on';
    const first = await aReadyCheckout();
    const second = await aReadyCheckout();
    expect([liveOf(first), liveOf(second)]).to.deep.equal(['on', 'on']);
    await openWindow(first);
    await reaches(second, 'paying');
    expect([liveOf(first), liveOf(second)]).to.deep.equal(['on', 'off']);
    first.remove();
    await waitUntil(() => liveOf(second) === 'on', 'tells of it');
  });

  it('show it where they are of another copy of the script, under another name', async () => {
    // The test server's path for modules of their own.
    const copy = '/second-copy/component/index.ts';
    const other: typeof import('../../../component/index.ts') = await import(copy);
    class CopiedCheckout extends other.PortoneCheckout {}
    customElements.define('copied-checkout', CopiedCheckout);
    const first = await aReadyCheckout();
    const second = await aReadyCheckout(
      html`<copied-checkout item-id="shoes" locale="ko"></copied-checkout>`,
    );
    await openWindow(first);
    await reaches(second, 'paying');
    portOne.resolves();
    await reaches(first, 'paid');
    await reaches(second, 'paid');
    expect(heard.map(({ type, target }) => [type, target === first])).to.deep.equal([
      ['portone-checkout-paid', true],
    ]);
  });

  it('open one window where two are pressed before it is there, and say the same afterwards', async () => {
    shop.server.order = [answers(201, anOrder()), answers(201, anOrder({ paymentId: 'p2' }))];
    shop.server.complete = [notPaid];
    const first = await aReadyCheckout();
    const second = await aReadyCheckout();
    press(first);
    press(second);
    await waitUntil(() => shop.server.answersReadOf('/api/orders') === 2, 'both orders');
    await reaches(first, 'paying');
    await reaches(second, 'paying');
    expect(portOne.requests).to.have.length(1);
    portOne.resolvesToNothing();
    await reaches(first, 'cancelled');
    await reaches(second, 'cancelled');
    expect(statusOf(second)).to.equal(statusOf(first));
  });

  it('keep to themselves what fails before there is a payment', async () => {
    shop.server.order = [refuses(503, 'STORE_UNAVAILABLE'), answers(201, anOrder())];
    const first = await aReadyCheckout();
    const second = await aReadyCheckout();
    press(first);
    await reaches(first, 'failed');
    expect(second.matches(':state(ready)')).to.be.true;
    await openWindow(second);
    await reaches(first, 'paying');
    shop.server.complete = [notPaid];
    portOne.resolvesToNothing();
    await reaches(second, 'cancelled');
    await reaches(first, 'cancelled');
    second.reset();
    await reaches(first, 'ready');
    expect(statusOf(first), 'of a press long ago').to.equal('');
  });

  it('keep to themselves that another try fails, and say the last try’s result meanwhile', async () => {
    shop.server.complete = [notPaid];
    const first = await aPayingCheckout();
    const second = await aReadyCheckoutBeside(first, 'paying');
    portOne.resolvesToNothing();
    await reaches(second, 'cancelled');
    shop.server.order = [refuses(503, 'STORE_UNAVAILABLE'), answers(201, anOrder())];
    press(second);
    await reaches(second, 'failed');
    expect(statusOf(second)).to.contain('주문하지 못했어요');
    expect(first.matches(':state(cancelled)')).to.be.true;
    shop.server.complete = [paid];
    await comesBackUntil(() => second.matches(':state(paid)'), 'paid wins here, too');
    expect(first.matches(':state(paid)')).to.be.true;
  });

  it('go on from each other’s last try', async () => {
    shop.server.complete = [notPaid];
    const first = await aPayingCheckout();
    const second = await aReadyCheckoutBeside(first, 'paying');
    portOne.resolvesToNothing();
    await reaches(second, 'cancelled');
    await openWindow(second);
    await reaches(first, 'paying');
    shop.server.complete = [paid];
    portOne.resolves();
    await reaches(first, 'paid');
    expect(heard.map(({ type, target }) => [type, target === second])).to.deep.equal([
      ['portone-checkout-cancelled', false],
      ['portone-checkout-paid', true],
    ]);
  });

  it('show the item again together, once one of them is told to', async () => {
    const first = await aPayingCheckout();
    const second = await aReadyCheckoutBeside(first, 'paying');
    portOne.resolves();
    await reaches(second, 'paid');
    second.reset();
    await reaches(second, 'ready');
    await reaches(first, 'ready');
  });

  async function aPaidElement(): Promise<PortoneCheckout> {
    return fixture<PortoneCheckout>(
      html`<portone-checkout item-id="shoes" locale="ko"></portone-checkout>`,
    );
  }

  async function aReadyCheckoutBeside(
    first: PortoneCheckout,
    state: string,
  ): Promise<PortoneCheckout> {
    const second = first.cloneNode() as PortoneCheckout;
    first.after(second);
    await reaches(second, state);
    // Its item has come as well.
    await waitUntil(() => textOf(second, '[part=name]') === '신발');
    return second;
  }
});

describe('[I4] an element that turns to another item while its window is open', () => {
  async function aSwappedCheckout(): Promise<PortoneCheckout> {
    const element = await aPayingCheckout();
    shop.server.item = [hat];
    element.itemId = 'hat';
    await reaches(element, 'ready');
    expect(textOf(element, '[part=name]')).to.equal('모자');
    return element;
  }

  it('leaves the payment to go on, which it still tells the page of, and mentions by its item', async () => {
    const element = await aSwappedCheckout();
    expect(confirmations()).to.equal(0);
    portOne.resolves();
    await waitUntil(() => noteOf(element) === '신발 · 방금 결제한 주문이 있어요.', 'the note');
    expect(heard.map(({ type, target }) => [type, target === element])).to.deep.equal([
      ['portone-checkout-paid', true],
    ]);
    expect({ ...heard[0] }).to.include({
      paymentId: 'p1',
      itemId: 'shoes',
      itemName: '신발',
      here: true,
    });
    expect(element.matches(':state(ready)'), 'and can be paid for').to.be.true;
    expect(buttonOf(element)?.textContent?.trim()).to.equal('결제하기');
  });

  it('shows it to a buyer who asks, and then the item again', async () => {
    const element = await aSwappedCheckout();
    portOne.resolves();
    await waitUntil(() => noteOf(element) !== '', 'the note');
    show(element);
    await reaches(element, 'paid');
    expect(textOf(element, '[part=summary]')).to.contain('p1');
    element.reset();
    await reaches(element, 'ready');
    expect(textOf(element, '[part=name]')).to.equal('모자');
    expect(noteOf(element)).to.equal('');
    expect(typesOf(heard), 'seeing it is no news').to.deep.equal(['paid']);
    shop.server.order = [answers(201, anOrder({ itemId: 'hat', paymentId: 'p2' }))];
    await openWindow(element);
    await reaches(element, 'paying');
  });

  it('shows what it turns to next, though the buyer was looking at the payment', async () => {
    const element = await aSwappedCheckout();
    portOne.resolves();
    await waitUntil(() => noteOf(element) !== '', 'the note');
    show(element);
    await reaches(element, 'paid');
    element.itemId = 'scarf';
    await reaches(element, 'ready');
    expect(textOf(element, '[part=summary]')).to.equal('');
  });

  it('shows it when it turns back, while it is under way and afterwards', async () => {
    const element = await aSwappedCheckout();
    element.itemId = 'shoes';
    await reaches(element, 'paying');
    element.itemId = 'hat';
    await reaches(element, 'ready');
    portOne.resolves();
    await waitUntil(() => noteOf(element) !== '', 'the note');
    element.itemId = 'shoes';
    await reaches(element, 'paid');
    expect(typesOf(heard)).to.deep.equal(['paid']);
  });

  it('mentions an account that waits, and shows it', async () => {
    shop.server.complete = [account];
    const element = await aSwappedCheckout();
    portOne.resolves();
    await waitUntil(() => noteOf(element) === '신발 · 입금을 기다리는 주문이 있어요.', 'the note');
    await expectAccessible(element);
    show(element);
    await reaches(element, 'issued');
    expect(textOf(element, '[part=summary]')).to.contain('110-1');
    await expectAccessible(element);
  });

  it('mentions one that is being checked by its item as well', async () => {
    shop.server.complete = [isDown];
    const element = await aSwappedCheckout();
    portOne.resolves();
    await waitUntil(() => noteOf(element) === '신발 · 결제 중인 주문이 있어요.', 'the note');
  });

  it('opens no window for what it no longer sells', async () => {
    let answer = (_: ReturnType<typeof answers>) => {};
    shop.server.order = [
      new Promise((resolve) => {
        answer = resolve;
      }),
    ];
    const element = await aReadyCheckout();
    press(element);
    await waitUntil(() => shop.server.callsOf('/api/orders').length === 1, 'should order');
    shop.server.item = [hat];
    element.itemId = 'hat';
    await reaches(element, 'ready');
    answer(answers(201, anOrder()));
    await somethingLater();
    expect(portOne.requests).to.be.empty;
    expect(element.matches(':state(ready)')).to.be.true;
    expect(typesOf(heard), 'nor says that anything went wrong').to.deep.equal([]);
  });

  it('mentions nothing of one that was cancelled', async () => {
    shop.server.complete = [notPaid];
    const element = await aSwappedCheckout();
    portOne.resolvesToNothing();
    await waitUntil(() => heard.length === 1, 'the event');
    await element.updateComplete;
    expect(typesOf(heard)).to.deep.equal(['cancelled']);
    expect(noteOf(element)).to.equal('');
    expect(element.matches(':state(ready)')).to.be.true;
  });

  it('mentions nothing that another element has put away', async () => {
    const element = await aSwappedCheckout();
    const other = await fixture<PortoneCheckout>(
      html`<portone-checkout item-id="shoes" locale="ko"></portone-checkout>`,
    );
    portOne.resolves();
    await reaches(other, 'paid');
    await waitUntil(() => noteOf(element) !== '', 'the note');
    other.reset();
    await reaches(other, 'ready');
    await waitUntil(() => noteOf(element) === '', 'no note');
  });

  it('sells the other item although a press for the former was stopped by the page', async () => {
    shop.server.complete = [notPaid];
    const element = await aPayingCheckout();
    portOne.resolvesToNothing();
    await reaches(element, 'cancelled');
    element.addEventListener('portone-checkout-start', (event) => event.preventDefault(), {
      once: true,
    });
    press(element);
    await element.updateComplete;
    expect(element.matches(':state(cancelled)'), 'as before the press').to.be.true;
    shop.server.item = [hat];
    element.itemId = 'hat';
    await reaches(element, 'ready');
    expect(statusOf(element)).to.equal('');
  });
});

describe('an account that waits', () => {
  it('is told no second time after the server could not be asked for a while', async () => {
    shop.server.complete = [account];
    const element = await aPayingCheckout();
    shop.server.item = [hat];
    element.itemId = 'hat';
    await reaches(element, 'ready');
    portOne.resolves();
    await waitUntil(() => noteOf(element) !== '', 'the note');
    shop.server.complete = [isDown, account];
    dispatchEvent(new Event('online'));
    const before = confirmations();
    await comesOnlineUntil(() => confirmations() > before + 1);
    show(element);
    await reaches(element, 'issued');
    expect(typesOf(heard)).to.deep.equal(['issued']);
  });

  it('gives its place back to the item once the buyer removes it from this browser', async () => {
    shop.server.complete = [account];
    const element = await aPayingCheckout();
    portOne.resolves();
    await reaches(element, 'issued');
    expect(localStorage.getItem('portone-checkout')).to.contain('p1');
    element.shadowRoot?.querySelector<HTMLButtonElement>('[part=forget]')?.click();
    await reaches(element, 'ready');
    expect(noteOf(element)).to.equal('');
    expect(localStorage.getItem('portone-checkout') ?? '').to.not.contain('p1');
  });
});

describe('[I5] a payment whose element is gone', () => {
  it('is followed, and told at the document', async () => {
    const element = await aPayingCheckout();
    element.remove();
    portOne.resolves();
    await waitUntil(() => heard.length > 0, 'the event');
    await somethingLater();
    expect(heard.map(({ type, target }) => [type, target === document])).to.deep.equal([
      ['portone-checkout-paid', true],
    ]);
    expect({ ...heard[0] }).to.include({ paymentId: 'p1', ...aSubject(), here: true });
  });

  it('is told at another element of the item', async () => {
    const element = await aPayingCheckout();
    const clone = element.cloneNode() as PortoneCheckout;
    element.replaceWith(clone);
    await reaches(clone, 'paying');
    shop.server.complete = [refuses(409, 'PAYMENT_FAILED', { ...aSubject() })];
    portOne.resolves();
    await reaches(clone, 'failed');
    expect(heard.map(({ type, target }) => [type, target === clone])).to.deep.equal([
      ['portone-checkout-failed', true],
    ]);
    expect((heard[0] as unknown as { message: string }).message).to.not.equal('');
  });

  it('is told by one that was moved meanwhile, as before', async () => {
    const element = await aPayingCheckout();
    const elsewhere = await fixture<HTMLElement>(html`<div></div>`);
    elsewhere.append(element);
    portOne.resolves();
    await reaches(element, 'paid');
    expect(heard.map(({ target }) => target === element)).to.deep.equal([true]);
  });

  it('becomes a note beside the item, a while after it was paid', async () => {
    const element = await aPayingCheckout();
    portOne.resolves();
    await reaches(element, 'paid');
    element.remove();
    const key = paymentKeyOf(location.origin, 'shoes');
    await waitUntil(() => page.payments[key]?.view === 'note', 'left for a while');
    const later = await aReadyCheckout();
    await waitUntil(() => noteOf(later) === '방금 결제한 주문이 있어요.', 'the note');
    show(later);
    await reaches(later, 'paid');
    expect(textOf(later, '[part=summary]')).to.contain('p1');
    expect(typesOf(heard)).to.deep.equal(['paid']);
  });

  it('is told no second time where the server cannot be asked once the buyer looks at the note', async () => {
    const element = await aPayingCheckout();
    portOne.resolves();
    await reaches(element, 'paid');
    element.remove();
    const key = paymentKeyOf(location.origin, 'shoes');
    await waitUntil(() => page.payments[key]?.view === 'note', 'left for a while');
    const later = await aReadyCheckout();
    await waitUntil(() => noteOf(later) !== '', 'the note');
    shop.server.complete = [isDown, paid];
    const before = confirmations();
    show(later);
    await waitUntil(() => confirmations() > before, 'is asked');
    await comesOnlineUntil(() => later.matches(':state(paid)'));
    expect(typesOf(heard)).to.deep.equal(['paid']);
    expect(localStorage.getItem('portone-checkout')).to.contain('told');
  });
});

describe('a payment whose success the server cannot see yet', () => {
  it('is asked about with the window’s word again, and never called cancelled', async () => {
    shop.server.complete = [notPaid];
    const element = await aPayingCheckout();
    portOne.resolves({ paymentToken: 'token' });
    await reaches(element, 'pending');
    const before = confirmations();
    buttonOf(element)?.click();
    await waitUntil(() => confirmations() > before, 'is asked again');
    await reaches(element, 'pending');
    const asked = shop.server.callsOf('/api/payment/complete').slice(-2);
    for (const request of asked) expect(request).to.include({ paymentToken: 'token' });
    expect(typesOf(heard)).to.deep.equal(['pending']);
  });
});

describe('[I7] a payment that was said to be cancelled', () => {
  it('is paid where the buyer has paid in the window that the page was cut off from', async () => {
    shop.server.complete = [notPaid];
    const element = await aPayingCheckout();
    // As PortOne’s script says where the opener policy of the page hides its popup.
    portOne.rejects({ code: 'FAILURE_TYPE_STOPPED', message: 'closed' });
    await reaches(element, 'cancelled');
    expect({ ...heard[0] }).to.include({ paymentId: 'p1', here: true });
    expect({ ...heard[0] }).to.include(aSubject({ environment: 'live' }));
    shop.server.complete = [paid];
    await comesBackUntil(() => element.matches(':state(paid)'), 'paid wins');
    expect(typesOf(heard)).to.deep.equal(['cancelled', 'paid']);
  });

  it('is paid where it was said to have failed, too', async () => {
    shop.server.complete = [notPaid];
    const element = await aPayingCheckout();
    portOne.rejects({ code: 'UnknownError', message: 'closed' });
    await reaches(element, 'failed');
    expect({ ...heard[0] }).to.include({ paymentId: 'p1', here: true });
    expect({ ...heard[0] }).to.include(aSubject({ environment: 'live' }));
    shop.server.complete = [paid];
    await comesBackUntil(() => element.matches(':state(paid)'), 'paid wins');
    expect(typesOf(heard)).to.deep.equal(['failed', 'paid']);
  });

  it('stays so, and is told once, while the server says the same or cannot be asked', async () => {
    shop.server.complete = [notPaid, notPaid, isDown, notPaid];
    const element = await aPayingCheckout();
    portOne.resolvesToNothing();
    await reaches(element, 'cancelled');
    await comesBackUntil(() => confirmations() >= 5, 'asks again');
    await element.updateComplete;
    expect(element.matches(':state(cancelled)')).to.be.true;
    expect(typesOf(heard)).to.deep.equal(['cancelled']);
  });

  it('is paid for a buyer too who has put it away meanwhile', async () => {
    shop.server.complete = [notPaid];
    const element = await aPayingCheckout();
    portOne.rejects({ code: 'FAILURE_TYPE_STOPPED', message: 'closed' });
    await reaches(element, 'cancelled');
    element.reset();
    await reaches(element, 'ready');
    shop.server.complete = [notPaid, paid];
    await comesBackUntil(() => element.matches(':state(paid)'), 'paid wins');
    expect(typesOf(heard)).to.deep.equal(['cancelled', 'paid']);
  });

  it('hears the late end of its window, with what that brings along', async () => {
    const element = await aPayingCheckout();
    await element.updateComplete;
    element.shadowRoot?.querySelector<HTMLButtonElement>('[part=link]')?.click();
    await reaches(element, 'cancelled');
    portOne.resolves({ paymentToken: 'token' });
    await reaches(element, 'paid');
    expect(shop.server.callsOf('/api/payment/complete').at(-1)).to.deep.equal({
      paymentId: 'p1',
      txId: 'tx1',
      paymentToken: 'token',
      quiet: true,
    });
    expect(typesOf(heard)).to.deep.equal(['cancelled', 'paid']);
  });

  it('is paid by a late end too, once the buyer has put it away', async () => {
    const element = await aPayingCheckout();
    await element.updateComplete;
    element.shadowRoot?.querySelector<HTMLButtonElement>('[part=link]')?.click();
    await reaches(element, 'cancelled');
    element.reset();
    await reaches(element, 'ready');
    portOne.resolves();
    await reaches(element, 'paid');
  });

  it('is no longer looked at once the buyer tries again', async () => {
    shop.server.complete = [notPaid];
    const element = await aPayingCheckout();
    portOne.resolvesToNothing();
    await reaches(element, 'cancelled');
    await openWindow(element);
    const before = confirmations();
    dispatchEvent(new Event('focus'));
    await waitUntil(() => confirmations() > before);
    expect(confirmations(), 'one asks').to.equal(before + 1);
  });

  it('is told once more where another try is cancelled as well', async () => {
    shop.server.complete = [notPaid];
    const element = await aPayingCheckout();
    portOne.resolvesToNothing();
    await reaches(element, 'cancelled');
    await openWindow(element);
    portOne.resolvesToNothing();
    await reaches(element, 'cancelled');
    expect(typesOf(heard)).to.deep.equal(['cancelled', 'cancelled']);
  });
});

describe('a page that is back out of the browser’s cache', () => {
  const back = () => dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }));

  it('says that its payment was cancelled, and still hears that it was paid', async () => {
    const element = await aPayingCheckout();
    back();
    await reaches(element, 'cancelled');
    shop.server.whileOpen = [paid];
    await comesBackUntil(() => element.matches(':state(paid)'), 'paid wins');
    expect(typesOf(heard)).to.deep.equal(['cancelled', 'paid']);
  });

  it('asks for all elements of the item, also where the pressed one is gone', async () => {
    const element = await aPayingCheckout();
    const clone = element.cloneNode() as PortoneCheckout;
    element.replaceWith(clone);
    await reaches(clone, 'paying');
    shop.server.whileOpen = [paid];
    back();
    await reaches(clone, 'paid');
    expect(typesOf(heard)).to.deep.equal(['paid']);
  });

  it('keeps its window on a first load', async () => {
    const element = await aPayingCheckout();
    dispatchEvent(new PageTransitionEvent('pageshow', { persisted: false }));
    await somethingLater();
    expect(element.matches(':state(paying)')).to.be.true;
    expect(confirmations()).to.equal(0);
  });
});

describe('a payment in its window', () => {
  /** Followed as pay.ts does it, by a clock that a test steps. */
  function follow() {
    let go = () => {};
    let waits = 0;
    const clock = {
      now: () => 0,
      wait: (_: number, signal: AbortSignal) =>
        new Promise<void>((resolve) => {
          waits++;
          go = resolve;
          signal.addEventListener('abort', () => resolve());
        }),
    };
    let isClosed = false;
    const close = () => {
      isClosed = true;
    };
    const payment = followPayment({
      bff: bffClient(location.origin),
      clock,
      itemId: 'shoes',
      state: { name: 'paying', paymentId: 'p1' },
      view: 'shown',
      isHere: true,
      secret: 'secret-of-p1',
      subject: aSubject(),
      window: { end: new Promise(() => {}), close },
    });
    return {
      payment,
      isClosed: () => isClosed,
      /** The time between two questions is over. */
      async step(): Promise<void> {
        const before = waits;
        await waitUntil(() => waits > 0);
        go();
        await waitUntil(() => waits > before || payment.state.name !== 'paying', 'goes on');
      },
    };
  }

  it('ends by what the server says, without a word of the window’s and with the first that decides', async () => {
    shop.server.complete = [notPaid, paid];
    const { payment, step, isClosed } = follow();
    await step();
    expect([payment.state.name, isClosed()]).to.deep.equal(['paying', false]);
    await step();
    expect([payment.state.name, isClosed()]).to.deep.equal(['paid', true]);
    expect(shop.server.callsOf('/api/payment/complete')).to.deep.equal([
      { paymentId: 'p1', secret: 'secret-of-p1', quiet: true },
      { paymentId: 'p1', secret: 'secret-of-p1', quiet: true },
    ]);
  });

  it('goes on after a declined try, which is no end of it', async () => {
    shop.server.complete = [
      refuses(409, 'PAYMENT_FAILED'),
      isDown,
      refuses(404, 'PAYMENT_NOT_FOUND'),
      notPaid,
    ];
    const { payment, step, isClosed } = follow();
    for (let times = 1; times <= 4; times++) {
      await step();
      expect([payment.state.name, isClosed()]).to.deep.equal(['paying', false]);
    }
    expect(typesOf(heard)).to.deep.equal([]);
  });

  for (const [what, answer, state] of [
    ['an account', account, 'issued'],
    ['a gateway at work', answers(202, aPayment({ status: 'PAY_PENDING' })), 'pending'],
    ['a payment that is held', refuses(422, 'PAYMENT_HELD'), 'failed'],
    ['a payment that was given back', refuses(409, 'PAYMENT_CANCELLED'), 'cancelled'],
  ] as const) {
    it(`ends by ${what}`, async () => {
      shop.server.complete = [answer];
      const { payment, step } = follow();
      await step();
      expect(payment.state.name).to.equal(state);
    });
  }
});
