import { type Gateway, ignored, page, statedBy } from './gateway.ts';

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
