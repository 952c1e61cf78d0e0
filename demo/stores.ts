import type { SandboxChannel, SandboxStore } from './sandbox/sandbox.ts';

/** A channel whose key and name end in `name`. */
const channel = (
  name: string,
  pgProvider: SandboxChannel['pgProvider'],
  pgMerchantId?: string,
): SandboxChannel => ({
  key: `channel-key-sandbox-${name}`,
  name: `sandbox_${name}`,
  pgProvider,
  ...(pgMerchantId && { pgMerchantId }),
  type: 'TEST',
});

/** The store of demo/catalog.json, with the settings of PortOne's console. */
export const stores: [SandboxStore] = [
  {
    id: 'store-sandbox',
    name: '연습 상점',
    channels: [
      channel('kakaopay', 'KAKAOPAY', 'TC0ONETIME'),
      channel('naverpay', 'NAVERPAY'),
      channel('tosspay', 'TOSSPAY_V2'),
      channel('tosspayments', 'TOSSPAYMENTS', 'tosstest'),
      channel('inicis', 'INICIS_V2'),
      channel('kcp', 'KCP_V2'),
      channel('nice', 'NICE_V2'),
      channel('smartro', 'SMARTRO_V2'),
      channel('kpn', 'KPN'),
      channel('paypal', 'PAYPAL_V2'),
      { ...channel('manual', 'TOSSPAYMENTS'), manualApproval: true },
    ],
  },
];
