import { expect, html } from '@open-wc/testing';
import type { PaymentAnswer } from '../../../component/api/contract.ts';
import {
  aCheckoutElement,
  buttonOf,
  expectAccessible,
  leavePage,
  MARK,
  opensWith,
  openWindow,
  portOne,
  reaches,
  statusOf,
  textOf,
  useShop,
} from '../support/checkout-fixture.ts';
import { answers, aPayment, aSubject, isDown, refuses } from '../support/fake-shop.ts';
import { useHeardEvents } from '../support/heard-events.ts';
import { usePageClocks } from '../support/page-clocks.ts';
import { waitUntil } from '../support/wait-until.ts';

const shop = useShop();
const heard = useHeardEvents();
const clocks = usePageClocks();

const theirs = (fields: Partial<PaymentAnswer> = {}) =>
  aPayment({ paymentId: 'theirs', ...fields });
const asked = (path: string) => shop.server.callsOf(path);

/** A page that a payment came back to which another browser ordered. */
async function comesBack(markup?: Parameters<typeof aCheckoutElement>[0]) {
  opensWith(`?portone-checkout=${MARK}`);
  return aCheckoutElement(markup);
}

/** As an older server would say them, and none may ever be shown. */
const SECRETS = {
  receiptUrl: 'https://EVIL.example/receipt',
  virtualAccount: { bank: 'SHINHAN', accountNumber: 'EVIL-1', holder: 'EVIL-2' },
  failure: {
    kind: 'DECLINED',
    retryable: true,
    code: 'EVIL-3',
    pgCode: 'EVIL-4',
    pgMessage: 'EVIL-5',
    pgProvider: 'NAVERPAY-EVIL',
  },
} as const;

function saysNoSecret(element: HTMLElement): void {
  expect(element.shadowRoot?.innerHTML).to.not.match(/EVIL|신한은행/);
  const told = heard.events.map((event) => JSON.stringify({ ...event })).join();
  expect(told).to.not.contain('EVIL');
  expect(told).to.not.contain('"here"');
}

describe('[I2] a return to another browser than the one that ordered', () => {
  const waits = [answers(200, theirs({ status: 'VIRTUAL_ACCOUNT_ISSUED', quantity: 2 }))];

  for (const [state, event, answer, words] of [
    ['paid', 'paid', { status: 'PAID' }, '결제가 완료됐어요'],
    ['paid', 'paid', { status: 'PARTIAL_CANCELLED' }, '결제가 완료됐어요'],
    ['failed', 'failed', { status: 'FAILED' }, '결제가 승인되지 않았어요'],
    ['failed', 'failed', { status: 'HELD' }, '판매자에게 문의해 주세요'],
    ['cancelled', 'cancelled', { status: 'READY' }, '결제를 그만뒀어요'],
    ['cancelled', 'cancelled', { status: 'READY', returned: 'code' }, '결제를 그만뒀어요'],
    ['cancelled', 'cancelled', { status: 'CANCELLED' }, '결제를 그만뒀어요'],
    ['pending', 'pending', { status: 'PAY_PENDING' }, '결제가 처리되고 있어요'],
  ] as const) {
    it(`tells ${answer.status} in public words, once`, async () => {
      shop.server.returns = [answers(200, { ...theirs(SECRETS), ...answer })];
      shop.server.complete = [answers(202, theirs({ status: 'PAY_PENDING' }))];
      const element = await comesBack();
      await reaches(element, state);
      expect(statusOf(element)).to.contain(words);
      expect(heard.names()).to.deep.equal([event]);
      expect(heard.fieldsOf(event)).to.deep.include({ paymentId: 'theirs', ...aSubject() });
      expect(heard.targetOf(event) === element).to.be.true;
      saysNoSecret(element);
      expect(element.shadowRoot?.querySelectorAll('[part=receipt]')).to.have.length(0);
      expect(localStorage.getItem('portone-checkout')).to.be.null;
      await expectAccessible(element);
    });
  }

  it('mentions a waiting account beside a card that sells, and never shows it', async () => {
    shop.server.returns = [
      answers(200, theirs({ ...SECRETS, status: 'VIRTUAL_ACCOUNT_ISSUED', quantity: 2 })),
    ];
    shop.server.complete = waits;
    const element = await comesBack();
    await waitUntil(() => textOf(element, '[part=elsewhere]'));
    await reaches(element, 'ready');
    const said = textOf(element, '[part=elsewhere]');
    expect(said).to.contain('다른 브라우저에서 시작한 주문이 입금을 기다려요');
    expect(said).to.contain('계좌는 주문한 화면에서 볼 수 있어요');
    expect(said).to.contain('신발 · 수량 2개').and.contain('1,000원');
    expect(textOf(element, '[role=status]')).to.contain('다른 브라우저');
    expect(element.shadowRoot?.querySelectorAll('[part=show], [part=copy]')).to.have.length(0);
    expect(heard.names()).to.deep.equal(['issued']);
    expect(heard.fieldsOf('issued')).to.deep.include({
      paymentId: 'theirs',
      ...aSubject({ quantity: 2 }),
      virtualAccount: undefined,
    });
    saysNoSecret(element);
    await expectAccessible(element);
    await openWindow(element);
    shop.server.complete = [answers(200, aPayment())];
    portOne.resolves();
    await reaches(element, 'paid');
    expect(heard.fieldsOf('paid')).to.include({ paymentId: 'p1', here: true });
  });

  for (const [locale, words] of [
    ['en', 'another browser'],
    ['ja', '別のブラウザ'],
  ] as const) {
    it(`mentions it in the buyer’s language: ${locale}`, async () => {
      shop.server.returns = [answers(200, theirs({ status: 'VIRTUAL_ACCOUNT_ISSUED' }))];
      shop.server.complete = waits;
      const element = await comesBack(
        html`<portone-checkout item-id="shoes" locale=${locale}></portone-checkout>`,
      );
      await waitUntil(() => textOf(element, '[part=elsewhere]').includes(words));
    });
  }

  for (const markup of [
    html`<portone-checkout item-id="shoes" layout="button" locale="ko"></portone-checkout>`,
    undefined,
  ]) {
    it(`mentions it beside ${markup ? 'a button alone' : 'an item that cannot be shown'}`, async () => {
      if (!markup) shop.server.item = [refuses(500, 'INTERNAL_ERROR')];
      shop.server.returns = [
        answers(200, theirs({ ...SECRETS, status: 'VIRTUAL_ACCOUNT_ISSUED' })),
      ];
      shop.server.complete = waits;
      const element = await comesBack(markup);
      await waitUntil(() => textOf(element, '[part=elsewhere]'));
      saysNoSecret(element);
      await expectAccessible(element);
    });
  }

  it('is being checked, not cancelled, where PortOne knows nothing of its success yet', async () => {
    shop.server.returns = [answers(200, theirs({ status: 'READY', returned: 'success' }))];
    // Whoever has no secret hears nothing of how it came back.
    shop.server.complete = [refuses(409, 'NOT_PAID', { ...aSubject(), status: 'READY' })];
    const element = await comesBack();
    await reaches(element, 'pending');
    await waitUntil(() => shop.server.answersReadOf('/api/payment/complete') > 0);
    expect(element.matches(':state(pending)')).to.be.true;
    expect(statusOf(element)).to.contain('다시 결제하지 마세요');
    shop.server.complete = [answers(200, theirs())];
    dispatchEvent(new Event('online'));
    await reaches(element, 'paid');
    expect(heard.names()).to.deep.equal(['pending', 'paid']);
  });

  it('is cancelled where PortOne still knows nothing of its success after minutes', async () => {
    shop.server.returns = [answers(200, theirs({ status: 'READY', returned: 'success' }))];
    shop.server.complete = [refuses(409, 'NOT_PAID', { ...aSubject(), status: 'READY' })];
    const element = await comesBack();
    await reaches(element, 'pending');
    clocks.pass(11 * 60_000);
    dispatchEvent(new Event('online'));
    await reaches(element, 'cancelled');
    expect(heard.names()).to.deep.equal(['pending', 'cancelled']);
  });

  it('is still being checked after a reload', async () => {
    shop.server.returns = [answers(200, theirs({ status: 'READY', returned: 'success' }))];
    shop.server.complete = [refuses(409, 'NOT_PAID', { ...aSubject(), status: 'READY' })];
    await reaches(await comesBack(), 'pending');
    leavePage();
    const again = await aCheckoutElement();
    const before = shop.server.answersReadOf('/api/payment/complete');
    await reaches(again, 'pending');
    await waitUntil(() => shop.server.answersReadOf('/api/payment/complete') > before);
    expect(again.matches(':state(pending)')).to.be.true;
    expect(heard.names()).to.deep.equal(['pending']);
  });

  it('does not adopt the order by the server’s word alone', async () => {
    shop.server.returns = [answers(200, { ...theirs(SECRETS), yours: true as const })];
    const element = await comesBack();
    await reaches(element, 'paid');
    saysNoSecret(element);
  });

  it('is told again after a reload of the tab, without an event, and without the server', async () => {
    shop.server.returns = [answers(200, theirs(SECRETS)), refuses(404, 'RETURN_UNKNOWN')];
    await reaches(await comesBack(), 'paid');
    for (const _ of ['reload', 'back']) {
      leavePage();
      const again = await aCheckoutElement();
      await reaches(again, 'paid');
      saysNoSecret(again);
    }
    expect(asked('/api/returns')).to.have.length(1);
    expect(heard.names()).to.deep.equal(['paid']);
  });

  it('is told again with what it has come to since', async () => {
    shop.server.returns = [answers(200, theirs({ status: 'PAY_PENDING' }))];
    shop.server.complete = [answers(200, theirs())];
    await reaches(await comesBack(), 'paid');
    expect(heard.names()).to.deep.equal(['pending', 'paid']);
    leavePage();
    await reaches(await aCheckoutElement(), 'paid');
    expect(heard.names()).to.deep.equal(['pending', 'paid']);
  });

  it('is not told again to a buyer who has gone on to the item', async () => {
    shop.server.returns = [answers(200, theirs())];
    const element = await comesBack();
    await reaches(element, 'paid');
    element.reset();
    await reaches(element, 'ready');
    leavePage();
    const again = await aCheckoutElement();
    await reaches(again, 'ready');
    expect(statusOf(again)).to.equal('');
  });

  it('is told in that tab alone', async () => {
    shop.server.returns = [answers(200, theirs())];
    await reaches(await comesBack(), 'paid');
    leavePage();
    sessionStorage.clear();
    const other = await aCheckoutElement();
    await reaches(other, 'ready');
    expect(statusOf(other)).to.equal('');
    expect(textOf(other, '[part=note]')).to.equal('');
  });

  it('waits for a server that is away, and is told then', async () => {
    shop.server.returns = [isDown, refuses(503, 'STORE_UNAVAILABLE'), answers(200, theirs())];
    const element = await comesBack();
    await reaches(element, 'paid');
    expect(asked('/api/returns')).to.deep.equal(Array(3).fill({ mark: MARK, orders: [] }));
    expect(heard.names()).to.deep.equal(['paid']);
  });

  it('shows nothing of an item that this page does not sell', async () => {
    const hat = aSubject({ itemId: 'hat', itemName: '모자' });
    shop.server.returns = [answers(200, theirs(hat))];
    const element = await comesBack();
    await reaches(element, 'ready');
    expect(statusOf(element)).to.equal('');
    expect(buttonOf(element)?.textContent).to.contain('결제하기');
  });
});
