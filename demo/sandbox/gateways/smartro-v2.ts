import { genericApproval } from './approval.ts';
import type { Gateway } from './gateway.ts';
import {
  alphanumericPaymentId,
  customerNeeds,
  mobileNeedsProductType,
  orderNameUpTo,
  whenPayingBy,
} from './gateway-rules.ts';
import { withoutGiftCertificates } from './korean-methods.ts';
import { standInCancel, standInDeclines } from './stand-in-codes.ts';
import { overlayWindow } from './window-types.ts';

export const smartroV2: Gateway = {
  name: { ko: '스마트로', en: 'Smartro' },
  windows: overlayWindow,
  currencies: ['KRW', 'USD'],
  payMethods: withoutGiftCertificates,
  rules: [
    alphanumericPaymentId(40),
    orderNameUpTo(40),
    customerNeeds('phoneNumber', '연락처'),
    whenPayingBy('EASY_PAY', customerNeeds('customerId', '고유 ID')),
    mobileNeedsProductType,
  ],
  testMerchantId: 't_2106010m',
  cancel: standInCancel,
  declines: standInDeclines,
  approval: genericApproval('t_2106010m', '3001'),
};
