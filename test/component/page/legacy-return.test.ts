import { expect } from '@open-wc/testing';
import {
  isLegacyOrder,
  legacyRedirectUrl,
  takeLegacyReturn,
} from '../../../component/page/legacy-return.ts';

const before = location.href;

/** A page that was opened with this query. */
function opened(query: string) {
  history.replaceState({ page: 'state' }, '', new URL(query, before).href);
  return takeLegacyReturn();
}

const addressNow = () => location.search + location.hash;

describe('the address of a page of 0.1 that a payment comes back to', () => {
  afterEach(() => history.replaceState(null, '', before));

  it('is recognised by item and payment, and is the page’s own again', () => {
    const back = opened('?mine=1&portone-checkout=shoes&paymentId=p1&txId=t#here');
    expect(back).to.deep.include({ itemId: 'shoes', paymentId: 'p1' });
    expect(addressNow()).to.equal('?mine=1#here');
    expect(history.state).to.deep.equal({ page: 'state' });
  });

  it('brings no result along where the window was left by going back, or by a reload', () => {
    expect(opened('?portone-checkout=shoes&paymentId=p1&portone-checkout-open')).to.deep.equal({
      itemId: 'shoes',
      paymentId: 'p1',
      end: 'silent',
    });
    expect(addressNow()).to.equal('');
  });

  it('keeps every character that neither PortOne nor 0.1 added', () => {
    opened(
      '?a=b%20c&flag&portone-checkout=x&paymentId=p&transactionType=PAYMENT&txId=t&code=c&message=m&pgCode=1&pgMessage=2&paymentToken=3&d=1+2#part',
    );
    expect(addressNow()).to.equal('?a=b%20c&flag&d=1+2#part');
  });

  it('keeps none of several of the same name, however it is written', () => {
    opened(
      '?portone-checkout=x&paymentId=a&x=1&paymentId=b&%70aymentId=c&pgMessage=d&pgMessage&pg%4Dessage=e',
    );
    expect(addressNow()).to.equal('?x=1');
  });

  for (const query of [
    '?code=oauth-code&state=1',
    '?code=EVIL&message=EVIL&pgMessage=EVIL&paymentId=mine',
    '?portone-checkout=shoes',
    '?portone-checkout=&paymentId=p1',
    '?paymentId=p1',
    '?paymentId=p1&transactionType=PAYMENT',
    '?portone-checkout=shoes&paymentId=',
    '?portone-checkout=shoes&paymentId=<b>p1</b>',
    '?portone-checkout=shoes&paymentId=p1%20p2',
    '?portone-checkout=shoes&paymentId=..%2Fp1',
    `?portone-checkout=shoes&paymentId=${'p'.repeat(65)}`,
    '#?portone-checkout=shoes&paymentId=p1',
  ]) {
    it(`is not seen in ${query}, which stays as it is`, () => {
      expect(opened(query)).to.be.undefined;
      expect(location.href).to.equal(new URL(query, before).href);
    });
  }
});

describe('the address for a payment whose server has no route for returns', () => {
  it('is the page’s own, without its fragment or an earlier result', () => {
    const page = 'https://shop.example/buy?size=280&code=X&portone-checkout=old#top';
    expect(legacyRedirectUrl('a&b', page)).to.equal(
      'https://shop.example/buy?size=280&portone-checkout=a%26b',
    );
    expect(legacyRedirectUrl('shoes', 'https://shop.example/buy')).to.equal(
      'https://shop.example/buy?portone-checkout=shoes',
    );
  });
});

describe('the orders that 0.1 kept in a browser', () => {
  const kept = 'portone-checkout:orders';
  afterEach(() => {
    localStorage.clear();
    sessionStorage.clear();
  });

  it('are known by their ids, for the item that each is of', () => {
    const until = Date.now() + 60_000;
    localStorage.setItem(kept, JSON.stringify([{ paymentId: 'p1', itemId: 'shoes', until }]));
    expect(isLegacyOrder('p1', 'shoes')).to.be.true;
    expect(isLegacyOrder('p1', 'hat')).to.be.false;
    for (const id of ['p2', '', '0', 'constructor', '__proto__', 'length']) {
      expect(isLegacyOrder(id, 'shoes'), id).to.be.false;
    }
  });

  it('are known in the tab where the browser had no more room', () => {
    const until = Date.now() + 60_000;
    sessionStorage.setItem(kept, JSON.stringify([{ paymentId: 'p1', itemId: 'shoes', until }]));
    expect(isLegacyOrder('p1', 'shoes')).to.be.true;
  });

  it('are forgotten after their time', () => {
    const until = Date.now() - 1;
    localStorage.setItem(kept, JSON.stringify([{ paymentId: 'p1', itemId: 'shoes', until }]));
    expect(isLegacyOrder('p1', 'shoes')).to.be.false;
  });

  for (const other of ['{', 'null', '1', '{"p1":1}', '[null,1,"p1",{"paymentId":"p1"}]', '']) {
    it(`are none where something else is in their place: ${other}`, () => {
      localStorage.setItem(kept, other);
      expect(isLegacyOrder('p1', 'shoes')).to.be.false;
    });
  }
});
