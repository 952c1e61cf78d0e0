import type { Kysely } from 'kysely';
import type { Outbox, OutgoingEvent } from '../workers/deliver-fulfilments.ts';
import { guarded, type Tables } from './store.ts';

/** What is owed to the owner, in the database that the orders are in. */
export function outbox(database: Kysely<Tables>): Outbox {
  return {
    take: (now, until, limit) =>
      guarded(async () => {
        const due = await database
          .selectFrom('fulfilment_events')
          .selectAll()
          .where('due_at', '<=', now)
          .orderBy('due_at')
          .limit(limit)
          .execute();
        const taken: OutgoingEvent[] = [];
        for (const row of due) {
          // Another server may have been faster: the due time that was read has to be there still.
          const attempts = row.attempts + 1;
          const { numUpdatedRows } = await database
            .updateTable('fulfilment_events')
            .set({ due_at: until, attempts })
            .where('id', '=', row.id)
            .where('due_at', '=', row.due_at)
            .executeTakeFirst();
          if (numUpdatedRows === 0n) continue;
          const { id, type, payment_id: paymentId, body } = row;
          taken.push({ id, type, paymentId, body, attempts });
        }
        return taken;
      }),

    delivered: (id, now) =>
      guarded(async () => {
        await database
          .updateTable('fulfilment_events')
          .set({ due_at: null, delivered_at: now, last_error: null })
          .where('id', '=', id)
          .execute();
      }),

    failed: (id, error, dueAt) =>
      guarded(async () => {
        await database
          .updateTable('fulfilment_events')
          .set({ due_at: dueAt ?? null, last_error: error })
          .where('id', '=', id)
          .execute();
      }),
  };
}
