import { expect, html } from '@open-wc/testing';
import type { Item, OrderRequest } from '../../../component/api/contract.ts';
import type { PortoneCheckout } from '../../../component/portone-checkout.ts';
import { useBrowserStorage } from '../support/browser-storage.ts';
import {
  aReadyCheckout,
  buttonOf,
  eventsOf,
  expectAccessible,
  leavePage,
  portOne,
  press,
  reaches,
  somethingLater,
  textOf,
  useShop,
} from '../support/checkout-fixture.ts';
import { aCheckout, aMethod, anItem, anOrder, answers, refuses } from '../support/fake-shop.ts';
import { describedBy, enter, field, input, inputs } from '../support/form-fields.ts';
import { waitUntil } from '../support/wait-until.ts';

const storageIs = useBrowserStorage();
const shop = useShop();

const delivery = { fee: 3000, messages: ['문 앞에 놓아 주세요'] };
const parcel: Partial<Item> = {
  delivery,
  fields: [{ id: 'engraving', label: '각인', type: 'text', maxLength: 10 }],
  agreements: [{ id: 'terms', label: '구매 조건', url: 'https://shop.example/t', required: true }],
};
const bill = {
  totalAmount: 4000,
  itemName: '신발',
  lines: [
    { kind: 'item', name: '신발', quantity: 1, amount: 1000 },
    { kind: 'delivery', name: '택배', quantity: 1, amount: 3000 },
  ],
} satisfies Partial<ReturnType<typeof anOrder>>;

function offers(item: Partial<Item> = parcel, method = aMethod()): void {
  const checkout = aCheckout({ methods: [method] });
  shop.server.item = [answers(200, { item: anItem(item), checkout })];
}

beforeEach(() => {
  offers();
  shop.server.order = [answers(201, anOrder(bill))];
});

const orders = () => shop.server.callsOf('/api/orders') as OrderRequest[];

const dialogOf = (element: PortoneCheckout) => element.shadowRoot?.querySelector('dialog');

const isOpen = (element: PortoneCheckout) => dialogOf(element)?.open === true;

function pressInSheet(element: PortoneCheckout): void {
  portOne.pressed();
  input(element, '[part=next]').click();
}

async function opensSheet(element: PortoneCheckout): Promise<void> {
  press(element);
  await waitUntil(() => isOpen(element), 'the sheet');
}

const title = (element: PortoneCheckout) => textOf(element, 'h2');

function fill(element: PortoneCheckout): void {
  enter(element, '[id="delivery.recipient"]', '홍길동');
  enter(element, '[id="delivery.phoneNumber"]', '010-1234-5678');
  enter(element, '[id="delivery.zipcode"]', '06236');
  enter(element, '[id="delivery.address"]', '서울 강남구 테헤란로 152');
  enter(element, '[id="delivery.detail"]', '3층');
  enter(element, '[id="fields.engraving"]', '길동');
  field(element, 'agreements.terms').click();
}

/** Up to the order's sum. */
async function aCheckedOrder(element: PortoneCheckout): Promise<void> {
  await opensSheet(element);
  fill(element);
  pressInSheet(element);
  await waitUntil(() => title(element) === '주문 확인', 'the second step');
}

const rows = (element: PortoneCheckout, part: string) =>
  [...(element.shadowRoot?.querySelectorAll(`[part=${part}] > div`) ?? [])].map((row) =>
    [...row.children].map(({ textContent }) => textContent?.trim()).join(': '),
  );

describe('an item that asks for more than a card has room for', () => {
  it('asks in a dialog, in the order of a Korean form, with what browsers fill in', async () => {
    const element = await aReadyCheckout();
    expect(inputs(element).length, 'before').to.equal(0);
    await opensSheet(element);
    expect(dialogOf(element)?.matches(':modal')).to.be.true;
    const labelled = dialogOf(element)?.getAttribute('aria-labelledby') ?? '';
    expect(textOf(element, `#${labelled}`)).to.equal('주문서 작성');
    const facts = inputs(element).map(({ id, autocomplete, inputMode, required }) =>
      [id, autocomplete, inputMode, required].join(' '),
    );
    expect(facts).to.deep.equal([
      'delivery.recipient shipping name text true',
      'delivery.phoneNumber shipping tel tel true',
      'delivery.zipcode shipping postal-code numeric true',
      'delivery.address shipping address-line1 text true',
      'delivery.detail shipping address-line2 text false',
      'delivery.message off text false',
      'fields.engraving off text false',
      'agreements.terms   true',
    ]);
    await expectAccessible(element);
  });

  it('places one order, at the second step, with all that was said', async () => {
    const element = await aReadyCheckout();
    buttonOf(element)?.dispatchEvent(new PointerEvent('pointerover'));
    await opensSheet(element);
    fill(element);
    const message = element.shadowRoot?.querySelector<HTMLButtonElement>('.preset[aria-pressed]');
    message?.click();
    await somethingLater();
    expect(orders(), 'typing').to.be.empty;
    pressInSheet(element);
    await waitUntil(() => title(element) === '주문 확인');
    expect(orders()).to.have.length(1);
    expect(orders()[0]).to.deep.include({
      fields: { engraving: '길동' },
      delivery: {
        recipient: '홍길동',
        phoneNumber: '010-1234-5678',
        zipcode: '06236',
        address: '서울 강남구 테헤란로 152',
        detail: '3층',
        message: '문 앞에 놓아 주세요',
      },
      agreements: ['terms'],
      locale: 'ko',
    });
  });

  it('shows the server’s sum with its lines and what was said, before the press that pays', async () => {
    const element = await aReadyCheckout();
    await aCheckedOrder(element);
    expect(rows(element, 'lines')).to.deep.equal([
      '신발: 1,000원',
      '배송비: 3,000원',
      '총 결제 금액: 4,000원',
    ]);
    expect(rows(element, 'answers')).to.include('받는 분: 홍길동').and.include('각인: 길동');
    expect(textOf(element, '[part=next]')).to.equal('4,000원 결제하기');
    expect(textOf(element, '[part=price]'), 'the goods alone').to.equal('1,000원');
    expect(element.shadowRoot?.activeElement?.localName).to.equal('h2');
    await expectAccessible(element);
  });

  it('opens the window within the last press, once the dialog is closed, which would cover it', async () => {
    const element = await aReadyCheckout();
    await aCheckedOrder(element);
    let wasOpen: boolean | undefined;
    element.addEventListener('portone-checkout-start', () => {
      wasOpen = isOpen(element);
    });
    pressInSheet(element);
    await waitUntil(() => portOne.requests.length === 1, 'the window');
    expect(portOne.cameWithinPress).to.deep.equal([true]);
    expect(wasOpen).to.be.false;
    portOne.resolves();
    await reaches(element, 'paid');
    expect(isOpen(element)).to.be.false;
    expect(orders()).to.have.length(1);
  });

  it('goes back to the form, with what was written, and orders anew what is changed', async () => {
    const element = await aReadyCheckout();
    await aCheckedOrder(element);
    element.shadowRoot?.querySelector<HTMLButtonElement>('footer .quiet')?.click();
    await waitUntil(() => title(element) === '주문서 작성');
    expect(field(element, 'delivery.recipient').value).to.equal('홍길동');
    enter(element, '[id="delivery.zipcode"]', '63100');
    pressInSheet(element);
    await waitUntil(() => title(element) === '주문 확인');
    expect(orders().map((order) => order.delivery?.zipcode)).to.deep.equal(['06236', '63100']);
  });

  it('says at each field what is missing or wrong, the first one under the cursor', async () => {
    const element = await aReadyCheckout();
    await opensSheet(element);
    fill(element);
    enter(element, '[id="delivery.phoneNumber"]', '12');
    enter(element, '[id="delivery.zipcode"]', '0623');
    enter(element, '[id="delivery.recipient"]', ' ');
    field(element, 'agreements.terms').click();
    pressInSheet(element);
    await waitUntil(() => element.shadowRoot?.activeElement?.id === 'delivery.recipient');
    const wrong = inputs(element, '[aria-invalid=true]').map(({ id }) => [
      id,
      describedBy(element, `[id="${id}"]`),
    ]);
    expect(wrong).to.deep.equal([
      ['delivery.recipient', '입력해 주세요.'],
      ['delivery.phoneNumber', '010-1234-5678처럼 입력해 주세요.'],
      ['delivery.zipcode', '다시 확인해 주세요.'],
      ['agreements.terms', '동의해 주세요.'],
    ]);
    expect(orders()).to.be.empty;
    await expectAccessible(element);
  });

  it('agrees to several things at once, and says so no longer when one of them is taken back', async () => {
    const agreements = [
      { id: 'terms', label: '구매 조건', required: true },
      { id: 'news', label: '소식 받기', required: false },
    ];
    offers({ agreements });
    const element = await aReadyCheckout();
    await opensSheet(element);
    const ticked = async () => {
      await element.updateComplete;
      return inputs(element, '[part=agreements] input').map((box) => box.checked);
    };
    expect(await ticked()).to.deep.equal([false, false, false]);
    field(element, 'agree-to-all').click();
    expect(await ticked()).to.deep.equal([true, true, true]);
    field(element, 'agreements.news').click();
    expect(await ticked()).to.deep.equal([false, true, false]);
    await expectAccessible(element);
    pressInSheet(element);
    await waitUntil(() => title(element) === '주문 확인');
    expect(orders().map((order) => order.agreements)).to.deep.equal([['terms']]);
  });

  it('has no box for all where there is one thing to agree to', async () => {
    const element = await aReadyCheckout();
    await opensSheet(element);
    expect(inputs(element, '[part=agreements] input')).to.have.length(1);
  });

  it('says at the field what the server does not accept, and takes the next try', async () => {
    shop.server.order = [
      refuses(400, 'INVALID_REQUEST', {
        fields: [
          { path: 'delivery.zipcode', reason: 'wrong' },
          { path: 'fields.engraving', reason: 'too-long' },
        ],
      }),
      answers(201, anOrder(bill)),
    ];
    const element = await aReadyCheckout();
    const seen = eventsOf(element);
    await opensSheet(element);
    fill(element);
    pressInSheet(element);
    await waitUntil(() => element.shadowRoot?.activeElement?.id === 'delivery.zipcode');
    expect(describedBy(element, '[id="fields.engraving"]')).to.equal('더 짧게 입력해 주세요.');
    expect(textOf(element, 'dialog [role=status]')).to.contain('입력한 정보를 확인해 주세요');
    expect(JSON.stringify(seen)).to.not.contain('홍길동');
    enter(element, '[id="delivery.zipcode"]', '06237');
    enter(element, '[id="fields.engraving"]', '길');
    pressInSheet(element);
    await waitUntil(() => title(element) === '주문 확인');
    expect(orders()).to.have.length(2);
  });

  it('says in the dialog that the server is out of reach, and goes on from there', async () => {
    shop.server.order = [refuses(503, 'STORE_UNAVAILABLE'), answers(201, anOrder(bill))];
    const element = await aReadyCheckout();
    await opensSheet(element);
    fill(element);
    pressInSheet(element);
    await waitUntil(() => textOf(element, 'dialog [role=status]').includes('주문하지 못했어요'));
    expect(isOpen(element)).to.be.true;
    pressInSheet(element);
    await waitUntil(() => title(element) === '주문 확인');
  });

  it('goes on from the sum after a window that was left', async () => {
    shop.server.complete = [refuses(409, 'NOT_PAID')];
    const element = await aReadyCheckout();
    await aCheckedOrder(element);
    pressInSheet(element);
    await waitUntil(() => portOne.requests.length === 1, 'the window');
    portOne.resolvesToNothing();
    await reaches(element, 'cancelled');
    await opensSheet(element);
    expect(title(element)).to.equal('주문 확인');
    pressInSheet(element);
    await waitUntil(() => portOne.requests.length === 2);
    expect(orders()).to.have.length(1);
  });

  it('is opened by pay() as by the button', async () => {
    const element = await aReadyCheckout();
    element.pay();
    await waitUntil(() => isOpen(element));
    expect(element.matches(':state(ready)')).to.be.true;
  });

  it('closes with Escape, for itself alone, and gives the focus back to the button', async () => {
    const element = await aReadyCheckout();
    buttonOf(element)?.focus();
    await opensSheet(element);
    const heard: string[] = [];
    const hear = ({ key }: KeyboardEvent) => heard.push(key);
    document.addEventListener('keydown', hear);
    const pressed = { key: 'Escape', bubbles: true, composed: true };
    field(element, 'delivery.recipient').dispatchEvent(new KeyboardEvent('keydown', pressed));
    document.removeEventListener('keydown', hear);
    expect(heard).to.be.empty;
    dialogOf(element)?.close();
    await waitUntil(() => inputs(element).length === 0);
    expect(element.shadowRoot?.activeElement === buttonOf(element)).to.be.true;
  });

  it('leaves the page’s own keys alone, and is not what a slot or a page closes', async () => {
    const element = await aReadyCheckout();
    await opensSheet(element);
    const home = element.parentElement;
    element.remove();
    home?.append(element);
    await reaches(element, 'ready');
    expect(isOpen(element)).to.be.false;
    await opensSheet(element);
  });

  it('asks in its sheet for what the gateway must know, and takes the recipient for its buyer', async () => {
    const buyerFields = ['fullName', 'email'] as const;
    const needs = { pc: [...buyerFields], mobile: [...buyerFields] };
    offers({ delivery }, aMethod({ buyerFields: needs, takesAddress: true }));
    const element = await aReadyCheckout();
    await opensSheet(element);
    enter(element, '[id="delivery.recipient"]', '홍길동');
    enter(element, '[id="delivery.phoneNumber"]', '010-1234-5678');
    enter(element, '[id="delivery.zipcode"]', '06236');
    enter(element, '[id="delivery.address"]', '서울 강남구 테헤란로 152');
    enter(element, '#email', 'hong@example.com');
    pressInSheet(element);
    await waitUntil(() => title(element) === '주문 확인');
    expect(orders()[0]?.buyer).to.deep.equal({ fullName: '홍길동', email: 'hong@example.com' });
    pressInSheet(element);
    await waitUntil(() => portOne.requests.length === 1, 'the window');
    expect(portOne.requests[0]?.customer).to.deep.equal({
      fullName: '홍길동',
      phoneNumber: '010-1234-5678',
      email: 'hong@example.com',
      zipcode: '06236',
      address: {
        country: 'KR',
        addressLine1: '서울 강남구 테헤란로 152',
        addressLine2: '',
      },
    });
  });

  it('says on the card what is to be chosen there, before the sheet', async () => {
    const values = [
      { id: 'red', label: '빨강' },
      { id: 'blue', label: '파랑' },
    ];
    offers({ ...parcel, options: [{ id: 'color', label: '색상', values }] });
    const element = await aReadyCheckout();
    press(element);
    await waitUntil(() => element.shadowRoot?.activeElement === input(element, '[value=red]'));
    expect(isOpen(element)).to.be.false;
    input(element, '[value=red]').click();
    await element.updateComplete;
    await opensSheet(element);
    expect(inputs(element, 'dialog [type=radio]').length).to.equal(0);
  });

  it('has PayPal’s own buttons in the second step only', async () => {
    offers(parcel, aMethod({ id: 'paypal', payMethod: 'PAYPAL', pgProvider: 'PAYPAL_V2' }));
    const element = await aReadyCheckout();
    expect(buttonOf(element), 'ours').to.exist;
    await aCheckedOrder(element);
    await waitUntil(() => portOne.loaded.length === 1, 'PayPal');
    expect(element.shadowRoot?.querySelector('dialog slot[name=paypal]')).to.exist;
    expect(orders()).to.have.length(1);
    portOne.paypal?.onPaymentSuccess?.({
      transactionType: 'PAYMENT',
      paymentId: 'p1',
      txId: 'tx1',
    });
    await reaches(element, 'paid');
    expect(isOpen(element)).to.be.false;
  });
});

describe('the bare button of an item that asks for anything', () => {
  const bare = html`<portone-checkout
    item-id="shoes"
    layout="button"
    locale="ko"
  ></portone-checkout>`;

  it('asks for all of it in its sheet', async () => {
    const values = ['270', '280'].map((id) => ({ id, label: id }));
    offers({ options: [{ id: 'size', label: '사이즈', values }], maxQuantity: 3 });
    const element = await aReadyCheckout(bare);
    expect(inputs(element).length).to.equal(0);
    await opensSheet(element);
    expect(inputs(element).map(({ name, id }) => name || id)).to.deep.equal([
      'options.size',
      'options.size',
      'quantity',
    ]);
    await expectAccessible(element);
    input(element, '[value="280"]').click();
    pressInSheet(element);
    await waitUntil(() => title(element) === '주문 확인');
    expect(orders().at(-1)?.options).to.deep.equal({ size: '280' });
  });

  it('pays with one press where nothing is asked', async () => {
    offers({});
    const element = await aReadyCheckout(bare);
    expect(dialogOf(element)).to.be.null;
    press(element);
    await waitUntil(() => portOne.requests.length === 1);
  });
});

describe('what was written into a sheet', () => {
  const kept = () => JSON.stringify([{ ...localStorage }, { ...sessionStorage }]);

  it('survives closing, and a reload within the tab', async () => {
    const element = await aReadyCheckout();
    await opensSheet(element);
    fill(element);
    dialogOf(element)?.close();
    await opensSheet(element);
    expect(field(element, 'delivery.recipient').value).to.equal('홍길동');
    element.remove();
    leavePage();
    const reloaded = await aReadyCheckout();
    await opensSheet(reloaded);
    expect(field(reloaded, 'delivery.recipient').value).to.equal('홍길동');
    expect(field(reloaded, 'agreements.terms').checked).to.be.true;
    expect(JSON.stringify({ ...localStorage }), 'other tabs').to.not.contain('홍길동');
  });

  it('is of its item alone', async () => {
    const element = await aReadyCheckout();
    await opensSheet(element);
    fill(element);
    const other = await aReadyCheckout(
      html`<portone-checkout item-id="hat" locale="ko"></portone-checkout>`,
    );
    dialogOf(element)?.close();
    shop.server.item = [
      answers(200, { item: anItem({ ...parcel, id: 'hat' }), checkout: aCheckout() }),
    ];
    other.itemId = 'scarf';
    await other.updateComplete;
    await reaches(other, 'ready');
    await opensSheet(other);
    expect(field(other, 'delivery.recipient').value).to.equal('');
  });

  it('is gone once it is paid for', async () => {
    const element = await aReadyCheckout();
    const seen = eventsOf(element);
    await aCheckedOrder(element);
    expect(kept()).to.contain('홍길동');
    pressInSheet(element);
    await waitUntil(() => portOne.requests.length === 1, 'the window');
    portOne.resolves();
    await reaches(element, 'paid');
    expect(kept()).to.not.contain('홍길동').and.not.contain('테헤란로');
    expect(JSON.stringify(seen)).to.not.contain('홍길동');
    element.reset();
    await reaches(element, 'ready');
    await opensSheet(element);
    expect(field(element, 'delivery.recipient').value).to.equal('');
  });

  it('is gone as well where the element has left the page before the payment ends', async () => {
    const element = await aReadyCheckout();
    await aCheckedOrder(element);
    pressInSheet(element);
    await waitUntil(() => portOne.requests.length === 1, 'the window');
    element.remove();
    let isPaid = false;
    const hear = () => {
      isPaid = true;
    };
    document.addEventListener('portone-checkout-paid', hear, { once: true });
    portOne.resolves();
    await waitUntil(() => isPaid, 'paid');
    expect(kept()).to.not.contain('홍길동');
  });

  for (const mode of ['forbidden', 'none', 'full'] as const) {
    it(`is in memory alone where storage is: ${mode}`, async () => {
      storageIs(mode);
      const element = await aReadyCheckout();
      await aCheckedOrder(element);
      dialogOf(element)?.close();
      await opensSheet(element);
      pressInSheet(element);
      await waitUntil(() => portOne.requests.length === 1);
    });
  }
});

describe('what an item hands over', () => {
  const afterPaid = { text: '고맙습니다', url: 'https://files.example/book.pdf' };
  const link = (element: PortoneCheckout) =>
    element.shadowRoot?.querySelector('[part=after-paid] a');

  async function paidWith(handed: { text?: string; url?: string }): Promise<PortoneCheckout> {
    offers({});
    shop.server.complete = [
      answers(200, { ...anOrder(), status: 'PAID', environment: 'test', afterPaid: handed }),
    ];
    const element = await aReadyCheckout();
    press(element);
    await waitUntil(() => portOne.requests.length === 1);
    portOne.resolves();
    await reaches(element, 'paid');
    return element;
  }

  it('is shown with the result, in a tab of its own', async () => {
    const element = await paidWith(afterPaid);
    expect(textOf(element, '[part=after-paid] p')).to.equal('고맙습니다');
    expect(link(element)?.getAttribute('href')).to.equal(afterPaid.url);
    expect(link(element)?.getAttribute('target')).to.equal('_blank');
    await expectAccessible(element);
  });

  it('is told to no page, and kept nowhere', async () => {
    const seen: Event[] = [];
    document.addEventListener('portone-checkout-paid', (event) => seen.push(event), { once: true });
    await paidWith(afterPaid);
    expect(seen).to.have.length(1);
    expect(JSON.stringify(seen)).to.not.contain('book.pdf');
    expect(JSON.stringify([{ ...localStorage }, { ...sessionStorage }])).to.not.contain('book.pdf');
  });

  it('is no address that runs', async () => {
    const element = await paidWith({ text: '고맙습니다', url: 'javascript:alert(1)' });
    expect(link(element) === null).to.be.true;
  });
});

describe('what the seller says of itself', () => {
  it('stands below the button, with links to http alone', async () => {
    const seller = {
      terms: 'https://shop.example/terms',
      refund: 'javascript:alert(1)',
      mailOrderNumber: '2026-서울성동-01234',
    };
    offers({ seller });
    const element = await aReadyCheckout();
    expect(textOf(element, '[part=seller]')).to.equal(
      '이용약관 통신판매업 신고번호 2026-서울성동-01234',
    );
    await expectAccessible(element);
  });
});
