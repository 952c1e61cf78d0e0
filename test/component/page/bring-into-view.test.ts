import { expect, html } from '@open-wc/testing';
import type { PortoneCheckout } from '../../../component/portone-checkout.ts';
import {
  aCheckoutElement,
  aReadyCheckout,
  MARK,
  opensWith,
  openWindow,
  orderedEarlier,
  portOne,
  reaches,
  somethingLater,
  useShop,
} from '../support/checkout-fixture.ts';
import { answers, aPayment } from '../support/fake-shop.ts';
import { useHeardEvents } from '../support/heard-events.ts';
import { waitUntil } from '../support/wait-until.ts';

const shop = useShop();
const heard = useHeardEvents();

/** The elements that were brought into view, in order. */
let brought: Element[] = [];
const { scrollIntoView } = Element.prototype;
beforeEach(() => {
  brought = [];
  Element.prototype.scrollIntoView = function (...options) {
    brought.push(this);
    scrollIntoView.apply(this, options);
  };
  shop.server.returns = [answers(200, { ...aPayment(), yours: true as const })];
});
afterEach(() => {
  Element.prototype.scrollIntoView = scrollIntoView;
});

const nextFrames = async () => {
  for (const _ of [1, 2, 3]) await new Promise(requestAnimationFrame);
};
const isInView = (element: Element) => {
  const { top, bottom } = element.getBoundingClientRect();
  return top >= 0 && bottom <= innerHeight;
};

const comesBack = () => {
  orderedEarlier();
  opensWith(`?portone-checkout=${MARK}`);
};

describe('an element that takes a return', () => {
  it('comes into view, once, and the focus stays where it is', async () => {
    comesBack();
    const page = await aCheckoutElement(html`<div>
      <input />
      <div style="height: 5000px"></div>
      <portone-checkout item-id="shoes" locale="ko"></portone-checkout>
    </div>`);
    const input = page.querySelector('input');
    input?.focus({ preventScroll: true });
    const element = page.querySelector('portone-checkout') as PortoneCheckout;
    await reaches(element, 'paid');
    await waitUntil(() => brought.length > 0 && isInView(element));
    expect(document.activeElement === input).to.be.true;
    scrollTo(0, 0);
    await aCheckoutElement();
    await somethingLater();
    await nextFrames();
    expect(brought).to.have.length(1);
  });

  it('is the first that is visible, of several', async () => {
    comesBack();
    const page = await aCheckoutElement(html`<div>
      <div style="display: none"><portone-checkout item-id="shoes"></portone-checkout></div>
      <portone-checkout item-id="hat"></portone-checkout>
      <portone-checkout item-id="shoes" locale="ko"></portone-checkout>
      <portone-checkout item-id="shoes" locale="ko"></portone-checkout>
    </div>`);
    const elements = [...page.querySelectorAll('portone-checkout')];
    for (const element of elements.filter(({ itemId }) => itemId === 'shoes')) {
      await reaches(element, 'paid');
    }
    await waitUntil(() => brought.length > 0);
    await nextFrames();
    expect(brought.map((element) => elements.indexOf(element as PortoneCheckout))).to.deep.equal([
      2,
    ]);
  });

  it('does so in a dialog that opens later', async () => {
    comesBack();
    const page = await aCheckoutElement(html`<div>
      <dialog><portone-checkout item-id="shoes" locale="ko"></portone-checkout></dialog>
    </div>`);
    const element = page.querySelector('portone-checkout') as PortoneCheckout;
    await reaches(element, 'paid');
    await nextFrames();
    expect(brought).to.have.length(0);
    page.querySelector('dialog')?.show();
    await waitUntil(() => brought.length > 0);
    page.querySelector('dialog')?.close();
    page.querySelector('dialog')?.show();
    await nextFrames();
    expect(brought).to.have.length(1);
    expect(heard.names()).to.deep.equal(['paid']);
  });

  it('does so where a router draws it later, in the place of others', async () => {
    comesBack();
    const hat = await aReadyCheckout(html`<portone-checkout item-id="hat"></portone-checkout>`);
    await waitUntil(() => shop.server.answersReadOf('/api/returns') === 1);
    hat.remove();
    expect(brought).to.have.length(0);
    const element = await aCheckoutElement();
    await reaches(element, 'paid');
    await waitUntil(() => brought.length > 0);
    expect(brought[0] === element).to.be.true;
    element.remove();
    await reaches(await aCheckoutElement(), 'paid');
    await nextFrames();
    expect(brought).to.have.length(1);
    expect(heard.names()).to.deep.equal(['paid']);
  });

  it('does so with what it shows already, where the answer to the mark comes late', async () => {
    let send = () => {};
    const [reply] = shop.server.returns;
    shop.server.returns = [
      () =>
        new Promise((resolve) => {
          send = () => resolve(reply as ReturnType<typeof answers>);
        }),
    ];
    comesBack();
    const element = await aCheckoutElement();
    await reaches(element, 'paid');
    await nextFrames();
    expect(brought).to.have.length(0);
    send();
    await waitUntil(() => brought.length > 0);
    expect(brought[0] === element).to.be.true;
    expect(heard.names()).to.deep.equal(['paid']);
  });

  it('does so where it shows what another item came to before', async () => {
    comesBack();
    const element = await aReadyCheckout(html`<portone-checkout item-id="hat"></portone-checkout>`);
    element.itemId = 'shoes';
    await reaches(element, 'paid');
    await waitUntil(() => brought.length > 0);
    expect(brought[0] === element).to.be.true;
  });
});

describe('an element that takes no return', () => {
  it('stays where it is, whatever it shows', async () => {
    const element = await aReadyCheckout();
    await openWindow(element);
    portOne.resolves();
    await reaches(element, 'paid');
    await nextFrames();
    expect(brought).to.have.length(0);
  });

  it('stays where it is with what the browser keeps', async () => {
    orderedEarlier({ phase: 'waits', announced: 'issued' });
    shop.server.complete = [answers(200, aPayment({ status: 'VIRTUAL_ACCOUNT_ISSUED' }))];
    const element = await aCheckoutElement();
    await reaches(element, 'issued');
    await nextFrames();
    expect(brought).to.have.length(0);
  });
});
