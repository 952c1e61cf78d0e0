import type { Kysely } from 'kysely';
import type { WebhookRecord } from '../domain/webhook.ts';
import { rfc3339 } from '../time/rfc3339.ts';
import { withStoreErrors } from './store-error.ts';
import type { Tables } from './tables.ts';

const NAME = 'webhook-accepted';

/** Kept among the watermarks: one time for all servers. */
export function webhookRecord(database: Kysely<Tables>): WebhookRecord {
  return {
    noteAccepted: (at) =>
      withStoreErrors(async () => {
        const time = rfc3339(at);
        await database
          .insertInto('watermarks')
          .values({ name: NAME, taken_until: time })
          .onConflict((conflict) => conflict.column('name').doUpdateSet({ taken_until: time }))
          .execute();
      }),

    lastAccepted: () =>
      withStoreErrors(async () => {
        const row = await database
          .selectFrom('watermarks')
          .select('taken_until')
          .where('name', '=', NAME)
          .executeTakeFirst();
        return row && Date.parse(row.taken_until);
      }),
  };
}
