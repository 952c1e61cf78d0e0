import { expect, fixtureCleanup, html } from '@open-wc/testing';
import {
  aCheckoutElement,
  expectAccessible,
  leavePage,
  MARK,
  opensWith,
  orderedEarlier,
  reaches,
  somethingLater,
  statusOf,
  textOf,
  useShop,
} from '../support/checkout-fixture.ts';
import { answers, aPayment, aSubject } from '../support/fake-shop.ts';
import { useHeardEvents } from '../support/heard-events.ts';
import { waitUntil } from '../support/wait-until.ts';

const shop = useShop();
const heard = useHeardEvents();
const asked = (path: string) => shop.server.callsOf(path);

const anOutcome = () =>
  aCheckoutElement(html`<portone-checkout outcome locale="ko"></portone-checkout>`);
const isEmpty = (element: HTMLElement) => element.shadowRoot?.querySelector('[part=card]') === null;
const labelOf = (element: HTMLElement) =>
  element.shadowRoot?.querySelector('[part=card]')?.getAttribute('aria-label');

describe('an element for what has come back, on a page that sells nothing', () => {
  it('is empty where nothing has', async () => {
    const element = await anOutcome();
    await somethingLater();
    expect(isEmpty(element)).to.be.true;
    expect(asked('/api/returns')).to.deep.equal([]);
    expect(asked('/api/payment/complete')).to.deep.equal([]);
    expect(heard.names()).to.deep.equal([]);
  });

  it('is empty where the mark counts no more', async () => {
    opensWith(`?portone-checkout=${MARK}`);
    const element = await anOutcome();
    await waitUntil(() => shop.server.answersReadOf('/api/returns') === 1);
    await somethingLater();
    expect(isEmpty(element)).to.be.true;
  });

  it('shows a payment of this browser, by the name of its item', async () => {
    orderedEarlier();
    const receiptUrl = 'https://receipts.example/1';
    shop.server.returns = [answers(200, { ...aPayment({ receiptUrl }), yours: true as const })];
    opensWith(`?portone-checkout=${MARK}`);
    const element = await anOutcome();
    await reaches(element, 'paid');
    expect(textOf(element, '[part=summary]')).to.contain('신발').and.contain('p1');
    expect(element.shadowRoot?.querySelectorAll('[part=receipt]')).to.have.length(1);
    expect(element.shadowRoot?.querySelectorAll('[part=button]')).to.have.length(0);
    expect(labelOf(element)).to.equal('신발');
    expect(heard.names()).to.deep.equal(['paid']);
    expect(heard.fieldsOf('paid')).to.deep.equal({ paymentId: 'p1', ...aSubject(), here: true });
    expect(heard.targetOf('paid') === element).to.be.true;
    await expectAccessible(element);
  });

  it('shows the latest payment of this tab where the mark was lost on the way', async () => {
    orderedEarlier({ paymentId: 'earlier', savedAt: Date.now() - 60_000 });
    orderedEarlier({ paymentId: 'other-tab', isOfThisTab: false });
    orderedEarlier({ savedAt: Date.now() - 1_000 });
    const element = await anOutcome();
    await reaches(element, 'paid');
    expect(textOf(element, '[part=summary]')).to.contain('p1');
    expect(heard.names()).to.deep.equal(['paid']);
  });

  it('mentions what was paid after a reload, without an event, and shows it to a buyer who asks', async () => {
    orderedEarlier({ phase: 'told', announced: 'paid' });
    const element = await anOutcome();
    await waitUntil(() => textOf(element, '[part=note]'));
    expect(textOf(element, '[part=note]')).to.contain('신발 · 방금 결제한 주문이 있어요');
    await expectAccessible(element);
    element.shadowRoot?.querySelector<HTMLButtonElement>('[part=show]')?.click();
    await reaches(element, 'paid');
    expect(textOf(element, '[part=summary]')).to.contain('p1');
    expect(heard.names()).to.deep.equal([]);
  });

  it('is empty where another tab has paid, or this one has not', async () => {
    orderedEarlier({ paymentId: 'other-tab', isOfThisTab: false, phase: 'told' });
    orderedEarlier({ phase: 'open', announced: 'cancelled', savedAt: Date.now() + 1_000 });
    const element = await anOutcome();
    await somethingLater();
    expect(isEmpty(element)).to.be.true;
    expect(asked('/api/payment/complete')).to.deep.equal([]);
  });

  it('tells one of another browser again after a reload, without an event', async () => {
    shop.server.returns = [answers(200, aPayment({ paymentId: 'theirs' }))];
    opensWith(`?portone-checkout=${MARK}`);
    await reaches(await anOutcome(), 'paid');
    leavePage();
    fixtureCleanup();
    const again = await anOutcome();
    await reaches(again, 'paid');
    expect(textOf(again, '[part=summary]')).to.contain('theirs');
    expect(heard.names()).to.deep.equal(['paid']);
  });

  it('tells one of another browser in public words', async () => {
    shop.server.returns = [answers(200, aPayment({ paymentId: 'theirs' }))];
    opensWith(`?portone-checkout=${MARK}`);
    const element = await anOutcome();
    await reaches(element, 'paid');
    expect(statusOf(element)).to.contain('결제가 완료됐어요');
    expect(heard.fieldsOf('paid')).to.not.have.property('here');
  });

  it('mentions an account of another browser, without it', async () => {
    shop.server.returns = [
      answers(200, aPayment({ paymentId: 'theirs', status: 'VIRTUAL_ACCOUNT_ISSUED' })),
    ];
    shop.server.complete = shop.server.returns;
    opensWith(`?portone-checkout=${MARK}`);
    const element = await anOutcome();
    await waitUntil(() => textOf(element, '[part=elsewhere]'));
    expect(textOf(element, '[part=elsewhere]')).to.contain('계좌는 주문한 화면에서 볼 수 있어요');
    expect(labelOf(element)).to.equal('주문 상품');
    await expectAccessible(element);
  });

  it('stands beside an element that sells, and both show the payment of its item', async () => {
    shop.server.returns = [answers(200, aPayment({ paymentId: 'theirs' }))];
    opensWith(`?portone-checkout=${MARK}`);
    const element = await anOutcome();
    const shoes = await aCheckoutElement();
    await reaches(element, 'paid');
    await reaches(shoes, 'paid');
    expect(heard.names()).to.deep.equal(['paid']);
  });
});
