import { expect, html } from '@open-wc/testing';
import type { Item, OrderRequest } from '../../../component/api/contract.ts';
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
import { aCheckout, anItem, anOrder, answers, refuses } from '../support/fake-shop.ts';
import { describedBy, enter, field, input, inputs } from '../support/form-fields.ts';
import { waitUntil } from '../support/wait-until.ts';

const shop = useShop();

function offers(item: Partial<Item>): void {
  shop.server.item = [answers(200, { item: anItem(item), checkout: aCheckout() })];
}

const orders = () => shop.server.callsOf('/api/orders') as OrderRequest[];

async function ordered(element: PortoneCheckout, count: number): Promise<OrderRequest | undefined> {
  await waitUntil(() => shop.server.answersReadOf('/api/orders') === count, `${count} orders`);
  await element.updateComplete;
  return orders()[count - 1];
}

async function price(element: PortoneCheckout): Promise<string> {
  await element.updateComplete;
  return textOf(element, '[part=price]');
}

describe('an item with options', () => {
  const color = {
    id: 'color',
    label: '색상',
    values: [
      { id: 'brown', label: '브라운' },
      { id: 'black', label: '블랙', price: 300 },
      { id: 'white', label: '화이트', soldOut: true as const },
    ],
  };
  const size = {
    id: 'size',
    label: '사이즈',
    values: ['260', '270'].map((id) => ({ id, label: id })),
  };
  const variants = [
    { options: { color: 'brown', size: '270' }, soldOut: true as const },
    { options: { color: 'black', size: '270' }, price: 5000, left: 2 },
  ];
  const shoes = { options: [color, size], variants, maxQuantity: 5 };

  async function choose(element: PortoneCheckout, ...ids: string[]): Promise<void> {
    for (const id of ids) {
      input(element, `[value="${id}"]`).click();
      await element.updateComplete;
    }
  }

  it('offers each as radio buttons under its label, with nothing chosen for the buyer', async () => {
    offers(shoes);
    const element = await aReadyCheckout();
    const groups = [...(element.shadowRoot?.querySelectorAll('[role=radiogroup]') ?? [])];
    expect(groups.map((group) => group.querySelectorAll('input').length)).to.deep.equal([3, 2]);
    expect(inputs(element, ':checked')).to.be.empty;
    await expectAccessible(element);
  });

  it('shows what is sold out, with a word for it, and lets nobody choose it', async () => {
    offers(shoes);
    const element = await aReadyCheckout();
    const white = input(element, '[value=white]');
    expect(white.disabled).to.be.true;
    expect(white.labels?.[0]?.textContent).to.contain('품절');
    await choose(element, 'brown');
    expect(input(element, '[value="270"]').disabled, 'brown 270').to.be.true;
    await choose(element, 'black');
    expect(input(element, '[value="270"]').disabled, 'black 270').to.be.false;
  });

  it('has the price of what is chosen read out, and how many are left', async () => {
    offers(shoes);
    const element = await aReadyCheckout();
    const shown = element.shadowRoot?.querySelector('[part=price]');
    expect(shown?.getAttribute('aria-live')).to.equal('polite');
    await choose(element, 'black');
    expect(await price(element)).to.equal('1,300원');
    await choose(element, '270');
    expect(await price(element)).to.equal('5,000원 2개 남음');
    expect(input(element, '#quantity').max).to.equal('2');
    await choose(element, 'brown');
    expect(await price(element), '270 is no longer chosen').to.equal('1,000원');
  });

  it('is ordered ahead once everything is chosen and the buyer rests, with the ids of the values', async () => {
    offers(shoes);
    const element = await aReadyCheckout();
    await choose(element, 'black');
    await choose(element, '260');
    const options = { color: 'black', size: '260' };
    expect(await ordered(element, 1)).to.deep.include({ options, methodId: 'kakaopay' });
    press(element);
    await waitUntil(() => portOne.requests.length === 1, 'the window');
    expect(portOne.cameWithinPress).to.deep.equal([true]);
    expect(orders()).to.have.length(1);
  });

  it('asks at the press for what is not chosen yet, at the option', async () => {
    offers(shoes);
    const element = await aReadyCheckout();
    await choose(element, 'black');
    press(element);
    await waitUntil(() => element.shadowRoot?.activeElement === input(element, '[value="260"]'));
    const group = '[aria-labelledby="options.size-label"]';
    expect(describedBy(element, group)).to.equal('선택해 주세요.');
    expect(orders()).to.be.empty;
    await expectAccessible(element);
    await choose(element, '260');
    await openWindow(element);
  });

  it('offers many values in a list', async () => {
    const values = Array.from({ length: 13 }, (_, number) => ({
      id: `v${number}`,
      label: `${number}`,
      ...(number === 1 && { soldOut: true as const }),
    }));
    offers({ options: [{ ...size, values }] });
    const element = await aReadyCheckout();
    const list = element.shadowRoot?.querySelector('select');
    expect([...(list?.options ?? [])].map(({ text }) => text.trim()).slice(0, 3)).to.deep.equal([
      '선택해 주세요',
      '0',
      '1 (품절)',
    ]);
    expect(list?.options[2]?.disabled).to.be.true;
    await expectAccessible(element);
    enter(element, 'select', 'v5');
    expect(await ordered(element, 1)).to.deep.include({ options: { size: 'v5' } });
  });

  it('says at the option that it has been sold out meanwhile, and offers the others', async () => {
    offers(shoes);
    shop.server.order = [
      refuses(409, 'SOLD_OUT', { fields: [{ path: 'options.size', reason: 'sold-out' }], left: 0 }),
      answers(201, anOrder()),
    ];
    const element = await aReadyCheckout();
    await choose(element, 'black', '260');
    press(element);
    await reaches(element, 'failed');
    expect(statusOf(element)).to.contain('재고가 부족해요');
    expect(describedBy(element, '[aria-labelledby="options.size-label"]')).to.equal('품절');
    expect(buttonOf(element)?.disabled).to.be.true;
    await choose(element, '270');
    expect(buttonOf(element)?.disabled).to.be.false;
    await openWindow(element);
    expect(orders().at(-1)?.options).to.deep.equal({ color: 'black', size: '270' });
  });

  it('is another purchase with other options: what an earlier window was for is not ordered again', async () => {
    offers(shoes);
    shop.server.order = [
      answers(201, anOrder({ secret: 's1' })),
      answers(201, anOrder({ paymentId: 'p2', secret: 's2' })),
    ];
    shop.server.complete = [refuses(409, 'NOT_PAID')];
    const element = await aReadyCheckout();
    await choose(element, 'black', '260');
    await openWindow(element);
    portOne.resolvesToNothing();
    await reaches(element, 'cancelled');
    await choose(element, '270');
    await openWindow(element);
    expect(orders().at(-1)).to.not.have.property('previous');
    portOne.resolvesToNothing();
    await reaches(element, 'cancelled');
    element.reset();
    await choose(element, '260');
    await ordered(element, 3);
    expect(orders().at(-1)?.previous).to.deep.equal({ paymentId: 'p1', secret: 's1' });
  });
});

describe('an item that is sold out', () => {
  beforeEach(() => offers({ soldOut: true }));

  it('says so on a button that takes no press, and places no order', async () => {
    const element = await aReadyCheckout();
    expect(buttonOf(element)?.textContent?.trim()).to.equal('품절');
    expect(buttonOf(element)?.disabled).to.be.true;
    buttonOf(element)?.dispatchEvent(new PointerEvent('pointerover'));
    element.pay();
    await somethingLater();
    expect(orders()).to.be.empty;
    expect(element.matches(':state(ready)')).to.be.true;
  });

  it('says so on the bare button', async () => {
    const element = await aReadyCheckout(
      html`<portone-checkout item-id="shoes" layout="button" locale="en"></portone-checkout>`,
    );
    expect(buttonOf(element)?.textContent?.trim()).to.equal('Sold out');
  });
});

describe('an item whose amount the buyer chooses', () => {
  const amount = { min: 1000, max: 100_000, step: 500, presets: [5000, 10_000] };
  beforeEach(() => offers({ price: 5000, amount }));

  const presets = (element: PortoneCheckout) => [
    ...(element.shadowRoot?.querySelectorAll<HTMLButtonElement>('[aria-pressed]') ?? []),
  ];

  it('offers amounts to press and a field for any other, the first one taken', async () => {
    const element = await aReadyCheckout();
    expect(presets(element).map(({ textContent }) => textContent?.trim())).to.deep.equal([
      '5,000원',
      '10,000원',
    ]);
    expect(presets(element)[0]?.ariaPressed).to.equal('true');
    expect(field(element, 'amount')).to.include({
      type: 'number',
      inputMode: 'numeric',
      min: '1000',
      max: '100000',
      step: '500',
      value: '5000',
    });
    expect(describedBy(element, '#amount')).to.equal('1,000원 – 100,000원');
    await expectAccessible(element);
  });

  it('is ordered with what is pressed, at once on the card', async () => {
    const element = await aReadyCheckout();
    presets(element)[1]?.click();
    expect(await price(element)).to.equal('10,000원');
    expect(await ordered(element, 1)).to.include({ amount: 10_000 });
  });

  it('places no order while an amount is typed, nor for one that cannot be taken', async () => {
    const element = await aReadyCheckout();
    const typed = field(element, 'amount');
    for (const value of ['1', '15', '150', '1500']) {
      typed.value = value;
      typed.dispatchEvent(new InputEvent('input', { bubbles: true }));
    }
    await somethingLater();
    expect(orders()).to.be.empty;
    for (const wrong of ['500', '100500', '1750', '']) {
      enter(element, '#amount', wrong);
      await element.updateComplete;
      expect(field(element, 'amount').ariaInvalid, wrong).to.equal('true');
    }
    press(element);
    await waitUntil(() => element.shadowRoot?.activeElement?.id === 'amount');
    expect(orders()).to.be.empty;
    enter(element, '#amount', '1500');
    expect(await ordered(element, 1)).to.include({ amount: 1500 });
  });

  it('is typed in the currency’s own unit', async () => {
    offers({ price: 500, currency: 'USD', amount: { min: 150, max: 10_000, step: 50 } });
    const element = await aReadyCheckout();
    expect(field(element, 'amount')).to.include({ min: '1.5', step: '0.5', value: '5' });
    enter(element, '#amount', '2.5');
    expect(await ordered(element, 1)).to.include({ amount: 250 });
  });
});
