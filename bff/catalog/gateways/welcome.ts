import {
  type Gateway,
  iframeThenRedirection,
  observedWindows,
  orderNames,
  page,
  sdk,
  statedBy,
} from './gateway.ts';

export const welcome: Gateway = {
  pgProvider: 'WELCOME',
  name: 'Welcome Payments',
  bypass: 'welcome',
  rules: [
    ...statedBy(page('welcome'), [
      {
        kind: 'payMethods',
        allowed: ['CARD', 'EASY_PAY', 'TRANSFER', 'VIRTUAL_ACCOUNT', 'GIFT_CERTIFICATE', 'MOBILE'],
      },
      // Of a name on a phone the page says both, that it is needed and that it may be left out.
      { kind: 'buyer', pc: ['fullName', 'phoneNumber', 'email'], mobile: ['fullName'] },
      { kind: 'values', option: 'offerPeriod.interval', allowed: ['1m', '1y'], effect: 'warn' },
    ]),
    ...statedBy(sdk('Locale'), [
      {
        kind: 'values',
        option: 'locale',
        allowed: ['KO_KR', 'EN_US', 'ZH_CN'],
        effect: 'warn',
      },
    ]),
    // It cuts what is longer, to 37 bytes and three dots.
    ...statedBy(orderNames, [{ kind: 'orderName', bytes: 40, effect: 'warn' }]),
    ...statedBy(observedWindows, [{ ...iframeThenRedirection, effect: 'warn' }]),
  ],
};
