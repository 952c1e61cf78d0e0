import { expect } from '@open-wc/testing';
import { aSubject } from '../support/fake-shop.ts';

type PlacedOrders = typeof import('../../../component/checkout/placed-orders.ts');

let visits = 0;
/** Each page has a memory of its own; what they share is what the browser keeps. */
async function aPage(): Promise<PlacedOrders> {
  const address = `/component/checkout/placed-orders.ts?page=${visits++}`;
  return import(address);
}

const DAY_MS = 24 * 60 * 60_000;
const now = Date.parse('2026-12-01T00:00:00Z');
const shoes = aSubject();

function withStorages(functions: Partial<Storage>, act: () => void): void {
  const { getItem, setItem } = Storage.prototype;
  Object.assign(Storage.prototype, functions);
  try {
    act();
  } finally {
    Object.assign(Storage.prototype, { getItem, setItem });
  }
}

describe('the orders that a browser took to a payment window', () => {
  afterEach(() => {
    localStorage.clear();
    sessionStorage.clear();
  });

  it('are known in full to the page that did, and by their item to later ones', async () => {
    const [first, later] = [await aPage(), await aPage()];
    first.rememberOrder('p1', shoes, now);
    expect(first.placedOrder('p1', now)).to.deep.equal(shoes);
    expect(later.placedOrder('p1', now)).to.deep.equal({ itemId: 'shoes' });
    expect(JSON.stringify(localStorage)).to.not.match(/신발|1000/);
  });

  it('are no others', async () => {
    const page = await aPage();
    page.rememberOrder('p1', shoes, now);
    for (const id of ['p2', '', '0', 'constructor', '__proto__', 'length']) {
      expect(page.placedOrder(id, now), id).to.be.undefined;
    }
  });

  it('are the latest twenty, each once', async () => {
    const [first, later] = [await aPage(), await aPage()];
    for (let order = 1; order <= 21; order++) first.rememberOrder(`p${order}`, shoes, now);
    first.rememberOrder('p2', shoes, now);
    first.rememberOrder('p2', shoes, now);
    first.rememberOrder('p22', shoes, now);
    const known = Array.from({ length: 22 }, (_, index) => `p${index + 1}`).filter((id) =>
      later.placedOrder(id, now),
    );
    expect(known).to.have.length(20);
    expect(known).to.include.members(['p2', 'p22']).and.not.include('p3');
  });

  it('are forgotten after a month', async () => {
    const [first, later] = [await aPage(), await aPage()];
    first.rememberOrder('p1', shoes, now);
    expect(later.placedOrder('p1', now + 30 * DAY_MS)).to.exist;
    expect(later.placedOrder('p1', now + 32 * DAY_MS)).to.be.undefined;
    first.rememberOrder('p2', shoes, now + 32 * DAY_MS);
    expect(JSON.stringify(localStorage)).to.not.contain('"p1');
  });

  it('are kept for the tab where there is no more room for good', async () => {
    const [first, later] = [await aPage(), await aPage()];
    const { setItem } = Storage.prototype;
    const isFull = function (this: Storage, key: string, value: string) {
      if (this === localStorage) throw new DOMException('full', 'QuotaExceededError');
      setItem.call(this, key, value);
    };
    withStorages({ setItem: isFull }, () => first.rememberOrder('p1', shoes, now));
    expect(localStorage).to.have.length(0);
    expect(later.placedOrder('p1', now)).to.deep.equal({ itemId: 'shoes' });
  });

  it('are known to the page alone where a browser keeps nothing', async () => {
    const [first, later] = [await aPage(), await aPage()];
    const forbids = () => {
      throw new DOMException('no', 'SecurityError');
    };
    withStorages({ getItem: forbids, setItem: forbids }, () => {
      first.rememberOrder('p1', shoes, now);
      expect(first.placedOrder('p1', now)).to.deep.equal(shoes);
      expect(later.placedOrder('p1', now)).to.be.undefined;
    });
  });

  for (const kept of ['{', 'null', '{"p1":1}', '[null,1,"p1",{"paymentId":"p1"}]', '']) {
    it(`are none where something else is kept in their place: ${kept}`, async () => {
      localStorage.setItem('portone-checkout:orders', kept);
      const page = await aPage();
      expect(page.placedOrder('p1', now)).to.be.undefined;
      page.rememberOrder('p2', shoes, now);
      expect((await aPage()).placedOrder('p2', now)).to.exist;
    });
  }
});
