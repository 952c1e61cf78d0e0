import type { Kysely } from 'kysely';
import { nextPoll } from '../domain/next-poll.ts';
import type { Order } from '../domain/order.ts';
import type { OpenOrders, Watermark } from '../workers/reconcile.ts';
import { orderIn } from './order-store.ts';
import { guarded, type Tables } from './store.ts';

/** Orders by when they are to be asked about. */
export function openOrders(database: Kysely<Tables>): OpenOrders {
  return {
    takeDue: (now, limit) =>
      guarded(async () => {
        const due = await database
          .selectFrom('orders')
          .select(['payment_id', 'terms', 'settlement', 'version', 'poll_at', 'polls'])
          .where('poll_at', '<=', rfc3339(now))
          .orderBy('poll_at')
          .limit(limit)
          .execute();
        const taken: Order[] = [];
        for (const row of due) {
          const order = orderIn(row);
          const next = nextPoll(order, row.polls, now / 1_000, secondsOf);
          // Another server may have been faster: the time that was read has to be there still.
          const { numUpdatedRows } = await database
            .updateTable('orders')
            .set({
              poll_at: next === undefined ? null : rfc3339(next * 1_000),
              polls: row.polls + 1,
            })
            .where('payment_id', '=', row.payment_id)
            .where('poll_at', '=', row.poll_at)
            .executeTakeFirst();
          if (numUpdatedRows > 0n) taken.push(order);
        }
        return taken;
      }),
  };
}

/** The one row that says how far PortOne's changes have been read. */
const NAME = 'changes';

export function watermark(database: Kysely<Tables>): Watermark {
  return {
    take: (now, until) =>
      guarded(async () => {
        await database
          .insertInto('watermarks')
          .values({ name: NAME, read_until: null, taken_until: rfc3339(0) })
          .onConflict((conflict) => conflict.column('name').doNothing())
          .execute();
        const { numUpdatedRows } = await database
          .updateTable('watermarks')
          .set({ taken_until: rfc3339(until) })
          .where('name', '=', NAME)
          .where('taken_until', '<=', rfc3339(now))
          .executeTakeFirst();
        if (numUpdatedRows === 0n) return undefined;
        const { read_until } = await database
          .selectFrom('watermarks')
          .select('read_until')
          .where('name', '=', NAME)
          .executeTakeFirstOrThrow();
        return { readUntil: read_until ?? undefined };
      }),

    moveTo: (readUntil) =>
      guarded(async () => {
        await database
          .updateTable('watermarks')
          .set({ read_until: readUntil, taken_until: rfc3339(0) })
          .where('name', '=', NAME)
          .execute();
      }),
  };
}

function rfc3339(milliseconds: number): string {
  return new Date(milliseconds).toISOString();
}

function secondsOf(time: string): number {
  return Date.parse(time) / 1_000;
}
