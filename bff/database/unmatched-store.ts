import { type Kysely, sql } from 'kysely';
import { OWNER_MAIL } from '../domain/outbox.ts';
import type { UnmatchedPayment, UnmatchedStore } from '../domain/settle-payment.ts';
import { messageId } from './order-store.ts';
import { withStoreErrors } from './store-error.ts';
import type { Tables } from './tables.ts';

/**
 * Money has moved and has not been given back, and no operator has marked the payment as seen. Before
 * 0.3 virtual accounts without a deposit were stored as well.
 */
export const unreviewed = sql<boolean>`seen is null and status in ('PAID', 'PARTIAL_CANCELLED')`;

/** Payments of the store without an order of this server, for an operator to look at. */
export function unmatchedStore(
  database: Kysely<Tables>,
  { mailsOwner = false }: { mailsOwner?: boolean } = {},
): UnmatchedStore {
  return {
    hold: (payment, now) =>
      withStoreErrors(async () => {
        if (!mailsOwner) return hold(database, payment, now);
        return database.transaction().execute(async (transaction) => {
          const isNew = await hold(transaction, payment, now);
          if (isNew)
            await transaction
              .insertInto('fulfilment_events')
              .values(mailOf(payment, now))
              .onConflict((conflict) => conflict.column('id').doNothing())
              .execute();
          return isNew;
        });
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

async function hold(
  connection: Kysely<Tables>,
  payment: UnmatchedPayment,
  now: string,
): Promise<boolean> {
  const { paymentId, status, statusChangedAt } = payment;
  const details = detailsOf(payment);
  const { numInsertedOrUpdatedRows } = await connection
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
}

/** For the owner's mail alone: what receives events knows nothing of such a payment. */
function mailOf(payment: UnmatchedPayment, now: string) {
  const { paymentId, status, statusChangedAt } = payment;
  const type = 'payment.unmatched';
  const data = { paymentId, status, ...unmatchedFacts(payment) };
  return {
    id: messageId(`${type}/${paymentId}/${statusChangedAt}`),
    payment_id: paymentId,
    type,
    body: JSON.stringify({ type, timestamp: now, data }),
    created_at: now,
    attempts: 0,
    due_at: now,
    receiver: OWNER_MAIL,
  };
}

function detailsOf(payment: UnmatchedPayment): string {
  return JSON.stringify(unmatchedFacts(payment));
}

function unmatchedFacts({ transactionId, paidAmount }: UnmatchedPayment) {
  return { transactionId, paidAmount };
}
