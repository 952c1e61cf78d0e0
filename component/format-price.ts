import type { Currency } from './contract.ts';

/** ISO 4217's minor units other than 2. Not asked of `Intl`, whose data differs (`AFN`, `IRR`, `LAK` …). */
const MINOR_UNITS: Record<number, string> = {
  0: 'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF',
  3: 'BHD IQD JOD KWD LYD OMR TND',
  4: 'CLF UYW',
};

/**
 * @param amount in the currency's minor unit
 * @param locale a BCP 47 tag
 */
export function formatPrice(amount: number, currency: Currency, locale: string): string {
  const digits = minorUnit(currency);
  const value = amount / 10 ** digits;
  const fraction = { minimumFractionDigits: digits, maximumFractionDigits: digits };
  // Koreans read and write 1,000원; Intl knows only ₩1,000.
  if (currency === 'KRW' && locale.startsWith('ko')) {
    return `${new Intl.NumberFormat(locale, fraction).format(value)}원`;
  }
  return new Intl.NumberFormat(locale, { style: 'currency', currency, ...fraction }).format(value);
}

function minorUnit(currency: string): number {
  const entry = Object.entries(MINOR_UNITS).find(([, codes]) => codes.includes(currency));
  return entry ? Number(entry[0]) : 2;
}
