import {
  depositNotices,
  type Gateway,
  iframeThenRedirection,
  orderNames,
  page,
  sdk,
  statedBy,
  toldOfDeposits,
  type When,
} from './gateway.ts';

const paypal: When = {
  payMethods: ['EASY_PAY'],
  is: { 'easyPay.easyPayProvider': ['PAYPAL'] },
};

export const tosspayments: Gateway = {
  pgProvider: 'TOSSPAYMENTS',
  name: 'Toss Payments',
  bypass: 'tosspayments',
  rules: [
    ...statedBy(page('tosspayments'), [
      {
        kind: 'payMethods',
        allowed: ['CARD', 'TRANSFER', 'VIRTUAL_ACCOUNT', 'MOBILE', 'EASY_PAY', 'GIFT_CERTIFICATE'],
        why: 'its PayPal is EASY_PAY with easyPay.easyPayProvider PAYPAL',
      },
      {
        kind: 'currencies',
        allowed: ['KRW'],
        when: { payMethods: ['CARD', 'TRANSFER', 'VIRTUAL_ACCOUNT', 'MOBILE', 'GIFT_CERTIFICATE'] },
      },
      { ...iframeThenRedirection, effect: 'stop' },
      { kind: 'values', option: 'locale', allowed: ['KO_KR'], effect: 'warn' },
      { kind: 'paymentId', pattern: /^[A-Za-z0-9_-]{6,64}$/ },
      {
        kind: 'required',
        option: 'easyPay.easyPayProvider',
        when: { payMethods: ['EASY_PAY'] },
      },
      {
        kind: 'required',
        option: 'giftCertificate.giftCertificateType',
        when: { payMethods: ['GIFT_CERTIFICATE'] },
      },
      {
        kind: 'values',
        option: 'giftCertificate.giftCertificateType',
        allowed: ['BOOKNLIFE', 'SMART_MUNSANG', 'CULTURELAND'],
        effect: 'stop',
      },
      {
        kind: 'unwanted',
        option: 'card.cardCompany',
        effect: 'warn',
        when: { lacks: 'card.installment.monthOption.fixedMonth' },
        why: 'with a card company and without installment.monthOption.fixedMonth everybody pays at once',
      },
    ]),
    ...statedBy(depositNotices, [
      toldOfDeposits(
        'virtual-account/webhook-event/tosspayments',
        'in its developer centre under 내 개발정보 > 웹훅, for the event DEPOSIT_CALLBACK',
      ),
    ]),
    ...statedBy(orderNames, [{ kind: 'orderName', letters: 100, effect: 'stop' }]),
    ...statedBy(`${page('tosspayments')}; PAYPAL: ${sdk('TosspaymentsPaypal')}`, [
      {
        kind: 'values',
        option: 'easyPay.easyPayProvider',
        allowed: [
          'PAYCO',
          'SAMSUNGPAY',
          'SSGPAY',
          'KAKAOPAY',
          'NAVERPAY',
          'LPAY',
          'TOSSPAY',
          'APPLEPAY',
          'PAYPAL',
        ],
        effect: 'stop',
      },
    ]),
    ...statedBy(page('tosspayments'), [
      {
        kind: 'currencies',
        allowed: ['KRW'],
        when: {
          payMethods: ['EASY_PAY'],
          is: {
            'easyPay.easyPayProvider': [
              'PAYCO',
              'SAMSUNGPAY',
              'SSGPAY',
              'KAKAOPAY',
              'NAVERPAY',
              'LPAY',
              'TOSSPAY',
              'APPLEPAY',
            ],
          },
        },
      },
      { kind: 'currencies', allowed: ['USD'], when: paypal },
      { kind: 'buyer', pc: ['fullName', 'email'], mobile: ['fullName', 'email'], when: paypal },
      { kind: 'required', option: 'country', when: paypal },
      {
        kind: 'agreements',
        asked: [
          {
            id: 'tosspayments-terms',
            label: '토스페이먼츠 전자금융거래 기본약관',
            url: 'https://pages.tosspayments.com/terms/user',
            required: true,
          },
          {
            id: 'tosspayments-privacy',
            label: '토스페이먼츠 개인정보 수집 및 이용 동의',
            url: 'https://pages.tosspayments.com/terms/privacy/consent1',
            required: true,
          },
          {
            id: 'tosspayments-third-party',
            label: '토스페이먼츠 개인정보 제3자 제공 동의',
            url: 'https://pages.tosspayments.com/terms/privacy/consent2',
            required: true,
          },
        ],
        when: paypal,
      },
    ]),
  ],
};
