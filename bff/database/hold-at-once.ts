import { type Kysely, type RawBuilder, sql } from 'kysely';
import { type CountedOrder, HOLD_MS, type HoldTerms } from '../domain/sale/stock.ts';
import { endOfWaiting, rfc3339 } from '../time/rfc3339.ts';
import { isPostgres } from './migrations.ts';
import type { Tables } from './tables.ts';

/** Rows that are stored together with a hold, or not at all. */
export type RowsOfOrder = { orders: object; buyers?: object };

/**
 * Holds an order's pieces with one statement, where nothing has to be weighed: enough are left, its client
 * holds none of this shelf, and it takes the place of no other order. On PostgreSQL the same statement
 * stores the order.
 *
 * A statement of PostgreSQL sees what was committed before it began, not what was committed while it
 * waited for the shelf's lock. It therefore holds only on the version of the shelf's row that it has seen.
 * All who hold or sell write that row: where it still has that version, no other hold was missed.
 *
 * @param rows of PostgreSQL alone: SQLite stores them with statements of their own, in a transaction
 * @returns whether it did. Otherwise nothing is stored, and the shelf has to be locked and read
 */
export async function holdAtOnce(
  connection: Kysely<Tables>,
  order: CountedOrder,
  terms: HoldTerms,
  rows: Partial<RowsOfOrder> = {},
): Promise<boolean> {
  if (terms.instead !== undefined) return false;
  const { shelf } = order.sale.stock;
  const row = holdRow(order, terms);
  if (!isPostgres(connection)) {
    const { rows: held } = await sql`
      ${insertFrom('stock_holds', row, sql`stock_shelves where ${isToBeHeld(order, terms)}`)}
      on conflict (payment_id) do update set ${replaced(row)}
      returning payment_id`.execute(connection);
    return held.length > 0;
  }
  const placed = Object.entries(rows).map(
    ([table, one]) =>
      sql`, ${sql.ref(`placed_${table}`)} as (${insertFrom(table, one, sql`taken`)})`,
  );
  const { rows: taken } = await sql`
    with seen as materialized (
      select shelf, xmin as seen_version from stock_shelves where ${isToBeHeld(order, terms)}
    ), taken as (
      update stock_shelves set stock = ${terms.stock} from seen
      where stock_shelves.shelf = ${shelf} and stock_shelves.xmin = seen.seen_version
      returning stock_shelves.shelf
    ), held as (
      ${insertFrom('stock_holds', row, sql`taken`)}
      on conflict (payment_id) do update set ${replaced(row)}
    )${sql.join(placed, sql``)}
    select shelf from taken`.execute(connection);
  return taken.length > 0;
}

/** What an order's hold is stored as. */
export function holdRow(
  { paymentId, sale }: CountedOrder,
  { now, client }: HoldTerms,
): Tables['stock_holds'] {
  return {
    payment_id: paymentId,
    shelf: sale.stock.shelf,
    quantity: sale.stock.quantity,
    held_until: rfc3339(now + HOLD_MS),
    client: client?.network ?? null,
    around: client?.around ?? null,
    for_deposit: 0,
  };
}

/**
 * What an order that is paid once held is sold, or was. A hold that ends later than any of now can was
 * written by a clock that ran ahead.
 *
 * @param now milliseconds since 1970
 */
export function isLive(now: number): RawBuilder<boolean> {
  return sql<boolean>`(held_until > ${rfc3339(now)}
    and (for_deposit = 1 or held_until <= ${rfc3339(endOfWaiting(now, HOLD_MS))})
    and not exists (
      select 1 from fulfilments where fulfilments.payment_id = stock_holds.payment_id))`;
}

/** Of a shelf: the first hold of a client is never above its ceiling. */
function isToBeHeld(
  { paymentId, sale }: CountedOrder,
  { now, stock, client }: HoldTerms,
): RawBuilder<boolean> {
  const { shelf, quantity } = sale.stock;
  const lives = sql`from stock_holds where stock_holds.shelf = ${shelf} and ${isLive(now)}`;
  return sql<boolean>`stock_shelves.shelf = ${shelf}
    and sold + (select coalesce(sum(quantity), 0) ${lives}) + ${quantity} <= ${stock}
    and not exists (select 1 ${lives} and (
      payment_id = ${paymentId}
      or client = ${client?.network ?? ''} or around = ${client?.around ?? ''}))
    and not exists (select 1 from fulfilments where payment_id = ${paymentId})`;
}

function insertFrom(table: string, row: object, source: RawBuilder<unknown>): RawBuilder<unknown> {
  const columns = Object.keys(row).map((column) => sql.ref(column));
  return sql`insert into ${sql.table(table)} (${sql.join(columns)})
    select ${sql.join(Object.values(row))} from ${source}`;
}

function replaced(row: object): RawBuilder<unknown> {
  return sql.join(
    Object.keys(row).map((column) => sql`${sql.ref(column)} = ${sql.ref(`excluded.${column}`)}`),
  );
}
