import { expect, html } from '@open-wc/testing';
import type { BuyerField, ItemAnswer } from '../../../component/api/contract.ts';
import type { CheckoutFailedEvent } from '../../../component/page/events.ts';
import type { PortoneCheckout } from '../../../component/portone-checkout.ts';
import {
  aReadyCheckout,
  buttonOf,
  eventsOf,
  expectAccessible,
  openWindow,
  portOne,
  press,
  reaches,
  statusOf,
  textOf,
  useShop,
} from '../support/checkout-fixture.ts';
import { aCheckout, aMethod, anItem, anOrder, answers, refuses } from '../support/fake-shop.ts';
import { enter, input, inputs } from '../support/form-fields.ts';
import { waitUntil } from '../support/wait-until.ts';

const shop = useShop();

function offers(fields: Partial<ItemAnswer>): void {
  shop.server.item = [answers(200, { item: anItem(), checkout: aCheckout(), ...fields })];
}

const orders = () => shop.server.callsOf('/api/orders');

/** The nth order, once it has been asked for and answered. */
async function ordered(element: PortoneCheckout, count: number): Promise<unknown> {
  await waitUntil(() => shop.server.answersReadOf('/api/orders') === count, `${count} orders`);
  await element.updateComplete;
  return orders()[count - 1];
}

describe('a choice of methods', () => {
  const methods = [
    aMethod(),
    aMethod({ id: 'card', label: '신용카드', payMethod: 'CARD', channelKey: 'channel-key-2' }),
  ];
  beforeEach(() => offers({ checkout: aCheckout({ methods }) }));

  const radios = (element: PortoneCheckout) => inputs(element, 'input[type=radio]');
  const chosen = (element: PortoneCheckout) =>
    radios(element).find(({ checked }) => checked)?.value;

  it('is offered as radio buttons under a legend, the first one chosen', async () => {
    const element = await aReadyCheckout();
    expect(textOf(element, '[part=methods] legend')).to.equal('결제 수단');
    expect(radios(element).map((radio) => radio.labels?.[0]?.textContent?.trim())).to.deep.equal([
      '카카오페이',
      '신용카드',
    ]);
    expect(chosen(element)).to.equal('kakaopay');
    await expectAccessible(element);
  });

  it('renews the order at once, and pays by what is chosen', async () => {
    const element = await aReadyCheckout();
    buttonOf(element)?.dispatchEvent(new PointerEvent('pointerover'));
    await ordered(element, 1);
    input(element, '[value=card]').click();
    expect(await ordered(element, 2)).to.include({ methodId: 'card' });
    await openWindow(element);
    expect(portOne.requests[0]).to.include({ payMethod: 'CARD', channelKey: 'channel-key-2' });
    expect(orders()).to.have.length(2);
  });

  it('is remembered for the next visit, once it has been paid with', async () => {
    const element = await aReadyCheckout();
    input(element, '[value=card]').click();
    expect(chosen(await aReadyCheckout())).to.equal('kakaopay');
    await openWindow(element);
    const ofAnotherItem = html`<portone-checkout item-id="hat" locale="ko"></portone-checkout>`;
    expect(chosen(await aReadyCheckout(ofAnotherItem))).to.equal('card');
  });

  it('does without a memory where the browser forbids one', async () => {
    const { getItem, setItem } = Storage.prototype;
    const forbidden = () => {
      throw new DOMException('no', 'SecurityError');
    };
    Storage.prototype.getItem = forbidden;
    Storage.prototype.setItem = forbidden;
    try {
      await openWindow(await aReadyCheckout());
    } finally {
      Object.assign(Storage.prototype, { getItem, setItem });
    }
  });

  it('forgets a method that is no longer offered', async () => {
    localStorage.setItem('portone-checkout:method', 'barter');
    expect(chosen(await aReadyCheckout())).to.equal('kakaopay');
  });

  it('is the page’s where the page makes it', async () => {
    const element = await aReadyCheckout(
      html`<portone-checkout item-id="shoes" method="card" locale="ko"></portone-checkout>`,
    );
    expect(radios(element)).to.be.empty;
    element.method = undefined;
    await waitUntil(() => radios(element).length === 2);
  });

  it('is locked while a window is open, and there again afterwards', async () => {
    shop.server.complete = [refuses(409, 'NOT_PAID')];
    const element = await aReadyCheckout();
    await openWindow(element);
    await element.updateComplete;
    expect(radios(element).every((radio) => radio.matches(':disabled'))).to.be.true;
    await expectAccessible(element);
    portOne.resolvesToNothing();
    await reaches(element, 'cancelled');
    expect(radios(element).some((radio) => radio.matches(':disabled'))).to.be.false;
  });

  it('is not offered beside the bare button', async () => {
    const element = await aReadyCheckout(
      html`<portone-checkout item-id="shoes" layout="button" locale="ko"></portone-checkout>`,
    );
    expect(radios(element)).to.be.empty;
  });
});

describe('a page that has chosen', () => {
  it('leaves only what must still be known to the buyer', async () => {
    const methods = [
      aMethod({ buyerFields: { pc: ['email'], mobile: ['email'] } }),
      aMethod({ id: 'card' }),
    ];
    offers({ item: anItem({ maxQuantity: 3 }), checkout: aCheckout({ methods }) });
    const element = await aReadyCheckout(
      html`<portone-checkout item-id="shoes" method="kakaopay" quantity="2"></portone-checkout>`,
    );
    expect(inputs(element).map(({ id }) => id)).to.deep.equal(['email']);
  });
});

describe('a choice of quantity', () => {
  beforeEach(() => offers({ item: anItem({ maxQuantity: 3 }) }));

  const step = (element: PortoneCheckout, name: string) =>
    element.shadowRoot?.querySelector<HTMLButtonElement>(`[aria-label="${name}"]`)?.click();
  const price = async (element: PortoneCheckout) => {
    await element.updateComplete;
    return textOf(element, '[part=price]');
  };

  it('is a number with a button on either side', async () => {
    const element = await aReadyCheckout();
    expect(input(element, '#quantity')).to.include({ type: 'number', min: '1', max: '3' });
    expect(input(element, '#quantity').labels?.[0]?.textContent).to.equal('수량');
    await expectAccessible(element);
  });

  it('stays between one and what the item allows', async () => {
    const element = await aReadyCheckout();
    step(element, '수량 줄이기');
    expect(await price(element)).to.equal('1,000원');
    for (const _ of [1, 2, 3]) step(element, '수량 늘리기');
    expect(await price(element)).to.equal('3,000원 수량 3개');
    for (const [typed, kept] of [
      ['99', '3'],
      ['-1', '1'],
      ['', '1'],
      ['2.7', '2'],
    ] as const) {
      enter(element, '#quantity', typed);
      await element.updateComplete;
      expect(input(element, '#quantity').value, typed).to.equal(kept);
    }
  });

  it('is ordered once the buyer has settled on it, at the server’s price', async () => {
    shop.server.order = [answers(201, anOrder({ quantity: 3, totalAmount: 2700 }))];
    const element = await aReadyCheckout();
    step(element, '수량 늘리기');
    step(element, '수량 늘리기');
    expect(await price(element)).to.equal('3,000원 수량 3개');
    expect(await ordered(element, 1)).to.include({ quantity: 3 });
    expect(await price(element)).to.equal('2,700원 수량 3개');
    await openWindow(element);
    expect(portOne.requests[0]?.totalAmount).to.equal(2700);
  });

  it('is the page’s where the page makes it', async () => {
    const element = await aReadyCheckout(
      html`<portone-checkout item-id="shoes" quantity="2" locale="ko"></portone-checkout>`,
    );
    expect(inputs(element)).to.be.empty;
    expect(await price(element)).to.equal('2,000원 수량 2개');
  });

  it('says so where that many are not to be had', async () => {
    shop.server.order = [refuses(409, 'QUANTITY_UNAVAILABLE')];
    const element = await aReadyCheckout();
    press(element);
    await reaches(element, 'failed');
    expect(statusOf(element)).to.contain('이 수량은 주문할 수 없어요');
    expect(inputs(element)).to.not.be.empty;
  });
});

describe('what a gateway must know about the buyer', () => {
  const all: BuyerField[] = ['fullName', 'phoneNumber', 'email'];
  const needing = (pc: BuyerField[], mobile = pc) =>
    offers({ checkout: aCheckout({ methods: [aMethod({ buyerFields: { pc, mobile } })] }) });

  const asked = (element: PortoneCheckout) => inputs(element).map(({ id }) => id);

  function fill(element: PortoneCheckout): void {
    enter(element, '#fullName', '홍길동');
    enter(element, '#phoneNumber', '010-1234-5678');
    enter(element, '#email', 'hong@example.com');
  }

  it('is asked for with the right keyboard and the browser’s own memory', async () => {
    needing(['email', 'phoneNumber', 'lastName', 'firstName', 'fullName']);
    const element = await aReadyCheckout();
    const facts = inputs(element).map(({ id, type, inputMode, autocomplete, required }) =>
      [id, type, inputMode, autocomplete, required].join(' '),
    );
    expect(facts).to.deep.equal([
      'fullName text text name true',
      'lastName text text family-name true',
      'firstName text text given-name true',
      'phoneNumber tel tel tel true',
      'email email email email true',
    ]);
    await expectAccessible(element);
  });

  it('is not asked for where the page knows it', async () => {
    needing(all);
    const element = await aReadyCheckout();
    element.buyer = { firstName: '길동', lastName: '홍', email: 'hong@example.com' };
    await element.updateComplete;
    expect(asked(element)).to.deep.equal(['phoneNumber']);
    enter(element, '#phoneNumber', '01012345678');
    expect(await ordered(element, 1)).to.deep.include({
      buyer: {
        firstName: '길동',
        lastName: '홍',
        email: 'hong@example.com',
        phoneNumber: '01012345678',
      },
    });
  });

  for (const [device, userAgent, maxTouchPoints, field] of [
    ['a PC', 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7)', 0, 'email'],
    ['a phone', 'Mozilla/5.0 (Linux; Android 16; Mobile)', 5, 'phoneNumber'],
    ['an iPad', 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7)', 5, 'phoneNumber'],
  ] as const) {
    it(`goes by what PortOne takes for ${device}`, async () => {
      Object.defineProperties(navigator, {
        userAgent: { configurable: true, value: userAgent },
        maxTouchPoints: { configurable: true, value: maxTouchPoints },
      });
      needing(['email'], ['phoneNumber']);
      try {
        expect(asked(await aReadyCheckout())).to.deep.equal([field]);
      } finally {
        Reflect.deleteProperty(navigator, 'userAgent');
        Reflect.deleteProperty(navigator, 'maxTouchPoints');
      }
    });
  }

  it('is ordered with once it is complete, so that the click has nothing to wait for', async () => {
    needing(all);
    const element = await aReadyCheckout();
    buttonOf(element)?.dispatchEvent(new PointerEvent('pointerover'));
    enter(element, '#fullName', '홍길동');
    expect(orders()).to.be.empty;
    fill(element);
    const buyer = { fullName: '홍길동', phoneNumber: '010-1234-5678', email: 'hong@example.com' };
    expect(await ordered(element, 1)).to.deep.include({ buyer });
    press(element);
    await waitUntil(() => portOne.requests.length > 0, 'the window should open');
    expect(portOne.cameWithinPress).to.deep.equal([true]);
    expect(portOne.requests[0]?.customer).to.deep.equal(buyer);
  });

  it('is missed at the click, each field by itself, the first one under the cursor', async () => {
    needing(all);
    const element = await aReadyCheckout();
    const seen = eventsOf(element);
    enter(element, '#fullName', '홍길동');
    enter(element, '#email', 'hong@');
    press(element);
    await waitUntil(() => element.shadowRoot?.activeElement?.id === 'phoneNumber');
    expect(element.matches(':state(ready)')).to.be.true;
    const problems = inputs(element).map((field) => {
      const id = field.getAttribute('aria-describedby');
      return [field.getAttribute('aria-invalid'), id ? textOf(element, `#${id}`) : ''];
    });
    expect(problems).to.deep.equal([
      ['false', ''],
      ['true', '휴대폰 번호를 입력해 주세요.'],
      ['true', 'name@example.com처럼 입력해 주세요.'],
    ]);
    expect(seen.length).to.equal(0);
    await expectAccessible(element);
    enter(element, '#phoneNumber', '010 1234 5678');
    enter(element, '#email', 'hong@example.com');
    await openWindow(element);
  });

  for (const [field, wrong, right] of [
    ['phoneNumber', ['12', 'none', '0101234567890123'], ['+82 10-1234-5678', '01012345678']],
    ['email', ['a', 'a@b', 'a b@c.d', 'a@b.'], ['a@b.kr', 'a.b+c@d-e.co.kr']],
    ['lastNameKana', ['ほん', 'Hong'], ['ホン', 'ホン・ギルドン']],
  ] as const) {
    it(`takes a ${field} as people write it`, async () => {
      needing([field]);
      const element = await aReadyCheckout();
      for (const [values, verdict] of [
        [wrong, 'true'],
        [right, 'false'],
      ] as const) {
        for (const value of values) {
          enter(element, `#${field}`, value);
          await element.updateComplete;
          expect(input(element, `#${field}`).getAttribute('aria-invalid'), value).to.equal(verdict);
        }
      }
    });
  }

  it('is marked where the server does not take it, given by the page or typed', async () => {
    needing(['phoneNumber']);
    shop.server.order = [
      refuses(400, 'INVALID_REQUEST', { buyerFields: ['phoneNumber', 'email'] }),
      answers(201, anOrder()),
    ];
    const element = await aReadyCheckout();
    const seen = eventsOf(element);
    element.buyer = { email: 'nonsense', phoneNumber: '000-0000-0000' };
    await element.updateComplete;
    press(element);
    await reaches(element, 'failed');
    await waitUntil(() => element.shadowRoot?.activeElement?.id === 'phoneNumber');
    expect(statusOf(element)).to.contain('입력한 정보를 확인해 주세요');
    expect(seen.at(-1) as CheckoutFailedEvent).to.include({
      stage: 'prepare',
      kind: 'INVALID_REQUEST',
      retryable: true,
    });
    expect(input(element, '#email').value).to.equal('nonsense');
    expect(inputs(element, '[aria-invalid=true]')).to.have.length(2);
    await expectAccessible(element);
    enter(element, '#phoneNumber', '010-1234-5678');
    enter(element, '#email', 'hong@example.com');
    await openWindow(element);
    expect(portOne.requests[0]?.customer).to.deep.equal({
      phoneNumber: '010-1234-5678',
      email: 'hong@example.com',
    });
  });

  it('is asked for beside the bare button too, which could not pay without it', async () => {
    needing(['email']);
    const element = await aReadyCheckout(
      html`<portone-checkout item-id="shoes" layout="button" locale="ko"></portone-checkout>`,
    );
    expect(asked(element)).to.deep.equal(['email']);
    await expectAccessible(element);
  });

  it('is kept nowhere', async () => {
    needing(all);
    const element = await aReadyCheckout();
    fill(element);
    await openWindow(element);
    const kept = JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie]);
    expect(kept).to.not.contain('홍길동').and.not.contain('hong@');
    expect(location.href).to.not.contain('hong');
  });
});
