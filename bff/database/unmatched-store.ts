import { type Kysely, sql } from 'kysely';
import type { UnmatchedPayment, UnmatchedStore } from '../domain/settle-payment.ts';
import { withStoreErrors } from './store-error.ts';
import type { Tables } from './tables.ts';

/** Money that is still here, and that nobody has marked as seen. */
export const unreviewed = sql<boolean>`seen is null and status not in ('CANCELLED', 'FAILED')`;

/** Payments of our store that no order of ours is behind, for a person to look at. */
export function unmatchedStore(database: Kysely<Tables>): UnmatchedStore {
  return {
    hold: (stray, now) =>
      withStoreErrors(async () => {
        const { paymentId, status, statusChangedAt } = stray;
        const details = detailsOf(stray);
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
              // Whoever has looked at it has not looked at this.
              .doUpdateSet({ status, status_changed_at: statusChangedAt, details, seen: null })
              .where('strays.status_changed_at', '<', statusChangedAt),
          )
          .executeTakeFirstOrThrow();
        return (numInsertedOrUpdatedRows ?? 0n) > 0n;
      }),

    note: (stray) =>
      withStoreErrors(async () => {
        const { paymentId, status, statusChangedAt } = stray;
        await database
          .updateTable('strays')
          .set({ status, status_changed_at: statusChangedAt, details: detailsOf(stray) })
          .where('payment_id', '=', paymentId)
          .where('status_changed_at', '<', statusChangedAt)
          .execute();
      }),
  };
}

function detailsOf({ transactionId, paidAmount }: UnmatchedPayment): string {
  return JSON.stringify({ transactionId, paidAmount });
}
