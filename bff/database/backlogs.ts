import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { Backlogs } from '../domain/backlogs.ts';
import { LONGEST_DELIVERY_WAIT_SECONDS } from '../domain/outbox.ts';
import { endOfWaiting } from '../time/rfc3339.ts';
import { heldWithMoney } from './order-store.ts';
import { givenUp } from './outbox.ts';
import { withStoreErrors } from './store-error.ts';
import type { Tables } from './tables.ts';
import { unreviewed } from './unmatched-store.ts';

export function backlogs(database: Kysely<Tables>): Backlogs {
  const count = (table: keyof Tables, condition: RawBuilder<boolean>) => () =>
    withStoreErrors(async () => {
      const { rows } = await sql<{ count: number | string }>`
        select count(*) as count from ${sql.table(table)} where ${condition}`.execute(database);
      // PostgreSQL counts further than a number can, and answers with a text.
      return Number(rows[0]?.count);
    });

  return {
    countPending: count('fulfilment_events', sql`due_at is not null`),
    countFailing: count('fulfilment_events', sql`due_at is not null and last_error is not null`),
    countGivenUp: count('fulfilment_events', givenUp),
    countHeld: count('orders', heldWithMoney),
    countUnmatched: count('strays', unreviewed),
    ageOfOldestPending: (now) =>
      withStoreErrors(async () => {
        const { oldest } = await database
          .selectFrom('fulfilment_events')
          .select(({ fn }) => fn.min<string | null>('created_at').as('oldest'))
          .where('due_at', 'is not', null)
          .executeTakeFirstOrThrow();
        if (oldest === null) return 0;
        const written = Date.parse(oldest);
        // A clock that ran ahead has written all of them: how old they are is not known, and
        // 0 would hide that they wait.
        if (written > endOfWaiting(now, 0)) return LONGEST_DELIVERY_WAIT_SECONDS;
        return Math.max(0, (now - written) / 1_000);
      }),
  };
}
