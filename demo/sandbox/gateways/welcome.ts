import {
  customerNeeds,
  customerNeedsName,
  giftCertificateNeedsType,
  mobileNeedsProductType,
  onPc,
} from './gateway-rules.ts';
import { genericGateway } from './generic-gateway.ts';
import { everyKoreanMethod } from './korean-methods.ts';
import { overlayWindow } from './window-types.ts';

export const welcome = genericGateway(
  {
    name: { ko: '웰컴페이먼츠', en: 'Welcome Payments' },
    windows: overlayWindow,
    currencies: ['KRW'],
    payMethods: everyKoreanMethod,
    rules: [
      customerNeedsName,
      onPc(customerNeeds('phoneNumber', '연락처')),
      onPc(customerNeeds('email', '이메일')),
      giftCertificateNeedsType,
      mobileNeedsProductType,
    ],
  },
  'welcome_sandbox',
);
