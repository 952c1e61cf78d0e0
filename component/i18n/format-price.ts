import type { Currency } from '../api/contract.ts';

/**
 * ISO 4217's currencies without a minor unit, and with one of thousandths; the others have
 * hundredths, but for units of account, in which no payment is made. Not asked of `Intl`, whose data
 * differs (`AFN`, `IRR`, `LAK` …).
 */
const WHOLE = 'KRW JPY BIF CLP DJF GNF ISK KMF PYG RWF UGX VND VUV XAF XOF XPF';
const THOUSANDTHS = 'BHD IQD JOD KWD LYD OMR TND';

/** How many digits the currency's minor unit is behind its point. */
export function minorDigitsOf(currency: Currency): number {
  return WHOLE.includes(currency) ? 0 : THOUSANDTHS.includes(currency) ? 3 : 2;
}

/**
 * @param amount in the currency's minor unit
 * @param locale a BCP 47 tag
 */
export function formatPrice(amount: number, currency: Currency, locale: string): string {
  // Koreans read and write 1,000원. Intl knows only ₩1,000, and takes a slow phone as long as drawing a card.
  if (currency === 'KRW' && locale.startsWith('ko')) {
    return `${String(amount).replace(/\B(?=(\d{3})+$)/g, ',')}원`;
  }
  const digits = minorDigitsOf(currency);
  return new Intl.NumberFormat(locale, {
    style: 'currency',
    currency,
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  }).format(amount / 10 ** digits);
}
