import { type Gateway, page, statedBy } from './gateway.ts';

export const payletterGlobal: Gateway = {
  pgProvider: 'PAYLETTER_GLOBAL',
  name: 'Payletter (overseas)',
  bypass: 'payletter_global',
  rules: statedBy(page('payletter-global'), [
    { kind: 'currencies', allowed: ['KRW', 'USD', 'JPY', 'CNY'] },
    { kind: 'paymentId', pattern: /^[A-Za-z0-9]+$/ },
    { kind: 'buyer', pc: ['email'], mobile: ['email'] },
    {
      kind: 'required',
      option: 'bypass.payletter_global.servicename',
      when: {
        is: {
          'bypass.payletter_global.pginfo': [
            'WeChatPayQRCodePayment',
            'WeChatPayH5Payment',
            'ICBAlipay',
            'AlipayPlusAlipayHK',
            'AlipayPlusBPI',
            'AlipayPlusDana',
            'AlipayPlusGcash',
            'AlipayPlusRabbitLinePay',
            'AlipayPlusTNG',
            'AlipayPlusTrueMoney',
          ],
        },
      },
    },
  ]),
};
