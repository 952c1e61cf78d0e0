import type { Kysely } from 'kysely';
import { rfc3339 } from '../time/rfc3339.ts';
import { latestMigration } from './migrations.ts';
import { withStoreErrors } from './store-error.ts';
import type { Tables } from './tables.ts';

/** How long an answer is reused, in milliseconds, so that frequent probes do not write as often. */
const CACHE_MS = 1_000;

/**
 * Whether an order could be written now. A database whose disk is full, or that
 * is only a copy, still reads, so the question is a write: of the one row of a
 * table that is there for it. It finds nothing to write where the tables are
 * those of an older version, as after a backup was restored under the server.
 */
export function readiness(database: Kysely<Tables>): () => Promise<void> {
  let answer: Promise<void> | undefined;

  const write = () =>
    withStoreErrors(async () => {
      const { numUpdatedRows } = await database
        .updateTable('readiness')
        .set({ written_at: rfc3339(Date.now()) })
        .where(({ exists, selectFrom }) =>
          exists(selectFrom('kysely_migration').select('name').where('name', '=', latestMigration)),
        )
        .executeTakeFirst();
      if (numUpdatedRows === 0n) {
        throw new Error('The tables are not those of this version; start the server again');
      }
    });

  return () => {
    if (!answer) {
      answer = write();
      const forget = () => {
        setTimeout(() => {
          answer = undefined;
        }, CACHE_MS).unref();
      };
      answer.then(forget, forget);
    }
    return answer;
  };
}
