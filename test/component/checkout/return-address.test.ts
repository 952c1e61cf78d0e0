import { expect } from '@open-wc/testing';
import { redirectUrlOf, returnAddressOf } from '../../../component/checkout/return-address.ts';
import { anOrder } from '../support/fake-shop.ts';

const before = location.href;
const HOSTED = 'https://pay.example/checkout/shoes';
const TOKEN = 'abcdefghijklmnopqrstuvwxyz';

describe('where a buyer comes back to', () => {
  afterEach(() => history.replaceState(null, '', before));

  it('is the very page, with its query and fragment', () => {
    const page = new URL('?code=mine&paymentId=x#/items/7?tab=2', before).href;
    history.replaceState(null, '', page);
    expect(returnAddressOf(undefined)).to.deep.equal({ page });
  });

  it('is the page that the shop names, as an address of its own or beside this one', () => {
    expect(returnAddressOf('https://shop.example/thanks?a=1#b')).to.deep.equal({
      page: 'https://shop.example/thanks?a=1#b',
    });
    expect(returnAddressOf('/thanks')).to.deep.equal({ page: new URL('/thanks', before).href });
  });

  it('is an app’s own address, as it was written', () => {
    expect(returnAddressOf('MyApp://Back?x=1')).to.deep.equal({
      page: null,
      app: 'MyApp://Back?x=1',
    });
  });

  for (const address of [
    'javascript:alert(1)',
    'JavaScript:alert(1)',
    ' javascript:alert(1)',
    'data:text/html,x',
    'blob:https://shop.example/1',
    'file:///etc/passwd',
    'vbscript:x',
    'about:blank',
    'https://',
  ]) {
    it(`is this page where the shop names ${address}`, () => {
      expect(returnAddressOf(address)).to.deep.equal({ page: before });
    });
  }
});

describe('the address that PortOne gets', () => {
  const page = 'https://shop.example/buy?size=280#top';

  it('is the server’s own short one, without query or fragment', () => {
    const order = anOrder({ paymentId: 'p1', returnToken: TOKEN });
    expect(redirectUrlOf(order, 'https://pay.example', { page }, HOSTED)).to.equal(
      `https://pay.example/return/p1${TOKEN}`,
    );
  });

  it('is the app’s where the shop names one', () => {
    const order = anOrder({ returnToken: TOKEN });
    const address = { page: null, app: 'myapp://back' };
    expect(redirectUrlOf(order, 'https://pay.example', address, HOSTED)).to.equal('myapp://back');
  });

  it('is the page with its item where the server is older, or the hosted page without one', () => {
    expect(redirectUrlOf(anOrder(), 'https://pay.example', { page }, HOSTED)).to.equal(
      'https://shop.example/buy?size=280&portone-checkout=shoes',
    );
    expect(redirectUrlOf(anOrder(), 'https://pay.example', { page: null }, HOSTED)).to.equal(
      `${HOSTED}?portone-checkout=shoes`,
    );
  });
});
