import type { TestContext } from 'node:test';
import type { PaymentRequest } from '@portone/browser-sdk/v2';
import { PaymentClient } from '@portone/server-sdk/payment';
import {
  createSandbox,
  type Sandbox,
  type SandboxChannel,
  type SandboxOptions,
} from '../../../demo/sandbox/sandbox.ts';

export const apiSecret = 'sandbox-api-secret';
export const webhookSecret = `whsec_${btoa('a secret that only tests know')}`;

const channel = (key: string, pgProvider: SandboxChannel['pgProvider']): SandboxChannel => ({
  key: `channel-${key}`,
  name: key,
  pgProvider,
  type: 'TEST',
});

/** A channel of every gateway, and one with manual approval. */
const channels: SandboxChannel[] = [
  channel('kakao', 'KAKAOPAY'),
  channel('toss', 'TOSSPAYMENTS'),
  channel('naver', 'NAVERPAY'),
  channel('tosspay', 'TOSSPAY_V2'),
  channel('inicis', 'INICIS_V2'),
  channel('kcp', 'KCP_V2'),
  channel('nice', 'NICE_V2'),
  channel('smartro', 'SMARTRO_V2'),
  channel('kpn', 'KPN'),
  channel('paypal', 'PAYPAL_V2'),
  channel('japan', 'INICIS_JP'),
  channel('payletter', 'PAYLETTER_GLOBAL'),
  channel('welcome', 'WELCOME'),
  { ...channel('manual', 'TOSSPAYMENTS'), manualApproval: true },
];

/** A listening sandbox with a channel of every gateway; closed after the test. */
export async function startSandbox(
  t: TestContext,
  options: Partial<SandboxOptions> = {},
): Promise<{ sandbox: Sandbox; client: PaymentClient }> {
  const sandbox = createSandbox({
    apiSecret,
    stores: [
      {
        id: 'store-shoes',
        merchantId: 'merchant-shoes',
        name: '신발 가게',
        channels,
        channelGroups: [
          {
            id: 'group-cards',
            name: 'cards',
            channelKeys: ['channel-kakao', 'channel-inicis', 'channel-toss'],
          },
        ],
      },
      { id: 'store-hats', name: 'Hats', channels: [] },
    ],
    windowDelay: 0,
    ...options,
  });
  t.after(() => sandbox.close());
  const baseUrl = await sandbox.listen();
  return { sandbox, client: PaymentClient({ secret: apiSecret, baseUrl }) };
}

export function aRequest(overrides: Partial<PaymentRequest> = {}): PaymentRequest {
  return {
    storeId: 'store-shoes',
    channelKey: 'channel-kakao',
    paymentId: 'order1',
    orderName: '운동화',
    totalAmount: 1000,
    currency: 'KRW',
    payMethod: 'EASY_PAY',
    ...overrides,
  };
}

/** A buyer with every field that a gateway requires. */
export const aBuyer = {
  customerId: 'buyer-1',
  fullName: '김구매',
  phoneNumber: '010-1234-5678',
  email: 'buyer@shop.example',
} as const;

/** A request that the gateway of this channel accepts. */
export function requestTo(
  channel: string,
  overrides: Partial<PaymentRequest> = {},
): PaymentRequest {
  return aRequest({
    channelKey: `channel-${channel}`,
    payMethod: 'CARD',
    customer: aBuyer,
    ...overrides,
  });
}

/** A request for PayPal through Toss Payments that the gateway accepts. */
export function tossPaypal(overrides: Partial<PaymentRequest> = {}): PaymentRequest {
  return requestTo('toss', {
    payMethod: 'EASY_PAY',
    currency: 'USD',
    country: 'US',
    easyPay: { easyPayProvider: 'PAYPAL' },
    ...overrides,
  });
}
