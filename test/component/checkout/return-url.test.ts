import { expect } from '@open-wc/testing';
import {
  readRedirectReturn,
  redirectUrlFor,
  withoutResult,
} from '../../../component/checkout/return-url.ts';

const shop = (query: string) => new URL(`https://shop.example/buy${query}`);

describe('a redirect back from the payment window', () => {
  it('is recognised by our marker and a paymentId', () => {
    expect(readRedirectReturn(shop('?portone-checkout=shoes&paymentId=p1&txId=t'))).to.deep.include(
      {
        itemId: 'shoes',
        paymentId: 'p1',
      },
    );
  });

  it('is recognised without the marker where PortOne says that it is a payment', () => {
    expect(readRedirectReturn(shop('?paymentId=p1&transactionType=PAYMENT'))).to.include({
      itemId: undefined,
    });
  });

  it('brings no outcome along where the window was left by going back, or by a reload', () => {
    const left = shop('?portone-checkout=shoes&paymentId=p1&portone-checkout-open');
    expect(readRedirectReturn(left)).to.deep.equal({
      itemId: 'shoes',
      paymentId: 'p1',
      end: 'silent',
    });
    expect(redirectUrlFor('shoes', left)).to.equal(
      'https://shop.example/buy?portone-checkout=shoes',
    );
  });

  for (const query of [
    '?code=oauth-code&state=1',
    '?portone-checkout=shoes',
    '?paymentId=p1',
    '?paymentId=p1&transactionType=IDENTITY_VERIFICATION',
    '?portone-checkout=shoes&paymentId=',
    '?portone-checkout=shoes&paymentId=<b>p1</b>',
    '?portone-checkout=shoes&paymentId=p1%20p2',
    '?portone-checkout=shoes&paymentId=..%2Fp1',
    `?portone-checkout=shoes&paymentId=${'p'.repeat(65)}`,
  ]) {
    it(`is not seen in ${query}`, () => {
      expect(readRedirectReturn(shop(query))).to.be.undefined;
    });
  }

  it('leaves every other character of the address as it was', () => {
    const url = shop(
      '?a=b%20c&flag&portone-checkout=x&paymentId=p&transactionType=PAYMENT&txId=t&code=c&message=m&pgCode=1&pgMessage=2&paymentToken=3&d=1+2#part',
    );
    expect(withoutResult(url).href).to.equal('https://shop.example/buy?a=b%20c&flag&d=1+2#part');
  });

  it('leaves none of several of the same name, however it is written', () => {
    const url = shop(
      '?paymentId=a&x=1&paymentId=b&%70aymentId=c&pgMessage=d&pgMessage&pg%4Dessage=e',
    );
    expect(withoutResult(url).href).to.equal('https://shop.example/buy?x=1');
  });

  it('is asked for with the page’s own query, without its hash or an earlier result', () => {
    expect(redirectUrlFor('a&b', shop('?size=280&code=X&portone-checkout=old#top'))).to.equal(
      'https://shop.example/buy?size=280&portone-checkout=a%26b',
    );
    expect(redirectUrlFor('shoes', shop(''))).to.equal(
      'https://shop.example/buy?portone-checkout=shoes',
    );
  });
});
