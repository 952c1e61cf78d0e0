import type { Kysely } from 'kysely';
import { defined } from '../domain/defined.ts';
import { LONGEST_POLL_SECONDS } from '../domain/next-poll.ts';
import type { Settlement } from '../domain/order.ts';
import type { PortOneStatus } from '../domain/portone-status.ts';
import type { FindKnown, KnownPayment, OpenOrders, Watermark } from '../domain/reconciliation.ts';
import { endOfWaiting, rfc3339 } from '../time/rfc3339.ts';
import { type Due, earliest, isDue } from './due-rows.ts';
import { orderIn } from './order-row.ts';
import { withStoreErrors } from './store-error.ts';
import type { Tables } from './tables.ts';

const pollsDue = (now: number): Due => ({
  column: 'poll_at',
  by: rfc3339(now),
  after: rfc3339(endOfWaiting(now, LONGEST_POLL_SECONDS * 1_000)),
});

/** Orders by the time of their next poll. */
export function openOrders(database: Kysely<Tables>): OpenOrders {
  return {
    acquireDue: (now, until, limit) =>
      withStoreErrors(async () => {
        const due = pollsDue(now);
        const rows = await database
          .updateTable('orders')
          .set({ poll_at: rfc3339(until) })
          .where('payment_id', 'in', earliest('orders', 'payment_id', due, limit))
          // PostgreSQL checks this again where it had to wait for another server's update.
          .where(isDue(due))
          .returning([
            'payment_id',
            'terms',
            'settlement',
            'version',
            'polls',
            'approval',
            'returned_at',
            'returned_with_code',
          ])
          .execute();
        return rows.map((row) => {
          const { payment_id: paymentId, polls } = row;
          try {
            return { paymentId, polls, order: orderIn(row) };
          } catch (error) {
            return { paymentId, polls, error };
          }
        });
      }),

    reschedule: (next, until) =>
      withStoreErrors(async () => {
        if (next.length === 0) return;
        await database.transaction().execute(async (transaction) => {
          for (const { paymentId, polls, at } of next) {
            await transaction
              .updateTable('orders')
              .set({ polls, poll_at: at === undefined ? null : rfc3339(at) })
              .where('payment_id', '=', paymentId)
              .where('poll_at', '=', rfc3339(until))
              .execute();
          }
        });
      }),

    makeDue: (paymentIds, now) =>
      withStoreErrors(async () => {
        await database
          .updateTable('orders')
          .set({ polls: 0, poll_at: rfc3339(now) })
          .where('payment_id', 'in', paymentIds)
          .execute();
      }),

    countDue: (now) =>
      withStoreErrors(async () => {
        const { count } = await database
          .selectFrom('orders')
          .select(({ fn }) => fn.countAll().as('count'))
          .where(isDue(pollsDue(now)))
          .executeTakeFirstOrThrow();
        return Number(count);
      }),
  };
}

/** Finds what is stored about payments in PortOne's list. */
export function knownPayments(database: Kysely<Tables>): FindKnown {
  return (paymentIds) =>
    withStoreErrors(async () => {
      const known = new Map<string, KnownPayment>();
      if (paymentIds.length === 0) return known;
      const unmatched = await database
        .selectFrom('strays')
        .select(['payment_id', 'status', 'status_changed_at'])
        .where('payment_id', 'in', paymentIds)
        .execute();
      for (const { payment_id, status, status_changed_at: statusChangedAt } of unmatched) {
        known.set(payment_id, { isOrder: false, status: status as PortOneStatus, statusChangedAt });
      }
      const orders = await database
        .selectFrom('orders')
        .select(['payment_id', 'settlement'])
        .where('payment_id', 'in', paymentIds)
        .execute();
      for (const { payment_id, settlement } of orders) {
        const { status, statusChangedAt, cancelledAmount } = settlementIn(settlement);
        known.set(payment_id, defined({ isOrder: true, status, statusChangedAt, cancelledAmount }));
      }
      return known;
    });
}

/** Nothing is known of an order whose row cannot be read: settling it says what is wrong. */
function settlementIn(text: string | null): Partial<Settlement> {
  try {
    return text === null ? {} : (JSON.parse(text) as Settlement);
  } catch {
    return {};
  }
}

/** The one row that says how far PortOne's changes have been read. */
export const CHANGES = 'changes';
/** The lease is free. */
const FREE = rfc3339(0);

export function watermark(database: Kysely<Tables>): Watermark {
  return {
    acquire: (now, until) =>
      withStoreErrors(async () => {
        await database
          .insertInto('watermarks')
          .values({ name: CHANGES, taken_until: FREE })
          .onConflict((conflict) => conflict.column('name').doNothing())
          .execute();
        const row = await database
          .updateTable('watermarks')
          .set({ taken_until: rfc3339(until) })
          .where('name', '=', CHANGES)
          .where(
            isDue({
              column: 'taken_until',
              by: rfc3339(now),
              after: rfc3339(endOfWaiting(now, until - now)),
            }),
          )
          .returning(['read_until', 'pass_at', 'pass_until'])
          .executeTakeFirst();
        return (
          row && {
            until,
            cursor: {
              ...(row.read_until !== null && { readUntil: Date.parse(row.read_until) }),
              ...(row.pass_at !== null &&
                row.pass_until !== null && {
                  scan: { at: Date.parse(row.pass_at), until: Date.parse(row.pass_until) },
                }),
            },
          }
        );
      }),

    renew: (lease, until) =>
      withStoreErrors(async () => {
        const { numUpdatedRows } = await database
          .updateTable('watermarks')
          .set({ taken_until: rfc3339(until) })
          .where('name', '=', CHANGES)
          .where('taken_until', '=', rfc3339(lease.until))
          .executeTakeFirst();
        return numUpdatedRows > 0n ? { ...lease, until } : undefined;
      }),

    release: (lease, { readUntil, scan }, completed) =>
      withStoreErrors(async () => {
        await database
          .updateTable('watermarks')
          .set({
            taken_until: FREE,
            read_until: readUntil === undefined ? null : rfc3339(readUntil),
            pass_at: scan ? rfc3339(scan.at) : null,
            pass_until: scan ? rfc3339(scan.until) : null,
            ...(completed !== undefined && { completed_until: rfc3339(completed) }),
          })
          .where('name', '=', CHANGES)
          .where('taken_until', '=', rfc3339(lease.until))
          .execute();
      }),

    lag: (now) =>
      withStoreErrors(async () => {
        const row = await database
          .selectFrom('watermarks')
          .select(['pass_at', 'completed_until'])
          .where('name', '=', CHANGES)
          .executeTakeFirst();
        const reached = [row?.pass_at, row?.completed_until].map((time) => Date.parse(time ?? ''));
        // A time ahead of now is of a clock that ran ahead, and says nothing.
        const latest = endOfWaiting(now, 0);
        const furthest = Math.max(...reached.filter((time) => time <= latest));
        return Math.max(0, (now - furthest) / 1_000);
      }),
  };
}
