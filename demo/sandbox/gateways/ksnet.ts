import {
  customerNeedsName,
  mobileNeedsProductType,
  virtualAccountNeedsExpiry,
} from './gateway-rules.ts';
import { withoutGiftCertificates } from './korean-methods.ts';
import { plainGateway } from './plain-gateway.ts';
import { overlayWindow } from './window-types.ts';

export const ksnet = plainGateway(
  {
    name: { ko: 'KSNET', en: 'KSNET' },
    windows: overlayWindow,
    currencies: ['KRW', 'USD'],
    payMethods: withoutGiftCertificates,
    rules: [customerNeedsName, virtualAccountNeedsExpiry, mobileNeedsProductType],
  },
  'ksnet_sandbox',
);
