import { type Gateway, noticesHost, page, sdk, statedBy } from './gateway.ts';

export const eximbayV2: Gateway = {
  pgProvider: 'EXIMBAY_V2',
  name: 'Eximbay',
  bypass: 'eximbay_v2',
  rules: [
    ...statedBy(page('eximbay-v2'), [
      { kind: 'payMethods', allowed: ['CARD'] },
      { kind: 'buyer', pc: ['fullName', 'email'], mobile: ['fullName', 'email'] },
      { kind: 'products', field: 'link' },
      {
        kind: 'limit',
        what: 'offers every means of payment of its contract, whatever payMethod says; bypass.eximbay_v2.payment chooses among them',
        when: { lacks: 'bypass.eximbay_v2.payment' },
      },
      {
        kind: 'notice',
        news: 'a chargeback',
        address: `${noticesHost}/eximbay-v2`,
        where: 'as the webhook URL; its webhook secret goes into the channel at PortOne',
      },
    ]),
    ...statedBy(sdk('Locale'), [
      {
        kind: 'values',
        option: 'locale',
        allowed: ['KO_KR', 'EN_US', 'ZH_CN', 'ZH_TW', 'JA_JP', 'RU_RU', 'TH_TH', 'VI_VN'],
        effect: 'warn',
      },
    ]),
  ],
};
