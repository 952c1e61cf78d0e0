import { expect, html } from '@open-wc/testing';
import type { PortoneCheckout } from '../../../component/portone-checkout.ts';
import {
  aCheckoutElement,
  allEventsOf,
  buttonOf,
  opensWith,
  openWindow,
  orderedEarlier,
  portOne,
  reaches,
  statusOf,
  textOf,
  useShop,
} from '../support/checkout-fixture.ts';
import { answers, aPayment, aSubject, isDown, refuses } from '../support/fake-shop.ts';
import { waitUntil } from '../support/wait-until.ts';

const shop = useShop();
const asked = () => shop.server.callsOf('/api/payment/complete').length;
const names = (events: Event[]) => events.map(({ type }) => type.replace('portone-checkout-', ''));
/** What an event of this name says; nothing where there was none. */
const fieldsOf = (events: Event[], name: string) => ({ ...events[names(events).indexOf(name)] });

const readAnswers = () => shop.server.answersReadOf('/api/payment/complete');

/** All that PortOne may add, as a stranger writes it. */
const WORDS = 'code=EVIL-1&message=EVIL-2&pgCode=EVIL-3&pgMessage=EVIL-4&pgProvider=EVIL-5';

/** A checkout on a page that was opened with a query. */
async function opened(
  query: string,
  item = 'shoes',
): Promise<{ element: PortoneCheckout; seen: Event[] }> {
  opensWith(query);
  const element = await aCheckoutElement(
    html`<portone-checkout item-id=${item} locale="ko"></portone-checkout>`,
  );
  return { element, seen: allEventsOf(element) };
}

async function saysNothing({ element, seen }: Awaited<ReturnType<typeof opened>>): Promise<void> {
  await reaches(element, 'ready');
  expect(statusOf(element)).to.equal('');
  expect(element.shadowRoot?.querySelectorAll('[part=summary], [part=elsewhere]').length).to.equal(
    0,
  );
  expect(element.shadowRoot?.textContent).to.not.contain('EVIL');
  expect(names(seen)).to.deep.equal(['ready']);
}

/** Whether anything of an address got into an event. */
const spoken = (events: Event[]) =>
  events.some((event) => Object.values(event).some((value) => String(value).includes('EVIL')));

describe('an address that names a payment which the server does not know', () => {
  for (const [what, more] of [
    ['success', '&txId=tx1'],
    ['a refusal', `&${WORDS}`],
    ['a refusal by PortOne', '&code=ChannelNotFound&pgMessage=EVIL'],
    ['a cancellation', '&code=FAILURE_TYPE_PG&pgCode=CANCEL&pgMessage=EVIL'],
    ['an open window', '&portone-checkout-open'],
    ['success, and then a refusal', `&txId=tx1&txId=EVIL&${WORDS}&code=&code=X`],
  ] as const) {
    it(`says nothing, with ${what}`, async () => {
      shop.server.complete = [refuses(404, 'PAYMENT_NOT_FOUND')];
      await saysNothing(await opened(`?portone-checkout=shoes&paymentId=unknown${more}`));
      expect(asked()).to.equal(1);
    });
  }

  it('says nothing where that can be no id of the server’s', async () => {
    shop.server.complete = [refuses(400, 'INVALID_PAYMENT_ID')];
    await saysNothing(await opened('?portone-checkout=shoes&paymentId=short'));
  });

  it('says nothing while the server cannot be asked, nor afterwards', async () => {
    shop.server.complete = [
      isDown,
      refuses(503, 'UPSTREAM_UNAVAILABLE'),
      refuses(404, 'PAYMENT_NOT_FOUND'),
    ];
    const visit = await opened(`?portone-checkout=shoes&paymentId=unknown&${WORDS}`);
    for (const times of [1, 2, 3]) {
      await waitUntil(() => asked() === times);
      await saysNothing(visit);
      await waitUntil(() => readAnswers() === times - 1);
      dispatchEvent(new Event('online'));
    }
    await saysNothing(visit);
  });

  it('is a payment once the server knows it and says that it is this item’s', async () => {
    shop.server.complete = [isDown, answers(200, aPayment({ paymentId: 'theirs' }))];
    const { element, seen } = await opened(`?portone-checkout=shoes&paymentId=theirs&${WORDS}`);
    await reaches(element, 'ready');
    expect(names(seen)).to.deep.equal(['ready']);
    dispatchEvent(new Event('online'));
    await reaches(element, 'paid');
    expect(names(seen)).to.deep.equal(['ready', 'paid']);
    expect(fieldsOf(seen, 'paid')).to.deep.include({ paymentId: 'theirs', ...aSubject() });
    expect(spoken(seen)).to.be.false;
  });

  it('says nothing to a buyer who is paying meanwhile', async () => {
    shop.server.complete = [isDown, answers(200, aPayment({ paymentId: 'theirs' }))];
    const { element, seen } = await opened('?portone-checkout=shoes&paymentId=theirs');
    await reaches(element, 'ready');
    await openWindow(element);
    dispatchEvent(new Event('online'));
    await waitUntil(() => readAnswers() === 1);
    expect(element.matches(':state(paying)')).to.be.true;
    expect(names(seen)).to.deep.equal(['ready', 'start']);
    portOne.resolvesToNothing();
    await reaches(element, 'paid');
    expect(fieldsOf(seen, 'paid')).to.include({ paymentId: 'p1' });
  });
});

describe('an address that names a payment of another item', () => {
  const hat = aSubject({ itemId: 'hat', itemName: '모자' });
  const failure = { kind: 'DECLINED', retryable: true, pgMessage: 'EVIL' } as const;
  const account = { bank: 'SHINHAN', accountNumber: 'EVIL', holder: 'EVIL' };
  for (const [what, answer] of [
    ['paid', answers(200, aPayment({ ...hat, receiptUrl: 'https://EVIL.example' }))],
    [
      'that waits',
      answers(200, aPayment({ ...hat, status: 'VIRTUAL_ACCOUNT_ISSUED', virtualAccount: account })),
    ],
    ['at work', answers(202, aPayment({ ...hat, status: 'PAY_PENDING' }))],
    ['that failed', refuses(409, 'PAYMENT_FAILED', { ...hat, failure })],
    ['not paid', refuses(409, 'NOT_PAID', hat)],
    ['held', refuses(422, 'VERIFICATION_FAILED', hat)],
    ['given back', refuses(409, 'PAYMENT_CANCELLED', hat)],
    ['that failed, by an older server', refuses(409, 'PAYMENT_FAILED', { failure })],
    ['paid, by an older server', answers(200, { paymentId: 'theirs', status: 'PAID' })],
  ] as const) {
    it(`says nothing of one ${what}`, async () => {
      shop.server.complete = [answer];
      await saysNothing(await opened('?portone-checkout=shoes&paymentId=theirs'));
      expect(asked()).to.equal(1);
    });
  }

  it('says nothing of it where this browser ordered it, either', async () => {
    await orderedEarlier('mine', hat);
    shop.server.complete = [answers(200, aPayment({ paymentId: 'mine', ...hat }))];
    await saysNothing(await opened('?portone-checkout=shoes&paymentId=mine'));
  });

  it('says nothing in the element of that other item, which the address does not name', async () => {
    shop.server.complete = [answers(200, aPayment(hat))];
    const shoes = await opened('?portone-checkout=shoes&paymentId=theirs');
    const other = await aCheckoutElement(html`<portone-checkout item-id="hat"></portone-checkout>`);
    const seen = allEventsOf(other);
    await saysNothing(shoes);
    await saysNothing({ element: other, seen });
    expect(asked()).to.equal(1);
  });

  it('is for the element of its item where the address names none', async () => {
    shop.server.complete = [answers(200, aPayment({ paymentId: 'theirs', ...hat }))];
    const shoes = await opened('?paymentId=theirs&transactionType=PAYMENT');
    const other = await aCheckoutElement(html`<portone-checkout item-id="hat"></portone-checkout>`);
    await reaches(other, 'paid');
    await saysNothing(shoes);
  });

  it('is for the element of its item also where that was there before', async () => {
    shop.server.complete = [answers(200, aPayment({ paymentId: 'theirs', ...hat }))];
    const other = await aCheckoutElement(html`<portone-checkout item-id="hat"></portone-checkout>`);
    await reaches(other, 'ready');
    const shoes = await aCheckoutElement();
    const seen = allEventsOf(shoes);
    await reaches(shoes, 'ready');
    other.remove();
    opensWith('?paymentId=theirs&transactionType=PAYMENT');
    shoes.before(other);
    await reaches(other, 'paid');
    await saysNothing({ element: shoes, seen });
  });
});

describe('an address with a payment of the item, in another browser', () => {
  it('shows what the server says of a failure, in our words and the gateway’s', async () => {
    const failure = {
      kind: 'UNKNOWN',
      retryable: true,
      code: 'FAILURE_TYPE_PG',
      pgCode: '-1',
      pgMessage: '한도를 확인해 주세요',
      pgProvider: 'NICE_V2',
    } as const;
    shop.server.complete = [refuses(409, 'PAYMENT_FAILED', { ...aSubject(), failure })];
    const { element, seen } = await opened(`?portone-checkout=shoes&paymentId=theirs&${WORDS}`);
    await reaches(element, 'failed');
    expect(statusOf(element)).to.contain('한도를 확인해 주세요').and.not.contain('EVIL');
    expect(fieldsOf(seen, 'failed')).to.include({ stage: 'pay', ...failure });
  });

  it('shows a held one with its order number', async () => {
    shop.server.complete = [refuses(422, 'VERIFICATION_FAILED', aSubject())];
    const { element } = await opened('?portone-checkout=shoes&paymentId=theirs');
    await reaches(element, 'failed');
    expect(textOf(element, '[part=summary]')).to.contain('theirs');
  });

  it('links to no receipt, which names who paid', async () => {
    const receiptUrl = 'https://receipts.example/1';
    shop.server.complete = [answers(200, aPayment({ paymentId: 'theirs', receiptUrl }))];
    const { element } = await opened('?portone-checkout=shoes&paymentId=theirs');
    await reaches(element, 'paid');
    expect(element.shadowRoot?.querySelectorAll('[part=receipt]').length).to.equal(0);
  });

  it('is asked about before the item is offered, and so nobody pays again meanwhile', async () => {
    let answer = (_: ReturnType<typeof answers>) => {};
    shop.server.complete = [
      new Promise((resolve) => {
        answer = resolve;
      }),
    ];
    const { element, seen } = await opened('?portone-checkout=shoes&paymentId=theirs');
    await waitUntil(() => shop.server.answersReadOf('/api/items/shoes') === 1);
    await waitUntil(() => asked() === 1);
    expect(element.matches(':state(loading)')).to.be.true;
    expect(statusOf(element)).to.equal('');
    expect(!!buttonOf(element)).to.be.false;
    answer(answers(200, aPayment({ paymentId: 'theirs' })));
    await reaches(element, 'paid');
    expect(names(seen)).to.deep.equal(['paid', 'ready']);
  });

  it('goes on where a framework puts another element in the place of one that asks', async () => {
    let answer = (_: ReturnType<typeof answers>) => {};
    const late = new Promise<ReturnType<typeof answers>>((resolve) => {
      answer = resolve;
    });
    shop.server.complete = [late, answers(200, aPayment({ paymentId: 'theirs' }))];
    const { element } = await opened('?portone-checkout=shoes&paymentId=theirs');
    await waitUntil(() => shop.server.callsOf('/api/payment/complete').length === 1);
    element.remove();
    answer(answers(200, aPayment({ paymentId: 'theirs' })));
    await reaches(await aCheckoutElement(), 'paid');
  });
});

describe('an address with a payment that this browser began', () => {
  it('chooses among our own words by its code, and brings none', async () => {
    await orderedEarlier('mine');
    shop.server.complete = [refuses(409, 'NOT_PAID', aSubject())];
    const { element, seen } = await opened(
      '?portone-checkout=shoes&paymentId=mine&code=ChannelNotFound&pgCode=EVIL&pgMessage=EVIL&message=EVIL',
    );
    await reaches(element, 'failed');
    expect(statusOf(element)).to.contain('지금은 이 방법으로 결제할 수 없어요');
    expect(fieldsOf(seen, 'failed')).to.include({
      stage: 'pay',
      kind: 'MERCHANT_CONFIG',
      code: undefined,
    });
    expect(spoken(seen)).to.be.false;
  });

  it('is a cancellation by its codes, without them', async () => {
    await orderedEarlier('mine');
    shop.server.complete = [refuses(409, 'NOT_PAID', aSubject())];
    const { element, seen } = await opened(
      '?portone-checkout=shoes&paymentId=mine&code=FAILURE_TYPE_PG&pgCode=userCancelEVIL&pgMessage=EVIL',
    );
    await reaches(element, 'cancelled');
    expect(fieldsOf(seen, 'cancelled')).to.include({
      paymentId: 'mine',
      code: undefined,
      pgCode: undefined,
    });
    expect(spoken(seen)).to.be.false;
  });

  it('is being checked while the server cannot be asked, in our own words', async () => {
    await orderedEarlier('mine');
    shop.server.complete = [isDown];
    const { element, seen } = await opened(`?portone-checkout=shoes&paymentId=mine&${WORDS}`);
    await reaches(element, 'pending');
    expect(statusOf(element)).to.contain('다시 결제하지 마세요').and.not.contain('EVIL');
    // Only the page that placed it knows more.
    const { isTrusted, ...fields } = fieldsOf(seen, 'pending') as Record<string, unknown>;
    expect(fields).to.deep.equal({ paymentId: 'mine', itemId: 'shoes' });
    expect(spoken(seen)).to.be.false;
  });

  it('takes along no more than the server reads', async () => {
    await orderedEarlier('mine');
    const long = (length: number) => 'x'.repeat(length);
    await opened(
      `?portone-checkout=shoes&paymentId=mine&txId=${long(101)}&paymentToken=${long(1001)}`,
    );
    await waitUntil(() => asked() === 1);
    expect(shop.server.callsOf('/api/payment/complete')).to.deep.equal([{ paymentId: 'mine' }]);
  });
});
