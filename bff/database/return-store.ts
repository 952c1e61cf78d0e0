import { type Kysely, sql } from 'kysely';
import { FIRST_POLL_SECONDS } from '../domain/next-poll.ts';
import type { Order } from '../domain/order.ts';
import {
  isOpen,
  MARK_LIFE_MS,
  MAX_MARKS,
  type OrderReturn,
  PAGE_LIFE_MS,
  RETURN_OPEN_MS,
  type ReturnStore,
} from '../domain/order-return.ts';
import { isSameToken, type KeptToken, withToken } from '../domain/payment-token.ts';
import { isPaidOrBeyond } from '../domain/transition.ts';
import { orderIn } from './order-row.ts';
import { withStoreErrors } from './store-error.ts';
import type { Tables } from './tables.ts';

const ORDER_COLUMNS = [
  'terms',
  'settlement',
  'version',
  'secret_hash',
  'returned_at',
  'returned_with_code',
  'approval',
] as const;

/** Rows of one statement, so that none takes long, whatever has piled up. */
const SWEEP_SIZE = 500;

/** The ways back of the orders. */
export function returnStore(database: Kysely<Tables>): ReturnStore {
  /** Compare and set: the loser of the race reads the tokens again. One that is not needed any more is not kept. */
  const changeTokens = (paymentId: string, change: (kept: KeptToken[]) => KeptToken[]) =>
    withStoreErrors(async () => {
      for (;;) {
        const row = await database
          .selectFrom('orders')
          .select(ORDER_COLUMNS)
          .where('payment_id', '=', paymentId)
          .executeTakeFirst();
        const { settlement, approval = [] } = row ? orderIn(row) : {};
        if (!row || (settlement && isPaidOrBeyond(settlement))) return;
        const changed = change(approval);
        const json = changed.length > 0 ? JSON.stringify(changed) : null;
        if (json === row.approval) return;
        const { numUpdatedRows } = await database
          .updateTable('orders')
          .set({
            approval: json,
            ...(!json && {
              returned_with_code: sql`case when returned_at is null then returned_with_code else 1 end`,
            }),
          })
          .where('payment_id', '=', paymentId)
          .where('approval', 'is not distinct from', row.approval)
          .executeTakeFirst();
        if (numUpdatedRows > 0n) return;
      }
    });

  return {
    find: (paymentId) =>
      withStoreErrors(async () => {
        const row = await database
          .selectFrom('orders')
          .select([...ORDER_COLUMNS, 'return_hash', 'page', 'return_closed_at'])
          .where('payment_id', '=', paymentId)
          .executeTakeFirst();
        return (
          row && {
            order: orderIn(row),
            page: row.page ?? undefined,
            ...(row.return_hash !== null && { returnHash: row.return_hash }),
            ...(row.returned_at !== null && { returnedAt: Date.parse(row.returned_at) }),
            ...(row.return_closed_at !== null && { closedAt: Date.parse(row.return_closed_at) }),
          }
        );
      }),

    visit: (found, { withCode, token, mark, now }) =>
      withStoreErrors(() =>
        database.transaction().execute(async (transaction) => {
          const { order } = found;
          const approval = approvalWith(
            found,
            token && { ...token, ...(isOpen(found, now) && { mark: mark.hash }) },
          );
          const isWaiting = !(order.settlement && isPaidOrBeyond(order.settlement));
          const row = await transaction
            .updateTable('orders')
            .set({
              returned_at: order.returned?.at ?? rfc3339(now),
              // A visit that says nothing of a failure outweighs one that does.
              returned_with_code: withCode && order.returned?.withCode !== false ? 1 : 0,
              approval: approval ? JSON.stringify(approval) : null,
              // Whatever becomes of this process, another one asks.
              ...(isWaiting && { poll_at: rfc3339(now + FIRST_POLL_SECONDS * 1_000), polls: 0 }),
            })
            .where('payment_id', '=', order.paymentId)
            .where('returned_at', 'is not distinct from', order.returned?.at ?? null)
            .where(
              'returned_with_code',
              'is not distinct from',
              order.returned ? Number(order.returned.withCode) : null,
            )
            .where(
              'approval',
              'is not distinct from',
              order.approval ? JSON.stringify(order.approval) : null,
            )
            .returning(['returned_at', 'return_closed_at'])
            .executeTakeFirst();
          if (!row) return undefined;
          const mayMark =
            row.return_closed_at === null &&
            now < Date.parse(row.returned_at as string) + RETURN_OPEN_MS;
          if (!mayMark) return { isMarked: false };
          const { count } = await transaction
            .selectFrom('return_marks')
            .select(({ fn }) => fn.countAll().as('count'))
            .where('payment_id', '=', order.paymentId)
            .executeTakeFirstOrThrow();
          if (Number(count) >= MAX_MARKS) {
            if (!token) return { isMarked: false };
            // By its mark the browser that ordered makes the token its own.
            await transaction
              .deleteFrom('return_marks')
              .where('hash', '=', (marks) =>
                marks
                  .selectFrom('return_marks')
                  .select('hash')
                  .where('payment_id', '=', order.paymentId)
                  .orderBy('expires_at')
                  .limit(1),
              )
              .execute();
          }
          await transaction
            .insertInto('return_marks')
            .values({
              ...mark,
              payment_id: order.paymentId,
              expires_at: rfc3339(now + MARK_LIFE_MS),
            })
            .execute();
          return { isMarked: true };
        }),
      ),

    redeem: (markHash, origins, now) =>
      withStoreErrors(async () => {
        const row = await database
          .updateTable('orders')
          .set({ return_closed_at: rfc3339(now) })
          .where('payment_id', 'in', (marked) =>
            marked
              .selectFrom('return_marks')
              .select('payment_id')
              .where('hash', '=', markHash)
              .where('origin', 'in', origins)
              .where('expires_at', '>', rfc3339(now)),
          )
          .where('return_closed_at', 'is', null)
          .returning(ORDER_COLUMNS)
          .executeTakeFirst();
        return row && orderIn(row);
      }),

    reopen: (paymentId, page) =>
      withStoreErrors(() =>
        database.transaction().execute(async (transaction) => {
          await transaction
            .updateTable('orders')
            .set({
              page: page ?? null,
              returned_at: null,
              returned_with_code: null,
              return_closed_at: null,
            })
            .where('payment_id', '=', paymentId)
            .execute();
          await transaction
            .deleteFrom('return_marks')
            .where('payment_id', '=', paymentId)
            .execute();
        }),
      ),

    keepOwnToken: (paymentId, token) =>
      changeTokens(paymentId, (kept) => withToken(kept, { ...token, isOwn: true })),

    noteOwnVisit: (paymentId, markHash) =>
      changeTokens(paymentId, (kept) =>
        kept.map((token) => (token.mark === markHash ? { ...token, isOwn: true } : token)),
      ),

    dropToken: (paymentId, token) =>
      changeTokens(paymentId, (kept) => kept.filter((other) => !isSameToken(other, token))),

    sweep: (now) =>
      withStoreErrors(async () => {
        const dayAgo = rfc3339(now - PAGE_LIFE_MS);
        const closedBefore = rfc3339(now - RETURN_OPEN_MS);
        // Statements of their own, each with its index.
        return (
          (await forget('page', 'created_at', dayAgo)) +
          (await forget('page', 'return_closed_at', closedBefore)) +
          (await forget('approval', 'created_at', dayAgo)) +
          (await forgetMarks(rfc3339(now)))
        );
      }),
  };

  async function forget(
    column: 'page' | 'approval',
    since: 'created_at' | 'return_closed_at',
    before: string,
  ): Promise<number> {
    const { numUpdatedRows } = await database
      .updateTable('orders')
      .set({ [column]: null })
      .where('payment_id', 'in', (old) =>
        old
          .selectFrom('orders')
          .select('payment_id')
          .where(column, 'is not', null)
          .where(since, '<', before)
          .limit(SWEEP_SIZE),
      )
      .executeTakeFirstOrThrow();
    return Number(numUpdatedRows);
  }

  async function forgetMarks(before: string): Promise<number> {
    const { numDeletedRows } = await database
      .deleteFrom('return_marks')
      .where('hash', 'in', (old) =>
        old
          .selectFrom('return_marks')
          .select('hash')
          .where('expires_at', '<', before)
          .limit(SWEEP_SIZE),
      )
      .executeTakeFirstOrThrow();
    return Number(numDeletedRows);
  }
}

/** The tokens that are kept after a visit. One that is not needed any more is not kept. */
function approvalWith({ order }: OrderReturn, token: KeptToken | undefined): Order['approval'] {
  const isOver = order.settlement && isPaidOrBeyond(order.settlement);
  return !token || isOver ? order.approval : withToken(order.approval ?? [], token);
}

function rfc3339(milliseconds: number): string {
  return new Date(milliseconds).toISOString();
}
