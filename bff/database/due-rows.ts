import { type RawBuilder, sql } from 'kysely';
import type { Tables } from './tables.ts';

/** Rows whose time has come, or lies so far ahead that a clock which ran ahead has written it. RFC 3339. */
export type Due = { column: string; by: string; after: string };

export function isDue({ column, by, after }: Due): RawBuilder<boolean> {
  return sql<boolean>`(${sql.ref(column)} <= ${by} or ${sql.ref(column)} > ${after})`;
}

/**
 * The keys of the rows that are due first. Each half is read from the column's index, and no further.
 *
 * @param also what else holds for them
 */
export function earliest(
  table: keyof Tables,
  key: string,
  { column, by, after }: Due,
  limit: number,
  also: RawBuilder<boolean> = sql`true`,
): RawBuilder<string> {
  const half = (condition: RawBuilder<boolean>) => sql`
    select * from (
      select ${sql.ref(key)} from ${sql.table(table)}
      where ${condition} and ${also} order by ${sql.ref(column)} limit ${limit}
    ) as half`;
  return sql<string>`(
    select ${sql.ref(key)} from (
      ${half(sql`${sql.ref(column)} > ${after}`)}
      union all
      ${half(sql`${sql.ref(column)} <= ${by}`)}
    ) as due limit ${limit})`;
}
