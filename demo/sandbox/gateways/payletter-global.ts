import { customerNeeds, paymentIdMatches } from './gateway-rules.ts';
import { plainGateway } from './plain-gateway.ts';
import { overlayWindow } from './window-types.ts';

/** Stands for the gateways that take Alipay; which they are depends on a shop's contract. */
export const payletterGlobal = plainGateway(
  {
    name: { ko: '페이레터 글로벌', en: 'Payletter Global' },
    windows: overlayWindow,
    currencies: ['KRW', 'USD', 'JPY', 'CNY'],
    payMethods: ['CARD', 'EASY_PAY', 'ALIPAY', 'ALIPAY_PLUS'],
    rules: [paymentIdMatches(/^[A-Za-z0-9]+$/, '영문/숫자'), customerNeeds('email', '이메일')],
  },
  'payletter_sandbox',
);
