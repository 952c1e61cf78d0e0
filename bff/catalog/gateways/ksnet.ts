import { type Gateway, iframeThenRedirection, orderNames, page, sdk, statedBy } from './gateway.ts';

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
          is: {
            'card.cardCompany': [
              'BC_CARD',
              'SUHYUP_CARD',
              'JEONBUK_CARD',
              'GWANGJU_CARD',
              'KAKAO_BANK',
            ],
          },
        },
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
          is: {
            'card.cardCompany': [
              'KOOKMIN_CARD',
              'WOORI_CARD',
              'HANA_CARD',
              'NH_CARD',
              'SAMSUNG_CARD',
              'HYUNDAI_CARD',
              'LOTTE_CARD',
              'SHINHAN_CARD',
              'CITI_CARD',
            ],
          },
        },
        why: 'this card company’s window asks for it',
      })),
      {
        kind: 'unwanted',
        option: 'easyPay.useFreeInterestFromMall',
        effect: 'warn',
      },
    ]),
    ...statedBy(orderNames, [{ kind: 'orderName', bytes: 50, encoding: 'EUC-KR', effect: 'stop' }]),
    ...statedBy(sdk('Locale'), [
      { kind: 'values', option: 'locale', allowed: ['KO_KR', 'EN_US'], effect: 'warn' },
    ]),
  ],
};
