import { expect, fixture, html } from '@open-wc/testing';
import { definePortoneCheckout } from '../../component/define.ts';
import { PortoneCheckout } from '../../component/portone-checkout.ts';
import { eventsOf, openWindow, portOne, reaches, useShop } from './support/checkout-fixture.ts';
import { anOrder, answers, aPayment } from './support/fake-shop.ts';

const shop = useShop();

describe('the element under another name', () => {
  it('pays beside the one of the usual name', async () => {
    definePortoneCheckout('my-checkout');
    definePortoneCheckout('your-checkout');
    const page = await fixture(html`<div>
      <my-checkout item-id="shoes" locale="ko"></my-checkout>
      <your-checkout item-id="hat" locale="ko"></your-checkout>
      <portone-checkout item-id="scarf" locale="ko"></portone-checkout>
    </div>`);
    for (const element of page.children as Iterable<Element>) {
      const itemId = element.getAttribute('item-id') ?? '';
      shop.server.order = [answers(201, anOrder({ itemId, paymentId: itemId }))];
      shop.server.complete = [answers(200, aPayment({ itemId, paymentId: itemId }))];
      if (!(element instanceof PortoneCheckout)) throw new Error(`${element.localName} is unknown`);
      await reaches(element, 'ready');
      const events = eventsOf(element);
      await openWindow(element);
      portOne.resolves();
      await reaches(element, 'paid');
      expect(events.map(({ type }) => type)).to.deep.equal([
        'portone-checkout-start',
        'portone-checkout-paid',
      ]);
    }
  });

  it('leaves a name that is taken', () => {
    const theirs = class extends HTMLElement {};
    customElements.define('their-checkout', theirs);
    definePortoneCheckout('their-checkout');
    definePortoneCheckout();
    expect(customElements.get('their-checkout')).to.equal(theirs);
    expect(customElements.get('portone-checkout')).to.equal(PortoneCheckout);
  });
});
