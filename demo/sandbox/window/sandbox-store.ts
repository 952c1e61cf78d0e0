/** A store's settings, as PortOne's console has them. */
import type { PgProvider } from '../gateways/gateways.ts';

export type SandboxStore = {
  id: string;
  merchantId?: string;
  name: string;
  channels: SandboxChannel[];
  channelGroups?: SandboxChannelGroup[];
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
};

/** Channels of which PortOne picks one: here the first that supports the request. */
export type SandboxChannelGroup = { id: string; name: string; channelKeys: string[] };
