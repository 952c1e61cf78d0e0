/** A store's settings, as PortOne's console has them. */
import type { PgProvider } from '../gateways/gateways.ts';

export type SandboxStore = {
  id: string;
  merchantId?: string;
  name: string;
  channels: SandboxChannel[];
  channelGroups?: SandboxChannelGroup[];
  promotions?: SandboxPromotion[];
};

export type SandboxChannel = {
  key: string;
  id?: string;
  name: string;
  pgProvider: PgProvider;
  pgMerchantId?: string;
  type: 'TEST' | 'LIVE';
  /**
   * The window only authenticates the buyer: the page gets a `paymentToken`, and the payment is paid
   * once the shop's server confirms it.
   */
  manualApproval?: true;
  /**
   * The gateway decides on cancellations later: a refund is first REQUESTED, and
   * `Sandbox.finishCancellation` or the inspector decides.
   */
  cancelsLater?: true;
};

/** A card promotion: PortOne takes this part off the amount of a request that names it. */
export type SandboxPromotion = { id: string; percent: number };

/** Channels of which PortOne picks one: here the first that supports the request. */
export type SandboxChannelGroup = { id: string; name: string; channelKeys: string[] };
