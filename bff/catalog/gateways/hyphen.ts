import { type Gateway, observedWindows, page, popupThenRedirection, statedBy } from './gateway.ts';

export const hyphen: Gateway = {
  pgProvider: 'HYPHEN',
  name: 'Hyphen',
  bypass: 'hyphen',
  rules: [
    ...statedBy(page('hyphen'), [
      { kind: 'payMethods', allowed: ['EASY_PAY'] },
      { kind: 'currencies', allowed: ['KRW'] },
      { kind: 'buyer', pc: ['fullName'], mobile: ['fullName'] },
      { kind: 'paymentId', pattern: /^[A-Za-z0-9_]{1,50}$/ },
      { kind: 'orderName', bytes: 100, encoding: 'UTF-8', effect: 'stop' },
    ]),
    ...statedBy(observedWindows, [{ ...popupThenRedirection, effect: 'warn' }]),
  ],
};
