import type { PaymentRequest } from '@portone/browser-sdk/v2';

const PORTONE_LOCALES: Partial<Record<string, PaymentRequest['locale']>> = {
  ko: 'KO_KR',
  en: 'EN_US',
  ja: 'JA_JP',
};

/**
 * The payment window's language; none where PortOne's gateways are better left to their default.
 *
 * @param locale a BCP 47 tag
 */
export function sdkLocaleOf(locale: string): PaymentRequest['locale'] {
  return PORTONE_LOCALES[locale.replace(/-.*/, '')];
}
