import { type Gateway, ignored, page, popupThenRedirection, statedBy } from './gateway.ts';

export const naverpay: Gateway = {
  pgProvider: 'NAVERPAY',
  name: 'NaverPay',
  bypass: 'naverpay',
  rules: statedBy(page('naverpay'), [
    { kind: 'payMethods', allowed: ['EASY_PAY'] },
    { kind: 'currencies', allowed: ['KRW'] },
    { ...popupThenRedirection, effect: 'stop' },
    { kind: 'values', option: 'locale', allowed: ['KO_KR'], effect: 'warn' },
    { kind: 'values', option: 'easyPay.easyPayProvider', allowed: ['NAVERPAY'], effect: 'warn' },
    { kind: 'minimum', amount: 100, currency: 'KRW', effect: 'stop' },
    {
      kind: 'required',
      option: 'bypass.naverpay.productItems',
      effect: 'warn',
      why: 'it reads what is bought from there, and not from products',
    },
    ...ignored(['easyPay.installment', 'easyPay.availableCards']),
  ]),
};
