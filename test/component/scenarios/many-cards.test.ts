import { expect, html } from '@open-wc/testing';
import type { PortoneCheckout } from '../../../component/portone-checkout.ts';
import {
  aReadyCheckout,
  buttonOf,
  openWindow,
  portOne,
  press,
  useShop,
} from '../support/checkout-fixture.ts';
import { aCheckout, anItem, anOrder, answers } from '../support/fake-shop.ts';
import { waitUntil } from '../support/wait-until.ts';

const shop = useShop();

const CARDS = 24;

/** A page of cards, each of which sells something of its own. */
async function cards(count = CARDS): Promise<PortoneCheckout[]> {
  const made: PortoneCheckout[] = [];
  for (let index = 0; index < count; index += 1) {
    const id = `item-${index}`;
    shop.server.item = [answers(200, { item: anItem({ id }), checkout: aCheckout() })];
    made.push(
      await aReadyCheckout(html`<portone-checkout item-id=${id} locale="ko"></portone-checkout>`),
    );
  }
  shop.server.order = Array.from({ length: count }, (_, index) =>
    answers(201, anOrder({ paymentId: `p${index + 1}` })),
  );
  return made;
}

const ordered = () =>
  (shop.server.callsOf('/api/orders') as { itemId: string }[]).map(({ itemId }) => itemId);

const pointer =
  (type: string, pointerType = 'mouse') =>
  (element: PortoneCheckout) =>
    buttonOf(element)?.dispatchEvent(new PointerEvent(type, { pointerType }));
const over = pointer('pointerover');
const leave = pointer('pointerleave');
const touch = pointer('pointerover', 'touch');
const focus = (type: string) => (element: PortoneCheckout) =>
  buttonOf(element)?.dispatchEvent(new FocusEvent(type));

const crossings: [how: string, come: typeof over, go: typeof over | undefined][] = [
  ['a pointer that crosses it', over, leave],
  ['a pointer that leaves no card, as far as the page is told', over, undefined],
  ['the Tab key', focus('focusin'), focus('focusout')],
];
for (const [how, come, go] of crossings) {
  describe(`a page of ${CARDS} cards`, () => {
    it(`[N7] a page of many cards: ${how}`, async () => {
      const all = await cards();
      const last = all.pop() as PortoneCheckout;
      for (const card of all) {
        come(card);
        go?.(card);
      }
      come(last);
      await waitUntil(() => shop.server.answersReadOf('/api/orders') > 0, 'the order');
      // What the others had begun to wait for would have come before that.
      expect(ordered()).to.deep.equal([`item-${CARDS - 1}`]);
    });
  });
}

describe('one order ahead', () => {
  const answered = (orders: number) =>
    waitUntil(() => shop.server.answersReadOf('/api/orders') === orders, `order ${orders}`);

  it('is placed at once for a touch', async () => {
    const [card] = await cards(1);
    touch(card as PortoneCheckout);
    expect(ordered()).to.deep.equal(['item-0']);
  });

  it('is placed for a pointer that moves within its button', async () => {
    const [card] = await cards(1);
    over(card as PortoneCheckout);
    over(card as PortoneCheckout);
    await answered(1);
  });

  it('[N7] a page of many cards: keeps the last one, which a press takes at once', async () => {
    const [first, second] = (await cards(2)) as [PortoneCheckout, PortoneCheckout];
    over(first);
    await answered(1);
    over(second);
    await answered(2);
    press(second);
    await Promise.resolve();
    expect(portOne.requests.map(({ paymentId }) => paymentId)).to.deep.equal(['p2']);
    expect(ordered()).to.deep.equal(['item-0', 'item-1']);
  });

  it('gives way to that of another card, and a press there gets one of its own', async () => {
    const [first, second] = (await cards(2)) as [PortoneCheckout, PortoneCheckout];
    over(first);
    await answered(1);
    over(second);
    await answered(2);
    shop.server.order = [answers(201, anOrder({ paymentId: 'p3' }))];
    await openWindow(first);
    expect(ordered()).to.deep.equal(['item-0', 'item-1', 'item-0']);
    expect(portOne.requests.map(({ paymentId }) => paymentId)).to.deep.equal(['p3']);
  });

  it('is not waited for by a press', async () => {
    const [first, second] = (await cards(2)) as [PortoneCheckout, PortoneCheckout];
    over(first);
    await openWindow(second);
    expect(ordered()[0]).to.equal('item-1');
  });
});
