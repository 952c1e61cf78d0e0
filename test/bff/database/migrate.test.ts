import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { Kysely } from 'kysely';
import { databaseDialect } from '../../../bff/database/dialects.ts';
import { openStore } from '../../../bff/database/open-store.ts';
import type { Tables } from '../../../bff/database/tables.ts';
import { openOperatorStore } from '../../../bff/operator/operator-store.ts';
import { engines, testDatabases } from '../../support/server/database.ts';

const databases = testDatabases();

/** As a server of a version starts, as far as its database goes. */
async function start(url: string, version: string): Promise<void> {
  const store = await openStore(databaseDialect(url), { sendsEvents: true, version });
  await store.close();
}

for (const engine of engines) {
  describe(`tables of a newer server in ${engine}`, () => {
    /** What 0.4.0 would have left, whose version is known where it wrote it down. */
    async function newerTables(knows: { version?: string }): Promise<string> {
      const url = await databases.empty(engine);
      await start(url, '0.3.0');
      const database = new Kysely<Tables>({ dialect: databaseDialect(url) });
      const migration = '0099-of-tomorrow';
      const timestamp = '2027-01-01T00:00:00.000Z';
      await database
        .insertInto('kysely_migration')
        .values({ name: migration, timestamp })
        .execute();
      const { version } = knows;
      if (version) await database.insertInto('versions').values({ migration, version }).execute();
      await database.destroy();
      return url;
    }

    test('[E14] an older server on tables of a newer one', async () => {
      const url = await newerTables({ version: '0.4.0' });
      await assert.rejects(start(url, '0.3.0'), {
        name: 'ConfigError',
        message:
          'DATABASE_URL: the tables were made by version 0.4.0 that is newer than this one, 0.3.0 (0099-of-tomorrow). Start version 0.4.0 or a newer one. To stay with this one, 0.3.0, restore the backup that was taken before the upgrade: orders placed since then are not in it.',
      });
    });

    test('are refused also where it is not known which server made them', async () => {
      const url = await newerTables({});
      await assert.rejects(start(url, '0.3.0'), /made by a version that is newer than this one/);
    });

    test('are refused to the operator’s command of an older version', async () => {
      const url = await newerTables({ version: '0.4.0' });
      await assert.rejects(openOperatorStore(databaseDialect(url)), ({ cause }: Error) =>
        /made by version 0\.4\.0 that is newer/.test(String(cause)),
      );
    });

    test('are remembered with the version that made each of them, and no later one', async () => {
      const url = await databases.empty(engine);
      await start(url, '0.3.0');
      await start(url, '0.4.0');
      const database = new Kysely<Tables>({ dialect: databaseDialect(url) });
      const versions = await database.selectFrom('versions').select('version').distinct().execute();
      await database.destroy();
      assert.deepEqual(
        versions.map(({ version }) => version),
        ['0.3.0'],
      );
    });
  });
}
