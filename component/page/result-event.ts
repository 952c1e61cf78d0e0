import type { KnownSubject, PaymentResult } from '../state/payment-result.ts';
import {
  CheckoutCancelledEvent,
  CheckoutFailedEvent,
  CheckoutIssuedEvent,
  CheckoutPaidEvent,
  CheckoutPendingEvent,
} from './events.ts';

/**
 * The event that tells the page of a result.
 *
 * @param result with what is known of its subject
 * @param message what the buyer reads, in one line
 * @param isHere whether this browser has ordered it
 */
export function resultEvent(
  result: PaymentResult & KnownSubject,
  message: string,
  isHere: boolean,
): Event {
  const here = isHere ? { here: true } : {};
  switch (result.name) {
    case 'paid': {
      const { name, receiptUrl, afterPaid, ...fields } = result;
      return new CheckoutPaidEvent({ ...fields, ...here });
    }
    case 'pending': {
      const { name, why, seems, ...fields } = result;
      return new CheckoutPendingEvent({ ...fields, ...here });
    }
    case 'issued': {
      const { name, orderedAt, ...fields } = result;
      return new CheckoutIssuedEvent({ ...fields, ...here });
    }
    case 'cancelled': {
      const { name, isSpent, ...fields } = result;
      return new CheckoutCancelledEvent({ ...fields, ...here });
    }
    case 'failed': {
      const { name, mayBeBlocked, ...fields } = result;
      return new CheckoutFailedEvent({ ...fields, message, ...here });
    }
  }
}
