import { type Kysely, sql } from 'kysely';
import type { UnmatchedPayment, UnmatchedStore } from '../domain/settle-payment.ts';
import { withStoreErrors } from './store-error.ts';
import type { Tables } from './tables.ts';

/**
 * Money has moved and has not been given back, and no operator has marked the payment as seen. Before
 * 0.3 virtual accounts without a deposit were stored as well.
 */
export const unreviewed = sql<boolean>`seen is null and status in ('PAID', 'PARTIAL_CANCELLED')`;

/** Payments of the store without an order of this server, for an operator to look at. */
export function unmatchedStore(database: Kysely<Tables>): UnmatchedStore {
  return {
    hold: (payment, now) =>
      withStoreErrors(async () => {
        const { paymentId, status, statusChangedAt } = payment;
        const details = detailsOf(payment);
        const { numInsertedOrUpdatedRows } = await database
          .insertInto('strays')
          .values({
            payment_id: paymentId,
            status,
            status_changed_at: statusChangedAt,
            details,
            first_seen_at: now,
          })
          .onConflict((conflict) =>
            conflict
              .column('payment_id')
              // An operator who has seen the payment has not seen this change.
              .doUpdateSet({ status, status_changed_at: statusChangedAt, details, seen: null })
              .where('strays.status_changed_at', '<', statusChangedAt),
          )
          .executeTakeFirstOrThrow();
        return (numInsertedOrUpdatedRows ?? 0n) > 0n;
      }),

    note: (payment) =>
      withStoreErrors(async () => {
        const { paymentId, status, statusChangedAt } = payment;
        await database
          .updateTable('strays')
          .set({ status, status_changed_at: statusChangedAt, details: detailsOf(payment) })
          .where('payment_id', '=', paymentId)
          .where('status_changed_at', '<', statusChangedAt)
          .execute();
      }),
  };
}

function detailsOf({ transactionId, paidAmount }: UnmatchedPayment): string {
  return JSON.stringify({ transactionId, paidAmount });
}
