import { customerNeeds, paymentIdMatches } from './gateway-rules.ts';
import { genericGateway } from './generic-gateway.ts';
import { overlayWindow } from './window-types.ts';

/** Stands for all gateways that accept Alipay; the shop's contract decides which one it is. */
export const payletterGlobal = genericGateway(
  {
    name: { ko: '페이레터 글로벌', en: 'Payletter Global' },
    windows: overlayWindow,
    currencies: ['KRW', 'USD', 'JPY', 'CNY'],
    payMethods: ['CARD', 'EASY_PAY', 'ALIPAY', 'ALIPAY_PLUS'],
    rules: [paymentIdMatches(/^[A-Za-z0-9]+$/, '영문/숫자'), customerNeeds('email', '이메일')],
  },
  'payletter_sandbox',
);
