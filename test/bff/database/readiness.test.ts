import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, test } from 'node:test';
import { Kysely, sql } from 'kysely';
import { databaseDialect } from '../../../bff/database/dialects.ts';
import { openStore, type Store } from '../../../bff/database/open-store.ts';
import { engines, testDatabases } from '../../support/server/database.ts';

const databases = testDatabases();

for (const engine of engines) {
  describe(`readiness on ${engine}`, () => {
    let store: Store;
    let database: Kysely<unknown>;
    beforeEach(async () => {
      const url = await databases.empty(engine);
      store = await openStore(databaseDialect(url), { sendsEvents: true });
      database = new Kysely({ dialect: databaseDialect(url) });
    });
    afterEach(async () => {
      await database.destroy();
      await store.close();
    });

    /** Reads go on; every write fails for want of room. */
    async function fillDisk(): Promise<void> {
      if (engine === 'SQLite') {
        await sql`create trigger full_disk before update on readiness
          begin select raise(abort, 'no room'); end`.execute(database);
        return;
      }
      await sql`create function full_disk() returns trigger language plpgsql
        as ${sql.lit("begin raise exception 'no room'; end")}`.execute(database);
      await sql`create trigger full_disk before update on readiness
        for each row execute function full_disk()`.execute(database);
    }

    test('is there where the database takes writes', async () => {
      await store.ping();
    });

    test('is not there where the database only reads', async () => {
      await fillDisk();
      await assert.rejects(store.ping(), { code: 'STORE_UNAVAILABLE' });
    });

    test('is not there where the tables are of an older version, as after a restored backup', async () => {
      await sql`delete from kysely_migration
        where name = (select max(name) from kysely_migration)`.execute(database);
      await assert.rejects(store.ping(), { code: 'STORE_UNAVAILABLE' });
    });
  });
}
