import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
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

/** One channel of every gateway, and one that wants approval by hand. */
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

/** A buyer of whom every gateway knows enough. */
export const aBuyer = {
  customerId: 'buyer-1',
  fullName: '김구매',
  phoneNumber: '010-1234-5678',
  email: 'buyer@shop.example',
} as const;

export type Received = { headers: Record<string, string>; body: string };

/** A shop's webhook endpoint: keeps what arrives, answers what `answer` says (200 unless given). */
export async function startReceiver(
  t: TestContext,
  answer: (index: number) => number = () => 200,
): Promise<{ url: string; received: Received[]; types: () => string[] }> {
  const received: Received[] = [];
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request.setEncoding('utf8')) body += chunk;
    received.push({ headers: request.headers as Record<string, string>, body });
    response.statusCode = answer(received.length - 1);
    response.end('noted');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  t.after(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://localhost:${port}/webhook`,
    received,
    types: () => received.map(({ body }) => JSON.parse(body).type),
  };
}

type Line = Record<string, unknown>;

/** The sandbox's log, and a way to wait for a line of it. */
export function logLines(): {
  lines: Line[];
  log: (line: Line) => void;
  next: (event: string) => Promise<Line>;
} {
  const lines: Line[] = [];
  const waiting = new Map<string, (line: Line) => void>();
  return {
    lines,
    log(line) {
      lines.push(line);
      waiting.get(String(line.event))?.(line);
    },
    next: (event) => new Promise((resolve) => waiting.set(event, resolve)),
  };
}
