import { type Gateway, ignored, page, statedBy } from './gateway.ts';

const ofJppg = 'a contract of type JPPG requires it';

export const inicisJp: Gateway = {
  pgProvider: 'INICIS_JP',
  name: 'KG Inicis Japan',
  bypass: 'inicis_jp',
  rules: statedBy(page('inicis-jp'), [
    { kind: 'payMethods', allowed: ['CARD', 'CONVENIENCE_STORE', 'EASY_PAY'] },
    { kind: 'currencies', allowed: ['JPY'] },
    { kind: 'paymentId', pattern: /^[\x20-\x7e]+$/ },
    { kind: 'buyer', pc: ['fullName'], mobile: ['fullName'] },
    {
      kind: 'buyer',
      pc: ['firstNameKana', 'lastNameKana'],
      mobile: ['firstNameKana', 'lastNameKana'],
      when: { payMethods: ['CONVENIENCE_STORE'] },
    },
    {
      kind: 'required',
      option: 'convenienceStore.paymentDeadline',
      when: { payMethods: ['CONVENIENCE_STORE'] },
      why: 'between 1 and 30 days',
    },
    { kind: 'required', option: 'easyPay.easyPayProvider', when: { payMethods: ['EASY_PAY'] } },
    {
      kind: 'values',
      option: 'easyPay.easyPayProvider',
      allowed: ['AMAZONPAY', 'RAKUTENPAY', 'PAYPAY', 'DBARAI', 'AUPAY', 'MERPAY'],
      effect: 'stop',
    },
    { kind: 'values', option: 'locale', allowed: ['JA_JP'], effect: 'warn' },
    { kind: 'windows', pc: ['REDIRECTION'], mobile: ['REDIRECTION'], effect: 'warn' },
    ...(['fixedMonth', 'availableMonthList'] as const).map((months) => ({
      kind: 'values' as const,
      option: `card.installment.monthOption.${months}`,
      // 0 is paying at once.
      allowed: [0, 3, 5, 6, 10, 12],
      effect: 'stop' as const,
    })),
    { kind: 'required', option: 'storeDetails', effect: 'warn', why: ofJppg },
    ...(
      [
        'storeName',
        'storeNameKana',
        'storeNameEn',
        'storeNameShort',
        'contactName',
        'email',
        'phoneNumber',
        'openingHours',
      ] as const
    ).map((field) => ({
      kind: 'required' as const,
      option: `storeDetails.${field}`,
      effect: 'warn' as const,
      when: { has: 'storeDetails' },
      why: ofJppg,
    })),
    {
      kind: 'page',
      field: 'customer.customerId',
      why: 'with a contract of type SBPS, and PortOne makes one up where it is missing',
    },
    ...ignored([
      'card.cardCompany',
      'card.availableCards',
      'card.useAppCardOnly',
      'card.useInstallment',
      'card.useFreeInterestFromMall',
      'easyPay.installment',
      'easyPay.useCardPoint',
      'easyPay.customerIdentifier',
      'easyPay.availablePayMethods',
      'easyPay.availableCards',
      'easyPay.useInstallment',
      'easyPay.useFreeInterestFromMall',
    ]),
  ]),
};
