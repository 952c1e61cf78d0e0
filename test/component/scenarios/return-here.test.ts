import { expect, html } from '@open-wc/testing';

// The script reads the address as it is evaluated.
const MARK = 'abcdefghijklmnopqrstuvwxyz';
const before = location.href;
history.replaceState(
  { page: 'state' },
  '',
  `?mine=1&code=oauth&paymentId=mine&portone-checkout=${MARK}#/route`,
);
const {
  aCheckoutElement,
  expectAccessible,
  leavePage,
  opensWith,
  openWindow,
  orderedEarlier,
  portOne,
  reaches,
  statusOf,
  textOf,
  useShop,
} = await import('../support/checkout-fixture.ts');
const { page } = await import('../../../component/page/page.ts');
const { answers, aPayment, aSubject, isDown, refuses } = await import('../support/fake-shop.ts');
const { useHeardEvents } = await import('../support/heard-events.ts');
const { waitUntil } = await import('../support/wait-until.ts');
const opened = { href: location.href, state: history.state as unknown, mark: page.mark };
history.replaceState(null, '', before);
const shop = useShop();
const heard = useHeardEvents();

const virtualAccount = { bank: 'K_BANK', accountNumber: '701-1', holder: '튼튼상점' };
const asked = (path: string) => shop.server.callsOf(path);
/** What the server says to the browser that ordered. */
const yours = (fields: Partial<ReturnType<typeof aPayment>> = {}) =>
  answers(200, { ...aPayment(fields), orderName: '신발, 각인 EVIL', yours: true as const });

/** A page that the order of this browser came back to. */
async function comesBack(query = `?portone-checkout=${MARK}`) {
  opensWith(query);
  return aCheckoutElement();
}

describe('a return to the browser that ordered', () => {
  it('leaves the page with its own address and state, as soon as the script has run', () => {
    expect(opened.href).to.match(/\?mine=1&code=oauth&paymentId=mine#\/route$/);
    expect(opened.state).to.deep.equal({ page: 'state' });
    expect(opened.mark).to.equal(MARK);
  });

  it('shows what the mark is of, with the receipt, and tells the page once', async () => {
    orderedEarlier();
    shop.server.returns = [yours({ receiptUrl: 'https://receipts.example/1' })];
    const element = await comesBack();
    await reaches(element, 'paid');
    expect(asked('/api/returns')).to.deep.equal([
      { mark: MARK, orders: [{ paymentId: 'p1', secret: 'secret-of-p1' }] },
    ]);
    expect(element.shadowRoot?.querySelector('[part=receipt]')?.getAttribute('href')).to.equal(
      'https://receipts.example/1',
    );
    expect(heard.names()).to.deep.equal(['paid']);
    expect(heard.fieldsOf('paid')).to.deep.equal({ paymentId: 'p1', ...aSubject(), here: true });
    expect(heard.targetOf('paid') === element).to.be.true;
    await expectAccessible(element);
  });

  it('proves only the orders of that server, with their secrets', async () => {
    orderedEarlier({ paymentId: 'elsewhere', server: 'https://other.example' });
    orderedEarlier({ paymentId: 'old', secret: undefined });
    orderedEarlier({ paymentId: 'hat', secret: 'secret-of-hat', ...aSubject({ itemId: 'hat' }) });
    shop.server.returns = [refuses(404, 'RETURN_UNKNOWN')];
    await comesBack();
    await waitUntil(() => asked('/api/returns').length === 1);
    expect(asked('/api/returns')).to.deep.equal([
      { mark: MARK, orders: [{ paymentId: 'hat', secret: 'secret-of-hat' }] },
    ]);
  });

  it('shows an account, and hands it to the page', async () => {
    orderedEarlier();
    const issued = { status: 'VIRTUAL_ACCOUNT_ISSUED', virtualAccount } as const;
    shop.server.returns = [yours(issued)];
    shop.server.complete = [answers(200, aPayment(issued))];
    const element = await comesBack();
    await reaches(element, 'issued');
    expect(textOf(element, '[part=summary]')).to.contain('케이뱅크').and.contain('701-1');
    expect(heard.names()).to.deep.equal(['issued']);
    expect(heard.fieldsOf('issued')).to.deep.include({ virtualAccount, here: true });
    await waitUntil(() => asked('/api/payment/complete').length > 0);
    expect(asked('/api/payment/complete')[0]).to.include({
      paymentId: 'p1',
      secret: 'secret-of-p1',
    });
  });

  it('shows a refusal in the gateway’s words', async () => {
    orderedEarlier();
    const failure = {
      kind: 'UNKNOWN',
      retryable: true,
      code: 'FAILURE_TYPE_PG',
      pgMessage: '한도를 확인해 주세요',
    } as const;
    shop.server.returns = [yours({ status: 'FAILED', failure })];
    const element = await comesBack();
    await reaches(element, 'failed');
    expect(statusOf(element)).to.contain('한도를 확인해 주세요');
    expect(heard.names()).to.deep.equal(['failed']);
    expect(heard.fieldsOf('failed')).to.include({ ...failure, stage: 'pay', here: true });
  });

  it('shows a cancellation calmly, which is followed by another go', async () => {
    orderedEarlier();
    shop.server.returns = [yours({ status: 'READY', returned: 'code' })];
    shop.server.complete = [refuses(409, 'NOT_PAID', { ...aSubject(), returned: 'code' })];
    const element = await comesBack();
    await reaches(element, 'cancelled');
    expect(heard.names()).to.deep.equal(['cancelled']);
    expect(heard.fieldsOf('cancelled')).to.include({ paymentId: 'p1', here: true });
    await waitUntil(() => textOf(element, '[part=button]').includes('결제하기'));
    await openWindow(element);
    expect(portOne.requests).to.have.length(1);
  });

  it('is being checked, not cancelled, where PortOne knows nothing of its success yet', async () => {
    orderedEarlier();
    const unknown = { ...aSubject(), returned: 'success' } as const;
    shop.server.returns = [yours({ status: 'READY', returned: 'success' })];
    shop.server.complete = [refuses(409, 'NOT_PAID', unknown)];
    const element = await comesBack();
    await reaches(element, 'pending');
    expect(statusOf(element)).to.contain('다시 결제하지 마세요');
    await waitUntil(() => shop.server.answersReadOf('/api/payment/complete') > 0);
    expect(element.matches(':state(pending)')).to.be.true;
    shop.server.complete = [answers(200, aPayment())];
    dispatchEvent(new Event('online'));
    await reaches(element, 'paid');
    expect(heard.names()).to.deep.equal(['pending', 'paid']);
  });

  it('is shown where the mark was lost on the way, and tells the page once', async () => {
    orderedEarlier();
    const element = await comesBack('?');
    await reaches(element, 'paid');
    expect(asked('/api/returns')).to.deep.equal([]);
    expect(asked('/api/payment/complete')).to.deep.equal([
      { paymentId: 'p1', secret: 'secret-of-p1', quiet: true },
    ]);
    expect(heard.names()).to.deep.equal(['paid']);
    expect(heard.fieldsOf('paid')).to.include({ here: true });
  });

  it('is shown where the mark counts no more', async () => {
    orderedEarlier();
    const element = await comesBack();
    await reaches(element, 'paid');
    expect(heard.names()).to.deep.equal(['paid']);
    expect(heard.fieldsOf('paid')).to.include({ here: true });
  });

  for (const [what, answer] of [
    ['cannot be asked for it', isDown],
    ['is busy', refuses(429, 'RATE_LIMITED')],
  ] as const) {
    it(`is shown from what the browser keeps where the route of marks ${what}`, async () => {
      orderedEarlier();
      shop.server.returns = [answer];
      const element = await comesBack();
      await reaches(element, 'paid');
      expect(heard.names()).to.deep.equal(['paid']);
      expect(heard.fieldsOf('paid')).to.include({ paymentId: 'p1', here: true });
    });
  }

  it('comes back in a new tab as well', async () => {
    orderedEarlier({ isOfThisTab: false });
    shop.server.returns = [yours()];
    await reaches(await comesBack(), 'paid');
    expect(heard.fieldsOf('paid')).to.include({ here: true });
  });

  it('tells no page a second time: opened again, it is only mentioned', async () => {
    orderedEarlier();
    shop.server.returns = [yours(), refuses(404, 'RETURN_UNKNOWN')];
    await reaches(await comesBack(), 'paid');
    leavePage();
    const element = await comesBack('?');
    await reaches(element, 'ready');
    expect(textOf(element, '[part=note]')).to.contain('방금 결제한 주문이 있어요');
    expect(heard.names()).to.deep.equal(['paid']);
  });

  it('is confirmed in the page’s language from the first word on', async () => {
    orderedEarlier();
    shop.server.returns = [yours()];
    opensWith(`?portone-checkout=${MARK}`);
    const element = await aCheckoutElement(
      html`<portone-checkout item-id="shoes" locale="en"></portone-checkout>`,
    );
    expect(textOf(element, '[part=card]')).to.not.match(/[가-힣]/);
    await reaches(element, 'paid');
    expect(statusOf(element)).to.contain('Payment complete');
  });

  it('is shown even where the item itself cannot be', async () => {
    orderedEarlier();
    shop.server.item = [refuses(500, 'INTERNAL_ERROR')];
    shop.server.returns = [yours()];
    const element = await comesBack();
    await reaches(element, 'paid');
    await expectAccessible(element);
  });
});
