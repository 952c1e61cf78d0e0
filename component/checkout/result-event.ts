import type { PaymentSubject } from '../api/contract.ts';
import { type KnownSubject, type PaymentResult, subjectOf } from '../state/payment-result.ts';
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
 * @param ordered what this browser ordered under that id: servers before 0.1.1 do not say it
 * @param message what the buyer reads, in one line
 */
export function resultEvent(
  result: PaymentResult,
  ordered: KnownSubject | undefined,
  message: string,
): Event {
  switch (result.name) {
    case 'paid':
      return new CheckoutPaidEvent(withSubject(result, ordered));
    case 'pending':
      return new CheckoutPendingEvent(withSubject(result, ordered));
    case 'issued': {
      const { virtualAccount } = result;
      return new CheckoutIssuedEvent({ ...withSubject(result, ordered), virtualAccount });
    }
    case 'cancelled': {
      const { name, isSpent, ...fields } = result;
      return new CheckoutCancelledEvent(fields);
    }
    case 'failed': {
      const { name, mayBeBlocked, ...failure } = result;
      return new CheckoutFailedEvent({ ...failure, message });
    }
  }
}

/** The payment's id and subject: as the server says, else as it was ordered here. */
function withSubject<Result extends KnownSubject & { paymentId: string }>(
  result: Result,
  ordered: KnownSubject | undefined,
): Pick<Result, keyof PaymentSubject> & { paymentId: string } {
  return { paymentId: result.paymentId, ...ordered, ...subjectOf(result) };
}
