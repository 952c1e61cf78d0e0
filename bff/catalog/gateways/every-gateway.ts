import type { MethodRequest, PayMethod } from '../../../component/api/contract.ts';
import { type Rule, sdk, statedBy, type When } from './gateway.ts';

/** Which part of a request is read for which means of payment. */
export const partOf: Readonly<Record<PayMethod, keyof MethodRequest>> = {
  CARD: 'card',
  VIRTUAL_ACCOUNT: 'virtualAccount',
  TRANSFER: 'transfer',
  MOBILE: 'mobile',
  GIFT_CERTIFICATE: 'giftCertificate',
  EASY_PAY: 'easyPay',
  PAYPAL: 'paypal',
  ALIPAY: 'alipay',
  CONVENIENCE_STORE: 'convenienceStore',
  ALIPAY_PLUS: 'alipayPlus',
};

const namesABuyer: When = { is: { 'easyPay.cashReceiptType': ['PERSONAL', 'CORPORATE'] } };

const promotions = 'https://developers.portone.io/opi/ko/extra/promotion/integration?v=v2';

const promoted = (payMethod: PayMethod): When => ({ payMethods: [payMethod], has: 'promotionId' });

const ofOneCard = 'the promotion’s card company has to be opened directly, else no window opens';

/** What holds whatever the gateway, and for gateways without rules of their own. */
export const everyGateway: readonly Rule[] = [
  ...statedBy('PortOne’s quick guide, as noted in issue 3', [
    {
      kind: 'required',
      option: 'productType',
      when: { payMethods: ['MOBILE'] },
      why: 'it must be the one that the store is registered with',
    },
  ]),
  ...statedBy(sdk('PaymentRequestUnionEasyPay'), [
    { kind: 'required', option: 'easyPay.customerIdentifier', when: namesABuyer },
  ]),
  ...statedBy(promotions, [
    { kind: 'required', option: 'card.cardCompany', when: promoted('CARD'), why: ofOneCard },
    {
      kind: 'required',
      option: 'easyPay.availableCards',
      when: promoted('EASY_PAY'),
      effect: 'warn',
      why: ofOneCard,
    },
    {
      kind: 'unwanted',
      option: 'promotionId',
      effect: 'stop',
      when: {
        payMethods: [
          'VIRTUAL_ACCOUNT',
          'TRANSFER',
          'MOBILE',
          'GIFT_CERTIFICATE',
          'PAYPAL',
          'ALIPAY',
          'CONVENIENCE_STORE',
          'ALIPAY_PLUS',
        ],
      },
      why: 'a promotion is for the cards of one company',
    },
  ]),
  ...statedBy(
    sdk('PaymentRequestUnion'),
    Object.entries(partOf).map(([payMethod, part]) => ({
      kind: 'unwanted' as const,
      option: part,
      effect: 'warn' as const,
      when: {
        payMethods: (Object.keys(partOf) as PayMethod[]).filter((other) => other !== payMethod),
      },
      why: `it belongs to payMethod ${payMethod}`,
    })),
  ),
];

/** Options that PortOne names gateways for: to the others they mean nothing. */
export const gatewaySpecificOptions: readonly {
  option: string;
  supportedBy: readonly string[];
  source: string;
}[] = [
  {
    option: 'card.cardPromotion',
    supportedBy: ['KCP_V2'],
    source: sdk('CardPromotion'),
  },
  {
    option: 'virtualAccount.availableBanks',
    supportedBy: ['KCP_V2'],
    source: sdk('PaymentRequestUnionVirtualAccount'),
  },
  {
    option: 'virtualAccount.bankCode',
    supportedBy: ['KCP_V2', 'SMARTRO_V2'],
    source: sdk('PaymentRequestUnionVirtualAccount'),
  },
  {
    option: 'easyPay.cashReceiptType',
    supportedBy: ['NICE_V2', 'TOSS_BRANDPAY'],
    source: sdk('PaymentRequestUnionEasyPay'),
  },
  {
    option: 'easyPay.useInstallment',
    supportedBy: ['TOSSPAY_V2'],
    source: sdk('PaymentRequestUnionEasyPay'),
  },
  {
    option: 'shippingAddress',
    supportedBy: ['TOSS_BRANDPAY', 'PAYPAL_V2'],
    source: sdk('PaymentRequestBase'),
  },
  { option: 'merpayCategoryId', supportedBy: ['INICIS_JP'], source: sdk('PaymentRequestBase') },
];
