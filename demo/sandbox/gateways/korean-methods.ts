import type { PayMethod } from './gateway.ts';

export const everyKoreanMethod: readonly PayMethod[] = [
  'CARD',
  'TRANSFER',
  'VIRTUAL_ACCOUNT',
  'MOBILE',
  'GIFT_CERTIFICATE',
  'EASY_PAY',
];

export const withoutGiftCertificates = everyKoreanMethod.filter(
  (name) => name !== 'GIFT_CERTIFICATE',
);
