import { expect } from '@open-wc/testing';
import { readMark, takeMark } from '../../../component/page/return-mark.ts';

const MARK = 'abcdefghijklmnopqrstuvwxyz';
const OTHER = 'zyxwvutsrqponmlkjihgfedcba';

/** As the server writes it: last in the query, and with a fragment in any case. */
function marked(page: string): string {
  const [address = '', ...fragment] = page.split('#');
  const pair = `${address.includes('?') ? '&' : '?'}portone-checkout=${MARK}`;
  return `${address}${pair}#${fragment.join('#')}`;
}

describe('the mark in the address of a page', () => {
  for (const page of [
    'https://shop.example/',
    'https://shop.example/buy',
    'https://shop.example/buy/?',
    'https://shop.example/buy?size=280',
    'https://shop.example/buy?size=280&color=red#reviews',
    'https://shop.example/buy?b=2&a=1&b=1',
    'https://shop.example/buy?flag&=&&x=1&',
    'https://shop.example/buy?a=b%20c&d=1+2&e=%zz&f=%ED%95%9C',
    'https://shop.example/buy;v=1?x[]=1&x[]=2',
    'https://shop.example/#/items/7',
    'https://shop.example/#!/items/7?tab=2&portone-checkout',
    `https://shop.example/buy#portone-checkout=${OTHER}`,
    `https://shop.example/buy?x=1#/route?portone-checkout=${OTHER}&y=2`,
    'https://shop.example/buy?paymentId=mine&code=oauth&message=hello&txId=7',
    'https://shop.example/buy?portone-checkout=shoes&portone-checkout=',
    `https://shop.example/buy?portone-checkout=${OTHER}`,
    `https://shop.example/buy?portone-checkout=${OTHER}&portone-checkout=${OTHER}&z#top`,
    `https://shop.example/buy?next=/cart?portone-checkout=${OTHER}`,
    'https://shop.example/buy?next=https%3A%2F%2Fa.example%2F%3Fportone-checkout%3Dx#a#b',
    'https://xn--9n2bp8q.example/%EC%8B%A0%EB%B0%9C?%EC%83%89=%EB%B9%A8%EA%B0%95',
  ]) {
    it(`goes, and every other character stays: ${page}`, () => {
      expect(readMark(marked(page))).to.deep.equal({ mark: MARK, href: page });
    });
  }

  it('leaves no fragment behind that only the server wrote', () => {
    expect(readMark(marked('https://shop.example/buy#'))?.href).to.equal(
      'https://shop.example/buy',
    );
  });

  it('is found where something else was added after it', () => {
    for (const [before, after] of [
      [`?portone-checkout=${MARK}&fbclid=1`, '?fbclid=1'],
      [`?a=1&portone-checkout=${MARK}&fbclid=1#top`, '?a=1&fbclid=1#top'],
      [`?portone-checkout=${MARK}&`, '?'],
    ] as const) {
      expect(readMark(`https://shop.example/buy${before}`)).to.deep.equal({
        mark: MARK,
        href: `https://shop.example/buy${after}`,
      });
    }
  });

  for (const query of [
    '',
    '?portone-checkout',
    '?portone-checkout=shoes&paymentId=p1',
    `?portone-checkout=${MARK.slice(1)}`,
    `?portone-checkout=${MARK}a`,
    `?portone-checkout=${MARK.toUpperCase()}`,
    `?portone-checkout=${MARK.slice(1)}1`,
    `?my-portone-checkout=${MARK}`,
    `?q=portone-checkout=${MARK}`,
    `#portone-checkout=${MARK}`,
    `#?portone-checkout=${MARK}`,
    `#/route&portone-checkout=${MARK}`,
    `?%70ortone-checkout=${MARK}`,
  ]) {
    it(`is not seen in "${query}"`, () => {
      expect(readMark(`https://shop.example/buy${query}`)).to.be.undefined;
    });
  }
});

describe('a page that is opened with a mark', () => {
  const before = location.href;
  afterEach(() => history.replaceState(null, '', before));

  it('has its own address, and its own state, as soon as the mark is taken', () => {
    const own = new URL('?code=oauth&paymentId=mine#/route', before).href;
    const entries = history.length;
    history.replaceState({ page: 'state' }, '', marked(own));
    expect(takeMark()).to.equal(MARK);
    expect(location.href).to.equal(own);
    expect(history.state).to.deep.equal({ page: 'state' });
    expect(history.length).to.equal(entries);
    expect(takeMark()).to.be.undefined;
  });

  it('is cleaned in a frame too, which gets no mark', async () => {
    const frame = document.createElement('iframe');
    const path = '/test/component/support/empty-script.js?mine=1';
    frame.src = `${path}&portone-checkout=${MARK}#`;
    const loaded = new Promise((resolve) => frame.addEventListener('load', resolve));
    document.body.append(frame);
    await loaded;
    const framed = frame.contentDocument as Document;
    const script = framed.createElement('script');
    script.type = 'module';
    script.textContent = `
      import { page } from '/component/page/page.ts';
      dispatchEvent(new CustomEvent('opened', { detail: { mark: page.mark, href: location.href } }));
    `;
    const opened = new Promise<Event>((resolve) =>
      frame.contentWindow?.addEventListener('opened', resolve),
    );
    framed.documentElement.append(script);
    const { detail } = (await opened) as CustomEvent<unknown>;
    expect(detail).to.deep.equal({ mark: undefined, href: new URL(path, location.href).href });
    frame.remove();
  });
});
