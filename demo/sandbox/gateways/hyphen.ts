import { customerNeedsName, orderNameUpTo, paymentIdMatches } from './gateway-rules.ts';
import { genericGateway } from './generic-gateway.ts';
import { popupWindow } from './window-types.ts';

export const hyphen = genericGateway(
  {
    name: { ko: '하이픈', en: 'Hyphen' },
    windows: popupWindow,
    currencies: ['KRW'],
    payMethods: ['EASY_PAY'],
    wallet: 'HYPHEN',
    rules: [
      paymentIdMatches(/^[A-Za-z0-9_]{1,50}$/, '영문/숫자/_ 50자 이내'),
      orderNameUpTo(100),
      customerNeedsName,
    ],
  },
  'hyphen_sandbox',
);
