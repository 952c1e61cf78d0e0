import {
  type Gateway,
  iframeThenRedirection,
  ignored,
  orderNames,
  page,
  sdk,
  statedBy,
} from './gateway.ts';

/** Card companies whose window asks for the buyer's phone on a phone. */
const byCarrier = ['BC_CARD', 'SUHYUP_CARD', 'JEONBUK_CARD', 'GWANGJU_CARD', 'KAKAO_BANK'] as const;

/** Card companies whose window asks for the shop's address on the web. */
const byAddress = [
  'WOORI_CARD',
  'HANA_CARD',
  'NH_CARD',
  'SAMSUNG_CARD',
  'HYUNDAI_CARD',
  'LOTTE_CARD',
  'SHINHAN_CARD',
  'CITI_CARD',
] as const;

export const ksnet: Gateway = {
  pgProvider: 'KSNET',
  name: 'KSNET',
  bypass: 'ksnet',
  rules: [
    ...statedBy(page('ksnet'), [
      {
        kind: 'payMethods',
        allowed: ['CARD', 'TRANSFER', 'VIRTUAL_ACCOUNT', 'MOBILE', 'EASY_PAY'],
      },
      { kind: 'currencies', allowed: ['KRW', 'USD'] },
      { ...iframeThenRedirection, effect: 'stop' },
      { kind: 'buyer', pc: ['fullName'], mobile: ['fullName'] },
      {
        kind: 'buyer',
        pc: ['email'],
        mobile: ['email'],
        when: { is: { isEscrow: [true] } },
      },
      {
        kind: 'buyer',
        pc: ['email', 'phoneNumber'],
        mobile: ['email', 'phoneNumber'],
        when: {
          is: {
            'bypass.ksnet.easyPayDirect': [true],
            'easyPay.easyPayProvider': ['KAKAOPAY', 'PAYCO'],
          },
        },
      },
      {
        kind: 'buyer',
        pc: [],
        mobile: ['phoneNumber'],
        when: {
          payMethods: ['CARD'],
          is: { 'card.cardCompany': byCarrier },
        },
      },
      {
        kind: 'required',
        option: 'bypass.ksnet.tcode',
        when: { payMethods: ['CARD'], is: { 'card.cardCompany': byCarrier } },
        why: 'on a phone this card company’s window asks for the carrier, lgt, ktf or skt; any of them will do where it is not known',
      },
      {
        kind: 'required',
        option: 'bypass.ksnet.url',
        when: { payMethods: ['CARD'], is: { 'card.cardCompany': byAddress } },
        why: 'this card company’s window asks for it',
      },
      {
        kind: 'required',
        option: 'virtualAccount.accountExpiry',
        when: { payMethods: ['VIRTUAL_ACCOUNT'] },
      },
      {
        kind: 'required',
        option: 'easyPay.easyPayProvider',
        when: { is: { 'bypass.ksnet.easyPayDirect': [true] } },
      },
      {
        kind: 'values',
        option: 'easyPay.easyPayProvider',
        allowed: ['NAVERPAY', 'KAKAOPAY', 'PAYCO', 'LPAY'],
        effect: 'stop',
        when: { is: { 'bypass.ksnet.easyPayDirect': [true] } },
      },
      ...(['ceoFullName', 'address', 'phoneNumber'] as const).map((field) => ({
        kind: 'required' as const,
        option: `storeDetails.${field}`,
        when: {
          payMethods: ['EASY_PAY'] as const,
          is: { 'easyPay.easyPayProvider': ['KAKAOPAY'] },
        },
        why: 'KakaoPay through KSNET shows who sells',
      })),
      ...(['businessName', 'businessRegistrationNumber'] as const).map((field) => ({
        kind: 'required' as const,
        option: `storeDetails.${field}`,
        when: {
          is: { 'card.cardCompany': ['KOOKMIN_CARD', ...byAddress] },
        },
        why: 'this card company’s window asks for it',
      })),
      ...(
        [
          ['NAVERPAY', 'businessName'],
          ['PAYCO', 'businessName'],
          ['PAYCO', 'businessRegistrationNumber'],
        ] as const
      ).map(([wallet, field]) => ({
        kind: 'required' as const,
        option: `storeDetails.${field}`,
        when: {
          is: { 'bypass.ksnet.easyPayDirect': [true], 'easyPay.easyPayProvider': [wallet] },
        },
        why: 'this wallet’s window, opened directly, asks for it',
      })),
      ...(['taxFreeAmount', 'vatAmount'] as const).map((amount) => ({
        kind: 'tax' as const,
        amount,
        effect: 'warn' as const,
        when: { payMethods: ['VIRTUAL_ACCOUNT'] as const },
        why: 'a virtual account for one payment does not support it',
      })),
      {
        kind: 'values',
        option: 'card.installment.freeInstallmentPlans.cardCompany',
        allowed: [
          'BC_CARD',
          'KOOKMIN_CARD',
          'HANA_CARD',
          'SAMSUNG_CARD',
          'SHINHAN_CARD',
          'HYUNDAI_CARD',
          'LOTTE_CARD',
          'NH_CARD',
        ],
        effect: 'warn',
      },
      ...ignored(['easyPay.useFreeInterestFromMall', 'easyPay.installment.freeInstallmentPlans']),
      {
        kind: 'unwanted',
        option: 'easyPay.installment.monthOption',
        effect: 'warn',
        when: { is: { 'easyPay.easyPayProvider': ['PAYCO', 'SSGPAY'] } },
        why: 'this wallet always shows 1 to 12 months',
      },
    ]),
    ...statedBy(orderNames, [{ kind: 'orderName', bytes: 50, encoding: 'EUC-KR', effect: 'stop' }]),
    ...statedBy(`${page('ksnet')}, though ${sdk('Locale')} names EN_US too`, [
      { kind: 'values', option: 'locale', allowed: ['KO_KR'], effect: 'warn' },
    ]),
  ],
};
