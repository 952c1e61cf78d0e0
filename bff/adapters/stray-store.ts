import type { Kysely } from 'kysely';
import type { StrayStore } from '../domain/settle-payment.ts';
import { guarded, type Tables } from './store.ts';

/** Payments of our store that no order of ours is behind, for a person to look at. */
export function strayStore(database: Kysely<Tables>): StrayStore {
  return {
    hold: (payment, now) =>
      guarded(async () => {
        const { paymentId, status, statusChangedAt, transactionId, paidAmount } = payment;
        const details = JSON.stringify({ transactionId, paidAmount });
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
  };
}
