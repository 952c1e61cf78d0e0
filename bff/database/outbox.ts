import { type Kysely, sql } from 'kysely';
import { LONGEST_DELIVERY_WAIT_SECONDS, type Outbox } from '../domain/outbox.ts';
import { storableText } from '../domain/storable-text.ts';
import { endOfWaiting, rfc3339 } from '../time/rfc3339.ts';
import { earliest, isDue } from './due-rows.ts';
import { withStoreErrors } from './store-error.ts';
import type { Tables } from './tables.ts';

/** An event whose every delivery failed. */
export const givenUp = sql<boolean>`due_at is null and delivered_at is null and attempts > 0`;
/** An event that was written while no receiver was configured. */
export const unsent = sql<boolean>`due_at is null and delivered_at is null and attempts = 0`;

/** The events for the owner, in the database of the orders, so that both change in one transaction. */
export function outbox(database: Kysely<Tables>): Outbox {
  return {
    acquire: (now, until, limit) =>
      withStoreErrors(async () => {
        const after = endOfWaiting(Date.parse(now), LONGEST_DELIVERY_WAIT_SECONDS * 1_000);
        const due = { column: 'due_at', by: now, after: rfc3339(after) };
        const rows = await database
          .updateTable('fulfilment_events')
          .set(({ eb }) => ({ due_at: until, attempts: eb('attempts', '+', 1) }))
          .where('id', 'in', earliest('fulfilment_events', 'id', due, limit))
          // PostgreSQL checks this again where it had to wait for another server's update.
          .where(isDue(due))
          .returning(['id', 'type', 'payment_id', 'body', 'attempts'])
          .execute();
        return rows.map(({ payment_id: paymentId, ...event }) => ({ ...event, paymentId }));
      }),

    delivered: (id, now) =>
      withStoreErrors(async () => {
        await database
          .updateTable('fulfilment_events')
          .set({ due_at: null, delivered_at: now, last_error: null })
          .where('id', '=', id)
          .execute();
      }),

    failed: ({ id, attempts }, error, dueAt) =>
      withStoreErrors(async () => {
        await database
          .updateTable('fulfilment_events')
          .set({ due_at: dueAt ?? null, last_error: storableText(error) })
          .where('id', '=', id)
          // After a slow delivery another server may have acquired the event, or an
          // operator may have made it due again: then their result counts. An earlier
          // delivery may also have succeeded late.
          .where('attempts', '=', attempts)
          .where('delivered_at', 'is', null)
          .execute();
      }),
  };
}
