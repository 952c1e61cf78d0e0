import { expect } from '@open-wc/testing';
import { formatPrice } from '../../../component/i18n/format-price.ts';

describe('formatPrice', () => {
  it('writes won as Koreans do, and with its sign in other languages', () => {
    expect(
      [0, 999, 1000, 29900, 1234567890].map((amount) => formatPrice(amount, 'KRW', 'ko-KR')),
    ).to.deep.equal(['0원', '999원', '1,000원', '29,900원', '1,234,567,890원']);
    expect(formatPrice(1000, 'KRW', 'en')).to.equal('₩1,000');
  });

  it('reads amounts in the currency’s own minor unit', () => {
    expect(formatPrice(1050, 'USD', 'en')).to.equal('$10.50');
    expect(formatPrice(1050, 'JPY', 'en')).to.equal('¥1,050');
    expect(formatPrice(1050, 'KWD', 'en')).to.match(/^KWD\s1\.050$/);
  });

  it('follows ISO 4217 where the browser’s data does not', () => {
    expect(formatPrice(1050, 'LAK', 'en')).to.contain('10.50');
  });
});
