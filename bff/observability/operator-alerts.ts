import type { Logger } from 'pino';
import { isListed } from '../domain/classify-failure.ts';
import type { FulfilmentEvent } from '../domain/fulfilment-event.ts';
import type { ObservedPayment } from '../domain/observed-payment.ts';
import type { Hold, Order } from '../domain/order.ts';
import type { UnmatchedPayment } from '../domain/settle-payment.ts';
import { isHeldWithMoney } from '../domain/transition.ts';
import { refusedWindowOf, windowAlerts } from './window-alerts.ts';

/**
 * Logs what an operator has to look at.
 *
 * @param clock milliseconds since 1970
 */
export function operatorAlerts(log: Logger, clock: () => number) {
  const windowRefused = windowAlerts(log, clock);
  const unknownCodes = new Map<string, number>();

  function settled(order: Order): void {
    const { paymentId, settlement } = order;
    const refused = refusedWindowOf(order);
    if (refused) windowRefused(refused);
    if (settlement?.hold) {
      const { hold } = settlement;
      // The evidence itself stays in the store: a page may have put anything into it.
      const facts = { paymentId, hold: hold.reason, differs: differingFields(hold) };
      if (isHeldWithMoney(settlement)) log.error(facts, 'payment held: a person has to look at it');
      else log.info(facts, 'payment held before any money has moved');
    }
    if (settlement?.status === 'PAID' && settlement.notes) {
      log.info(
        { paymentId, differs: settlement.notes.map(({ field }) => field) },
        'paid with a difference that costs nothing',
      );
    }
    const { pgProvider, pgCode } = settlement?.failure ?? {};
    if (pgProvider !== undefined && pgCode !== undefined && !isListed(pgProvider, pgCode)) {
      const key = `${pgProvider} ${pgCode}`;
      const seen = (unknownCodes.get(key) ?? 0) + 1;
      unknownCodes.set(key, seen);
      log.warn({ pgProvider, pgCode, seen }, 'a code that pg-errors.json does not list');
    }
  }

  function later({ type, paymentId, data }: FulfilmentEvent): void {
    const { cancellationId, dispute } = data;
    if (type === 'payment.cancellation_failed') {
      log.error(
        { code: 'CANCELLATION_FAILED', paymentId, cancellationId },
        'a refund failed, and the buyer does not have the money: a person has to look at it',
      );
    } else if (type === 'payment.dispute_created') {
      log.error(
        { code: 'DISPUTE_CREATED', paymentId, disputeId: dispute?.id },
        'the buyer disputes a payment: a person has to answer it',
      );
    } else {
      log.warn(
        { code: 'DISPUTE_RESOLVED', paymentId, disputeId: dispute?.id },
        'a dispute has ended: PortOne’s console says how',
      );
    }
  }

  function unmatched({ paymentId, status }: UnmatchedPayment): void {
    log.error({ paymentId, status }, 'money came in without an order: a person has to look at it');
  }

  function regression({ paymentId, settlement }: Order, { status }: ObservedPayment): void {
    log.error(
      { code: 'RANK_REGRESSION', paymentId, known: settlement?.status, seen: status },
      'PortOne took back what it had said of a payment: a person has to look at it',
    );
  }

  return { settled, later, unmatched, regression };
}

function differingFields(hold: Hold): string[] {
  return hold.reason === 'MISMATCH' ? hold.evidence.map(({ field }) => field) : [];
}
