import { type Gateway, page, sdk, statedBy } from './gateway.ts';

export const tripleA: Gateway = {
  pgProvider: 'TRIPLE_A',
  name: 'Triple-A',
  bypass: 'triple_a',
  rules: [
    ...statedBy(`${page('triple-a')}; ${sdk('Locale')}`, [
      {
        kind: 'values',
        option: 'locale',
        allowed: [
          'EN_US',
          'ZH_CN',
          'ZH_TW',
          'JA_JP',
          'RU_RU',
          'VI_VN',
          'ID_ID',
          'FR_FR',
          'NL_NL',
          'ES_ES',
          'PT_PT',
          'DE_DE',
          'IT_IT',
          'PL_PL',
          'AR_001',
        ],
        effect: 'warn',
      },
    ]),
  ],
};
