import { definePortoneCheckout } from './define.ts';

export type {
  Buyer,
  Checkout,
  CheckoutMethod,
  Failure,
  FailureKind,
  Item,
  PaymentSubject,
  VirtualAccount,
} from './contract.ts';
export { definePortoneCheckout } from './define.ts';
export {
  CheckoutCancelledEvent,
  type CheckoutEventMap,
  CheckoutFailedEvent,
  CheckoutIssuedEvent,
  CheckoutPaidEvent,
  CheckoutPendingEvent,
  CheckoutReadyEvent,
  CheckoutStartEvent,
  type FailureStage,
} from './events.ts';
export type { OwnMessages } from './own-messages.ts';
export { PortoneCheckout } from './portone-checkout.ts';

definePortoneCheckout();
