import type { FailureKind, Item, PaymentSubject, VirtualAccount } from '../api/contract.ts';
import type { CheckoutFailure, FailureStage, GatewayDetails } from '../state/checkout-failure.ts';

/** Every event crosses shadow roots, so that a page can listen on `document`. */
class CheckoutEvent extends Event {
  constructor(name: string, fields: object, init?: EventInit) {
    super(`portone-checkout-${name}`, { bubbles: true, composed: true, ...init });
    Object.assign(this, fields);
  }
}

/** The item is shown and can be paid for. */
export class CheckoutReadyEvent extends CheckoutEvent {
  declare readonly item: Item;

  constructor(fields: { item: Item }) {
    super('ready', fields);
  }
}

/** The buyer pressed pay. `preventDefault()` keeps the payment window closed. */
export class CheckoutStartEvent extends CheckoutEvent {
  declare readonly itemId: string;
  declare readonly quantity: number;
  declare readonly methodId: string;

  constructor(fields: { itemId: string; quantity: number; methodId: string }) {
    super('start', fields, { cancelable: true });
  }
}

/** What a payment is for, where it is known: an id alone does not tell what was bought. */
type EventSubject = { [Field in keyof PaymentSubject]?: PaymentSubject[Field] | undefined };

/** What the page is told of a payment. It is no proof: a shop's server asks ours (docs/proof.md). */
class PaymentEvent extends CheckoutEvent {
  declare readonly paymentId: string;
  declare readonly itemId: PaymentSubject['itemId'];
  declare readonly itemName: PaymentSubject['itemName'];
  declare readonly quantity: PaymentSubject['quantity'];
  declare readonly totalAmount: PaymentSubject['totalAmount'];
  declare readonly currency: PaymentSubject['currency'];
  declare readonly environment: PaymentSubject['environment'];
  /** `true` where this browser placed the order; absent where the payment was begun in another one. */
  declare readonly here: true | undefined;
}

type Here = { here?: boolean };

/** The server has asked PortOne, compared, and stored the payment. */
export class CheckoutPaidEvent extends PaymentEvent {
  constructor(fields: PaymentSubject & Here & { paymentId: string }) {
    super('paid', fields);
  }
}

/**
 * A virtual account waits for the buyer's deposit. Nothing is paid yet. The account itself is handed
 * to the page in the browser only in which it was ordered.
 */
export class CheckoutIssuedEvent extends PaymentEvent {
  declare readonly virtualAccount: VirtualAccount | undefined;

  constructor(
    fields: PaymentSubject &
      Here & { paymentId: string; virtualAccount: VirtualAccount | undefined },
  ) {
    super('issued', fields);
  }
}

/** What a payment is for comes from the server, or else from the order that this browser placed. */
class OpenPaymentEvent extends CheckoutEvent {
  declare readonly itemId: PaymentSubject['itemId'] | undefined;
  declare readonly itemName: PaymentSubject['itemName'] | undefined;
  declare readonly quantity: PaymentSubject['quantity'] | undefined;
  declare readonly totalAmount: PaymentSubject['totalAmount'] | undefined;
  declare readonly currency: PaymentSubject['currency'] | undefined;
  declare readonly environment: PaymentSubject['environment'] | undefined;
  /** `true` where this browser placed the order; absent where the payment was begun in another one. */
  declare readonly here: true | undefined;
}

/**
 * The payment may have gone through, and the server cannot confirm it yet. Another event follows once it is
 * known.
 */
export class CheckoutPendingEvent extends OpenPaymentEvent {
  declare readonly paymentId: string;

  constructor(fields: EventSubject & Here & { paymentId: string }) {
    super('pending', fields);
  }
}

/** The buyer left the payment window without paying. Not a failure. */
export class CheckoutCancelledEvent extends OpenPaymentEvent {
  declare readonly paymentId: string;
  declare readonly code: string | undefined;
  declare readonly pgCode: string | undefined;
  declare readonly pgMessage: string | undefined;
  declare readonly pgProvider: string | undefined;

  constructor(fields: GatewayDetails & EventSubject & Here & { paymentId: string }) {
    super('cancelled', fields);
  }
}

/** Something went wrong. `message` is what the buyer reads; the codes are for the owner. */
export class CheckoutFailedEvent extends OpenPaymentEvent {
  declare readonly stage: FailureStage;
  declare readonly kind: FailureKind;
  declare readonly code: string | undefined;
  declare readonly pgCode: string | undefined;
  declare readonly pgMessage: string | undefined;
  declare readonly pgProvider: string | undefined;
  declare readonly message: string;
  declare readonly retryable: boolean;
  declare readonly paymentId: string | undefined;

  constructor(fields: CheckoutFailure & EventSubject & Here & { message: string }) {
    super('failed', fields);
  }
}

/** The element's events by name. */
export interface CheckoutEventMap {
  'portone-checkout-ready': CheckoutReadyEvent;
  'portone-checkout-start': CheckoutStartEvent;
  'portone-checkout-paid': CheckoutPaidEvent;
  'portone-checkout-issued': CheckoutIssuedEvent;
  'portone-checkout-pending': CheckoutPendingEvent;
  'portone-checkout-cancelled': CheckoutCancelledEvent;
  'portone-checkout-failed': CheckoutFailedEvent;
}

declare global {
  /** They bubble: `addEventListener` knows them on elements, document and window. */
  interface GlobalEventHandlersEventMap extends CheckoutEventMap {}
}
