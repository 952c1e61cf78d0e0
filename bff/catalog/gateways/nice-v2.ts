import {
  depositNotices,
  type Gateway,
  iframeThenRedirection,
  observedWindows,
  page,
  sdk,
  statedBy,
  toldOfDeposits,
} from './gateway.ts';

export const niceV2: Gateway = {
  pgProvider: 'NICE_V2',
  name: 'NICE Payments',
  bypass: 'nice_v2',
  rules: [
    ...statedBy(page('nice-v2'), [
      {
        kind: 'payMethods',
        allowed: ['CARD', 'TRANSFER', 'VIRTUAL_ACCOUNT', 'MOBILE', 'GIFT_CERTIFICATE', 'EASY_PAY'],
      },
      { kind: 'currencies', allowed: ['KRW', 'USD'] },
      { kind: 'orderName', bytes: 40, effect: 'stop' },
      { kind: 'orderName', without: '%&|$-+=[]', effect: 'stop' },
      { kind: 'orderName', without: '()', effect: 'warn' },
      {
        kind: 'required',
        option: 'virtualAccount.accountExpiry',
        when: { payMethods: ['VIRTUAL_ACCOUNT'] },
      },
      {
        kind: 'required',
        option: 'card.installment.monthOption.fixedMonth',
        when: { has: 'card.cardCompany' },
        why: 'it takes a card company only together with it; 0 is paying at once',
      },
      {
        kind: 'unwanted',
        option: 'card.cardCompany',
        effect: 'stop',
        when: { is: { 'card.cardCompany': ['TOSS_BANK'] } },
        why: 'it cannot open Toss Bank’s window',
      },
      {
        kind: 'unwanted',
        option: 'card.installment.monthOption',
        effect: 'warn',
        when: { lacks: 'card.cardCompany' },
        why: 'on phones it takes it only together with card.cardCompany',
      },
      {
        kind: 'required',
        option: 'giftCertificate.giftCertificateType',
        when: { payMethods: ['GIFT_CERTIFICATE'] },
      },
      {
        kind: 'values',
        option: 'giftCertificate.giftCertificateType',
        allowed: ['CULTURELAND'],
        effect: 'stop',
      },
      {
        kind: 'required',
        option: 'bypass.nice_v2.MallUserID',
        when: { payMethods: ['GIFT_CERTIFICATE'] },
      },
      { kind: 'required', option: 'easyPay.easyPayProvider', when: { payMethods: ['EASY_PAY'] } },
      {
        kind: 'required',
        option: 'easyPay.cashReceiptType',
        when: {
          is: {
            'easyPay.easyPayProvider': ['NAVERPAY'],
            'easyPay.availablePayMethods': ['CHARGE'],
          },
        },
        why: 'NaverPay’s points need a cash receipt',
      },
      {
        kind: 'required',
        option: 'easyPay.cashReceiptType',
        when: {
          is: {
            'easyPay.easyPayProvider': ['SSGPAY'],
            'easyPay.availablePayMethods': ['TRANSFER'],
          },
        },
        why: 'SSG Pay’s bank transfer needs a cash receipt',
      },
      {
        kind: 'unwanted',
        option: 'easyPay.installment.monthOption.availableMonthList',
        effect: 'stop',
        when: {
          is: {
            'easyPay.easyPayProvider': [
              'KAKAOPAY',
              'SAMSUNGPAY',
              'SKPAY',
              'SSGPAY',
              'APPLEPAY',
              'LPAY',
            ],
          },
        },
        why: 'this easy payment takes no list of months through it',
      },
      {
        kind: 'unwanted',
        option: 'easyPay.installment.monthOption.fixedMonth',
        effect: 'stop',
        when: {
          is: {
            'easyPay.easyPayProvider': ['SAMSUNGPAY', 'SKPAY', 'SSGPAY', 'APPLEPAY', 'LPAY'],
          },
        },
        why: 'this easy payment takes no fixed month through it',
      },
      {
        kind: 'unwanted',
        option: 'easyPay.installment.monthOption.fixedMonth',
        effect: 'stop',
        when: {
          lacks: 'easyPay.availableCards',
          is: { 'easyPay.easyPayProvider': ['KAKAOPAY', 'NAVERPAY', 'PAYCO'] },
        },
        why: 'this easy payment takes a fixed month only together with a card company',
      },
      ...['easyPay.installment.freeInstallmentPlans', 'easyPay.useFreeInterestFromMall'].map(
        (option) => ({
          kind: 'unwanted' as const,
          option,
          effect: 'stop' as const,
          when: {
            is: { 'easyPay.easyPayProvider': ['KAKAOPAY', 'NAVERPAY', 'APPLEPAY', 'LPAY'] },
          },
          why: 'the shop cannot pay the interest of this easy payment',
        }),
      ),
      {
        kind: 'unwanted',
        option: 'easyPay.availableCards',
        effect: 'stop',
        when: {
          is: {
            'easyPay.easyPayProvider': ['SAMSUNGPAY', 'SKPAY', 'SSGPAY', 'APPLEPAY', 'LPAY'],
          },
        },
        why: 'this easy payment cannot be opened for a card company',
      },
      {
        kind: 'limit',
        what: 'does not support transfers in Safari',
        when: { payMethods: ['TRANSFER'] },
      },
      {
        kind: 'required',
        option: 'transfer.cashReceiptType',
        when: { payMethods: ['TRANSFER'], is: { 'bypass.nice_v2.DirectShowOpt': ['BANK'] } },
      },
      {
        kind: 'unwanted',
        option: 'transfer.cashReceiptType',
        effect: 'stop',
        when: { lacks: 'bypass.nice_v2.DirectShowOpt' },
        why: 'it takes it only together with bypass.nice_v2.DirectShowOpt',
      },
      {
        kind: 'unwanted',
        option: 'bypass.nice_v2.DirectShowOpt',
        effect: 'stop',
        when: { payMethods: ['TRANSFER'], is: { isEscrow: [true] } },
        why: 'a transfer with escrow cannot be opened directly',
      },
      {
        kind: 'unwanted',
        option: 'transfer.bankCode',
        effect: 'warn',
        why: 'it opens BankPay; for a direct call there is bypass.nice_v2.DirectShowOpt',
      },
    ]),
    ...statedBy(`${page('nice-v2')}; ${sdk('PaymentRequestUnionEasyPay')}`, [
      {
        kind: 'required',
        option: 'easyPay.availablePayMethods',
        when: { payMethods: ['EASY_PAY'], is: { 'easyPay.easyPayProvider': ['NAVERPAY'] } },
        why: 'NaverPay has a window for cards (CARD) and one for points and money (CHARGE)',
      },
    ]),
    ...statedBy(depositNotices, [
      toldOfDeposits('nicepay-v2', 'in its admin under 가맹점정보 > 기본정보 > 결제데이터통보'),
    ]),
    ...statedBy(observedWindows, [{ ...iframeThenRedirection, effect: 'warn' }]),
  ],
};
