import type { VirtualAccount } from '../../component/api/contract.ts';
import type { GatewayError } from './classify-failure.ts';
import type { Dispute, UndoneCancellation } from './dispute.ts';
import type { PortOneStatus } from './portone-status.ts';

/**
 * A payment as PortOne told it. What the adapter has checked has a type; what
 * is compared with the order comes as it was said, since a wrong shape there is
 * evidence, not an error.
 */
export type ObservedPayment = {
  paymentId: string;
  status: PortOneStatus;
  transactionId: string;
  /** With nine digits of a second, so that the texts compare as times. */
  statusChangedAt: string;
  /** In the same form; absent where PortOne says no such time, or nothing that is a time. */
  requestedAt?: string;
  claims: Claims;
  pgProvider?: string;
  paidAmount?: number;
  cancelledAmount?: number;
  /** Refunds that have gone through, oldest first. */
  cancellations: Array<{ id: string; amount: number }>;
  undoneCancellations?: UndoneCancellation[];
  /** PortOne lists them with a payment that is PAID, and with no other. */
  disputes?: Dispute[];
  paidAt?: string;
  receiptUrl?: string;
  failure?: GatewayError;
  virtualAccount?: VirtualAccount;
};

/** The part of a payment that is compared with the order. What PortOne need not say is optional. */
export type Claims = {
  storeId: unknown;
  channelType: unknown;
  channelKey: unknown;
  orderName: unknown;
  totalAmount: unknown;
  currency: unknown;
  /** A JSON text, as PortOne keeps what the page sent. */
  customData: unknown;
  paidAmount?: unknown;
  discount?: unknown;
  cancelledAmount?: unknown;
  promotionId?: unknown;
  /** Of the group that the payment's channel was taken from. */
  channelGroupId?: unknown;
  taxFreeAmount?: unknown;
  vatAmount?: unknown;
  isCulturalExpense?: unknown;
  escrow?: unknown;
  products?: unknown;
  installmentMonth?: unknown;
};
