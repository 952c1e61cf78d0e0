import { expect } from '@open-wc/testing';
import { dropSentAhead } from '../../../component/api/checkout-api.ts';
import { askItemsAhead } from '../../../component/checkout/ask-items-ahead.ts';
import type { PortoneCheckout } from '../../../component/portone-checkout.ts';
import { reaches, useShop } from '../support/checkout-fixture.ts';
import { isDown } from '../support/fake-shop.ts';

const shop = useShop();

const itemCalls = () => shop.server.calls.filter(({ path }) => path === '/api/items/shoes');

/** An element that is in the page and has asked for nothing yet. */
function anElement(): PortoneCheckout {
  const element = document.createElement('portone-checkout');
  element.itemId = 'shoes';
  element.setAttribute('item-id', 'shoes');
  document.body.append(element);
  return element;
}

describe('askItemsAhead', () => {
  let element: PortoneCheckout;
  beforeEach(() => {
    element = anElement();
    askItemsAhead();
  });
  afterEach(() => element.remove());

  it('has asked before the element does, which takes the answer', async () => {
    expect(itemCalls()).to.have.length(1);
    await reaches(element, 'ready');
    expect(itemCalls()).to.have.length(1);
  });

  it('gives its answer once: what loads later asks for itself', async () => {
    await reaches(element, 'ready');
    const other = anElement();
    await reaches(other, 'ready');
    other.remove();
    expect(itemCalls()).to.have.length(2);
  });

  it('gives no answer that was dropped', async () => {
    dropSentAhead();
    await reaches(element, 'ready');
    expect(itemCalls()).to.have.length(2);
  });

  it('is taken back with the element', async () => {
    await element.updateComplete;
    element.remove();
    expect(itemCalls().map(({ signal }) => signal?.aborted)).to.deep.equal([true]);
  });
});

it('fails as a request of the element does', async () => {
  shop.server.item = [isDown];
  const element = anElement();
  askItemsAhead();
  await reaches(element, 'load-failed');
  expect(itemCalls()).to.have.length(1);
  element.remove();
});
