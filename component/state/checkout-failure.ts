import type { FailureKind } from '../api/contract.ts';

/** The step that failed: fetching item or script, ordering, in the window, or confirming afterwards. */
export type FailureStage = 'load' | 'prepare' | 'pay' | 'confirm';

/** What PortOne and the gateway said, unchanged. */
export type GatewayDetails = {
  code?: string | undefined;
  pgCode?: string | undefined;
  pgMessage?: string | undefined;
  /** The gateway, by PortOne's name for it. */
  pgProvider?: string | undefined;
};

/** Why a payment failed. */
export type CheckoutFailure = GatewayDetails & {
  stage: FailureStage;
  kind: FailureKind;
  retryable: boolean;
  paymentId?: string | undefined;
};
