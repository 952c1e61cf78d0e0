import { createHash } from 'node:crypto';
import type { Kysely, Transaction } from 'kysely';
import type { FulfilmentEvent } from '../domain/fulfilment-event.ts';
import { FIRST_POLL } from '../domain/next-poll.ts';
import type { Order, Settlement } from '../domain/order.ts';
import type { OrderStore } from '../domain/settle-payment.ts';
import { guarded, type StoreOptions, type Tables } from './store.ts';

/** Orders, their fulfilments and what is owed to the owner, changed together. */
export function orderStore(database: Kysely<Tables>, { owesEvents }: StoreOptions): OrderStore {
  return {
    insert: (order) =>
      guarded(async () => {
        const { settlement, version, ...terms } = order;
        await database
          .insertInto('orders')
          .values({
            payment_id: order.paymentId,
            terms: JSON.stringify(terms),
            version,
            created_at: order.createdAt,
            poll_at: new Date(Date.parse(order.createdAt) + FIRST_POLL * 1_000).toISOString(),
            polls: 0,
            ...columnsOf(settlement),
          })
          .execute();
      }),

    find: (paymentId) =>
      guarded(async () => {
        const row = await database
          .selectFrom('orders')
          .select(['terms', 'settlement', 'version'])
          .where('payment_id', '=', paymentId)
          .executeTakeFirst();
        return row && orderIn(row);
      }),

    settle: (order, settlement, events) =>
      guarded(() =>
        database.transaction().execute(async (transaction) => {
          const version = order.version + 1;
          const { numUpdatedRows } = await transaction
            .updateTable('orders')
            .set({ ...columnsOf(settlement), version })
            .where('payment_id', '=', order.paymentId)
            .where('version', '=', order.version)
            .executeTakeFirst();
          if (numUpdatedRows === 0n) return undefined;
          if (settlement.fulfilledAt !== undefined && !order.settlement?.fulfilledAt) {
            await transaction
              .insertInto('fulfilments')
              .values({
                payment_id: order.paymentId,
                transaction_id: settlement.transactionId,
                fulfilled_at: settlement.fulfilledAt,
              })
              .execute();
          }
          await owe(transaction, events, owesEvents);
          return { ...order, settlement, version };
        }),
      ),
  };
}

async function owe(
  transaction: Transaction<Tables>,
  events: readonly FulfilmentEvent[],
  owesEvents: boolean,
): Promise<void> {
  if (events.length === 0) return;
  await transaction
    .insertInto('fulfilment_events')
    .values(
      events.map(({ key, type, paymentId, timestamp, data }) => ({
        id: messageId(key),
        payment_id: paymentId,
        type,
        body: JSON.stringify({ type, timestamp, data }),
        created_at: timestamp,
        attempts: 0,
        due_at: owesEvents ? timestamp : null,
        delivered_at: null,
        last_error: null,
      })),
    )
    .onConflict((conflict) => conflict.column('id').doNothing())
    .execute();
}

/** The same for the same fact, on any server, after any crash and after a restored backup. */
function messageId(key: string): string {
  return `msg_${createHash('sha256').update(key).digest('base64url').slice(0, 32)}`;
}

function columnsOf(settlement: Settlement | undefined) {
  return {
    status: settlement?.status ?? null,
    hold_reason: settlement?.hold?.reason ?? null,
    settlement: settlement ? JSON.stringify(settlement) : null,
  };
}

/** The order in a row of `orders`. */
export function orderIn(row: { terms: string; settlement: string | null; version: number }): Order {
  return {
    ...(JSON.parse(row.terms) as Omit<Order, 'settlement' | 'version'>),
    ...(row.settlement !== null && { settlement: JSON.parse(row.settlement) as Settlement }),
    version: row.version,
  };
}
