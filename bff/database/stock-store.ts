import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { Settlement } from '../domain/order.ts';
import {
  type CountedOrder,
  HOLD_MS,
  type HoldTerms,
  judgeHold,
  type StockChange,
  type StockStore,
} from '../domain/sale/stock.ts';
import type { CountedTerms } from '../domain/settle-payment.ts';
import { rfc3339 } from '../time/rfc3339.ts';
import { holdAtOnce, holdRow, isLive } from './hold-at-once.ts';
import { withStoreErrors } from './store-error.ts';
import type { Tables } from './tables.ts';

/**
 * The shelves: of each, how many pieces are sold, and which orders hold some until they are paid. A row of
 * `stock_shelves` is the lock of its shelf. Transactions take it before anything else, so that none waits
 * for one that waits for it.
 */
export function stockStore(database: Kysely<Tables>): StockStore {
  return {
    hold: (order, terms) =>
      withStoreErrors(
        async () =>
          (await holdAtOnce(database, order, terms)) ||
          database.transaction().execute(async (transaction) => {
            const placed = await holdIn(transaction, order, terms);
            await placed.write();
            return placed.isHeld;
          }),
      ),

    count: (now) =>
      withStoreErrors(async () => {
        const rows = await countedShelves(database, now);
        return new Map(rows.map(({ shelf, sold, held }) => [shelf, { sold, held }]));
      }),

    note: (shelves) =>
      withStoreErrors(async () => {
        const known = await countedShelves(database, 0);
        const before = new Map(known.map(({ shelf, stock }) => [shelf, stock]));
        const changed = [...shelves].filter(([shelf, stock]) => before.get(shelf) !== stock);
        const gone = known.filter(({ shelf, stock }) => stock !== null && !shelves.has(shelf));
        if (changed.length + gone.length === 0) return;
        await database.transaction().execute(async (transaction) => {
          // Servers lock the rows in the same order.
          const all = [...changed, ...gone.map(({ shelf }) => [shelf, null] as const)];
          for (const [shelf, stock] of all.toSorted(([a], [b]) => (a < b ? -1 : 1))) {
            await lockShelf(transaction, shelf, stock);
          }
        });
      }),

    sweep: (now) =>
      withStoreErrors(async () => {
        const { numDeletedRows } = await database
          .deleteFrom('stock_holds')
          .where(sql<boolean>`not ${isLive(now)}`)
          .executeTakeFirstOrThrow();
        return Number(numDeletedRows);
      }),
  };
}

/** A shelf as an operator reads it, in pieces; `stock` as a server's catalog said last. */
export type CountedShelf = { shelf: string; stock: number | null; sold: number; held: number };

/** @param now milliseconds since 1970 */
export async function countedShelves(
  database: Kysely<Tables>,
  now: number,
): Promise<CountedShelf[]> {
  const { rows } = await sql<CountedShelf>`
    select shelf, stock, sold, (
      select coalesce(sum(quantity), 0) from stock_holds
      where stock_holds.shelf = stock_shelves.shelf and ${isLive(now)}
    ) as held
    from stock_shelves order by shelf`.execute(database);
  // PostgreSQL's long numbers come as texts.
  return rows.map(({ shelf, stock, sold, held }) => ({
    shelf,
    stock: stock === null ? null : Number(stock),
    sold: Number(sold),
    held: Number(held),
  }));
}

/**
 * Decides in a transaction whether an order gets its pieces. The shelf stays locked until its end.
 *
 * @returns whether it holds them, and what is left to be written for that
 * @throws {CheckoutError} `SOLD_OUT`
 */
export async function holdIn(
  transaction: Kysely<Tables>,
  order: CountedOrder,
  terms: HoldTerms,
): Promise<{ isHeld: boolean; write(): Promise<void> }> {
  const { now, client, instead, stock } = terms;
  const { shelf } = order.sale.stock;
  const { paymentId } = order;
  const sold = await lockShelf(transaction, shelf, stock);
  const part = (condition: RawBuilder<unknown>) =>
    sql`coalesce(sum(case when ${condition} then quantity else 0 end), 0)`;
  // Another statement than the lock's: it sees what those have done who had the lock before.
  const { rows } = await sql<Record<'held' | 'ofClient' | 'around' | 'own' | 'paid', unknown>>`
    select
      ${part(sql`payment_id <> ${paymentId}`)} as held,
      ${part(sql`payment_id <> ${paymentId} and client = ${client?.network ?? ''}`)} as "ofClient",
      ${part(sql`payment_id <> ${paymentId} and around = ${client?.around ?? ''}`)} as around,
      ${part(sql`payment_id = ${paymentId}`)} as own,
      (select count(*) from fulfilments where payment_id = ${paymentId}) as paid
    from stock_holds
    where shelf = ${shelf} and ${isLive(now)} and payment_id <> ${instead ?? ''}`.execute(
    transaction,
  );
  const [held, ofClient, around, own, paid] = (
    ['held', 'ofClient', 'around', 'own', 'paid'] as const
  ).map((name) => Number(rows[0]?.[name])) as [number, number, number, number, number];
  const nothing = async () => {};
  if (own > 0 || paid > 0) return { isHeld: own > 0, write: nothing };

  const isHeld = judgeHold(order, terms, { sold, held, ofClient, around });
  return {
    isHeld,
    async write() {
      if (instead !== undefined) await freeInstead(transaction, instead, now);
      if (!isHeld) return;
      const row = holdRow(order, terms);
      await transaction
        .insertInto('stock_holds')
        .values(row)
        .onConflict((conflict) => conflict.column('payment_id').doUpdateSet(row))
        .execute();
    },
  };
}

/**
 * Does in the transaction of a settlement what it means for its order's pieces.
 *
 * @returns whether the order gets its pieces, where it wants some
 */
export async function changeStockIn(
  transaction: Kysely<Tables>,
  { order, settlement }: { order: CountedOrder; settlement: Settlement },
  what: StockChange,
  counted: CountedTerms | undefined,
): Promise<boolean> {
  switch (what) {
    case 'sell': {
      const isSold = await sellIn(transaction, order, counted);
      if (!isSold) await freeIn(transaction, order);
      return isSold;
    }
    case 'return':
      await returnIn(transaction, order);
      break;
    case 'free':
      await freeIn(transaction, order);
      break;
    case 'hold for deposit':
      if (counted) await holdForDepositIn(transaction, order, settlement, counted.now);
      break;
    case 'end of deposit':
      await freeIn(transaction, order, true);
      break;
  }
  return true;
}

/**
 * Counts an order's pieces as sold, if there are so many that neither are sold nor held by others. A hold
 * that is not over has them, as long as the catalog still counts them.
 *
 * @param counted absent where a person says so, and without a stock where the catalog counts none: nothing limits it
 * @returns whether there were
 */
async function sellIn(
  transaction: Kysely<Tables>,
  { paymentId, sale }: CountedOrder,
  { stock, now = 0 }: Partial<CountedTerms> = {},
): Promise<boolean> {
  const { shelf, quantity } = sale.stock;
  if (stock === undefined) return sellIf(sql`true`, sql`true`);
  const atMost = (pieces: RawBuilder<unknown>) => sql`${pieces} <= cast(${stock} as bigint)`;
  const [first, further] = [
    sql`cast(${quantity} as bigint)`,
    sql`stock_shelves.sold + excluded.sold`,
  ];
  const holds = sql`exists (
    select 1 from stock_holds where payment_id = ${paymentId} and ${isLive(now)})`;
  if (await sellIf(sql`${atMost(first)} and ${holds}`, sql`${atMost(further)} and ${holds}`)) {
    return true;
  }
  // What others hold is read once none of them can hold more.
  await lockShelf(transaction, shelf, stock);
  const held = sql`(
    select coalesce(sum(quantity), 0) from stock_holds
    where stock_holds.shelf = ${shelf} and payment_id <> ${paymentId} and ${isLive(now)})`;
  return sellIf(atMost(first), atMost(sql`${further} + ${held}`));

  /** On PostgreSQL \`further\` reads the row as it is once it is locked: no more are sold than there are. */
  async function sellIf(first: RawBuilder<unknown>, further: RawBuilder<unknown>) {
    const { rows } = await sql`
      insert into stock_shelves (shelf, sold)
      select ${shelf}, cast(${quantity} as bigint) where ${first}
      on conflict (shelf) do update set sold = stock_shelves.sold + excluded.sold where ${further}
      returning shelf`.execute(transaction);
    return rows.length > 0;
  }
}

/** Puts an order's pieces back, which were sold. */
async function returnIn(transaction: Kysely<Tables>, { sale }: CountedOrder): Promise<void> {
  const { shelf, quantity } = sale.stock;
  await transaction
    .updateTable('stock_shelves')
    .set(({ eb }) => ({ sold: eb('sold', '-', quantity) }))
    .where('shelf', '=', shelf)
    .execute();
}

/** Ends an order's hold; where told so, only one that is for a deposit. */
async function freeIn(
  transaction: Kysely<Tables>,
  { paymentId }: CountedOrder,
  forDeposit = false,
): Promise<void> {
  const hold = transaction.deleteFrom('stock_holds').where('payment_id', '=', paymentId);
  await (forDeposit ? hold.where('for_deposit', '=', 1) : hold).execute();
}

/**
 * Lets an order hold its pieces until its account ends, and a while longer: PortOne tells of a deposit
 * later. What it does not hold by now, it does not begin to.
 *
 * @param now milliseconds since 1970
 */
async function holdForDepositIn(
  transaction: Kysely<Tables>,
  { paymentId }: CountedOrder,
  { virtualAccount }: Settlement,
  now: number,
): Promise<void> {
  const end = Date.parse(virtualAccount?.dueAt ?? '');
  if (Number.isNaN(end)) return;
  await transaction
    .updateTable('stock_holds')
    .set({ held_until: rfc3339(end + HOLD_MS), for_deposit: 1 })
    .where('payment_id', '=', paymentId)
    .where(isLive(now))
    .execute();
}

/** An account that waits for a deposit is an order by itself: nothing takes its place. */
async function freeInstead(
  transaction: Kysely<Tables>,
  paymentId: string,
  now: number,
): Promise<void> {
  await transaction
    .deleteFrom('stock_holds')
    .where('payment_id', '=', paymentId)
    .where('for_deposit', '=', 0)
    .where('held_until', '>', rfc3339(now))
    .execute();
}

/** @returns how many are sold, as no other transaction can change until this one's end */
async function lockShelf(
  transaction: Kysely<Tables>,
  shelf: string,
  stock: number | null,
): Promise<number> {
  const { rows } = await sql<{ sold: number | string }>`
    insert into stock_shelves (shelf, stock, sold)
    values (${shelf}, cast(${stock} as bigint), 0)
    on conflict (shelf) do update set stock = excluded.stock
    returning sold`.execute(transaction);
  return Number(rows[0]?.sold);
}
