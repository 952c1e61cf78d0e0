import { type Kysely, type RawBuilder, sql } from 'kysely';
import { LONGEST_DELIVERY_WAIT_SECONDS, type Outbox } from '../domain/outbox.ts';
import { storableText } from '../domain/storable-text.ts';
import { endOfWaiting, rfc3339 } from '../time/rfc3339.ts';
import { detailsIn, detailsOf } from './buyer-store.ts';
import { earliest, isDue } from './due-rows.ts';
import { withStoreErrors } from './store-error.ts';
import type { Tables } from './tables.ts';

/** An event whose every delivery failed. */
export const givenUp = sql<boolean>`due_at is null and delivered_at is null and attempts > 0`;
/** An event that was written while no receiver was configured. */
export const unsent = sql<boolean>`due_at is null and delivered_at is null and attempts = 0`;

/** The events for the owner, in the database of the orders, so that both change in one transaction. */
export function outbox(database: Kysely<Tables>): Outbox {
  const dueAt = (now: string) => ({
    column: 'due_at',
    by: now,
    after: rfc3339(endOfWaiting(Date.parse(now), LONGEST_DELIVERY_WAIT_SECONDS * 1_000)),
  });

  return {
    acquire: (now, until, limit, receiver) =>
      withStoreErrors(async () => {
        const due = dueAt(now);
        const isTheirs = receiver ? isAddressedTo(receiver) : sql<boolean>`true`;
        const rows = await database
          .updateTable('fulfilment_events')
          .set(({ eb }) => ({ due_at: until, attempts: eb('attempts', '+', 1) }))
          .where('id', 'in', earliest('fulfilment_events', 'id', due, limit, isTheirs))
          // PostgreSQL checks this again where it had to wait for another server's update.
          .where(isDue(due))
          .where(isTheirs)
          .returning(['id', 'event_id', 'type', 'payment_id', 'body', 'attempts'])
          .returning(detailsOf('fulfilment_events.payment_id').as('details'))
          .execute();
        return rows.map(
          ({ id, event_id: eventId, payment_id: paymentId, details, type, body, attempts }) => ({
            id: eventId ?? id,
            deliveryId: id,
            type,
            paymentId,
            body,
            attempts,
            ...detailsIn(details),
          }),
        );
      }),

    address: (now, receivers, limit) =>
      withStoreErrors(async () => {
        // The same one on every server, so that two that do it at once write the same rows.
        const [first, ...others] = receivers.toSorted();
        if (first === undefined) return 0;
        const rows = await database
          .selectFrom('fulfilment_events')
          .selectAll()
          .where('receiver', 'is', null)
          .where('due_at', 'is not', null)
          .where(isDue(dueAt(now)))
          .orderBy('due_at')
          .limit(limit)
          .execute();
        if (rows.length === 0) return 0;
        const further = rows.flatMap((row) =>
          others.map((receiver) => ({
            ...row,
            id: `${row.id}~${receiver}`,
            event_id: row.id,
            receiver,
            attempts: 0,
          })),
        );
        if (further.length > 0) {
          await database
            .insertInto('fulfilment_events')
            .values(further)
            .onConflict((conflict) => conflict.column('id').doNothing())
            .execute();
        }
        // Last: where the server dies before this, the rows are addressed again.
        await database
          .updateTable('fulfilment_events')
          .set({ receiver: first })
          .where(
            'id',
            'in',
            rows.map(({ id }) => id),
          )
          .where('receiver', 'is', null)
          .execute();
        return rows.length;
      }),

    giveUpOthers: (receivers, dueBefore) =>
      withStoreErrors(async () => {
        const rows = await database
          .updateTable('fulfilment_events')
          .set({
            due_at: null,
            attempts: sql`case when attempts = 0 then 1 else attempts end`,
            last_error: 'the settings do not have its receiver any more',
          })
          .where('due_at', '<', dueBefore)
          .where('receiver', 'is not', null)
          .where('receiver', 'not in', receivers)
          .returning('receiver')
          .execute();
        const counts = new Map<string, number>();
        for (const { receiver } of rows) {
          if (receiver !== null) counts.set(receiver, (counts.get(receiver) ?? 0) + 1);
        }
        return counts;
      }),

    delivered: ({ deliveryId }, now) =>
      withStoreErrors(async () => {
        await database
          .updateTable('fulfilment_events')
          .set({ due_at: null, delivered_at: now, last_error: null })
          .where('id', '=', deliveryId)
          .execute();
      }),

    failed: ({ deliveryId, attempts }, error, dueAt) =>
      withStoreErrors(async () => {
        await database
          .updateTable('fulfilment_events')
          .set({ due_at: dueAt ?? null, last_error: storableText(error) })
          .where('id', '=', deliveryId)
          // After a slow delivery another server may have acquired the event, or an
          // operator may have made it due again: then their result counts. An earlier
          // delivery may also have succeeded late.
          .where('attempts', '=', attempts)
          .where('delivered_at', 'is', null)
          .execute();
      }),
  };
}

function isAddressedTo({ name, isOnly }: { name: string; isOnly: boolean }): RawBuilder<boolean> {
  return isOnly
    ? sql<boolean>`(receiver = ${name} or receiver is null)`
    : sql<boolean>`receiver = ${name}`;
}
