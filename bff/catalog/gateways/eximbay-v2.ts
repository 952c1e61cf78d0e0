import { type Gateway, page, sdk, statedBy } from './gateway.ts';

export const eximbayV2: Gateway = {
  pgProvider: 'EXIMBAY_V2',
  name: 'Eximbay',
  bypass: 'eximbay_v2',
  rules: [
    ...statedBy(page('eximbay-v2'), [
      { kind: 'payMethods', allowed: ['CARD'] },
      { kind: 'buyer', pc: ['fullName', 'email'], mobile: ['fullName', 'email'] },
      { kind: 'products', field: 'link' },
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
