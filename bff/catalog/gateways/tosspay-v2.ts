import {
  type Gateway,
  observedWindows,
  orderNames,
  page,
  popupThenRedirection,
  statedBy,
} from './gateway.ts';

export const tosspayV2: Gateway = {
  pgProvider: 'TOSSPAY_V2',
  name: 'TossPay',
  bypass: 'tosspay_v2',
  rules: [
    ...statedBy(page('tosspay-v2'), [
      { kind: 'payMethods', allowed: ['EASY_PAY'] },
      { kind: 'currencies', allowed: ['KRW'] },
      {
        kind: 'unwanted',
        option: 'easyPay.cashReceiptType',
        effect: 'warn',
        why: 'it issues the receipt that the buyer has set in its app',
      },
      {
        kind: 'unwanted',
        option: 'bypass.tosspay_v2.expiredTime',
        effect: 'warn',
        why: 'it is a moment at most 60 minutes ahead, and a catalog is written once',
      },
    ]),
    ...statedBy(orderNames, [
      { kind: 'orderName', letters: 255, effect: 'stop' },
      { kind: 'orderName', without: '\\,', effect: 'stop' },
    ]),
    ...statedBy(observedWindows, [{ ...popupThenRedirection, effect: 'warn' }]),
  ],
};
