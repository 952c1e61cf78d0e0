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
} from './api/contract.ts';
export { takeReturn } from './checkout/take-return.ts';
export { definePortoneCheckout } from './define.ts';
export type { CustomMessages, CustomMessages as OwnMessages } from './i18n/custom-messages.ts';
export {
  CheckoutCancelledEvent,
  type CheckoutEventMap,
  CheckoutFailedEvent,
  CheckoutIssuedEvent,
  CheckoutPaidEvent,
  CheckoutPendingEvent,
  CheckoutReadyEvent,
  CheckoutStartEvent,
} from './page/events.ts';
export { PortoneCheckout } from './portone-checkout.ts';
export type { FailureStage } from './state/checkout-failure.ts';

definePortoneCheckout();
