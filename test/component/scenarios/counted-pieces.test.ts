/** An item that there are only so many of: what its orders hold, and from when on. */
import { expect } from '@open-wc/testing';
import type { OrderAnswer } from '../../../component/api/contract.ts';
import {
  aReadyCheckout,
  openWindow,
  portOne,
  press,
  reaches,
  statusOf,
  textOf,
  useShop,
} from '../support/checkout-fixture.ts';
import { aCheckout, anItem, anOrder, answers, refuses } from '../support/fake-shop.ts';
import { waitUntil } from '../support/wait-until.ts';

const shop = useShop();
const secret = 'a-secret';
const itemAnswers = () => shop.server.calls.filter(({ path }) => path.startsWith('/api/items/'));
const asked = (path: string) => shop.server.callsOf(path) as Array<Record<string, unknown>>;
const counted = (fields = {}) =>
  answers(200, {
    item: anItem({ counted: true, maxQuantity: 3, ...fields }),
    checkout: aCheckout(),
  });
const placed = (fields: Partial<OrderAnswer> = {}) =>
  answers<OrderAnswer>(201, anOrder({ held: false, secret, ...fields }));

/** The focus comes to the button, and stays. */
function rest(element: Element): void {
  const button = element.shadowRoot?.querySelector('[part=button]');
  button?.dispatchEvent(new FocusEvent('focusin', { bubbles: true }));
}

async function orderedAhead() {
  const element = await aReadyCheckout();
  rest(element);
  await waitUntil(() => shop.server.answersReadOf('/api/orders') === 1, 'an order ahead');
  return element;
}

describe('[J5] a press', () => {
  it('has the order hold its pieces, beside a window that waits for nothing', async () => {
    shop.server.item = [counted()];
    shop.server.order = [placed(), answers(200, {})];
    const element = await orderedAhead();
    expect(asked('/api/orders').map(({ ahead }) => ahead)).to.deep.equal([true]);
    expect(asked('/api/orders/hold')).to.deep.equal([]);
    await openWindow(element);
    expect(portOne.cameWithinPress).to.deep.equal([true]);
    expect(asked('/api/orders/hold')).to.deep.equal([{ paymentId: 'p1', secret }]);
  });

  it('that comes too late gets its window taken away, and reads that it is sold out', async () => {
    shop.server.item = [counted(), counted({ soldOut: true })];
    shop.server.order = [placed(), refuses(409, 'SOLD_OUT', { left: 0 })];
    shop.server.whileOpen = [refuses(409, 'NOT_PAID')];
    shop.server.complete = [refuses(409, 'NOT_PAID')];
    const element = await orderedAhead();
    await openWindow(element);
    await reaches(element, 'failed');
    expect(statusOf(element)).to.contain('재고가 부족해요');
    await waitUntil(() => itemAnswers().length === 2, 'the item again');
    await waitUntil(() => textOf(element, '[part=button]') === '품절', 'the button');
    press(element);
    expect(portOne.requests.length).to.equal(1);
  });

  it('that comes too late for so many reads how many are left, and may order those', async () => {
    shop.server.item = [counted({ maxQuantity: 3 }), counted({ maxQuantity: 3, left: 1 })];
    shop.server.order = [
      placed({ quantity: 2 }),
      refuses(409, 'SOLD_OUT', { left: 1, fields: [{ path: 'quantity', reason: 'sold-out' }] }),
      placed({ paymentId: 'p2', held: true }),
    ];
    shop.server.whileOpen = [refuses(409, 'NOT_PAID')];
    shop.server.complete = [refuses(409, 'NOT_PAID')];
    const element = await aReadyCheckout();
    element.shadowRoot?.querySelector<HTMLElement>('.stepper button:last-of-type')?.click();
    await element.updateComplete;
    rest(element);
    await waitUntil(() => shop.server.answersReadOf('/api/orders') === 1, 'an order ahead');
    await openWindow(element);
    await reaches(element, 'failed');
    await waitUntil(() => textOf(element, '[part=price]').includes('1개'), 'how many are left');
    press(element);
    await waitUntil(() => portOne.requests.length === 2, 'another window');
    const [, again] = asked('/api/orders');
    expect([again?.quantity, again?.ahead]).to.deep.equal([undefined, undefined]);
  });

  it('whose order is refused reads that it is sold out, and the card learns it', async () => {
    shop.server.item = [counted(), counted({ soldOut: true })];
    shop.server.order = [refuses(409, 'SOLD_OUT', { left: 0 })];
    const element = await aReadyCheckout();
    press(element);
    await reaches(element, 'failed');
    expect(statusOf(element)).to.contain('재고가 부족해요');
    await waitUntil(() => textOf(element, '[part=button]') === '품절', 'the button');
  });

  it('without an order at hand places one that holds', async () => {
    shop.server.item = [counted()];
    shop.server.order = [placed({ held: true }), answers(200, {})];
    const element = await aReadyCheckout();
    press(element);
    await waitUntil(() => portOne.requests.length > 0, 'the window should open');
    expect(asked('/api/orders').map(({ ahead }) => ahead)).to.deep.equal([undefined]);
  });

  it('says nothing of what is not counted', async () => {
    shop.server.order = [answers<OrderAnswer>(201, anOrder({ secret }))];
    const element = await orderedAhead();
    await openWindow(element);
    expect(asked('/api/orders').map(({ ahead }) => ahead)).to.deep.equal([undefined]);
    expect(asked('/api/orders/hold')).to.deep.equal([]);
  });
});

describe('[J6] the same browser orders anew', () => {
  it('names the order that held its pieces for another choice', async () => {
    shop.server.item = [counted()];
    shop.server.order = [placed(), placed({ paymentId: 'p2', quantity: 2 })];
    const element = await orderedAhead();
    element.quantity = 2;
    await element.updateComplete;
    rest(element);
    await waitUntil(() => shop.server.answersReadOf('/api/orders') === 2, 'the other order');
    expect(asked('/api/orders')[1]?.previous).to.deep.equal({ paymentId: 'p1', secret });
  });
});
