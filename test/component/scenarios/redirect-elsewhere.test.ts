import { expect, html } from '@open-wc/testing';
import type { PortoneCheckout } from '../../../component/portone-checkout.ts';
import {
  aCheckoutElement,
  addressOf,
  allEventsOf,
  buttonOf,
  eventsOf,
  expectAccessible,
  opensWith,
  openWindow,
  orderedEarlier,
  portOne,
  reaches,
  statusOf,
  textOf,
  useShop,
} from '../support/checkout-fixture.ts';
import { anOrder, answers, aPayment, aSubject, refuses } from '../support/fake-shop.ts';
import { waitUntil } from '../support/wait-until.ts';

const shop = useShop();
const before = location.href;
afterEach(() => history.replaceState(null, '', before));

const virtualAccount = {
  bank: 'SHINHAN',
  accountNumber: '110-482-903817',
  holder: '튼튼상점',
  dueAt: '2999-01-02T15:00:00Z',
};
const issued = (fields = {}) =>
  answers(
    200,
    aPayment({
      paymentId: 'theirs',
      status: 'VIRTUAL_ACCOUNT_ISSUED',
      virtualAccount,
      itemName: '주문한 신발',
      quantity: 2,
      totalAmount: 2000,
      orderedAt: '2026-03-04T05:06:00Z',
      ...fields,
    }),
  );
const ACCOUNT = /110-482-903817|튼튼상점|신한은행/;

const reveal = (element: PortoneCheckout) =>
  element.shadowRoot?.querySelector<HTMLButtonElement>('[part=reveal]') ?? null;
const secretsOf = (events: Event[]) =>
  events.filter((event) => ACCOUNT.test(JSON.stringify(event)));

/** A page that was opened by a link to a payment that waits, in a browser that did not order it. */
async function visited(markup?: Parameters<typeof aCheckoutElement>[0]) {
  opensWith('?portone-checkout=shoes&paymentId=theirs');
  const element = await aCheckoutElement(markup);
  const seen = allEventsOf(element);
  await waitUntil(() => reveal(element), 'the order should be mentioned');
  return { element, seen };
}

describe('an account that was ordered in another browser', () => {
  beforeEach(() => {
    shop.server.complete = [issued()];
  });

  it('is mentioned by item, amount and time, beside a card that sells, and not shown', async () => {
    const { element, seen } = await visited();
    expect(element.matches(':state(ready)')).to.be.true;
    const said = textOf(element, '[part=elsewhere]');
    expect(said).to.contain('다른 브라우저에서 시작한 주문이에요').and.contain('본인이 주문한');
    expect(said).to.contain('주문한 신발 · 수량 2개').and.contain('2,000원');
    expect(said).to.match(/2026년 3월 [34]일/);
    expect(element.shadowRoot?.textContent).to.not.match(ACCOUNT);
    expect(element.shadowRoot?.querySelectorAll('[part=copy], [part=summary]').length).to.equal(0);
    expect(textOf(element, '[part=price]')).to.equal('1,000원');
    expect(textOf(element, '[role=status]')).to.contain('다른 브라우저');
    const issuedEvent = seen.find(({ type }) => type === 'portone-checkout-issued');
    expect({ ...issuedEvent }).to.deep.include({
      paymentId: 'theirs',
      ...aSubject({ itemName: '주문한 신발', quantity: 2, totalAmount: 2000 }),
      virtualAccount: undefined,
    });
    expect(addressOf().toString()).to.equal('');
    await expectAccessible(element);
  });

  it('is shown to a buyer who asks for it, with the warning, and hidden again', async () => {
    const { element, seen } = await visited();
    const before = seen.length;
    reveal(element)?.focus();
    reveal(element)?.click();
    await reaches(element, 'issued');
    expect(textOf(element, '[part=summary]')).to.match(ACCOUNT);
    expect(element.shadowRoot?.querySelectorAll('[part=copy]').length).to.equal(1);
    expect(statusOf(element)).to.contain('본인이 주문한 경우에만');
    expect(!!reveal(element)).to.be.false;
    expect(element.shadowRoot?.activeElement === buttonOf(element)).to.be.true;
    expect(addressOf().toString()).to.equal('portone-checkout=shoes&paymentId=theirs');
    await expectAccessible(element);
    buttonOf(element)?.click();
    await reaches(element, 'ready');
    expect(element.shadowRoot?.textContent).to.not.match(ACCOUNT);
    expect(!!reveal(element)).to.be.true;
    expect(addressOf().toString()).to.equal('');
    expect(seen.length).to.equal(before);
  });

  it('is never handed to the page', async () => {
    const { element, seen } = await visited();
    reveal(element)?.click();
    await reaches(element, 'issued');
    dispatchEvent(new Event('online'));
    await waitUntil(() => shop.server.callsOf('/api/payment/complete').length > 2);
    element.reset();
    await reaches(element, 'ready');
    expect(seen.map(({ type }) => type).sort()).to.deep.equal([
      'portone-checkout-issued',
      'portone-checkout-ready',
    ]);
    expect(secretsOf(seen).length).to.equal(0);
  });

  it('does not keep the item from being bought, and is forgotten then', async () => {
    const { element, seen } = await visited();
    await openWindow(element);
    expect(!!reveal(element)).to.be.false;
    expect(addressOf().get('paymentId')).to.equal('p1');
    shop.server.complete = [answers(200, aPayment())];
    portOne.resolves();
    await reaches(element, 'paid');
    expect({ ...seen.at(-1) }).to.include({ paymentId: 'p1' });
    element.reset();
    await reaches(element, 'ready');
    expect(!!reveal(element)).to.be.false;
  });

  it('has no part in the account of an order that is placed after all', async () => {
    const { element } = await visited();
    await openWindow(element);
    shop.server.complete = [issued({ paymentId: 'p1' })];
    portOne.resolves();
    await reaches(element, 'issued');
    expect(statusOf(element)).to.contain('입금을 기다리고 있어요');
    expect(!!buttonOf(element)).to.be.false;
  });

  it('is gone once it is paid, which is said', async () => {
    const { element, seen } = await visited();
    const receiptUrl = 'https://receipts.example/1';
    shop.server.complete = [answers(200, aPayment({ paymentId: 'theirs', receiptUrl }))];
    dispatchEvent(new Event('online'));
    await reaches(element, 'paid');
    expect(!!reveal(element)).to.be.false;
    expect(element.shadowRoot?.querySelectorAll('[part=receipt]').length).to.equal(0);
    expect(seen.at(-1)?.type).to.equal('portone-checkout-paid');
  });

  it('is mentioned where the item itself cannot be shown', async () => {
    shop.server.item = [refuses(500, 'INTERNAL_ERROR')];
    const { element } = await visited();
    expect(element.matches(':state(load-failed)')).to.be.true;
    expect(element.shadowRoot?.textContent).to.not.match(ACCOUNT);
    await expectAccessible(element);
  });

  it('is mentioned beside a button alone', async () => {
    const { element } = await visited(
      html`<portone-checkout item-id="shoes" layout="button" locale="ko"></portone-checkout>`,
    );
    expect(element.shadowRoot?.textContent).to.not.match(ACCOUNT);
    await expectAccessible(element);
  });

  for (const [locale, words] of [
    ['en', 'only if you placed this order yourself'],
    ['ja', 'ご自身で注文された場合のみ'],
  ] as const) {
    it(`is mentioned in the buyer’s language: ${locale}`, async () => {
      const { element } = await visited(
        html`<portone-checkout item-id="shoes" locale=${locale}></portone-checkout>`,
      );
      expect(textOf(element, '[part=elsewhere]')).to.contain(words);
    });
  }

  it('is mentioned without a time by a server that does not say it', async () => {
    shop.server.complete = [issued({ orderedAt: undefined })];
    const { element } = await visited();
    expect(textOf(element, '[part=elsewhere]')).to.not.contain('주문 시각');
  });

  it('is not mentioned on the card of another item that takes its place', async () => {
    const { element } = await visited();
    element.itemId = 'hat';
    await waitUntil(() => shop.server.callsOf('/api/items/hat').length === 1);
    await reaches(element, 'ready');
    expect(!!reveal(element)).to.be.false;
  });

  it('stays with an element that is moved, and goes to one that takes its place', async () => {
    const { element, seen } = await visited();
    const elsewhere = document.createElement('div');
    element.parentElement?.append(elsewhere);
    elsewhere.append(element);
    await waitUntil(() => shop.server.callsOf('/api/payment/complete').length === 2);
    await waitUntil(() => reveal(element), 'the order should be mentioned again');
    reveal(element)?.click();
    await reaches(element, 'issued');
    buttonOf(element)?.click();
    await reaches(element, 'ready');
    expect(seen.filter(({ type }) => type.endsWith('issued')).length).to.equal(1);
    element.remove();
    const second = await aCheckoutElement();
    await waitUntil(() => reveal(second));
    expect(second.shadowRoot?.textContent).to.not.match(ACCOUNT);
  });

  it('is mentioned once a payment that was at work has come to it', async () => {
    shop.server.complete = [
      answers(202, aPayment({ paymentId: 'theirs', status: 'PAY_PENDING' })),
      issued(),
    ];
    opensWith('?portone-checkout=shoes&paymentId=theirs');
    const element = await aCheckoutElement();
    const seen = eventsOf(element);
    await reaches(element, 'pending');
    dispatchEvent(new Event('online'));
    await waitUntil(() => reveal(element));
    expect(element.shadowRoot?.textContent).to.not.match(ACCOUNT);
    expect(secretsOf(seen).length).to.equal(0);
    expect(addressOf().toString()).to.equal('');
  });
});

describe('an account that was ordered in this browser', () => {
  it('is shown at once, and handed to the page', async () => {
    await orderedEarlier('theirs');
    shop.server.complete = [issued()];
    opensWith('?portone-checkout=shoes&paymentId=theirs');
    const element = await aCheckoutElement();
    const seen = eventsOf(element);
    await reaches(element, 'issued');
    expect(textOf(element, '[part=summary]')).to.match(ACCOUNT);
    expect(secretsOf(seen).length).to.equal(1);
    expect(!!reveal(element)).to.be.false;
  });

  for (const [what, forbid] of [
    ['forbids', () => new DOMException('no', 'SecurityError')],
    ['has no room for', () => new DOMException('full', 'QuotaExceededError')],
  ] as const) {
    it(`is shown by the page that ordered it also where the browser ${what} keeping that`, async () => {
      const { getItem, setItem } = Storage.prototype;
      const fails = () => {
        throw forbid();
      };
      Object.assign(Storage.prototype, { setItem: fails, getItem: fails });
      try {
        shop.server.order = [answers(201, anOrder({ paymentId: 'kept' }))];
        shop.server.complete = [issued({ paymentId: 'kept' })];
        const element = await aCheckoutElement();
        await reaches(element, 'ready');
        await openWindow(element);
        portOne.resolves({ paymentId: 'kept' });
        await reaches(element, 'issued');
        expect(textOf(element, '[part=summary]')).to.match(ACCOUNT);
      } finally {
        Object.assign(Storage.prototype, { getItem, setItem });
      }
    });
  }
});
