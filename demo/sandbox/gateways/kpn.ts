import { genericApproval } from './approval.ts';
import type { Gateway } from './gateway.ts';
import {
  alphanumericPaymentId,
  easyPayOneOf,
  mobileNeedsProductType,
  orderNameUpTo,
} from './gateway-rules.ts';
import { withoutGiftCertificates } from './korean-methods.ts';
import { standInCancel, standInDeclines } from './stand-in-codes.ts';
import { overlayWindow } from './window-types.ts';

export const kpn: Gateway = {
  name: { ko: '한국결제네트웍스', en: 'KPN' },
  windows: overlayWindow,
  currencies: ['KRW'],
  payMethods: withoutGiftCertificates,
  rules: [
    alphanumericPaymentId(32),
    orderNameUpTo(256),
    mobileNeedsProductType,
    easyPayOneOf('KAKAOPAY', 'SAMSUNGPAY', 'TOSSPAY', 'PAYCO'),
  ],
  testMerchantId: 'kpn_sandbox',
  cancel: standInCancel,
  declines: standInDeclines,
  approval: genericApproval('KPN', '0000'),
};
