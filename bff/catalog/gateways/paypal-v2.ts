import { type Gateway, page, statedBy } from './gateway.ts';

export const paypalV2: Gateway = {
  pgProvider: 'PAYPAL_V2',
  name: 'PayPal',
  bypass: 'paypal_v2',
  rules: [
    ...statedBy(page('paypal-v2'), [
      { kind: 'payMethods', allowed: ['PAYPAL'] },
      { kind: 'windows', pc: ['UI'], mobile: ['UI'], effect: 'stop' },
      { kind: 'tax', amount: 'taxFreeAmount', effect: 'stop', why: 'it must be 0' },
    ]),
    ...statedBy('https://developer.paypal.com/reference/currency-codes/', [
      {
        kind: 'currencies',
        allowed: [
          'AUD',
          'BRL',
          'CAD',
          'CNY',
          'CZK',
          'DKK',
          'EUR',
          'HKD',
          'HUF',
          'ILS',
          'JPY',
          'MXN',
          'TWD',
          'NZD',
          'NOK',
          'PHP',
          'PLN',
          'GBP',
          'SGD',
          'SEK',
          'CHF',
          'THB',
          'USD',
        ],
      },
    ]),
  ],
};
