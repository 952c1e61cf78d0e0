import {
  customerNeeds,
  mobileNeedsProductType,
  virtualAccountNeedsExpiry,
  whenPayingBy,
} from './gateway-rules.ts';
import { genericGateway } from './generic-gateway.ts';
import { everyKoreanMethod } from './korean-methods.ts';
import { overlayWindow } from './window-types.ts';

export const galaxia = genericGateway(
  {
    name: { ko: '갤럭시아머니트리', en: 'Galaxia Moneytree' },
    windows: overlayWindow,
    currencies: ['KRW'],
    payMethods: everyKoreanMethod,
    rules: [
      whenPayingBy('TRANSFER', customerNeeds('phoneNumber', '연락처')),
      virtualAccountNeedsExpiry,
      mobileNeedsProductType,
    ],
  },
  'galaxia_sandbox',
);
