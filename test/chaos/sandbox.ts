import { createSandbox, type Sandbox, type SandboxStore } from '../../demo/sandbox/sandbox.ts';
import { apiSecret, channelKeys, storeId } from './shop.ts';

const stores: SandboxStore[] = [
  {
    id: storeId,
    name: '혼돈 상점',
    channels: [
      { key: channelKeys.kakaopay, name: 'kakaopay', pgProvider: 'KAKAOPAY', type: 'TEST' },
      { key: channelKeys.account, name: 'account', pgProvider: 'TOSSPAYMENTS', type: 'TEST' },
      { key: channelKeys.another, name: 'another', pgProvider: 'KAKAOPAY', type: 'TEST' },
      { key: channelKeys.live, name: 'live', pgProvider: 'KAKAOPAY', type: 'LIVE' },
    ],
  },
];

/** PortOne's minutes between two tries of a webhook, in seconds: they would be longer than the run. */
const WEBHOOK_SPEED = 15;

/** @param pace how many times quicker than real all of it is */
export function chaosSandbox(pace: number): Sandbox {
  return createSandbox({
    apiSecret,
    stores,
    windowDelay: 0,
    webhookSpeed: WEBHOOK_SPEED * pace,
  });
}
