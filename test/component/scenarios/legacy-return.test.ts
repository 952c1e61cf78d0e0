import { expect } from '@open-wc/testing';

// The script reads the address as it is evaluated.
const before = location.href;
history.replaceState(
  { page: 'state' },
  '',
  '?mine=1&portone-checkout=shoes&paymentId=p1&transactionType=PAYMENT&txId=tx1&code=X&pgMessage=EVIL#here',
);
const {
  aCheckoutElement,
  aReadyCheckout,
  expectAccessible,
  leavePage,
  opensWithLegacy,
  openWindow,
  orderedEarlier,
  portOne,
  reaches,
  statusOf,
  textOf,
  useShop,
} = await import('../support/checkout-fixture.ts');
const { fixtureCleanup, html } = await import('@open-wc/testing');
const { page } = await import('../../../component/page/page.ts');
const { anOrder, answers, aPayment, aSubject, isDown, refuses } = await import(
  '../support/fake-shop.ts'
);
const { useHeardEvents } = await import('../support/heard-events.ts');
const opened = { href: location.href, state: history.state as unknown, legacy: page.legacy };
history.replaceState(null, '', before);
const shop = useShop();
const heard = useHeardEvents();

const asked = (path: string) => shop.server.callsOf(path);
const virtualAccount = { bank: 'K_BANK', accountNumber: '701-1', holder: '튼튼상점' };
const issued = { status: 'VIRTUAL_ACCOUNT_ISSUED', virtualAccount } as const;

/** As 0.1 kept it. */
function orderedUnder01(paymentId = 'p1', itemId = 'shoes'): void {
  const until = Date.now() + 31 * 24 * 60 * 60_000;
  localStorage.setItem('portone-checkout:orders', JSON.stringify([{ paymentId, itemId, until }]));
}

describe('the address of a return of 0.1', () => {
  it('is the page’s own again as soon as the script has run', () => {
    expect(opened.href).to.match(/\?mine=1#here$/);
    expect(opened.state).to.deep.equal({ page: 'state' });
    expect(opened.legacy).to.include({ itemId: 'shoes', paymentId: 'p1' });
  });
});

describe('a return of 0.1 to the browser that ordered', () => {
  beforeEach(() => orderedUnder01());

  it('is confirmed with the server, and shown with its receipt', async () => {
    const receiptUrl = 'https://receipts.example/1';
    shop.server.complete = [answers(200, aPayment({ receiptUrl }))];
    opensWithLegacy('?portone-checkout=shoes&paymentId=p1&txId=tx1&paymentToken=token-1');
    const element = await aCheckoutElement();
    await reaches(element, 'paid');
    expect(asked('/api/payment/complete')).to.deep.equal([
      { paymentId: 'p1', txId: 'tx1', paymentToken: 'token-1', quiet: true },
    ]);
    expect(element.shadowRoot?.querySelectorAll('[part=receipt]')).to.have.length(1);
    expect(heard.names()).to.deep.equal(['paid']);
    expect(heard.fieldsOf('paid')).to.deep.equal({ paymentId: 'p1', ...aSubject(), here: true });
    await expectAccessible(element);
  });

  it('shows its account, also after a reload, and hands it to the page once', async () => {
    shop.server.complete = [answers(200, aPayment(issued))];
    opensWithLegacy('?portone-checkout=shoes&paymentId=p1');
    const element = await aCheckoutElement();
    await reaches(element, 'issued');
    expect(textOf(element, '[part=summary]')).to.contain('701-1').and.contain('튼튼상점');
    expect(heard.fieldsOf('issued')).to.deep.include({ virtualAccount, here: true });
    leavePage();
    fixtureCleanup();
    const again = await aCheckoutElement();
    await reaches(again, 'issued');
    expect(textOf(again, '[part=summary]')).to.contain('701-1');
    expect(heard.names()).to.deep.equal(['issued']);
  });

  it('chooses among our own words by the address’s code, and brings none', async () => {
    shop.server.complete = [refuses(409, 'NOT_PAID', aSubject())];
    opensWithLegacy(
      '?portone-checkout=shoes&paymentId=p1&code=ChannelNotFound&pgCode=EVIL&pgMessage=EVIL&message=EVIL',
    );
    const element = await aCheckoutElement();
    await reaches(element, 'failed');
    expect(statusOf(element)).to.contain('지금은 이 방법으로 결제할 수 없어요');
    expect(heard.fieldsOf('failed')).to.include({ stage: 'pay', kind: 'MERCHANT_CONFIG' });
    expect(JSON.stringify(heard.events.map((event) => ({ ...event })))).to.not.contain('EVIL');
    expect(element.shadowRoot?.textContent).to.not.contain('EVIL');
  });

  it('is being checked while the server cannot be asked', async () => {
    shop.server.complete = [isDown];
    opensWithLegacy('?portone-checkout=shoes&paymentId=p1');
    const element = await aCheckoutElement();
    await reaches(element, 'pending');
    expect(statusOf(element)).to.contain('다시 결제하지 마세요');
    shop.server.complete = [answers(200, aPayment())];
    dispatchEvent(new Event('online'));
    await reaches(element, 'paid');
    expect(heard.names()).to.deep.equal(['pending', 'paid']);
  });

  it('is cancelled where the window was left by going back', async () => {
    shop.server.complete = [refuses(409, 'NOT_PAID', aSubject())];
    page.legacy = { itemId: 'shoes', paymentId: 'p1', end: 'silent' };
    await reaches(await aCheckoutElement(), 'cancelled');
    expect(heard.names()).to.deep.equal(['cancelled']);
  });
});

describe('a return of 0.1 to another browser', () => {
  /** What a server of 0.2 tells, and more than that. */
  const told = {
    receiptUrl: 'https://EVIL.example',
    virtualAccount: { ...virtualAccount, holder: 'EVIL' },
  };

  for (const [status, state] of [
    ['PAID', 'paid'],
    ['PAY_PENDING', 'pending'],
    ['READY', 'cancelled'],
  ] as const) {
    it(`is told in public words: ${status}`, async () => {
      shop.server.returns = [answers(200, aPayment({ ...told, status }))];
      shop.server.complete = [answers(200, aPayment({ ...told, status }))];
      page.legacy = { itemId: 'shoes', paymentId: 'p1', end: 'silent' };
      const element = await aCheckoutElement();
      await reaches(element, state);
      expect(asked('/api/returns')).to.deep.equal([{ paymentId: 'p1', itemId: 'shoes' }]);
      expect(heard.names()).to.deep.equal([state]);
      expect(element.shadowRoot?.innerHTML).to.not.match(/EVIL|701-1/);
      expect(JSON.stringify(heard.fieldsOf(state))).to.not.match(/EVIL|701-1|here/);
    });
  }

  it('mentions an account, and never shows it', async () => {
    shop.server.returns = [answers(200, aPayment(issued))];
    shop.server.complete = [answers(200, aPayment(issued))];
    opensWithLegacy('?portone-checkout=shoes&paymentId=p1');
    const element = await aReadyCheckout();
    expect(textOf(element, '[part=elsewhere]')).to.contain('계좌는 주문한 화면에서');
    expect(element.shadowRoot?.textContent).to.not.match(/701-1|튼튼상점/);
    expect(heard.names()).to.deep.equal(['issued']);
    expect(heard.fieldsOf('issued')).to.deep.include({ virtualAccount: undefined });
  });
});

describe('a server that is still 0.1', () => {
  beforeEach(() => {
    shop.server.returns = [refuses(404, 'NOT_FOUND')];
  });

  it('is asked by id, and heard of the element’s own item', async () => {
    shop.server.complete = [answers(200, aPayment({ ...issued, status: 'PAID' }))];
    opensWithLegacy('?portone-checkout=shoes&paymentId=p1');
    const element = await aCheckoutElement();
    await reaches(element, 'paid');
    expect(heard.fieldsOf('paid')).to.not.have.property('here');
  });

  for (const [what, answer] of [
    ['paid', answers(200, aPayment(aSubject({ itemId: 'hat' })))],
    ['that waits', answers(200, aPayment({ ...issued, ...aSubject({ itemId: 'hat' }) }))],
    ['not paid', refuses(409, 'NOT_PAID', aSubject({ itemId: 'hat' }))],
    ['that failed', refuses(409, 'PAYMENT_FAILED', aSubject({ itemId: 'hat' }))],
    ['held', refuses(422, 'VERIFICATION_FAILED', aSubject({ itemId: 'hat' }))],
    ['of an unknown item', refuses(409, 'NOT_PAID')],
  ] as const) {
    it(`is not heard of another one ${what}`, async () => {
      shop.server.complete = [answer];
      opensWithLegacy('?portone-checkout=shoes&paymentId=p1');
      const element = await aReadyCheckout();
      expect(statusOf(element)).to.equal('');
      expect(element.shadowRoot?.querySelectorAll('[part=elsewhere]')).to.have.length(0);
      expect(heard.names()).to.deep.equal([]);
    });
  }

  it('takes a payment that is begun now, and says what became of it after a reload', async () => {
    shop.server.order = [answers(201, anOrder())];
    const element = await aReadyCheckout();
    await openWindow(element);
    expect(portOne.requests[0]?.redirectUrl).to.match(/[?&]portone-checkout=shoes$/);
    leavePage();
    portOne.reset();
    fixtureCleanup();
    const again = await aCheckoutElement(
      html`<portone-checkout item-id="shoes" locale="ko"></portone-checkout>`,
    );
    await reaches(again, 'paid');
    expect(asked('/api/payment/complete').at(-1)).to.deep.equal({ paymentId: 'p1', quiet: true });
    expect(heard.fieldsOf('paid')).to.include({ here: true });
  });

  it('brings a payment back that this script began, by its address', async () => {
    shop.server.order = [answers(201, anOrder())];
    await openWindow(await aReadyCheckout());
    leavePage();
    portOne.reset();
    fixtureCleanup();
    shop.server.complete = [answers(200, aPayment(issued))];
    opensWithLegacy('?portone-checkout=shoes&paymentId=p1&txId=tx1');
    const element = await aCheckoutElement();
    await reaches(element, 'issued');
    expect(textOf(element, '[part=summary]')).to.contain('701-1');
    expect(heard.names()).to.deep.equal(['issued']);
    expect(heard.fieldsOf('issued')).to.include({ here: true });
  });

  it('lets no address choose words for a payment that the server of 0.2 knows by its secret', async () => {
    orderedEarlier();
    shop.server.complete = [refuses(409, 'NOT_PAID', aSubject())];
    opensWithLegacy('?portone-checkout=shoes&paymentId=p1&code=ChannelNotFound&pgMessage=EVIL');
    await reaches(await aCheckoutElement(), 'cancelled');
    expect(heard.names()).to.deep.equal(['cancelled']);
    expect(asked('/api/returns')).to.deep.equal([]);
  });
});
