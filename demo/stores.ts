import type { SandboxStore } from './sandbox/sandbox.ts';

/** The store of demo/catalog.json, as a console of PortOne's would have it. */
export const stores: SandboxStore[] = [
  {
    id: 'store-sandbox',
    name: '연습 상점',
    channels: [
      {
        key: 'channel-key-sandbox-kakaopay',
        name: 'sandbox_kakaopay',
        pgProvider: 'KAKAOPAY',
        pgMerchantId: 'TC0ONETIME',
        type: 'TEST',
      },
      {
        key: 'channel-key-sandbox-tosspayments',
        name: 'sandbox_tosspayments',
        pgProvider: 'TOSSPAYMENTS',
        pgMerchantId: 'tosstest',
        type: 'TEST',
      },
    ],
  },
];
