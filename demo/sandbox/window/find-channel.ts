/** Find the store, the channel and the channel group that a request names. */
import type { Gateway } from '../gateways/gateway.ts';
import { gateways } from '../gateways/gateways.ts';
import { windowError } from '../request/checkout-error.ts';
import type { PreparedRequest } from '../request/payment-request.ts';
import type { SandboxChannel, SandboxChannelGroup, SandboxStore } from './sandbox-store.ts';

/** @throws CheckoutError `StoreNotFound` */
export function findStore(stores: readonly SandboxStore[], storeId: string): SandboxStore {
  const store = stores.find(({ id }) => id === storeId);
  if (store) return store;
  throw windowError(404, 'StoreNotFound', `상점(${storeId})을 찾을 수 없습니다.`);
}

/** @throws CheckoutError `ChannelNotFound` */
export function findChannel(store: SandboxStore, channelKey: string): SandboxChannel {
  const channel = store.channels.find(({ key }) => key === channelKey);
  if (channel) return channel;
  throw windowError(404, 'ChannelNotFound', `채널(${channelKey})을 찾을 수 없습니다.`);
}

export function findGroup(
  store: SandboxStore,
  { channelGroupId }: PreparedRequest,
): SandboxChannelGroup | undefined {
  return store.channelGroups?.find(({ id }) => id === channelGroupId);
}

/**
 * Picks a channel of the group that a request names.
 *
 * @throws CheckoutError `ChannelNotFound`, also where no channel of the group supports it
 */
export function pickChannel(store: SandboxStore, request: PreparedRequest): SandboxChannel {
  const channel = findGroup(store, request)
    ?.channelKeys.map((channelKey) => findChannel(store, channelKey))
    .find(({ pgProvider }) => {
      const { currencies, payMethods }: Gateway = gateways[pgProvider];
      const canPay = payMethods.some((payMethod) => payMethod === request.payMethod);
      return canPay && currencies.includes(request.currency);
    });
  if (channel) return channel;
  const groupId = request.channelGroupId ?? '';
  const reason = `채널 그룹(${groupId})에 사용할 수 있는 채널이 없습니다.`;
  throw windowError(404, 'ChannelNotFound', reason);
}
