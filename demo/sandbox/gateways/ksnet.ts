import {
  customerNeedsName,
  mobileNeedsProductType,
  virtualAccountNeedsExpiry,
} from './gateway-rules.ts';
import { genericGateway } from './generic-gateway.ts';
import { withoutGiftCertificates } from './korean-methods.ts';
import { overlayWindow } from './window-types.ts';

export const ksnet = genericGateway(
  {
    name: { ko: 'KSNET', en: 'KSNET' },
    windows: overlayWindow,
    currencies: ['KRW', 'USD'],
    payMethods: withoutGiftCertificates,
    rules: [customerNeedsName, virtualAccountNeedsExpiry, mobileNeedsProductType],
  },
  'ksnet_sandbox',
);
