import {
  type Gateway,
  iframeThenRedirection,
  ignored,
  observedWindows,
  orderNames,
  page,
  receiptsInTheWindow,
  sdk,
  statedBy,
  taxesByContract,
} from './gateway.ts';

export const welcome: Gateway = {
  pgProvider: 'WELCOME',
  name: 'Welcome Payments',
  bypass: 'welcome',
  rules: [
    ...statedBy(page('welcome'), [
      {
        kind: 'payMethods',
        allowed: ['CARD', 'EASY_PAY', 'TRANSFER', 'VIRTUAL_ACCOUNT', 'GIFT_CERTIFICATE', 'MOBILE'],
      },
      { kind: 'currencies', allowed: ['KRW'] },
      // Of a name on a phone the page says both, that it is needed and that it may be left out.
      { kind: 'buyer', pc: ['fullName', 'phoneNumber', 'email'], mobile: ['fullName'] },
      { kind: 'paymentId', pattern: /^[\x20-\x7e]+$/ },
      ...taxesByContract,
      { kind: 'values', option: 'offerPeriod.interval', allowed: ['1m', '1y'], effect: 'warn' },
      {
        kind: 'unwanted',
        option: 'card.installment.monthOption.availableMonthList',
        effect: 'stop',
        when: { has: 'card.cardCompany' },
        why: 'with a card company it takes installment.monthOption.fixedMonth only',
      },
      {
        kind: 'unwanted',
        option: 'card.cardCompany',
        effect: 'stop',
        when: { is: { 'card.cardCompany': ['TOSS_BANK'] } },
        why: 'it opens every card company’s window but Toss Bank’s',
      },
      { kind: 'required', option: 'easyPay.easyPayProvider', when: { payMethods: ['EASY_PAY'] } },
      {
        kind: 'values',
        option: 'easyPay.easyPayProvider',
        allowed: ['KAKAOPAY', 'LPAY', 'TOSSPAY', 'PAYCO', 'NAVERPAY'],
        effect: 'stop',
      },
      {
        kind: 'required',
        option: 'giftCertificate.giftCertificateType',
        when: { payMethods: ['GIFT_CERTIFICATE'] },
        why: 'on a phone there is no other way to choose one',
      },
      {
        kind: 'values',
        option: 'giftCertificate.giftCertificateType',
        allowed: ['BOOKNLIFE', 'SMART_MUNSANG', 'CULTURELAND'],
        effect: 'stop',
      },
      ...receiptsInTheWindow,
      ...ignored([
        'card.useAppCardOnly',
        'card.useInstallment',
        'card.useFreeInterestFromMall',
        'easyPay.useCardPoint',
        'easyPay.customerIdentifier',
        'easyPay.availablePayMethods',
        'easyPay.availableCards',
        'easyPay.useInstallment',
        'easyPay.useFreeInterestFromMall',
        'transfer.bankCode',
        'transfer.customerIdentifier',
        'virtualAccount.bankCode',
        'virtualAccount.customerIdentifier',
        'virtualAccount.fixedOption',
        'mobile.carrier',
      ]),
      {
        kind: 'unwanted',
        option: 'mobile.avaliableCarriers',
        effect: 'warn',
        why: 'it takes it on phones only',
      },
    ]),
    ...statedBy(`${page('welcome')}; ${sdk('Locale')}`, [
      // On a phone it takes KO_KR and EN_US only.
      { kind: 'values', option: 'locale', allowed: ['KO_KR', 'EN_US', 'ZH_CN'], effect: 'warn' },
    ]),
    // It cuts what is longer, to 37 bytes and three dots.
    ...statedBy(orderNames, [{ kind: 'orderName', bytes: 40, effect: 'warn' }]),
    ...statedBy(observedWindows, [{ ...iframeThenRedirection, effect: 'warn' }]),
  ],
};
