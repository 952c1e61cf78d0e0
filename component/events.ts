import type { FailureKind, Item, VirtualAccount } from './contract.ts';

/** Where a checkout came to grief: fetching item or script, ordering, in the window, or afterwards. */
export type FailureStage = 'load' | 'prepare' | 'pay' | 'confirm';

/** Every event crosses shadow roots, so that a page can listen on `document`. */
const everywhere = { bubbles: true, composed: true } as const;

/** The item is shown and can be paid for. */
export class CheckoutReadyEvent extends Event {
  readonly item: Item;

  constructor(item: Item) {
    super('portone-checkout-ready', everywhere);
    this.item = item;
  }
}

/** The buyer pressed pay. `preventDefault()` keeps the payment window closed. */
export class CheckoutStartEvent extends Event {
  readonly itemId: string;
  readonly quantity: number;
  readonly methodId: string;

  constructor(choice: { itemId: string; quantity: number; methodId: string }) {
    super('portone-checkout-start', { ...everywhere, cancelable: true });
    this.itemId = choice.itemId;
    this.quantity = choice.quantity;
    this.methodId = choice.methodId;
  }
}

/** The server has asked PortOne, compared, and stored the payment. */
export class CheckoutPaidEvent extends Event {
  readonly paymentId: string;

  constructor(paymentId: string) {
    super('portone-checkout-paid', everywhere);
    this.paymentId = paymentId;
  }
}

/** A virtual account waits for the buyer's deposit. Nothing is paid yet. */
export class CheckoutIssuedEvent extends Event {
  readonly paymentId: string;
  readonly virtualAccount: VirtualAccount | undefined;

  constructor(paymentId: string, virtualAccount?: VirtualAccount) {
    super('portone-checkout-issued', everywhere);
    this.paymentId = paymentId;
    this.virtualAccount = virtualAccount;
  }
}

/** The payment may have gone through, and nobody can say so yet. Another event follows once it is known. */
export class CheckoutPendingEvent extends Event {
  readonly paymentId: string;

  constructor(paymentId: string) {
    super('portone-checkout-pending', everywhere);
    this.paymentId = paymentId;
  }
}

/** What PortOne and the gateway said, unchanged. */
export type GatewayWords = {
  code?: string | undefined;
  pgCode?: string | undefined;
  pgMessage?: string | undefined;
};

/** The buyer left the payment window without paying. Not a failure. */
export class CheckoutCancelledEvent extends Event {
  declare readonly paymentId: string;
  declare readonly code: string | undefined;
  declare readonly pgCode: string | undefined;
  declare readonly pgMessage: string | undefined;

  constructor({ paymentId, code, pgCode, pgMessage }: GatewayWords & { paymentId: string }) {
    super('portone-checkout-cancelled', everywhere);
    Object.assign(this, { paymentId, code, pgCode, pgMessage });
  }
}

export type CheckoutFailure = GatewayWords & {
  stage: FailureStage;
  kind: FailureKind;
  retryable: boolean;
  paymentId?: string | undefined;
};

/** Something went wrong. `message` is what the buyer reads; the codes are for the owner. */
export class CheckoutFailedEvent extends Event {
  declare readonly stage: FailureStage;
  declare readonly kind: FailureKind;
  declare readonly code: string | undefined;
  declare readonly pgCode: string | undefined;
  declare readonly pgMessage: string | undefined;
  declare readonly message: string;
  declare readonly retryable: boolean;
  declare readonly paymentId: string | undefined;

  constructor(failure: CheckoutFailure, message: string) {
    super('portone-checkout-failed', everywhere);
    const { stage, kind, code, pgCode, pgMessage, retryable, paymentId } = failure;
    Object.assign(this, { stage, kind, code, pgCode, pgMessage, message, retryable, paymentId });
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    'portone-checkout-ready': CheckoutReadyEvent;
    'portone-checkout-start': CheckoutStartEvent;
    'portone-checkout-paid': CheckoutPaidEvent;
    'portone-checkout-issued': CheckoutIssuedEvent;
    'portone-checkout-pending': CheckoutPendingEvent;
    'portone-checkout-cancelled': CheckoutCancelledEvent;
    'portone-checkout-failed': CheckoutFailedEvent;
  }
}
