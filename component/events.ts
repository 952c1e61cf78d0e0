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
  readonly paymentId: string;
  readonly code: string | undefined;
  readonly pgCode: string | undefined;
  readonly pgMessage: string | undefined;

  constructor(paymentId: string, words: GatewayWords = {}) {
    super('portone-checkout-cancelled', everywhere);
    this.paymentId = paymentId;
    this.code = words.code;
    this.pgCode = words.pgCode;
    this.pgMessage = words.pgMessage;
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
  readonly stage: FailureStage;
  readonly kind: FailureKind;
  readonly code: string | undefined;
  readonly pgCode: string | undefined;
  readonly pgMessage: string | undefined;
  readonly message: string;
  readonly retryable: boolean;
  readonly paymentId: string | undefined;

  constructor(failure: CheckoutFailure, message: string) {
    super('portone-checkout-failed', everywhere);
    this.stage = failure.stage;
    this.kind = failure.kind;
    this.code = failure.code;
    this.pgCode = failure.pgCode;
    this.pgMessage = failure.pgMessage;
    this.message = message;
    this.retryable = failure.retryable;
    this.paymentId = failure.paymentId;
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
