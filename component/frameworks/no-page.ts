/**
 * Takes the place of index.ts where there is no page and no Node either: edge and worker runtimes, in
 * which Lit's build for browsers fails for want of `HTMLElement`. A server renders the tag by its name,
 * so that the element's class is never asked for anything there.
 */
export {
  CheckoutCancelledEvent,
  CheckoutFailedEvent,
  CheckoutIssuedEvent,
  CheckoutPaidEvent,
  CheckoutPendingEvent,
  CheckoutReadyEvent,
  CheckoutStartEvent,
} from '../page/events.ts';

export class PortoneCheckout {}

export function definePortoneCheckout(): void {}

export async function takeReturn(): Promise<boolean> {
  return false;
}
