import { type Gateway, iframeThenRedirection, page, statedBy } from './gateway.ts';

export const galaxia: Gateway = {
  pgProvider: 'GALAXIA',
  name: 'Galaxia Moneytree',
  bypass: 'galaxia',
  rules: statedBy(page('galaxia'), [
    {
      kind: 'payMethods',
      allowed: ['CARD', 'TRANSFER', 'VIRTUAL_ACCOUNT', 'MOBILE', 'GIFT_CERTIFICATE', 'EASY_PAY'],
    },
    { kind: 'currencies', allowed: ['KRW'] },
    { ...iframeThenRedirection, effect: 'stop' },
    { kind: 'paymentId', pattern: /^.{1,64}$/ },
    { kind: 'required', option: 'bypass.galaxia.ITEM_CODE', why: 'Galaxia hands it out' },
    { kind: 'page', field: 'customer.customerId', why: 'at most 20 characters' },
    {
      kind: 'buyer',
      pc: ['phoneNumber'],
      mobile: ['phoneNumber'],
      when: { payMethods: ['TRANSFER'] },
    },
    {
      kind: 'required',
      option: 'virtualAccount.accountExpiry',
      when: { payMethods: ['VIRTUAL_ACCOUNT'] },
    },
    {
      kind: 'unwanted',
      option: 'isEscrow',
      effect: 'stop',
      when: { payMethods: ['CARD', 'MOBILE', 'GIFT_CERTIFICATE', 'EASY_PAY'] },
      why: 'it keeps transfers and virtual accounts in escrow, nothing else',
    },
    {
      kind: 'values',
      option: 'giftCertificate.giftCertificateType',
      allowed: ['CULTURELAND', 'SMART_MUNSANG', 'BOOKNLIFE'],
      effect: 'stop',
    },
    {
      kind: 'values',
      option: 'easyPay.easyPayProvider',
      allowed: ['KAKAOPAY', 'NAVERPAY', 'TOSSPAY', 'SAMSUNGPAY', 'APPLEPAY', 'PAYCO'],
      effect: 'stop',
    },
    {
      kind: 'unwanted',
      option: 'appScheme',
      effect: 'warn',
      why: 'it is for an app on iOS, and does harm in a mobile browser',
    },
  ]),
};
