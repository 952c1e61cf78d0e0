import { type Gateway, iframeThenRedirection, orderNames, page, sdk, statedBy } from './gateway.ts';

export const kakaopay: Gateway = {
  pgProvider: 'KAKAOPAY',
  name: 'KakaoPay',
  bypass: 'kakaopay',
  rules: [
    ...statedBy(page('kakaopay'), [
      { kind: 'payMethods', allowed: ['EASY_PAY'] },
      { kind: 'currencies', allowed: ['KRW'] },
      { ...iframeThenRedirection, effect: 'stop' },
      { kind: 'values', option: 'locale', allowed: ['KO_KR'], effect: 'warn' },
      { kind: 'values', option: 'easyPay.easyPayProvider', allowed: ['KAKAOPAY'], effect: 'warn' },
      {
        kind: 'values',
        option: 'easyPay.availableCards',
        allowed: [
          'SHINHAN_CARD',
          'KOOKMIN_CARD',
          'HYUNDAI_CARD',
          'LOTTE_CARD',
          'SAMSUNG_CARD',
          'NH_CARD',
          'BC_CARD',
          'HANA_CARD',
          'CITI_CARD',
          'KAKAO_BANK',
        ],
        effect: 'stop',
      },
      {
        kind: 'unwanted',
        option: 'easyPay.installment.monthOption.availableMonthList',
        effect: 'stop',
        why: 'of the installment options it takes monthOption.fixedMonth only',
      },
      {
        kind: 'unwanted',
        option: 'easyPay.installment.freeInstallmentPlans',
        effect: 'stop',
        why: 'of the installment options it takes monthOption.fixedMonth only',
      },
      {
        kind: 'minimum',
        amount: 50_000,
        currency: 'KRW',
        effect: 'warn',
        when: { has: 'easyPay.installment.monthOption.fixedMonth' },
        why: 'a fixed month keeps check cards out, below that amount as well',
      },
      {
        kind: 'unwanted',
        option: 'isEscrow',
        effect: 'stop',
        why: 'PortOne would note it down and no escrow would take place',
      },
      {
        kind: 'unwanted',
        option: 'isCulturalExpense',
        effect: 'warn',
        why: 'PortOne notes it down, and no tax deduction comes of it',
      },
      {
        kind: 'unwanted',
        option: 'productType',
        effect: 'warn',
        why: 'PortOne notes it down, and that is all',
      },
    ]),
    ...statedBy(orderNames, [{ kind: 'orderName', letters: 100, effect: 'stop' }]),
    ...statedBy('PortOne’s quick guide, as noted in issue 3', [
      {
        kind: 'unwanted',
        option: 'appScheme',
        effect: 'warn',
        why: 'it takes it on iOS only',
      },
    ]),
    ...statedBy(sdk('PaymentRequestUnionEasyPay'), [
      { kind: 'unwanted', option: 'easyPay.useInstallment', effect: 'warn' },
    ]),
  ],
};
