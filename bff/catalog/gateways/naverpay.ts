import {
  type Gateway,
  ignored,
  orderNames,
  page,
  popupThenRedirection,
  statedBy,
} from './gateway.ts';

export const naverpay: Gateway = {
  pgProvider: 'NAVERPAY',
  name: 'NaverPay',
  bypass: 'naverpay',
  rules: [
    ...statedBy(page('naverpay'), [
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
        why: 'their categoryType and categoryId say what kind of goods is sold. Without any, PRODUCT and GENERAL are sent',
      },
      { kind: 'productItems' },
      { kind: 'set', option: 'bypass.naverpay.productItems.name', from: 'the order’s product' },
      { kind: 'set', option: 'bypass.naverpay.productItems.count', from: 'the order’s product' },
      {
        kind: 'set',
        option: 'orderName',
        from: 'the order’s first product: it adds by itself how many more there are',
      },
      ...ignored(['easyPay.installment', 'easyPay.availableCards']),
    ]),
    ...statedBy(orderNames, [{ kind: 'orderName', letters: 128, effect: 'stop' }]),
  ],
};
