import { expect } from '@open-wc/testing';
import type { KeptOrder } from '../../../component/page/kept-orders.ts';
import { useBrowserStorage } from '../support/browser-storage.ts';
import { aSubject } from '../support/fake-shop.ts';
import { usePageClocks } from '../support/page-clocks.ts';

type KeptOrders = typeof import('../../../component/page/kept-orders.ts');

let visits = 0;
/** Each page has a memory of its own; what they share is what the browser keeps. */
async function aPage(): Promise<KeptOrders> {
  const address = `/component/page/kept-orders.ts?page=${visits++}`;
  return import(address);
}

const clocks = usePageClocks();
const storageIs = useBrowserStorage();

const HOUR_MS = 60 * 60_000;
const anOrder = (paymentId: string, fields: Partial<KeptOrder> = {}): KeptOrder => ({
  v: 1,
  server: 'https://pay.example',
  paymentId,
  secret: `secret-of-${paymentId}`,
  phase: 'open',
  savedAt: Date.now(),
  keep: 7_200,
  ...aSubject(),
  ...fields,
});
const idsOf = (page: KeptOrders) => page.keptOrders().map(({ paymentId }) => paymentId);

/** As a page that a browser opens in a new entry of its history. */
const newEntry = () => history.replaceState(null, '');

afterEach(() => {
  newEntry();
  localStorage.clear();
  sessionStorage.clear();
});

describe('the orders that a browser keeps', () => {
  it('are known to later pages as they were kept, and none else', async () => {
    const [first, later] = [await aPage(), await aPage()];
    const order = anOrder('p1');
    first.keepOrder(order);
    expect(later.keptOrders()).to.deep.equal([order]);
    for (const id of ['p2', '', '0', 'constructor', '__proto__', 'length']) {
      expect(later.keptOrder(id), id).to.be.undefined;
    }
  });

  it('are of a tab only where it was the tab that took them to a window', async () => {
    const [first, later] = [await aPage(), await aPage()];
    first.keepOrder(anOrder('p1'));
    expect(later.isOfThisTab('p1')).to.be.false;
    first.keepForThisTab('p1');
    expect(later.isOfThisTab('p1')).to.be.true;
    expect(later.isOfThisTab('p2')).to.be.false;
    sessionStorage.clear();
    expect(later.isOfThisTab('p1')).to.be.false;
    expect(idsOf(later)).to.deep.equal(['p1']);
  });

  it('are the latest eight, each once; those that are over go first', async () => {
    const [first, later] = [await aPage(), await aPage()];
    const keep = (paymentId: string, fields?: Partial<KeptOrder>) => {
      clocks.pass(1_000);
      first.keepOrder(anOrder(paymentId, fields));
    };
    keep('waits-1', { phase: 'waits' });
    keep('told-1', { phase: 'told' });
    for (const number of [1, 2, 3, 4, 5, 6]) keep(`open-${number}`);
    keep('open-1');
    expect(idsOf(later)).to.have.length(8);
    keep('open-7');
    expect(idsOf(later)).to.have.length(8).and.include('waits-1').and.not.include('told-1');
    keep('open-8');
    expect(idsOf(later)).to.have.length(8).and.not.include('waits-1');
    expect(idsOf(later)[0]).to.equal('open-8');
  });

  it('are forgotten once their time is over', async () => {
    const [first, later] = [await aPage(), await aPage()];
    first.keepOrder(anOrder('short', { keep: 1_800 }));
    first.keepOrder(anOrder('long'));
    clocks.pass(HOUR_MS);
    expect(idsOf(later)).to.deep.equal(['long']);
    first.keepOrder(anOrder('new'));
    expect(JSON.stringify(localStorage)).to.not.contain('short');
  });

  it('are removed one by one, and leave nothing of ours behind', async () => {
    const [first, later] = [await aPage(), await aPage()];
    first.keepOrder(anOrder('p1'));
    first.keepOrder(anOrder('p2'));
    first.dropOrder('p1');
    expect(idsOf(later)).to.deep.equal(['p2']);
    first.dropOrder('p2');
    expect(JSON.stringify(localStorage)).to.equal('{}');
  });

  it('are kept for the tab where the browser has no room', async () => {
    storageIs('full');
    const [first, later] = [await aPage(), await aPage()];
    first.keepOrder(anOrder('p1'));
    first.keepForThisTab('p1');
    newEntry();
    expect(idsOf(later)).to.deep.equal(['p1']);
    expect(later.isOfThisTab('p1')).to.be.true;
    sessionStorage.clear();
    expect(idsOf(later)).to.deep.equal([]);
  });

  it('are fewer where there is room for fewer', async () => {
    const [first, later] = [await aPage(), await aPage()];
    for (const number of [1, 2, 3]) {
      clocks.pass(1_000);
      first.keepOrder(anOrder(`p${number}`));
    }
    const { setItem } = Storage.prototype;
    const room = localStorage.getItem('portone-checkout')?.length ?? 0;
    Storage.prototype.setItem = function (key, value) {
      if (value.length > room) throw new DOMException('full', 'QuotaExceededError');
      setItem.call(this, key, value);
    };
    clocks.pass(1_000);
    first.keepOrder(anOrder('p4'));
    expect(idsOf(later)).to.deep.equal(['p4', 'p3', 'p2']);
    expect(sessionStorage.getItem('portone-checkout')).to.be.null;
  });

  it('are kept for the tab where the browser forbids more', async () => {
    storageIs('forbidden');
    const [first, later] = [await aPage(), await aPage()];
    first.keepOrder(anOrder('p1'));
    first.keepForThisTab('p1');
    newEntry();
    expect(idsOf(later)).to.deep.equal(['p1']);
    expect(later.isOfThisTab('p1')).to.be.true;
  });

  it('are kept in the entry of the history where a browser stores nothing', async () => {
    storageIs('none');
    history.replaceState({ page: 'state' }, '');
    const [first, later] = [await aPage(), await aPage()];
    first.keepOrder(anOrder('p1'));
    first.keepForThisTab('p1');
    expect(history.state).to.include({ page: 'state' });
    expect(idsOf(later)).to.deep.equal(['p1']);
    expect(later.isOfThisTab('p1')).to.be.true;
    first.dropOrder('p1');
    expect(idsOf(later)).to.deep.equal([]);
    newEntry();
    expect(later.isOfThisTab('p1')).to.be.false;
  });

  for (const state of ['page', 7, [1], new Date(0)]) {
    it(`are known to the page alone where its own state takes no field: ${typeof state}`, async () => {
      storageIs('none');
      history.replaceState(state, '');
      const [first, later] = [await aPage(), await aPage()];
      first.keepOrder(anOrder('p1'));
      first.keepForThisTab('p1');
      expect(history.state).to.deep.equal(state);
      expect(idsOf(first)).to.deep.equal(['p1']);
      expect(first.isOfThisTab('p1')).to.be.true;
      expect(idsOf(later)).to.deep.equal([]);
    });
  }

  it('touch no state of the page where the browser stores them', async () => {
    const state = { page: 'state' };
    history.replaceState(state, '');
    const page = await aPage();
    page.keepOrder(anOrder('p1'));
    page.keepForThisTab('p1');
    page.dropOrder('p1');
    expect(history.state).to.deep.equal(state);
  });

  for (const kept of [
    '{',
    'null',
    '7',
    '"p1"',
    '{"p1":1}',
    '',
    '[null,1,{"paymentId":"p1"}]',
    JSON.stringify([{ ...anOrder('p1'), v: 2 }]),
    JSON.stringify([{ ...anOrder('p1'), itemId: 7 }]),
    JSON.stringify([{ ...anOrder('p1'), savedAt: null }]),
  ]) {
    it(`are none where the page keeps something else in their place: ${kept}`, async () => {
      localStorage.setItem('portone-checkout', kept);
      sessionStorage.setItem('portone-checkout', kept);
      sessionStorage.setItem('portone-checkout:tab', kept);
      history.replaceState({ 'portone-checkout': kept }, '');
      const page = await aPage();
      expect(idsOf(page)).to.deep.equal([]);
      expect(page.isOfThisTab('p1')).to.be.false;
      page.keepOrder(anOrder('p2'));
      page.keepForThisTab('p2');
      const later = await aPage();
      expect(idsOf(later)).to.deep.equal(['p2']);
      expect(later.isOfThisTab('p2')).to.be.true;
    });
  }

  it('are told of by the browser when another tab changes them', async () => {
    const page = await aPage();
    let changes = 0;
    page.watchKeptOrders(() => changes++);
    const otherTab = document.createElement('iframe');
    document.body.append(otherTab);
    /** Resolves once this tab has heard of it, and so have all who listened before. */
    const change = async (key: string) => {
      const isHeard = new Promise((heard) => addEventListener('storage', heard, { once: true }));
      otherTab.contentWindow?.localStorage.setItem(key, `[${Math.random()}]`);
      await isHeard;
    };
    await change('portone-checkout');
    expect(changes).to.equal(1);
    await change('the-page’s-own');
    expect(changes).to.equal(1);
    await change('portone-checkout');
    expect(changes).to.equal(2);
    otherTab.remove();
  });
});
