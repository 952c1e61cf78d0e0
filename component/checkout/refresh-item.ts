import type { BffClient } from '../api/checkout-api.ts';
import type { ItemAnswer } from '../api/contract.ts';
import { itemPath } from './item-path.ts';

/** Learns how much is left of a checkout's item; what the buyer has chosen stays. Never rejects. */
export async function refreshItem(checkout: {
  readonly host: { requestUpdate(): void };
  readonly bff: BffClient;
  readonly loadSignal: AbortSignal;
  readonly itemAnswer: ItemAnswer | undefined;
  warn(reason: unknown): void;
}): Promise<void> {
  const { item } = checkout.itemAnswer ?? {};
  if (!item) return;
  const fresh = await checkout.bff
    .ask<ItemAnswer>(itemPath(item.id), checkout.loadSignal)
    .catch(checkout.warn);
  Object.assign(item, fresh?.item);
  checkout.host.requestUpdate();
}
